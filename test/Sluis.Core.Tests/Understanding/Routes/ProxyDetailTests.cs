using Sluis.Core.Platform;
using Sluis.Core.Text;
using Sluis.Core.Understanding.Toml;
using Sluis.Core.Yaml;

namespace Sluis.Core.Tests.Understanding.Routes;

public class ProxyDetailTests
{
    private const string Files = """
        name: shop
        services:
          traefik: {image: "traefik:v3.1", volumes: ["./dynamic:/etc/traefik/dynamic:ro"]}
          blue: {image: "example/app:1", expose: ["3000"]}
          green: {image: "example/app:2", expose: ["3000"]}
          shadow: {image: "example/app:3", expose: ["3000"]}
        """;

    private static Route Only(Understood platform) => Assert.Single(platform.Model.Routes);

    [Fact]
    public void Routers_in_toml_are_read_with_their_weights_and_mirrors()
    {
        var platform = new Understood(Files).File("/work/dynamic/app.toml", """
            # edge
            [http.routers.app]
              rule = "Host(`a.nl`)"
              service = "copy"
              middlewares = ["strip",
                "auth"] # two
            [http.middlewares.strip.stripPrefix]
            prefixes = ["/x"]
            [http.middlewares.auth.basicAuth]
            usersFile = '/etc/traefik/dynamic/users'
            [http.services.copy.mirroring]
            service = "split"
            [[http.services.copy.mirroring.mirrors]]
            name = "shadow"
            percent = 10
            [[http.services.split.weighted.services]]
            name = "blue"
            weight = 3
            [[http.services.split.weighted.services]]
            name = "green"
            weight = 1
            [http.services]
            blue.loadBalancer = { servers = [ { url = "http://blue:3000" } ] }
            green.loadBalancer = { servers = [ { url = "http://green:3000" } ] }
            [[http.services.shadow.loadBalancer.servers]]
            url = "http://shadow:3000"
            """).File("/work/dynamic/users", "ann:$apr1$x$y\n");
        var route = Only(platform);
        Assert.Equal(["blue 3", "green 1"], route.Backends.Select(b => $"{b.Service.Service} {b.Weight}"));
        Assert.Equal(new RouteMirror(new("shop", "shadow"), 3000, 10), Assert.Single(route.Mirrors));
        Assert.Equal(["strip", "auth"], route.Middlewares.Select(m => m.Name));
        Assert.True(Assert.IsType<Middleware.BasicAuth>(route.Middlewares[1]) is { UsersFile: null, Users.HasSecret: true });
        Assert.Contains("traefik -> green:3000", platform.Edges);
    }

    [Fact]
    public void Several_servers_of_one_balancer_share_the_requests()
    {
        var route = Only(new Understood(Files).File("/work/dynamic/app.yml", """
            http:
              routers: {app: {rule: Host(`a.nl`), service: both}}
              services: {both: {loadBalancer: {servers: [{url: "http://blue:3000"}, {url: "http://green:3000"}]}}}
            """));
        Assert.Equal(["blue", "green"], route.Backends.Select(b => b.Service.Service));
    }

    [Fact]
    public void Fallbacks_options_transports_and_certificates_are_findings()
    {
        var platform = new Understood(Files).File("/work/dynamic/app.yml", """
            http:
              routers: {app: {rule: Host(`a.nl`), service: safe}}
              services:
                safe: {failover: {service: main, fallback: other}}
                main: {loadBalancer: {servers: [{url: "http://blue:3000"}], serversTransport: own}}
                other: {loadBalancer: {servers: [{url: "http://green:3000"}]}}
              serversTransports: {own: {insecureSkipVerify: true}}
            tls:
              options: {modern: {minVersion: VersionTLS13}}
              certificates: [{certFile: /a.crt, keyFile: /a.key}]
            """);
        Assert.Equal("blue", Only(platform).Service.Service);
        Assert.Single(platform.Messages("SL2309"));
        Assert.Equal(3, platform.Messages("SL2308").Count());
    }

