using System.Buffers;
using System.Text;

namespace Sluis.Core.Proof.Secrets;

/// <summary>
/// Values that are known, in each form that they take in files, looked for in one pass: the library's <see cref="SearchValues{T}"/>
/// over many texts is an Aho-Corasick automaton.
/// </summary>
internal sealed class KnownValues
{
    /// <summary>Shorter passwords are also parts of other words.</summary>
    private const int Shortest = 8;

    /// <summary>A shorter line of a key file may stand in other files.</summary>
    private const int LongLine = 40;

    private readonly Dictionary<string, List<(string Needle, string Name, string Form, bool Word)>> byStart = new(StringComparer.Ordinal);
    private readonly SearchValues<string>? needles;

    public KnownValues(IReadOnlyList<KeyValuePair<string, string>> values)
    {
        var all = new List<string>();
        foreach (var (name, raw) in values)
        {
            var value = raw.Trim();
            if (value.Length < Shortest)
                continue;
            var word = value.Length < 16 && value.AsSpan().IndexOfAnyExcept(Letters) < 0;
            Add(value, name, "as it is", word, all);
            foreach (var (form, text) in Forms(value))
                Add(text, name, form, word, all);
        }
        needles = all.Count == 0 ? null : SearchValues.Create([.. all.Distinct(StringComparer.Ordinal)], StringComparison.Ordinal);
    }

    private static readonly SearchValues<char> Letters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz-_");

    public bool IsEmpty => needles is null;

    private void Add(string needle, string name, string form, bool word, List<string> all)
    {
        if (needle.Length < Shortest)
            return;
        all.Add(needle);
        var start = needle[..4];
        if (!byStart.TryGetValue(start, out var same))
            byStart.Add(start, same = []);
        if (!same.Exists(s => s.Needle == needle))
            same.Add((needle, name, form, word));
    }

    private static IEnumerable<(string Form, string Text)> Forms(string value)
    {
        var bytes = Encoding.UTF8.GetBytes(value);
        if (bytes.Length >= 10)
            // Wherever it begins in a longer text, such as user:password; the groups at both ends depend on what is around.
            for (var before = 0; before < 3; before++)
            {
                var padded = new byte[before + bytes.Length];
                bytes.CopyTo(padded, before);
                var code = Convert.ToBase64String(padded, 0, padded.Length - padded.Length % 3);
                yield return ("in Base64", code[(before == 0 ? 0 : 4)..]);
            }
        if (Uri.EscapeDataString(value) is var escaped && escaped != value)
            yield return ("URL-encoded", escaped);
        if (value.Contains('$', StringComparison.Ordinal))
            yield return ("with its dollar signs doubled", value.Replace("$", "$$", StringComparison.Ordinal));
        if (value.AsSpan().ContainsAny('"', '\\'))
            yield return ("escaped", value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal));
        if (value.Contains('\'', StringComparison.Ordinal))
            yield return ("quoted", value.Replace("'", "''", StringComparison.Ordinal));
        if (value.Contains('\n', StringComparison.Ordinal))
            foreach (var line in value.Split('\n'))
                if (line.Trim() is { Length: >= LongLine } body && !body.StartsWith("-----", StringComparison.Ordinal))
                    yield return ("a line of it", body);
    }

    /// <summary>The next value at or after <paramref name="from"/>; null: none. <c>Word</c>: a plain word, which stands in files without anybody's leak.</summary>
    public (int At, int Length, string Name, string Form, bool Word)? Find(ReadOnlySpan<char> text, int from)
    {
        if (needles is null)
            return null;
        while (from < text.Length)
        {
            var next = text[from..].IndexOfAny(needles);
            if (next < 0)
                return null;
            from += next;
            var rest = text[from..];
            if (byStart.TryGetValue(rest[..4].ToString(), out var candidates))
                foreach (var (needle, name, form, word) in candidates)
                    if (rest.StartsWith(needle, StringComparison.Ordinal))
                        return (from, needle.Length, name, form, word);
            from++;
        }
        return null;
    }
}
