using System.Net;

namespace Sluis.Core.Tests.Proof.Connectivity;

internal sealed record PlainNamespace(string Name, Dictionary<string, string> Labels);

internal sealed record PlainContainerPort(string Name, string Protocol, int Number);

internal sealed record PlainPod(string Name, string Namespace, Dictionary<string, string> Labels, List<PlainContainerPort> Ports, bool HostNetwork);

internal sealed record PlainExpression(string Key, string Operator, List<string> Values);

internal sealed record PlainSelector(Dictionary<string, string> MatchLabels, List<PlainExpression> MatchExpressions);

internal sealed record PlainBlock(string Cidr, List<string> Except);

internal sealed record PlainPeer(PlainSelector? PodSelector, PlainSelector? NamespaceSelector, PlainBlock? IpBlock);

/// <summary>Port: a number or a name or null, as text.</summary>
internal sealed record PlainPort(string? Protocol, string? Port, int? EndPort);

internal sealed record PlainRule(List<PlainPeer>? Peers, List<PlainPort>? Ports);

internal sealed record PlainPolicy(string Name, string Namespace, PlainSelector PodSelector, List<string>? PolicyTypes, List<PlainRule>? Ingress, List<PlainRule>? Egress);

/// <summary>
/// NetworkPolicies one connection at a time, sentence by sentence as the documentation reads, with no thought for speed.
/// https://kubernetes.io/docs/concepts/services-networking/network-policies/
/// </summary>
internal sealed class PlainReading(List<PlainNamespace> namespaces, List<PlainPolicy> policies, string nodeAddress)
{
    /// <summary>"For a connection from a source pod to a destination pod to be allowed, both the egress policy on the source pod and the ingress policy on the destination pod need to allow the connection."</summary>
    public bool Allows(PlainPod from, PlainPod to, string protocol, int port) =>
        LeavesTo(from, to, protocol, port) && EntersFrom(from, to, protocol, port);

    private bool LeavesTo(PlainPod from, PlainPod to, string protocol, int port)
    {
        var applying = Applying(from, "Egress");
        return applying.Count == 0 || applying.Any(p => (p.Egress ?? []).Any(r => PeerAllowed(r.Peers, p.Namespace, to) && PortAllowed(r.Ports, to, protocol, port)));
    }

    private bool EntersFrom(PlainPod from, PlainPod to, string protocol, int port)
    {
        var applying = Applying(to, "Ingress");
        return applying.Count == 0 || applying.Any(p => (p.Ingress ?? []).Any(r => PeerAllowed(r.Peers, p.Namespace, from) && PortAllowed(r.Ports, to, protocol, port)));
    }

    public bool ReachesAddress(PlainPod from, string address, string protocol, int port)
    {
        var applying = Applying(from, "Egress");
        return applying.Count == 0 || applying.Any(p => (p.Egress ?? []).Any(r => AddressAllowed(r.Peers, address) && PortAllowed(r.Ports, null, protocol, port)));
    }

    public bool ReachedFromAddress(PlainPod to, string address, string protocol, int port)
    {
        var applying = Applying(to, "Ingress");
        return applying.Count == 0 || applying.Any(p => (p.Ingress ?? []).Any(r => AddressAllowed(r.Peers, address) && PortAllowed(r.Ports, to, protocol, port)));
    }

    /// <summary>Policies do not select Pods on the host's network: their traffic is the node's.</summary>
    private List<PlainPolicy> Applying(PlainPod pod, string direction) =>
        pod.HostNetwork ? [] : policies.FindAll(p => p.Namespace == pod.Namespace && Selects(p.PodSelector, pod.Labels) && Types(p).Contains(direction));

    /// <summary>"If no policyTypes are specified on a NetworkPolicy then by default Ingress will always be set and Egress will be set if the NetworkPolicy has any egress rules."</summary>
    private static List<string> Types(PlainPolicy policy)
    {
        if (policy.PolicyTypes is { Count: > 0 } stated)
            return stated;
        return policy.Egress is { Count: > 0 } ? ["Ingress", "Egress"] : ["Ingress"];
    }

    private bool PeerAllowed(List<PlainPeer>? peers, string policyNamespace, PlainPod other)
    {
        if (peers is null || peers.Count == 0)
            return true;
        foreach (var peer in peers)
        {
            if (peer.IpBlock is { } block)
            {
                if (other.HostNetwork && InBlock(block, nodeAddress))
                    return true;
                continue;
            }
            if (other.HostNetwork)
                continue;
            var labels = namespaces.Single(n => n.Name == other.Namespace).Labels.Append(new("kubernetes.io/metadata.name", other.Namespace)).ToDictionary();
            var inNamespace = peer.NamespaceSelector is null ? other.Namespace == policyNamespace : Selects(peer.NamespaceSelector, labels);
            if (inNamespace && (peer.PodSelector is null || Selects(peer.PodSelector, other.Labels)))
                return true;
        }
        return false;
    }

    private static bool AddressAllowed(List<PlainPeer>? peers, string address) =>
        peers is null || peers.Count == 0 || peers.Any(p => p.IpBlock is { } block && InBlock(block, address));

    private static bool InBlock(PlainBlock block, string address) =>
        IPNetwork.Parse(block.Cidr).Contains(IPAddress.Parse(address)) && !block.Except.Any(e => IPNetwork.Parse(e).Contains(IPAddress.Parse(address)));

    /// <summary>A name is looked up at the Pod that receives the connection.</summary>
    private static bool PortAllowed(List<PlainPort>? ports, PlainPod? target, string protocol, int port)
    {
        if (ports is null || ports.Count == 0)
            return true;
        foreach (var stated in ports)
        {
            if ((stated.Protocol ?? "TCP") != protocol)
                continue;
            if (stated.Port is null)
                return true;
            if (!int.TryParse(stated.Port, out var number))
            {
                if (target is not null && target.Ports.Any(p => p.Name == stated.Port && p.Protocol == protocol && p.Number == port))
                    return true;
            }
            else if (stated.EndPort is { } end ? port >= number && port <= end : port == number)
                return true;
        }
        return false;
    }

    private static bool Selects(PlainSelector selector, Dictionary<string, string> labels)
    {
        foreach (var (key, value) in selector.MatchLabels)
            if (!labels.TryGetValue(key, out var own) || own != value)
                return false;
        foreach (var expression in selector.MatchExpressions)
        {
            var has = labels.TryGetValue(expression.Key, out var own);
            var holds = expression.Operator switch
            {
                "In" => has && expression.Values.Contains(own ?? ""),
                "NotIn" => !has || !expression.Values.Contains(own ?? ""),
                "Exists" => has,
                "DoesNotExist" => !has,
                _ => throw new InvalidOperationException(expression.Operator),
            };
            if (!holds)
                return false;
        }
        return true;
    }
}
