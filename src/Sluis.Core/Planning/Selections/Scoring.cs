using Sluis.Core.Text;

namespace Sluis.Core.Planning.Selections;

/// <summary>Sums of weight times score, and which change of a single weight would put another option first.</summary>
internal static class Scoring
{
    /// <summary>
    /// The first option of those with the highest sum, of those that are not excluded; -1 when all are. Weights may be scaled by
    /// any factor: the order stays.
    /// </summary>
    public static int Best(EquatableArray<ScoredOption> options, IReadOnlyList<long> weights, int except = -1)
    {
        var (best, most) = (-1, 0L);
        for (var i = 0; i < options.Count; i++)
        {
            if (i == except || !options[i].Excluded.IsEmpty)
                continue;
            var sum = Sum(options[i], weights);
            if (best < 0 || sum > most)
                (best, most) = (i, sum);
        }
        return best;
    }

    public static long Sum(ScoredOption option, IReadOnlyList<long> weights)
    {
        var sum = 0L;
        for (var i = 0; i < weights.Count; i++)
            sum += weights[i] * option.Scores[i].Value;
        return sum;
    }

    /// <summary>The criterion on which the first gains most over the second, by weight.</summary>
    public static int Decisive(ScoredOption first, ScoredOption second, IReadOnlyList<long> weights)
    {
        var (at, most) = (0, long.MinValue);
        for (var i = 0; i < weights.Count; i++)
            if (weights[i] * (first.Scores[i].Value - second.Scores[i].Value) is var gain && gain > most)
                (at, most) = (i, gain);
        return at;
    }

    /// <summary>
    /// The lead over another option is linear in a weight, so the weight at which it is gone is a fraction: today's weight less the
    /// lead divided by the difference of the scores. Equal sums are won by the option that stands first in the file, so the change
    /// has to go beyond that weight unless the other stands before.
    /// </summary>
    public static WeightFlip Flip(EquatableArray<ScoredOption> options, IReadOnlyList<long> weights, int best, int at, string criterion)
    {
        var flip = new WeightFlip(criterion, null, 0, 1, false, false);
        var slope = 0L;
        var sum = Sum(options[best], weights);
        for (var i = 0; i < options.Count; i++)
        {
            if (i == best || !options[i].Excluded.IsEmpty)
                continue;
            long difference = options[best].Scores[at].Value - options[i].Scores[at].Value;
            if (difference == 0)
                continue;
            var numerator = weights[at] * difference - (sum - Sum(options[i], weights));
            var denominator = difference;
            if (denominator < 0)
                (numerator, denominator) = (-numerator, -denominator);
            var inclusive = i < best;
            // No weight is below zero, and from zero nothing goes beyond.
            if (numerator < 0 || numerator == 0 && difference > 0 && !inclusive)
                continue;
            var found = new WeightFlip(criterion, options[i].Id, numerator, denominator, difference < 0, inclusive);
            var order = flip.To is null ? -1 : Distance(found, weights[at]).CompareTo(Distance(flip, weights[at]));
            // At the same weight the one that gains fastest is first beyond it.
            if (order < 0 || order == 0 && (found.Inclusive && !flip.Inclusive || found.Inclusive == flip.Inclusive && Math.Abs(difference) > slope))
                (flip, slope) = (found, Math.Abs(difference));
        }
        return flip;
    }

    /// <summary>Scores differ by at most 5, so 60 makes each distance whole.</summary>
    private static long Distance(WeightFlip flip, long weight) => Math.Abs(flip.Numerator * 60 / flip.Denominator - weight * 60);
}
