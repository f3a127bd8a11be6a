using System.Net;
using k8s.Models;
using Sluis.Core.Emit.Secrets;
using Sluis.Core.Planning;
using Sluis.Core.Platform;
using Sluis.Core.Text;

namespace Sluis.Core.Emit.Kubernetes.Network;

/// <summary>
/// Nobody reaches anybody, then each needed edge is allowed on both sides.
/// https://kubernetes.io/docs/concepts/services-networking/network-policies/
/// </summary>
internal sealed class NetworkPolicyEmitter(EmitContext context, string ingressNamespace)
{
    private static readonly string[] PrivateRanges = ["10.0.0.0/8", "100.64.0.0/10", "169.254.0.0/16", "172.16.0.0/12", "192.168.0.0/16"];

    /// <summary>Where nodes have their addresses, which are those of Pods on the host's network.</summary>
    private static readonly string[] NodeRanges = ["10.0.0.0/8", "100.64.0.0/10", "172.16.0.0/12", "192.168.0.0/16"];

    /// <summary>A workload, a namespace (no workload), or an address outside the cluster or of the nodes (<paramref name="Cidr"/>).</summary>
    private readonly record struct Peer(string Namespace, string? Workload, string? Cidr, int Port, TransportProtocol Protocol);

    public static V1NetworkPolicy DefaultDeny(string ns) => new()
    {
        ApiVersion = "networking.k8s.io/v1",
        Kind = "NetworkPolicy",
        Metadata = new() { Name = "default-deny", NamespaceProperty = ns },
        Spec = new() { PodSelector = new(), PolicyTypes = ["Ingress", "Egress"] },
    };

    public static V1NetworkPolicy Dns(string ns) => new()
    {
        ApiVersion = "networking.k8s.io/v1",
        Kind = "NetworkPolicy",
        Metadata = new() { Name = "allow-dns", NamespaceProperty = ns },
        Spec = new()
        {
            PodSelector = new(),
            PolicyTypes = ["Egress"],
            Egress =
            [
                new()
                {
                    To =
                    [
                        new()
                        {
                            NamespaceSelector = new() { MatchLabels = new Dictionary<string, string> { ["kubernetes.io/metadata.name"] = "kube-system" } },
                            PodSelector = new() { MatchLabels = new Dictionary<string, string> { ["k8s-app"] = "kube-dns" } },
                        },
                    ],
                    Ports = [new() { Port = 53, Protocol = "UDP" }, new() { Port = 53, Protocol = "TCP" }],
                },
            ],
        },
    };

    private readonly Dictionary<ServiceKey, SortedSet<Peer>> inbound = [];
    private readonly Dictionary<ServiceKey, SortedSet<Peer>> outbound = [];
    private readonly Dictionary<ServiceKey, SortedSet<string>> machines = [];

    private static readonly Comparer<Peer> ByName = Comparer<Peer>.Create(static (a, b) =>
    {
        var order = string.CompareOrdinal(a.Namespace, b.Namespace);
        order = order != 0 ? order : string.CompareOrdinal(a.Workload, b.Workload);
        order = order != 0 ? order : string.CompareOrdinal(a.Cidr, b.Cidr);
        order = order != 0 ? order : a.Port.CompareTo(b.Port);
        return order != 0 ? order : a.Protocol.CompareTo(b.Protocol);
    });

    public NetworkPolicyEmitter Gather()
    {
        var plan = context.Plan;
        foreach (var edge in plan.Platform.Edges)
            Edge(edge);
        foreach (var workload in plan.Workloads)
        {
            Waits(workload);
            foreach (var task in workload.ScheduledTasks)
                foreach (var port in workload.Service.Ports)
                    Add(inbound, workload.Service.Key, new(workload.Namespace, task.Name, null, port.Number, port.Protocol));
            Machines(workload);
        }
        var (http, https) = Routing.RoutingDefaults.Ports(plan.Choices.GatewayClass);
        foreach (var name in plan.Names)
            if (name.Kind == NameKind.Gateway)
                foreach (var caller in name.UsedBy)
                    if (Pod(caller) is { } source)
                        foreach (var port in (ReadOnlySpan<int>)[http, https])
                            Add(outbound, source.Service.Key, new(ingressNamespace, null, null, port, TransportProtocol.Tcp));
        foreach (var route in plan.Platform.Routes)
            if (route.InternalService is null && context.Workloads.ContainsKey(route.Service))
                Enters(route);
        Store(plan);
        if (plan.Choices.Connectivity == ConnectivityMode.Compose)
            foreach (var network in plan.Platform.Networks)
                foreach (var from in network.Members)
                    foreach (var to in network.Members)
                        if (from != to && Pod(from) is { } source && Pod(to) is { } target)
                            foreach (var port in target.Service.Ports)
                                Allow(source, target, port.Number, port.Protocol);
        return this;
    }

