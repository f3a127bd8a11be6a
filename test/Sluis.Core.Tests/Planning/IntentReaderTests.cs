using System.Text;
using FsCheck.Xunit;
using Sluis.Core.Diagnostics;
using Sluis.Core.Planning;
using Sluis.Core.Platform;

namespace Sluis.Core.Tests.Planning;

public class IntentReaderTests
{
    private static (Intent Intent, IReadOnlyList<Diagnostic> Findings) Read(string yaml, params string[] sets)
    {
        var findings = new Findings();
        return (IntentReader.Read("sluis.yaml", Encoding.UTF8.GetBytes(yaml), findings, sets), findings.Sorted());
    }

    [Fact]
    public void Every_part_is_read()
    {
        var (intent, findings) = Read("""
            platform: sevensa
            layout: file-per-project
            projects:
              rentguy: { files: [docker-compose.rentguy.yml], domain: rental }
            domains:
              data:
                namespace: stores
                members: ["*/db"]
            environments:
              test: { hosts: { a.nl: test.a.nl }, scale: 0.25, replicas: 1, imageTags: { app: v2 } }
              production:
            services:
              rentguy/api: { role: backend, kind: Deployment, replicas: 3, memoryLimit: 512Mi, internetEgress: false, secrets: PIN }
            routing: { dialect: traefik, domain: sevensa.nl }
            network: { connectivity: compose, names: rewrite }
            secrets: { delivery: sops, never: [PUBLIC_*] }
            storage: { class: fast, defaultSize: 5Gi }
            registry: { address: registry.sevensa.nl/x }
            repository: { url: https://git.sevensa.nl/x, branch: live }
            """);
        Assert.Empty(findings);
        Assert.Equal("sevensa", intent.Platform);
        Assert.Equal(new ProjectIntent("rentguy", ["docker-compose.rentguy.yml"], "rental"), intent.Projects[0]);
        Assert.Equal(("stores", "*/db"), (intent.Domains[0].Namespace, intent.Domains[0].Members[0]));
        Assert.Equal(["test", "production"], intent.Environments.Select(e => e.Name));
        Assert.Equal((0.25, 1, "v2"), (intent.Environments[0].Scale ?? 0, intent.Environments[0].Replicas ?? 0, intent.Environments[0].ImageTags[0].Value));
        var service = intent.Services[0];
        Assert.Equal((ServiceRole.Backend, WorkloadKind.Deployment, 3, "512Mi", false, "PIN"),
            (service.Role, service.Kind, service.Replicas ?? 0, service.MemoryLimit, service.InternetEgress, service.Secrets[0]));
        Assert.Equal((RoutingDialect.TraefikIngressRoute, ConnectivityMode.Compose, NameMode.Rewrite, SecretDelivery.Sops),
            (intent.Routing.Dialect, intent.Network.Connectivity, intent.Network.Names, intent.Secrets.Delivery));
        Assert.Equal(("fast", "live", "PUBLIC_*"), (intent.Storage.Class, intent.Repository.Branch, intent.Secrets.Never[0]));
    }

    [Theory]
    [InlineData("domans: {}", "SL3001", 1, 1, "Did you mean \"domains\"?")]
    [InlineData("services:\n  api:\n    replica: 2", "SL3001", 3, 5, "Did you mean \"replicas\"?")]
    [InlineData("routing:\n  dialect: gatewayapi", "SL3003", 2, 12, "Did you mean \"gateway-api\"? The values are gateway-api, traefik, ingress.")]
    [InlineData("services:\n  api:\n    replicas: many", "SL3002", 3, 15, "Write it in that form, or remove the key for the default.")]
    [InlineData("services:\n  api:\n    schedule: daily", "SL3002", 3, 15, "Write it in that form, or remove the key for the default.")]
    [InlineData("mesh: linkerd", "SL3004", 1, 1, null)]
    [InlineData("language: nl", "SL3004", 1, 1, null)]
    [InlineData("- a", "SL3002", 1, 1, "Write it in that form, or remove the key for the default.")]
    [InlineData("secrets:\n  recipients:\n  - AGE-SECRET-KEY-1QQPQXPQ", "SL3007", 3, 5, "Make a new key with age-keygen, because this one has been in a file, and write the line that begins with age1.")]
    [InlineData("secrets:\n  recipients: ops@example.com", "SL3002", 2, 15, "Write it in that form, or remove the key for the default.")]
    [InlineData("projects:\n  a: {}", "SL3006", 2, 3, "List its Compose files under \"files\".")]
    public void What_is_wrong_has_a_place_and_a_fix(string yaml, string code, int line, int column, string? fix)
    {
        var finding = Assert.Single(Read(yaml).Findings);
        Assert.Equal((code, line, column, fix), (finding.Code, finding.At.Line, finding.At.Column, finding.Fix));
    }

    [Theory]
    [InlineData("")]
    [InlineData("# only a comment")]
    [InlineData("mesh: none\nlanguage: en\ndatabase: statefulset\nservices:\nplatform:")]
    public void Defaults_and_empty_keys_say_nothing(string yaml) => Assert.Empty(Read(yaml).Findings);

    [Fact]
    public void Set_overrides_a_key_for_one_run()
    {
        var (intent, findings) = Read("services:\n  rentguy/api: { replicas: 2, image: a }",
            "services.rentguy/api.replicas=3", "services.a.b/c.d.cpuLimit=500m", "environments.test.hosts.a.nl=b.nl", "secrets.never=A,B*", "services.api.internetEgress=true");
        Assert.Empty(findings);
        Assert.Equal(["rentguy/api", "a.b/c.d", "api"], intent.Services.Select(s => s.Match));
        Assert.Equal((3, "a"), (intent.Services[0].Replicas, intent.Services[0].Image));
        Assert.Equal(["A", "B*"], intent.Secrets.Never);
        Assert.Equal("b.nl", intent.Environments[0].Hosts[0].Value);
    }

    [Theory]
    [InlineData("novalue", "SL3005")]
    [InlineData("=x", "SL3005")]
    [InlineData("routing.dialekt=ingress", "SL3001")]
    [InlineData("routing.dialect=nginx", "SL3003")]
    [InlineData("services.api.replica=2", "SL3001")]
    [InlineData("services=3", "SL3002")]
    [InlineData("platform.x=3", "SL3001")]
    public void A_wrong_override_is_a_finding(string set, string code) => Assert.Equal(code, Assert.Single(Read("", set).Findings).Code);

    [Property]
    public bool Any_text_is_read_without_a_crash(string? yaml, string? set)
    {
        Read(yaml ?? "", set ?? "");
        Read("", "services." + set, "environments." + set + "=1");
        return true;
    }

    [Fact]
    public void Every_key_is_below_one_that_is_there() =>
        Assert.All(IntentKeys.All, key =>
        {
            var parent = key.Path.Replace(".*", "", StringComparison.Ordinal);
            var dot = parent.LastIndexOf('.');
            Assert.True(dot < 0 || IntentKeys.All.Any(k => k.Path == parent[..dot]), key.Path);
        });

    [Fact]
    public void The_schema_is_the_one_in_docs() => Snapshot("docs/sluis.schema.json", Encoding.UTF8.GetString(IntentSchema.Json()));

    [Fact]
    public void The_key_reference_is_the_one_in_docs() => Snapshot("docs/intent.md", IntentSchema.Markdown());

    private static void Snapshot(string path, string actual)
    {
        var file = Path.Combine(SharedData.ProjectRoot, path);
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
            File.WriteAllText(file, actual);
        Assert.Equal(File.ReadAllText(file), actual);
    }
}
