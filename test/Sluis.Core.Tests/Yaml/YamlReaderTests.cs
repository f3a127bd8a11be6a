using System.Text;
using FsCheck.Xunit;
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
    [InlineData(ScalarKind.Integer, "1 -1 +1 0 1_000 -1_000 0x1F 0X1f 0x_ff 0o17 0O17 0b101 -0b1 0777 -0x10 18446744073709551615 -9223372036854775808")]
    [InlineData(ScalarKind.Float, "1.5 1. .5 -.5 1e3 1.5e3 1E-3 +1.0 08 0.1_0 .inf -.Inf +.INF .nan 18446744073709551616 -9223372036854775809")]
    [InlineData(ScalarKind.Boolean, "true True TRUE false False FALSE")]
    [InlineData(ScalarKind.Null, "~ null Null NULL")]
    [InlineData(ScalarKind.String, "yes no on off y n Yes tRUE nUll 1.2.3 8080:80 1:30 2001-01-01 2001-01-01T00:00:00Z 0x 0xg 0o8 0b2 _1 ._5 .5_0 1e 1e+ 1e999 .. +-1 --- -x +.nan 1m 12e03x '1' \"1\" !!str&a")]
    public void Plain_scalars_resolve_as_the_reference_does(ScalarKind kind, string texts)
    {
        foreach (var text in texts.Replace("!!str&a", "!!str\u00a01", StringComparison.Ordinal).Split(' '))
            Assert.Equal((text, kind), (text, ((ScalarNode)Map($"a: {text.Replace('\u00a0', ' ')}\n")["a"]!).Kind));
    }

    [Theory]
    [InlineData("!!str 1", ScalarKind.String)]
    [InlineData("! 1", ScalarKind.String)]
    [InlineData("!!int '1'", ScalarKind.Integer)]
    [InlineData("!!float 1", ScalarKind.Float)]
    [InlineData("!!null ''", ScalarKind.Null)]
    public void A_tag_says_what_a_value_is(string text, ScalarKind kind) => Assert.Equal(kind, ((ScalarNode)Map($"a: {text}\n")["a"]!).Kind);

    [Fact]
    public void Numbers_keep_their_text() => Assert.Equal("0o1_7", ((ScalarNode)Map("a: 0o1_7\n")["a"]!).Text);

    [Fact]
    public void An_empty_value_is_null() => Assert.Equal(ScalarKind.Null, ((ScalarNode)Map("a:\nb: 1\n")["a"]!).Kind);

    [Fact]
    public void Keys_that_are_not_text_become_their_text() =>
        Assert.Equal("80|true|k|~", string.Join('|', Map("80: a\ntrue: b\n? &k k\n: *k\n~: d\n").Entries.Select(e => e.Key)));

    [Fact]
    public void An_alias_can_be_a_key() => Assert.Equal("y", ((ScalarNode)Map("a: &a x\n*a : y\n")["x"]!).Text);

    [Fact]
    public void Documents_are_read_in_order()
    {
        var findings = new Findings();
        var documents = YamlReader.ReadAll("a.yaml", "a: &a 1\n---\nb: *a\n"u8, findings);
        Assert.Equal(["a", "b"], documents!.Select(d => ((MapNode)d).Entries[0].Key));
        Assert.Empty(YamlReader.ReadAll("a.yaml", "# nothing\n"u8, findings)!);
        Assert.Empty(findings.Sorted());
    }

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
    [InlineData("x: &x {}\ny:\n  <<: *x\n  <<: *x\n", "SL1002", 4)]
    [InlineData("a: *x\n", "SL1003", 1)]
    [InlineData("a: &a\n  b: [*a]\n", "SL1010", 2)]
    [InlineData("a: &a 1\nb: &a [*a]\n", "SL1010", 2)]
    [InlineData("a:\n\t- b\n", "SL1001", 2)]
    [InlineData("a:\n  b: 1\n\tc: 2\n", "SL1001", 3)]
    [InlineData("a: [1, 2\nb: c\n", "SL1001", 1)]
    [InlineData("a: 'x\n", "SL1001", 1)]
    [InlineData("a: b: c\n", "SL1001", 1)]
    [InlineData("a: @x\n", "SL1001", 1)]
    [InlineData("a:\n  b: 1\n c: 2\n", "SL1001", 3)]
    [InlineData("a: \"\\q\"\n", "SL1001", 1)]
    [InlineData("a: \"\\ud800\"\n", "SL1001", 1)]
    [InlineData("a: {{ x }}\n", "SL1001", 1)]
    [InlineData("<<: 5\n", "SL1006", 1)]
    [InlineData("<<: [5]\n", "SL1006", 1)]
    [InlineData("<<:\n", "SL1006", 1)]
    [InlineData("a: !!int api\n", "SL1009", 1)]
    [InlineData("a: !!bool yes\n", "SL1009", 1)]
    [InlineData("a: 1\nb: \u0001\n", "SL1008", 2)]
    [InlineData("a: x\u007f\n", "SL1008", 1)]
    [InlineData("a: \0\n", "SL1008", 1)]
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

    [Fact]
    public void Carriage_returns_alone_end_lines() => Assert.Equal("a b c", string.Join(' ', Map("a: 1\rb: 2\rc:\r  - d\r").Entries.Select(e => e.Key)));

    [Fact]
    public void Each_key_that_stands_twice_is_reported_with_both_places()
    {
        var findings = Read("a: 1\nb: 2\na: {c: 1, c: 2}\nb: 3\n").Findings;
        Assert.Equal(["3:1", "3:11", "4:1"], findings.Select(f => $"{f.At.Line}:{f.At.Column}"));
        Assert.Equal("Key \"a\" stands here and on line 1.", findings[0].Message);
    }

    [Fact]
    public void A_file_full_of_keys_that_stand_twice_is_cut_short() =>
        Assert.InRange(Read(string.Concat(Enumerable.Repeat("a: 1\n", 10_000))).Findings.Count, 2, 30);

    [Fact]
    public void A_file_that_is_too_large_is_refused() =>
        Assert.Equal("SL1004", Assert.Single(Read(new byte[16 * 1024 * 1024 + 1]).Findings).Code);

    /// <summary>The search for a tab that explains the fault once read the file again for each of its lines.</summary>
    [Fact]
    public void A_quote_that_never_closes_is_refused_in_time()
    {
        var clock = System.Diagnostics.Stopwatch.StartNew();
        var finding = Assert.Single(Read("'" + string.Concat(Enumerable.Repeat("a\n\t", 200_000))).Findings);
        Assert.Equal(("SL1001", 1), (finding.Code, finding.At.Line));
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(20), $"{clock.Elapsed}");
    }

    [Theory]
    [InlineData("- ")]
    [InlineData("? ")]
    [InlineData("[")]
    [InlineData("{a: ")]
    [InlineData("[? ")]
    [InlineData("&a ")]
    [InlineData("!x ")]
    [InlineData("*a ")]
    [InlineData("%TAG ! x\n")]
    [InlineData("\"a\n b\": 1\n")]
    [InlineData("{a,")]
    [InlineData("]")]
    [InlineData("a: |\n")]
    public void Endless_repetition_gives_a_finding_or_a_tree(string piece)
    {
        var (node, findings) = Read(string.Concat(Enumerable.Repeat(piece, 50_000)));
        Assert.True(node is null == findings.Count > 0);
    }

    private static readonly string[] Pieces =
        ["a", "b: ", "- ", "\n", "\n  ", "\n    ", "[", "]", "{", "}", ",", ": ", "'", "\"", "|\n", ">-\n", "&x ", "*x ", "<<: ", "!t ", "#", "\t", "\r\n", "---\n", "...\n", "? ", "%", "é", "\\", "1"];

    [Property(MaxTest = 5000)]
    public void Any_text_gives_a_tree_or_a_finding_with_a_place(byte[] picks)
    {
        var findings = new Findings();
        var documents = YamlReader.ReadAll("a.yaml", Encoding.UTF8.GetBytes(string.Concat(picks.Select(p => Pieces[p % Pieces.Length]))), findings);
        Assert.Equal(documents is null, findings.HasErrors);
        Assert.All(findings.Sorted(), f => Assert.True(f.At is { Line: > 0, Column: > 0 } && f.Fix is not null));
    }
}
