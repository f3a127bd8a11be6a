using System.Text;
using Sluis.Core.Diagnostics;

namespace Sluis.Core.Tests.Corpus;

/// <summary>What each case of <c>test/corpus</c> becomes, byte for byte. <c>UPDATE_GOLDEN=1</c> writes it anew; read the difference before committing it.</summary>
public class CorpusTests
{
    /// <summary>Without a <c>keep</c> file: what belongs to the applications, less what every workload and namespace gets alike.</summary>
    private static readonly string[] Usual =
    [
        "apps/*/base/*", "!apps/*/base/kustomization.yaml", "!apps/*/base/serviceaccount-*", "!apps/*/base/limitrange-*", "!apps/*/base/resourcequota-*",
        "!apps/*/base/networkpolicy-*", "!apps/*/base/poddisruptionbudget-*", "docs/ledger.md",
    ];

    public static TheoryData<string> Cases() => CorpusCase.All();

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_case_becomes_what_is_expected(string name)
    {
        var corpusCase = new CorpusCase(name);
        var actual = Kept(corpusCase);
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
        {
            Update(corpusCase, actual);
            return;
        }
        var expected = Read(corpusCase);
        var differences = new StringBuilder();
        foreach (var path in actual.Keys.Union(expected.Keys).Order(StringComparer.Ordinal))
            if (Difference(expected.GetValueOrDefault(path), actual.GetValueOrDefault(path)) is { } difference)
                differences.Append("test/corpus/").Append(name).Append("/expected/").Append(path).Append(": ").Append(difference).Append('\n');
        Assert.True(differences.Length == 0, $"{differences}UPDATE_GOLDEN=1 writes the new output; read its difference before committing it.");
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Every_value_of_a_case_is_accounted(string name)
    {
        var compilation = new CorpusCase(name).Compile();
        Assert.True(compilation.Tree is not null || compilation.Findings.Any(f => f.Severity == Severity.Error), "nothing came out, and no finding says why");
        if (compilation.Ledger is { } ledger)
            Assert.Empty(ledger.Unaccounted);
    }

    private static SortedDictionary<string, string> Kept(CorpusCase corpusCase)
    {
        var compilation = corpusCase.Compile();
        var keep = Path.Combine(corpusCase.Folder, "keep");
        var globs = new Globs(File.Exists(keep) ? File.ReadAllLines(keep) : Usual);
        var kept = new SortedDictionary<string, string>(StringComparer.Ordinal) { ["findings.txt"] = Text(compilation.Findings) };
        foreach (var file in compilation.Tree?.Files ?? [])
            if (globs.Match(file.Path))
                kept[file.Path] = Encoding.UTF8.GetString(file.Content.Span);
        return kept;
    }

    private static string Text(IReadOnlyList<Diagnostic> findings)
    {
        var text = new StringBuilder();
        foreach (var finding in findings)
        {
            text.Append(finding.Code).Append(' ').Append(finding.Severity.ToString().ToLowerInvariant()).Append(' ').Append(finding.At.IsNone ? "-" : finding.At.ToString()).Append('\n');
            text.Append("  ").Append(finding.Message).Append('\n');
            if (finding.Fix is { } fix)
                text.Append("  ").Append(fix).Append('\n');
        }
        return text.ToString();
    }

    private static SortedDictionary<string, string> Read(CorpusCase corpusCase)
    {
        var files = new SortedDictionary<string, string>(StringComparer.Ordinal);
        if (Directory.Exists(corpusCase.Expected))
            foreach (var file in Directory.EnumerateFiles(corpusCase.Expected, "*", SearchOption.AllDirectories))
                files[Path.GetRelativePath(corpusCase.Expected, file).Replace('\\', '/')] = File.ReadAllText(file);
        return files;
    }

    private static void Update(CorpusCase corpusCase, SortedDictionary<string, string> actual)
    {
        if (Directory.Exists(corpusCase.Expected))
            Directory.Delete(corpusCase.Expected, true);
        foreach (var (path, content) in actual)
        {
            var file = Path.Combine(corpusCase.Expected, path);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, content);
        }
    }

    private static string? Difference(string? expected, string? actual)
    {
        if (expected == actual)
            return null;
        if (expected is null)
            return "is new";
        if (actual is null)
            return "is gone";
        var (before, after) = (expected.Split('\n'), actual.Split('\n'));
        var at = 0;
        while (at < before.Length && at < after.Length && before[at] == after[at])
            at++;
        var text = new StringBuilder($"differs from line {at + 1} on\n");
        foreach (var line in before.Skip(at).Take(4))
            text.Append("  - ").Append(line).Append('\n');
        foreach (var line in after.Skip(at).Take(4))
            text.Append("  + ").Append(line).Append('\n');
        return text.ToString().TrimEnd('\n');
    }
}
