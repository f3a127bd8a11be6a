using System.Net;
using System.Net.Sockets;
using Sluis.Core.Proof.Manifests;
using Sluis.Core.Proof.Schema.Values;
using Sluis.Core.Yaml;

namespace Sluis.Core.Proof.Schema.Objects;

/// <summary>https://kubernetes.io/docs/concepts/services-networking/endpoint-slices/</summary>
internal static class EndpointRules
{
    private const int MostAddresses = 100;

    public static void Check(RuleScope scope)
    {
        var root = scope.Item.Root;
        var type = root.Text("addressType");
        if (type is not (null or "IPv4" or "IPv6" or "FQDN"))
            scope.Add(KindDiagnostics.Endpoints(scope.At(root, "", "addressType"), $"\"{type}\" is no type of address.", "Use IPv4 or IPv6."));
        var i = 0;
        foreach (var endpoint in root.Maps("endpoints"))
        {
            var path = $"endpoints[{i++}].addresses";
            var addresses = endpoint.Items("addresses");
            if (addresses.Count > MostAddresses || addresses.Count == 0 && endpoint["addresses"] is ListNode)
                scope.Add(KindDiagnostics.Endpoints(scope.At(endpoint, path), $"An endpoint has 1 to {MostAddresses} addresses.", "Split or fill the list."));
            foreach (var address in addresses.OfType<ScalarNode>())
                if (Fault(address.Text, type) is { } why)
                    scope.Add(KindDiagnostics.Endpoints(scope.At(address, path), $"\"{address.Text}\" {why}.", "Give the address that Pods of the cluster reach."));
        }
        var names = new HashSet<string>(StringComparer.Ordinal);
        i = 0;
        foreach (var port in root.Maps("ports"))
        {
            var path = $"ports[{i++}]";
            ContainerRules.PortNumber(scope, port, path, "port", "port");
            var name = port.Text("name") ?? "";
            if (name.Length > 0 && Grammar.Label(name) is { } must)
                scope.Add(ObjectDiagnostics.Port(scope.At(port, path, "name"), $"name of the port \"{name}\"", must));
            else if (!names.Add(name))
                scope.Add(PodDiagnostics.Twice(scope.At(port, path, "name"), $"The port \"{name}\""));
        }
    }

    private static string? Fault(string text, string? type)
    {
        if (type == "FQDN")
            return Grammar.Subdomain(text) is { } must ? $"must {must}" : null;
        if (!Formats.IsIp(text) || !IPAddress.TryParse(text, out var ip) || (ip.AddressFamily == AddressFamily.InterNetworkV6) != (type == "IPv6"))
            return $"is no {type ?? "IP"} address";
        return IPAddress.IsLoopback(ip) ? "is a loopback address"
            : ip.IsIPv6LinkLocal || text.StartsWith("169.254.", StringComparison.Ordinal) ? "is a link-local address"
            : text is "0.0.0.0" or "::" ? "is no address of a host"
            : null;
    }
}
