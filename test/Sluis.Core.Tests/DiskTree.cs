using Sluis.Core.IO;

namespace Sluis.Core.Tests;

/// <summary>The real disk with an environment of the test's own.</summary>
internal sealed class DiskTree(string workingDirectory, Dictionary<string, string>? environment = null) : ISourceTree
{
    public string WorkingDirectory { get; } = workingDirectory;

    public SourceKind Kind(string path) =>
        File.Exists(path) ? SourceKind.File : Directory.Exists(path) ? SourceKind.Directory : SourceKind.Missing;

    public SourceRead Read(string path) => File.Exists(path) ? SourceRead.Of(File.ReadAllBytes(path)) : SourceRead.Failed("no such file");

    public IReadOnlyList<string> List(string path) =>
        Directory.Exists(path) ? [.. Directory.EnumerateFileSystemEntries(path).Select(Path.GetFileName).OfType<string>().Order(StringComparer.Ordinal)] : [];

    public string? Environment(string name) => environment?.GetValueOrDefault(name);
}
