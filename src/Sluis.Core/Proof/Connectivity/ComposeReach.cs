using System.Globalization;
using Sluis.Core.Proof.Claims;
using Sluis.Core.Proof.Manifests;
using Sluis.Core.Proof.Names;

namespace Sluis.Core.Proof.Connectivity;

/// <summary>Who could reach whom under Compose: members of one network, and a service on the host's network everybody, both ways.</summary>
internal sealed class ComposeReach
{
    /// <summary>What took the place of the old proxy; its networks are the gateway's.</summary>
    private const string ReplacedByIngress = "platform/ingress";

    private readonly Claims.Claims claims;
    private readonly ClaimedPods pods;
    private readonly Dictionary<string, List<int>> networksOf = new(StringComparer.Ordinal);
    private readonly HashSet<int> gatewayNetworks = [];
    private readonly HashSet<string> gateways = new(StringComparer.Ordinal);
    private ulong[][] members = [];
    private ulong[] onHost = [];

    public ComposeReach(Claims.Claims claims, ClaimedPods pods)
    {
        this.claims = claims;
        this.pods = pods;
        for (var i = 0; i < claims.Networks.Count; i++)
            foreach (var member in claims.Networks[i].Members)
            {
                if (!networksOf.TryGetValue(member, out var own))
                    networksOf.Add(member, own = []);
                own.Add(i);
            }
        foreach (var service in claims.Services)
            if (service.ReplacedBy == ReplacedByIngress)
            {
                gateways.Add(service.Key);
                gatewayNetworks.UnionWith(networksOf.GetValueOrDefault(service.Key) ?? []);
            }
    }

    public bool IsGateway(string service) => gateways.Contains(service);

    /// <summary>The same for Pods whose services were on the same networks; "?" for a workload that Compose did not have.</summary>
    public string Distinction(PodTemplate pod)
    {
        var services = pods.ServicesOf(pod);
        if (services.Count == 0)
            return "?";
        var networks = new SortedSet<int>();
        var host = false;
        foreach (var service in services)
        {
            networks.UnionWith(networksOf.GetValueOrDefault(service.Key) ?? []);
            host |= service.HostNetwork;
        }
        return (host ? "h" : "") + string.Join(',', networks.Select(static n => n.ToString(CultureInfo.InvariantCulture)));
    }

    /// <summary>Takes the groups in.</summary>
    public void Place(ClusterWorld world)
    {
        var words = GroupSet.Words(world.Groups.Count);
        members = new ulong[claims.Networks.Count][];
        for (var i = 0; i < members.Length; i++)
            members[i] = new ulong[words];
        onHost = new ulong[words];
        Judged = new ulong[words];
        foreach (var group in world.Groups)
        {
            if (group.Pods.Count == 0 || pods.ServicesOf(group.Pods[0]) is not { Count: > 0 } services)
                continue;
            Set(Judged, group.Id);
            foreach (var service in services)
            {
                foreach (var network in networksOf.GetValueOrDefault(service.Key) ?? [])
                    Set(members[network], group.Id);
                if (service.HostNetwork)
                    Set(onHost, group.Id);
            }
        }
        foreach (var id in world.Ingress)
        {
            Set(Judged, id);
            foreach (var network in gatewayNetworks)
                Set(members[network], id);
        }
    }

    /// <summary>Groups that Compose had: the others can be neither wider nor narrower.</summary>
    public ulong[] Judged { get; private set; } = [];

    /// <summary>Whoever could reach the Pods of this group; null: everybody.</summary>
    public ulong[]? Into(PodGroup group)
    {
        var all = (ulong[])onHost.Clone();
        Set(all, group.Id);
        foreach (var service in pods.ServicesOf(group.Pods[0]))
        {
            if (service.HostNetwork)
                return null;
            foreach (var network in networksOf.GetValueOrDefault(service.Key) ?? [])
                for (var i = 0; i < all.Length; i++)
                    all[i] |= members[network][i];
        }
        return all;
    }

    private static void Set(ulong[] bits, int at) => bits[at >> 6] |= 1UL << at;
}
