using System.Text;
using System.Text.Json;
using Sluis.Core.Diagnostics;
using Sluis.Core.Proof.Claims;
using Sluis.Core.Proof.Connectivity;

namespace Sluis.Core.Tests.Proof.Connectivity;

/// <summary>What the judge says of a small platform: web calls api and an outside host, api calls db; db's network is internal.</summary>
public class ConnectivityProofTests
{
    private static string Pod(string name, string more = "", string ports = "{name: main, containerPort: 80}") =>
        $"---\napiVersion: apps/v1\nkind: Deployment\nmetadata: {{name: {name}, namespace: shop}}\nspec: {{template: {{metadata: {{labels: {{app: {name}}}}}, spec: {{{more}containers: [{{name: c, ports: [{ports}]}}]}}}}}}\n";

    private static string Policy(string name, string spec) => $"---\napiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {{name: {name}, namespace: shop}}\nspec: {{{spec}}}\n";

    private static string For(string app) => $"podSelector: {{matchLabels: {{app: {app}}}}}";

    private static string Peer(string app) => $"{{podSelector: {{matchLabels: {{app: {app}}}}}}}";

    private const string Deny = "podSelector: {}, policyTypes: [Ingress, Egress]";
    private const string Dns = "podSelector: {}, policyTypes: [Egress], egress: [{to: [{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: kube-system}}, podSelector: {matchLabels: {k8s-app: kube-dns}}}], ports: [{port: 53, protocol: UDP}, {port: 53}]}]";
    private const string Internet = "{to: [{ipBlock: {cidr: 0.0.0.0/0, except: [10.0.0.0/8, 100.64.0.0/10, 172.16.0.0/12, 192.168.0.0/16]}}]}";
    private const string Gateway = "{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: gate}}}";

    private static readonly string Pods = Pod("web") + Pod("api") + Pod("db");

    private static readonly Dictionary<string, string> Policies = new()
    {
        ["deny"] = Deny,
        ["dns"] = Dns,
        ["web"] = $"{For("web")}, policyTypes: [Ingress, Egress], ingress: [{{from: [{Gateway}], ports: [{{port: 80}}]}}], egress: [{{to: [{Peer("api")}], ports: [{{port: 80}}]}}, {Internet}]",
        ["api"] = $"{For("api")}, policyTypes: [Ingress, Egress], ingress: [{{from: [{Peer("web")}], ports: [{{port: 80}}]}}], egress: [{{to: [{Peer("db")}], ports: [{{port: main}}]}}, {Internet}]",
        ["db"] = $"{For("db")}, ingress: [{{from: [{Peer("api")}], ports: [{{port: main}}]}}]",
    };

    private static string With(params (string Name, string? Spec)[] changes)
    {
        var all = new SortedDictionary<string, string?>(Policies.ToDictionary(static p => p.Key, static p => (string?)p.Value), StringComparer.Ordinal);
        foreach (var (name, spec) in changes)
            all[name] = spec;
        return string.Concat(all.Where(static p => p.Value is not null).Select(static p => Policy(p.Key, p.Value ?? "")));
    }

    private static Claims Claims(params ClaimedEdge[] more) => new()
    {
        Input = "abc",
        IngressNamespace = "gate",
        Services =
        [
            new("shop/web", "shop", "Deployment", "web", null) { Internet = true }, new("shop/api", "shop", "Deployment", "api", null) { Internet = true },
            new("shop/db", "shop", "Deployment", "db", null), new("shop/proxy", null, null, null, "platform/ingress"),
        ],
        Networks = [new("front", false, ["shop/proxy", "shop/web", "shop/api"]), new("back", true, ["shop/api", "shop/db"])],
        Edges =
        [
            new("shop/web", "shop/api", null, 80, "tcp", ["api"], "high", [new("Environment", "API names api:80", "compose.yaml:3:5")]),
            new("shop/web", null, "pay.example.com", 443, "tcp", ["pay.example.com"], "medium", [new("Environment", "PAY names pay.example.com", "compose.yaml:4:5")]),
            new("shop/api", "shop/db", null, 80, "tcp", ["db"], "high", [new("Environment", "DB names db:80", "compose.yaml:9:5")]),
            .. more,
        ],
        Entrances = [new("shop/web", 80, "tcp", "traefik", ["shop.example.com"]), new("shop/api", 80, "tcp", "published", [])],
    };

    private static IReadOnlyList<Diagnostic> Found(string yaml, Claims? claims = null) => new World { Claims = claims ?? Claims() }.With("production", yaml).Check(ConnectivityProof.Check);

    private static string Codes(string yaml, Claims? claims = null) => string.Join(' ', Found(yaml, claims).Where(static f => f.Code != "SL5512").Select(static f => f.Code).Distinct().Order());

