using System.Text.Json.Nodes;
using System.Xml.Linq;
using Sluis.Cli.Rendering;
using Sluis.Cli.Rendering.Reports;
using Sluis.Cli.Verifying;
using Sluis.Core.Diagnostics;
using Sluis.Core.Proof;
using Sluis.Core.Proof.Exceptions;

namespace Sluis.Cli.Tests.Rendering;

/// <summary>Whole outputs for one small report: an error, a note without a place, and a warning that is ignored in place.</summary>
public class ReportTests
{
    private static readonly Diagnostic Error = new("SL5051", Severity.Error, new("apps/shop/base/a b.yaml", 7, 5), "It is 100% wrong: \"a, b\" <c>.", "Mend it.")
    { Object = "Deployment shop/api", Field = "spec.replicas" };

    private static readonly Diagnostic Note = new("SL5903", Severity.Note, default, "Nothing matches.");

    private static readonly Diagnostic Accepted = new("SL5050", Severity.Warning, new("apps/shop/base/c.yaml", 3, 1), "It is so.") { Object = "Service shop/c" };

    private static ProofReport Report(params Diagnostic[] findings) => new()
    {
        Folder = "out",
        Input = new string('a', 64),
        Tree = new string('b', 64),
        Environments = ["dev", "production"],
        Results = [new("claims", 1234, "1 of 2 claims hold", [])],
        Findings = findings,
        AllFindings = findings,
        Ignored = [new(Accepted, "by design", new("apps/shop/base/c.yaml", 9, 9))],
        Shown = static f => f.At.IsNone ? f : f with { At = f.At with { File = "out/" + f.At.File } },
    };

    [Fact]
    public void Text_has_the_proofs_then_the_findings_by_object_and_a_verdict() => Assert.Equal("""
        out: tree bbbbbbbbbbbb, made from input aaaaaaaaaaaa, dev, production

          PROOF   CHECKED  RESULT
          claims  1 234    1 of 2 claims hold

        Deployment shop/api
          error SL5051 out/apps/shop/base/a b.yaml:7:5 spec.replicas
            It is 100% wrong: "a, b" <c>.
            Mend it.

        Refuted: 1 error, 0 warnings, 1 note, 1 ignored in place.
        1 not listed; --show note lists them.

        """, VerifyText.Write(Report(Error, Note), Severity.Warning, colour: false, "--show note"));

    [Fact]
    public void Text_is_coloured_when_asked()
    {
        var text = VerifyText.Write(Report(Error), Severity.Warning, colour: true, "");
        Assert.Contains("\u001b[31merror\u001b[0m SL5051", text);
        Assert.Contains("\u001b[31mRefuted\u001b[0m", text);
    }

    [Fact]
    public void Github_annotations_are_escaped_as_documented() => Assert.Equal("""
        ::error file=out/apps/shop/base/a b.yaml,line=7,col=5,title=SL5051 Deployment shop/api::spec.replicas: It is 100%25 wrong: "a, b" <c>.%0AMend it.
        ::notice title=SL5903::Nothing matches.
        claims: 1 of 2 claims hold

        """, GitHubReport.Write(Report(Note, Error)));

    [Fact]
    public void Github_properties_escape_colons_and_commas()
    {
        var odd = Error with { At = new("a:b,c%.yaml", 1, 2), Object = null, Field = null, Fix = null, Message = "Two\r\nlines." };
        Assert.StartsWith("::error file=out/a%3Ab%2Cc%25.yaml,line=1,col=2,title=SL5051::Two%0D%0Alines.\n", GitHubReport.Write(Report(odd)));
    }

    [Fact]
    public void Junit_is_xml_with_a_test_for_every_code_that_was_looked_for()
    {
        var root = XDocument.Parse(JUnitReport.Write(Report(Error, Note), Severity.Error)).Root!;
        Assert.Equal("testsuites", root.Name.LocalName);
        var cases = root.Descendants("testcase").ToDictionary(static c => (string)c.Attribute("name")!);
        Assert.Equal((cases.Count.ToString(), "1", "1"), ((string?)root.Attribute("tests"), (string?)root.Attribute("failures"), (string?)root.Attribute("skipped")));
        var failure = cases["SL5051: Broken claims"].Element("failure")!;
        Assert.Equal("It is 100% wrong: \"a, b\" <c>.", (string?)failure.Attribute("message"));
        Assert.Contains("out/apps/shop/base/a b.yaml:7:5 Deployment shop/api spec.replicas", failure.Value);
        Assert.Equal("out/apps/shop/base/a b.yaml", (string?)cases["SL5051: Broken claims"].Attribute("file"));
        Assert.Equal("Ignored in place: by design", (string?)cases["SL5050: No claims"].Element("skipped")!.Attribute("message"));
        Assert.Contains("Nothing matches.", cases["SL5903: Ignored for nothing"].Element("system-out")!.Value);
        Assert.Equal("1 of 2 claims hold", (string?)root.Elements("testsuite").Single(static s => (string?)s.Attribute("name") == "claims").Descendants("property").Single().Attribute("value"));
        Assert.All(root.Descendants("testcase"), static c => Assert.StartsWith("sluis.", (string?)c.Attribute("classname")));
    }

