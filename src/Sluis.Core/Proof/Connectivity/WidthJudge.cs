using Sluis.Core.Diagnostics;
using Sluis.Core.Proof.Manifests;

namespace Sluis.Core.Proof.Connectivity;

/// <summary>What is allowed beside the needs: an error where Compose refused it, else a note. Target by target, sources as bits.</summary>
internal sealed class WidthJudge(
    Claims.Claims claims, ComposeReach compose, ClusterWorld world, Reachability reach, Wording words, Needs needs, JudgedConnectivity result, Findings findings)
{
    /// <summary>So many sources of one target are told apart by the rule that lets them in; the rest only count.</summary>
    private const int Examined = 64;

    private sealed class Extra(int width)
    {
        public ulong[] Sources { get; } = new ulong[width];
        public List<(Transport Protocol, int First, int Last)> Ports { get; } = [];
        public (Transport Protocol, int Port, int Source)? Example { get; set; }

        public void Add(ReachRow row, ulong[] sources)
        {
            var some = false;
            for (var i = 0; i < sources.Length; i++)
            {
                some |= sources[i] != 0;
                Sources[i] |= sources[i];
            }
            if (!some)
                return;
            Ports.Add((row.Protocol, row.First, row.Last));
            Example ??= (row.Protocol, row.First, GroupSet.Members(sources).First());
        }
    }

    public void Judge()
    {
        foreach (var group in world.Groups)
            if (group.Outside == Outside.No && (compose.Judged[group.Id >> 6] >> group.Id & 1) != 0 && !world.Ingress.Contains(group.Id))
                Target(group);
    }

    private void Target(PodGroup target)
    {
        var needed = needs.Into(target.Id);
        var rows = reach.Into(target.Id, [.. needed.Select(static n => (n.Protocol, n.Port))]);
        if (rows.Count == 0)
            return;
        var before = compose.Into(target);
        var width = compose.Judged.Length;
        var (wider, without) = (new Extra(width), new Extra(width));
        var used = new ulong[width];
        foreach (var from in needs.AnyPortInto(target.Id))
            used[from >> 6] |= 1UL << from;
        used[target.Id >> 6] |= 1UL << target.Id;
        var (more, less) = (new ulong[width], new ulong[width]);
        foreach (var row in rows)
        {
            for (var i = 0; i < width; i++)
            {
                var extra = row.Sources[i] & compose.Judged[i];
                more[i] = before is null ? 0 : extra & ~before[i];
                less[i] = (before is null ? extra : extra & before[i]) & ~used[i];
            }
            if (row.First == row.Last)
                foreach (var (protocol, port, from) in needed)
                    if (protocol == row.Protocol && port == row.First)
                    {
                        less[from >> 6] &= ~(1UL << from);
                        // The proxy may have had no network of the platform: then the route says that it came in.
                        more[from >> 6] &= ~(1UL << from);
                    }
            wider.Add(row, more);
            without.Add(row, less);
        }
        Tell(target, wider, isWider: true);
        Tell(target, without, isWider: false);
    }

    private void Tell(PodGroup target, Extra extra, bool isWider)
    {
        if (extra.Example is not var (protocol, port, source))
            return;
        var count = 0;
        long pairs = 0;
        var sources = new List<string>();
        foreach (var id in GroupSet.Members(extra.Sources))
        {
            count++;
            pairs += Math.Max(1, world.Groups[id].Pods.Count);
            if (sources.Count < Examined)
                sources.Add(words.Name(id));
        }
        pairs *= target.Pods.Count;
        if (isWider)
            result.WiderPairs += pairs;
        else
            result.ExtraPairs += pairs;
        var ports = Wording.Ports(extra.Ports);
        var entering = reach.Permitting(Direction.Ingress, source, target.Id, protocol, port);
        var at = entering?.Policy.Object ?? words.Workload(target.Id);
        var field = entering is null ? null : Wording.Field(entering, Direction.Ingress);
        var decider = $"{words.Decider(Direction.Ingress, source, target.Id, protocol, port)}; for {words.Name(source)} {words.Decider(Direction.Egress, source, target.Id, protocol, port)}";
        result.Extras.Add(new(words.Name(target.Id), sources, count, ports, isWider, decider));
        if (isWider)
            findings.Add(ConnectivityDiagnostics.Wider(at, words.Name(target.Id), Wording.List(sources, count), ports, decider, field));
        else if (claims.Connectivity == "strict")
            findings.Add(ConnectivityDiagnostics.WithoutNeed(at, words.Name(target.Id), Wording.List(sources, count), ports, field));
    }
}
