using System.Text.RegularExpressions;
using Sluis.Core.Diagnostics;
using Sluis.Core.Proof;

namespace Sluis.Core.Tests.Proof.Schema;

/// <summary>
/// YAML whose comments say what a proof must find: <c># !SL5303 spec.replica</c> at the end of the line that is wrong.
/// Nothing else may be found.
/// </summary>
internal static partial class Marked
{
    [GeneratedRegex(@"!(?<code>SL\d{4})(?: (?<field>\S+))?")]
    private static partial Regex Marks();

    public static void Holds(string yaml, Func<ProofContext, ProofResult> proof, World? world = null)
    {
        var expected = new List<string>();
        var lines = yaml.Split('\n');
        for (var i = 0; i < lines.Length; i++)
            foreach (Match mark in Marks().Matches(lines[i]))
                expected.Add($"{i + 1} {mark.Groups["code"].Value} {mark.Groups["field"].Value}".TrimEnd());
        var found = (world ?? new World()).With("production", yaml).Check(proof);
        var actual = found.Select(static f => $"{f.At.Line} {f.Code} {f.Field}".TrimEnd()).ToList();
        Assert.True(expected.Order(StringComparer.Ordinal).SequenceEqual(actual.Order(StringComparer.Ordinal)), Tell(expected, found));
        Assert.All(found, static f => Assert.False(string.IsNullOrEmpty(f.Object)));
    }

    private static string Tell(List<string> expected, IReadOnlyList<Diagnostic> found) =>
        $"expected:\n{string.Join('\n', expected)}\nfound:\n{string.Join('\n', found.Select(static f => $"{f.At.Line} {f.Code} {f.Field}: {f.Message}"))}";
}
