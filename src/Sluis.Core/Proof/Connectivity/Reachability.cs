namespace Sluis.Core.Proof.Connectivity;

/// <summary>Sources that reach a target on these ports, as bits over groups.</summary>
public sealed record ReachRow(Transport Protocol, int First, int Last, ulong[] Sources);

/// <summary>A rule with its peers found.</summary>
public sealed class CompiledRule
{
    public required Policy Policy { get; init; }
    public required PolicyRule Rule { get; init; }
    public required GroupSet Peers { get; init; }
    public required AddressSet Addresses { get; init; }
}

/// <summary>
/// Who reaches whom by the policies of one world. What one target accepts is a union of whole sets of groups per range of ports;
/// pairs are never walked. Both ends must agree. https://kubernetes.io/docs/concepts/services-networking/network-policies/#the-two-sorts-of-pod-isolation
/// </summary>
public sealed class Reachability
{
    private readonly record struct Inlet(CompiledRule Rule, GroupSet Sources);

    private readonly ClusterWorld world;
    private readonly List<Policy>?[] restrictingIngress, restrictingEgress;
    private readonly List<CompiledRule>?[] ingress, egress;
    private readonly List<Inlet>?[] inlets;
    private readonly RuleLookup?[] ingressLookups, egressLookups;
    private readonly ulong[] freeToLeave;
    /// <summary>Scratch of one row, so that a target costs no more memory than its rows.</summary>
    private readonly ulong[] sent;
    private readonly int universe;

    public Reachability(ClusterWorld world, IReadOnlyList<Policy> policies)
    {
        this.world = world;
        universe = world.Groups.Count;
        restrictingIngress = new List<Policy>?[universe];
        restrictingEgress = new List<Policy>?[universe];
        ingress = new List<CompiledRule>?[universe];
        egress = new List<CompiledRule>?[universe];
        inlets = new List<Inlet>?[universe];
        ingressLookups = new RuleLookup?[universe];
        egressLookups = new RuleLookup?[universe];
        var leaving = new Dictionary<(GroupSet Peers, string Ports), (CompiledRule Rule, List<int> Sources)>();
        var unions = new Dictionary<string, GroupSet>(StringComparer.Ordinal);
        foreach (var policy in policies)
            Compile(policy, leaving, unions);
        foreach (var (rule, sources) in leaving.Values)
        {
            sources.Sort();
            var from = GroupSet.Of([.. sources.Distinct()], universe);
            foreach (var target in rule.Peers.Members())
                (inlets[target] ??= []).Add(new(rule, from));
        }
        freeToLeave = new ulong[GroupSet.Words(universe)];
        sent = new ulong[freeToLeave.Length];
        for (var id = 0; id < universe; id++)
            if (restrictingEgress[id] is null)
                freeToLeave[id >> 6] |= 1UL << id;
    }

    public ClusterWorld World => world;

    private void Compile(Policy policy, Dictionary<(GroupSet, string), (CompiledRule Rule, List<int> Sources)> leaving, Dictionary<string, GroupSet> unions)
    {
        var governed = world.Governed(policy.Namespace, policy.Pods);
        if (governed.Count == 0)
            return;
        if (policy.RestrictsIngress)
        {
            foreach (var id in governed.Members())
                (restrictingIngress[id] ??= []).Add(policy);
            foreach (var rule in policy.Ingress)
            {
                var compiled = Compile(policy, rule, unions);
                foreach (var id in governed.Members())
                    (ingress[id] ??= []).Add(compiled);
            }
        }
        if (policy.RestrictsEgress)
        {
            foreach (var id in governed.Members())
                (restrictingEgress[id] ??= []).Add(policy);
            foreach (var rule in policy.Egress)
            {
                var compiled = Compile(policy, rule, unions);
                foreach (var id in governed.Members())
                    (egress[id] ??= []).Add(compiled);
                if (compiled.Peers.Count == 0)
                    continue;
                // Rules that say the same for other sources are one: an "allow all" in every namespace costs no more than one.
                var key = (compiled.Peers, string.Join(',', rule.Ports));
                if (!leaving.TryGetValue(key, out var same))
                    leaving.Add(key, same = (compiled, []));
                same.Sources.AddRange(governed.Members());
            }
        }
    }

