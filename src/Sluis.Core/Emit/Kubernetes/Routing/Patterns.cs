using System.Text;

namespace Sluis.Core.Emit.Kubernetes.Routing;

/// <summary>The proxy's regular expressions, as far as Kubernetes has other words for them.</summary>
internal static class Patterns
{
    /// <summary>
    /// <c>{sub:[a-z]+}.example.com</c>, <c>^.+\.example\.com$</c> and the like as <c>*.example.com</c>; null when it is more than that.
    /// https://doc.traefik.io/traefik/routing/routers/#hostregexp
    /// </summary>
    public static string? Wildcard(string expression)
    {
        var text = expression.AsSpan().Trim();
        if (text.StartsWith("^"))
            text = text[1..];
        if (text.EndsWith("$"))
            text = text[..^1];
        var end = FirstLabel(text);
        if (end <= 0)
            return null;
        var rest = text[end..];
        if (rest.StartsWith("\\."))
            rest = rest[2..];
        else if (rest.StartsWith("."))
            rest = rest[1..];
        else
            return null;
        var host = rest.ToString().Replace("\\.", ".", StringComparison.Ordinal);
        foreach (var c in host)
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('.' or '-'))
                return null;
        return host.Length == 0 ? null : "*." + host.ToLowerInvariant();
    }

    /// <summary>Where an expression for one or more labels ends: a group in braces or parentheses, or <c>.+</c>, <c>.*</c>, <c>[…]+</c>.</summary>
    private static int FirstLabel(ReadOnlySpan<char> text)
    {
        foreach (var any in (ReadOnlySpan<string>)[".+", ".*"])
            if (text.StartsWith(any))
                return any.Length;
        if (text.IsEmpty)
            return 0;
        var (open, close) = text[0] switch { '{' => ('{', '}'), '(' => ('(', ')'), '[' => ('[', ']'), _ => ('\0', '\0') };
        if (open == '\0')
            return 0;
        var depth = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == open)
                depth++;
            else if (text[i] == close && --depth == 0)
                return i + 1 < text.Length && text[i + 1] is '+' or '*' ? i + 2 : i + 1;
        }
        return 0;
    }

    /// <summary>Traefik 2's <c>/users/{id:[0-9]+}</c> as an expression for the whole path; anything else is one already.</summary>
    public static string Path(string value)
    {
        if (!value.StartsWith('/') || !value.Contains('{'))
            return value;
        var text = new StringBuilder("^");
        for (var i = 0; i < value.Length; i++)
        {
            if (value[i] != '{')
            {
                if (value[i] is '.' or '+' or '*' or '?' or '(' or ')' or '[' or ']' or '|' or '^' or '$')
                    text.Append('\\');
                text.Append(value[i]);
                continue;
            }
            var (depth, start) = (0, i);
            for (; i < value.Length; i++)
                if (value[i] == '{')
                    depth++;
                else if (value[i] == '}' && --depth == 0)
                    break;
            var inner = value[(start + 1)..Math.Min(i, value.Length)];
            var colon = inner.IndexOf(':');
            text.Append(colon < 0 ? "[^/]+" : $"({inner[(colon + 1)..]})");
        }
        return text.ToString();
    }
}