    [Fact]
    public void Junit_fails_from_the_level_that_is_asked_and_leaves_out_what_xml_cannot_hold()
    {
        var root = XDocument.Parse(JUnitReport.Write(Report(Note with { Message = "A \u0007 bell." }), Severity.Note)).Root!;
        Assert.Equal("1", (string?)root.Attribute("failures"));
        Assert.Contains("A \ufffd bell.", root.ToString());
    }

    /// <summary>What the schema of SARIF 2.1.0 requires of the parts that are written. https://docs.oasis-open.org/sarif/sarif/v2.1.0/</summary>
    [Fact]
    public void Sarif_has_what_its_schema_requires()
    {
        var log = JsonNode.Parse(SarifReport.Write(Report(Note, Error), shown: true))!;
        Assert.Equal("2.1.0", (string?)log["version"]);
        var run = Assert.Single(log["runs"]!.AsArray())!;
        var driver = run["tool"]!["driver"]!;
        Assert.Equal("Sluis", (string?)driver["name"]);
        Assert.True((bool?)run["invocations"]![0]!["executionSuccessful"]);
        var rules = driver["rules"]!.AsArray();
        Assert.Equal(["SL5050", "SL5051", "SL5903"], rules.Select(static r => (string?)r!["id"]));
        foreach (var rule in rules)
        {
            Assert.False(string.IsNullOrEmpty((string?)rule!["shortDescription"]!["text"]));
            Assert.False(string.IsNullOrEmpty((string?)rule["fullDescription"]!["text"]));
            Assert.False(string.IsNullOrEmpty((string?)rule["help"]!["text"]));
            Assert.Contains((string?)rule["defaultConfiguration"]!["level"], (string?[])["none", "note", "warning", "error"]);
        }
        foreach (var result in run["results"]!.AsArray())
        {
            Assert.Equal((string?)rules[(int)result!["ruleIndex"]!]!["id"], (string?)result["ruleId"]);
            Assert.False(string.IsNullOrEmpty((string?)result["message"]!["text"]));
            Assert.Contains((string?)result["level"], (string?[])["none", "note", "warning", "error"]);
            foreach (var location in result["locations"]!.AsArray())
                if (location!["physicalLocation"] is { } place)
                {
                    Assert.True(Uri.IsWellFormedUriString((string?)place["artifactLocation"]!["uri"], UriKind.RelativeOrAbsolute));
                    Assert.True((int)place["region"]!["startLine"]! >= 1 && (int)place["region"]!["startColumn"]! >= 1);
                }
        }
    }

    [Fact]
    public void Sarif_names_the_object_the_field_and_what_was_ignored()
    {
        var run = JsonNode.Parse(SarifReport.Write(Report(Error), shown: true))!["runs"]![0]!;
        var error = run["results"]!.AsArray().Single(static r => (string?)r!["ruleId"] == "SL5051")!;
        Assert.Equal("out/apps/shop/base/a%20b.yaml", (string?)error["locations"]![0]!["physicalLocation"]!["artifactLocation"]!["uri"]);
        Assert.Equal(["Deployment shop/api", "Deployment shop/api spec.replicas"], error["locations"]![0]!["logicalLocations"]!.AsArray().Select(static l => (string?)l!["fullyQualifiedName"]));
        Assert.Null(error["suppressions"]);
        var ignored = run["results"]!.AsArray().Single(static r => (string?)r!["ruleId"] == "SL5050")!["suppressions"]![0]!;
        Assert.Equal(("inSource", "by design", 9), ((string?)ignored["kind"], (string?)ignored["justification"], (int?)ignored["location"]!["physicalLocation"]!["region"]!["startLine"]));
    }

    [Fact]
    public void Sarif_fingerprints_do_not_move_with_lines_and_tell_equal_findings_apart()
    {
        static string[] Prints(Diagnostic finding) => [.. JsonNode.Parse(SarifReport.Write(Report(finding, finding with { At = finding.At with { Line = finding.At.Line + 1 } }), shown: true))!["runs"]![0]!["results"]!.AsArray()
            .Where(static r => (string?)r!["ruleId"] == "SL5051").Select(static r => (string)r!["partialFingerprints"]!["primaryLocationLineHash"]!)];
        var first = Prints(Error);
        Assert.Equal(2, first.Distinct().Count());
        Assert.Equal(first, Prints(Error with { At = new("apps/shop/base/a b.yaml", 70, 1) }));
    }

    [Fact]
    public void The_copy_in_the_repository_has_places_relative_to_it()
    {
        var run = JsonNode.Parse(SarifReport.Write(Report(Error), shown: false))!["runs"]![0]!;
        Assert.Contains(run["results"]!.AsArray(), static r => (string?)r!["locations"]![0]!["physicalLocation"]!["artifactLocation"]!["uri"] == "apps/shop/base/a%20b.yaml");
    }
}
