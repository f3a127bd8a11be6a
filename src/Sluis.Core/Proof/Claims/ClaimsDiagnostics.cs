using Sluis.Core.Diagnostics;
using Sluis.Core.Text;

namespace Sluis.Core.Proof.Claims;

/// <summary>Codes 5050 to 5059: the claims that the proofs are held to.</summary>
public static class ClaimsDiagnostics
{
    public static Diagnostic Missing() => new("SL5050", Severity.Warning, SourceSpan.StartOf(ClaimsReader.Path),
        "The repository does not say what the old platform was, so nothing can be compared with it.",
        "Give the Compose files with --source, or generate the repository again.");

    public static Diagnostic Broken(SourceSpan at) => new("SL5051", Severity.Error, at,
        "The claims about the old platform cannot be read.",
        "Restore evidence/claims.json from Git, or generate the repository again.");

    public static readonly IReadOnlyList<DiagnosticHelp> Help =
    [
        new("SL5050", Severity.Warning, "No claims",
            "sluis verify holds the manifests to what the Compose platform was: its services, networks, calls and entrances. That is written to evidence/claims.json. Without it only the manifests themselves can be judged.",
            "Run sluis verify with --source PATH of the Compose files, or let sluis generate write the repository again."),
        new("SL5051", Severity.Error, "Broken claims",
            "evidence/claims.json is not what sluis generate writes: it was cut short or edited.",
            "Restore the file from Git or generate again. Do not edit it: what differs from the plan belongs in sluis.yaml."),
    ];
}
