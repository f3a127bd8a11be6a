namespace Sluis.Cli.Output;

/// <summary>What a run did to a folder; each list sorted ordinally.</summary>
internal sealed record WriteReport
{
    public required IReadOnlyList<string> Written { get; init; }
    public required IReadOnlyList<string> Removed { get; init; }
    public required int Unchanged { get; init; }
    /// <summary>Generated files that a person changed; left as they are.</summary>
    public required IReadOnlyList<string> Changed { get; init; }
    /// <summary>Files that were there before the first run and are not ours; left as they are.</summary>
    public required IReadOnlyList<string> Foreign { get; init; }
    /// <summary>Files that are no longer generated, but that a person changed; left as they are.</summary>
    public required IReadOnlyList<string> Orphaned { get; init; }
}

/// <summary>The folder cannot be written; <paramref name="why"/> in a few words.</summary>
internal sealed class OutputRefused(string why) : Exception(why);
