using System.Text;
using FsCheck.Xunit;
using Sluis.Core.Compose.EnvFiles;
using Sluis.Core.Diagnostics;
using Sluis.Core.Text;

namespace Sluis.Core.Tests.Compose;

public class EnvFileParserTests
{
    private static readonly string[] Pieces = ["A", " B", "=", ":", "\"", "'", "\\", "\n", "\r\n", " #", "$A", "${", "}", "export\t", "é", "0"];

    private static (IReadOnlyList<EnvFileEntry> Entries, IReadOnlyList<Diagnostic> Findings) Parse(string text, bool raw = false) =>
        Parse(Encoding.UTF8.GetBytes(text), raw);

    private static (IReadOnlyList<EnvFileEntry> Entries, IReadOnlyList<Diagnostic> Findings) Parse(byte[] bytes, bool raw = false)
    {
        var findings = new Findings();
        var entries = EnvFileParser.Parse(".env", bytes, raw, n => n is "HOST" ? "outer" : null, findings);
        return (entries, findings.Sorted());
    }

    private static string Show(string text, bool raw = false) =>
        string.Join('|', Parse(text, raw).Entries.Select(e => e.Value is null ? e.Name : $"{e.Name}={e.Value}"));

    [Theory]
    [InlineData("FOO=bar", "FOO=bar")]
    [InlineData("FOO =bar", "FOO=bar")]
    [InlineData(" \tFOO= bar ", "FOO=bar")]
    [InlineData("FOO=", "FOO=")]
    [InlineData("FOO = \nB=1", "FOO=|B=1")]
    [InlineData("456 = ABC", "456=ABC")]
    [InlineData("FOO=\"bar\"", "FOO=bar")]
    [InlineData("FOO='bar'", "FOO=bar")]
    [InlineData("""FOO="escaped\"bar" """, "FOO=escaped\"bar")]
    [InlineData("FOO=\"'d'\"", "FOO='d'")]
    [InlineData("""K='Let\'s go!'""", "K=Let's go!")]
    [InlineData("OPTION_A: Foo=bar", "OPTION_A=Foo=bar")]
    [InlineData("OPTION_A=1:B", "OPTION_A=1:B")]
    [InlineData("export A=2", "A=2")]
    [InlineData("\texport\tA=2", "A=2")]
    [InlineData("exportFOO=2", "exportFOO=2")]
    [InlineData("export.FOO= 2", "export.FOO=2")]
    [InlineData("export\nA=2", "A=2")]
    [InlineData("FOO=a\\tb", "FOO=a\\tb")]
    [InlineData("FOO=\"a\\tb\"", "FOO=a\tb")]
    [InlineData("FOO='\\n'", "FOO=\\n")]
    [InlineData("""K="Z\aZ\bZ\fZ\nZ\rZ\tZ\vZ\\Z\0123Z" """, "K=Z\aZ\bZ\fZ\nZ\rZ\tZ\vZ\\ZSZ")]
    [InlineData("""K="\0377 \0400 \012 \0 \0999" """, "K=\u00ff \\400 \\12 \\ \\999")]
    [InlineData("""K="\x07 \u12e4 \c \ b" """, """K=\x07 \u12e4 \c \ b""")]
    [InlineData("""K="bar\\\n\ b" """, "K=bar\\\n\\ b")]
    [InlineData("FOO.BAR=1\nA-B=2\na[1]=c\nárvíz=x", "FOO.BAR=1|A-B=2|a[1]=c|árvíz=x")]
    [InlineData("FOO=foobar=", "FOO=foobar=")]
    [InlineData("FOO=bar # this is foo", "FOO=bar")]
    [InlineData("FOO=bar #", "FOO=bar")]
    [InlineData("FOO= # c", "FOO=# c")]
    [InlineData("FOO=123#not-a-comment", "FOO=123#not-a-comment")]
    [InlineData("FOO=\"bar#baz#bang\" # comment\nB=2", "FOO=bar#baz#bang|B=2")]
    [InlineData("FOO=\"bar\"#\nB=2", "FOO=bar|B=2")]
    [InlineData("FOO=\"x\"B=2", "FOO=x|B=2")]
    [InlineData("J = 'first\nsecond'\nZ=1", "J=first\nsecond|Z=1")]
    [InlineData("# c\n\n\t # d\nA=1", "A=1")]
    [InlineData("HOST\nOTHER\nA=1", "HOST=outer|OTHER|A=1")]
    [InlineData("HOST", "HOST=outer")]
    [InlineData("FOO=test\nBAR=$FOO", "FOO=test|BAR=test")]
    [InlineData("FOO=test\nBAR=\"q ${FOO}bar\"", "FOO=test|BAR=q testbar")]
    [InlineData("BAR='quote $FOO'", "BAR=quote $FOO")]
    [InlineData("FOO=\"foo\\${BAR}\"", "FOO=foo${BAR}")]
    [InlineData("FOO=foo$$BAR", "FOO=foo$BAR")]
    [InlineData("HOST=inner\nA=$HOST", "HOST=inner|A=outer")]
    [InlineData("A=1\nB=$A\nA=2\nC=$A", "A=1|B=1|A=2|C=2")]
    [InlineData("A=${A:-1}\nB=${A}_$A", "A=1|B=1_1")]
    [InlineData("\uFEFFA=1", "A=1")]
    [InlineData("A=1\r\nB='x'\r\nC=\"y\" # z\r\nD\r\n", "A=1|B=x|C=y|D")]
    [InlineData("A='x\r\ny'\r\n", "A=x\r\ny")]
    [InlineData("", "")]
    [InlineData("\r\n", "")]
    public void Lines_read_as_the_reference_reads_them(string text, string expected)
    {
        Assert.Equal(expected, Show(text));
        Assert.DoesNotContain(Parse(text).Findings, f => f.Severity == Severity.Error);
    }

