using System.Text;

namespace Sluis.Core.Emit.Kubernetes;

/// <summary>A host name inside a value: <c>db</c> in <c>postgres://app@db:5432</c>, but not in <c>database</c> or <c>db.example.org</c>.</summary>
internal static class HostText
{
    public static string Replace(string text, string host, string by)
    {
        var at = Find(text, host, 0);
        if (at < 0)
            return text;
        var result = new StringBuilder(text.Length + by.Length);
        var from = 0;
        for (; at >= 0; at = Find(text, host, from))
        {
            result.Append(text, from, at - from).Append(by);
            from = at + host.Length;
        }
        return result.Append(text, from, text.Length - from).ToString();
    }

    private static int Find(string text, string host, int start)
    {
        if (host.Length == 0)
            return -1;
        for (var at = text.IndexOf(host, start, StringComparison.Ordinal); at >= 0; at = text.IndexOf(host, at + 1, StringComparison.Ordinal))
        {
            var end = at + host.Length;
            if ((at == 0 || !IsName(text[at - 1])) && (end == text.Length || !IsName(text[end])) && IsPlace(text, at, end))
                return at;
        }
        return -1;
    }

    /// <summary>The whole value, or where a host stands: after <c>//</c>, <c>@</c> or a separator, or before a port. Not a path or a user.</summary>
    private static bool IsPlace(string text, int at, int end)
    {
        if (at == 0 && end == text.Length)
            return true;
        var before = at == 0 ? ',' : text[at - 1];
        if (before == '@' || (before == '/' && at > 1 && text[at - 2] == '/'))
            return end == text.Length || text[end] != '@';
        return before is ',' or '=' or ' ' or ';' or '(' or '[' or '"' or '\'' && (end == text.Length || text[end] is ':' or ',' or ' ' or ';' or ')' or ']' or '"' or '\'');
    }

    private static bool IsName(char c) => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.';
}
