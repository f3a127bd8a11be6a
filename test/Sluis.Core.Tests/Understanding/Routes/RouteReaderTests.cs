using Sluis.Core.Platform;

namespace Sluis.Core.Tests.Understanding.Routes;

public class RouteReaderTests
{
    private const string Gateway = """
          traefik:
            image: traefik:v3.1
            command:
              - --providers.docker.exposedbydefault=false
              - --entrypoints.web.address=:80
              - --entrypoints.web.http.redirections.entrypoint.to=websecure
              - --entrypoints.websecure.address=:443
              - --entrypoints.websecure.http.tls.certresolver=le
              - --entrypoints.websecure.http.middlewares=headers@docker
            volumes: ["./dynamic:/etc/traefik/dynamic"]
            labels: {"traefik.enable": "true", "traefik.http.middlewares.headers.headers.frameDeny": "true"}
        """;

    private static Understood Behind(params string[] labels) =>
        new("name: shop\nservices:\n" + Gateway + "\n  app:\n    image: example/app:1\n    expose: [\"3000\"]\n    labels:\n"
            + string.Concat(labels.Select(l => $"      - '{l}'\n")));

    private static Route Only(Understood platform) => Assert.Single(platform.Model.Routes);

    [Fact]
    public void Router_takes_port_entry_points_and_certificates()
    {
        var route = Only(Behind("traefik.enable=true", "traefik.http.routers.app.rule=Host(`a.nl`)", "traefik.http.services.x.loadbalancer.server.port=8080",
            "traefik.http.services.x.loadbalancer.sticky.cookie.name=sid", "traefik.http.services.x.loadbalancer.healthcheck.path=/up", "traefik.http.routers.app.priority=7"));
        Assert.Equal((8080, "le", "sid", "/up", 7), (route.Port, route.Tls?.CertificateResolver, route.StickyCookie, route.HealthPath, route.Priority));
        Assert.Equal(["websecure"], route.EntryPoints);
        Assert.Equal(["headers"], route.Middlewares.Select(m => m.Name));
    }

    [Fact]
    public void Entry_point_that_redirects_makes_the_route_a_redirect()
    {
        var route = Only(Behind("traefik.enable=true", "traefik.http.routers.app.rule=Host(`a.nl`)", "traefik.http.routers.app.entrypoints=web"));
        Assert.Equal("https", Assert.IsType<Middleware.RedirectScheme>(route.Middlewares[0]).Scheme);
        Assert.Null(route.Tls);
    }

    [Fact]
    public void Nothing_is_let_in_that_is_not_enabled() =>
        Assert.Empty(Behind("traefik.http.routers.app.rule=Host(`a.nl`)").Model.Routes);

    [Fact]
    public void Router_without_a_rule_is_not_open_to_all()
    {
        var route = Only(Behind("traefik.enable=true", "traefik.http.routers.app.entrypoints=websecure"));
        Assert.Equal("app-shop", route.Matches[0].Host);
    }

    [Fact]
    public void Rule_that_nobody_can_read_opens_nothing()
    {
        var platform = Behind("traefik.enable=true", "traefik.http.routers.app.rule=Host(`a.nl`) &&");
        Assert.Empty(platform.Model.Routes);
        Assert.Contains("SL2301", platform.Codes);
    }

    [Fact]
    public void Middlewares_come_in_order_from_labels_chains_and_files()
    {
        var platform = Behind("traefik.enable=true", "traefik.http.routers.app.rule=Host(`a.nl`)", "traefik.http.routers.app.middlewares=strip,both@file,users,ghost@file",
                "traefik.http.middlewares.strip.stripprefix.prefixes=/a,/b", "traefik.http.middlewares.users.BasicAuth.Users=ann:$$apr1$$x$$y")
            .File("dynamic/d.yml", "http:\n  middlewares:\n    both:\n      chain:\n        middlewares: [limit, zip]\n    limit:\n      rateLimit: {average: 10, burst: 20, period: 1m}\n    zip:\n      compress: {}\n");
        var route = Only(platform);
        Assert.Equal(["headers", "strip", "limit", "zip", "users", "ghost@file"], route.Middlewares.Select(m => m.Name));
        Assert.Equal(TimeSpan.FromMinutes(1), Assert.IsType<Middleware.RateLimit>(route.Middlewares[2]).Period);
        Assert.IsType<Middleware.Unresolved>(route.Middlewares[5]);
        Assert.Contains("SL2302", platform.Codes);
        Assert.Contains(platform.Model.Secrets, s => s.Name.Value == "USERS_USERS" && s.Users.Contains(new ServiceKey("shop", "app")));
    }

    [Fact]
    public void File_provider_routes_to_a_service()
    {
        var platform = Behind("traefik.enable=false").File("dynamic/d.yml", """
            http:
              routers:
                site: {rule: "Host(`a.nl`)", service: site, tls: {}}
                lost: {rule: "Host(`b.nl`)", service: nowhere}
              services:
                site: {loadBalancer: {servers: [{url: "http://app:3000"}]}}
            """);
        var route = Only(platform);
        Assert.Equal(("site", "app", 3000), (route.Name, route.Service.Service, route.Port));
        Assert.Contains("SL2304", platform.Codes);
        Assert.Contains("traefik -> app:3000", platform.Edges);
    }

