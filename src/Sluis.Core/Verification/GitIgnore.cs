using System.Text;
using Sluis.Core.Emit;

namespace Sluis.Core.Verification;

/// <summary>
/// Which files of a repository Git leaves out, by its own <c>.gitignore</c> files. Of the pattern language it knows names,
/// <c>*</c>, a leading slash and a trailing one; a pattern that it does not know ignores nothing, which errs on the safe side.
/// </summary>
internal sealed class GitIgnore
{
    private readonly List<(string Folder, string Pattern)> patterns = [];

    public GitIgnore(RepositoryTree tree)
    {
        foreach (var file in tree.Files)
            if (file.Path == ".gitignore" || file.Path.EndsWith("/.gitignore", StringComparison.Ordinal))
                foreach (var line in Encoding.UTF8.GetString(file.Content.Span).Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
                    if (line[0] is not ('#' or '!'))
                        patterns.Add((file.Path[..^".gitignore".Length], line));
    }

    public bool Ignores(string path)
    {
        foreach (var (folder, pattern) in patterns)
            if (path.StartsWith(folder, StringComparison.Ordinal) && Matches(pattern, path[folder.Length..]))
                return true;
        return false;
    }

    private static bool Matches(string pattern, string path)
    {
        var isFolder = pattern.EndsWith('/');
        var body = pattern.Trim('/');
        var anchored = pattern.StartsWith('/') || body.Contains('/');
        var parts = path.Split('/');
        var width = body.Count(static c => c == '/') + 1;
        for (var start = 0; start + width <= (anchored ? Math.Min(width, parts.Length) : parts.Length); start++)
            if ((!isFolder || start + width < parts.Length) && Each(body.Split('/'), parts.AsSpan(start, width)))
                return true;
        return false;
    }

    private static bool Each(string[] patterns, ReadOnlySpan<string> parts)
    {
        for (var i = 0; i < patterns.Length; i++)
            if (patterns[i] == "**" || !System.IO.Enumeration.FileSystemName.MatchesSimpleExpression(patterns[i], parts[i], ignoreCase: false))
                return false;
        return true;
    }
}
