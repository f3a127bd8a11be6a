using FsCheck;
using FsCheck.Xunit;
using Sluis.Core.Compose.Interpolation;
using Sluis.Core.Diagnostics;
using Sluis.Core.Text;

namespace Sluis.Core.Tests.Compose;

public class InterpolatorTests
{
    private static readonly string[] Pieces = ["$", "$$", "${", "}", "{", "FOO", "BAR", "UNSET", "-", ":-", "?", ":?", "+", ":+", "\n", "é", "1"];

    private static readonly SourceSpan At = new("compose.yaml", 3, 7);

    private static string? Environment(string name) => name switch
    {
        "FOO" => "first",
        "BAR" => "",
        "JSON" => """{"json":2}""",
        "PASSWORD" => "hunter2",
        _ => null,
    };

    private static (InterpolatedText Result, IReadOnlyList<Diagnostic> Findings) Run(string text, bool lenient = false)
    {
        var findings = new Findings();
        return (new Interpolator(Environment, findings, lenient).Interpolate(text, At), findings.Sorted());
    }

    private static string Joined(InterpolatedText text) => string.Concat(text.Parts.Select(p => p.Resolved));

    [Theory]
    [InlineData("foo", "foo")]
    [InlineData("a $ string", "a $ string")]
    [InlineData("^REGEX$", "^REGEX$")]
    [InlineData("$}", "$}")]
    [InlineData("$", "$")]
    [InlineData("$1", "$1")]
    [InlineData("$${foo}", "${foo}")]
    [InlineData("$$$$", "$$")]
    [InlineData("$$$FOO", "$first")]
    [InlineData("$$FOO$", "$FOO$")]
    [InlineData("$FOO-bar", "first-bar")]
    [InlineData("This $FOO var", "This first var")]
    [InlineData("This ${FOO} var", "This first var")]
    [InlineData("This ${missing} var", "This  var")]
    [InlineData("This ${BAR} var", "This  var")]
    [InlineData("ok ${missing:-def}", "ok def")]
    [InlineData("ok ${missing-def}", "ok def")]
    [InlineData("ok ${BAR:-def}", "ok def")]
    [InlineData("ok ${BAR-def}", "ok ")]
    [InlineData("ok ${FOO:-def}", "ok first")]
    [InlineData("ok ${missing:+presence_value}", "ok ")]
    [InlineData("ok ${missing+presence_value}", "ok ")]
    [InlineData("ok ${FOO:+presence_value}", "ok presence_value")]
    [InlineData("ok ${FOO+presence_value}", "ok presence_value")]
    [InlineData("ok ${BAR+presence_value}", "ok presence_value")]
    [InlineData("ok ${BAR:+presence_value}", "ok ")]
    [InlineData("ok ${BAR:-/non:-alphanumeric}", "ok /non:-alphanumeric")]
    [InlineData("-ok ${BAR:-defaultValue}", "-ok defaultValue")]
    [InlineData("+ok ${UNSET:-${BAR-defaultValue}}", "+ok ")]
    [InlineData(":?ok ${BAR:-defaultValue}", ":?ok defaultValue")]
    [InlineData("ok ${UNSET-$FOO}", "ok first")]
    [InlineData("ok ${UNSET-${FOO} ${FOO}}", "ok first first")]
    [InlineData("ok ${BAR:-${FOO} ${FOO}}", "ok first first")]
    [InlineData("ok ${BAR+$FOO ${FOO:+second}}", "ok first second")]
    [InlineData("ok ${FOO:?err}", "ok first")]
    [InlineData("ok ${BAR?err}", "ok ")]
    [InlineData("ok ${SUBDOMAIN:-redis}.${FOO:?}", "ok redis.first")]
    [InlineData("${UNSET-myerror?msg}", "myerror?msg")]
    [InlineData("${FOO?bar-baz}", "first")]
    [InlineData("""ok ${missing:-{"json":1}}""", """ok {"json":1}""")]
    [InlineData("""ok ${JSON:-{"json":1}}""", """ok {"json":2}""")]
    [InlineData("${A:-${B:-${C:-deep}}}!", "deep!")]
    [InlineData("${A:-$$x}", "$x")]
    [InlineData("a\n${FOO}\n}", "a\nfirst\n}")]
    public void Values_resolve_as_in_the_reference(string text, string expected)
    {
        var (result, findings) = Run(text);
        Assert.Equal(expected, result.Text);
        Assert.DoesNotContain(findings, f => f.Severity == Severity.Error);
        Assert.Equal(expected, result.Parts.IsEmpty ? text : Joined(result));
    }

    /// <summary>The reference does not look at the character after an opening brace; Compose files live with the outcome.</summary>
    [Theory]
    [InlineData("${FOO:-{{x}}}", "first}")]
    [InlineData("${UNSET:-{{x}}}", "{{x}}")]
    [InlineData("${UNSET:-{}}", "{}")]
    [InlineData("${FOO:-{}} and ${FOO}", "first")]
    public void Braces_are_counted_as_the_reference_counts_them(string text, string expected) => Assert.Equal(expected, Run(text).Result.Text);

