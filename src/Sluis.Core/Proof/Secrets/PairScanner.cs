using System.Buffers;

namespace Sluis.Core.Proof.Secrets;

/// <summary><c>password: …</c>, <c>API_KEY=…</c>, <c>"clientSecret": "…"</c>: a name that says secret, and a value that is not one of the things that it may be instead.</summary>
internal static class PairScanner
{
    private static readonly SearchValues<char> Ends = SearchValues.Create(" \t\r\n\"'`,;&|<>)}]\\");

    public static void Scan(ReadOnlySpan<char> text, List<Hit> hits)
    {
        var at = 0;
        while (at < text.Length && text[at..].IndexOfAny(':', '=') is >= 0 and var next)
        {
            at += next + 1;
            if (!MayEnd(text, at - 2))
                continue;
            var name = NameBefore(text, at - 1);
            if (name.IsEmpty || !SensitiveNames.Is(name))
                continue;
            if (Value(text, at, text[at - 1], out var length) is not (>= 0 and var start))
                continue;
            if (IsSecret(name, text.Slice(start, length)))
                hits.Add(new(start, length, HitKind.Pair, name.ToString()));
            at = start;
        }
    }

    /// <summary>The last two letters of each word that says secret: nearly every separator of a manifest is passed over by them.</summary>
    private static bool MayEnd(ReadOnlySpan<char> text, int last)
    {
        while (last > 0 && text[last] is ' ' or '"' or '\'' or '_' or '-' or '.')
            last--;
        return last > 0 && ((char)(text[last - 1] | 0x20), (char)(text[last] | 0x20)) is ('r' or 'w', 'd') or ('s', 's' or 'e') or ('e', 't' or 'n' or 'y') or ('a', 'l') or ('l', 's' or 't') or ('t', 'h');
    }

    public static bool IsSecret(ReadOnlySpan<char> name, ReadOnlySpan<char> value)
    {
        if (name.Equals("auth", StringComparison.OrdinalIgnoreCase))
            return TextScanner.IsUserAndPassword(value);
        if (Plausible.IsPlaceholder(value))
            return false;
        return SensitiveNames.IsPassword(name) ? Plausible.IsPassword(value) : Plausible.IsRandom(value);
    }

    private static ReadOnlySpan<char> NameBefore(ReadOnlySpan<char> text, int separator)
    {
        var end = separator;
        while (end > 0 && text[end - 1] == ' ')
            end--;
        if (end > 0 && text[end - 1] is '"' or '\'')
            end--;
        var start = end;
        while (start > 0 && (char.IsAsciiLetterOrDigit(text[start - 1]) || text[start - 1] is '_' or '-' or '.'))
            start--;
        // What follows a dollar sign or a brace is a reference to it.
        return start > 0 && text[start - 1] is '$' or '{' && end < text.Length && text[end] is not ('"' or '\'') ? [] : text[start..end];
    }

    /// <summary>The value's beginning; -1 where the separator is none: a port, <c>==</c>, <c>=~</c>, <c>=&gt;</c>, a key of a block.</summary>
    private static int Value(ReadOnlySpan<char> text, int at, char separator, out int length)
    {
        length = 0;
        if (at >= text.Length || separator == ':' && text[at] is not (' ' or '"' or '\'' or '\t') || separator == '=' && text[at] is '=' or '~' or '>')
            return -1;
        while (at < text.Length && text[at] is ' ' or '\t')
            at++;
        if (at >= text.Length || text[at] is '\r' or '\n')
            return -1;
        if (text[at] is '"' or '\'')
        {
            var quote = text[at++];
            var end = text[at..].IndexOfAny(quote, '\n');
            length = end < 0 ? text.Length - at : end;
            return at;
        }
        var stop = text[at..].IndexOfAny(Ends);
        length = stop < 0 ? text.Length - at : stop;
        // A call of a function is code: read_secret('db'), environ.get("X").
        return length == 0 || text.Slice(at, length).IndexOf('(') > 0 ? -1 : at;
    }
}