    private CompiledRule Compile(Policy policy, PolicyRule rule, Dictionary<string, GroupSet> unions)
    {
        if (rule.Peers.Count == 0)
            return new() { Policy = policy, Rule = rule, Peers = world.Everyone, Addresses = AddressSet.All };
        var addresses = AddressSet.None;
        var sets = new List<GroupSet>(rule.Peers.Count);
        foreach (var peer in rule.Peers)
            switch (peer)
            {
                case PolicyPeer.Selected pods:
                    sets.Add(world.Selected(policy.Namespace, pods));
                    break;
                case PolicyPeer.Addresses block:
                    addresses = addresses.Union(block.Set);
                    break;
                case PolicyPeer.Nodes:
                    sets.Add(world.OnNodes);
                    break;
            }
        // The addresses of nodes are not in the files: a block that holds private addresses is taken to hold them.
        if (world.OnNodes.Count > 0 && addresses.Intersects(AddressSet.Cluster))
            sets.Add(world.OnNodes);
        return new() { Policy = policy, Rule = rule, Peers = Union(sets, unions), Addresses = addresses };
    }

    /// <summary>The same members give the same object, so that equal rules are found equal.</summary>
    private GroupSet Union(List<GroupSet> sets, Dictionary<string, GroupSet> unions)
    {
        if (sets.Count == 1)
            return sets[0];
        if (sets.Count == 0)
            return GroupSet.Empty;
        var members = new SortedSet<int>();
        foreach (var set in sets)
            members.UnionWith(set.Members());
        var key = string.Join(',', members);
        if (!unions.TryGetValue(key, out var union))
            unions.Add(key, union = GroupSet.Of([.. members], universe));
        return union;
    }

    public IReadOnlyList<Policy> Restricting(int group, Direction direction) => (direction == Direction.Ingress ? restrictingIngress : restrictingEgress)[group] ?? [];

    public bool IsRestricted(int group, Direction direction) => (direction == Direction.Ingress ? restrictingIngress : restrictingEgress)[group] is not null;

    private IReadOnlyList<CompiledRule> Rules(int group, Direction direction) => (direction == Direction.Ingress ? ingress : egress)[group] ?? (IReadOnlyList<CompiledRule>)[];

    public bool Allows(int from, int to, Transport protocol, int port) =>
        Permits(Direction.Egress, from, to, protocol, port) && Permits(Direction.Ingress, from, to, protocol, port);

    /// <summary>Whether one side agrees: egress the source, ingress the target.</summary>
    public bool Permits(Direction direction, int from, int to, Transport protocol, int port) =>
        !IsRestricted(direction == Direction.Ingress ? to : from, direction) || Permitting(direction, from, to, protocol, port) is not null;

    /// <summary>The first rule, in the order of the files, that allows it; null where none does or none is needed.</summary>
    public CompiledRule? Permitting(Direction direction, int from, int to, Transport protocol, int port)
    {
        var (own, other) = direction == Direction.Ingress ? (to, from) : (from, to);
        var rules = Rules(own, direction);
        if (rules.Count > RuleLookup.WorthIt)
            return ((direction == Direction.Ingress ? ingressLookups : egressLookups)[own] ??= new(rules)).First(other, rule => Covers(rule.Rule, world.Groups[to], protocol, port));
        foreach (var rule in rules)
            if (rule.Peers.Contains(other) && Covers(rule.Rule, world.Groups[to], protocol, port))
                return rule;
        return null;
    }

    private static bool Covers(PolicyRule rule, PodGroup target, Transport protocol, int port)
    {
        if (rule.Ports.Count == 0)
            return true;
        foreach (var one in rule.Ports)
            if (one.Protocol == protocol && (one.Name is null ? port >= one.First && port <= one.Last : Named(target, one.Name, protocol, port)))
                return true;
        return false;
    }

    /// <summary>A name means the port that the target Pod calls so, with the protocol that the rule states.</summary>
    private static bool Named(PodGroup target, string name, Transport protocol, int port)
    {
        foreach (var own in target.NamedPorts)
            if (own.Name == name && own.Protocol == protocol && own.Number == port)
                return true;
        return false;
    }

    /// <summary>The addresses that the group may reach (egress) or be reached from (ingress) on a port.</summary>
    public AddressSet Addresses(int group, Direction direction, Transport protocol, int port)
    {
        if (!IsRestricted(group, direction))
            return AddressSet.All;
        var all = AddressSet.None;
        foreach (var rule in WithAddresses(group, direction, protocol, port))
            all = all.Union(rule.Addresses);
        return all;
    }

