using System.Text.Json;
using Sluis.Cli.Verifying;
using Sluis.Core.Diagnostics;

namespace Sluis.Cli.Rendering;

/// <summary>A verification for machines; the same facts as the text.</summary>
internal static class VerifyJson
{
    public static void Write(Utf8JsonWriter json, ProofReport report)
    {
        json.WriteString("folder", report.Folder.Length == 0 ? "." : report.Folder);
        Summary(json, report);
        FindingsJson.Write(json, [.. report.Findings.Select(report.Shown)]);
        json.WriteStartArray("ignored");
        foreach (var ignored in report.Ignored)
        {
            json.WriteStartObject();
            FindingsJson.Members(json, report.Shown(ignored.Finding));
            json.WriteString("reason", ignored.Reason);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    /// <summary>Also the content of <c>evidence/summary.json</c>.</summary>
    public static void Summary(Utf8JsonWriter json, ProofReport report)
    {
        if (report.Input.Length > 0)
            json.WriteString("input", report.Input);
        json.WriteString("tree", report.Tree);
        json.WriteStartArray("environments");
        foreach (var name in report.Environments)
            json.WriteStringValue(name);
        json.WriteEndArray();
        json.WriteStartArray("proofs");
        foreach (var result in report.Results)
        {
            json.WriteStartObject();
            json.WriteString("name", result.Name);
            json.WriteNumber("checked", result.Checked);
            json.WriteString("result", result.Sentence);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteStartObject("counts");
        json.WriteNumber("error", report.Count(Severity.Error));
        json.WriteNumber("warning", report.Count(Severity.Warning));
        json.WriteNumber("note", report.Count(Severity.Note));
        json.WriteNumber("ignored", report.Ignored.Count);
        if (report.Known is { } known)
            json.WriteNumber("known", known);
        json.WriteEndObject();
    }
}
