using Sluis.Core.Diagnostics;
using Sluis.Core.Proof.Claims;
using Sluis.Core.Proof.Manifests;
using Sluis.Core.Proof.Names;

namespace Sluis.Core.Proof.Connectivity;

/// <summary>One environment's policies against the claims.</summary>
internal sealed class EnvironmentJudge
{
    private readonly RenderedEnvironment environment;
    private readonly Claims.Claims claims;
    private readonly Findings findings;
    private readonly List<Policy> policies;
    private readonly PodIndex pods;
    private readonly ClusterNames names;
    private readonly ClaimedPods claimed;
    private readonly ComposeReach compose;
    private readonly ClusterWorld world;
    private readonly Reachability reach;
    private readonly Wording words;
    private readonly JudgedConnectivity result;
    private readonly Needs needs = new();
    private readonly HashSet<(ManifestObject Workload, Transport Protocol, int Port)> entered = [];

    public EnvironmentJudge(RenderedEnvironment environment, Claims.Claims claims, List<Policy> policies, Findings findings)
    {
        this.environment = environment;
        this.claims = claims;
        this.policies = policies;
        this.findings = findings;
        pods = new(environment);
        names = new(environment);
        claimed = new(claims, pods);
        compose = new(claims, claimed);
        world = ClusterWorld.Of(environment, policies, claims.IngressNamespace, compose.Distinction);
        compose.Place(world);
        reach = new(world, policies);
        words = new(world, reach);
        result = new() { Workloads = environment.Pods.Count, Groups = world.Groups.Count, Policies = policies.Count };
    }

    public JudgedConnectivity Judge()
    {
        foreach (var missing in claimed.Missing)
            findings.Add(ConnectivityDiagnostics.MissingWorkload(missing));
        foreach (var edge in claims.Edges)
            Edge(edge);
        // Routes before published ports: what a route leads to is needed, not only allowed.
        foreach (var entrance in claims.Entrances.OrderBy(static e => e.Kind == "published"))
            Entrance(entrance);
        Dns();
        new InternetJudge(claims, claimed, world, reach, words, result, findings).Judge();
        new ExposureJudge(environment, claims, claimed, pods, entered, findings).Judge();
        new WidthJudge(claims, compose, world, reach, words, needs, result, findings).Judge();
        Blocks();
        return result;
    }

    private int? Group(string service) => claimed.Of(service) is { } pod ? world.GroupOf(pod.Workload) : null;

    private void Edge(ClaimedEdge edge)
    {
        if (!edge.Reachable || edge.To is not { } to || claimed.Of(to) is not { } target || world.GroupOf(target.Workload) is not { } into)
            return;
        if (compose.IsGateway(edge.From))
        {
            if (edge.Port is { } port)
                foreach (var end in PodPorts(null, edge.Hosts, target, port, edge.Protocol))
                    Gateway(to, into, end, PolicyReader.Protocol(edge.Protocol), $"the gateway (as {edge.From}: {Why(edge)})");
        }
        else if (claimed.Of(edge.From) is { } caller && world.GroupOf(caller.Workload) is { } from && caller.Workload != target.Workload)
        {
            if (edge.Port is not { } port)
            {
                needs.AnyPort(from, into);
                return;
            }
            foreach (var end in PodPorts(caller, edge.Hosts, target, port, edge.Protocol))
                Need(edge, from, into, end);
        }
    }

    private void Need(ClaimedEdge edge, int from, int to, int port)
    {
        var protocol = PolicyReader.Protocol(edge.Protocol);
        needs.Add(from, to, protocol, port);
        var refusal = words.Refusal(from, to, protocol, port);
        Judged(edge.From, edge.To ?? "", from, to, protocol, port, refusal is null, Why(edge));
        if (refusal is var (at, why, fix))
            findings.Add(ConnectivityDiagnostics.Refused(at, edge.From, edge.To ?? "", Wording.Port(protocol, port), $" ({Why(edge)})", why, fix));
    }

    private void Judged(string from, string to, int source, int target, Transport protocol, int port, bool allowed, string evidence) => result.Needs.Add(new(
        from, to, port, protocol, allowed, words.Decider(Direction.Egress, source, target, protocol, port), words.Decider(Direction.Ingress, source, target, protocol, port), evidence));

    private static string Why(ClaimedEdge edge) => edge.Evidence.Count == 0 ? "no evidence" : edge.Evidence[0].At.Length == 0 ? edge.Evidence[0].Detail : $"{edge.Evidence[0].Detail}, {edge.Evidence[0].At}";

    /// <summary>A Service may pass a port on to another one, and policies see the Pod's.</summary>
    private List<int> PodPorts(PodTemplate? caller, IReadOnlyList<string> hosts, PodTemplate target, int port, string protocol)
    {
        var ends = new List<int>();
        if (caller is not null)
            foreach (var host in hosts)
                if (names.Resolve(caller, host) is NameAnswer.ServiceOf(var service) && pods.Selected(service).Exists(p => p.Workload == target.Workload)
                    && ServicePorts.End(service, port, protocol, target) is { Pod: { } number } && !ends.Contains(number))
                    ends.Add(number);
        if (ends.Count == 0 && environment.Find("Service", target.Namespace, target.Workload.Name) is { } own && pods.Selected(own).Exists(p => p.Workload == target.Workload)
            && ServicePorts.End(own, port, protocol, target) is { Pod: { } end })
            ends.Add(end);
        return ends.Count == 0 ? [port] : ends;
    }

