using System.Text.RegularExpressions;

namespace Sluis.Layering.Tests;

/// <summary>Stages of Core may use earlier ones only; one assembly does not stop a cycle by itself.</summary>
public partial class LayeringTests
{
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Text"] = [],
        ["Diagnostics"] = ["Text"],
        ["IO"] = ["Text"],
        ["Yaml"] = ["Text", "Diagnostics", "IO"],
        ["Compose"] = ["Text", "Diagnostics", "IO", "Yaml"],
        ["Platform"] = ["Text"],
        ["Understanding"] = ["Text", "Diagnostics", "IO", "Yaml", "Compose", "Platform", "Planning"],
        ["Planning"] = ["Text", "Diagnostics", "IO", "Yaml", "Platform", "Understanding"],
        ["Emit"] = ["Text", "Diagnostics", "IO", "Yaml", "Compose", "Platform", "Planning", "Understanding"],
        // What checks the emitters' work must not share their code.
        ["Proof"] = ["Text", "Diagnostics", "IO", "Yaml"],
        ["Verification"] = ["Text", "Diagnostics", "IO", "Yaml", "Compose", "Platform", "Planning", "Understanding", "Emit", "Proof"],
    };

    [GeneratedRegex(@"^using (?:static )?Sluis\.Core\.(\w+)", RegexOptions.Multiline)]
    private static partial Regex Uses();

    public static TheoryData<string> Stages() => [.. Allowed.Keys];

    [Theory]
    [MemberData(nameof(Stages))]
    public void A_stage_uses_earlier_stages_only(string stage)
    {
        var folder = Path.Combine(Root(), "src", "Sluis.Core", stage);
        var wrong = Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
            .SelectMany(file => Uses().Matches(File.ReadAllText(file)).Select(m => (File: Path.GetFileName(file), Uses: m.Groups[1].Value)))
            .Where(use => use.Uses != stage && !Allowed[stage].Contains(use.Uses));
        Assert.Empty(wrong);
    }

    [Fact]
    public void Every_stage_is_in_the_table() =>
        Assert.Empty(Directory.EnumerateDirectories(Path.Combine(Root(), "src", "Sluis.Core")).Select(d => Path.GetFileName(d) ?? "").Where(d => d is not ("bin" or "obj")).Except(Allowed.Keys));

    private static string Root()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
            if (File.Exists(Path.Combine(at.FullName, "Sluis.slnx")))
                return at.FullName;
        throw new InvalidOperationException("Sluis.slnx is not above the tests.");
    }
}
