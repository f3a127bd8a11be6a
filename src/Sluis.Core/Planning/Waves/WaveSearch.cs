namespace Sluis.Core.Planning.Waves;

/// <summary>
/// One run for a platform that is too large to go through: units in the order in which calls bind them, cut where it costs least,
/// then moved and swapped while that helps. The same start gives the same plan.
/// </summary>
internal sealed class WaveSearch
{
    /// <summary>Above so many units each start is searched less long: the repository of 500 services has to be written in a blink.</summary>
    public const int Large = 200;

    private readonly WaveProblem problem;
    private readonly List<(int Unit, int Risk)>[] neighbours;
    private readonly int waves;
    private readonly int[] plan;
    private readonly int[] load;

    private WaveSearch(WaveProblem problem, int waves)
    {
        (this.problem, this.waves) = (problem, waves);
        neighbours = problem.Neighbours();
        plan = new int[problem.Units];
        load = new int[waves + 1];
    }

    public static int[]? From(WaveProblem problem, int waves, int start)
    {
        var search = new WaveSearch(problem, waves);
        if (!search.Place(search.Order(start)))
            return null;
        search.Anneal(start);
        search.Improve();
        return search.plan;
    }

    /// <summary>Next is always the unit that is bound most to those before it, and least to those after.</summary>
    private List<int> Order(int start)
    {
        var order = new List<int>(problem.Units);
        var (taken, pull) = (new bool[problem.Units], new long[problem.Units]);
        for (var unit = 0; unit < problem.Units; unit++)
            foreach (var (_, risk) in neighbours[unit])
                pull[unit] -= risk;
        var seeds = Enumerable.Range(0, problem.Units).OrderBy(u => problem.Criticality[u]).ThenBy(static u => u).ToList();
        var next = seeds[start * 7919 % seeds.Count];
        while (true)
        {
            taken[next] = true;
            order.Add(next);
            if (order.Count == problem.Units)
                return order;
            foreach (var (other, risk) in neighbours[next])
                pull[other] += 2L * risk;
            next = -1;
            var bound = false;
            foreach (var unit in seeds)
            {
                if (taken[unit])
                    continue;
                var isBound = neighbours[unit].Exists(n => taken[n.Unit]);
                if (next < 0 || (isBound, pull[unit]).CompareTo((bound, pull[next])) > 0)
                    (next, bound) = (unit, isBound);
            }
        }
    }

    /// <summary>Fills the waves in that order; a unit that may not go where it falls takes the nearest wave that has room.</summary>
    private bool Place(List<int> order)
    {
        foreach (var unit in order)
            if (problem.Pins[unit] > 0)
                Put(unit, problem.Pins[unit]);
        var wave = 1;
        foreach (var unit in order)
        {
            if (plan[unit] > 0)
                continue;
            while (wave < waves && !Fits(unit, wave) && problem.May(unit, wave))
                wave++;
            var chosen = Nearest(unit, wave);
            if (chosen == 0)
                return false;
            Put(unit, chosen);
        }
        return true;
    }

    private int Nearest(int unit, int wave)
    {
        for (var distance = 0; distance < waves; distance++)
        {
            if (wave + distance <= waves && Fits(unit, wave + distance) && problem.May(unit, wave + distance))
                return wave + distance;
            if (wave - distance >= 1 && Fits(unit, wave - distance) && problem.May(unit, wave - distance))
                return wave - distance;
        }
        return 0;
    }

    private bool Fits(int unit, int wave) => load[wave] + problem.Sizes[unit] <= problem.Capacity || load[wave] == 0;

    private void Put(int unit, int wave)
    {
        if (plan[unit] > 0)
            load[plan[unit]] -= problem.Sizes[unit];
        plan[unit] = wave;
        load[wave] += problem.Sizes[unit];
    }

