using System.Globalization;
using Sluis.Core.Proof.Manifests;
using Sluis.Core.Proof.Schema.Values;
using Sluis.Core.Yaml;

namespace Sluis.Core.Proof.Schema.Objects;

/// <summary>https://kubernetes.io/docs/concepts/services-networking/service/</summary>
internal static class ServiceRules
{
    public static void Check(RuleScope scope, MapNode spec)
    {
        var type = spec.Text("type") ?? "ClusterIP";
        var address = spec.Text("clusterIP");
        MetadataRules.Labels(scope, spec.Entries("selector"), "spec.selector");
        if (type == "ExternalName")
            External(scope, spec, address);
        else
            Internal(scope, spec, type, address);
        Ports(scope, spec, type);
        Only(scope, spec, "loadBalancerClass", type == "LoadBalancer", "LoadBalancer");
        Only(scope, spec, "loadBalancerSourceRanges", type == "LoadBalancer", "LoadBalancer");
        Only(scope, spec, "externalTrafficPolicy", type is "LoadBalancer" or "NodePort" || spec.Items("externalIPs").Count > 0, "LoadBalancer or NodePort");
        Only(scope, spec, "healthCheckNodePort", type == "LoadBalancer" && spec.Text("externalTrafficPolicy") == "Local", "LoadBalancer with externalTrafficPolicy Local");
        foreach (var range in spec.Items("loadBalancerSourceRanges").OfType<ScalarNode>())
            if (!Formats.IsCidr(range.Text.Trim()))
                scope.Add(KindDiagnostics.Service(scope.At(range, "spec.loadBalancerSourceRanges"), $"\"{range.Text}\" is no block of addresses.", "Write it as 203.0.113.0/24."));
        foreach (var ip in spec.Items("externalIPs").OfType<ScalarNode>())
            if (!Formats.IsIp(ip.Text))
                scope.Add(KindDiagnostics.Service(scope.At(ip, "spec.externalIPs"), $"\"{ip.Text}\" is no IP address.", "Give an address of a node."));
        if (spec.Map("sessionAffinityConfig").Map("clientIP").Number("timeoutSeconds") is { } seconds && (seconds is < 1 or > 86400 || spec.Text("sessionAffinity") != "ClientIP"))
            scope.Add(KindDiagnostics.Service(scope.At(spec, "spec", "sessionAffinityConfig"), "The time of affinity lies between 1 and 86400 seconds and needs sessionAffinity ClientIP.", "Correct it, or remove it."));
        if (spec.Text("trafficDistribution") is { } distribution && distribution is not ("PreferClose" or "PreferSameZone" or "PreferSameNode"))
            scope.Add(KindDiagnostics.Service(scope.At(spec, "spec", "trafficDistribution"), $"\"{distribution}\" is no distribution of traffic.", "Use PreferSameZone or PreferSameNode."));
    }

    private static void External(RuleScope scope, MapNode spec, string? address)
    {
        var host = spec.Text("externalName");
        if (string.IsNullOrEmpty(host))
            scope.Add(KindDiagnostics.Service(scope.At(spec, "spec", "externalName"), "A Service of the type ExternalName needs externalName.", "Give the host name it stands for."));
        else if (Grammar.Subdomain(host.TrimEnd('.')) is { } must)
            scope.Add(KindDiagnostics.Service(scope.At(spec, "spec", "externalName"), $"The externalName \"{host}\" must {must}.", "Give a host name without scheme, port or path."));
        else if (Formats.IsIp(host))
            scope.Add(KindDiagnostics.Service(scope.At(spec, "spec", "externalName"), "An externalName is a host name; an address would be looked up as a name.", "Use a Service without selector and an EndpointSlice with the address."));
        if (!string.IsNullOrEmpty(address))
            scope.Add(KindDiagnostics.Service(scope.At(spec, "spec", "clusterIP"), "A Service of the type ExternalName has no clusterIP.", "Remove clusterIP."));
    }

