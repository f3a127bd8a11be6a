using System.Diagnostics;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Sluis.Core.Diagnostics;
using Sluis.Core.Text;

namespace Sluis.Core.Tests.Compose;

/// <summary>Whatever stands in a file, the answer is a finding.</summary>
public class HostileInputTests
{
    [Fact]
    public void A_file_that_includes_itself_is_refused() =>
        Assert.Equal("SL1212 1:11", Reading.Refused("include: [compose.yaml]\nservices: {a: {image: x}}"));

    [Fact]
    public void Two_files_that_include_each_other_are_refused() => Assert.Equal("SL1212 1:11", Reading.Refused(
        Reading.Tree(("compose.yaml", "include: [b.yaml]"), ("b.yaml", "include: [compose.yaml]")), "compose.yaml"));

    [Fact]
    public void A_remote_include_is_refused() =>
        Assert.Equal("SL1212 1:11", Reading.Refused("include: ['https://example.org/x.git']"));

    [Fact]
    public void Services_that_extend_each_other_are_refused() =>
        Assert.StartsWith("SL1211", Reading.Refused("services:\n  a: {extends: b}\n  b: {extends: a}"));

    [Fact]
    public void Files_that_extend_each_other_are_refused() => Assert.StartsWith("SL1211", Reading.Refused(Reading.Tree(
        ("compose.yaml", "services:\n  a: {extends: {file: b.yaml, service: b}}"), ("b.yaml", "services:\n  b: {extends: {file: compose.yaml, service: a}}")), "compose.yaml"));

    [Fact]
    public void A_long_chain_of_extends_ends() =>
        Assert.StartsWith("SL1211", Reading.Refused(
            "services:\n" + string.Concat(Enumerable.Range(0, 5_000).Select(static i => $"  s{i}: {{extends: s{i + 1}}}\n")) + "  s5000: {image: x}"));

    [Fact]
    public void A_long_chain_of_dependencies_is_read()
    {
        var (project, findings) = Reading.Read(Reading.Tree(("compose.yaml",
            "services:\n" + string.Concat(Enumerable.Range(0, 3_000).Select(static i => $"  s{i}: {{image: x, depends_on: [s{i + 1}]}}\n")) + "  s3000: {image: x}")), "compose.yaml");
        Assert.True(project is not null, string.Join('\n', findings));
    }

    [Fact]
    public void A_circle_of_dependencies_is_refused() =>
        Assert.StartsWith("SL1224", Reading.Refused("services:\n  a: {image: x, depends_on: [b]}\n  b: {image: x, depends_on: [a]}"));

    [Fact]
    public void A_hundred_thousand_services_are_read_in_seconds()
    {
        var text = new StringBuilder("services:\n");
        for (var i = 0; i < 100_000; i++)
            text.Append("  s").Append(i).Append(": {image: x}\n");
        var clock = Stopwatch.StartNew();
        var (project, findings) = Reading.Read(Reading.Tree(("compose.yaml", text.ToString())), "compose.yaml");
        Assert.True(project?.Services.Count() == 100_000 || findings.Any(static f => f.Severity == Severity.Error));
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(60), clock.Elapsed.ToString());
    }

    [Fact]
    public void Bytes_that_are_not_text_are_refused() =>
        Assert.Equal("SL1005 1:1", Reading.Refused(Reading.Tree().Add("compose.yaml", [0xff, 0xfe, 0x00]), "compose.yaml"));

    private static readonly string[] Keys =
    [
        "services", "networks", "volumes", "secrets", "configs", "include", "a", "image", "build", "ports", "environment", "depends_on", "extends",
        "service", "file", "command", "deploy", "resources", "limits", "healthcheck", "test", "labels", "external", "name", "x-y", "env_file", "ulimits", "gpus",
    ];

    private static readonly string[] Values = ["a", "1", "true", "null", "''", "'80:80'", "a=b", "${A:-b}", "'${'", "1.5", "./x", "compose.yaml", "!reset null", "!override a", "service:a"];

    private static Gen<string> Tree(int depth) => depth == 0
        ? Gen.Elements(Values)
        : Gen.Frequency(
            (2, Gen.Elements(Values)),
            (5, Gen.ListOf(Gen.Elements(Keys).SelectMany(_ => Tree(depth - 1), static (k, v) => (k, v)), 4)
                .Select(static e => "{" + string.Join(", ", e.DistinctBy(static p => p.k).Select(static p => $"{p.k}: {p.v}")) + "}")),
            (2, Gen.ListOf(Tree(depth - 1), 3).Select(static i => "[" + string.Join(", ", i) + "]")));

    private static Gen<string> Document => Tree(4).SelectMany(_ => Tree(3), static (s, n) => $"services: {{a: {s}, b: {{image: x}}}}\nnetworks: {n}\n");

    [Property(MaxTest = 500)]
    public Property Random_files_are_read_or_refused_but_never_break_the_reader() => Prop.ForAll(
        Document.SelectMany(_ => Document, static (x, y) => (x, y)).ToArbitrary(),
        static pair =>
        {
            var (project, findings) = Reading.Read(Reading.Tree(("1.yaml", pair.x), ("2.yaml", pair.y)), "1.yaml", "2.yaml");
            Assert.True(project is not null || findings.Any(static f => f.Severity == Severity.Error));
        });

    [Property(MaxTest = 300)]
    public Property A_file_laid_over_with_nothing_stays_as_it_is() => Prop.ForAll(
        Document.ToArbitrary(),
        static text =>
        {
            var tree = Reading.Tree(("1.yaml", text), ("2.yaml", "services: {}\n"));
            var (alone, _) = Reading.Read(tree, "1.yaml");
            var (over, _) = Reading.Read(tree, "1.yaml", "2.yaml");
            Assert.Equal(alone is null ? "refused" : Reading.At(alone, ""), over is null ? "refused" : Reading.At(over, ""));
        });
}
