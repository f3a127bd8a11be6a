namespace Sluis.Core.Text;

/// <summary>"Did you mean …?"</summary>
public static class Spelling
{
    /// <summary>The candidate that is at most a third of its length away; null when none is.</summary>
    public static string? Nearest(string word, IEnumerable<string> candidates)
    {
        string? best = null;
        var least = int.MaxValue;
        foreach (var candidate in candidates.Order(StringComparer.Ordinal))
        {
            var distance = Distance(Simple(word), Simple(candidate));
            if (distance < least && distance <= Math.Max(1, candidate.Length / 3))
                (best, least) = (candidate, distance);
        }
        return best;
    }

    private static string Simple(string word) => word.Replace("-", "_", StringComparison.Ordinal).ToLowerInvariant();

    private static int Distance(string a, string b)
    {
        var row = new int[b.Length + 1];
        for (var j = 0; j <= b.Length; j++)
            row[j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var cost = Math.Min(Math.Min(row[j], row[j - 1]) + 1, diagonal + (a[i - 1] == b[j - 1] ? 0 : 1));
                (diagonal, row[j]) = (row[j], cost);
            }
        }
        return row[b.Length];
    }
}
