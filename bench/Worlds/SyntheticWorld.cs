using Sluis.Core.Proof.Claims;
using Sluis.Core.Proof.Manifests;
using Sluis.Core.Text;
using Sluis.Core.Yaml;

namespace Sluis.Benchmarks.Worlds;

/// <summary>
/// A platform of any size as manifests and claims: Deployments with a Service and a policy each, default deny and DNS in every
/// namespace, edges within the namespace and to neighbouring ones. The same numbers give the same world.
/// </summary>
public sealed record SyntheticWorld(RenderedEnvironment Environment, Claims Claims)
{
    /// <param name="hub">Everybody also calls the first service, and it calls everybody back: a rule for each on both sides.</param>
    public static SyntheticWorld Of(int services, int namespaces, int edgesEach = 3, int seed = 1, bool hub = false) => new SyntheticWorldBuilder(services, namespaces, edgesEach, seed, hub).Build();
}

internal sealed class SyntheticWorldBuilder
{
    private const int Port = 8080, Neighbours = 10;
    private static readonly string[] PrivateRanges = ["10.0.0.0/8", "100.64.0.0/10", "169.254.0.0/16", "172.16.0.0/12", "192.168.0.0/16"];

    private readonly Random random;
    private readonly int services, namespaces;
    private readonly bool hub;
    private readonly List<int>[] calls, callers;
    private readonly List<ManifestObject> objects = [];
    private int line;

    public SyntheticWorldBuilder(int services, int namespaces, int edgesEach, int seed, bool hub)
    {
        random = new(seed);
        (this.services, this.namespaces, this.hub) = (services, namespaces, hub);
        calls = new List<int>[services];
        callers = new List<int>[services];
        for (var i = 0; i < services; i++)
            (calls[i], callers[i]) = ([], []);
        for (var i = 0; i < services; i++)
            for (var e = 0; e < edgesEach; e++)
                Call(i, e == edgesEach - 1 ? InNamespace(Neighbour(Space(i))) : InNamespace(Space(i)));
        for (var i = 1; hub && i < services; i++)
        {
            Call(i, 0);
            Call(0, i);
        }
    }

    public SyntheticWorld Build()
    {
        Write();
        return new(new("production", objects), Claim());
    }

    private int Space(int service) => (int)((long)service * namespaces / services);

    private int Neighbour(int space) => Math.Min(namespaces - 1, space / Neighbours * Neighbours + random.Next(Neighbours));

    private int InNamespace(int space)
    {
        var (first, next) = (First(space), First(space + 1));
        return first + random.Next(Math.Max(1, next - first));
    }

    private int First(int space) => (int)(((long)space * services + namespaces - 1) / namespaces);

    private void Call(int from, int to)
    {
        if (from == to || to >= services || calls[from].Contains(to))
            return;
        calls[from].Add(to);
        callers[to].Add(from);
    }

    private static string Name(int service) => $"service-{service}";

    private string NamespaceOf(int service) => $"space-{Space(service)}";

    private Claims Claim()
    {
        var all = Enumerable.Range(0, services).ToList();
        return new()
        {
            Input = "synthetic",
            IngressNamespace = "ingress",
            Services = [.. all.Select(i => new ClaimedService(Key(i), NamespaceOf(i), "Deployment", Name(i), null) { Internet = i % 4 == 0, At = "compose.yaml:1:1" })],
            Networks = [.. all.GroupBy(i => Space(i) / Neighbours).Select(g => new ClaimedNetwork($"net-{g.Key}", false, [.. g.Select(Key), .. hub && g.Key > 0 ? new[] { Key(0) } : [], "edge/proxy"]))],
            Edges = [.. all.SelectMany(i => calls[i].Select(to => new ClaimedEdge(Key(i), Key(to), null, Port, "tcp", [Name(to)], "high", [new("Environment", $"UPSTREAM names {Name(to)}:{Port}", "compose.yaml:1:1")])))],
            Entrances = [.. all.Where(static i => i % 10 == 0).Select(i => new ClaimedEntrance(Key(i), Port, "tcp", "traefik", [$"{Name(i)}.example.com"]))],
        };
    }

    private string Key(int service) => $"project-{Space(service) / Neighbours}/{Name(service)}";

    private void Write()
    {
        for (var space = 0; space < namespaces; space++)
        {
            var ns = $"space-{space}";
            Add("v1", "Namespace", ns, null, ("labels", Map(("pod-security.kubernetes.io/enforce", Text("baseline")))), null);
            Policy("default-deny", ns, Map(), [], null);
            Policy("allow-dns", ns, Map(), null, [Map(("ports", List(Map(("port", Number(53)), ("protocol", Text("UDP"))), Map(("port", Number(53)), ("protocol", Text("TCP"))))), ("to", List(Peer("kube-system", "k8s-app", "kube-dns"))))]);
        }
        var aliases = new HashSet<(string, int)>();
        for (var i = 0; i < services; i++)
            Service(i, aliases);
    }