    /// <summary>The operator that fills the Secrets reads the platform's own store, where that is what it reads.</summary>
    private void Store(MigrationPlan plan)
    {
        if (plan.Choices.SecretDelivery != SecretDelivery.ExternalSecrets || plan.Secrets.IsEmpty || plan.Choices.SecretBackend is not (SecretBackend.OpenBao or SecretBackend.Vault)
            || !Uri.TryCreate(plan.Choices.SecretStoreAddress, UriKind.Absolute, out var address))
            return;
        foreach (var workload in plan.Workloads)
            if (address.Host == $"{workload.Name}.{workload.Namespace}.svc" && Pod(workload.Service.Key) is { } target)
                Add(inbound, target.Service.Key, new(SecretStores.Operator, null, null, address.Port, TransportProtocol.Tcp));
    }

    /// <summary>The gateway reaches the service behind a route, whoever decides about its requests, and whoever shows its errors.</summary>
    private void Enters(Route route)
    {
        foreach (var (service, port) in route.Targets())
            Gateway(service, port, route.Kind == RouteKind.Udp ? TransportProtocol.Udp : TransportProtocol.Tcp);
        foreach (var middleware in route.Middlewares)
            if (middleware is Middleware.ForwardAuth { Service: { } auth } forward)
                Gateway(auth, forward.Port, TransportProtocol.Tcp);
            else if (middleware is Middleware.Errors { Service: { } pages })
                Gateway(pages, null, TransportProtocol.Tcp);
    }

    private void Gateway(ServiceKey service, int? stated, TransportProtocol protocol)
    {
        if (!context.Workloads.TryGetValue(service, out var workload) || Pod(service) is not { } target)
            return;
        var port = stated ?? (workload.Service.Ports.Count > 0 ? workload.Service.Ports[0].Number : null);
        if (port is { } number)
            Add(inbound, target.Service.Key, new(ingressNamespace, null, null, number, protocol));
    }

    /// <summary>Machines of a private network that a service names by address: what lets it out to the internet leaves these out.</summary>
    private void Machines(WorkloadPlan workload)
    {
        if (!workload.InternetEgress || Pod(workload.Service.Key) is not { } source)
            return;
        foreach (var (_, address) in workload.Service.ExtraHosts)
            Machine(source.Service.Key, address);
    }

    private void Machine(ServiceKey source, string address)
    {
        if (!IPAddress.TryParse(address.Trim('[', ']'), out var ip) || IPAddress.IsLoopback(ip))
            return;
        if (!machines.TryGetValue(source, out var known))
            machines[source] = known = new(StringComparer.Ordinal);
        known.Add(ip.AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork ? $"{ip}/32" : $"{ip}/128");
    }

    private void Edge(Edge edge)
    {
        if (edge is { Reachable: true, Port: { } outside, To: EdgeTarget.External(var host) } && PrivateAddress(host) is { } cidr && Pod(edge.From) is { InternetEgress: true } caller)
            Add(outbound, caller.Service.Key, new("", null, cidr, outside, edge.Protocol));
        if (!edge.Reachable || edge.Port is not { } port || edge.To is not EdgeTarget.Service(var key) || Pod(key) is not { } target)
            return;
        if (Pod(edge.From) is { } source)
        {
            if (source.Service.Key != target.Service.Key)
                Allow(source, target, port, edge.Protocol);
        }
        else if (context.Plan.Replaced.Any(r => r.Service == edge.From && r.By == "platform/ingress"))
            Add(inbound, target.Service.Key, new(ingressNamespace, null, null, port, edge.Protocol));
    }

    /// <summary>An address that the way to the internet leaves out: a machine beside the old host.</summary>
    private static string? PrivateAddress(string host)
    {
        if (!IPAddress.TryParse(host, out var address) || address.AddressFamily != System.Net.Sockets.AddressFamily.InterNetwork)
            return null;
        foreach (var range in PrivateRanges)
            if (IPNetwork.Parse(range).Contains(address))
                return address + "/32";
        return null;
    }

    /// <summary>An init container that waits for a port must reach it.</summary>
    private void Waits(WorkloadPlan workload)
    {
        foreach (var dependency in workload.Service.DependsOn)
            if (dependency.Condition == DependencyCondition.Healthy && Pod(dependency.Target) is { } target && Pod(workload.Service.Key) is { } source && source != target)
                foreach (var port in target.Service.Ports)
                    if (port.Protocol == TransportProtocol.Tcp)
                    {
                        Allow(source, target, port.Number, port.Protocol);
                        break;
                    }
    }

    /// <summary>The workload whose pod a service runs in.</summary>
    private WorkloadPlan? Pod(ServiceKey key) =>
        !context.Workloads.TryGetValue(key, out var workload) ? null
        : workload.PodOf is { } owner && context.Workloads.TryGetValue(owner, out var shared) ? shared : workload;

