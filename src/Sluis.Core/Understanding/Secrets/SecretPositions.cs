using System.Buffers;
using Sluis.Core.Platform;

namespace Sluis.Core.Understanding.Secrets;

/// <summary>What a text is, as far as finding secrets in it goes.</summary>
internal enum TextUse
{
    Value,
    Command,
    /// <summary>A configuration file: <c>key: value</c> counts, and so does <c>key = value</c>.</summary>
    File,
    /// <summary>A program: only what cannot be anything else counts.</summary>
    Code,
}

/// <summary>A stretch of a text that is a secret. <paramref name="Hint"/> says what it is, for its name.</summary>
internal readonly record struct SecretRange(int Start, int End, string Hint, SecretEvidence Evidence);

/// <summary>Finds secrets in a text by where they stand and by their shape.</summary>
internal static class SecretPositions
{
    private static readonly SearchValues<char> AuthorityEnd = SearchValues.Create("/?# \t\r\n\"'`,;<>\\{}|");
    private static readonly SearchValues<char> ValueEnd = SearchValues.Create(" \t\r\n\"'`&;,|<>)]}");

    /// <summary>A part of the text stands where a password does, so that the rest is none.</summary>
    public static bool HasPassword(ReadOnlySpan<char> text)
    {
        var found = new List<SecretRange>();
        Urls(text, found);
        Assignments(text, '=', TextUse.Value, found);
        return found.Count > 0;
    }

    public static void Find(ReadOnlySpan<char> text, TextUse use, List<SecretRange> found)
    {
        if (text.Length < 4)
            return;
        Urls(text, found);
        if (use != TextUse.Code)
        {
            Assignments(text, '=', use, found);
            if (use == TextUse.File || text[0] is '{' or '[')
                Assignments(text, ':', use, found);
            Headers(text, found);
            Sql(text, found);
        }
        if (use == TextUse.Command || use == TextUse.Value && text.Contains(" -", StringComparison.Ordinal))
            CommandLine.Find(text, found);
        Shapes(text, found);
    }

    /// <summary><c>scheme://user:password@host</c>.</summary>
    private static void Urls(ReadOnlySpan<char> text, List<SecretRange> found)
    {
        for (var from = 0; text[from..].IndexOf("://", StringComparison.Ordinal) is >= 0 and var at;)
        {
            var start = from + at + 3;
            from = start;
            var rest = text[start..];
            var end = rest.IndexOfAny(AuthorityEnd);
            var authority = end < 0 ? rest : rest[..end];
            var host = authority.LastIndexOf('@');
            // A password may hold a slash or a question mark that nobody escaped: then the @ comes later.
            var colon = authority.IndexOf(':');
            if (host < 0 && colon >= 0 && end >= 0 && !IsPort(authority[(colon + 1)..]))
            {
                var line = rest.IndexOfAny(" \t\r\n\"'`,;");
                var wider = line < 0 ? rest : rest[..line];
                if (wider.IndexOf('@') is > 0 and var late && !wider[..late].Contains("://", StringComparison.Ordinal))
                {
                    authority = wider;
                    host = late;
                }
            }
            if (host < 0 || colon < 0 || colon + 1 >= host)
                continue;
            if (SecretShapes.IsReference(authority[(colon + 1)..host]))
                continue;
            found.Add(new(start + colon + 1, start + host, "PASSWORD", SecretEvidence.Position));
            from = start + host;
        }
    }

    private static bool IsPort(ReadOnlySpan<char> text) => text.Length <= 5 && text.IndexOfAnyExceptInRange('0', '9') < 0;