    [Theory]
    [InlineData("${")]
    [InlineData("${}")]
    [InlineData("${ }")]
    [InlineData("${ foo}")]
    [InlineData("${foo }")]
    [InlineData("${foo!}")]
    [InlineData("${foo:}")]
    [InlineData("${foo:x}")]
    [InlineData("${1}")]
    [InlineData("x ${foo")]
    [InlineData("${UNSET:-${}}")]
    [InlineData("${UNSET:-a\nb}")]
    [InlineData("$FOO ${UNSET:-x")]
    public void Broken_references_are_refused_and_the_text_stays(string text)
    {
        var (result, findings) = Run(text);
        var finding = Assert.Single(findings, f => f.Severity == Severity.Error);
        Assert.Equal(("SL1101", At), (finding.Code, finding.At));
        Assert.StartsWith("Invalid interpolation format", finding.Message);
        Assert.Equal((text, 0), (result.Text, result.Parts.Count));
    }

    [Theory]
    [InlineData("${UNSET:?Mandatory Variable Unset}", "UNSET", ": Mandatory Variable Unset")]
    [InlineData("${BAR:?Mandatory Variable Empty}", "BAR", ": Mandatory Variable Empty")]
    [InlineData("${UNSET:?}", "UNSET", ".")]
    [InlineData("${UNSET?bar-baz}", "UNSET", ": bar-baz")]
    public void A_required_variable_without_a_value_is_an_error_with_its_message(string text, string name, string end)
    {
        var finding = Assert.Single(Run(text).Findings);
        Assert.Equal(("SL1102", Severity.Error), (finding.Code, finding.Severity));
        Assert.Equal($"Required variable {name} is missing a value{end}", finding.Message);
        Assert.Equal(Severity.Warning, Assert.Single(Run(text, lenient: true).Findings).Severity);
    }

    [Fact]
    public void A_message_never_shows_the_value_of_a_variable()
    {
        var findings = Run("${UNSET:?ask for ${PASSWORD}}").Findings;
        Assert.Equal("Required variable UNSET is missing a value: ask for ${PASSWORD}", Assert.Single(findings).Message);
        Assert.DoesNotContain("s3cret", Assert.Single(Run("s3cret${s3cret").Findings).Message);
    }

    [Fact]
    public void An_unset_variable_is_reported_once_and_only_when_its_value_is_used()
    {
        Assert.Empty(Run("${A:+${A},}B").Findings);
        Assert.Empty(Run("${FOO?${B}}").Findings);
        Assert.Empty(Run("${A:-x}").Findings);
        Assert.Contains("Variable B ", Assert.Single(Run("${A:-${B}}").Findings).Message);
        Assert.Contains("Variable A ", Assert.Single(Run("${A:-x} $A ${A}").Findings).Message);
    }

    [Fact]
    public void Pieces_say_where_each_came_from()
    {
        var parts = Run("pg://$FOO:${PASSWORD:-none}@${HOST:-db$$}/").Result.Parts;
        Assert.Equal(
            [
                new TextPart.Literal("pg://"), new TextPart.Variable("FOO", "", default, "first", true), new TextPart.Literal(":"),
                new TextPart.Variable("PASSWORD", ":-", [new TextPart.Literal("none")], "hunter2", true), new TextPart.Literal("@"),
                new TextPart.Variable("HOST", ":-", [new TextPart.Literal("db$")], "db$", false), new TextPart.Literal("/"),
            ],
            parts.ToArray());
    }

    [Fact]
    public void Endless_nesting_and_long_lines_take_bounded_time()
    {
        Assert.Single(Run(string.Concat(Enumerable.Repeat("${A:-", 100_000)) + new string('}', 100_000)).Findings, f => f.Code == "SL1101");
        Assert.Equal(200_000, Run(string.Concat(Enumerable.Repeat("${A:-x}", 200_000))).Result.Text.Length);
        Assert.Equal(1_000_000, Run(string.Concat(Enumerable.Repeat("$FOO\n", 200_000))).Result.Text.Length - 200_000);
    }

    private static string Spell(byte[] picks) =>
        string.Concat(picks.Select(p => Pieces[p % Pieces.Length]));

    [Property(MaxTest = 5000)]
    public void Any_text_gives_pieces_that_make_up_the_result(byte[] picks)
    {
        var text = Spell(picks);
        var (result, findings) = Run(text);
        Assert.Equal(result.Text, result.Parts.IsEmpty ? text : Joined(result));
        Assert.True(findings.Count(f => f.Code == "SL1101") <= 1);
    }

    [Property(MaxTest = 1000)]
    public void Text_without_a_dollar_stays_the_same_object(NonNull<string> any)
    {
        var text = any.Get.Replace('$', '_');
        Assert.Same(text, Run(text).Result.Text);
    }
}
