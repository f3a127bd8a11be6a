using System.Text;
using Sluis.Cli.Cluster;
using Sluis.Core.Diagnostics;
using Sluis.Core.Proof;
using Sluis.Core.Proof.Manifests;
using Sluis.Core.Yaml;

namespace Sluis.Cli.Tests.Cluster;

public sealed class ServerDryRunTests : IDisposable
{
    private const string Objects = """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: api, namespace: shop}
        spec:
          replicas: 1
          template:
            spec:
              containers:
              - name: api
                image: x
        ---
        apiVersion: v1
        kind: Service
        metadata:
          name: api
          namespace: shop
        spec: {ports: [{port: 80}]}
        ---
        apiVersion: v1
        kind: Namespace
        metadata: {name: shop}
        """;

    private readonly ApiServerDouble server = new();
    private readonly TestWorld world = new();

    public void Dispose()
    {
        server.Dispose();
        world.Dispose();
    }

    private static RenderedEnvironment Environment(string yaml)
    {
        var findings = new Findings();
        var documents = YamlReader.ReadAll("world.yaml", Encoding.UTF8.GetBytes(yaml), findings)!;
        return new("production", [.. documents.OfType<MapNode>().Select(static d => new ManifestObject(d))]);
    }

    private async Task<(ProofResult Result, IReadOnlyList<Diagnostic> Findings)> Ask(string yaml = Objects, string token = "the-token")
    {
        world.With("kubeconfig", server.KubeConfig(token));
        var findings = new Findings();
        using var client = ClusterAccess.Open(world, "kubeconfig", null, findings);
        Assert.Empty(findings.Sorted());
        var environment = Environment(yaml);
        var result = await new ServerDryRun(client!).CheckAsync([environment, environment], findings, TestContext.Current.CancellationToken);
        return (result, findings.Sorted());
    }

    [Fact]
    public async Task Each_object_is_applied_once_as_a_dry_run_that_is_strict_about_fields()
    {
        var (result, findings) = await Ask();
        Assert.Empty(findings);
        Assert.Equal("127.0.0.1 takes 3 of 3 objects, refuses 0, and could not be asked about 0", result.Sentence);
        const string Query = "?dryRun=All&fieldManager=sluis&force=true&fieldValidation=Strict application/apply-patch+yaml True";
        Assert.Equal(
        [
            "GET /api/v1  False",
            "GET /apis/apps/v1  False",
            "GET /version  False",
            $"PATCH /api/v1/namespaces/shop/services/api{Query}",
            $"PATCH /api/v1/namespaces/shop{Query}",
            $"PATCH /apis/apps/v1/namespaces/shop/deployments/api{Query}",
        ], server.Requests);
    }

    [Fact]
    public async Task Every_cause_of_a_refusal_is_a_finding_at_its_field()
    {
        server.Answers["/apis/apps/v1/namespaces/shop/deployments/api"] = (422, """
            {"kind":"Status","status":"Failure","reason":"Invalid","code":422,"message":"Deployment.apps \"api\" is invalid",
             "details":{"name":"api","group":"apps","kind":"Deployment","causes":[
               {"reason":"FieldValueRequired","message":"Required value","field":"spec.selector"},
               {"reason":"FieldValueInvalid","message":"Invalid value: \"x\"","field":"spec.template.spec.containers[0].image"}]}}
            """, null);
        var (result, findings) = await Ask();
        Assert.Equal("127.0.0.1 takes 2 of 3 objects, refuses 1, and could not be asked about 0", result.Sentence);
        Assert.Equal(
        [
            ("SL5910", "world.yaml:5:3", "Deployment shop/api", "spec.selector", "The API server refuses it (FieldValueRequired): Required value."),
            ("SL5910", "world.yaml:10:16", "Deployment shop/api", "spec.template.spec.containers[0].image", "The API server refuses it (FieldValueInvalid): Invalid value: \"x\"."),
        ], findings.Select(static f => (f.Code, f.At.ToString(), f.Object, f.Field, f.Message)));
    }

    [Fact]
    public async Task A_refusal_of_a_policy_has_the_servers_words_and_the_objects_place()
    {
        server.Answers["/api/v1/namespaces/shop/services/api"] = (403, """{"kind":"Status","status":"Failure","reason":"Forbidden","code":403,"message":"admission webhook \"policy\" denied the request: no"}""", null);
        var finding = Assert.Single((await Ask()).Findings);
        Assert.Equal(("Service shop/api", "The API server refuses it (Forbidden): admission webhook \"policy\" denied the request: no."), (finding.Object, finding.Message));
    }

