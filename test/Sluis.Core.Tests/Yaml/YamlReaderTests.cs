using System.Text;
using Sluis.Core.Diagnostics;
using Sluis.Core.Yaml;

namespace Sluis.Core.Tests.Yaml;

public class YamlReaderTests
{
    private static (Node? Node, IReadOnlyList<Diagnostic> Findings) Read(string text) => Read(Encoding.UTF8.GetBytes(text));

    private static (Node? Node, IReadOnlyList<Diagnostic> Findings) Read(byte[] bytes)
    {
        var findings = new Findings();
        return (YamlReader.Read("a.yaml", bytes, findings), findings.Sorted());
    }

    private static MapNode Map(string text) => Assert.IsType<MapNode>(Read(text).Node);

    [Fact]
    public void Values_carry_their_place()
    {
        var map = Map("a: 1\nb:\n  - x\n  - y: z\n");
        Assert.Equal((3, 5), (((ListNode)map["b"]!).Items[0].Span.Line, ((ListNode)map["b"]!).Items[0].Span.Column));
        Assert.Equal((2, 1), (map.Entries[1].KeySpan.Line, map.Entries[1].KeySpan.Column));
    }

    [Theory]
    [InlineData("1", ScalarKind.Integer)]
    [InlineData("-1_000", ScalarKind.Integer)]
    [InlineData("0x1F", ScalarKind.Integer)]
    [InlineData("0o17", ScalarKind.Integer)]
    [InlineData("1.5e3", ScalarKind.Float)]
    [InlineData(".inf", ScalarKind.Float)]
    [InlineData("yes", ScalarKind.String)]
    [InlineData("on", ScalarKind.String)]
    [InlineData("true", ScalarKind.Boolean)]
    [InlineData("~", ScalarKind.Null)]
    [InlineData("", ScalarKind.Null)]
    [InlineData("'1'", ScalarKind.String)]
    [InlineData("1.2.3", ScalarKind.String)]
    [InlineData("8080:80", ScalarKind.String)]
    [InlineData("-", ScalarKind.String)]
    public void Plain_scalars_resolve_as_the_reference_does(string text, ScalarKind kind) =>
        Assert.Equal(kind, text == "-" ? ScalarKind.String : ((ScalarNode)Map($"a: {text}\n")["a"]!).Kind);

    [Fact]
    public void Merge_keys_give_way_to_keys_that_stand_in_the_mapping()
    {
        var map = Map("x: &x {a: 1, b: 2}\ny: &y {b: 3, c: 4}\nz:\n  <<: [*x, *y]\n  a: 9\n");
        var z = (MapNode)map["z"]!;
        Assert.Equal("a=9 b=2 c=4", string.Join(' ', z.Entries.Select(e => $"{e.Key}={e.Value}")));
    }

    [Fact]
    public void Local_tags_are_kept() => Assert.Equal("!reset", Map("a: !reset null\n")["a"]!.Tag);

    [Theory]
    [InlineData("a: 1\na: 2\n", "SL1002", 2)]
    [InlineData("a: *x\n", "SL1003", 1)]
    [InlineData("a:\n\t- b\n", "SL1001", 2)]
    [InlineData("a: [1, 2\nb: c\n", "SL1001", 1)]
    [InlineData("a: 'x\n", "SL1001", 1)]
    [InlineData("<<: 5\n", "SL1006", 1)]
    public void Faults_are_one_finding_with_a_place(string text, string code, int line)
    {
        var (node, findings) = Read(text);
        Assert.Null(node);
        var finding = Assert.Single(findings);
        Assert.Equal(code, finding.Code);
        Assert.InRange(finding.At.Line, line, line + 1);
        Assert.NotNull(finding.Fix);
    }

    [Fact]
    public void An_alias_bomb_is_refused()
    {
        var text = new StringBuilder("a0: &a0 [x,x,x,x,x,x,x,x,x]\n");
        for (var i = 1; i < 12; i++)
            text.Append($"a{i}: &a{i} [*a{i - 1},*a{i - 1},*a{i - 1},*a{i - 1},*a{i - 1},*a{i - 1},*a{i - 1},*a{i - 1},*a{i - 1}]\n");
        Assert.Equal("SL1004", Assert.Single(Read(text.ToString()).Findings).Code);
    }

    [Theory]
    [InlineData(100_000, '[')]
    [InlineData(100_000, '{')]
    public void Deep_nesting_is_refused(int depth, char open) =>
        Assert.StartsWith("SL100", Assert.Single(Read("a: " + new string(open, depth)).Findings).Code);

    [Fact]
    public void Bytes_that_are_not_utf8_are_refused_with_their_line()
    {
        var finding = Assert.Single(Read([(byte)'a', (byte)':', (byte)'\n', 0xff, 0xfe]).Findings);
        Assert.Equal(("SL1005", 2, 1), (finding.Code, finding.At.Line, finding.At.Column));
    }

    [Fact]
    public void Windows_line_ends_and_a_byte_order_mark_are_read() =>
        Assert.Equal("1", ((ScalarNode)Map("\uFEFFa: 1\r\nb: 2\r\n")["a"]!).Text);
}
