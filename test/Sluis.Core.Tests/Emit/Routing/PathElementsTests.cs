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
