using System.Text;

namespace Sluis.Core.Tests.Proof.Connectivity;

/// <summary>A small world in which everything that a policy can say is said, as plain records and as YAML.</summary>
internal sealed class RandomWorld
{
    private static readonly string[] Names = ["red", "green", "blue"];
    private static readonly string[] Keys = ["app", "tier"];
    private static readonly string[] Values = ["a", "b", "c"];
    private static readonly string[] PortNames = ["http", "dns"];
    public static readonly string[] Protocols = ["TCP", "UDP", "SCTP"];
    public static readonly int[] Ports = [53, 80, 81, 82, 443];
    private static readonly string[] Blocks = ["0.0.0.0/0", "10.0.0.0/8", "10.1.0.0/16", "8.8.0.0/16", "8.8.8.8/32", "10.1.2.3/32", "::/0", "2001:4860::/32"];
    public static readonly string[] Addresses = ["10.1.2.3", "10.9.9.9", "8.8.8.8", "8.8.4.4", "1.1.1.1", "2001:4860::1", "2606::1"];

    private readonly Random random;

    public List<PlainNamespace> Namespaces { get; } = [];
    public List<PlainPod> Pods { get; } = [];
    public List<PlainPolicy> Policies { get; } = [];

    public RandomWorld(int seed)
    {
        random = new(seed);
        foreach (var name in Names)
            Namespaces.Add(new(name, Labels()));
        for (var i = random.Next(2, 7); i > 0; i--)
            Pods.Add(new($"p{i}", Pick(Names), Labels(), [.. PortNames.Where(_ => Half()).Select(n => new PlainContainerPort(n, Pick(Protocols), Pick(Ports)))], random.Next(8) == 0));
        for (var i = random.Next(0, 7); i > 0; i--)
            Policies.Add(new($"n{i}", Pick(Names), Selector(), Types(), Half() ? Rules() : null, Half() ? Rules() : null));
    }

    private bool Half() => random.Next(2) == 0;

    private T Pick<T>(T[] from) => from[random.Next(from.Length)];

    private Dictionary<string, string> Labels() => Keys.Where(_ => random.Next(3) > 0).ToDictionary(k => k, _ => Pick(Values));

    private List<string>? Types() => random.Next(5) switch { 0 => null, 1 => ["Ingress"], 2 => ["Egress"], 3 => [], _ => ["Ingress", "Egress"] };

    private PlainSelector Selector() => random.Next(4) switch
    {
        0 => new([], []),
        1 => new(new() { [Pick(Keys)] = Pick(Values) }, []),
        2 => new([], [Expression()]),
        _ => new(new() { [Pick(Keys)] = Pick(Values) }, [Expression(), Expression()]),
    };

    private PlainExpression Expression() => random.Next(4) switch
    {
        0 => new(Pick(Keys), "In", [.. Values.Where(_ => Half()).Append(Pick(Values)).Distinct()]),
        1 => new(Pick(Keys), "NotIn", [Pick(Values)]),
        2 => new(Pick(Keys), "Exists", []),
        _ => new(Pick(Keys), "DoesNotExist", []),
    };

    private List<PlainRule> Rules() => [.. Enumerable.Range(0, random.Next(0, 4)).Select(_ => new PlainRule(Peers(), PortList()))];