    [Fact]
    public void What_keeps_the_promise_is_no_finding_but_the_published_port_that_has_no_route()
    {
        var world = new World { Claims = Claims() }.With("production", Pods + With());
        var result = world.Result(ConnectivityProof.Check);
        var note = Assert.Single(world.Findings.Sorted());
        Assert.Equal(("SL5512", "Deployment shop/api"), (note.Code, note.Object));
        Assert.Equal("3 needed connections are allowed, 0 refused, 0 wider than Compose, 0 allowed without need", result.Sentence);
    }

    [Fact]
    public void A_refusal_names_both_services_the_evidence_and_the_policies_that_select()
    {
        var finding = Assert.Single(Found(Pods + With(("db", null))), static f => f.Severity == Severity.Error);
        Assert.Equal("shop/api needs shop/db on 80/tcp (DB names db:80, compose.yaml:9:5), and no ingress rule of NetworkPolicy shop/deny allows it.", finding.Message);
        Assert.Equal(("SL5501", "NetworkPolicy shop/deny", "Add an ingress rule from shop/api on 80/tcp."), (finding.Code, finding.Object, finding.Fix));
    }

    public static TheoryData<string, string, string> Worlds() => new()
    {
        { "egress refused", Pods + With(("web", $"{For("web")}, policyTypes: [Ingress, Egress], ingress: [{{from: [{Gateway}]}}], egress: [{Internet}]")), "SL5501 SL5505" },
        { "no policies at all", Pods, "SL5504 SL5505 SL5506" },
        { "wider by a namespace", Pods + With(("more", $"{For("db")}, ingress: [{{from: [{{podSelector: {{}}}}]}}]"), ("out", "podSelector: {}, policyTypes: [Egress], egress: [{to: [{podSelector: {}}]}]")), "SL5504 SL5505" },
        { "one end is not enough to be wider", Pods + With(("more", $"{For("db")}, ingress: [{{from: [{{podSelector: {{}}}}]}}]")), "" },
        { "the other way round on a shared network", Pods + With(("a", $"{For("web")}, ingress: [{{from: [{Peer("api")}]}}]"), ("b", $"{For("api")}, policyTypes: [Egress], egress: [{{to: [{Peer("web")}]}}]")), "SL5505" },
        { "the gateway reaches what it shared a network with", Pods + With(("a", $"{For("api")}, ingress: [{{from: [{Gateway}], ports: [{{port: 81}}]}}]")), "SL5505" },
        { "the gateway reaches more", Pods + With(("a", $"{For("db")}, ingress: [{{from: [{Gateway}]}}]")), "SL5504" },
        { "the route is refused", Pods + With(("web", $"{For("web")}, policyTypes: [Ingress, Egress], ingress: [{{from: [{Gateway}], ports: [{{port: 81}}]}}], egress: [{{to: [{Peer("api")}]}}, {Internet}]")), "SL5502 SL5505" },
        { "no DNS", Pods + With(("dns", null)), "SL5503" },
        { "DNS by the address of a cache", Pods + With(("dns", "podSelector: {}, policyTypes: [Egress], egress: [{to: [{ipBlock: {cidr: 169.254.20.10/32}}], ports: [{port: 53, protocol: UDP}]}]")), "" },
        { "DNS over TCP only", Pods + With(("dns", Dns.Replace("protocol: UDP", "protocol: TCP"))), "SL5503" },
        { "the internet from an internal network", Pods + With(("more", $"{For("db")}, policyTypes: [Egress], egress: [{Internet}]")), "SL5506" },
        { "an outside host refused", Pods + With(("web", Policies["web"].Replace(", " + Internet, ""))), "SL5507" },
        { "an outside host refused by its port", Pods + With(("web", Policies["web"].Replace("{to: [{ipBlock", "{ports: [{port: 80}], to: [{ipBlock"))), "SL5507" },
        { "the internet no longer reached", Pods + With(("api", Policies["api"].Replace(", " + Internet, ""))), "SL5508" },
        { "a block that holds the Pods", Pods + With(("api", Policies["api"].Replace("10.0.0.0/8, ", ""))), "SL5510" },
        { "a workload is gone", Pods.Replace("name: db, namespace", "name: old, namespace") + With(), "SL5511" },
        { "exposed by a Service", Pods + With() + "---\napiVersion: v1\nkind: Service\nmetadata: {name: db, namespace: shop}\nspec: {type: NodePort, selector: {app: db}, ports: [{port: 80, targetPort: main}]}\n", "SL5513" },
        { "published and exposed", Pods + With() + "---\napiVersion: v1\nkind: Service\nmetadata: {name: api, namespace: shop}\nspec: {type: LoadBalancer, selector: {app: api}, ports: [{port: 8080, targetPort: main}]}\n", "" },
        { "exposed by a port of the node", Pod("web") + Pod("api") + Pod("db", ports: "{name: main, containerPort: 80, hostPort: 80}") + With(), "SL5513" },
        { "a Service that passes on to another port", Pod("web") + Pod("api", ports: "{name: main, containerPort: 8080}") + Pod("db") + With(("api", Policies["api"].Replace("ports: [{port: 80}]", "ports: [{port: 8080}]")), ("web", Policies["web"].Replace($"{Peer("api")}], ports: [{{port: 80}}]", $"{Peer("api")}], ports: [{{port: 8080}}]")))
            + "---\napiVersion: v1\nkind: Service\nmetadata: {name: api, namespace: shop}\nspec: {selector: {app: api}, ports: [{port: 80, targetPort: main}]}\n", "" },
        { "a Pod put on the host's network", Pod("web") + Pod("api") + Pod("db", "hostNetwork: true, ") + With(), "SL5501 SL5504 SL5506" },
        { "a workload that Compose did not have", Pods + Pod("extra") + With(("extra", $"{For("db")}, ingress: [{{from: [{Peer("extra")}]}}]"), ("out", $"{For("extra")}, policyTypes: [Egress], egress: [{{}}]")), "" },
    };

