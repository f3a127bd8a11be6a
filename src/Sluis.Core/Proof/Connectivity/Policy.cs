using System.Globalization;
using Sluis.Core.Proof.Manifests;

namespace Sluis.Core.Proof.Connectivity;

public enum Transport
{
    Tcp,
    Udp,
    Sctp,
}

public enum Direction
{
    Ingress,
    Egress,
}

/// <summary>
/// Ports of one protocol that a rule names: by number from <paramref name="First"/> to <paramref name="Last"/>, or by the
/// <paramref name="Name"/> that each target Pod gives one of its ports.
/// </summary>
public readonly record struct PolicyPort(Transport Protocol, int First, int Last, string? Name)
{
    public const int Lowest = 1, Highest = 65535;

    public static PolicyPort AllOf(Transport protocol) => new(protocol, Lowest, Highest, null);

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Name ?? $"{First}-{Last}"}/{Protocol}");
}

/// <summary>Who may be at the other end of a rule.</summary>
public abstract record PolicyPeer
{
    private PolicyPeer() { }

    /// <summary><paramref name="Namespaces"/> null: the policy's own. <paramref name="Pods"/> null: all in them.</summary>
    public sealed record Selected(LabelSelector? Namespaces, LabelSelector? Pods) : PolicyPeer;

    /// <summary>Addresses outside the cluster: a Pod's address is not stable, so blocks are not for Pods.</summary>
    public sealed record Addresses(AddressSet Set) : PolicyPeer;

    /// <summary>The nodes of the cluster (Cilium's <c>host</c> and <c>remote-node</c>).</summary>
    public sealed record Nodes : PolicyPeer;
}

/// <summary>No <paramref name="Peers"/>: whoever; no <paramref name="Ports"/>: every port of every protocol.</summary>
public sealed record PolicyRule(int Index, IReadOnlyList<PolicyPeer> Peers, IReadOnlyList<PolicyPort> Ports);

/// <summary>
/// A policy as it is evaluated, whatever its kind was. A Pod that a policy selects in a direction may do there only what some
/// policy's rule allows; policies add up. https://kubernetes.io/docs/concepts/services-networking/network-policies/
/// </summary>
public sealed record Policy(
    ManifestObject Object, string Namespace, LabelSelector Pods, bool RestrictsIngress, bool RestrictsEgress, IReadOnlyList<PolicyRule> Ingress, IReadOnlyList<PolicyRule> Egress)
{
    public IReadOnlyList<PolicyRule> Rules(Direction direction) => direction == Direction.Ingress ? Ingress : Egress;

    public bool Restricts(Direction direction) => direction == Direction.Ingress ? RestrictsIngress : RestrictsEgress;
}
