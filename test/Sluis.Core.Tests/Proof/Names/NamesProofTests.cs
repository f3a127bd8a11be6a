using Sluis.Core.Proof.Claims;
using Sluis.Core.Proof.Names;

namespace Sluis.Core.Tests.Proof.Names;

public class NamesProofTests
{
    private static string Pod(string name, string ns, string more = "") => $"""
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata: {"{"}name: {name}, namespace: {ns}{"}"}
        spec:
          template:
            metadata: {"{"}labels: {"{"}app: {name}{"}"}{"}"}
            spec:
              containers: [{"{"}name: c, ports: [{"{"}name: http, containerPort: 8080{"}"}]{"}"}]
              {more}

        """;

    private static string Service(string name, string ns, string spec) => $"---\napiVersion: v1\nkind: Service\nmetadata: {{name: {name}, namespace: {ns}}}\nspec: {{{spec}}}\n";

    private const string ToApi = "selector: {app: api}, ports: [{port: 8080, targetPort: http}]";

    private const string StatefulSet = """
        ---
        apiVersion: apps/v1
        kind: StatefulSet
        metadata: {name: api, namespace: back}
        spec:
          serviceName: api-headless
          replicas: 2
          template:
            metadata: {labels: {app: api}}
            spec: {containers: [{name: c, ports: [{name: http, containerPort: 8080}]}]}

        """;

    private static World Calling(string host, string yaml, int? port = 8080, string kind = "Deployment") => new World
    {
        Claims = new()
        {
            Services = [new("shop/web", "front", "Deployment", "web", null), new("shop/api", "back", kind, "api", null), new("shop/gone", null, null, null, "kubelet")],
            Networks = [],
            Edges = [new("shop/web", "shop/api", null, port, "tcp", [host], "high", [new("Environment", $"API names {host}", "compose.yaml:7:9")]), new("shop/gone", "shop/api", null, 1, "tcp", ["nowhere"], "high", [])],
            Entrances = [],
        },
    }.With("production", yaml);

    public static TheoryData<string, string> Good() => new()
    {
        { "api", Service("api", "front", "type: ExternalName, externalName: api.back.svc.cluster.local") + Service("api", "back", ToApi) },
        { "API", Service("api", "front", "type: ExternalName, externalName: api.back.svc.cluster.local.") + Service("api", "back", ToApi) },
        { "api", Service("api", "front", "type: ExternalName, externalName: two.front.svc.cluster.local") + Service("two", "front", "type: ExternalName, externalName: api.back.svc.cluster.local") + Service("api", "back", ToApi) },
        { "api.back", Service("api", "back", ToApi) },
        { "api.back.svc", Service("api", "back", ToApi) },
        { "api.back.svc.cluster.local", Service("api", "back", ToApi) },
        { "api.back.svc.cluster.local.", Service("api", "back", ToApi) },
        { "api.back", Service("api", "back", "clusterIP: None, selector: {app: api}") },
        { "api.back", Service("api", "back", "selector: {app: api}, ports: [{port: 8080}]") },
        { "api.back", Service("api", "back", "selector: {app: api}, ports: [{port: 8080, targetPort: 8080}]") },
    };

    [Theory]
    [MemberData(nameof(Good))]
    public void A_name_that_leads_to_its_service_is_no_finding(string host, string services)
    {
        var world = Calling(host, Pod("web", "front") + Pod("api", "back") + services);
        var result = world.Result(NamesProof.Check);
        Assert.Empty(world.Findings.Sorted());
        Assert.Equal((1, "1 called names lead to their service"), (result.Checked, result.Sentence));
    }

