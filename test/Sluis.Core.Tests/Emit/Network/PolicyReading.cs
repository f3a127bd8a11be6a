using k8s.Models;

namespace Sluis.Core.Tests.Emit.Network;

/// <summary>A pod as a network policy sees it.</summary>
internal sealed record Pod(string Namespace, IReadOnlyDictionary<string, string> Labels);

/// <summary>
/// NetworkPolicies as the documentation reads: a pod that no policy of a direction selects is open in it, otherwise some rule
/// must allow. Both ends must agree. https://kubernetes.io/docs/concepts/services-networking/network-policies/
/// </summary>
internal sealed class PolicyReading(IEnumerable<V1NetworkPolicy> policies)
{
    private readonly List<V1NetworkPolicy> policies = [.. policies];

    public bool Allows(Pod from, Pod to, int port, string protocol) => Leaves(from, to, port, protocol) && Enters(from, to, port, protocol);

    private bool Leaves(Pod from, Pod to, int port, string protocol)
    {
        var selecting = Selecting(from, "Egress");
        return selecting.Count == 0 || selecting.SelectMany(static p => p.Spec.Egress ?? []).Any(r => Peers(r.To, from.Namespace, to) && Ports(r.Ports, port, protocol));
    }

    private bool Enters(Pod from, Pod to, int port, string protocol)
    {
        var selecting = Selecting(to, "Ingress");
        return selecting.Count == 0 || selecting.SelectMany(static p => p.Spec.Ingress ?? []).Any(r => Peers(r.FromProperty, to.Namespace, from) && Ports(r.Ports, port, protocol));
    }

    private List<V1NetworkPolicy> Selecting(Pod pod, string direction) =>
        policies.FindAll(p => p.Metadata.NamespaceProperty == pod.Namespace && p.Spec.PolicyTypes.Contains(direction) && Selects(p.Spec.PodSelector, pod.Labels));

    /// <summary>An address block is for what is outside the cluster; pods are selected by labels.</summary>
    private static bool Peers(IList<V1NetworkPolicyPeer>? peers, string own, Pod other) => peers is null or { Count: 0 } || peers.Any(p => p.IpBlock is null
        && (p.NamespaceSelector is { } ns ? Selects(ns, new Dictionary<string, string> { ["kubernetes.io/metadata.name"] = other.Namespace }) : other.Namespace == own)
        && (p.PodSelector is null || Selects(p.PodSelector, other.Labels)));

    private static bool Ports(IList<V1NetworkPolicyPort>? ports, int port, string protocol) => ports is null or { Count: 0 }
        || ports.Any(p => (p.Protocol ?? "TCP") == protocol && (p.Port is null || p.Port.Value == port.ToString(System.Globalization.CultureInfo.InvariantCulture)));

    private static bool Selects(V1LabelSelector selector, IReadOnlyDictionary<string, string> labels)
    {
        Assert.True(selector.MatchExpressions is null or { Count: 0 }, "expressions are not read here");
        return (selector.MatchLabels ?? new Dictionary<string, string>()).All(l => labels.TryGetValue(l.Key, out var value) && value == l.Value);
    }
}