    /// <summary>Rules with addresses that hold for a port. A name has no meaning for an address outside; inside it is the governed Pod's own.</summary>
    public IEnumerable<CompiledRule> WithAddresses(int group, Direction direction, Transport protocol, int port)
    {
        var target = direction == Direction.Ingress ? world.Groups[group] : Nowhere;
        return WithAddresses(group, direction).Where(r => Covers(r.Rule, target, protocol, port));
    }

    private static readonly PodGroup Nowhere = new() { Id = -1, Namespace = "", Labels = new Dictionary<string, string>(), NamedPorts = [], HostNetwork = false, Outside = Outside.No };

    /// <summary>Rules that let the group out to addresses, whatever the port.</summary>
    public IEnumerable<CompiledRule> WithAddresses(int group, Direction direction) => Rules(group, direction).Where(static r => !r.Addresses.IsEmpty);

    /// <summary>
    /// Everything that reaches a target: rows of ports with the same sources, by protocol and number, without empty ones.
    /// <paramref name="also"/> are ports that shall begin and end a row of their own.
    /// </summary>
    public List<ReachRow> Into(int target, IReadOnlyList<(Transport Protocol, int Port)> also)
    {
        var rows = new List<ReachRow>();
        var restricted = IsRestricted(target, Direction.Ingress);
        var own = world.Groups[target];
        var entering = Rules(target, Direction.Ingress);
        if (restricted && entering.Count == 0)
            return rows;
        var leaving = inlets[target] ?? [];
        foreach (var protocol in (ReadOnlySpan<Transport>)[Transport.Tcp, Transport.Udp, Transport.Sctp])
        {
            var edges = new SortedSet<int> { PolicyPort.Lowest, PolicyPort.Highest + 1 };
            foreach (var rule in entering)
                Edges(rule.Rule, own, protocol, edges);
            foreach (var inlet in leaving)
                Edges(inlet.Rule.Rule, own, protocol, edges);
            foreach (var (stated, port) in also)
                if (stated == protocol)
                {
                    edges.Add(port);
                    edges.Add(port + 1);
                }
            var first = 0;
            foreach (var edge in edges)
            {
                if (first > 0 && Row(target, protocol, first, edge - 1, restricted, entering, leaving) is { } row)
                    rows.Add(row);
                first = edge;
            }
        }
        return rows;
    }

    private ReachRow? Row(int target, Transport protocol, int first, int last, bool restricted, IReadOnlyList<CompiledRule> entering, List<Inlet> leaving)
    {
        var own = world.Groups[target];
        if (restricted && !Any(entering, own, protocol, first))
            return null;
        var admitted = new ulong[freeToLeave.Length];
        if (!restricted)
            world.Everyone.AddTo(admitted);
        else
            foreach (var rule in entering)
                if (Covers(rule.Rule, own, protocol, first))
                    rule.Peers.AddTo(admitted);
        freeToLeave.CopyTo(sent, 0);
        foreach (var inlet in leaving)
            if (Covers(inlet.Rule.Rule, own, protocol, first))
                inlet.Sources.AddTo(sent);
        var some = 0UL;
        for (var i = 0; i < admitted.Length; i++)
            some |= admitted[i] &= sent[i];
        return some == 0 ? null : new(protocol, first, last, admitted);
    }

    private static bool Any(IReadOnlyList<CompiledRule> entering, PodGroup own, Transport protocol, int port)
    {
        foreach (var rule in entering)
            if (Covers(rule.Rule, own, protocol, port))
                return true;
        return false;
    }

    private static void Edges(PolicyRule rule, PodGroup target, Transport protocol, SortedSet<int> edges)
    {
        foreach (var port in rule.Ports)
        {
            if (port.Protocol != protocol)
                continue;
            if (port.Name is null)
            {
                edges.Add(Math.Clamp(port.First, PolicyPort.Lowest, PolicyPort.Highest + 1));
                edges.Add(Math.Clamp(port.Last + 1, PolicyPort.Lowest, PolicyPort.Highest + 1));
            }
            else
                foreach (var own in target.NamedPorts)
                    if (own.Name == port.Name && own.Protocol == protocol)
                    {
                        edges.Add(own.Number);
                        edges.Add(own.Number + 1);
                    }
        }
    }
}
