using System.Globalization;
using Sluis.Core.Diagnostics;
using Sluis.Core.Text;

namespace Sluis.Core.Verification;

/// <summary>Codes 5060 to 5069: the Compose files as they are now against what the repository was made from.</summary>
public static class DriftDiagnostics
{
    private const string Again = "Run sluis generate again.";

    public static Diagnostic Added(SourceSpan at, string path, string? value) => new("SL5060", Severity.Error, at,
        $"{path} is new in the Compose files{(value is null ? "" : $" ({Shown(value)})")}; the repository does not have it.", Again);

    public static Diagnostic AddedService(SourceSpan at, string service, int values) => new("SL5060", Severity.Error, at,
        string.Create(CultureInfo.InvariantCulture, $"Service \"{service}\" is new in the Compose files ({values} values); the repository does not have it."), Again);

    public static Diagnostic Removed(SourceSpan at, string path, string? became) => new("SL5061", Severity.Error, at,
        $"{path} is no longer in the Compose files; the repository still has it{(became is null ? "" : $" in {became}")}.", Again);

    public static Diagnostic RemovedService(SourceSpan at, string service, int values) => new("SL5061", Severity.Error, at,
        string.Create(CultureInfo.InvariantCulture, $"Service \"{service}\" is no longer in the Compose files ({values} values); the repository still has it."), Again);

    /// <summary>Values are null when they are secret: then only that they differ in kind is said.</summary>
    public static Diagnostic Changed(SourceSpan at, string path, string? before, string? now, string? became) => new("SL5062", Severity.Error, at,
        (before, now) switch
        {
            (null, _) => $"{path} was a secret and no longer is one",
            (_, null) => $"{path} is now a secret",
            _ => $"{path} is {Shown(now)} in the Compose files and {Shown(before)} in the repository",
        } + $"{(became is null ? "" : $": {became}")}.",
        Again);

    public static Diagnostic Moved(SourceSpan at, string path, string before, string now) => new("SL5063", Severity.Warning, at,
        $"{path} would now become {now}; the repository has it as {before}.", Again);

    public static Diagnostic NoLedger(string why) => new("SL5064", Severity.Error, SourceSpan.StartOf(LedgerDrift.Path),
        $"The repository's ledger cannot be compared with the Compose files: {why}.", "Restore evidence/ledger.json from Git, or generate the repository again.");

    public static Diagnostic NewClaim(SourceSpan at, string what) => new("SL5065", Severity.Warning, at,
        $"{what} is new since the repository was generated.", Again);

    public static Diagnostic GoneClaim(SourceSpan at, string what) => new("SL5066", Severity.Warning, at,
        $"{what} no longer exists since the repository was generated.", Again);

    private static string Shown(string value)
    {
        var line = value.ReplaceLineEndings(" ");
        return $"\"{(line.Length > 80 ? line[..77] + "..." : line)}\"";
    }

    public static readonly IReadOnlyList<DiagnosticHelp> Help =
    [
        new("SL5060", Severity.Error, "A value that the repository does not have yet", "The Compose files gained a value after the repository was generated. The old platform has it and the new one does not.", Again),
        new("SL5061", Severity.Error, "A value that the old platform no longer has", "The Compose files lost a value after the repository was generated, so the two platforms differ.", Again),
        new("SL5062", Severity.Error, "A value that changed since", "The Compose files have another value than the one that the repository was generated from. The values of secrets are not compared: the repository does not hold them.", Again),
        new("SL5063", Severity.Warning, "A value that would now be written elsewhere", "The value is the same, but with today's choices in sluis.yaml, or today's version of Sluis, it would become something else.", Again),
        new("SL5064", Severity.Error, "No ledger to compare with", "evidence/ledger.json says what the repository was made from. It is absent or not what sluis generate writes.", "Restore the file from Git, or generate the repository again."),
        new("SL5065", Severity.Warning, "A claim that is new", "The Compose files as they are now make a call, a network or a way in that the repository was not generated for. The other proofs hold the repository to it already.", Again),
        new("SL5066", Severity.Warning, "A claim that is gone", "A call, a network or a way in that the repository was generated for is no longer in the Compose files, so the repository may allow more than is needed.", Again),
    ];
}