    /// <summary>
    /// Moves and swaps that are taken when they help, and less and less often when they do not. S. Kirkpatrick, C. Gelatt and
    /// M. Vecchi, Optimization by Simulated Annealing, Science 220 (1983). The numbers come from the start alone.
    /// </summary>
    private void Anneal(int start)
    {
        var random = new Sequence((uint)start + 1);
        var (best, cost, least) = ((int[])plan.Clone(), problem.Bridges(plan), problem.Bridges(plan));
        // The plan is the best so far and not yet copied: most of the best are left at once for a better one.
        var pending = false;
        var steps = problem.Units > Large ? 100_000 : Math.Min(300_000, 3_000 * problem.Units);
        var heat = 2.0 * problem.Calls.Select(static c => c.Risk).DefaultIfEmpty(1).Average();
        var cooling = Math.Pow(0.001, 1.0 / steps);
        for (var step = 0; step < steps && least > 0; step++, heat *= cooling)
        {
            var unit = random.Below(problem.Units);
            if (problem.Pins[unit] > 0)
                continue;
            var (here, other) = (plan[unit], random.Below(problem.Units));
            var there = 1 + random.Below(waves);
            if (random.Below(2) == 0)
                there = plan[other];
            else
                other = -1;
            if (here == there || !problem.May(unit, there) || other < 0 && (load[there] + problem.Sizes[unit] > problem.Capacity || load[here] == problem.Sizes[unit]) || other >= 0 && !Exchangeable(unit, other))
                continue;
            var change = Change(unit, there).Bridges;
            Put(unit, there);
            if (other >= 0)
            {
                change += Change(other, here).Bridges;
                Put(other, here);
            }
            var taken = change <= 0 || random.Share() < Math.Exp(-change / heat);
            if (taken && change < 0)
            {
                cost += change;
                if (cost < least)
                    (least, pending) = (cost, true);
                continue;
            }
            if (taken && !pending)
            {
                cost += change;
                continue;
            }
            Put(unit, here);
            if (other >= 0)
                Put(other, there);
            if (!taken)
                continue;
            plan.CopyTo(best, 0);
            pending = false;
            Put(unit, there);
            if (other >= 0)
                Put(other, here);
            cost += change;
        }
        if (!pending)
            for (var unit = 0; unit < best.Length; unit++)
                Put(unit, best[unit]);
    }

    private bool Exchangeable(int unit, int other)
    {
        var (here, there) = (plan[unit], plan[other]);
        return problem.Pins[other] == 0 && problem.May(other, here)
            && load[there] - problem.Sizes[other] + problem.Sizes[unit] <= problem.Capacity && load[here] - problem.Sizes[unit] + problem.Sizes[other] <= problem.Capacity;
    }

    /// <summary>G. Marsaglia, Xorshift RNGs, Journal of Statistical Software 8 (2003): the same numbers on every machine.</summary>
    private struct Sequence(uint seed)
    {
        private uint state = seed * 2654435769u | 1u;

        public uint Next()
        {
            state ^= state << 13;
            state ^= state >> 17;
            return state ^= state << 5;
        }

        public int Below(int bound) => (int)((ulong)Next() * (ulong)bound >> 32);

        public double Share() => Next() / (double)uint.MaxValue;
    }

    private void Improve()
    {
        for (var (changed, round) = (true, 0); changed && round < (problem.Units > Large ? 3 : 60); round++)
        {
            changed = false;
            for (var unit = 0; unit < problem.Units; unit++)
                changed |= problem.Pins[unit] == 0 && (Move(unit) || Swap(unit));
        }
    }

    /// <summary>What it changes when a unit goes to another wave, the others staying: bridges first, then how early critical units go.</summary>
    private (long Bridges, long Early) Change(int unit, int wave)
    {
        var bridges = 0L;
        foreach (var (other, risk) in neighbours[unit])
            bridges += (long)risk * (Math.Abs(wave - plan[other]) - Math.Abs(plan[unit] - plan[other]));
        return (bridges, -(long)problem.Criticality[unit] * (wave - plan[unit]));
    }

    private bool Move(int unit)
    {
        var (best, gain) = (0, (0L, 0L));
        // The last unit of a wave stays: an empty wave is none.
        if (load[plan[unit]] == problem.Sizes[unit])
            return false;
        for (var wave = 1; wave <= waves; wave++)
            if (wave != plan[unit] && problem.May(unit, wave) && load[wave] + problem.Sizes[unit] <= problem.Capacity
                && Change(unit, wave) is var change && change.CompareTo(gain) < 0)
                (best, gain) = (wave, change);
        if (best == 0)
            return false;
        Put(unit, best);
        return true;
    }

    private bool Swap(int unit)
    {
        for (var other = 0; other < problem.Units; other++)
        {
            var (here, there) = (plan[unit], plan[other]);
            if (here == there || !problem.May(unit, there) || !Exchangeable(unit, other))
                continue;
            var first = Change(unit, there);
            if (first.Bridges > 0 && first.Bridges > 2 * Heaviest(other))
                continue;
            Put(unit, there);
            var second = Change(other, here);
            if ((first.Bridges + second.Bridges, first.Early + second.Early).CompareTo((0L, 0L)) < 0)
            {
                Put(other, here);
                return true;
            }
            Put(unit, here);
        }
        return false;
    }

    /// <summary>Moving a unit can save no more than this for each wave, so most swaps need not be tried.</summary>
    private long Heaviest(int unit)
    {
        var sum = 0L;
        foreach (var (_, risk) in neighbours[unit])
            sum += risk;
        return sum * waves;
    }
}
