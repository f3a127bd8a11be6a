using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Sluis.Cli.Commands;
using Sluis.Cli.Verifying;
using Sluis.Core.Diagnostics;
using Sluis.Core.Proof.Exceptions;

namespace Sluis.Cli.Rendering.Reports;

/// <summary>
/// SARIF 2.1.0. A finding ignored in place is a result with a suppression, so the note that stands for it elsewhere is left out.
/// https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
/// </summary>
internal static class SarifReport
{
    private const string Schema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
    private const string IgnoredNote = "SL5901";

    /// <param name="shown">Places as the user would write them; false: relative to the repository, for the copy that lies in it.</param>
    public static byte[] Write(ProofReport report, bool shown)
    {
        Diagnostic Place(Diagnostic finding) => shown ? report.Shown(finding) : finding;
        var results = report.Findings.Where(static f => f.Code != IgnoredNote).Select(static f => (Finding: f, Ignored: (IgnoredFinding?)null))
            .Concat(report.Ignored.Select(static i => (i.Finding, Ignored: (IgnoredFinding?)i))).OrderBy(static r => r.Finding).ToList();
        var rules = Rules(results.Select(static r => r.Finding.Code));
        var buffer = new ArrayBufferWriter<byte>(16 * 1024);
        using (var json = new Utf8JsonWriter(buffer, new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteString("$schema", Schema);
            json.WriteString("version", "2.1.0");
            json.WriteStartArray("runs");
            json.WriteStartObject();
            Tool(json, rules);
            json.WriteStartArray("invocations");
            json.WriteStartObject();
            json.WriteBoolean("executionSuccessful", true);
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteString("columnKind", "utf16CodeUnits");
            json.WriteStartArray("results");
            var occurrences = new Dictionary<string, int>(StringComparer.Ordinal);
            foreach (var (finding, ignored) in results)
                Result(json, Place(finding), Fingerprint.Of(finding), ignored is null ? null : (ignored.Reason, Place(finding with { At = ignored.At })), rules, occurrences);
            json.WriteEndArray();
            json.WriteStartObject("properties");
            if (report.Input.Length > 0)
                json.WriteString("input", report.Input);
            json.WriteString("tree", report.Tree);
            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
        }
        return [.. buffer.WrittenSpan, (byte)'\n'];
    }

    private static List<DiagnosticHelp> Rules(IEnumerable<string> codes)
    {
        var used = codes.ToHashSet(StringComparer.Ordinal);
        return [.. ExplainCommand.Pages().Where(p => used.Contains(p.Code))];
    }

    private static void Tool(Utf8JsonWriter json, List<DiagnosticHelp> rules)
    {
        json.WriteStartObject("tool");
        json.WriteStartObject("driver");
        json.WriteString("name", "Sluis");
        json.WriteString("semanticVersion", typeof(SarifReport).Assembly.GetName().Version?.ToString(3) ?? "0.0.0");
        json.WriteStartArray("rules");
        foreach (var rule in rules)
        {
            json.WriteStartObject();
            json.WriteString("id", rule.Code);
            Text(json, "shortDescription", rule.Title);
            Text(json, "fullDescription", rule.Meaning);
            json.WriteStartObject("help");
            json.WriteString("text", $"{rule.Meaning} To mend it: {rule.Mending}");
            json.WriteString("markdown", $"{rule.Meaning}\n\n**To mend it:** {rule.Mending}\n\n`sluis explain {rule.Code}`{(rule.Source is null ? "" : $"\n\nSee {rule.Source}")}");
            json.WriteEndObject();
            if (rule.Source is { } source && source.StartsWith("https://", StringComparison.Ordinal) && Uri.IsWellFormedUriString(source, UriKind.Absolute))
                json.WriteString("helpUri", source);
            json.WriteStartObject("defaultConfiguration");
            json.WriteString("level", Level(rule.Severity));
            json.WriteEndObject();
            json.WriteStartObject("properties");
            json.WriteStartArray("tags");
            json.WriteStringValue(Topics.Of(rule.Code));
            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Result(
        Utf8JsonWriter json, Diagnostic finding, string fingerprint, (string Reason, Diagnostic Place)? ignored, List<DiagnosticHelp> rules, Dictionary<string, int> occurrences)
    {
        json.WriteStartObject();
        json.WriteString("ruleId", finding.Code);
        if (rules.FindIndex(r => r.Code == finding.Code) is >= 0 and var index)
            json.WriteNumber("ruleIndex", index);
        json.WriteString("level", Level(finding.Severity));
        Text(json, "message", finding.Fix is null ? finding.Message : $"{finding.Message} {finding.Fix}");
        json.WriteStartArray("locations");
        Location(json, finding, logical: true);
        json.WriteEndArray();
        // GitHub matches alerts by the first of these; the number tells two equal findings of one file apart.
        occurrences[fingerprint] = occurrences.GetValueOrDefault(fingerprint) + 1;
        json.WriteStartObject("partialFingerprints");
        json.WriteString("primaryLocationLineHash", $"{fingerprint}:{occurrences[fingerprint]}");
        json.WriteString("sluisFinding/v1", fingerprint);
        json.WriteEndObject();
        if (ignored is { } suppression)
        {
            json.WriteStartArray("suppressions");
            json.WriteStartObject();
            json.WriteString("kind", "inSource");
            json.WriteString("justification", suppression.Reason);
            json.WritePropertyName("location");
            Location(json, suppression.Place, logical: false);
            json.WriteEndObject();
            json.WriteEndArray();
        }
        json.WriteEndObject();
    }

    private static void Location(Utf8JsonWriter json, Diagnostic finding, bool logical)
    {
        json.WriteStartObject();
        if (!finding.At.IsNone)
        {
            json.WriteStartObject("physicalLocation");
            json.WriteStartObject("artifactLocation");
            json.WriteString("uri", UriOf(finding.At.File));
            json.WriteEndObject();
            json.WriteStartObject("region");
            json.WriteNumber("startLine", Math.Max(1, finding.At.Line));
            json.WriteNumber("startColumn", Math.Max(1, finding.At.Column));
            json.WriteEndObject();
            json.WriteEndObject();
        }
        if (logical && finding.Object is { } subject)
        {
            json.WriteStartArray("logicalLocations");
            json.WriteStartObject();
            json.WriteString("name", subject[(subject.LastIndexOfAny(['/', ' ']) + 1)..]);
            json.WriteString("fullyQualifiedName", subject);
            json.WriteString("kind", "object");
            json.WriteEndObject();
            if (finding.Field is { } field)
            {
                json.WriteStartObject();
                json.WriteString("name", field);
                json.WriteString("fullyQualifiedName", $"{subject} {field}");
                json.WriteString("kind", "property");
                json.WriteEndObject();
            }
            json.WriteEndArray();
        }
        json.WriteEndObject();
    }

    private static string UriOf(string path)
    {
        var escaped = string.Join('/', path.Split('/').Select(Uri.EscapeDataString));
        return path.StartsWith('/') ? "file://" + escaped : escaped;
    }

    private static string Level(Severity severity) => severity switch { Severity.Error => "error", Severity.Warning => "warning", _ => "note" };

    private static void Text(Utf8JsonWriter json, string name, string text)
    {
        json.WriteStartObject(name);
        json.WriteString("text", text);
        json.WriteEndObject();
    }
}
