using System.Text;
using System.Text.RegularExpressions;
using Sluis.Core.Diagnostics;
using Sluis.Core.Tests.Corpus;
using Sluis.Core.Tests.Proof;
using Sluis.Core.Tests.Proof.Schema;

namespace Sluis.Core.Tests.Codes;

/// <summary>No dead finding: each code there is comes out of some input that a user could have.</summary>
public partial class EveryCodeTests
{
    /// <summary>What no input of the compiler or the verifier gives, and the tests of the part that does.</summary>
    private static readonly Dictionary<string, string> Elsewhere = new(StringComparer.Ordinal)
    {
        ["SL3201"] = "EveryToolCodeTests: observed usage is given on the command line",
        ["SL3202"] = "EveryToolCodeTests: observed usage is given on the command line",
        ["SL3203"] = "EveryToolCodeTests: observed usage is given on the command line",
        ["SL3204"] = "EveryToolCodeTests: observed usage is given on the command line",
        ["SL3205"] = "EveryToolCodeTests: a price table is given on the command line",
        ["SL5359"] = "ImmutableFieldsTests: two states of one object are compared",
    };

    public static TheoryData<string> Cases() => [.. CodeCase.Names()];

    /// <summary><c>UPDATE_GOLDEN=1</c> writes what is found; read the difference before committing it.</summary>
    [Theory]
    [MemberData(nameof(Cases))]
    public void A_case_gives_its_findings(string name)
    {
        var one = CodeCase.Read(name);
        var found = one.Run();
        var text = string.Concat(found.Select(static f => $"{f.Code} {(f.At.IsNone ? "-" : f.At.ToString())}\n").Distinct());
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
            one.Write(text);
        else
            Assert.True(one.Expected == text, $"test/corpus/codes/{name}.txt\nexpected:\n{one.Expected}found:\n{string.Join('\n', found)}");
    }

    [Fact]
    public void Every_code_comes_out_of_a_case()
    {
        var seen = CodeCase.Names().SelectMany(static n => CodeCase.Read(n).Codes).ToHashSet(StringComparer.Ordinal);
        foreach (var name in CorpusCase.Names())
            foreach (var line in File.ReadLines(Path.Combine(CorpusCase.Corpus, name, "expected", "findings.txt")))
                if (line.StartsWith("SL", StringComparison.Ordinal))
                    seen.Add(line[..6]);
        // These tables are tests of their own: a fault is found with its code, at its place.
        seen.UnionWith(SeededFaultsTests.Codes);
        foreach (var (_, yaml) in BrokenObjects.All)
            seen.UnionWith(Marked().Matches(yaml).Select(static m => m.Groups[1].Value));
        seen.UnionWith(Elsewhere.Keys);
        var dead = DiagnosticIndex.All.Where(h => !seen.Contains(h.Code)).Select(static h => $"{h.Code} {h.Title}").ToList();
        Assert.True(dead.Count == 0, $"{dead.Count} codes come out of no case; add one to test/corpus/codes:\n{string.Join('\n', dead)}");
    }

    [GeneratedRegex("# !(SL[0-9]{4})")]
    private static partial Regex Marked();
}