    [Fact]
    public async Task A_warning_of_the_server_is_a_warning()
    {
        server.Answers["/api/v1/namespaces/shop/services/api"] = (200, "{}", "299 - \"would violate \\\"restricted\\\"\"");
        var finding = Assert.Single((await Ask()).Findings);
        Assert.Equal(("SL5911", Severity.Warning, "The API server warns: would violate \"restricted\"."), (finding.Code, finding.Severity, finding.Message));
    }

    [Fact]
    public async Task What_cannot_be_asked_yet_is_counted_and_named()
    {
        server.Answers["/api/v1/namespaces/shop/services/api"] = (404, """{"kind":"Status","reason":"NotFound","code":404,"message":"namespaces \"shop\" not found","details":{"name":"shop","kind":"namespaces"}}""", null);
        var (result, findings) = await Ask(Objects + "\n---\napiVersion: gateway.networking.k8s.io/v1\nkind: HTTPRoute\nmetadata: {name: api, namespace: shop}\n");
        Assert.Equal(["SL5913", "SL5912"], findings.Select(static f => f.Code));
        Assert.Equal("127.0.0.1 takes 2 of 4 objects, refuses 0, and could not be asked about 2", result.Sentence);
    }

    [Fact]
    public async Task A_server_that_does_not_know_us_is_unreachable() =>
        await Assert.ThrowsAsync<ClusterUnreachableException>(() => Ask(token: "another"));

    [Fact]
    public void Verify_says_so_with_exit_code_4()
    {
        world.With("kubeconfig", server.KubeConfig("another")).With("out/clusters/dev/kustomization.yaml", "resources: [x.yaml]\n").With("out/clusters/dev/x.yaml", "apiVersion: v1\nkind: Namespace\nmetadata: {name: shop}\n");
        var code = world.Run("verify", "out", "--kubeconfig", "kubeconfig");
        Assert.True(code is ExitCode.Unreachable, world.Printed + world.Complained);
        Assert.Contains("SL5914", world.Complained);
        Assert.DoesNotContain("another", world.Complained);
    }

    [Theory]
    [InlineData("nowhere", "there is no such file")]
    [InlineData("broken", "")]
    public void An_access_file_that_cannot_be_used_is_a_finding(string file, string why)
    {
        world.With("broken", "a: [\n").With("out/a.yaml", "");
        Assert.Equal(ExitCode.Unreachable, world.Run("verify", "out", "--kubeconfig", file));
        Assert.Contains("SL5915", world.Complained);
        Assert.Contains(why, world.Complained);
    }

    [Theory]
    [InlineData("metadata.labels[app.kubernetes.io/name]", "world.yaml:4:44")]
    [InlineData("metadata.labels.app.kubernetes.io/name", "world.yaml:4:44")]
    [InlineData("spec.ports[1].port", "world.yaml:6:30")]
    [InlineData("spec.ports[7].port", "world.yaml:6:10")]
    [InlineData("", "world.yaml:1:1")]
    public void A_field_is_found_by_the_name_that_the_api_gives_it(string field, string place)
    {
        var root = Environment("""
            apiVersion: v1
            kind: Service
            metadata:
              labels: {app: x, app.kubernetes.io/name: y}
            spec:
              ports: [{port: 80}, {port: 81}]
            """).Objects[0].Root;
        Assert.Equal(place, FieldPlace.Of(root, field).ToString());
    }

    /// <summary>The double against the truth.</summary>
    [Fact]
    public async Task A_real_server_refuses_a_field_that_is_wrong_and_takes_one_that_is_right()
    {
        var file = System.Environment.GetEnvironmentVariable("SLUIS_TEST_KUBECONFIG");
        Assert.SkipWhen(string.IsNullOrEmpty(file), "SLUIS_TEST_KUBECONFIG names no cluster.");
        var findings = new Findings();
        using var client = ClusterAccess.Open(world, file, null, findings);
        var result = await new ServerDryRun(client!).CheckAsync([Environment("""
            apiVersion: v1
            kind: Service
            metadata: {name: sluis-right, namespace: default}
            spec: {selector: {app: x}, ports: [{port: 80}]}
            ---
            apiVersion: v1
            kind: Service
            metadata: {name: sluis-wrong, namespace: default}
            spec: {selector: {app: x}, ports: [{port: 80000}]}
            """)], findings, TestContext.Current.CancellationToken);
        Assert.Contains("takes 1 of 2 objects, refuses 1", result.Sentence);
        Assert.Equal(("SL5910", "spec.ports[0].port"), (Assert.Single(findings.Sorted()).Code, findings.Sorted()[0].Field));
    }
}
