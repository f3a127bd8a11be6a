using Sluis.Cli.Commands;
using Sluis.Cli.Tests.Cluster;
using Sluis.Core;

namespace Sluis.Cli.Tests.Codes;

/// <summary>No dead finding of the tool itself: each is given by a command, at its place. Those of the compiler and the verifier are in the Core tests.</summary>
public sealed class EveryToolCodeTests : IDisposable
{
    private const string Compose = "services:\n  api:\n    image: acme/api:1.2\n    mem_limit: 64m\n    restart: always\n  web:\n    image: acme/web:1.2\n    restart: always\n";
    private const string Web = "out/apps/shop/base/deployment-web.yaml";
    private const string Usage = "{\"Name\":\"shop-api-1\",\"CPUPerc\":\"1.00%\",\"MemUsage\":\"900MiB / 2GiB\"}\n{\"Name\":\"stranger-1\",\"CPUPerc\":\"1.00%\",\"MemUsage\":\"9MiB / 2GiB\"}\n{\"CPUPerc\":\"1.00%\"}\n";
    private const string Manifest = "apiVersion: v1\nkind: Service\nmetadata: {name: api, namespace: shop}\nspec: {ports: [{port: 80}], selector: {app: api}}\n---\napiVersion: gateway.networking.k8s.io/v1\nkind: HTTPRoute\nmetadata: {name: api, namespace: shop}\n";
    private const string Service = "/api/v1/namespaces/shop/services/api";

    private readonly TestWorld world = new TestWorld().With("shop/compose.yaml", Compose);
    private readonly ApiServerDouble server = new();

    public void Dispose()
    {
        server.Dispose();
        world.Dispose();
    }

    /// <summary>What brings it about, and where it is then said to be.</summary>
    private static readonly Dictionary<string, (string At, Action<EveryToolCodeTests> Do)> All = new(StringComparer.Ordinal)
    {
        ["SL3201"] = ("usage.jsonl:3:1", static t => t.After("usage.jsonl", Usage).Run("plan", "shop", "--usage", "usage.jsonl")),
        ["SL3202"] = ("usage.jsonl", static t => t.After("usage.jsonl", "nothing\n").Run("plan", "shop", "--usage", "usage.jsonl")),
        ["SL3203"] = ("usage.jsonl:2:1", static t => t.After("usage.jsonl", Usage).Run("plan", "shop", "--usage", "usage.jsonl")),
        ["SL3204"] = ("shop/compose.yaml:3:5", static t => t.After("usage.jsonl", Usage).Run("plan", "shop", "--usage", "usage.jsonl")),
        ["SL3205"] = ("prices.yaml", static t => t.After("prices.yaml", "nodes: many\n").Run("plan", "shop", "--prices", "prices.yaml")),
        ["SL5910"] = ("out/clusters/dev/x.yaml,line=1,", static t => t.Ask((403, """{"kind":"Status","status":"Failure","reason":"Forbidden","code":403,"message":"denied"}""", null))),
        ["SL5911"] = ("out/clusters/dev/x.yaml,line=1,", static t => t.Ask((200, "{}", "299 - \"deprecated\""))),
        ["SL5912"] = ("out/clusters/dev/x.yaml,line=6,", static t => t.Ask((200, "{}", null))),
        ["SL5913"] = ("out/clusters/dev/x.yaml,line=1,", static t => t.Ask((404, """{"kind":"Status","reason":"NotFound","code":404,"message":"namespaces \"shop\" not found","details":{"name":"shop","kind":"namespaces"}}""", null))),
        ["SL5914"] = ("", static t => t.Ask((200, "{}", null), "another")),
        ["SL5915"] = ("nowhere", static t => t.After("out/a.yaml", "").Run("verify", "out", "--kubeconfig", "nowhere")),
        ["SL9001"] = (Web, static t => t.Generated().After(Web, "# mine\n").Run("generate", "shop", "-o", "out")),
        ["SL9002"] = (Web, static t => t.After(Web, "# theirs\n").Run("generate", "shop", "-o", "out")),
        ["SL9003"] = (Web, static t => t.Generated().After(Web, "# mine\n").With("shop/compose.yaml", Compose[..Compose.IndexOf("  web", StringComparison.Ordinal)]).Run("generate", "shop", "-o", "out")),
        ["SL9004"] = ("out", static t => t.After("out", "").Run("generate", "shop", "-o", "out")),
        ["SL9005"] = ("nowhere.yaml", static t => t.world.Run("plan", "shop", "--intent", "nowhere.yaml")),
        ["SL9006"] = ("shop/sluis.yaml", static t => t.After("shop/sluis.yaml", "{}\n").Run("init", "shop")),
        ["SL9010"] = ("nowhere", static t => t.world.Run("verify", "nowhere")),
        ["SL9011"] = ("out", static t => t.Long((1L << 30) + 1).Run("verify", "out")),
        ["SL9012"] = ("out/large.bin", static t => t.Long(17 << 20).Run("verify", "out")),
        ["SL9013"] = ("out/link.yaml", static t => t.Linked().Run("verify", "out")),
        ["SL9014"] = ("out/README.md", static t => t.Locked()),
        ["SL9020"] = ("nowhere.yaml", static t => t.world.Run("plan", "shop", "--prices", "nowhere.yaml")),
    };

    public static TheoryData<string> Codes() => [.. All.Keys];

    [Theory]
    [MemberData(nameof(Codes))]
    public void A_code_is_given_at_its_place(string code)
    {
        var (at, act) = All[code];
        act(this);
        var said = world.Printed + world.Complained;
        Assert.True(said.Split('\n').Any(l => l.Contains(code, StringComparison.Ordinal) && l.Contains(at, StringComparison.Ordinal)), $"{code} at {at} is not in:\n{said}");
    }

    [Fact]
    public void Every_code_of_the_tool_is_here()
    {
        var core = DiagnosticIndex.All.Select(static h => h.Code).ToHashSet(StringComparer.Ordinal);
        Assert.DoesNotContain(ExplainCommand.Pages(), p => !core.Contains(p.Code) && !All.ContainsKey(p.Code));
    }

    private TestWorld After(string path, string content) => world.With(path, content);

    private EveryToolCodeTests Generated()
    {
        world.Run("generate", "shop", "-o", "out");
        return this;
    }

    /// <summary>Takes no room on the disk.</summary>
    private TestWorld Long(long bytes)
    {
        Generated();
        using var file = File.Create(Path.Combine(world.Folder, "out/large.bin"));
        file.SetLength(bytes);
        return world;
    }

    private TestWorld Linked()
    {
        Generated();
        File.CreateSymbolicLink(Path.Combine(world.Folder, "out/link.yaml"), "../shop/compose.yaml");
        return world;
    }

    private void Locked()
    {
        Generated();
        using var held = new FileStream(Path.Combine(world.Folder, "out/README.md"), FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        world.Run("verify", "out");
    }

    private void Ask((int Code, string Body, string? Warning) answer, string token = "the-token")
    {
        server.Answers[Service] = answer;
        world.With("kubeconfig", server.KubeConfig(token)).With("out/clusters/dev/kustomization.yaml", "resources: [x.yaml]\n").With("out/clusters/dev/x.yaml", Manifest);
        world.Run("verify", "out", "--kubeconfig", "kubeconfig", "--format", "github");
    }
}
