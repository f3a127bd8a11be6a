using Sluis.Core.Emit;

namespace Sluis.Cli.Output;

internal enum WriteAct
{
    Write,
    Same,
    /// <summary>Generated, then changed by a person.</summary>
    Changed,
    /// <summary>Not one of ours.</summary>
    Foreign,
    /// <summary>The user's own by now.</summary>
    Theirs,
}

/// <param name="After">What the file holds when all is written.</param>
internal sealed record DecidedFile(RepositoryFile File, string Hash, WriteAct Act, ReadOnlyMemory<byte>? After);

/// <summary>What a run is going to do to a folder.</summary>
internal sealed record PreparedWrite
{
    public required RepositoryTree Tree { get; init; }
    public required string Folder { get; init; }
    public required bool Force { get; init; }
    /// <summary>The folder is not there or empty.</summary>
    public required bool IsNew { get; init; }
    public required Dictionary<string, string> Known { get; init; }
    public required Dictionary<string, string> Pending { get; init; }
    /// <summary>By path, ordinally.</summary>
    public required IReadOnlyList<DecidedFile> Files { get; init; }
    /// <summary>Files of an earlier run that this one does not generate, by path.</summary>
    public List<string> Removed { get; } = [];
    /// <summary>The same, but changed by a person since.</summary>
    public List<string> Orphaned { get; } = [];
}