    [Theory]
    [MemberData(nameof(Worlds))]
    public void A_change_has_its_finding(string name, string yaml, string codes) => Assert.True(codes == Codes(yaml), $"{name}: {string.Join('\n', Found(yaml))}");

    [Fact]
    public void An_order_of_start_needs_no_port_and_excuses_any() => Assert.Equal("", Codes(
        Pods + With(("a", $"{For("web")}, ingress: [{{from: [{Peer("api")}]}}]"), ("b", $"{For("api")}, policyTypes: [Egress], egress: [{{to: [{Peer("web")}]}}]")),
        Claims(new ClaimedEdge("shop/api", "shop/web", null, null, "tcp", [], "medium", []))));

    [Fact]
    public void A_call_that_could_not_work_is_no_need() => Assert.Equal("", Codes(Pods + With(),
        Claims(new ClaimedEdge("shop/web", "shop/db", null, 80, "tcp", ["db"], "high", []) { Reachable = false })));

    [Fact]
    public void Services_that_share_a_Pod_need_nothing()
    {
        var claims = Claims(new ClaimedEdge("shop/web", "shop/sidecar", null, 9000, "tcp", ["sidecar"], "high", []));
        Assert.Equal("", Codes(Pods + With(), claims with { Services = [.. claims.Services, new("shop/sidecar", "shop", "Deployment", "web", null)] }));
    }

    [Fact]
    public void Environments_that_agree_share_one_matrix_and_one_finding()
    {
        var yaml = Pods + With(("db", null));
        var world = new World { Claims = Claims() }.With("production", yaml).With("staging", yaml);
        using var evidence = JsonDocument.Parse(Assert.Single(world.Result(ConnectivityProof.Check).Evidence).Content);
        var only = Assert.Single(evidence.RootElement.GetProperty("worlds").EnumerateArray());
        Assert.Equal(["production", "staging"], only.GetProperty("environments").EnumerateArray().Select(static e => e.GetString() ?? ""));
        Assert.Equal("abc", evidence.RootElement.GetProperty("input").GetString());
        Assert.Equal(1, only.GetProperty("counts").GetProperty("neededAndRefused").GetInt32());
        var refused = only.GetProperty("needed").EnumerateArray().Single(static n => n.GetProperty("to").GetString() == "shop/db").GetProperty("from")[0];
        Assert.Equal("no ingress rule of NetworkPolicy shop/deny allows it", refused.GetProperty("ingress").GetString());
        Assert.Equal("NetworkPolicy shop/api egress[0]", refused.GetProperty("egress").GetString());
        Assert.Single(world.Findings.Sorted(), static f => f.Severity == Severity.Error);
    }

    [Fact]
    public void The_order_of_the_objects_does_not_show()
    {
        var documents = (Pods + With(("db", null), ("dns", null))).Split("---\n", StringSplitOptions.RemoveEmptyEntries);
        static string Evidence(IEnumerable<string> documents) =>
            Encoding.UTF8.GetString(new World { Claims = Claims() }.With("production", string.Concat(documents.Select(static d => "---\n" + d))).Result(ConnectivityProof.Check).Evidence[0].Content.Span);
        Assert.Equal(Evidence(documents), Evidence(documents.Reverse()));
    }
}
