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

    [Fact]
    public void A_block_says_its_indentation_when_its_first_line_cannot() => Assert.Equal(
        "a: |2-\n    x\n  y\nb: |2\n\n   x\nc: \"\\tx\\ny\\n\"\nd:\n- - |2+\n       \n    x\n\n",
        Json("""{"a":"  x\ny","b":"\n x\n","c":"\tx\ny\n","d":[["   \nx\n\n"]]}"""));

    [Fact]
    public void What_a_block_cannot_hold_is_double_quoted() => Assert.Equal(
        "a: \"x\\r\\ny\"\nb: \"\\n\"\nc: \"x\\n\\u0000\"\n\"k\\nl\": \"\\u0085 \\u2028 \\ufeff \\u007f\"\nd: |\n  é\ud83d\ude00\ne: \"\ud83d\ude00 \\\"\\\\\"\n",
        Json("{\"a\":\"x\\r\\ny\",\"b\":\"\\n\",\"c\":\"x\\n\\u0000\",\"k\\nl\":\"\\u0085 \\u2028 \\ufeff \\u007f\",\"d\":\"é\ud83d\ude00\\n\",\"e\":\"\ud83d\ude00 \\\"\\\\\"}"));

    [Fact]
    public void A_key_that_ends_like_an_alias_reads_back() => Reads_back("a *b");

    [Fact]
    public void Numbers_and_words_of_json_stay_as_they_are() => Assert.Equal(
        "a: 1\nb: -1.50\nc: 1e5\nd: true\ne: false\nf: null\n", Json("""{"a":1,"b":-1.50,"c":1e5,"d":true,"e":false,"f":null}"""));

    [Theory]
    [InlineData("[]", "[]\n")]
    [InlineData("{}", "{}\n")]
    [InlineData("\"x\"", "x\n")]
    [InlineData("[1,[2,{\"a\":[3]}]]", "- 1\n- - 2\n  - a:\n    - 3\n")]
    public void Any_value_can_be_a_document(string json, string yaml) => Assert.Equal(yaml, Json(json));

    [Theory]
    [InlineData("yes")]
    [InlineData("YES")]
    [InlineData("Off")]
    [InlineData("N")]
    [InlineData("TRUE")]
    [InlineData("False")]
    [InlineData("NULL")]
    [InlineData("0o17")]
    [InlineData("0b1")]
    [InlineData("+1")]
    [InlineData("+.INF")]
    [InlineData("-.inf")]
    [InlineData(".NaN")]
    [InlineData(".5")]
    [InlineData("1.")]
    [InlineData("190:20:30.15")]
    [InlineData("2001-12-14t21:59:43.10-05:00")]
    [InlineData("2001-12-14T21:59:43Z")]
    [InlineData("10.0.0.1")]
    [InlineData("1d")]
    [InlineData("...")]
    [InlineData("\tx")]
    [InlineData("x\t")]
    [InlineData("x\ty")]
    [InlineData("? x")]
    [InlineData("!x")]
    [InlineData("&x")]
    [InlineData("%x")]
    [InlineData("@x")]
    [InlineData("`x`")]
    [InlineData("|")]
    [InlineData(">x")]
    [InlineData("[x]")]
    [InlineData("]")]
    [InlineData("}")]
    [InlineData(", x")]
    [InlineData("'x'")]
    [InlineData("\"x\"")]
    [InlineData("#x")]
    [InlineData(":")]
    [InlineData("--- x")]
    [InlineData("é")]
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
    [InlineData("./run.sh")]
    [InlineData("http://a:80/b#c")]
    [InlineData("a, b")]
    [InlineData("it's [x] {y}")]
    [InlineData("-x")]
    [InlineData("nope")]
    [InlineData("yesterday")]
    [InlineData("e3")]
    public void What_cannot_be_misread_is_plain(string text) => Assert.Equal($"a: {text}\n", Json($$"""{"a":"{{text}}"}"""));

    private static readonly string[] Pieces =
        ["a", " ", "\n", "\t", "\r", ":", "#", "-", "'", "\"", "\\", "0", "1", ".", "e", "_", "x", "o", "y", "n", "é", "\u0085", "\u2028", "\ufeff", "\u0000", "\u001b", "\u007f", "\ud83d\ude00", "\uffff", "\u00a0", "|", ">", "?", "{", "[", ",", "~", "=", "<<", "null", "no"];

    private static string Spell(byte[] picks) => string.Concat(picks.Select(p => Pieces[p % Pieces.Length]));

    private static string Whole(NonNull<string> text) => string.Concat(text.Get.Where(c => !char.IsSurrogate(c)));

    private static ScalarNode Text(string text) => new(SourceSpan.None, text, ScalarKind.String);

    private static Node Back(ReadOnlySpan<byte> yaml)
    {
        var findings = new Findings();
        var back = YamlReader.Read("x", yaml, findings);
        Assert.Empty(findings.Sorted());
        return back ?? throw new InvalidOperationException("nothing was read");
    }

    private static string Show(Node node) => node switch
    {
        MapNode map => "{" + string.Join(',', map.Entries.Select(e => $"{e.Key.Length}:{e.Key}={Show(e.Value)}")) + "}",
        ListNode list => "[" + string.Join(',', list.Items.Select(Show)) + "]",
        ScalarNode { Kind: ScalarKind.Null } => "null",
        ScalarNode scalar => $"{scalar.Kind}/{scalar.Text.Length}:{scalar.Text}",
        _ => "",
    };

    [Property(MaxTest = 2000)]
    public void Any_text_reads_back_as_itself(NonNull<string> text) => Reads_back(Whole(text));

    [Property(MaxTest = 5000)]
    public void Nasty_text_reads_back_as_itself(byte[] picks) => Reads_back(Spell(picks));

    private static void Reads_back(string text)
    {
        var node = new MapNode(SourceSpan.None, [
            new("k", SourceSpan.None, new ListNode(SourceSpan.None, [Text(text), new ListNode(SourceSpan.None, [Text(text)])])),
            new(text == "k" ? "l" : text, SourceSpan.None, Text(text))]);
        var yaml = YamlWriter.Write(node);
        Assert.Equal(Show(node), Show(Back(yaml)));
        Assert.Equal(Show(Text(text)), Show(Back(YamlWriter.Write(Text(text)))));

        var json = new JsonObject { ["k"] = new JsonArray(text, new JsonArray(text)), [text == "k" ? "l" : text] = text };
        Assert.Equal(Encoding.UTF8.GetString(yaml), Json(json.ToJsonString()));
    }

    private static Node Grow(byte[] picks, ref int at, int depth)
    {
        var pick = at < picks.Length ? picks[at++] : 0;
        var children = depth > 5 ? 0 : pick / 16 % 4;
        switch (pick % 4)
        {
            case 0:
                var items = new List<Node>();
                for (var i = 0; i < children; i++)
                    items.Add(Grow(picks, ref at, depth + 1));
                return new ListNode(SourceSpan.None, items);
            case 1:
                var entries = new List<Entry>();
                for (var i = 0; i < children; i++)
                    entries.Add(new(i + Pieces[pick % Pieces.Length], SourceSpan.None, Grow(picks, ref at, depth + 1)));
                return new MapNode(SourceSpan.None, entries);
            case 2:
                return Text(Pieces[pick % Pieces.Length] + Pieces[pick / 4 % Pieces.Length]);
            default:
                return pick % 3 == 0 ? new ScalarNode(SourceSpan.None, "", ScalarKind.Null) : pick % 3 == 1
                    ? new ScalarNode(SourceSpan.None, "-1.5e3", ScalarKind.Float)
                    : new ScalarNode(SourceSpan.None, "true", ScalarKind.Boolean);
        }
    }

    [Property(MaxTest = 3000)]
    public void Any_tree_reads_back_as_itself(byte[] picks)
    {
        var at = 0;
        var node = Grow(picks, ref at, 0);
        Assert.Equal(Show(node), Show(Back(YamlWriter.Write(node))));
    }

    [Fact]
    public void Long_texts_are_written_whole()
    {
        var text = string.Concat(Enumerable.Repeat("line of é text\n", 20_000));
        Assert.Equal(text, ((ScalarNode)Back(YamlWriter.Write(Text(text)))).Text);
        Assert.Equal(text + "\0", ((ScalarNode)Back(YamlWriter.Write(Text(text + "\0")))).Text);
    }
}
