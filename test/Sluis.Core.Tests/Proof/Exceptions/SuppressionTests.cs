using Sluis.Core.Diagnostics;
using Sluis.Core.Proof.Exceptions;
using Sluis.Core.Proof.Manifests;
using Sluis.Core.Text;

namespace Sluis.Core.Tests.Proof.Exceptions;

public class SuppressionTests
{
    private static readonly Diagnostic HostPath = new("SL5703", Severity.Error, new("world.yaml", 9, 3), "It mounts /var/log of the node.", "Mount a claim.")
    { Object = "DaemonSet logging/agent", Field = "spec.template.spec.volumes[0].hostPath" };

    private static SuppressionResult Apply(string annotation, params Diagnostic[] findings)
    {
        var objects = World.Objects($"""
            apiVersion: apps/v1
            kind: DaemonSet
            metadata:
              name: agent
              namespace: logging
              annotations:
                sluis.dev/ignore: {annotation}
            """);
        // The same object in two environments is one exception.
        return Suppressions.Apply(findings, [new RenderedEnvironment("dev", objects), new RenderedEnvironment("production", objects)]);
    }

    [Fact]
    public void A_finding_that_is_ignored_with_a_reason_becomes_a_note_with_that_reason()
    {
        var result = Apply("SL5703 the agent reads the node's logs by design", HostPath);
        var note = Assert.Single(result.Findings);
        Assert.Equal(("SL5901", Severity.Note, HostPath.At, HostPath.Object), (note.Code, note.Severity, note.At, note.Object));
        Assert.Equal("SL5703 is ignored here: the agent reads the node's logs by design. It says: It mounts /var/log of the node.", note.Message);
        var ignored = Assert.Single(result.Ignored);
        Assert.Equal((HostPath, "the agent reads the node's logs by design", new SourceSpan("world.yaml", 7, 23)), (ignored.Finding, ignored.Reason, ignored.At));
    }

    [Fact]
    public void Another_object_and_another_code_are_not_ignored()
    {
        var other = HostPath with { Object = "DaemonSet logging/other" };
        var code = HostPath with { Code = "SL5704" };
        var result = Apply("SL5703 by design", other, code, HostPath);
        Assert.Equal(["SL5703", "SL5704", "SL5901"], result.Findings.Select(static f => f.Code).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Without_a_reason_nothing_is_ignored()
    {
        var result = Apply("SL5703", HostPath);
        Assert.Equal(["SL5902", "SL5703"], result.Findings.Select(static f => f.Code));
        Assert.Empty(result.Ignored);
    }

    [Fact]
    public void An_ignore_that_matches_nothing_is_a_note_at_its_place()
    {
        var note = Assert.Single(Apply("SL5703 by design").Findings);
        Assert.Equal(("SL5903", Severity.Note, "world.yaml:7:23", "DaemonSet logging/agent", "metadata.annotations[sluis.dev/ignore]"), (note.Code, note.Severity, note.At.ToString(), note.Object, note.Field));
    }

    [Fact]
    public void A_word_that_is_no_code_is_a_finding()
    {
        var result = Apply("hostPath is fine", HostPath);
        Assert.Equal(["SL5904", "SL5703"], result.Findings.Select(static f => f.Code));
    }

    [Theory]
    [InlineData("SL5703 by design, SL5704: read only, and small")]
    [InlineData("SL5703 by design,SL5704 read only, and small")]
    [InlineData("\"SL5703 by design\\nSL5704 read only, and small\"")]
    [InlineData("|-\n        SL5703 by design\n        SL5704: read only, and small")]
    public void Several_are_separated_by_a_newline_or_a_comma_before_a_code(string annotation)
    {
        var quoted = annotation.Contains(": read", StringComparison.Ordinal) && !annotation.StartsWith('|') ? $"\"{annotation}\"" : annotation;
        var result = Apply(quoted, HostPath, HostPath with { Code = "SL5704" });
        Assert.Equal([("SL5703", "by design"), ("SL5704", "read only, and small")], result.Ignored.Select(static i => (i.Finding.Code, i.Reason)));
    }
}
