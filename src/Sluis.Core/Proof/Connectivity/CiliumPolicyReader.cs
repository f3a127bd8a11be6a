using Sluis.Core.Proof.Manifests;
using Sluis.Core.Yaml;

namespace Sluis.Core.Proof.Connectivity;

/// <summary>
/// Cilium policies of the simple kind: endpoints, entities, address blocks and ports, no denials and nothing about requests.
/// https://docs.cilium.io/en/stable/security/policy/language/
/// </summary>
internal static class CiliumPolicyReader
{
    private const string NamespaceKey = "io.kubernetes.pod.namespace", NamespaceLabels = "io.cilium.k8s.namespace.labels.";

    public static void Read(ManifestObject item, List<Policy> policies, List<PolicyReader.NotEvaluated> left)
    {
        var specs = new List<(MapNode Spec, string Path)>();
        if (item.Spec is { } one)
            specs.Add((one, "spec"));
        var many = item.Root.Items("specs");
        for (var i = 0; i < many.Count; i++)
            if (many[i] is MapNode spec)
                specs.Add((spec, $"specs[{i}]"));
        var read = new List<Policy>(specs.Count);
        foreach (var (spec, path) in specs)
        {
            if (Policy(item, spec, path, out var unread) is not { } policy)
            {
                left.Add(new(item, $"it uses {unread[(unread.LastIndexOf('.') + 1)..]}", unread));
                return;
            }
            read.Add(policy);
        }
        policies.AddRange(read);
    }

    private static Policy? Policy(ManifestObject item, MapNode spec, string path, out string unread)
    {
        unread = "";
        foreach (var entry in spec.Entries)
            if (entry.Key is not ("endpointSelector" or "ingress" or "egress" or "description" or "labels"))
            {
                unread = $"{path}.{entry.Key}";
                return null;
            }
        if (Selector(spec["endpointSelector"], out var spaces) is not { } pods || spaces is not null)
        {
            unread = $"{path}.endpointSelector";
            return null;
        }
        if (Rules(spec, path, "ingress", "from", out unread) is not { } ingress || Rules(spec, path, "egress", "to", out unread) is not { } egress)
            return null;
        return new(item, item.Namespace ?? "default", pods, spec["ingress"] is ListNode, spec["egress"] is ListNode, ingress, egress);
    }

    private static List<PolicyRule>? Rules(MapNode spec, string path, string direction, string side, out string unread)
    {
        unread = "";
        var rules = new List<PolicyRule>();
        var items = spec.Items(direction);
        for (var i = 0; i < items.Count; i++)
        {
            // A rule that says nothing only puts the endpoint into default deny.
            if (items[i] is not MapNode { Entries.Count: > 0 } rule)
                continue;
            var peers = new List<PolicyPeer>();
            var ports = new List<PolicyPort>();
            var stated = false;
            foreach (var entry in rule.Entries)
            {
                var known = entry.Key == side + "Endpoints" ? Endpoints(entry.Value, peers)
                    : entry.Key == side + "Entities" ? Entities(entry.Value, peers)
                    : entry.Key == side + "CIDR" ? Blocks(entry.Value, peers)
                    : entry.Key == side + "CIDRSet" ? BlockSets(entry.Value, peers)
                    : entry.Key == "toPorts" && Ports(entry.Value, ports);
                if (!known)
                {
                    unread = $"{path}.{direction}[{i}].{entry.Key}";
                    return null;
                }
                stated |= entry.Key != "toPorts";
            }
            // A list of peers that is there and empty allows nobody.
            if (!stated || peers.Count > 0)
                rules.Add(new(i, peers, ports));
        }
        return rules;
    }

    private static bool Endpoints(Node value, List<PolicyPeer> peers)
    {
        foreach (var item in (value as ListNode)?.Items ?? [])
        {
            if (Selector(item, out var spaces) is not { } pods)
                return false;
            peers.Add(new PolicyPeer.Selected(spaces, pods));
        }
        return true;
    }

