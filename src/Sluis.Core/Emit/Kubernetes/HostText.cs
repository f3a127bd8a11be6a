namespace Sluis.Core.Emit.Kubernetes;

/// <summary>A host name inside a value, replaced where it stands as a whole.</summary>
internal static class HostText
{
    public static string Replace(string text, string from, string to)
    {
        var at = 0;
        while (text.IndexOf(from, at, StringComparison.OrdinalIgnoreCase) is >= 0 and var found)
        {
            var end = found + from.Length;
            var whole = (found == 0 || !IsHost(text[found - 1])) && (end == text.Length || !IsHost(text[end]));
            if (whole)
                text = text[..found] + to + text[end..];
            at = whole ? found + to.Length : end;
        }
        return text;
    }

    private static bool IsHost(char c) => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.';
}