    [Theory]
    [InlineData("A= \"x\" # y", "A= \"x\" # y")]
    [InlineData("  A=$B\\n\r\n#c\n\nHOST\nNONE\n", "A=$B\\n|HOST=outer|NONE")]
    [InlineData("\uFEFFA=b c ", "A=b c ")]
    public void Raw_files_are_taken_as_they_are(string text, string expected) => Assert.Equal(expected, Show(text, raw: true));

    [Theory]
    [InlineData("KEY=\"", "SL1112", 1)]
    [InlineData("A=1\nKEY=\"value\\\"", "SL1112", 2)]
    [InlineData("KEY='value\"\n\n", "SL1112", 1)]
    [InlineData("lol$wut", "SL1111", 1)]
    [InlineData("foo=\"\n a\n\"\nINVALID LINE\nzot=qix", "SL1111", 4)]
    [InlineData("%!(EXTRA string)=foo", "SL1111", 1)]
    [InlineData("A=1\n=value", "SL1111", 2)]
    [InlineData("A=${", "SL1101", 1)]
    [InlineData("\nA=${B:?needed}", "SL1102", 2)]
    public void Faults_name_the_line(string text, string code, int line)
    {
        var finding = Assert.Single(Parse(text).Findings, f => f.Severity == Severity.Error);
        Assert.Equal((code, line), (finding.Code, finding.At.Line));
    }

    [Theory]
    [InlineData("A=1\nB C=2")]
    [InlineData("A=1\n=2")]
    public void Raw_faults_name_the_line(string text) =>
        Assert.Equal(("SL1111", 2), (Assert.Single(Parse(text, raw: true).Findings) is var f ? f.Code : "", f.At.Line));

    [Fact]
    public void Bytes_that_are_not_utf8_are_a_warning_with_their_line()
    {
        var (entries, findings) = Parse([.. "A=1\nB="u8, 0xff, .. "\n"u8]);
        Assert.Equal("\ufffd", entries[1].Value);
        Assert.Equal(("SL1114", Severity.Warning, 2), (findings[0].Code, findings[0].Severity, findings[0].At.Line));
    }

    [Fact]
    public void Values_keep_their_place_and_pieces()
    {
        var entry = Parse("A=1\n  URL=\"http://$HOST/\"\n").Entries[1];
        Assert.Equal(new SourceSpan(".env", 2, 3), entry.At);
        Assert.Equal(
            [new TextPart.Literal("http://"), new TextPart.Variable("HOST", "", default, "outer", true), new TextPart.Literal("/")],
            entry.Parts.ToArray());
    }

    [Property(MaxTest = 5000)]
    public void Any_file_is_read_or_refused(byte[] picks)
    {
        var text = string.Concat(picks.Select(p => Pieces[p % Pieces.Length]));
        var (entries, findings) = Parse(text);
        Assert.All(entries, e => Assert.NotEmpty(e.Name));
        Assert.All(entries, e => Assert.True(e.Parts.IsEmpty || string.Concat(e.Parts.Select(p => p.Resolved)) == e.Value));
        Parse(text, raw: true);
    }
}
