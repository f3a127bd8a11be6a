using System.CommandLine;
using System.Text;
using Sluis.Cli.Arguments;
using Sluis.Cli.Cluster;
using Sluis.Cli.IO;
using Sluis.Cli.Rendering;
using Sluis.Core;
using Sluis.Core.Diagnostics;
using Sluis.Core.Text;

namespace Sluis.Cli.Commands;

internal static class ExplainCommand
{
    public static IReadOnlyList<DiagnosticHelp> Pages() =>
        [.. DiagnosticIndex.All.Concat(ToolDiagnostics.Help).Concat(RepositoryDiagnostics.Help).Concat(ClusterDiagnostics.Help).OrderBy(static h => h.Code, StringComparer.Ordinal)];

    public static Command Build(IWorld world)
    {
        var code = new Argument<string?>("CODE") { HelpName = "CODE", Description = "Code of a finding, for example SL2101; without one, every code is listed", Arity = ArgumentArity.ZeroOrOne };
        code.CompletionSources.Add(_ => Pages().Select(static p => new System.CommandLine.Completions.CompletionItem(p.Code)));
        var format = CommonOptions.Format("text", "text", "json");
        var command = new Command("explain", "Explain a finding: what it means and how to mend it") { code, format };
        command.SetAction(parsed =>
        {
            var pages = Pages();
            if (parsed.GetValue(code) is { } wanted)
            {
                var exact = pages.Where(p => p.Code.Equals(wanted, StringComparison.OrdinalIgnoreCase) || p.Code.AsSpan(2).SequenceEqual(wanted)).ToList();
                if (exact.Count == 0)
                {
                    var near = Spelling.Nearest(wanted.ToUpperInvariant(), pages.Select(static p => p.Code));
                    world.Error.WriteLine($"sluis: there is no finding {wanted}.{(near is null ? "" : $" Did you mean {near}?")}");
                    return ExitCode.Usage;
                }
                pages = exact;
            }
            if (parsed.GetValue(format) == "json")
                JsonOutput.Write(world, json =>
                {
                    json.WriteStartArray("codes");
                    foreach (var page in pages)
                    {
                        json.WriteStartObject();
                        json.WriteString("code", page.Code);
                        json.WriteString("severity", page.Severity.ToString().ToLowerInvariant());
                        json.WriteString("title", page.Title);
                        json.WriteString("meaning", page.Meaning);
                        json.WriteString("mending", page.Mending);
                        if (page.Source is not null)
                            json.WriteString("source", page.Source);
                        json.WriteEndObject();
                    }
                    json.WriteEndArray();
                });
            else
            {
                world.Output.Write(Encoding.UTF8.GetBytes(parsed.GetValue(code) is null ? List(pages) : string.Concat(pages.Select(Page))));
                world.Output.Flush();
            }
            return ExitCode.Done;
        });
        return command;
    }

    private static string List(IReadOnlyList<DiagnosticHelp> pages)
    {
        var table = new TextTable("CODE", "SEVERITY", "FINDING");
        foreach (var page in pages)
            table.Add(page.Code, page.Severity.ToString().ToLowerInvariant(), page.Title);
        var text = new StringBuilder();
        table.WriteTo(text, "");
        return text.ToString();
    }

    private static string Page(DiagnosticHelp page) =>
        $"{page.Code} ({page.Severity.ToString().ToLowerInvariant()}): {page.Title}\n\n{page.Meaning}\n\nTo mend it: {page.Mending}\n{(page.Source is null ? "" : $"See {page.Source}\n")}";
}
