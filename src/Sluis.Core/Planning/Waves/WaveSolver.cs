using System.Numerics;

namespace Sluis.Core.Planning.Waves;

/// <summary>The waves of a <see cref="WaveProblem"/>: exact while all sets of units can be gone through, otherwise a local search from several starts.</summary>
internal static class WaveSolver
{
    /// <summary>3^13 pairs of sets for each wave: well under a second.</summary>
    public const int MostExact = 13;

    private const int Starts = 8;

    /// <summary>One for each of two cores.</summary>
    private const int LargeStarts = 2;

    /// <summary>The wave of each unit, from 1. <c>Exact</c>: no plan with as many waves has fewer bridges.</summary>
    public static (int[] Waves, bool Exact) Solve(WaveProblem problem)
    {
        if (problem.Units == 0)
            return ([], true);
        // What sluis.yaml pins may leave no legal plan: then the first wave need not be a pilot, then waves may be overfull or empty.
        return Within(problem, false) ?? Within(problem with { Pilot = new HashSet<int>() }, false) ?? Within(Widened(problem), true) ?? (Pinned(problem), false);
    }

    private static (int[] Waves, bool Exact)? Within(WaveProblem problem, bool emptyWaves)
    {
        var most = Math.Max(problem.Units, problem.Pins.Max());
        for (var waves = problem.FewestWaves(); waves <= most; waves++)
        {
            if (problem.Units <= MostExact)
            {
                if (Exact(problem, waves, emptyWaves) is { } exact)
                    return (exact, true);
            }
            else if (Search(problem, waves) is { } found)
                return (found, problem.Bridges(found) == problem.LowerBound());
        }
        return null;
    }

    private static WaveProblem Widened(WaveProblem problem)
    {
        var pinned = new Dictionary<int, int>();
        for (var unit = 0; unit < problem.Units; unit++)
            pinned[problem.Pins[unit]] = pinned.GetValueOrDefault(problem.Pins[unit]) + problem.Sizes[unit];
        pinned.Remove(0);
        return problem with { Pilot = new HashSet<int>(), Capacity = Math.Max(problem.Capacity, pinned.Values.DefaultIfEmpty().Max()) };
    }

    private static int[] Pinned(WaveProblem problem) => [.. problem.Pins.Select(static p => Math.Max(1, p))];

    private static int[]? Exact(WaveProblem problem, int waves, bool emptyWaves)
    {
        var all = (1 << problem.Units) - 1;
        var (size, cut) = (new int[all + 1], new long[all + 1]);
        var neighbours = problem.Neighbours();
        for (var set = 1; set <= all; set++)
        {
            var unit = BitOperations.TrailingZeroCount(set);
            var rest = set & (set - 1);
            size[set] = size[rest] + problem.Sizes[unit];
            cut[set] = cut[rest];
            foreach (var (other, risk) in neighbours[unit])
                cut[set] += (rest >> other & 1) == 1 ? -risk : risk;
        }
        var best = new (long Bridges, long Early)?[waves + 1, all + 1];
        var step = new int[waves + 1, all + 1];
        best[0, 0] = (0, 0);
        for (var wave = 1; wave <= waves; wave++)
        {
            var (allowed, forced, critical) = (0, 0, new long[all + 1]);
            for (var unit = 0; unit < problem.Units; unit++)
            {
                allowed |= problem.May(unit, wave) ? 1 << unit : 0;
                forced |= problem.Pins[unit] == wave ? 1 << unit : 0;
            }
            for (var set = 1; set <= all; set++)
                critical[set] = critical[set & (set - 1)] - (long)problem.Criticality[BitOperations.TrailingZeroCount(set)] * wave;
            for (var before = 0; before <= all; before++)
            {
                if (best[wave - 1, before] is not { } so)
                    continue;
                var free = all & ~before & allowed;
                for (var moved = free; ; moved = (moved - 1) & free)
                {
                    if (size[moved] <= Room(problem, moved, size) && (moved & forced) == forced && (moved != 0 || emptyWaves))
                    {
                        var after = before | moved;
                        var candidate = (Bridges: so.Bridges + (after == all ? 0 : cut[after]), Early: so.Early + critical[moved]);
                        if (best[wave, after] is not { } known || candidate.CompareTo(known) < 0)
                        {
                            best[wave, after] = candidate;
                            step[wave, after] = moved;
                        }
                    }
                    if (moved == 0)
                        break;
                }
            }
        }
        if (best[waves, all] is null)
            return null;
        var plan = new int[problem.Units];
        for (var (wave, set) = (waves, all); wave > 0; wave--)
        {
            var moved = step[wave, set];
            for (var unit = 0; unit < plan.Length; unit++)
                if ((moved >> unit & 1) == 1)
                    plan[unit] = wave;
            set &= ~moved;
        }
        return plan;
    }

    /// <summary>A unit that is larger than a wave has one to itself.</summary>
    private static int Room(WaveProblem problem, int set, int[] size) =>
        BitOperations.PopCount((uint)set) == 1 ? Math.Max(problem.Capacity, size[set]) : problem.Capacity;

    private static int[]? Search(WaveProblem problem, int waves)
    {
        int[]? best = null;
        var bestCost = (long.MaxValue, long.MaxValue);
        var found = new int[]?[problem.Units > WaveSearch.Large ? LargeStarts : Starts];
        Parallel.For(0, found.Length, start => found[start] = WaveSearch.From(problem, waves, start));
        foreach (var plan in found)
        {
            if (plan is null)
                continue;
            var cost = (problem.Bridges(plan), problem.Earliness(plan));
            if (cost.CompareTo(bestCost) < 0)
                (best, bestCost) = (plan, cost);
        }
        return best;
    }
}