    private static void Internal(RuleScope scope, MapNode spec, string type, string? address)
    {
        if (spec.Items("ports").Count == 0 && address != "None" && (spec["ports"] is null or ListNode or ScalarNode { Kind: ScalarKind.Null }))
            scope.Add(KindDiagnostics.Service(scope.At(spec, "spec", "ports"), "The Service has no port.", "Add a port, or make it headless with clusterIP: None."));
        if (address is { Length: > 0 } and not "None" && !Formats.IsIp(address))
            scope.Add(KindDiagnostics.Service(scope.At(spec, "spec", "clusterIP"), $"\"{address}\" is neither None nor an IP address.", "Remove it: the cluster chooses an address."));
        if (address == "None" && type is "NodePort" or "LoadBalancer")
            scope.Add(KindDiagnostics.Service(scope.At(spec, "spec", "clusterIP"), $"A Service of the type {type} cannot be headless.", "Remove clusterIP: None, or use the type ClusterIP."));
    }

    private static void Ports(RuleScope scope, MapNode spec, string type)
    {
        var ports = spec.Items("ports");
        var (names, nodePorts) = (new HashSet<string>(StringComparer.Ordinal), new HashSet<string>(StringComparer.Ordinal));
        for (var i = 0; i < ports.Count; i++)
        {
            if (ports[i] is not MapNode port)
                continue;
            var path = $"spec.ports[{i}]";
            ContainerRules.PortNumber(scope, port, path, "port", "port of the Service");
            var name = port.Text("name");
            if (string.IsNullOrEmpty(name))
            {
                if (ports.Count > 1)
                    scope.Add(KindDiagnostics.Service(scope.At(port, path, "name"), "Each of several ports needs a name.", "Name it."));
            }
            else if (Grammar.Label(name) is { } must)
                scope.Add(ObjectDiagnostics.Port(scope.At(port, path, "name"), $"name of the port \"{name}\"", must));
            else if (!names.Add(name))
                scope.Add(PodDiagnostics.Twice(scope.At(port, path, "name"), $"The port \"{name}\""));
            Target(scope, port, path);
            if (port.Number("nodePort") is not (> 0 and var node))
                continue;
            if (type is not ("NodePort" or "LoadBalancer"))
                scope.Add(KindDiagnostics.Service(scope.At(port, path, "nodePort"), $"A Service of the type {type} has no node ports.", "Remove nodePort, or use the type NodePort."));
            else if (node > 65535)
                ContainerRules.PortNumber(scope, port, path, "nodePort", "port of the node");
            else if (!nodePorts.Add(string.Create(CultureInfo.InvariantCulture, $"{node}/{port.Text("protocol") ?? "TCP"}")))
                scope.Add(PodDiagnostics.Twice(scope.At(port, path, "nodePort"), $"The port {node} of the node"));
        }
    }

    private static void Target(RuleScope scope, MapNode port, string path)
    {
        switch (port["targetPort"])
        {
            case ScalarNode { Kind: ScalarKind.Integer }:
                if (port.Number("targetPort") is not 0)
                    ContainerRules.PortNumber(scope, port, path, "targetPort", "target port");
                break;
            case ScalarNode { Kind: ScalarKind.String, Text.Length: > 0 } name when Grammar.PortName(name.Text) is { } must:
                scope.Add(ObjectDiagnostics.Port(scope.At(name, $"{path}.targetPort"), $"target port \"{name.Text}\"", name.Text.All(char.IsAsciiDigit) ? "be a number without quotes" : must));
                break;
        }
    }

    private static void Only(RuleScope scope, MapNode spec, string field, bool allowed, string where)
    {
        if (!allowed && spec[field] is ScalarNode { Kind: not ScalarKind.Null, Text: not ("" or "0") } or ListNode { Items.Count: > 0 })
            scope.Add(KindDiagnostics.Service(scope.At(spec, "spec", field), $"{field} belongs to the type {where}.", "Remove it, or change the type."));
    }
}
