using System.Globalization;
using System.Text;
using Sluis.Cli.Verifying;
using Sluis.Core.Diagnostics;

namespace Sluis.Cli.Rendering;

/// <summary>A verification for people: a line for each proof, then the findings by object, the worst first.</summary>
internal static class VerifyText
{
    /// <param name="least">Findings below it are counted and not listed.</param>
    /// <param name="lister">The command that lists those.</param>
    public static string Write(ProofReport report, Severity least, bool colour, string lister)
    {
        var text = new StringBuilder();
        Summary(text, report);
        Findings(text, report, least, colour);
        Verdict(text, report, least, colour, lister);
        return text.ToString();
    }

    private static void Summary(StringBuilder text, ProofReport report)
    {
        text.Append(report.Folder.Length == 0 ? "." : report.Folder).Append(": tree ").Append(report.Tree.AsSpan(0, 12));
        if (report.Input.Length >= 12)
            text.Append(", made from input ").Append(report.Input.AsSpan(0, 12));
        text.Append(", ").Append(report.Environments.Count == 0 ? "no environments" : string.Join(", ", report.Environments)).Append("\n\n");
        if (report.Results.Count == 0)
            return;
        var table = new TextTable("PROOF", "CHECKED", "RESULT");
        foreach (var result in report.Results)
            table.Add(result.Name, Number(result.Checked), result.Sentence);
        table.WriteTo(text);
        text.Append('\n');
    }

    private static void Findings(StringBuilder text, ProofReport report, Severity least, bool colour)
    {
        var groups = report.Findings.Where(f => f.Severity >= least).GroupBy(static f => f.Object ?? "")
            .Select(static g => (Subject: g.Key, Findings: g.OrderByDescending(static f => f.Severity).ThenBy(static f => f).ToList()))
            .OrderByDescending(static g => g.Findings[0].Severity).ThenBy(static g => g.Subject, StringComparer.Ordinal);
        foreach (var (subject, findings) in groups)
        {
            text.Append(Bold(subject.Length == 0 ? "The repository" : subject, colour)).Append('\n');
            foreach (var finding in findings)
            {
                text.Append("  ").Append(Word(finding.Severity, colour)).Append(' ').Append(finding.Code);
                if (!finding.At.IsNone)
                    text.Append(' ').Append(report.Shown(finding).At);
                if (finding.Field is { } field)
                    text.Append(' ').Append(field);
                text.Append("\n    ").Append(finding.Message).Append('\n');
                if (finding.Fix is { } fix)
                    text.Append("    ").Append(fix).Append('\n');
            }
            text.Append('\n');
        }
    }

    private static void Verdict(StringBuilder text, ProofReport report, Severity least, bool colour, string lister)
    {
        var (errors, warnings, notes) = (report.Count(Severity.Error), report.Count(Severity.Warning), report.Count(Severity.Note));
        text.Append(errors > 0 ? Paint("Refuted", 31, colour) : Paint("Proved", 32, colour)).Append(": ")
            .Append(Plural(errors, "error")).Append(", ").Append(Plural(warnings, "warning")).Append(", ").Append(Plural(notes, "note"));
        if (report.Ignored.Count > 0)
            text.Append(", ").Append(Number(report.Ignored.Count)).Append(" ignored in place");
        if (report.Known is { } known)
            text.Append(", ").Append(Number(known)).Append(" known to the baseline");
        text.Append(".\n");
        var hidden = (least > Severity.Note ? notes : 0) + (least > Severity.Warning ? warnings : 0);
        if (hidden > 0)
            text.Append(Number(hidden)).Append(" not listed; ").Append(lister).Append(" lists them.\n");
    }

    private static string Word(Severity severity, bool colour) => severity switch
    {
        Severity.Error => Paint("error", 31, colour),
        Severity.Warning => Paint("warning", 33, colour),
        _ => Paint("note", 36, colour),
    };

    private static string Bold(string text, bool colour) => Paint(text, 1, colour);

    private static string Paint(string text, int code, bool colour) => colour ? $"\u001b[{code}m{text}\u001b[0m" : text;

    private static string Number(int number) => number.ToString("#,0", CultureInfo.InvariantCulture).Replace(',', ' ');

    private static string Plural(int count, string word) => $"{Number(count)} {word}{(count == 1 ? "" : "s")}";
}
