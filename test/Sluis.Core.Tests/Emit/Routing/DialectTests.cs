using System.Text.Json.Nodes;
using k8s.Models;
using Sluis.Core.Emit;
using Sluis.Core.Emit.Kubernetes.Routing;
using Sluis.Core.Planning;
using Sluis.Core.Platform;
using Sluis.Core.Tests.Planning;
using Sluis.Core.Tests.Support;

namespace Sluis.Core.Tests.Emit.Routing;

public class DialectTests
{
    private static readonly Middleware[] All =
    [
        new Middleware.ForwardAuth("http://auth:4181", PlatformBuilder.Key("auth"), 4181, "/", false, ["X-User"], ["Cookie"]) { Name = "forward" },
        new Middleware.BasicAuth(SecretText.Of(new SecretName("USERS")), null, "shop", true) { Name = "basic" },
        new Middleware.DigestAuth(SecretText.Of(new SecretName("USERS"))) { Name = "digest" },
        new Middleware.RedirectRegex("^https://www\\.(.*)", "https://$1", true) { Name = "www" },
        new Middleware.StripPrefix(["/api"]) { Name = "strip" },
        new Middleware.StripPrefixRegex(["/v[0-9]+"]) { Name = "stripregex" },
        new Middleware.AddPrefix("/x") { Name = "add" },
        new Middleware.ReplacePathRegex("^/a/(.*)", "/b/$1") { Name = "replaceregex" },
        new Middleware.Headers([new("X-A", "1")], [new("Server", "")], new(["https://x.nl"], ["GET"], ["X-B"], ["X-C"], true, 60), new(60, true, true)) { Name = "cors" },
        new Middleware.Headers([new("X-A", "1")], [new("Server", "")], null, new(60, true, true)) { Name = "headers" },
        new Middleware.RateLimit(10, TimeSpan.FromSeconds(1), 20) { Name = "rate" },
        new Middleware.InFlightLimit(10) { Name = "flight" },
        new Middleware.IpAllowList(["10.0.0.0/8"]) { Name = "allow" },
        new Middleware.Compress { Name = "compress" },
        new Middleware.Buffering(1 << 20, 1 << 20) { Name = "buffer" },
        new Middleware.Retry(3, TimeSpan.FromMilliseconds(100)) { Name = "retry" },
        new Middleware.CircuitBreaker("NetworkErrorRatio() > 0.5") { Name = "breaker" },
        new Middleware.Errors(["500-599"], PlatformBuilder.Key("auth"), "/{status}.html") { Name = "errors" },
    ];

    private static PlatformBuilder Everything()
    {
        var platform = new PlatformBuilder().Service("api").Service("auth", with: s => s with { Ports = [new(4181, TransportProtocol.Tcp, "http", "http", "test")] });
        var match = new RouteMatch
        {
            Host = "shop.nl",
            Path = new(PathMatchKind.Prefix, "/api"),
            Headers = [new("X-Kind", "a", false)],
            Query = [new("q", "[0-9]", true)],
            Methods = ["GET", "POST"],
            ClientIps = ["10.1.0.0/16"],
        };
        platform.Route("api", [match, new() { Host = "*.shop.nl", Path = new(PathMatchKind.Regex, "/{id:[0-9]+}") }, new() { Host = "b.nl", Path = new(PathMatchKind.Exact, "/x") }], All, r => r with { StickyCookie = "sid", Priority = 7 });
        foreach (var middleware in All)
            platform.Route("api", [new() { Host = $"{middleware.Name}.nl", Path = new(PathMatchKind.Prefix, "/api") }], [middleware]);
        return platform
            .Route("api", [new() { Host = "old.nl" }], [new Middleware.RedirectScheme("https", null, true) { Name = "tohttps" }], r => r with { Tls = null })
            .Route("api", [new() { Host = "tls.nl" }], null, r => r with { Kind = RouteKind.TlsPassthrough })
            .Route("api", [new() { Host = "*" }], null, r => r with { Kind = RouteKind.Tcp, Tls = null, EntryPoints = ["mqtt"] })
            .Route("api", [], null, r => r with { Kind = RouteKind.Udp, Tls = null });
    }

    private static List<PlacedObject> Emit(PlatformBuilder platform, RoutingDialect dialect, string className) =>
        [.. RoutingEmitter.Emit(platform.Plan(new Intent { Routing = new() { Dialect = dialect, ClassName = className } }), platform.Findings)];

