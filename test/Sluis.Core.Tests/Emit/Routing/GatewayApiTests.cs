using System.Text.Json.Nodes;
using Sluis.Core.Emit;
using Sluis.Core.Emit.Kubernetes.Routing;
using Sluis.Core.Planning;
using Sluis.Core.Platform;
using Sluis.Core.Tests.Planning;

namespace Sluis.Core.Tests.Emit.Routing;

public class GatewayApiTests
{
    private static readonly Intent OtherClass = new() { Routing = new() { ClassName = "cilium" } };

    private static PlatformBuilder Shop() => new PlatformBuilder().Service("api").Service("auth", role: ServiceRole.ForwardAuth);

    private static List<PlacedObject> Emit(PlatformBuilder platform, Intent? intent = null) => [.. RoutingEmitter.Emit(platform.Plan(intent), platform.Findings)];

    private static JsonObject Spec(List<PlacedObject> objects, string kind, string name) =>
        ((CustomResource)objects.Single(o => o.Object.Kind == kind && o.Object.Metadata.Name == name).Object).Spec;

    private static JsonNode Rule(List<PlacedObject> objects, int index = 0, string name = "r0") => Spec(objects, "HTTPRoute", name)["rules"]![index]!;

    private static RouteMatch On(string host, string? prefix = null) => new() { Host = host, Path = prefix is null ? null : new(PathMatchKind.Prefix, prefix) };

    [Fact]
    public void A_route_hangs_on_the_listener_of_its_host()
    {
        var objects = Emit(Shop().Route("api", [On("shop.nl", "/api")]));
        var route = Spec(objects, "HTTPRoute", "r0");
        Assert.Equal("""[{"name":"platform","namespace":"ingress","sectionName":"https-shop.nl"}]""", route["parentRefs"]!.ToJsonString());
        Assert.Equal("""["shop.nl"]""", route["hostnames"]!.ToJsonString());
        Assert.Equal("""[{"matches":[{"path":{"type":"PathPrefix","value":"/api"}}],"backendRefs":[{"name":"api","port":8080}]}]""", route["rules"]!.ToJsonString());
        var gateway = Spec(objects, "Gateway", "platform");
        Assert.Equal(["http", "https-shop.nl"], gateway["listeners"]!.AsArray().Select(l => (string)l!["name"]!));
        Assert.Equal("tls-shop.nl", (string)gateway["listeners"]![1]!["tls"]!["certificateRefs"]![0]!["name"]!);
        Assert.Equal("letsencrypt", objects.Single(o => o.Object.Kind == "Gateway").Object.Metadata.Annotations["cert-manager.io/cluster-issuer"]);
        Assert.Single(objects, o => o.Object.Kind == "ClusterIssuer");
    }

    [Fact]
    public void Plain_http_of_a_tls_host_is_redirected()
    {
        var objects = Emit(Shop().Route("api", [On("shop.nl")]));
        Assert.Equal("""["shop.nl"]""", Spec(objects, "HTTPRoute", "redirect-to-https")["hostnames"]!.ToJsonString());
    }

    [Fact]
    public void A_plain_route_of_its_own_is_not_shadowed_by_a_redirect()
    {
        var objects = Emit(Shop().Route("api", [On("shop.nl")]).Route("api", [On("shop.nl")], null, r => r with { Tls = null }));
        Assert.DoesNotContain(objects, o => o.Object.Metadata.Name == "redirect-to-https");
        Assert.Equal("http", (string)Spec(objects, "HTTPRoute", "r1")["parentRefs"]![0]!["sectionName"]!);
    }

    [Fact]
    public void Alternatives_with_other_hosts_and_other_paths_are_routes_of_their_own()
    {
        var objects = Emit(Shop().Route("api", [On("a.nl", "/x"), On("b.nl", "/x"), On("c.nl")]));
        var routes = objects.Where(o => o.Object.Kind == "HTTPRoute" && o.Object.Metadata.Name.StartsWith('r') && o.Folder.StartsWith("apps")).ToList();
        Assert.Equal(2, routes.Count);
        Assert.Equal("""["a.nl","b.nl"]""", ((CustomResource)routes[0].Object).Spec["hostnames"]!.ToJsonString());
    }

