using System.Buffers;
using System.Buffers.Text;

namespace Sluis.Core.Proof.Secrets;

/// <summary>Secrets that nobody named, in any text: by the shape of keys, and by what stands under a name such as password.</summary>
internal static class TextScanner
{
    private static readonly SearchValues<string> Triggers = SearchValues.Create(
        [.. TokenShapes.All.Select(static s => s.Prefix), "eyJ", "-----BEGIN ", "://", "Basic ", "basic "], StringComparison.Ordinal);

    private static readonly SearchValues<char> Url64 = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-");
    private static readonly SearchValues<char> Base64 = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=");
    private static readonly SearchValues<char> UrlEnd = SearchValues.Create(" \t\r\n\"'`<>|,;)]}\\");

    public static void Shapes(ReadOnlySpan<char> text, List<Hit> hits)
    {
        var at = 0;
        while (at < text.Length && text[at..].IndexOfAny(Triggers) is >= 0 and var next)
        {
            at += next;
            var rest = text[at..];
            var hit = rest[0] switch
            {
                ':' => Url(text, at),
                '-' => PrivateKey(rest, at),
                'B' or 'b' => Basic(rest, at),
                'e' => WebToken(text, at),
                _ => Token(text, at),
            };
            if (hit is { } found)
            {
                hits.Add(found);
                at = found.At + found.Length;
            }
            else
                at++;
        }
    }

    private static Hit? Token(ReadOnlySpan<char> text, int at)
    {
        if (at > 0 && char.IsAsciiLetterOrDigit(text[at - 1]) || TokenShapes.Match(text[at..], out var shape) is not (> 0 and var length) || shape is null)
            return null;
        if (Plausible.IsPlaceholder(text.Slice(at, length)) && !TokenShapes.IsHash(shape) || Repeats(text.Slice(at + shape.Prefix.Length, length - shape.Prefix.Length)))
            return null;
        return new(at, length, TokenShapes.IsHash(shape) ? HitKind.Hash : HitKind.Shape, shape.Name);
    }

    /// <summary>A run of one character, as in an example.</summary>
    private static bool Repeats(ReadOnlySpan<char> text) => Plausible.Entropy(text) < 2;

    /// <summary>https://www.rfc-editor.org/rfc/rfc7519: two parts that are objects, and a signature.</summary>
    private static Hit? WebToken(ReadOnlySpan<char> text, int at)
    {
        if (at > 0 && Url64.Contains(text[at - 1]))
            return null;
        var end = at;
        for (var part = 0; part < 3; part++)
        {
            var tail = text[end..];
            if (part == 1 && !tail.StartsWith("eyJ"))
                return null;
            var length = tail.IndexOfAnyExcept(Url64) is >= 0 and var stop ? stop : tail.Length;
            if (length < 10)
                return null;
            end += length;
            if (part < 2)
            {
                if (end >= text.Length || text[end] != '.')
                    return null;
                end++;
            }
        }
        return new(at, end - at, HitKind.Shape, "a JSON Web Token");
    }

    private static Hit? PrivateKey(ReadOnlySpan<char> rest, int at)
    {
        var head = rest[..Math.Min(rest.Length, 64)];
        var end = head[5..].IndexOf("-----");
        if (end < 0 || !head[..(end + 5)].Contains("PRIVATE KEY", StringComparison.Ordinal))
            return null;
        var body = rest[(end + 10)..];
        // The line ends of a key in JSON are two characters.
        while (body.Length > 0 && (char.IsWhiteSpace(body[0]) || body[0] is '\\' or '"' or '\''))
            body = body[0] == '\\' && body.Length > 1 && body[1] is 'n' or 'r' ? body[2..] : body[1..];
        if (body.StartsWith("Proc-Type") || body.StartsWith("Version") || (body.IndexOfAnyExcept(Base64) is var length && (length < 0 ? body.Length : length) >= 32))
            return new(at, end + 10, HitKind.Shape, "a private key");
        return null;
    }

    /// <summary>https://www.rfc-editor.org/rfc/rfc7617: user and password in Base64.</summary>
    private static Hit? Basic(ReadOnlySpan<char> rest, int at)
    {
        var code = rest["Basic ".Length..];
        code = code.IndexOfAnyExcept(Base64) is >= 0 and var end ? code[..end] : code;
        return IsUserAndPassword(code) ? new(at, "Basic ".Length + code.Length, HitKind.Basic, "user and password") : null;
    }

    public static bool IsUserAndPassword(ReadOnlySpan<char> code)
    {
        if (code.Length is < 8 or > 512 || !Base64Url.IsValid(code) && !System.Buffers.Text.Base64.IsValid(code))
            return false;
        Span<byte> bytes = stackalloc byte[512];
        if (!Convert.TryFromBase64Chars(code, bytes, out var length))
            return false;
        var colon = bytes[..length].IndexOf((byte)':');
        return colon > 0 && colon < length - 1 && bytes[..length].IndexOfAnyExceptInRange((byte)0x20, (byte)0x7e) < 0;
    }

    /// <summary>https://www.rfc-editor.org/rfc/rfc3986#section-3.2.1: what stands before the last @ of the authority, after a colon.</summary>
    private static Hit? Url(ReadOnlySpan<char> text, int at)
    {
        var start = at;
        while (start > 0 && (char.IsAsciiLetterOrDigit(text[start - 1]) || text[start - 1] is '+' or '.' or '-'))
            start--;
        if (start == at)
            return null;
        var rest = text[(at + 3)..];
        rest = rest.IndexOfAny(UrlEnd) is >= 0 and var end ? rest[..end] : rest;
        // A password that was put there as it is may hold a slash.
        var host = rest.LastIndexOf('@');
        if (host < 0 || rest[..host] is var info && info.IndexOf(':') is var colon && (colon < 0 || colon == info.Length - 1))
            return null;
        var user = rest[..rest.IndexOf(':')];
        var password = rest[(user.Length + 1)..host];
        // A port, and an @ in the path.
        if (password.IndexOf('/') is > 0 and var slash && password[..slash].IndexOfAnyExceptInRange('0', '9') < 0)
            return null;
        if (user.Contains('/') || user.Contains('?') || password.Contains('@') && password.Contains('/') || Plausible.IsPlaceholder(password) && password[0] != '/' || IsExample(password))
            return null;
        return new(start, at + 3 + host - start, HitKind.Url, "a password");
    }

    /// <summary>Words that stand for a password where somebody explains.</summary>
    private static bool IsExample(ReadOnlySpan<char> password) => password is "password" or "pass" or "pw" or "pwd" or "passwd" or "PASSWORD" or "PASS" or "secret";
}
