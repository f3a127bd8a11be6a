using System.Globalization;
using Sluis.Core.Proof.Manifests;

namespace Sluis.Core.Proof.Connectivity;

/// <summary>Groups, ports and deciding rules in words.</summary>
internal sealed class Wording(ClusterWorld world, Reachability reach)
{
    private const int Shown = 3;

    public string Name(int group)
    {
        var one = world.Groups[group];
        return one.Outside switch
        {
            Outside.Ingress => "the ingress controller",
            Outside.Dns => "the cluster's DNS",
            _ when one.Pods.Count == 1 => Short(one.Pods[0]),
            _ => $"{Short(one.Pods[0])} and {one.Pods.Count - 1} alike",
        };
    }

    public static string Short(PodTemplate pod) => $"{pod.Namespace}/{pod.Workload.Name}";

    public static string Port(Transport protocol, int port) => string.Create(CultureInfo.InvariantCulture, $"{port}/{Word(protocol)}");

    public static string Word(Transport protocol) => protocol switch { Transport.Udp => "udp", Transport.Sctp => "sctp", _ => "tcp" };

    public static string List(IReadOnlyList<string> names, int count)
    {
        var shown = Math.Min(Shown, names.Count);
        var text = string.Join(", ", names.Take(shown));
        return count > shown ? string.Create(CultureInfo.InvariantCulture, $"{text} and {count - shown} more") : text;
    }

    /// <summary>Ranges that touch are one; few are shown.</summary>
    public static string Ports(List<(Transport Protocol, int First, int Last)> ranges)
    {
        var merged = new List<(Transport Protocol, int First, int Last)>();
        foreach (var range in ranges)
            if (merged.Count > 0 && merged[^1].Protocol == range.Protocol && merged[^1].Last + 1 >= range.First)
                merged[^1] = (range.Protocol, merged[^1].First, Math.Max(merged[^1].Last, range.Last));
            else
                merged.Add(range);
        if (merged.Count == 3 && merged.TrueForAll(static r => r is (_, PolicyPort.Lowest, PolicyPort.Highest)))
            return "every port";
        var words = merged.ConvertAll(static r => r.First == r.Last ? Port(r.Protocol, r.First)
            : r is (_, PolicyPort.Lowest, PolicyPort.Highest) ? $"every {Word(r.Protocol)} port"
            : string.Create(CultureInfo.InvariantCulture, $"{r.First}-{r.Last}/{Word(r.Protocol)}"));
        return List(words, words.Count);
    }

    /// <summary>The rule that allows one side, or why none is needed.</summary>
    public string Decider(Direction direction, int from, int to, Transport protocol, int port)
    {
        var own = direction == Direction.Ingress ? to : from;
        if (reach.Permitting(direction, from, to, protocol, port) is { } rule)
            return Rule(rule, direction);
        return reach.IsRestricted(own, direction) ? $"no {Word(direction)} rule of {Policies(own, direction)} allows it"
            : world.Groups[own].HostNetwork ? "policies do not govern Pods on the host's network"
            : $"no policy restricts {Word(direction)}";
    }

    public static string Rule(CompiledRule rule, Direction direction) => $"{rule.Policy.Object} {Field(rule, direction)["spec.".Length..]}";

    public static string Field(CompiledRule rule, Direction direction) => string.Create(CultureInfo.InvariantCulture, $"spec.{Word(direction)}[{rule.Rule.Index}]");

    public static string Word(Direction direction) => direction == Direction.Ingress ? "ingress" : "egress";

    private string Policies(int group, Direction direction)
    {
        var names = reach.Restricting(group, direction).Select(static p => p.Object.ToString()).Distinct().Order(StringComparer.Ordinal).ToList();
        return List(names, names.Count);
    }

    /// <summary>What a refusal is told of: the most exact of the policies that select the Pods, or the workload where none does.</summary>
    public ManifestObject Place(int group, Direction direction)
    {
        Policy? best = null;
        foreach (var policy in reach.Restricting(group, direction))
            if (best is null || policy.Pods.Requirements.Count > best.Pods.Requirements.Count
                || policy.Pods.Requirements.Count == best.Pods.Requirements.Count && string.CompareOrdinal(policy.Object.ToString(), best.Object.ToString()) < 0)
                best = policy;
        return best?.Object ?? Workload(group);
    }

    /// <summary>Only groups of the repository are told of.</summary>
    public ManifestObject Workload(int group) => world.Groups[group].Pods[0].Workload;

    /// <summary>Which side refuses, where to look and what to add; null when both agree.</summary>
    public (ManifestObject At, string Why, string Fix)? Refusal(int from, int to, Transport protocol, int port)
    {
        var leaves = reach.Permits(Direction.Egress, from, to, protocol, port);
        var enters = reach.Permits(Direction.Ingress, from, to, protocol, port);
        if (leaves && enters)
            return null;
        var at = enters ? Place(from, Direction.Egress) : Place(to, Direction.Ingress);
        var why = leaves ? Decider(Direction.Ingress, from, to, protocol, port)
            : enters ? Decider(Direction.Egress, from, to, protocol, port)
            : $"{Decider(Direction.Egress, from, to, protocol, port)}, and {Decider(Direction.Ingress, from, to, protocol, port)}";
        var rule = enters ? $"an egress rule to {Name(to)}" : $"an ingress rule from {Name(from)}";
        return (at, why, leaves || enters ? $"Add {rule} on {Port(protocol, port)}." : $"Add an egress rule to {Name(to)} and an ingress rule from {Name(from)} on {Port(protocol, port)}.");
    }
}
