using Sluis.Core.Diagnostics;
using Sluis.Core.Proof;
using Sluis.Core.Proof.Claims;
using Sluis.Core.Proof.Exceptions;

namespace Sluis.Cli.Verifying;

/// <summary>Every proof over one snapshot, then what is ignored in place, then what the baseline knows.</summary>
internal static class ProofRun
{
    public static ProofReport Of(RepositorySnapshot repository, string shownFolder, Claims? claims, ProofOptions options, Findings findings, Baseline? baseline, string baselineFile)
    {
        var verification = Verifier.Verify(repository, claims, options, findings);
        var suppressed = Suppressions.Apply(verification.Findings, verification.Environments);
        var left = suppressed.Findings;
        int? known = null;
        if (baseline is not null)
        {
            (left, known, var gone) = baseline.Compare(left);
            if (gone > 0)
                left = [.. left.Append(SuppressionDiagnostics.BaselineStale(baselineFile, gone)).Order()];
        }
        return new()
        {
            Folder = shownFolder,
            Input = verification.Claims?.Input ?? "",
            Tree = TreeHash.Of(repository),
            Environments = [.. verification.Environments.Select(static e => e.Name)],
            Results = verification.Results,
            Findings = left,
            Ignored = suppressed.Ignored,
            Known = known,
            Shown = finding => shownFolder.Length > 0 && repository.Has(finding.At.File) ? finding with { At = finding.At with { File = $"{shownFolder}/{finding.At.File}" } } : finding,
        };
    }
}
