using System.Net;
using Sluis.Core.Diagnostics;
using Sluis.Core.Proof.Claims;
using Sluis.Core.Proof.Manifests;
using Sluis.Core.Proof.Names;

namespace Sluis.Core.Proof.Connectivity;

/// <summary>Who reaches the internet, and the hosts outside that are called.</summary>
internal sealed class InternetJudge(
    Claims.Claims claims, ClaimedPods claimed, ClusterWorld world, Reachability reach, Wording words, JudgedConnectivity result, Findings findings)
{
    private readonly HashSet<int> told = [];

    public void Judge()
    {
        foreach (var edge in claims.Edges)
            Host(edge);
        var seen = new HashSet<ManifestObject>(ReferenceEqualityComparer.Instance);
        foreach (var service in claims.Services)
            if (claimed.Of(service.Key) is { } pod && seen.Add(pod.Workload) && world.GroupOf(pod.Workload) is { } group)
                Workload(pod, group);
    }

    private void Workload(PodTemplate pod, int group)
    {
        var services = claimed.ServicesOf(pod);
        var before = services.Any(static s => s.Internet || s.HostNetwork);
        var restricted = reach.IsRestricted(group, Direction.Egress);
        var rule = restricted ? reach.WithAddresses(group, Direction.Egress).FirstOrDefault(static r => r.Addresses.Intersects(AddressSet.Internet)) : null;
        var after = !restricted || rule is not null;
        var decider = rule is not null ? Wording.Rule(rule, Direction.Egress)
            : world.Groups[group].HostNetwork ? "policies do not govern Pods on the host's network"
            : restricted ? $"no egress rule of {words.Place(group, Direction.Egress)} holds its addresses" : "no policy restricts egress";
        result.Internet.Add(new(Wording.Short(pod), before, after, decider));
        if (after && !before)
            findings.Add(ConnectivityDiagnostics.InternetWider(rule?.Policy.Object ?? pod.Workload, Wording.Short(pod), decider, rule is null ? null : Wording.Field(rule, Direction.Egress)));
        else if (before && !after && !told.Contains(group))
            findings.Add(ConnectivityDiagnostics.InternetNarrower(words.Place(group, Direction.Egress), Wording.Short(pod), decider));
    }

    /// <summary>An outside host that the service could reach under Compose. Its address is not known unless it is written as one.</summary>
    private void Host(ClaimedEdge edge)
    {
        if (edge is not { ExternalHost: { } host, Port: { } port } || claims.Service(edge.From) is not { Internet: true }
            || claimed.Of(edge.From) is not { } pod || world.GroupOf(pod.Workload) is not { } group)
            return;
        var protocol = PolicyReader.Protocol(edge.Protocol);
        var allowed = reach.Addresses(group, Direction.Egress, protocol, port);
        var reached = IPAddress.TryParse(host, out _) ? allowed.Contains(host) : allowed.Intersects(IsPublic(host) ? AddressSet.Internet : AddressSet.All);
        if (reached)
            return;
        told.Add(group);
        var at = words.Place(group, Direction.Egress);
        var why = edge.Evidence.Count == 0 ? "" : $" ({edge.Evidence[0].Detail}, {edge.Evidence[0].At})";
        findings.Add(ConnectivityDiagnostics.InternetRefused(at, edge.From, host, Wording.Port(protocol, port), why, $"no egress rule of {at} holds its address on that port"));
    }

    /// <summary>Names for use inside only: RFC 6761, RFC 6762, RFC 8375 and what Docker calls its host.</summary>
    private static bool IsPublic(string host) =>
        host.Contains('.') && !host.EndsWith(".internal", StringComparison.Ordinal) && !host.EndsWith(".local", StringComparison.Ordinal)
        && !host.EndsWith(".lan", StringComparison.Ordinal) && !host.EndsWith(".home.arpa", StringComparison.Ordinal);
}
