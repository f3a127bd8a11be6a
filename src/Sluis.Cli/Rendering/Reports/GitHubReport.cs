using System.Globalization;
using System.Text;
using Sluis.Cli.Verifying;
using Sluis.Core.Diagnostics;

namespace Sluis.Cli.Rendering.Reports;

/// <summary>
/// Workflow commands that GitHub shows as annotations, the worst first, for a step shows ten of a kind.
/// https://docs.github.com/actions/reference/workflow-commands-for-github-actions
/// </summary>
internal static class GitHubReport
{
    public static string Write(ProofReport report)
    {
        var text = new StringBuilder();
        foreach (var finding in report.Findings.OrderByDescending(static f => f.Severity).ThenBy(static f => f).Select(report.Shown))
        {
            text.Append(finding.Severity switch { Severity.Error => "::error", Severity.Warning => "::warning", _ => "::notice" }).Append(' ');
            if (!finding.At.IsNone)
                text.Append("file=").Append(Property(finding.At.File)).Append(CultureInfo.InvariantCulture, $",line={finding.At.Line},col={finding.At.Column},");
            text.Append("title=").Append(Property(finding.Object is null ? finding.Code : $"{finding.Code} {finding.Object}")).Append("::")
                .Append(Data(finding.Field is null ? finding.Message : $"{finding.Field}: {finding.Message}"));
            if (finding.Fix is { } fix)
                text.Append("%0A").Append(Data(fix));
            text.Append('\n');
        }
        foreach (var result in report.Results)
            text.Append(result.Name).Append(": ").Append(result.Sentence).Append('\n');
        return text.ToString();
    }

    private static string Data(string text) =>
        text.Replace("%", "%25", StringComparison.Ordinal).Replace("\r", "%0D", StringComparison.Ordinal).Replace("\n", "%0A", StringComparison.Ordinal);

    private static string Property(string text) => Data(text).Replace(":", "%3A", StringComparison.Ordinal).Replace(",", "%2C", StringComparison.Ordinal);
}