    private void Service(int i, HashSet<(string, int)> aliases)
    {
        var (name, ns) = (Name(i), NamespaceOf(i));
        var labels = Map(("app.kubernetes.io/name", Text(name)), ("app.kubernetes.io/part-of", Text(ns)));
        var container = Map(("image", Text($"registry.example.com/{name}:1.0.{i % 10}")), ("name", Text(name)), ("ports", List(Map(("containerPort", Number(Port)), ("name", Text("http"))))),
            ("resources", Map(("requests", Map(("cpu", Text("100m")), ("memory", Text("128Mi")))))));
        Add("apps/v1", "Deployment", name, ns, ("labels", labels), Map(("replicas", Number(2)), ("selector", Map(("matchLabels", Map(("app.kubernetes.io/name", Text(name)))))),
            ("template", Map(("metadata", Map(("labels", labels))), ("spec", Map(("containers", List(container))))))));
        Add("v1", "Service", name, ns, ("labels", labels), Map(("ports", List(Map(("name", Text("http")), ("port", Number(Port)), ("targetPort", Text("http"))))), ("selector", Map(("app.kubernetes.io/name", Text(name))))));
        foreach (var to in calls[i])
            if (NamespaceOf(to) != ns && aliases.Add((ns, to)))
                Add("v1", "Service", Name(to), ns, null, Map(("externalName", Text($"{Name(to)}.{NamespaceOf(to)}.svc.cluster.local")), ("type", Text("ExternalName"))));

        var ports = ("ports", (Node)List(Map(("port", Number(Port)), ("protocol", Text("TCP")))));
        var ingress = callers[i].ConvertAll(from => Map(("from", List(Peer(NamespaceOf(from), "app.kubernetes.io/name", Name(from)))), ports));
        if (i % 10 == 0)
            ingress.Add(Map(("from", List(Map(("namespaceSelector", Labels("kubernetes.io/metadata.name", "ingress"))))), ports));
        var egress = calls[i].ConvertAll(to => Map(("ports", ports.Item2), ("to", List(Peer(NamespaceOf(to), "app.kubernetes.io/name", Name(to))))));
        if (i % 4 == 0)
            egress.Add(Map(("to", List(Map(("ipBlock", Map(("cidr", Text("0.0.0.0/0")), ("except", List([.. PrivateRanges.Select(Text)])))))))));
        Policy(name, ns, Labels("app.kubernetes.io/name", name), ingress, egress);
    }

    private MapNode Peer(string ns, string key, string value) => Map(("namespaceSelector", Labels("kubernetes.io/metadata.name", ns)), ("podSelector", Labels(key, value)));

    private MapNode Labels(string key, string value) => Map(("matchLabels", Map((key, Text(value)))));

    private void Policy(string name, string ns, MapNode pods, List<MapNode>? ingress, List<MapNode>? egress)
    {
        var entries = new List<(string, Node)>();
        if (egress is { Count: > 0 })
            entries.Add(("egress", List([.. egress])));
        if (ingress is { Count: > 0 })
            entries.Add(("ingress", List([.. ingress])));
        entries.Add(("podSelector", pods));
        entries.Add(("policyTypes", ingress is null ? List(Text("Egress")) : List(Text("Ingress"), Text("Egress"))));
        Add("networking.k8s.io/v1", "NetworkPolicy", name, ns, null, Map([.. entries]));
    }

    private void Add(string version, string kind, string name, string? ns, (string, Node)? labels, MapNode? spec)
    {
        line++;
        var metadata = new List<(string, Node)>();
        if (labels is { } stated)
            metadata.Add(stated);
        metadata.Add(("name", Text(name)));
        if (ns is not null)
            metadata.Add(("namespace", Text(ns)));
        var entries = new List<(string, Node)> { ("apiVersion", Text(version)), ("kind", Text(kind)), ("metadata", Map([.. metadata])) };
        if (spec is not null)
            entries.Add(("spec", spec));
        objects.Add(new(Map([.. entries])));
    }

    private SourceSpan Here => new("synthetic.yaml", line, 1);

    private MapNode Map(params ReadOnlySpan<(string Key, Node Value)> entries)
    {
        var list = new Entry[entries.Length];
        for (var i = 0; i < entries.Length; i++)
            list[i] = new(entries[i].Key, Here, entries[i].Value);
        return new(Here, list);
    }

    private ListNode List(params ReadOnlySpan<Node> items) => new(Here, items.ToArray());

    private ScalarNode Text(string text) => new(Here, text, ScalarKind.String);

    private ScalarNode Number(int number) => new(Here, number.ToString(System.Globalization.CultureInfo.InvariantCulture), ScalarKind.Integer);
}
