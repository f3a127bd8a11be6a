using System.Net;
using Sluis.Core.Proof.Manifests;
using Sluis.Core.Proof.Schema.Values;
using Sluis.Core.Yaml;

namespace Sluis.Core.Proof.Schema.Objects;

/// <summary>https://kubernetes.io/docs/concepts/services-networking/network-policies/</summary>
internal static class NetworkPolicyRules
{
    public static void Check(RuleScope scope, MapNode spec)
    {
        MetadataRules.Selector(scope, spec.Map("podSelector"), "spec.podSelector");
        if (spec.Items("policyTypes").Count > 2)
            scope.Add(KindDiagnostics.Policy(scope.At(spec, "spec", "policyTypes"), "There are two types of policy only.", "Keep each once."));
        foreach (var (direction, peers) in (ReadOnlySpan<(string, string)>)[("ingress", "from"), ("egress", "to")])
        {
            var i = 0;
            foreach (var rule in spec.Maps(direction))
                Rule(scope, rule, $"spec.{direction}[{i++}]", peers);
        }
    }

    private static void Rule(RuleScope scope, MapNode rule, string path, string peers)
    {
        var i = 0;
        foreach (var peer in rule.Maps(peers))
            Peer(scope, peer, $"{path}.{peers}[{i++}]");
        i = 0;
        foreach (var port in rule.Maps("ports"))
            Port(scope, port, $"{path}.ports[{i++}]");
    }

    private static void Peer(RuleScope scope, MapNode peer, string path)
    {
        var (block, pods, namespaces) = (peer.Map("ipBlock"), peer.Map("podSelector"), peer.Map("namespaceSelector"));
        if (block is null && pods is null && namespaces is null)
            scope.Add(KindDiagnostics.Policy(scope.At(peer, path), "The peer names nobody.", "Give an ipBlock or a selector; for everybody leave the whole list out."));
        if (block is not null && (pods is not null || namespaces is not null))
            scope.Add(KindDiagnostics.Policy(scope.At(peer, path, "ipBlock"), "An ipBlock and selectors exclude each other in one peer.", "Make two peers of it."));
        MetadataRules.Selector(scope, pods, $"{path}.podSelector");
        MetadataRules.Selector(scope, namespaces, $"{path}.namespaceSelector");
        if (block?.Text("cidr") is not { } cidr)
            return;
        if (!Formats.TryCidr(cidr, out var network, out var prefix))
        {
            scope.Add(KindDiagnostics.Policy(scope.At(block, $"{path}.ipBlock", "cidr"), $"\"{cidr}\" is no block of addresses.", "Write it as 10.0.0.0/8."));
            return;
        }
        foreach (var item in block.Items("except").OfType<ScalarNode>())
            if (!Formats.TryCidr(item.Text, out var inner, out var longer))
                scope.Add(KindDiagnostics.Policy(scope.At(item, $"{path}.ipBlock.except"), $"\"{item.Text}\" is no block of addresses.", "Write it as 10.0.0.0/8."));
            else if (longer <= prefix || !Lies(inner, network, prefix))
                scope.Add(KindDiagnostics.Policy(scope.At(item, $"{path}.ipBlock.except"), $"{item.Text} does not lie inside {cidr}.", "Except a smaller block of the block that is allowed."));
    }

    private static bool Lies(IPAddress inner, IPAddress network, int prefix)
    {
        Span<byte> a = stackalloc byte[16], b = stackalloc byte[16];
        if (!inner.TryWriteBytes(a, out var length) || !network.TryWriteBytes(b, out var other) || length != other)
            return false;
        for (var bit = 0; bit < prefix; bit++)
            if ((a[bit / 8] ^ b[bit / 8]) >> (7 - bit % 8) is var difference && (difference & 1) != 0)
                return false;
        return true;
    }

    private static void Port(RuleScope scope, MapNode port, string path)
    {
        switch (port["port"])
        {
            case ScalarNode { Kind: ScalarKind.Integer }:
                ContainerRules.PortNumber(scope, port, path, "port", "port");
                break;
            case ScalarNode { Kind: ScalarKind.String } name when Grammar.PortName(name.Text) is { } must:
                scope.Add(ObjectDiagnostics.Port(scope.At(name, $"{path}.port"), $"port \"{name.Text}\"", name.Text.All(char.IsAsciiDigit) ? "be a number without quotes" : must));
                break;
        }
        if (port.Number("endPort") is not { } end)
            return;
        ContainerRules.PortNumber(scope, port, path, "endPort", "last port");
        if (port.Number("port") is not { } first)
            scope.Add(KindDiagnostics.Policy(scope.At(port, path, "endPort"), "endPort needs a numeric port to begin at.", "Give port as a number."));
        else if (end < first)
            scope.Add(KindDiagnostics.Policy(scope.At(port, path, "endPort"), $"endPort ({end}) is less than port ({first}).", "Give the larger number as endPort."));
    }
}