    public static TheoryData<string, string, string, string> Bad() => new()
    {
        { "api", "", "SL5600", "Deployment front/web" },
        { "api", Service("api", "back", ToApi), "SL5600", "Deployment front/web" },
        { "api.front", Service("api", "back", ToApi), "SL5600", "Deployment front/web" },
        { "api.back.", Service("api", "back", ToApi), "SL5600", "Deployment front/web" },
        { "api", Service("api", "front", "type: ExternalName, externalName: apu.back.svc.cluster.local") + Service("api", "back", ToApi), "SL5601", "Service front/api" },
        { "api", Service("api", "front", "type: ExternalName, externalName: two.front.svc.cluster.local") + Service("two", "front", "type: ExternalName, externalName: api.front.svc.cluster.local"), "SL5601", "Service front/two" },
        { "api", Service("api", "front", "type: ExternalName, externalName: api.example.com"), "SL5602", "Service front/api" },
        { "api", Service("api", "front", "selector: {app: web}, ports: [{port: 8080}]"), "SL5602", "Service front/api" },
        { "localhost", Service("api", "back", ToApi), "SL5602", "Deployment front/web" },
        { "api.back", Service("api", "back", "selector: {app: api}, ports: [{port: 80, targetPort: http}]"), "SL5603", "Service back/api" },
        { "api.back", Service("api", "back", "selector: {app: api}, ports: [{port: 8080, protocol: UDP}]"), "SL5603", "Service back/api" },
        { "api.back", Service("api", "back", "selector: {app: api}, ports: [{port: 8080, targetPort: web}]"), "SL5604", "Service back/api" },
        { "api.back", Service("api", "back", "selector: {app: api}, ports: [{port: 8080, targetPort: 9090}]"), "SL5604", "Service back/api" },
        { "api.back", Service("api", "back", "selector: {app: apu}, ports: [{port: 8080}]"), "SL5605", "Service back/api" },
        { "api.back", Service("api", "back", "ports: [{port: 8080}]"), "SL5608", "Service back/api" },
        { "api.back", Pod("other", "back").Replace("labels: {app: other}", "labels: {app: api}") + Service("api", "back", ToApi), "SL5606", "Service back/api" },
    };

    [Theory]
    [MemberData(nameof(Bad))]
    public void A_name_that_goes_astray_is_told(string host, string services, string code, string at)
    {
        var finding = Assert.Single(Calling(host, Pod("web", "front") + Pod("api", "back") + services).Check(NamesProof.Check));
        Assert.Equal((code, at), (finding.Code, finding.Object));
    }

    [Fact]
    public void The_message_says_who_calls_and_where_that_was_read()
    {
        var finding = Assert.Single(Calling("api", Pod("web", "front") + Pod("api", "back")).Check(NamesProof.Check));
        Assert.Equal("shop/web calls api:8080 for shop/api (API names api, compose.yaml:7:9), and no Service in namespace front or of that full name answers.", finding.Message);
    }

    [Theory]
    [InlineData("hostAliases: [{ip: 127.0.0.1, hostnames: [api]}]", "SL5602")]
    [InlineData("hostAliases: [{ip: 10.96.3.4, hostnames: [api]}]", "")]
    [InlineData("hostAliases: [{ip: 10.1.1.1, hostnames: [api]}]", "SL5608")]
    [InlineData("dnsConfig: {searches: [back.svc.cluster.local]}", "")]
    [InlineData("dnsPolicy: Default", "SL5607")]
    [InlineData("hostNetwork: true", "SL5607")]
    public void The_Pod_decides_how_names_are_looked_up(string spec, string code)
    {
        var found = Calling("api", Pod("web", "front", spec) + Pod("api", "back") + Service("api", "back", "clusterIP: 10.96.3.4, " + ToApi)).Check(NamesProof.Check);
        Assert.Equal(code, string.Join(' ', found.Select(static f => f.Code)));
    }

    [Theory]
    [InlineData("api-0.api-headless.back", "")]
    [InlineData("api-1.api-headless.back.svc.cluster.local", "")]
    [InlineData("api-2.api-headless.back", "SL5600")]
    [InlineData("api-x.api-headless.back", "SL5600")]
    public void Pods_of_a_StatefulSet_have_names_behind_its_headless_Service(string host, string code)
    {
        var found = Calling(host, Pod("web", "front") + StatefulSet + Service("api-headless", "back", "clusterIP: None, selector: {app: api}"), kind: "StatefulSet").Check(NamesProof.Check);
        Assert.Equal(code, string.Join(' ', found.Select(static f => f.Code)));
    }

    [Fact]
    public void The_same_fault_in_two_environments_is_one_finding()
    {
        var yaml = Pod("web", "front") + Pod("api", "back");
        Assert.Single(Calling("api", yaml).With("staging", yaml).Check(NamesProof.Check));
    }
}