    [Theory]
    [InlineData(RoutingDialect.GatewayApi, "traefik")]
    [InlineData(RoutingDialect.GatewayApi, "cilium")]
    [InlineData(RoutingDialect.TraefikIngressRoute, "traefik")]
    [InlineData(RoutingDialect.Ingress, "traefik")]
    [InlineData(RoutingDialect.Ingress, "nginx")]
    public void Every_object_fits_its_definition(RoutingDialect dialect, string className)
    {
        var crds = CrdSchema.Load(SharedData.Require("crds/gateway-api"), SharedData.Require("crds/traefik"), SharedData.Require("crds/cert-manager"));
        var faults = Emit(Everything(), dialect, className).Select(static o => o.Object).OfType<CustomResource>()
            .SelectMany(r => crds.Check(JsonNode.Parse(r.ToJson())!.AsObject()).Select(f => $"{r.Kind} {r.Metadata.Name}: {f}"));
        Assert.Empty(faults);
    }

    [Theory]
    [InlineData(RoutingDialect.GatewayApi, "traefik")]
    [InlineData(RoutingDialect.TraefikIngressRoute, "traefik")]
    [InlineData(RoutingDialect.Ingress, "nginx")]
    public void No_two_objects_are_one_file(RoutingDialect dialect, string className)
    {
        var objects = Emit(Everything(), dialect, className);
        Assert.Equal(objects.Count, objects.Select(o => $"{o.Folder}/{o.FileName}").Distinct().Count());
    }

    [Fact]
    public void An_ingress_route_says_it_in_traefiks_words()
    {
        var platform = new PlatformBuilder().Service("api").Route("api",
            [new() { Host = "a.nl", Path = new(PathMatchKind.Prefix, "/x"), Methods = ["GET"] }, new() { Host = "a.nl", Path = new(PathMatchKind.Exact, "/y") }],
            [new Middleware.Compress { Name = "zip@docker" }], r => r with { Priority = 9 });
        var route = ((CustomResource)Emit(platform, RoutingDialect.TraefikIngressRoute, "traefik").Single(o => o.Object.Kind == "IngressRoute" && o.Object.Metadata.Name == "r0").Object).Spec;
        Assert.Equal("Host(`a.nl`) && ((PathPrefix(`/x`) && Method(`GET`)) || Path(`/y`))", (string)route["routes"]![0]!["match"]!);
        Assert.Equal(9, (int)route["routes"]![0]!["priority"]!);
        Assert.Equal("zip", (string)route["routes"]![0]!["middlewares"]![0]!["name"]!);
        Assert.Equal("tls-a.nl", (string)route["tls"]!["secretName"]!);
    }

    [Fact]
    public void An_ingress_rewrites_by_expression_with_nginx()
    {
        var platform = new PlatformBuilder().Service("api").Route("api", [new() { Host = "a.nl", Path = new(PathMatchKind.Prefix, "/api") }], [new Middleware.StripPrefix(["/api"]) { Name = "s" }]);
        var ingress = (V1Ingress)Emit(platform, RoutingDialect.Ingress, "nginx").Single(o => o.Object is V1Ingress).Object;
        Assert.Equal("/api(/|$)(.*)", ingress.Spec.Rules[0].Http.Paths[0].Path);
        Assert.Equal("/$2", ingress.Metadata.Annotations["nginx.ingress.kubernetes.io/rewrite-target"]);
        Assert.Equal("nginx", ingress.Spec.IngressClassName);
    }

    [Theory]
    [InlineData(RoutingDialect.GatewayApi, "cilium")]
    [InlineData(RoutingDialect.Ingress, "haproxy")]
    public void A_route_that_would_be_open_is_withheld(RoutingDialect dialect, string className)
    {
        var platform = new PlatformBuilder().Service("api").Route("api", [new() { Host = "a.nl" }], [new Middleware.BasicAuth(SecretText.Of(new SecretName("U")), null, null, false) { Name = "b" }]);
        Assert.DoesNotContain(Emit(platform, dialect, className), o => o.Folder.StartsWith("apps", StringComparison.Ordinal));
        Assert.Contains("SL4212", platform.Codes);
    }

    [Fact]
    public void Every_finding_has_its_help() =>
        Assert.Equal(Enumerable.Range(4201, 14).Select(static n => $"SL{n}"), RoutingDiagnostics.Help.Select(static h => h.Code));
}
