using System.Text;

namespace Sluis.Core.IO;

/// <summary>Files in memory: for tests, and for input that does not lie on a disk.</summary>
public sealed class MemorySourceTree(string workingDirectory = "/work") : ISourceTree
{
    private readonly SortedDictionary<string, byte[]> files = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> environment = new(StringComparer.Ordinal);

    public string WorkingDirectory { get; } = workingDirectory;

    public MemorySourceTree Add(string path, string content) => Add(path, Encoding.UTF8.GetBytes(content));

    public MemorySourceTree Add(string path, byte[] content)
    {
        files[path.StartsWith('/') ? path : $"{WorkingDirectory}/{path}"] = content;
        return this;
    }

    public MemorySourceTree Set(string variable, string value)
    {
        environment[variable] = value;
        return this;
    }

    public SourceKind Kind(string path)
    {
        if (files.ContainsKey(path))
            return SourceKind.File;
        var prefix = path.TrimEnd('/') + "/";
        return files.Keys.Any(f => f.StartsWith(prefix, StringComparison.Ordinal)) ? SourceKind.Directory : SourceKind.Missing;
    }

    public SourceRead Read(string path) =>
        files.TryGetValue(path, out var content) ? SourceRead.Of(content) : SourceRead.Failed("no such file");

    public IReadOnlyList<string> List(string path)
    {
        var prefix = path.TrimEnd('/') + "/";
        return [.. files.Keys
            .Where(f => f.StartsWith(prefix, StringComparison.Ordinal))
            .Select(f => f[prefix.Length..].Split('/')[0])
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)];
    }

    public string? Environment(string name) => environment.GetValueOrDefault(name);
}
