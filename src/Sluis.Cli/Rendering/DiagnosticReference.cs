using System.Text;
using Sluis.Core.Diagnostics;

namespace Sluis.Cli.Rendering;

/// <summary><c>docs/diagnostics.md</c>: the page behind every code.</summary>
internal static class DiagnosticReference
{
    private static readonly (string Prefix, string Title)[] Stages =
    [
        ("SL1", "Reading Compose"), ("SL2", "Understanding the platform"), ("SL3", "Planning and intent"), ("SL4", "Emitting"), ("SL5", "Verifying"), ("SL9", "The tool itself"),
    ];

    public static string Write(IReadOnlyList<DiagnosticHelp> pages)
    {
        var text = new StringBuilder("# Findings\n\nGenerated from the program; a test holds it to it. `sluis explain CODE` shows one of these. A finding never shows the value of a secret.\n");
        foreach (var (prefix, title) in Stages)
        {
            var began = false;
            foreach (var page in pages)
            {
                if (!page.Code.StartsWith(prefix, StringComparison.Ordinal))
                    continue;
                if (!began)
                    text.Append("\n## ").Append(title).Append('\n');
                began = true;
                text.Append("\n### ").Append(page.Code).Append(": ").Append(page.Title).Append("\n\nSeverity: ").Append(page.Severity.ToString().ToLowerInvariant()).Append(". ")
                    .Append(page.Meaning).Append("\n\nTo mend it: ").Append(page.Mending);
                if (page.Source is not null)
                    text.Append(" See <").Append(page.Source).Append(">.");
                text.Append('\n');
            }
        }
        return text.ToString();
    }
}