    private void Allow(WorkloadPlan from, WorkloadPlan to, int port, TransportProtocol protocol)
    {
        Far(outbound, from.Service.Key, to, port, protocol);
        Far(inbound, to.Service.Key, from, port, protocol);
    }

    /// <summary>Selectors do not mean Pods on the host's network. https://kubernetes.io/docs/concepts/services-networking/network-policies/#networkpolicy-and-hostnetwork-pods</summary>
    private static void Far(Dictionary<ServiceKey, SortedSet<Peer>> table, ServiceKey own, WorkloadPlan other, int port, TransportProtocol protocol)
    {
        if (other.Service.NetworkMode is not NetworkMode.Host)
            Add(table, own, new(other.Namespace, other.Name, null, port, protocol));
        else
            foreach (var range in NodeRanges)
                Add(table, own, new("", null, range, port, protocol));
    }

    private static void Add(Dictionary<ServiceKey, SortedSet<Peer>> table, ServiceKey key, Peer peer)
    {
        if (!table.TryGetValue(key, out var peers))
            table[key] = peers = new(ByName);
        peers.Add(peer);
    }

    public V1NetworkPolicy? Emit(WorkloadPlan workload) =>
        Policy(workload, workload.Name, inbound.GetValueOrDefault(workload.Service.Key), outbound.GetValueOrDefault(workload.Service.Key));

    /// <summary>A task reaches whom its service reaches, and the service itself.</summary>
    public V1NetworkPolicy? Emit(WorkloadPlan workload, ScheduledTask task)
    {
        var peers = new SortedSet<Peer>(outbound.GetValueOrDefault(workload.Service.Key) ?? [], ByName);
        foreach (var port in workload.Service.Ports)
            peers.Add(new(workload.Namespace, workload.Name, null, port.Number, port.Protocol));
        return Policy(workload, task.Name, null, peers);
    }

    private V1NetworkPolicy? Policy(WorkloadPlan workload, string name, SortedSet<Peer>? from, SortedSet<Peer>? to)
    {
        var ingress = Rules(from, static (peers, ports) => new V1NetworkPolicyIngressRule { FromProperty = peers, Ports = ports });
        var egress = Rules(to, static (peers, ports) => new V1NetworkPolicyEgressRule { To = peers, Ports = ports });
        if (workload.InternetEgress)
            egress.Add(new() { To = [new() { IpBlock = new() { Cidr = "0.0.0.0/0", Except = PrivateRanges } }] });
        if (machines.TryGetValue(workload.Service.Key, out var addresses))
            egress.Add(new() { To = [.. addresses.Select(static a => new V1NetworkPolicyPeer { IpBlock = new() { Cidr = a } })] });
        if (ingress.Count == 0 && egress.Count == 0)
            return null;
        return new()
        {
            ApiVersion = "networking.k8s.io/v1",
            Kind = "NetworkPolicy",
            Metadata = Labels.Meta(workload, name),
            Spec = new()
            {
                PodSelector = new() { MatchLabels = Labels.Selector(name) },
                PolicyTypes = ingress.Count > 0 && egress.Count > 0 ? ["Ingress", "Egress"] : ingress.Count > 0 ? ["Ingress"] : ["Egress"],
                Ingress = ingress.Count == 0 ? null : ingress,
                Egress = egress.Count == 0 ? null : egress,
            },
        };
    }

    /// <summary>One rule for the peers that share their ports.</summary>
    private static List<T> Rules<T>(SortedSet<Peer>? peers, Func<List<V1NetworkPolicyPeer>, List<V1NetworkPolicyPort>, T> rule)
    {
        if (peers is null)
            return [];
        return [.. peers.GroupBy(static p => (p.Namespace, p.Workload, p.Cidr)).Select(g => (Peer: g.Key.Cidr is { } cidr ? new() { IpBlock = new() { Cidr = cidr } } : Selector(g.Key.Namespace, g.Key.Workload), Ports: g.Select(static p => (p.Port, p.Protocol)).ToEquatableArray()))
            .GroupBy(static p => p.Ports).Select(g => rule(
                [.. g.Select(static p => p.Peer)],
                [.. g.Key.Select(static p => new V1NetworkPolicyPort { Port = p.Port, Protocol = p.Protocol.ToString().ToUpperInvariant() })]))];
    }

    private static V1NetworkPolicyPeer Selector(string ns, string? workload) => new()
    {
        NamespaceSelector = new() { MatchLabels = new Dictionary<string, string> { ["kubernetes.io/metadata.name"] = ns } },
        PodSelector = workload is null ? null : new() { MatchLabels = Labels.Selector(workload) },
    };
}
