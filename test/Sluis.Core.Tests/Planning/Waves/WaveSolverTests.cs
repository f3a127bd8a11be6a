using Sluis.Core.Planning.Waves;
using Xunit;

namespace Sluis.Core.Tests.Planning.Waves;

public class WaveSolverTests
{
    [Fact]
    public void Two_hundred_small_platforms_get_the_fewest_bridges_there_are()
    {
        for (var seed = 1; seed <= 200; seed++)
        {
            var problem = Small(new Random(seed));
            var (waves, exact) = WaveSolver.Solve(problem);
            Assert.True(exact);
            Legal(problem, waves);
            Assert.Equal(Exhaustive(problem, waves.Max()), (problem.Bridges(waves), problem.Earliness(waves)));
            Assert.True(problem.LowerBound() <= problem.Bridges(waves));
        }
    }

    [Fact]
    public void The_search_for_large_platforms_comes_close_on_small_ones()
    {
        var (found, least, compared) = (0L, 0L, 0);
        for (var seed = 1; seed <= 60; seed++)
        {
            var problem = Small(new Random(seed));
            var waves = WaveSolver.Solve(problem).Waves;
            var plans = Enumerable.Range(0, 24).Select(s => WaveSearch.From(problem, waves.Max(), s)).OfType<int[]>().ToList();
            // Sizes that only fit in one way may need a wave more.
            if (plans.Count == 0)
                continue;
            compared++;
            var best = plans.Min(p => problem.Bridges(p));
            (found, least) = (found + best, least + problem.Bridges(waves));
        }
        Assert.True(compared >= 50, $"{compared} compared");
        Assert.InRange(found, least, least * 1.05);
    }

    [Fact]
    public void Five_hundred_services_have_far_fewer_bridges_than_in_the_order_of_their_dependencies()
    {
        var problem = Clustered(new Random(7), 500, 25);
        var (waves, _) = WaveSolver.Solve(problem);
        Legal(problem, waves);
        // Callees first, as many as a wave holds.
        var plain = new int[problem.Units];
        for (var i = 0; i < plain.Length; i++)
            plain[i] = i / problem.Capacity + 1;
        Assert.True(problem.Bridges(waves) * 2 < problem.Bridges(plain), $"{problem.Bridges(waves)} against {problem.Bridges(plain)}, bound {problem.LowerBound()}");
    }

    [Fact]
    public void A_pin_is_kept_and_the_pilot_wave_holds_only_what_may_show_the_way()
    {
        var problem = new WaveProblem([1, 1, 1, 1], [0, 1, 5, 9], [0, 0, 0, 2], [(0, 3, 8), (1, 2, 8)], 2, new HashSet<int> { 0, 1 });
        var (waves, _) = WaveSolver.Solve(problem);
        Assert.Equal(2, waves[3]);
        Assert.DoesNotContain(2, Enumerable.Range(0, 4).Where(u => waves[u] == 1));
    }

    [Fact]
    public void What_is_larger_than_a_wave_has_one_to_itself()
    {
        var problem = new WaveProblem([5, 1, 1], [1, 1, 1], [0, 0, 0], [(0, 1, 1)], 2, new HashSet<int>());
        var (waves, _) = WaveSolver.Solve(problem);
        Assert.NotEqual(waves[0], waves[1]);
        Assert.NotEqual(waves[0], waves[2]);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(5, 5)]
    [InlineData(1, 4)]
    public void Pins_that_leave_no_legal_plan_are_kept_all_the_same(int first, int second)
    {
        var problem = new WaveProblem([2, 2, 2], [0, 9, 9], [first, second, 0], [(0, 1, 1)], 3, new HashSet<int> { 0 });
        var (waves, _) = WaveSolver.Solve(problem);
        Assert.Equal((first, second), (waves[0], waves[1]));
    }

    private static void Legal(WaveProblem problem, int[] waves)
    {
        for (var unit = 0; unit < waves.Length; unit++)
            Assert.True(problem.Pins[unit] == 0 || problem.Pins[unit] == waves[unit]);
        foreach (var wave in waves.Select((w, u) => (w, u)).GroupBy(static p => p.w))
            Assert.True(wave.Count() == 1 || wave.Sum(p => problem.Sizes[p.u]) <= problem.Capacity);
        Assert.Equal(Enumerable.Range(1, waves.Max()), waves.Distinct().Order());
    }

    private static WaveProblem Small(Random random)
    {
        var units = random.Next(2, 9);
        var sizes = Enumerable.Range(0, units).Select(_ => random.Next(1, 3)).ToArray();
        var critical = Enumerable.Range(0, units).Select(_ => random.Next(0, 6)).ToArray();
        var calls = new List<(int, int, int)>();
        for (var a = 0; a < units; a++)
            for (var b = a + 1; b < units; b++)
                if (random.Next(3) == 0)
                    calls.Add((a, b, random.Next(1, 9)));
        var pins = new int[units];
        if (random.Next(3) == 0)
            pins[random.Next(units)] = random.Next(1, 3);
        var pilot = random.Next(2) == 0 || pins.Max() > 0 ? [] : Enumerable.Range(0, units).Where(u => critical[u] <= 2).ToHashSet();
        return new(sizes, critical, pins, calls, Math.Max(3, random.Next(2, 6)), pilot);
    }

    /// <summary>Every way to put units into waves, as plainly as can be.</summary>
    private static (long, long) Exhaustive(WaveProblem problem, int waves)
    {
        var best = (long.MaxValue, long.MaxValue);
        var plan = new int[problem.Units];
        void Try(int unit)
        {
            if (unit == problem.Units)
            {
                var fits = Enumerable.Range(1, waves).All(w => plan.Contains(w)
                    && (plan.Count(p => p == w) == 1 || plan.Select((p, u) => p == w ? problem.Sizes[u] : 0).Sum() <= problem.Capacity));
                var cost = (problem.Bridges(plan), problem.Earliness(plan));
                if (fits && cost.CompareTo(best) < 0)
                    best = cost;
                return;
            }
            for (var wave = 1; wave <= waves; wave++)
                if (problem.May(unit, wave))
                {
                    plan[unit] = wave;
                    Try(unit + 1);
                }
        }
        Try(0);
        return best;
    }

    /// <summary>Groups that call within themselves and now and then each other; callees have lower numbers inside a group and groups are interleaved.</summary>
    private static WaveProblem Clustered(Random random, int units, int groups)
    {
        var calls = new SortedDictionary<(int, int), int>();
        for (var unit = 0; unit < units; unit++)
            for (var i = 0; i < 3; i++)
            {
                var other = random.Next(20) == 0 ? random.Next(units) : random.Next(units / groups) * groups + unit % groups;
                if (other != unit)
                    calls[(Math.Min(unit, other), Math.Max(unit, other))] = random.Next(1, 9);
            }
        return new([.. Enumerable.Repeat(1, units)], [.. Enumerable.Range(0, units).Select(_ => random.Next(6))], new int[units], [.. calls.Select(static c => (c.Key.Item1, c.Key.Item2, c.Value))], 25, new HashSet<int>());
    }
}
