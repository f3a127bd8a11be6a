using System.Globalization;
using Sluis.Core.Diagnostics;
using Sluis.Core.Text;

namespace Sluis.Core.Proof.Exceptions;

/// <summary>Codes 5900 to 5909: findings that are ignored in place, and baselines.</summary>
public static class SuppressionDiagnostics
{
    private const string Field = "metadata.annotations[" + Suppressions.Annotation + "]";

    public static Diagnostic Ignored(Diagnostic finding, string reason) => new("SL5901", Severity.Note, finding.At,
        $"{finding.Code} is ignored here: {reason.TrimEnd('.')}. It says: {finding.Message}")
    { Object = finding.Object, Field = finding.Field };

    public static Diagnostic NoReason(SourceSpan at, string subject, string code) => new("SL5902", Severity.Warning, at,
        $"{code} is to be ignored, but no reason is given; it is not ignored.", $"Write why behind the code: {code} reason.")
    { Object = subject, Field = Field };

    public static Diagnostic Unused(SourceSpan at, string subject, string code) => new("SL5903", Severity.Note, at,
        $"{code} is ignored here, but the object has no such finding.", "Remove it, so that the finding is seen when it comes back.")
    { Object = subject, Field = Field };

    public static Diagnostic NotACode(SourceSpan at, string subject, string word) => new("SL5904", Severity.Warning, at,
        $"\"{word}\" is not the code of a finding, so nothing is ignored.", $"Write {Suppressions.Annotation}: SL and four digits, then the reason.")
    { Object = subject, Field = Field };

    public static Diagnostic BaselineBroken(string file, string why) => new("SL5905", Severity.Error, SourceSpan.StartOf(file),
        $"The baseline cannot be read: {why}.", "Restore it from Git, or write it anew with --write-baseline.");

    public static Diagnostic BaselineStale(string file, int gone) => new("SL5906", Severity.Note, SourceSpan.StartOf(file),
        string.Create(CultureInfo.InvariantCulture, $"{gone} {(gone == 1 ? "finding" : "findings")} of the baseline no longer exist."), "Write it anew with --write-baseline, so that they are seen when they come back.");

    public static readonly IReadOnlyList<DiagnosticHelp> Help =
    [
        new("SL5901", Severity.Note, "A finding that is ignored",
            "The object's annotation sluis.dev/ignore says that this finding is accepted, and why. It does not count, but it is never hidden.",
            "Nothing, while the reason holds. Remove the annotation when it no longer does."),
        new("SL5902", Severity.Warning, "Ignored without a reason",
            "An exception that nobody explained cannot be judged a year later, so it has no effect.",
            "Write the reason behind the code: sluis.dev/ignore: SL5703 the agent reads the node's files by design."),
        new("SL5903", Severity.Note, "Ignored for nothing",
            "The annotation names a finding that the object does not have. If the fault came back, nobody would see it.",
            "Remove the code from the annotation."),
        new("SL5904", Severity.Warning, "An exception that is not understood",
            "The annotation sluis.dev/ignore takes a code and a reason, several separated by a newline or a comma.",
            "Write it as SL5703 reason."),
        new("SL5905", Severity.Error, "A baseline that cannot be read",
            "The file given with --baseline is not one that --write-baseline wrote, so nothing can be compared with it.",
            "Restore it from Git, or write it anew."),
        new("SL5906", Severity.Note, "A baseline with findings that are gone",
            "The baseline names findings that no longer exist. If they came back they would count as known.",
            "Write it anew with --write-baseline and commit it."),
    ];
}