    private List<PlainPeer>? Peers() => random.Next(6) switch
    {
        0 => null,
        1 => [],
        _ => [.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => Peer())],
    };

    private PlainPeer Peer() => random.Next(5) switch
    {
        0 => new(Selector(), null, null),
        1 => new(null, Space(), null),
        2 => new(Selector(), Space(), null),
        3 => new(Selector(), new(new() { ["kubernetes.io/metadata.name"] = Pick(Names) }, []), null),
        _ => Block(),
    };

    private PlainSelector Space() => Half() ? Selector() : new([], [new("kubernetes.io/metadata.name", Half() ? "In" : "NotIn", [Pick(Names), "elsewhere"])]);

    private PlainPeer Block()
    {
        var cidr = Pick(Blocks);
        return new(null, null, new(cidr, [.. Blocks.Where(b => b.Contains(':') == cidr.Contains(':') && random.Next(4) == 0)]));
    }

    private List<PlainPort>? PortList() => random.Next(5) switch
    {
        0 => null,
        1 => [],
        _ => [.. Enumerable.Range(0, random.Next(1, 3)).Select(_ => random.Next(4) switch
        {
            0 => new PlainPort(Half() ? null : Pick(Protocols), null, null),
            1 => new PlainPort(Half() ? null : Pick(Protocols), Pick(PortNames), null),
            2 => new PlainPort(Half() ? null : Pick(Protocols), "80", random.Next(80, 84)),
            _ => new PlainPort(Half() ? null : Pick(Protocols), Pick(Ports).ToString(), null),
        })],
    };

    public string ToYaml()
    {
        var yaml = new StringBuilder();
        foreach (var ns in Namespaces)
            yaml.Append($"---\napiVersion: v1\nkind: Namespace\nmetadata: {{name: {ns.Name}, labels: {Flow(ns.Labels)}}}\n");
        foreach (var pod in Pods)
            yaml.Append($"---\napiVersion: v1\nkind: Pod\nmetadata: {{name: {pod.Name}, namespace: {pod.Namespace}, labels: {Flow(pod.Labels)}}}\nspec: {{hostNetwork: {(pod.HostNetwork ? "true" : "false")}, containers: [{{name: c, ports: [")
                .AppendJoin(", ", pod.Ports.Select(static p => $"{{name: {p.Name}, protocol: {p.Protocol}, containerPort: {p.Number}}}")).Append("]}]}\n");
        foreach (var policy in Policies)
        {
            yaml.Append($"---\napiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {{name: {policy.Name}, namespace: {policy.Namespace}}}\nspec:\n  podSelector: {Flow(policy.PodSelector)}\n");
            if (policy.PolicyTypes is { } types)
                yaml.Append($"  policyTypes: [{string.Join(", ", types)}]\n");
            Rules(yaml, "ingress", "from", policy.Ingress);
            Rules(yaml, "egress", "to", policy.Egress);
        }
        return yaml.ToString();
    }

    private static void Rules(StringBuilder yaml, string direction, string side, List<PlainRule>? rules)
    {
        if (rules is null)
            return;
        yaml.Append($"  {direction}: [").AppendJoin(", ", rules.Select(r => "{" + string.Join(", ", new[]
        {
            r.Peers is null ? null : $"{side}: [{string.Join(", ", r.Peers.Select(Flow))}]",
            r.Ports is null ? null : $"ports: [{string.Join(", ", r.Ports.Select(Flow))}]",
        }.OfType<string>()) + "}")).Append("]\n");
    }

    private static string Flow(PlainPort port) => "{" + string.Join(", ", new[]
    {
        port.Protocol is null ? null : $"protocol: {port.Protocol}",
        port.Port is null ? null : $"port: {port.Port}",
        port.EndPort is null ? null : $"endPort: {port.EndPort}",
    }.OfType<string>()) + "}";

    private static string Flow(PlainPeer peer) => "{" + string.Join(", ", new[]
    {
        peer.PodSelector is null ? null : $"podSelector: {Flow(peer.PodSelector)}",
        peer.NamespaceSelector is null ? null : $"namespaceSelector: {Flow(peer.NamespaceSelector)}",
        peer.IpBlock is null ? null : $"ipBlock: {{cidr: '{peer.IpBlock.Cidr}', except: [{string.Join(", ", peer.IpBlock.Except.Select(static e => $"'{e}'"))}]}}",
    }.OfType<string>()) + "}";

    private static string Flow(PlainSelector selector) => "{" + string.Join(", ", new[]
    {
        selector.MatchLabels.Count == 0 ? null : $"matchLabels: {Flow(selector.MatchLabels)}",
        selector.MatchExpressions.Count == 0 ? null : $"matchExpressions: [{string.Join(", ", selector.MatchExpressions.Select(static e => $"{{key: {e.Key}, operator: {e.Operator}, values: [{string.Join(", ", e.Values)}]}}"))}]",
    }.OfType<string>()) + "}";

    private static string Flow(Dictionary<string, string> labels) => "{" + string.Join(", ", labels.Select(static l => $"{l.Key}: {l.Value}")) + "}";
}
