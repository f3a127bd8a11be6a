namespace Sluis.Core.Understanding;

/// <summary>Names with <c>*</c>, as in <c>sluis.yaml</c>.</summary>
internal static class Patterns
{
    public static bool Matches(string pattern, string name) =>
        pattern == name || pattern.Contains('*') && System.IO.Enumeration.FileSystemName.MatchesSimpleExpression(pattern, name, ignoreCase: false);
}