    [Fact]
    public void File_that_is_a_template_is_a_warning_and_no_error()
    {
        var platform = Behind("traefik.enable=false").File("dynamic/d.yml", "http:\n  {{ range . }}\n  routers: [\n");
        Assert.Empty(platform.Model.Routes);
        Assert.Contains("SL2306", platform.Codes);
    }

    [Fact]
    public void Streams()
    {
        var platform = Behind("traefik.enable=true", "traefik.tcp.routers.db.rule=HostSNI(`db.nl`)", "traefik.tcp.routers.db.tls.passthrough=true", "traefik.tcp.services.db.loadbalancer.server.port=5432",
            "traefik.udp.routers.dns.entrypoints=dns", "traefik.udp.services.dns.loadbalancer.server.port=53");
        Assert.Equal([("db", RouteKind.TlsPassthrough, (int?)5432), ("dns", RouteKind.Udp, 53)], platform.Model.Routes.Select(r => (r.Name, r.Kind, r.Port)));
    }

    [Fact]
    public void Dashboard_goes_with_the_proxy()
    {
        var platform = new Understood("name: shop\nservices:\n  traefik:\n    image: traefik:v2.10\n    labels: {\"traefik.http.routers.d.rule\": \"Host(`t.nl`)\", \"traefik.http.routers.d.service\": api@internal}\n");
        Assert.Equal("api@internal", Only(platform).InternalService);
    }

    [Fact]
    public void Default_rule_of_the_provider()
    {
        var platform = new Understood("""
            name: shop
            services:
              traefik: {image: "traefik:v2.10", command: ["--providers.docker.defaultRule=Host(`{{ index .Labels \"com.docker.compose.service\" }}.a.nl`)"]}
              app: {image: "example/app:1", expose: ["80"], labels: {traefik.enable: "true"}}
            """);
        Assert.Equal("app.a.nl", Only(platform).Matches[0].Host);
    }

    [Fact]
    public void Traefik_1_labels()
    {
        var route = Only(Behind("traefik.enable=true", "traefik.frontend.rule=Host:a.nl,b.nl;PathPrefixStrip:/x", "traefik.port=81"));
        Assert.Equal((81, 2), (route.Port, route.Matches.Count));
        Assert.IsType<Middleware.StripPrefix>(route.Middlewares[0]);
    }

    [Fact]
    public void Nginx_proxy_variables()
    {
        var route = Only(new("name: s\nservices:\n  app: {image: \"example/app:1\", environment: {VIRTUAL_HOST: \"a.nl,*.b.nl\", VIRTUAL_PORT: \"81\", VIRTUAL_PATH: /x/, VIRTUAL_DEST: /, LETSENCRYPT_HOST: a.nl}}\n"));
        Assert.Equal(["a.nl", "*.b.nl"], route.Matches.Select(m => m.Host));
        Assert.Equal((81, "letsencrypt", 1), (route.Port, route.Tls?.CertificateResolver, route.Middlewares.Count));
    }

    [Fact]
    public void Caddy_labels()
    {
        var platform = new Understood("""
            name: s
            services:
              app:
                image: example/app:1
                labels:
                  caddy: a.nl
                  caddy.handle_path: /api/*
                  caddy.handle_path.0_reverse_proxy: "{{upstreams 8080}}"
                  caddy.basicauth.ann: $$2a$$14$$abc
              other:
                image: example/app:1
                labels: {caddy_0: "http://b.nl, c.nl", caddy_0.reverse_proxy: "/x {{upstreams https 8443}}", caddy_0.respond: "/health 200"}
            """);
        var (app, other) = (platform.Model.Routes[0], platform.Model.Routes[1]);
        Assert.Equal(("a.nl", "/api", 8080, "StripPrefix BasicAuth"), (app.Matches[0].Host, app.Matches[0].Path?.Value, app.Port, string.Join(' ', app.Middlewares.Select(m => m.GetType().Name))));
        Assert.Equal(("b.nl", PathMatchKind.Exact, 8443, "https"), (other.Matches[0].Host, other.Matches[0].Path?.Kind, other.Port, other.Scheme));
        Assert.Contains("SL2307", platform.Codes);
    }

    [Fact]
    public void Published_ports_of_web_servers_are_routes_and_others_are_said()
    {
        var platform = new Understood("""
            name: s
            services:
              web: {image: "example/web:1", ports: ["8080:80", "127.0.0.1:9000:9000", "2222:22", "81:8000"]}
              db: {image: "postgres:16", ports: ["5432:5432"]}
            """);
        Assert.Equal([("web", (int?)80), ("web-8000", 8000)], platform.Model.Routes.Select(r => (r.Name, r.Port)));
        Assert.Equal(2, platform.Codes.Count(c => c == "SL2305"));
    }
}
