namespace Sluis.Core.Planning.Waves;

/// <summary>
/// Units that move as one, and what it costs when two of them stand on different sides for the time of a wave.
/// </summary>
/// <param name="Sizes">Services in each unit.</param>
/// <param name="Criticality">The higher, the later it should move where the calls leave a choice.</param>
/// <param name="Pins">The wave a unit has to be in, from 1; 0: free.</param>
/// <param name="Calls">Pairs of units with the risk of a call between them over the bridge, each pair once.</param>
/// <param name="Capacity">Services that one wave can move.</param>
/// <param name="Pilot">Units that may go in the first wave; empty: any.</param>
internal sealed record WaveProblem(int[] Sizes, int[] Criticality, int[] Pins, IReadOnlyList<(int A, int B, int Risk)> Calls, int Capacity, IReadOnlySet<int> Pilot)
{
    public int Units => Sizes.Length;

    public bool May(int unit, int wave) => (Pins[unit] == 0 ? Pilot.Count == 0 || wave > 1 || Pilot.Contains(unit) : Pins[unit] == wave);

    /// <summary>The fewest waves that the sizes and pins leave room for; a heuristic of packing may need more.</summary>
    public int FewestWaves()
    {
        // A unit that is larger than a wave has one to itself.
        var total = Sizes.Sum(s => Math.Min(s, Capacity));
        var pilots = Pilot.Sum(u => Math.Min(Sizes[u], Capacity));
        var afterPilot = Pilot.Count == 0 ? 0 : Math.Max(0, total - Math.Min(pilots, Capacity));
        var fewest = Pilot.Count == 0 ? Ceiling(total, Capacity) : 1 + Ceiling(afterPilot, Capacity);
        return Math.Max(Math.Max(1, fewest), Pins.DefaultIfEmpty().Max());
    }

    private static int Ceiling(int a, int b) => (a + b - 1) / b;

    /// <summary>
    /// The sum over the boundaries between waves of the risk of all calls across it: a call counts once for each wave that its two
    /// ends are apart.
    /// </summary>
    public long Bridges(ReadOnlySpan<int> waves)
    {
        var cost = 0L;
        foreach (var (a, b, risk) in Calls)
            cost += (long)risk * Math.Abs(waves[a] - waves[b]);
        return cost;
    }

    /// <summary>Among plans with the same bridges: critical units late. Lower is better.</summary>
    public long Earliness(ReadOnlySpan<int> waves)
    {
        var cost = 0L;
        for (var unit = 0; unit < waves.Length; unit++)
            cost -= (long)Criticality[unit] * waves[unit];
        return cost;
    }

    /// <summary>
    /// No plan has fewer bridges: a connected part that one wave cannot hold is cut at least once for every further wave it needs,
    /// each time through its cheapest cut.
    /// </summary>
    public long LowerBound()
    {
        var bound = 0L;
        foreach (var part in Parts())
        {
            var size = part.Sum(u => Sizes[u]);
            if (size > Capacity && part.Count > 1)
                bound += (long)(Ceiling(size, Capacity) - 1) * (part.Count > WaveSearch.Large ? CheapestCall(part) : CheapestCut(part));
        }
        return bound;
    }

    private List<List<int>> Parts()
    {
        var neighbours = Neighbours();
        var seen = new bool[Units];
        var parts = new List<List<int>>();
        for (var start = 0; start < Units; start++)
        {
            if (seen[start])
                continue;
            var part = new List<int> { start };
            seen[start] = true;
            for (var i = 0; i < part.Count; i++)
                foreach (var (other, _) in neighbours[part[i]])
                    if (!seen[other])
                    {
                        seen[other] = true;
                        part.Add(other);
                    }
            parts.Add(part);
        }
        return parts;
    }

    public List<(int Unit, int Risk)>[] Neighbours()
    {
        var neighbours = new List<(int, int)>[Units];
        for (var i = 0; i < Units; i++)
            neighbours[i] = [];
        foreach (var (a, b, risk) in Calls)
        {
            neighbours[a].Add((b, risk));
            neighbours[b].Add((a, risk));
        }
        return neighbours;
    }

    /// <summary>Each cut of a connected part goes through a call: a weaker bound than the cheapest cut, but in no time.</summary>
    private long CheapestCall(List<int> part)
    {
        var units = new bool[Units];
        foreach (var unit in part)
            units[unit] = true;
        var least = long.MaxValue;
        foreach (var (a, _, risk) in Calls)
            if (units[a])
                least = Math.Min(least, risk);
        return least;
    }

    /// <summary>M. Stoer and F. Wagner, A simple min-cut algorithm, JACM 44 (1997).</summary>
    private long CheapestCut(List<int> part)
    {
        var place = part.Select(static (unit, at) => (unit, at)).ToDictionary(static p => p.unit, static p => p.at);
        var n = part.Count;
        var weight = new long[n, n];
        foreach (var (a, b, risk) in Calls)
            if (place.TryGetValue(a, out var i) && place.TryGetValue(b, out var j))
            {
                weight[i, j] += risk;
                weight[j, i] += risk;
            }
        var left = Enumerable.Range(0, n).ToList();
        var best = long.MaxValue;
        while (left.Count > 1)
        {
            var tied = new long[n];
            var added = new bool[n];
            var (previous, last) = (-1, -1);
            for (var step = 0; step < left.Count; step++)
            {
                var next = -1;
                foreach (var v in left)
                    if (!added[v] && (next < 0 || tied[v] > tied[next]))
                        next = v;
                added[next] = true;
                (previous, last) = (last, next);
                foreach (var v in left)
                    if (!added[v])
                        tied[v] += weight[next, v];
            }
            best = Math.Min(best, tied[last]);
            foreach (var v in left)
            {
                weight[previous, v] += weight[last, v];
                weight[v, previous] = weight[previous, v];
            }
            left.Remove(last);
        }
        return best;
    }
}