    [Fact]
    public void Forward_auth_is_asked_by_its_full_name_before_the_prefix_goes()
    {
        var auth = new Middleware.ForwardAuth("http://auth:4181/verify", PlatformBuilder.Key("auth"), 4181, "/verify", true, ["X-User"], []) { Name = "auth@docker" };
        var strip = new Middleware.StripPrefix(["/api"]) { Name = "strip" };
        var platform = Shop().Route("api", [On("shop.nl", "/api")], [auth, strip]);
        var objects = Emit(platform);
        Assert.Equal("""{"forwardAuth":{"address":"http://auth.shop.svc.cluster.local:4181/verify","trustForwardHeader":true,"authResponseHeaders":["X-User"]}}""", Spec(objects, "Middleware", "auth").ToJsonString());
        Assert.Equal(
            """[{"type":"ExtensionRef","extensionRef":{"group":"traefik.io","kind":"Middleware","name":"auth"}},{"type":"URLRewrite","urlRewrite":{"path":{"type":"ReplacePrefixMatch","replacePrefixMatch":"/"}}}]""",
            Rule(objects)["filters"]!.ToJsonString());
        Assert.DoesNotContain(platform.Codes, c => c == "SL4202");
    }

    [Fact]
    public void Another_class_gets_a_finding_for_what_it_cannot_do()
    {
        var platform = Shop().Route("api", [On("shop.nl")], [new Middleware.RateLimit(10, TimeSpan.FromSeconds(1), 20) { Name = "slow" }]);
        var objects = Emit(platform, OtherClass);
        Assert.DoesNotContain(objects, o => o.Object.Kind == "Middleware");
        Assert.Null(Rule(objects)["filters"]);
        Assert.Contains("SL4202", platform.Codes);
        Assert.Equal(80, (int)Spec(objects, "Gateway", "platform")["listeners"]![0]!["port"]!);
    }

    [Fact]
    public void A_middleware_nobody_defines_is_a_finding_with_every_class()
    {
        var platform = Shop().Route("api", [On("shop.nl")], [new Middleware.Unresolved("file", "", []) { Name = "secure@file" }]);
        Emit(platform);
        Assert.Contains("SL4203", platform.Codes);
    }

    [Fact]
    public void A_prefix_longer_than_the_match_is_a_rule_of_its_own()
    {
        var objects = Emit(Shop().Route("api", [On("shop.nl")], [new Middleware.StripPrefix(["/v1", "/v2"]) { Name = "s" }]));
        var rules = Spec(objects, "HTTPRoute", "r0")["rules"]!.AsArray();
        Assert.Equal(2, rules.Count);
        Assert.Equal(["/v1", "/v2"], rules[0]!["matches"]!.AsArray().Select(m => (string)m!["path"]!["value"]!));
        Assert.Equal("/", (string)rules[0]!["filters"]![0]!["urlRewrite"]!["path"]!["replacePrefixMatch"]!);
        Assert.Null(rules[1]!["filters"]);
    }

    [Fact]
    public void Strip_and_add_make_one_rewrite()
    {
        var objects = Emit(Shop().Route("api", [On("shop.nl", "/api/v1")], [new Middleware.StripPrefix(["/api"]) { Name = "s" }, new Middleware.AddPrefix("/internal") { Name = "a" }]));
        Assert.Equal("/internal/v1", (string)Rule(objects)["filters"]![0]!["urlRewrite"]!["path"]!["replacePrefixMatch"]!);
    }

    [Fact]
    public void A_redirect_needs_no_service()
    {
        var objects = Emit(Shop().Route("api", [On("shop.nl")], [new Middleware.RedirectScheme("https", 443, true) { Name = "https" }], r => r with { Tls = null }));
        Assert.Equal("""{"matches":[{"path":{"type":"PathPrefix","value":"/"}}],"filters":[{"type":"RequestRedirect","requestRedirect":{"scheme":"https","statusCode":301}}]}""", Rule(objects).ToJsonString());
    }

    [Fact]
    public void Header_changes_join_into_one_filter()
    {
        var objects = Emit(Shop().Route("api", [On("shop.nl")],
        [
            new Middleware.Headers([new("X-A", "1")], [new("Server", "")], null, new(60, true, false)) { Name = "h1" },
            new Middleware.Headers([new("x-a", "2")], [], null, null) { Name = "h2" },
        ]));
        Assert.Equal(
            """[{"type":"RequestHeaderModifier","requestHeaderModifier":{"set":[{"name":"x-a","value":"2"}]}},{"type":"ResponseHeaderModifier","responseHeaderModifier":{"set":[{"name":"Strict-Transport-Security","value":"max-age=60; includeSubDomains"}],"remove":["Server"]}}]""",
            Rule(objects)["filters"]!.ToJsonString());
    }

    [Fact]
    public void Cors_is_a_filter_where_the_class_is_not_traefik()
    {
        var cors = new Middleware.Headers([], [], new(["https://x.nl"], ["get"], [], [], true, 600), null) { Name = "cors" };
        var native = Rule(Emit(Shop().Route("api", [On("shop.nl")], [cors]), OtherClass))["filters"]![0]!;
        Assert.Equal("""{"allowOrigins":["https://x.nl"],"allowMethods":["GET"],"allowCredentials":true,"maxAge":600}""", native["cors"]!.ToJsonString());
        Assert.Equal("ExtensionRef", (string)Rule(Emit(Shop().Route("api", [On("shop.nl")], [cors])))["filters"]![0]!["type"]!);
    }

