using System.Buffers;

namespace Sluis.Core.Proof.Secrets;

/// <summary>What a text says about itself: a stand-in for a secret, a name of something, or random enough to be one.</summary>
internal static class Plausible
{
    private static readonly SearchValues<string> StandIns = SearchValues.Create(
        ["changeme", "change-me", "change_me", "change-this", "change_this", "replaceme", "replace-me", "replace_me", "replace-with", "example", "placeholder", "dummy", "redacted", "xxxx", "****", "your-", "your_", "todo", "fixme", "not-a-secret", "insert-"],
        StringComparison.OrdinalIgnoreCase);

    private static readonly SearchValues<string> References = SearchValues.Create(["$(", "${", "{{", "}}", "%(", "…", "$__", "ENC[", "...", "%{", "#{"], StringComparison.Ordinal);

    /// <summary>
    /// A reference that something fills in (<c>$(VAR)</c>, <c>${VAR}</c>, <c>$VAR</c>, <c>{{ .password }}</c>, <c>ENC[…]</c>), a word for
    /// people (<c>changeme</c>, <c>&lt;password&gt;</c>), or where to find it (<c>/run/secrets/x</c>, <c>vault:…</c>).
    /// </summary>
    public static bool IsPlaceholder(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty || text.ContainsAny(References) || text.ContainsAny(StandIns))
            return true;
        if (text.IndexOf('<') is >= 0 and var open && text[open..].Contains('>'))
            return true;
        if (text.Length > 1 && text[0] == '$' && (char.IsAsciiLetter(text[1]) || text[1] == '_'))
            return true;
        if (text[0] is '/' or '~' or '%' or '@' || text.StartsWith("./") || text.StartsWith("file:") || text.StartsWith("vault:") || text.StartsWith("env:") || text.StartsWith("op://") || text.StartsWith("ref+") || text.StartsWith("arn:"))
            return true;
        // The name of a variable.
        return text.IndexOfAnyExcept(Upper) < 0 && text.Contains('_') || text.IndexOfAnyExcept(text[0]) < 0;
    }

    private static readonly SearchValues<char> Upper = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_");

    /// <summary><c>ai-db-secrets</c>, <c>tls.key</c>, <c>MyAppToken</c>, <c>key-2</c>: words with at most two digits after each.</summary>
    public static bool IsName(ReadOnlySpan<char> text)
    {
        var at = 0;
        while (at < text.Length)
        {
            var letters = at;
            while (at < text.Length && char.IsAsciiLetter(text[at]))
                at++;
            letters = at - letters;
            var digits = at;
            while (at < text.Length && char.IsAsciiDigit(text[at]))
                at++;
            digits = at - digits;
            if (digits > 2 || letters > 24 || letters == 0 && digits == 0)
                return false;
            if (at < text.Length && text[at++] is not ('-' or '_' or '.' or '/' or ':' or ' ' or ',' or '='))
                return false;
        }
        return true;
    }

    /// <summary>Bits a character: about 2.5 for words, 3 for short random texts, over 4 for long ones.</summary>
    public static double Entropy(ReadOnlySpan<char> text)
    {
        Span<int> counts = stackalloc int[128];
        foreach (var c in text)
            counts[c & 127]++;
        var bits = 0.0;
        foreach (var count in counts)
            if (count > 0)
                bits -= (double)count / text.Length * Math.Log2((double)count / text.Length);
        return bits;
    }

    /// <summary>Under a name such as password: letters with digits or signs, no name, no number.</summary>
    public static bool IsPassword(ReadOnlySpan<char> text)
    {
        if (text.Length is < 6 or > 256 || text.ContainsAny(' ', '\t'))
            return false;
        var (letters, digits, signs) = (0, 0, 0);
        foreach (var c in text)
            if (char.IsAsciiLetter(c))
                letters++;
            else if (char.IsAsciiDigit(c))
                digits++;
            else if (c is not ('-' or '_' or '.' or '/' or ':' or ','))
                signs++;
        return letters > 0 && digits + signs > 0 && Entropy(text) >= 2.3 && !IsEmail(text);
    }

    /// <summary>Under a name such as token or key, where also names and identifiers stand: long, mixed and without words.</summary>
    public static bool IsRandom(ReadOnlySpan<char> text)
    {
        if (text.Length is < 16 or > 4096 || text.ContainsAny(' ', '\t') || IsName(text))
            return false;
        var (letters, digits) = (0, 0);
        foreach (var c in text)
            if (char.IsAsciiLetter(c))
                letters++;
            else if (char.IsAsciiDigit(c))
                digits++;
            else if (c is not ('+' or '/' or '=' or '-' or '_' or '.' or '~'))
                return false;
        return letters > 1 && digits > 1 && Entropy(text) >= (text.Length < 24 ? 3.2 : 3.5);
    }

    /// <summary>Under any name: a text that only a generator makes.</summary>
    public static bool IsKey(ReadOnlySpan<char> text)
    {
        if (text.Length is < 24 or > 512 || text.IndexOfAnyExcept(KeyCharacters) >= 0 || IsName(text))
            return false;
        var (letters, digits, hex) = (0, 0, true);
        foreach (var c in text)
        {
            letters += char.IsAsciiLetter(c) ? 1 : 0;
            digits += char.IsAsciiDigit(c) ? 1 : 0;
            hex &= char.IsAsciiHexDigit(c);
        }
        return letters > 3 && digits > 3 && Entropy(text) >= (hex ? 3.3 : 3.7);
    }

    private static readonly SearchValues<char> KeyCharacters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=_-");

    private static bool IsEmail(ReadOnlySpan<char> text) => text.IndexOf('@') is > 0 and var at && text[at..].Contains('.') && text.IndexOfAny("!#$%^&*()") < 0;
}
