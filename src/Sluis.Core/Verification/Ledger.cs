using Sluis.Core.Text;

namespace Sluis.Core.Verification;

public enum Disposition
{
    /// <summary>The same value in the same meaning.</summary>
    Exact,
    /// <summary>Another form, or another value with a reason.</summary>
    Adapted,
    /// <summary>A part of the platform takes its place.</summary>
    Replaced,
    /// <summary>It has no place in Kubernetes; why, and what to do.</summary>
    Dropped,
}

/// <summary>
/// A leaf of a resolved project and what became of it. <see cref="Value"/> is null for a secret: the ledger is public.
/// <see cref="Path"/> is dotted with list positions: <c>services.api.ports[0].target</c>.
/// </summary>
public sealed record LedgerEntry
{
    public required string Project { get; init; }
    public required string Path { get; init; }
    public string? Value { get; init; }
    public required SourceSpan At { get; init; }
    public required Disposition Disposition { get; init; }
    /// <summary>File of the repository and field in it: <c>apps/rentguy/base/deployment-rentguy-api.yaml</c>, <c>spec.template.spec.containers[0].image</c>. Null when dropped.</summary>
    public string? File { get; init; }
    public string? Field { get; init; }
    /// <summary>Why it is not exact; what to do when it is dropped. Null only when exact.</summary>
    public string? Reason { get; init; }
    public string? Action { get; init; }
}

/// <summary>Every leaf of every project, accounted. <see cref="Unaccounted"/> must be empty: anything in it is a bug of ours.</summary>
public sealed record Ledger(EquatableArray<LedgerEntry> Entries, EquatableArray<UnaccountedLeaf> Unaccounted)
{
    public int Count(Disposition disposition)
    {
        var count = 0;
        foreach (var entry in Entries)
            if (entry.Disposition == disposition)
                count++;
        return count;
    }
}

public sealed record UnaccountedLeaf(string Project, string Path, SourceSpan At);
