using Sluis.Core.Platform;

namespace Sluis.Core.Understanding.Secrets;

/// <summary>Options of command lines that take a secret: <c>--requirepass x</c>, <c>redis-cli -a x</c>, <c>mysqladmin -px</c>, <c>curl -u user:x</c>.</summary>
internal static class CommandLine
{
    public static void Find(ReadOnlySpan<char> text, List<SecretRange> found)
    {
        var programs = ProgramsOf(text);
        var flag = ReadOnlySpan<char>.Empty;
        for (var i = 0; i < text.Length;)
        {
            while (i < text.Length && text[i] is ' ' or '\t' or '\r' or '\n')
                i++;
            if (i >= text.Length)
                return;
            var start = i;
            var quote = text[i] is '"' or '\'' ? text[i] : '\0';
            if (quote != '\0')
                i++;
            while (i < text.Length && (quote != '\0' ? text[i] != quote : text[i] is not (' ' or '\t' or '\r' or '\n')))
                i++;
            var (from, to) = quote != '\0' ? (start + 1, i) : (start, i);
            if (quote != '\0' && i < text.Length)
                i++;
            else if (quote == '\0')
                // sh -c "redis-cli -a x": quotes that close in the middle of a line.
                while (to > from && text[to - 1] is '"' or '\'' or ';' or ')')
                    to--;
            if (quote != '\0' && text[from..to].Contains(' '))
            {
                // A line inside a line.
                var before = found.Count;
                Find(text[from..to], found);
                for (var n = before; n < found.Count; n++)
                    found[n] = found[n] with { Start = found[n].Start + from, End = found[n].End + from };
                flag = default;
                continue;
            }
            var word = text[from..to];
            if (Secret(flag, word, programs) is { } range)
                found.Add(range with { Start = range.Start + from, End = range.End + from });
            flag = word.StartsWith("-") || word is "requirepass" or "masterauth" ? word : default;
        }
    }

    [Flags]
    public enum Programs
    {
        None = 0,
        Redis = 1,
        MySql = 2,
        Mongo = 4,
        Curl = 8,
    }

    public static Programs ProgramsOf(ReadOnlySpan<char> text) =>
        (text.Contains("redis-cli", StringComparison.Ordinal) || text.Contains("valkey-cli", StringComparison.Ordinal) || text.Contains("keydb-cli", StringComparison.Ordinal) ? Programs.Redis : 0)
        | (text.Contains("mysql", StringComparison.Ordinal) || text.Contains("mariadb", StringComparison.Ordinal) ? Programs.MySql : 0)
        | (text.Contains("mongo", StringComparison.Ordinal) ? Programs.Mongo : 0)
        | (text.Contains("curl", StringComparison.Ordinal) ? Programs.Curl : 0);

    /// <summary>The part of a word that is a secret, given the word before it.</summary>
    public static SecretRange? Secret(ReadOnlySpan<char> flag, ReadOnlySpan<char> word, Programs programs)
    {
        if (word.IsEmpty)
            return null;
        if ((programs & Programs.MySql) != 0 && word.Length > 2 && word.StartsWith("-p") && !SecretShapes.IsReference(word[2..].Trim("\"'")))
            return new(2, word.Length, "PASSWORD", SecretEvidence.Position);
        if (flag.IsEmpty || word.StartsWith("-") || flag.Contains('=') || SecretShapes.IsHarmless(word, strongName: true))
            return null;
        if (flag is "-u" or "--user" && (programs & Programs.Curl) != 0)
            return word.IndexOf(':') is > 0 and var colon && colon + 1 < word.Length && !SecretShapes.IsReference(word[(colon + 1)..])
                ? new(colon + 1, word.Length, "PASSWORD", SecretEvidence.Position)
                : null;
        var takes = flag is "-a" && (programs & Programs.Redis) != 0 || flag is "-p" && (programs & Programs.Mongo) != 0 || flag is "--pass" or "requirepass" or "masterauth"
            || flag.StartsWith("--") && SecretNames.IsSecret(flag.Trim('-').ToString());
        return takes ? new(0, word.Length, flag is "-a" or "-p" ? "PASSWORD" : flag.Trim('-').ToString(), SecretEvidence.Position) : null;
    }
}