    [Fact]
    public void A_sticky_session_is_kept_by_traefiks_service()
    {
        var objects = Emit(Shop().Route("api", [On("shop.nl")], null, r => r with { StickyCookie = "sid" }));
        Assert.Equal("""[{"group":"traefik.io","kind":"TraefikService","name":"r0-sticky"}]""", Rule(objects)["backendRefs"]!.ToJsonString());
        Assert.Equal("sid", (string)Spec(objects, "TraefikService", "r0-sticky")["weighted"]!["services"]![0]!["sticky"]!["cookie"]!["name"]!);
    }

    [Fact]
    public void A_host_expression_is_a_wildcard_or_a_finding()
    {
        var platform = Shop().Route("api", [new() { Host = "{sub:[a-z]+}.shop.nl", HostIsRegex = true }, new() { Host = "^(a|b)?shop.nl$", HostIsRegex = true }]);
        var objects = Emit(platform);
        Assert.Equal("""["*.shop.nl"]""", Spec(objects, "HTTPRoute", "r0")["hostnames"]!.ToJsonString());
        Assert.Contains("SL4204", platform.Codes);
        Assert.Contains("SL4209", platform.Codes);
    }

    [Fact]
    public void Two_services_without_a_host_get_one_each()
    {
        var platform = new PlatformBuilder().Service("a").Service("b")
            .Route("a", [new()], null, r => r with { Tls = null }).Route("b", [new()], null, r => r with { Tls = null });
        var objects = Emit(platform);
        Assert.Equal(["a.shop.example", "b.shop.example"], objects.Where(o => o.Object.Kind == "HTTPRoute").Select(o => (string)((CustomResource)o.Object).Spec["hostnames"]![0]!));
        Assert.Contains("SL4208", platform.Codes);
    }

    [Fact]
    public void The_old_proxys_account_and_ports_carry_over()
    {
        var platform = Shop()
            .Service("traefik", "traefik:v2.11", ServiceRole.Gateway, s => s with
            {
                CatalogueId = "traefik",
                Command = [SecretText.Of("--certificatesresolvers.le.acme.email=ops@shop.nl"), SecretText.Of("--certificatesresolvers.le.acme.dnschallenge.provider=cloudflare"), SecretText.Of("--entrypoints.mqtt.address=:1883/tcp")],
            })
            .Route("api", [On("shop.nl")], null, r => r with { Tls = new("le", [], null) })
            .Route("api", [new() { Host = "*" }], null, r => r with { Kind = RouteKind.Tcp, EntryPoints = ["mqtt"], Tls = null });
        var objects = Emit(platform);
        var acme = Spec(objects, "ClusterIssuer", "le")["acme"]!;
        Assert.Equal("ops@shop.nl", (string)acme["email"]!);
        Assert.NotNull(acme["solvers"]![0]!["dns01"]!["cloudflare"]);
        Assert.Equal(1883, (int)Spec(objects, "Gateway", "platform")["listeners"]!.AsArray().Single(l => (string)l!["name"]! == "tcp-1883")!["port"]!);
        Assert.Equal("tcp-1883", (string)Spec(objects, "TCPRoute", "r1")["parentRefs"]![0]!["sectionName"]!);
    }

    [Fact]
    public void An_environment_replaces_hosts_and_nothing_else()
    {
        var platform = Shop().Route("api", [On("shop.nl", "/api")]);
        var plan = platform.Plan();
        var objects = RoutingEmitter.Emit(plan, platform.Findings);
        var staging = plan.Environments.Single(e => e.Name == "staging");
        Assert.Equal("""[{"op":"replace","path":"/spec/hostnames/0","value":"staging.shop.nl"}]""", Patch("HTTPRoute", "r0"));
        Assert.Equal("""[{"op":"replace","path":"/spec/listeners/1/hostname","value":"staging.shop.nl"}]""", Patch("Gateway", "platform"));

        string Patch(string kind, string name) => RoutingOverlays.Patches((CustomResource)objects.Single(o => o.Object.Kind == kind && o.Object.Metadata.Name == name).Object, staging).ToJsonString();
    }

    [Fact]
    public void A_route_of_the_proxy_itself_is_a_note()
    {
        var platform = Shop().Route("api", [On("traefik.shop.nl")], null, r => r with { InternalService = "api@internal" });
        Assert.Empty(Emit(platform));
        Assert.Contains("SL4205", platform.Codes);
    }
}
