using Sluis.Core.Planning.Selections;
using Sluis.Core.Text;

namespace Sluis.Core.Tests.Planning.Selections;

public class ScoringTests
{
    /// <summary>A thousandth of a weight: with all denominators 1 to 5 the scaled weights stay whole.</summary>
    private const long Scale = 60_000;

    private static ScoredOption Option(string id, params int[] scores) => new(id, id, "", 0, [.. scores.Select(s => new OptionScore(s, "", ""))], []);

    private static int BestWith(EquatableArray<ScoredOption> options, long[] weights, int at, long scaled)
    {
        var changed = weights.Select(w => w * Scale).ToArray();
        changed[at] = scaled;
        return Scoring.Best(options, changed);
    }

    [Fact]
    public void The_weight_at_which_the_lead_is_gone_is_exact()
    {
        EquatableArray<ScoredOption> options = [Option("first", 5, 1), Option("second", 2, 4)];
        var flip = Scoring.Flip(options, [3, 1], 0, 1, "light");
        Assert.Equal(new("light", "second", 9, 3, true, false), flip);
        Assert.Equal(0, Scoring.Best(options, [3, 3]));
        Assert.Equal(1, Scoring.Best(options, [3, 4]));
    }

    [Fact]
    public void A_criterion_on_which_nobody_is_better_changes_nothing_by_rising()
    {
        EquatableArray<ScoredOption> options = [Option("first", 5, 5), Option("second", 5, 1)];
        Assert.Null(Scoring.Flip(options, [3, 1], 0, 0, "same").To);
        Assert.Null(Scoring.Flip(options, [3, 1], 0, 1, "better").To);
    }

    /// <summary>An equal sum goes to the option that stands first, so a fall to zero is enough only for one that stands before.</summary>
    [Fact]
    public void At_equal_sums_the_place_in_the_file_decides()
    {
        EquatableArray<ScoredOption> options = [Option("first", 1, 1), Option("second", 3, 1)];
        Assert.Equal(new("width", "first", 0, 2, false, true), Scoring.Flip(options, [1, 1], 1, 0, "width"));
        Assert.Equal(0, Scoring.Best(options, [0, 1]));
    }

    [Fact]
    public void An_excluded_option_is_never_the_best_nor_what_a_weight_would_bring()
    {
        EquatableArray<ScoredOption> options = [Option("first", 3, 1), Option("second", 5, 5) with { Excluded = [new("x", "It cannot.")] }];
        Assert.Equal(0, Scoring.Best(options, [1, 1]));
        Assert.Null(Scoring.Flip(options, [1, 1], 0, 1, "width").To);
    }

    /// <summary>On random tables: beyond the weight the choice flips, a little before it does not, and where none is given no weight does.</summary>
    [Fact]
    public void Beyond_the_flip_the_choice_changes_and_a_little_before_it_does_not()
    {
        var random = new Random(20261124);
        var flips = 0;
        for (var round = 0; round < 3000; round++)
        {
            var criteria = random.Next(1, 7);
            EquatableArray<ScoredOption> options = [.. Enumerable.Range(0, random.Next(2, 6)).Select(i => Option($"o{i}", [.. Enumerable.Range(0, criteria).Select(_ => random.Next(6))]))];
            var weights = Enumerable.Range(0, criteria).Select(_ => (long)random.Next(9)).ToArray();
            var best = Scoring.Best(options, weights);
            for (var at = 0; at < criteria; at++)
            {
                var flip = Scoring.Flip(options, weights, best, at, "c");
                if (flip.To is null)
                {
                    for (var weight = 0L; weight <= 40; weight++)
                        Assert.Equal(best, BestWith(options, weights, at, weight * Scale));
                    Assert.Equal(best, BestWith(options, weights, at, 1_000_000 * Scale));
                    continue;
                }
                flips++;
                var threshold = flip.Numerator * Scale / flip.Denominator;
                var outward = flip.Rises ? 1 : -1;
                Assert.True(flip.Rises ? threshold >= weights[at] * Scale : threshold <= weights[at] * Scale);
                var beyond = flip.Inclusive ? threshold : threshold + outward;
                Assert.NotEqual(best, BestWith(options, weights, at, beyond));
                if (threshold + outward >= 0)
                    Assert.NotEqual(best, BestWith(options, weights, at, threshold + outward));
                Assert.Equal(best, BestWith(options, weights, at, flip.Inclusive ? threshold - outward : threshold));
                // No smaller change the other way either.
                var distance = Math.Abs(threshold - weights[at] * Scale);
                var other = weights[at] * Scale - outward * (distance - 1);
                if (distance > 0 && other >= 0)
                    Assert.Equal(best, BestWith(options, weights, at, other));
            }
        }
        Assert.True(flips > 2000, $"only {flips}");
    }

    [Fact]
    public void The_decisive_criterion_is_the_one_that_gains_most_by_weight() =>
        Assert.Equal(1, Scoring.Decisive(Option("first", 5, 4), Option("second", 1, 2), [1, 3]));
}