    /// <summary><c>password=x</c> in queries, connection strings and options; <c>"password": "x"</c> in JSON and YAML.</summary>
    private static void Assignments(ReadOnlySpan<char> text, char sign, TextUse use, List<SecretRange> found)
    {
        for (var from = 0; text[from..].IndexOf(sign) is >= 0 and var at;)
        {
            var equal = from + at;
            from = equal + 1;
            var nameEnd = equal;
            while (nameEnd > 0 && text[nameEnd - 1] is ' ' or '"' or '\'')
                nameEnd--;
            var nameStart = nameEnd;
            while (nameStart > 0 && (char.IsAsciiLetterOrDigit(text[nameStart - 1]) || text[nameStart - 1] is '_' or '-' or '.'))
                nameStart--;
            if (nameEnd - nameStart is < 2 or > 80)
                continue;
            var name = text[nameStart..nameEnd].Trim("-.").ToString();
            if (!SecretNames.IsSecret(name))
                continue;
            var start = equal + 1;
            if (sign == ':' && start < text.Length && text[start] is not (' ' or '"' or '\''))
                continue;
            if (sign == '=' && start < text.Length && text[start] is '=' or '>' or '~')
                continue;
            while (start < text.Length && text[start] == ' ' && (use == TextUse.File || sign == ':'))
                start++;
            if (start >= text.Length)
                continue;
            int end;
            if (text[start] is '"' or '\'')
            {
                var quote = text[start++];
                var close = text[start..].IndexOf(quote);
                end = close < 0 ? text.Length : start + close;
            }
            else
            {
                var stop = sign == ':' || use == TextUse.File ? text[start..].IndexOfAny(" \t\r\n,;\"'") : text[start..].IndexOfAny(ValueEnd);
                end = stop < 0 ? text.Length : start + stop;
            }
            var value = text[start..end];
            if (SecretShapes.IsHarmless(value, SecretNames.IsStrong(name)) || sign == ':' && value[0] is '*' or '&' or '|' or '!' or '#' or '{' or '['
                || value.Contains("://", StringComparison.Ordinal) || use == TextUse.File && (value.Contains('(') || value.Contains('\n')))
                continue;
            found.Add(new(start, end, name, SecretEvidence.Position));
            from = end;
        }
    }

    /// <summary><c>Authorization: Bearer x</c>.</summary>
    private static void Headers(ReadOnlySpan<char> text, List<SecretRange> found)
    {
        foreach (var scheme in (ReadOnlySpan<string>)["Bearer ", "Basic "])
            for (var from = 0; text[from..].IndexOf(scheme, StringComparison.Ordinal) is >= 0 and var at;)
            {
                var start = from + at + scheme.Length;
                from = start;
                if (scheme[1] == 'a' && !text[..start].Contains("uthorization", StringComparison.OrdinalIgnoreCase))
                    continue;
                var stop = text[start..].IndexOfAny(ValueEnd);
                var end = stop < 0 ? text.Length : start + stop;
                var value = text[start..end];
                if (value.Length < 8 && value is not "\uE000" || SecretShapes.IsReference(value))
                    continue;
                found.Add(new(start, end, scheme[1] == 'a' ? "BASIC_AUTH" : "TOKEN", SecretEvidence.Position));
                from = end;
            }
    }

    /// <summary><c>IDENTIFIED BY 'x'</c>, <c>WITH PASSWORD 'x'</c>.</summary>
    private static void Sql(ReadOnlySpan<char> text, List<SecretRange> found)
    {
        foreach (var phrase in (ReadOnlySpan<string>)["IDENTIFIED BY '", "PASSWORD '"])
            for (var from = 0; text[from..].IndexOf(phrase, StringComparison.OrdinalIgnoreCase) is >= 0 and var at;)
            {
                var start = from + at + phrase.Length;
                from = start;
                var close = text[start..].IndexOf('\'');
                if (close < 1 || SecretShapes.IsReference(text.Slice(start, close)))
                    continue;
                found.Add(new(start, start + close, "PASSWORD", SecretEvidence.Position));
                from = start + close;
            }
    }

    private static void Shapes(ReadOnlySpan<char> text, List<SecretRange> found)
    {
        for (var from = 0; text[from..].IndexOf("-----BEGIN ", StringComparison.Ordinal) is >= 0 and var at;)
        {
            var start = from + at;
            from = start + 11;
            var header = text[from..];
            var close = header.IndexOf("-----", StringComparison.Ordinal);
            if (close < 0 || !header[..close].Contains("PRIVATE KEY", StringComparison.Ordinal))
                continue;
            var tail = header[(close + 5)..].IndexOf("-----END ", StringComparison.Ordinal);
            var end = text.Length;
            if (tail >= 0)
            {
                var last = from + close + 5 + tail + 9;
                end = text[last..].IndexOf("-----", StringComparison.Ordinal) is >= 0 and var dashes ? last + dashes + 5 : text.Length;
            }
            found.Add(new(start, end, "PRIVATE_KEY", SecretEvidence.Shape));
            from = end;
        }
        for (var from = 0; from < text.Length && text[from..].IndexOfAny(SecretShapes.TokenStarts) is >= 0 and var at;)
        {
            var start = from + at;
            var length = start > 0 && (char.IsAsciiLetterOrDigit(text[start - 1]) || text[start - 1] is '_' or '-') ? 0 : SecretShapes.TokenLength(text[start..]);
            if (length > 0)
                found.Add(new(start, start + length, text[start] == '$' ? "PASSWORD_HASH" : "TOKEN", SecretEvidence.Shape));
            from = start + Math.Max(length, 1);
        }
    }
}
