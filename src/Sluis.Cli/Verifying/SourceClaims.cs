using Sluis.Core;
using Sluis.Core.Compose;
using Sluis.Core.Diagnostics;
using Sluis.Core.IO;
using Sluis.Core.Planning;
using Sluis.Core.Proof;
using Sluis.Core.Verification;

namespace Sluis.Cli.Verifying;

/// <summary><c>--source</c>: the Compose files compiled as <c>generate</c> would, and what they no longer have in common with the repository.</summary>
internal static class SourceClaims
{
    /// <summary>Null when they cannot be compiled; then <paramref name="findings"/> says why.</summary>
    public static Compilation? Compile(ISourceTree sources, IReadOnlyList<string> paths, ComposeOptions options, Intent intent, Findings findings)
    {
        var own = new Findings();
        var compilation = findings.HasErrors ? null : SluisCompiler.Compile(sources, paths, options, intent, own);
        if (compilation is { Ledger: not null, Claims: not null } && !own.HasErrors)
            return compilation;
        // Warnings about the Compose files are for sluis inspect; here only what stands in the way counts.
        findings.AddRange(own.Sorted().Where(static f => f.Severity == Severity.Error));
        return null;
    }

    public static ProofResult? Drift(RepositorySnapshot repository, Compilation now, Findings findings)
    {
        if (now is not { Ledger: { } ledger, Claims: { } claims })
            return null;
        ClaimsDrift.Check(repository, claims, findings);
        return LedgerDrift.Check(repository, ledger, findings);
    }
}
