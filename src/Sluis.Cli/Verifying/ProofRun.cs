using Sluis.Core.Diagnostics;
using Sluis.Core.Proof;
using Sluis.Core.Proof.Claims;
using Sluis.Core.Proof.Exceptions;

namespace Sluis.Cli.Verifying;

/// <summary>Every proof over one snapshot, then what is ignored in place, then what the baseline knows.</summary>
internal static class ProofRun
{
    public static ProofReport Of(RepositorySnapshot repository, string shownFolder, Claims? claims, ProofOptions options, Findings findings) =>
        Report(repository, shownFolder, Verifier.Verify(repository, claims, options, findings), [], [], null);

    /// <param name="others">Findings of whatever looked at the repository after the proofs.</param>
    /// <param name="more">Results of other checks, shown after those of the proofs.</param>
    public static ProofReport Report(
        RepositorySnapshot repository, string shownFolder, Verification verification, IReadOnlyList<Diagnostic> others, IReadOnlyList<ProofResult> more, (Baseline Known, string File)? baseline)
    {
        var suppressed = Suppressions.Apply([.. verification.Findings, .. others], verification.Environments);
        var left = suppressed.Findings;
        int? known = null;
        if (baseline is { } given)
        {
            (left, known, var gone) = given.Known.Compare(left);
            if (gone > 0)
                left = [.. left.Append(SuppressionDiagnostics.BaselineStale(given.File, gone)).Order()];
        }
        return new()
        {
            Folder = shownFolder,
            Input = verification.Claims?.Input ?? "",
            Tree = TreeHash.Of(repository),
            Environments = [.. verification.Environments.Select(static e => e.Name)],
            Results = [.. verification.Results, .. more],
            Findings = left,
            AllFindings = suppressed.Findings,
            Ignored = suppressed.Ignored,
            Known = known,
            Shown = finding => shownFolder.Length > 0 && (repository.Has(finding.At.File) || IsAbsent(finding)) ? finding with { At = finding.At with { File = $"{shownFolder}/{finding.At.File}" } } : finding,
        };
    }

    /// <summary>About a file that belongs in the repository and is not in the snapshot: it is not there, or was not read.</summary>
    private static bool IsAbsent(Diagnostic finding) =>
        finding.Code is "SL9012" or "SL9013" or "SL9014" || finding.At.File is "evidence/claims.json" or "evidence/ledger.json" or "docs/secrets.md" or "clusters";
}
