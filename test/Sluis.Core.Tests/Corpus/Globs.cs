using System.Text.RegularExpressions;

namespace Sluis.Core.Tests.Corpus;

/// <summary>The patterns of a case's <c>keep</c> file, one a line: <c>*</c> within a folder, <c>**</c> across folders, <c>!</c> takes away again.</summary>
internal sealed class Globs(IEnumerable<string> lines)
{
    private readonly List<(bool Keep, Regex Pattern)> patterns =
        [.. lines.Select(static l => l.Trim()).Where(static l => l.Length > 0 && l[0] != '#').Select(static l => (l[0] != '!', ToRegex(l.TrimStart('!'))))];

    public bool Match(string path)
    {
        var keep = false;
        foreach (var (kept, pattern) in patterns)
            if (pattern.IsMatch(path))
                keep = kept;
        return keep;
    }

    private static Regex ToRegex(string glob) =>
        new("^" + Regex.Escape(glob).Replace(@"\*\*", ".*", StringComparison.Ordinal).Replace(@"\*", "[^/]*", StringComparison.Ordinal) + "$", RegexOptions.CultureInvariant);
}