    private void Entrance(ClaimedEntrance entrance)
    {
        if (claimed.Of(entrance.Service) is not { } pod || world.GroupOf(pod.Workload) is not { } group)
            return;
        if (entrance.Kind == "published")
        {
            Published(entrance, pod, group);
            return;
        }
        var hosts = entrance.Hosts.Count == 0 ? "a route" : $"the route of {Wording.List(entrance.Hosts, entrance.Hosts.Count)}";
        foreach (var end in PodPorts(null, [], pod, entrance.Port, entrance.Protocol))
            Gateway(entrance.Service, group, end, PolicyReader.Protocol(entrance.Protocol), hosts);
    }

    /// <summary>Everybody outside came in there, so the gateway may; where it may not, nothing is refused that somebody asked for.</summary>
    private void Published(ClaimedEntrance entrance, PodTemplate pod, int group)
    {
        var protocol = PolicyReader.Protocol(entrance.Protocol);
        foreach (var end in PodPorts(null, [], pod, entrance.Port, entrance.Protocol))
            foreach (var one in world.Ingress)
                if (reach.Allows(one, group, protocol, end) && !world.Groups[group].HostNetwork && !needs.Has(one, group, protocol, end))
                {
                    needs.Add(one, group, protocol, end);
                    entered.Add((pod.Workload, protocol, entrance.Port));
                    Judged("ingress", entrance.Service, one, group, protocol, end, true, "a published port");
                }
    }

    private void Gateway(string service, int group, int port, Transport protocol, string entrance)
    {
        if (world.Ingress.Count == 0)
            return;
        // Of several Pods in the controller's namespace one that gets through is enough.
        var source = world.Ingress[Math.Max(0, world.Ingress.FindIndex(i => reach.Allows(i, group, protocol, port)))];
        if (needs.Has(source, group, protocol, port))
            return;
        foreach (var one in world.Ingress)
            needs.Add(one, group, protocol, port);
        var refusal = words.Refusal(source, group, protocol, port);
        Judged("ingress", service, source, group, protocol, port, refusal is null, entrance);
        if (refusal is var (at, why, fix))
            findings.Add(ConnectivityDiagnostics.EntranceRefused(at, service, Wording.Port(protocol, port), entrance, why, fix));
    }

    /// <summary>Who calls a name must be able to ask for it.</summary>
    private void Dns()
    {
        if (world.Dns is not { } dns)
            return;
        var refused = new SortedDictionary<string, SortedSet<string>>(StringComparer.Ordinal);
        var first = new Dictionary<string, int>(StringComparer.Ordinal);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var edge in claims.Edges)
        {
            if (edge.Hosts.Count == 0 && edge.ExternalHost is null || !seen.Add(edge.From) || Group(edge.From) is not { } group || world.Groups[group].HostNetwork)
                continue;
            if (reach.Allows(group, dns, Transport.Udp, 53) || reach.WithAddresses(group, Direction.Egress, Transport.Udp, 53).Any(static r => HoldsDns(r.Addresses)))
                continue;
            var ns = world.Groups[group].Namespace;
            if (!refused.TryGetValue(ns, out var callers))
            {
                refused.Add(ns, callers = new(StringComparer.Ordinal));
                first.Add(ns, group);
            }
            callers.Add(edge.From);
        }
        foreach (var (ns, callers) in refused)
        {
            result.DnsRefused.AddRange(callers);
            var at = reach.Restricting(first[ns], Direction.Egress).Where(static p => p.Pods.IsEverything).Select(static p => p.Object).FirstOrDefault() ?? words.Place(first[ns], Direction.Egress);
            findings.Add(ConnectivityDiagnostics.DnsRefused(at, ns, Wording.List([.. callers], callers.Count), words.Refusal(first[ns], dns, Transport.Udp, 53)?.Why ?? "no rule allows it"));
        }
    }

    /// <summary>The address of the DNS Service or of a node's cache, written for that; the way to the internet is not meant.</summary>
    private static bool HoldsDns(AddressSet set) => set.CoversAPrivateRange || set.Intersects(AddressSet.Private) && !set.Intersects(AddressSet.Internet);

    /// <summary>Blocks that would hold the Pods themselves.</summary>
    private void Blocks()
    {
        foreach (var policy in policies)
            foreach (var direction in (ReadOnlySpan<Direction>)[Direction.Ingress, Direction.Egress])
                if (policy.Restricts(direction))
                    foreach (var rule in policy.Rules(direction))
                        if (rule.Ports.Count == 0 && rule.Peers.Any(static p => p is PolicyPeer.Addresses block && block.Set.CoversAPrivateRange))
                            findings.Add(ConnectivityDiagnostics.CoversCluster(policy, direction, rule.Index));
    }
}

/// <summary>What is needed, by target.</summary>
internal sealed class Needs
{
    private readonly Dictionary<int, List<(Transport Protocol, int Port, int From)>> byTarget = [];
    private readonly HashSet<(int From, int To, Transport Protocol, int Port)> all = [];
    private readonly Dictionary<int, List<int>> anyPort = [];

    public bool Has(int from, int to, Transport protocol, int port) => all.Contains((from, to, protocol, port));

    public void Add(int from, int to, Transport protocol, int port)
    {
        if (!all.Add((from, to, protocol, port)))
            return;
        if (!byTarget.TryGetValue(to, out var list))
            byTarget.Add(to, list = []);
        list.Add((protocol, port, from));
    }

    /// <summary>An order of start: which port is not known, so none is without need.</summary>
    public void AnyPort(int from, int to)
    {
        if (!anyPort.TryGetValue(to, out var list))
            anyPort.Add(to, list = []);
        list.Add(from);
    }

    public IReadOnlyList<(Transport Protocol, int Port, int From)> Into(int target) => byTarget.TryGetValue(target, out var list) ? list : [];

    public IReadOnlyList<int> AnyPortInto(int target) => anyPort.TryGetValue(target, out var list) ? list : [];
}
