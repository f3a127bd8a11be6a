using Sluis.Core.Platform;

namespace Sluis.Core.Planning;

/// <summary><c>project</c>, <c>service</c> or <c>project/service</c>; <c>*</c> is any text.</summary>
internal static class ServicePatterns
{
    /// <summary>A lone word names a service.</summary>
    public static bool MatchesService(string pattern, ServiceKey key) => Both(pattern, key) ?? Glob(pattern, key.Service);

    /// <summary>A lone word names a project.</summary>
    public static bool MatchesMember(string pattern, ServiceKey key) => Both(pattern, key) ?? Glob(pattern, key.Project);

    private static bool? Both(string pattern, ServiceKey key)
    {
        var slash = pattern.IndexOf('/');
        return slash < 0 ? null : Glob(pattern.AsSpan(0, slash), key.Project) && Glob(pattern.AsSpan(slash + 1), key.Service);
    }

    public static bool Glob(ReadOnlySpan<char> pattern, ReadOnlySpan<char> text)
    {
        var (p, t, star, mark) = (0, 0, -1, 0);
        while (t < text.Length)
        {
            if (p < pattern.Length && pattern[p] == '*')
                (star, mark) = (p++, t);
            else if (p < pattern.Length && pattern[p] == text[t])
                (p, t) = (p + 1, t + 1);
            else if (star >= 0)
                (p, t) = (star + 1, ++mark);
            else
                return false;
        }
        while (p < pattern.Length && pattern[p] == '*')
            p++;
        return p == pattern.Length;
    }
}