    [Fact]
    public void Toml_that_is_none_is_a_finding_with_its_line()
    {
        Assert.Null(TomlReader.Read("[a]\nb = \"x\nc = 1\n", "x.toml", out var fault));
        Assert.Equal(new SourceSpan("x.toml", 2, 1), fault);
        Assert.Contains("SL2306", new Understood(Files).File("/work/dynamic/app.toml", "{{ range }}\n").Codes);
    }

    [Theory]
    [InlineData("a.b = 'c:\\d'", "a.b", "c:\\d")]
    [InlineData("a = \"\"\"\nx\\\n   y\"\"\"", "a", "xy")]
    [InlineData("a = \"\\u00e9\\t\\\"\"", "a", "é\t\"")]
    [InlineData("[x.\"y.z\"]\nk = 1_000", "x.y.z.k", "1000")]
    [InlineData("d = 1979-05-27T07:32:00Z # day", "d", "1979-05-27T07:32:00Z")]
    public void Toml_values_are_what_they_say(string text, string key, string expected)
    {
        var root = TomlReader.Read(text, "x.toml", out _);
        var flat = new Dictionary<string, string>(StringComparer.Ordinal);
        Sluis.Core.Understanding.Routes.TraefikFiles.Flatten(root, "", flat);
        Assert.Equal(expected, flat[key]);
    }

    [Fact]
    public void Deep_toml_ends_with_a_finding_and_not_a_crash() =>
        Assert.Null(TomlReader.Read("a = " + new string('[', 100_000), "x.toml", out _));

    [Fact]
    public void Several_ports_of_one_container_are_several_routes()
    {
        var platform = new Understood("""
            services:
              proxy: {image: "nginxproxy/nginx-proxy:1"}
              app:
                image: example/app:1
                environment:
                  VIRTUAL_HOST_MULTIPORTS: |-
                    www.example.org:
                      "/": {port: 8080}
                      "/api": {port: 9090, dest: "/"}
                    admin.example.org:
            """);
        Assert.Equal(["admin.example.org  80", "www.example.org / 8080", "www.example.org /api 9090"],
            platform.Model.Routes.Select(r => $"{r.Matches[0].Host} {(r.Matches[0].Path is { } p ? p.Value : r.Port == 80 ? "" : "/")} {r.Port}").Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("noredirect", 2, "")]
    [InlineData("nohttps", 1, "")]
    [InlineData("nohttp", 1, "SL2310")]
    [InlineData("redirect", 1, "")]
    public void The_proxys_way_with_plain_http_is_kept_or_said(string method, int count, string code)
    {
        var platform = new Understood($$"""
            services:
              app: {image: "example/app:1", environment: {VIRTUAL_HOST: a.nl, LETSENCRYPT_HOST: a.nl, HTTPS_METHOD: {{method}} } }
            """);
        Assert.Equal(count, platform.Model.Routes.Count);
        Assert.Equal(method == "nohttps", platform.Model.Routes.All(r => r.Tls is null));
        Assert.Equal(code.Length > 0, platform.Codes.Contains("SL2310"));
    }

    [Fact]
    public void Snippets_are_imported_and_redirects_are_routes()
    {
        var platform = new Understood("""
            services:
              caddy: {image: "lucaslorentz/caddy-docker-proxy:2", labels: {caddy_0: (guard), caddy_0.basic_auth.ann: "$$2y$$x"}}
              app:
                image: example/app:1
                labels: {caddy: a.nl, caddy.import: guard, caddy.reverse_proxy: "{{upstreams 8080}}", caddy.header.X-Robots: none}
              old:
                image: example/old:1
                labels: {caddy: old.nl, caddy.redir: "https://a.nl{uri} permanent"}
            """);
        var (app, old) = (platform.Model.Routes.Single(r => r.Service.Service == "app"), platform.Model.Routes.Single(r => r.Service.Service == "old"));
        Assert.IsType<Middleware.BasicAuth>(app.Middlewares.Single());
        Assert.Equal("https://a.nl/${1}", Assert.IsType<Middleware.RedirectRegex>(old.Middlewares.Single()).Replacement);
        Assert.Contains("caddy.header", Assert.Single(platform.Messages("SL2307")), StringComparison.Ordinal);
    }
}
