using System.IO.Enumeration;
using System.Text;

namespace Sluis.Core.Proof.Secrets;

/// <summary>
/// What lies on disk and never reaches Git, by the repository's <c>.gitignore</c> files. Names, <c>*</c>, a slash before and after and
/// a leading <c>**/</c> are understood; another pattern ignores nothing, so that its files are looked into.
/// https://git-scm.com/docs/gitignore
/// </summary>
internal sealed class IgnoredFiles
{
    private const string Name = ".gitignore";

    private readonly List<(string Folder, string[] Parts, bool Anchored, bool OnlyFolders)> rules = [];

    public IgnoredFiles(RepositorySnapshot repository)
    {
        foreach (var path in repository.Paths)
            if ((path == Name || path.EndsWith("/" + Name, StringComparison.Ordinal)) && repository.Read(path) is { } content)
                foreach (var line in Encoding.UTF8.GetString(content.Span).Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
                    Add(path[..^Name.Length], line);
    }

    private void Add(string folder, string line)
    {
        if (line[0] is '#' or '!')
            return;
        var body = line.StartsWith("**/", StringComparison.Ordinal) ? line[3..] : line;
        var anchored = !ReferenceEquals(body, line) ? false : body.TrimEnd('/').Contains('/', StringComparison.Ordinal);
        var parts = body.Trim('/').Split('/');
        if (!parts.Contains("**"))
            rules.Add((folder, parts, anchored, body.EndsWith('/')));
    }

    public bool Has(string path)
    {
        foreach (var (folder, parts, anchored, onlyFolders) in rules)
        {
            if (!path.StartsWith(folder, StringComparison.Ordinal))
                continue;
            var names = path[folder.Length..].Split('/');
            var last = anchored ? 0 : names.Length - parts.Length;
            for (var start = 0; start <= last; start++)
                // The file itself is the last name; a rule for folders matches before it.
                if (start + parts.Length <= names.Length && (!onlyFolders || start + parts.Length < names.Length) && Matches(parts, names.AsSpan(start, parts.Length)))
                    return true;
        }
        return false;
    }

    private static bool Matches(string[] patterns, ReadOnlySpan<string> names)
    {
        for (var i = 0; i < patterns.Length; i++)
            if (!FileSystemName.MatchesSimpleExpression(patterns[i], names[i], ignoreCase: false))
                return false;
        return true;
    }
}
