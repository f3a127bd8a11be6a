using k8s;

namespace Sluis.Core.Emit;

public enum FileOwner
{
    /// <summary>Sluis rewrites it; a person's change is kept and reported until <c>--force</c>.</summary>
    Tool,
    /// <summary>Written once if absent, then the user's.</summary>
    User,
    /// <summary>A result and nobody's words: always written anew.</summary>
    Evidence,
}

/// <summary>
/// A file of the repository; <paramref name="Path"/> is relative with <c>/</c>. <paramref name="Object"/> is what a manifest
/// was written from: a KubernetesClient model, or a record of ours that implements the same interface.
/// </summary>
public sealed record RepositoryFile(string Path, ReadOnlyMemory<byte> Content, FileOwner Owner, IKubernetesObject? Object = null);

/// <summary>The files, sorted by path, ordinally; paths are unique.</summary>
public sealed class RepositoryTree(IReadOnlyList<RepositoryFile> files)
{
    private readonly Lazy<Dictionary<string, RepositoryFile>> byPath =
        new(() => files.ToDictionary(f => f.Path, StringComparer.Ordinal));

    public IReadOnlyList<RepositoryFile> Files { get; } = files;

    public RepositoryTree With(IEnumerable<RepositoryFile> more) => new([.. Files.Concat(more).OrderBy(static f => f.Path, StringComparer.Ordinal)]);

    public RepositoryFile? this[string path] => byPath.Value.GetValueOrDefault(path);
}
