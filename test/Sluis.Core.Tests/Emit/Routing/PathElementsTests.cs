using Sluis.Core.Emit;

namespace Sluis.Core.Tests.Emit.Routing;

public class PathElementsTests
{
    private static Emitted Shop(string other, string intent = "") => Emitted.From($$"""
        services:
          api:
            image: example/api:1
            labels: {traefik.http.routers.api.rule: "Host(`shop.nl`) && PathPrefix(`/api`)", traefik.http.services.api.loadbalancer.server.port: "80"}
          web:
            image: example/web:1
            labels: {traefik.http.routers.web.rule: "{{other}}", traefik.http.services.web.loadbalancer.server.port: "80"}
        """, intent);

    [Fact]
    public void A_sibling_path_shows_that_the_prefix_matched_more() =>
        Assert.Contains("/api-docs", Shop("Host(`shop.nl`) && Path(`/api-docs`)").Findings.Single(f => f.Code == "SL4214").Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("Host(`shop.nl`) && PathPrefix(`/api/v2`)", "")]
    [InlineData("Host(`shop.nl`)", "")]
    [InlineData("Host(`other.nl`) && Path(`/api-docs`)", "")]
    [InlineData("Host(`shop.nl`) && Path(`/api-docs`)", "routing: {dialect: traefik}")]
    public void Elsewhere_nothing_is_said(string other, string intent) => Assert.DoesNotContain("SL4214", Shop(other, intent).Codes);
}

public class SharedRoutesTests
{
    private static Emitted Split(string intent = "") => Emitted.From("""
        services:
          traefik: {image: "traefik:v3.1", volumes: ["./dynamic:/etc/traefik/dynamic:ro", "/var/run/docker.sock:/var/run/docker.sock"]}
          blue: {image: "example/app:1", expose: ["3000"]}
          green: {image: "example/app:2", expose: ["3000"]}
        """, intent, ("dynamic/app.yml", """
        http:
          routers: {app: {rule: Host(`a.nl`), service: copy}}
          services:
            copy: {mirroring: {service: split, mirrors: [{name: green, percent: 5}]}}
            split: {weighted: {services: [{name: blue, weight: 9}, {name: green, weight: 1}]}}
            blue: {loadBalancer: {servers: [{url: "http://blue:3000"}]}}
            green: {loadBalancer: {servers: [{url: "http://green:3000"}]}}
        """));

    private static string Spec(Emitted emitted, string kind, string name) => emitted.All<CustomResource>().Single(c => c.Kind == kind && c.Metadata.Name == name).Spec.ToJsonString();

    [Fact]
    public void Other_gateways_get_weights_and_a_mirror_filter()
    {
        var route = Spec(Split("routing: {className: cilium}"), "HTTPRoute", "app");
        Assert.Contains("""{"name":"blue","port":3000,"weight":9},{"name":"green","port":3000,"weight":1}""", route, StringComparison.Ordinal);
        Assert.Contains("""{"type":"RequestMirror","requestMirror":{"backendRef":{"name":"green","port":3000},"percent":5}}""", route, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "HTTPRoute")]
    [InlineData("routing: {dialect: traefik}", "IngressRoute")]
    public void Traefik_gets_its_own_services(string intent, string kind)
    {
        var emitted = Split(intent);
        Assert.Contains("\"name\":\"app-mirror\"", Spec(emitted, kind, "app"), StringComparison.Ordinal);
        Assert.Equal("""{"mirroring":{"kind":"TraefikService","name":"app-shares","mirrors":[{"name":"green","port":3000,"percent":5}]}}""", Spec(emitted, "TraefikService", "app-mirror"));
        Assert.Equal("""{"weighted":{"services":[{"name":"blue","port":3000,"weight":9},{"name":"green","port":3000,"weight":1}]}}""", Spec(emitted, "TraefikService", "app-shares"));
    }
}
