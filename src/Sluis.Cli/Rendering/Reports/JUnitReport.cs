using System.Globalization;
using System.Text;
using Sluis.Cli.Commands;
using Sluis.Cli.Verifying;
using Sluis.Core.Diagnostics;

namespace Sluis.Cli.Rendering.Reports;

/// <summary>
/// JUnit XML, as CI servers show tests: a suite for each topic, in it a test for every code that was looked for. It fails when its
/// findings reach the level of <c>--fail-on</c>, is skipped when all are ignored in place, and otherwise tells the rest as output.
/// </summary>
internal static class JUnitReport
{
    private sealed record Case(DiagnosticHelp Page, IReadOnlyList<Diagnostic> Findings, IReadOnlyList<string> Reasons);

    public static string Write(ProofReport report, Severity failOn)
    {
        var findings = report.Findings.ToLookup(static f => f.Code, StringComparer.Ordinal);
        var reasons = report.Ignored.ToLookup(static i => i.Finding.Code, static i => i.Reason, StringComparer.Ordinal);
        // Codes of other stages are a test only when they speak, such as a manifest that is not YAML.
        var suites = ExplainCommand.Pages()
            .Where(p => p.Code.StartsWith("SL5", StringComparison.Ordinal) || findings.Contains(p.Code))
            .Select(p => new Case(p, [.. findings[p.Code].Select(report.Shown)], [.. reasons[p.Code].Distinct(StringComparer.Ordinal)]))
            .GroupBy(static c => Topics.Of(c.Page.Code)).ToList();
        var text = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        var all = suites.SelectMany(static s => s).ToList();
        text.Append("<testsuites name=\"sluis verify\"").Append(Counts(all, failOn)).Append(">\n");
        foreach (var suite in suites)
        {
            text.Append("  <testsuite name=\"").Append(suite.Key).Append('"').Append(Counts([.. suite], failOn)).Append(">\n");
            foreach (var result in report.Results)
                if (result.Name == suite.Key)
                    text.Append("    <properties>\n      <property name=\"result\" value=\"").Append(Escape(result.Sentence)).Append("\"/>\n    </properties>\n");
            foreach (var one in suite)
                Write(text, one, suite.Key, failOn);
            text.Append("  </testsuite>\n");
        }
        return text.Append("</testsuites>\n").ToString();
    }

    private static void Write(StringBuilder text, Case one, string suite, Severity failOn)
    {
        text.Append("    <testcase classname=\"sluis.").Append(suite).Append("\" name=\"").Append(one.Page.Code).Append(": ").Append(Escape(one.Page.Title)).Append("\" time=\"0\"");
        if (Fails(one, failOn) && one.Findings[0].At is { IsNone: false } at)
            text.Append(" file=\"").Append(Escape(at.File)).Append('"');
        if (one.Findings.Count == 0 && one.Reasons.Count == 0)
        {
            text.Append("/>\n");
            return;
        }
        text.Append(">\n");
        var failing = one.Findings.Where(f => f.Severity >= failOn).ToList();
        if (failing.Count > 0)
            text.Append("      <failure type=\"").Append(one.Page.Code).Append("\" message=\"").Append(Escape(failing.Count == 1 ? failing[0].Message : Many(failing.Count))).Append("\">")
                .Append(Escape(Lines(failing))).Append("</failure>\n");
        else if (IsSkipped(one, failOn))
            text.Append("      <skipped message=\"").Append(Escape("Ignored in place: " + string.Join("; ", one.Reasons))).Append("\"/>\n");
        var rest = one.Findings.Where(f => f.Severity < failOn).ToList();
        if (rest.Count > 0)
            text.Append("      <system-out>").Append(Escape(Lines(rest))).Append("</system-out>\n");
        text.Append("    </testcase>\n");
    }

    private static string Counts(IReadOnlyList<Case> cases, Severity failOn) => string.Create(CultureInfo.InvariantCulture,
        $" tests=\"{cases.Count}\" failures=\"{cases.Count(c => Fails(c, failOn))}\" errors=\"0\" skipped=\"{cases.Count(c => IsSkipped(c, failOn))}\" time=\"0\"");

    private static bool Fails(Case one, Severity failOn) => one.Findings.Any(f => f.Severity >= failOn);

    private static bool IsSkipped(Case one, Severity failOn) => one.Reasons.Count > 0 && !Fails(one, failOn);

    private static string Many(int count) => string.Create(CultureInfo.InvariantCulture, $"{count} findings");

    private static string Lines(IEnumerable<Diagnostic> findings)
    {
        var text = new StringBuilder("\n");
        foreach (var finding in findings)
        {
            text.Append(finding.Severity.ToString().ToLowerInvariant());
            if (!finding.At.IsNone)
                text.Append(' ').Append(finding.At);
            if (finding.Object is { } subject)
                text.Append(' ').Append(subject);
            if (finding.Field is { } field)
                text.Append(' ').Append(field);
            text.Append(": ").Append(finding.Message);
            if (finding.Fix is { } fix)
                text.Append(' ').Append(fix);
            text.Append('\n');
        }
        return text.ToString();
    }

    /// <summary>Also leaves out what XML 1.0 cannot hold at all. https://www.w3.org/TR/xml/#charsets</summary>
    private static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length + 16);
        foreach (var c in text)
            switch (c)
            {
                case '&': escaped.Append("&amp;"); break;
                case '<': escaped.Append("&lt;"); break;
                case '>': escaped.Append("&gt;"); break;
                case '"': escaped.Append("&quot;"); break;
                case '\n' or '\t': escaped.Append(c); break;
                case < ' ' or '\ufffe' or '\uffff': escaped.Append('\ufffd'); break;
                default: escaped.Append(c); break;
            }
        return escaped.ToString();
    }
}
