using System.Buffers;
using System.Text;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Xunit;
using Sluis.Core.Diagnostics;
using Sluis.Core.Text;
using Sluis.Core.Yaml;

namespace Sluis.Core.Tests.Yaml;

public class YamlWriterTests
{
    private static string Json(string json)
    {
        var buffer = new ArrayBufferWriter<byte>();
        YamlWriter.WriteJson(Encoding.UTF8.GetBytes(json), buffer);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    [Fact]
    public void Lists_stand_at_the_indentation_of_their_key() => Assert.Equal(
        "a:\n- b: 1\n  c:\n  - d\n  - {}\n- - e\ne: {}\nf: []\ng:\n  h: null\n",
        Json("""{"a":[{"b":1,"c":["d",{}]},["e"]],"e":{},"f":[],"g":{"h":null}}"""));

    [Fact]
    public void Several_lines_become_a_block() => Assert.Equal(
        "a: |\n  x\n\n  y\nb: |-\n  x\n  y\nc:\n- |+\n  x\n\n",
        Json("""{"a":"x\n\ny\n","b":"x\ny","c":["x\n\n"]}"""));

    [Theory]
    [InlineData("yes")]
    [InlineData("No")]
    [InlineData("on")]
    [InlineData("y")]
    [InlineData("~")]
    [InlineData("null")]
    [InlineData("1_000")]
    [InlineData("0777")]
    [InlineData("0x1f")]
    [InlineData("1:30")]
    [InlineData("1e3")]
    [InlineData(".inf")]
    [InlineData("2001-01-01")]
    [InlineData("12e03")]
    [InlineData(" x")]
    [InlineData("x ")]
    [InlineData("")]
    [InlineData("a: b")]
    [InlineData("a #b")]
    [InlineData("=")]
    [InlineData("<<")]
    [InlineData("- x")]
    [InlineData("*x")]
    [InlineData("{x")]
    [InlineData("x:")]
    [InlineData("-1")]
    [InlineData("-")]
    [InlineData("---")]
    public void What_could_be_misread_is_quoted(string text) =>
        Assert.Contains(Json($$"""{"a":{{JsonValue.Create(text).ToJsonString()}}}""")[3], "'\"");

    [Theory]
    [InlineData("registry.example.com/app:1.2")]
    [InlineData("--flag=value")]
    [InlineData("/var/lib/data")]
    [InlineData("100m")]
    [InlineData("256Mi")]
    [InlineData("$(DB_PASSWORD)")]
    public void What_cannot_be_misread_is_plain(string text) => Assert.Equal($"a: {text}\n", Json($$"""{"a":"{{text}}"}"""));

    [Property(MaxTest = 2000)]
    public void Any_text_reads_back_as_itself(NonNull<string> text)
    {
        if (text.Get.Any(char.IsSurrogate) || text.Get.Contains('\0'))
            return;
        var node = new MapNode(SourceSpan.None, [new("k", SourceSpan.None, new ListNode(SourceSpan.None, [new ScalarNode(SourceSpan.None, text.Get, ScalarKind.String)]))]);
        var findings = new Findings();
        var back = (MapNode?)YamlReader.Read("x", YamlWriter.Write(node), findings);
        var scalar = Assert.IsType<ScalarNode>(Assert.IsType<ListNode>(back?["k"]).Items[0]);
        Assert.Equal((text.Get, ScalarKind.String), (scalar.Text, scalar.Kind));
    }
}
