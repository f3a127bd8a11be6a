using System.Collections.Concurrent;
using Sluis.Core.Diagnostics;
using Sluis.Core.Yaml;

namespace Sluis.Core.Proof;

/// <summary>
/// The repository as it lies on disk at one moment, hand edits included. Paths are relative with <c>/</c> and sorted ordinally.
/// A YAML file is parsed once, however many environments use it.
/// </summary>
public sealed class RepositorySnapshot
{
    private readonly Dictionary<string, ReadOnlyMemory<byte>> files;
    private readonly ConcurrentDictionary<string, IReadOnlyList<Node>?> parsed = new(StringComparer.Ordinal);

    public RepositorySnapshot(IEnumerable<KeyValuePair<string, ReadOnlyMemory<byte>>> files)
    {
        this.files = new(StringComparer.Ordinal);
        foreach (var (path, content) in files)
            this.files[path] = content;
        Paths = [.. this.files.Keys.Order(StringComparer.Ordinal)];
    }

    public IReadOnlyList<string> Paths { get; }

    public bool Has(string path) => files.ContainsKey(path);

    /// <summary>Null when there is no such file.</summary>
    public ReadOnlyMemory<byte>? Read(string path)
    {
        // A conditional expression would turn null into empty memory, for an array converts to it.
        if (files.TryGetValue(path, out var content))
            return content;
        return null;
    }

    /// <summary>All documents of a YAML file; null when it is absent or broken (the finding is given once, at the first call).</summary>
    public IReadOnlyList<Node>? Documents(string path, Findings findings)
    {
        if (parsed.TryGetValue(path, out var known))
            return known;
        var documents = files.TryGetValue(path, out var content) ? YamlReader.ReadAll(path, content.Span, findings) : null;
        return parsed.GetOrAdd(path, documents);
    }
}
