using Sluis.Cli.Commands;
using Sluis.Core.Diagnostics;
using System.Reflection;
using System.CommandLine;
using Sluis.Cli.Rendering;

namespace Sluis.Cli.Tests;

/// <summary>Documents that are written from the program. UPDATE_GOLDEN=1 rewrites them.</summary>
public class GeneratedDocumentsTests
{
    private static string Root()
    {
        var at = new DirectoryInfo(AppContext.BaseDirectory);
        while (at is not null && !File.Exists(Path.Combine(at.FullName, "Sluis.slnx")))
            at = at.Parent;
        Assert.SkipWhen(at is null, "The tests do not run from the project's folder.");
        return at!.FullName;
    }

    private static void Holds(string path, string expected)
    {
        var file = Path.Combine(Root(), path);
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
            File.WriteAllText(file, expected);
        Assert.True(File.Exists(file) && File.ReadAllText(file) == expected, $"{path} is not what the program says: run the tests with UPDATE_GOLDEN=1 and look at the change.");
    }

    [Fact]
    public void The_command_line_reference_is_what_the_program_takes()
    {
        using var world = new TestWorld();
        Holds("docs/cli.md", CliReference.Write(SluisApplication.BuildRoot(world, SluisApplication.Verbose())));
    }

    [Fact]
    public void The_findings_reference_has_a_page_for_every_code() => Holds("docs/diagnostics.md", DiagnosticReference.Write(ExplainCommand.Pages()));

    [Fact]
    public void Every_table_of_findings_is_in_the_index()
    {
        var pages = ExplainCommand.Pages().Select(static p => p.Code).ToHashSet();
        foreach (var assembly in (Assembly[])[typeof(Findings).Assembly, typeof(ExplainCommand).Assembly])
            foreach (var type in assembly.GetTypes())
                if (type.Name.EndsWith("Diagnostics", StringComparison.Ordinal) && type.GetField("Help", BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)?.GetValue(null) is IReadOnlyList<DiagnosticHelp> table)
                    Assert.True(table.All(h => pages.Contains(h.Code)), $"{type.FullName}.Help is not in DiagnosticIndex.");
    }

    [Fact]
    public void No_code_has_two_pages() =>
        Assert.Empty(ExplainCommand.Pages().GroupBy(static p => p.Code).Where(static g => g.Count() > 1).Select(static g => g.Key));
}
