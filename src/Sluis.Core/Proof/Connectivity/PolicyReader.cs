using System.Globalization;
using Sluis.Core.Proof.Manifests;
using Sluis.Core.Yaml;

namespace Sluis.Core.Proof.Connectivity;

/// <summary>Policies out of manifests. What a kind may say beyond what is evaluated comes back as a sentence, never silently dropped.</summary>
public static class PolicyReader
{
    public readonly record struct NotEvaluated(ManifestObject Object, string Reason, string? Field);

    public static List<Policy> Read(RenderedEnvironment environment, List<NotEvaluated> left)
    {
        var policies = new List<Policy>();
        foreach (var item in environment.Objects)
            switch (item.Kind, item.Group)
            {
                case ("NetworkPolicy", "networking.k8s.io" or "extensions"):
                    policies.Add(Kubernetes(item));
                    break;
                case ("CiliumNetworkPolicy", "cilium.io"):
                    CiliumPolicyReader.Read(item, policies, left);
                    break;
                case ("CiliumClusterwideNetworkPolicy", "cilium.io"):
                case ("NetworkPolicy" or "GlobalNetworkPolicy" or "StagedNetworkPolicy" or "StagedGlobalNetworkPolicy", "projectcalico.org" or "crd.projectcalico.org"):
                case ("AdminNetworkPolicy" or "BaselineAdminNetworkPolicy" or "ClusterNetworkPolicy", "policy.networking.k8s.io"):
                    left.Add(new(item, $"{item.Kind} of {item.Group} has rules with an order and with denials, which do not add up like Kubernetes policies", null));
                    break;
            }
        return policies;
    }

    /// <summary>https://kubernetes.io/docs/reference/kubernetes-api/policy-resources/network-policy-v1/</summary>
    private static Policy Kubernetes(ManifestObject item)
    {
        var spec = item.Spec;
        var ingress = Rules(spec, "ingress", "from");
        var egress = Rules(spec, "egress", "to");
        string[] types = [.. spec.Items("policyTypes").OfType<ScalarNode>().Select(static t => t.Text)];
        // Not stated: Ingress always, Egress where there are rules for it.
        return new(item, item.Namespace ?? "default", LabelSelector.Read(spec?["podSelector"]) ?? LabelSelector.Everything,
            types.Length == 0 || types.Contains("Ingress"), types.Length == 0 ? egress.Count > 0 : types.Contains("Egress"), ingress, egress);
    }

    private static List<PolicyRule> Rules(MapNode? spec, string direction, string peers)
    {
        var rules = new List<PolicyRule>();
        var items = spec.Items(direction);
        for (var i = 0; i < items.Count; i++)
            if (items[i] is MapNode rule)
                rules.Add(new(i, [.. rule.Items(peers).Select(static p => p is MapNode map ? Peer(map) : Nobody)], [.. rule.Maps("ports").Select(Port)]));
        return rules;
    }

    /// <summary>What the API refuses must not become "whoever".</summary>
    private static readonly PolicyPeer Nobody = new PolicyPeer.Addresses(AddressSet.None);

    private static PolicyPeer Peer(MapNode peer)
    {
        if (peer.Map("ipBlock") is { } block)
        {
            var set = AddressSet.Of(block.Text("cidr") ?? "");
            foreach (var hole in block.Items("except"))
                if (hole is ScalarNode text)
                    set = set.Except(AddressSet.Of(text.Text));
            return new PolicyPeer.Addresses(set);
        }
        var namespaces = LabelSelector.Read(peer["namespaceSelector"]);
        var pods = LabelSelector.Read(peer["podSelector"]);
        return namespaces is null && pods is null ? Nobody : new PolicyPeer.Selected(namespaces, pods);
    }

    private static PolicyPort Port(MapNode port)
    {
        var protocol = Protocol(port.Text("protocol"));
        if (port.Number("port") is { } number)
            return new(protocol, (int)number, (int)(port.Number("endPort") ?? number), null);
        return port.Text("port") is { } name ? new(protocol, 0, 0, name) : PolicyPort.AllOf(protocol);
    }

    internal static Transport Protocol(string? text) => text?.ToUpperInvariant() switch
    {
        "UDP" => Transport.Udp,
        "SCTP" => Transport.Sctp,
        _ => Transport.Tcp,
    };

    internal static bool TryNumber(string? text, out int number) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
