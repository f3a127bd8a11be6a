using Sluis.Core.Diagnostics;
using Sluis.Core.Proof;
using Sluis.Core.Proof.Exceptions;

namespace Sluis.Cli.Verifying;

/// <summary>What the proofs came to, ready to be printed in any format.</summary>
internal sealed record ProofReport
{
    /// <summary>The repository's folder as the user would write it.</summary>
    public required string Folder { get; init; }
    /// <summary>SHA-256 of the Compose files that the claims were made from; empty when there are no claims.</summary>
    public required string Input { get; init; }
    /// <summary>SHA-256 of the repository that this speaks about; see <see cref="TreeHash"/>.</summary>
    public required string Tree { get; init; }
    public required IReadOnlyList<string> Environments { get; init; }
    public required IReadOnlyList<ProofResult> Results { get; init; }
    /// <summary>What is to be reported, sorted; places relative to the repository.</summary>
    public required IReadOnlyList<Diagnostic> Findings { get; init; }
    /// <summary>The same with what the baseline knows.</summary>
    public required IReadOnlyList<Diagnostic> AllFindings { get; init; }
    public required IReadOnlyList<IgnoredFinding> Ignored { get; init; }
    /// <summary>Findings that the baseline knows; null without a baseline.</summary>
    public int? Known { get; init; }
    /// <summary>Puts the folder before the places that are in the repository, as the user would write them.</summary>
    public required Func<Diagnostic, Diagnostic> Shown { get; init; }

    public int Count(Severity severity) => Findings.Count(f => f.Severity == severity);

    public bool Fails(Severity from) => Findings.Any(f => f.Severity >= from);
}
