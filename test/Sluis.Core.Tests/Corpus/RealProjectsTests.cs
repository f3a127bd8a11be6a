using System.Globalization;
using System.Text;
using Sluis.Core.Diagnostics;
using Sluis.Core.Tests.Pipeline;

namespace Sluis.Core.Tests.Corpus;

/// <summary>Every project of the world out there goes the whole way. <c>docs/corpus.md</c> says what came of each; <c>UPDATE_GOLDEN=1</c> writes it anew.</summary>
public class RealProjectsTests
{
    [Fact]
    public void The_whole_way_leaves_no_error_and_no_value_unaccounted()
    {
        foreach (var project in RealProject.All())
        {
            Assert.True(project.Compilation is { Tree: not null, Ledger: { Unaccounted.Count: 0 } }, $"{project.Name}: {Told(project.Compilation.Findings)}");
            Assert.True(project.Verified(Severity.Error) == 0, $"{project.Name}: {Told(project.Proven)}");
        }
    }

    [Fact]
    public void What_remains_has_a_reason()
    {
        var silent = RealProject.All().SelectMany(static p => p.Proven).Where(static f => RemainingFindings.Why(f.Code) is null).ToList();
        Assert.True(silent.Count == 0, string.Join('\n', silent.DistinctBy(static f => f.Code)));
    }

    [Fact]
    public void The_document_is_what_came_of_them()
    {
        var file = Path.Combine(SharedData.ProjectRoot, "docs", "corpus.md");
        var now = Document(RealProject.All());
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
            File.WriteAllText(file, now);
        Assert.True(File.ReadAllText(file) == now, "docs/corpus.md is not what comes of the projects: run the tests with UPDATE_GOLDEN=1 and look at the change.");
    }

    [Fact]
    public void Cases_of_the_specification_go_the_whole_way()
    {
        var folders = Directory.EnumerateDirectories(SharedData.Require("corpus/spec")).Order(StringComparer.Ordinal).ToList();
        var wrong = new string?[folders.Count];
        Parallel.For(0, folders.Count, i =>
        {
            var compilation = PipelineTests.Compile(folders[i]);
            var proven = RealProject.Prove(compilation, []);
            if (compilation.Tree is null ? !compilation.Findings.Any(static f => f.Severity == Severity.Error)
                : compilation.Ledger is not { Unaccounted.Count: 0 } || proven.Any(static f => f.Severity == Severity.Error))
                wrong[i] = $"{Path.GetFileName(folders[i])}: {Told(proven)}";
        });
        Assert.Empty(wrong.OfType<string>());
    }

    private static string Told(IEnumerable<Diagnostic> findings) => string.Join('\n', findings.Where(static f => f.Severity == Severity.Error));

    private static string Document(IReadOnlyList<RealProject> projects)
    {
        var text = new StringBuilder("""
            # Real projects

            What `sluis generate` and `sluis verify --crds` make of projects that other people wrote, as they are: no `sluis.yaml`, no answer to a
            question, all profiles. A finding of `generate` is about the Compose files: what has no place in Kubernetes, what a person has to
            decide, what is assumed. A finding of `verify` is about the repository that came out. Written by a test (`RealProjectsTests`); the
            projects themselves are not part of this repository, [README](../test/corpus/README.md) says what is.

            | project | services | values accounted | files | generate: warnings | notes | verify: errors | warnings | notes |
            | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |

            """);
        foreach (var project in projects)
        {
            var (entries, open) = project.Compilation.Ledger is { } ledger ? (ledger.Entries.Count, ledger.Unaccounted.Count) : (0, 0);
            text.Append(CultureInfo.InvariantCulture, $"| {project.Name} | {project.Services} | {entries} of {entries + open} | {project.Compilation.Tree?.Files.Count ?? 0} ");
            text.Append(CultureInfo.InvariantCulture, $"| {project.Generated(Severity.Warning)} | {project.Generated(Severity.Note)} ");
            text.Append(CultureInfo.InvariantCulture, $"| {project.Verified(Severity.Error)} | {project.Verified(Severity.Warning)} | {project.Verified(Severity.Note)} |\n");
        }
        text.Append("\n## What verify still says, and why\n\n| code | severity | findings | in projects | what it is | why it remains |\n| --- | --- | ---: | ---: | --- | --- |\n");
        foreach (var kind in projects.SelectMany(static p => p.Proven.Select(f => (Project: p.Name, Finding: f))).GroupBy(static f => (f.Finding.Code, f.Finding.Severity)).OrderBy(static k => k.Key.Code, StringComparer.Ordinal).ThenBy(static k => k.Key.Severity))
        {
            var title = DiagnosticIndex.All.First(h => h.Code == kind.Key.Code).Title;
            text.Append(CultureInfo.InvariantCulture, $"| [{kind.Key.Code}](diagnostics.md#{Anchor(kind.Key.Code, title)}) | {kind.Key.Severity.ToString().ToLowerInvariant()} | {kind.Count()} | {kind.Select(static f => f.Project).Distinct().Count()} | {title} | {RemainingFindings.Why(kind.Key.Code)} |\n");
        }
        return text.ToString();
    }

    /// <summary>As GitHub makes it of a heading: letters, digits and hyphens, in small letters.</summary>
    private static string Anchor(string code, string title) =>
        string.Concat($"{code}: {title}".ToLowerInvariant().Replace(' ', '-').Where(static c => char.IsLetterOrDigit(c) || c is '-' or '_'));
}