    /// <summary>https://docs.cilium.io/en/stable/security/policy/language/#entities-based</summary>
    private static bool Entities(Node value, List<PolicyPeer> peers)
    {
        foreach (var item in (value as ListNode)?.Items ?? [])
            switch ((item as ScalarNode)?.Text)
            {
                case "all":
                    peers.AddRange([new PolicyPeer.Selected(LabelSelector.Everything, null), new PolicyPeer.Addresses(AddressSet.All), new PolicyPeer.Nodes()]);
                    break;
                case "cluster":
                    peers.AddRange([new PolicyPeer.Selected(LabelSelector.Everything, null), new PolicyPeer.Nodes()]);
                    break;
                case "world":
                    peers.Add(new PolicyPeer.Addresses(AddressSet.All.Except(AddressSet.Cluster)));
                    break;
                case "host" or "remote-node":
                    peers.Add(new PolicyPeer.Nodes());
                    break;
                case "health" or "init" or "kube-apiserver":
                    peers.Add(new PolicyPeer.Addresses(AddressSet.None));
                    break;
                default:
                    return false;
            }
        return true;
    }

    private static bool Blocks(Node value, List<PolicyPeer> peers)
    {
        foreach (var item in (value as ListNode)?.Items ?? [])
            peers.Add(new PolicyPeer.Addresses(AddressSet.Of((item as ScalarNode)?.Text ?? "")));
        return true;
    }

    private static bool BlockSets(Node value, List<PolicyPeer> peers)
    {
        foreach (var item in (value as ListNode)?.Items ?? [])
        {
            if (item is not MapNode block || block.Text("cidr") is not { } cidr)
                return false;
            var set = AddressSet.Of(cidr);
            foreach (var hole in block.Items("except"))
                set = set.Except(AddressSet.Of((hole as ScalarNode)?.Text ?? ""));
            peers.Add(new PolicyPeer.Addresses(set));
        }
        return true;
    }

    private static bool Ports(Node value, List<PolicyPort> ports)
    {
        foreach (var item in (value as ListNode)?.Items ?? [])
        {
            if (item is not MapNode map || map.Entries.Any(static e => e.Key != "ports"))
                return false;
            foreach (var port in map.Maps("ports"))
            {
                var any = port.Text("protocol") is null or "ANY";
                var number = PolicyReader.TryNumber(port.Text("port"), out var first);
                var name = number ? null : port.Text("port");
                var last = (int)(port.Number("endPort") ?? first);
                foreach (var protocol in any ? (ReadOnlySpan<Transport>)[Transport.Tcp, Transport.Udp, Transport.Sctp] : [PolicyReader.Protocol(port.Text("protocol"))])
                    ports.Add(name is null && first == 0 ? PolicyPort.AllOf(protocol) : new(protocol, name is null ? first : 0, name is null ? last : 0, name));
            }
        }
        return true;
    }

    /// <summary>Labels may state their source, <c>k8s:</c> or <c>any:</c>; the namespace is a label among them.</summary>
    private static LabelSelector? Selector(Node? node, out LabelSelector? spaces)
    {
        spaces = null;
        if (LabelSelector.Read(node) is not { } selector)
            return null;
        var (pods, namespaces) = (new List<LabelRequirement>(), new List<LabelRequirement>());
        foreach (var requirement in selector.Requirements)
        {
            var key = requirement.Key;
            foreach (var source in (ReadOnlySpan<string>)["k8s:", "any:", "k8s.", "any."])
                if (key.StartsWith(source, StringComparison.Ordinal))
                    key = key[source.Length..];
            if (key.StartsWith("reserved", StringComparison.Ordinal) || key.StartsWith("cidr:", StringComparison.Ordinal))
                return null;
            if (key == NamespaceKey)
                namespaces.Add(requirement with { Key = ClusterWorld.NamespaceLabel });
            else if (key.StartsWith(NamespaceLabels, StringComparison.Ordinal))
                namespaces.Add(requirement with { Key = key[NamespaceLabels.Length..] });
            else
                pods.Add(requirement with { Key = key });
        }
        spaces = namespaces.Count == 0 ? null : new(namespaces);
        return new(pods);
    }
}
