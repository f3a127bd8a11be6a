using System.Text.Json;
using Sluis.Core.Diagnostics;
using Sluis.Core.Text;

namespace Sluis.Cli.Rendering;

internal static class FindingsJson
{
    public static void Write(Utf8JsonWriter json, IReadOnlyList<Diagnostic> findings)
    {
        json.WriteStartArray("findings");
        foreach (var finding in findings)
        {
            json.WriteStartObject();
            Members(json, finding);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    public static void Members(Utf8JsonWriter json, Diagnostic finding)
    {
        json.WriteString("code", finding.Code);
        json.WriteString("severity", finding.Severity.ToString().ToLowerInvariant());
        Place(json, finding.At);
        if (finding.Object is not null)
            json.WriteString("object", finding.Object);
        if (finding.Field is not null)
            json.WriteString("field", finding.Field);
        json.WriteString("message", finding.Message);
        if (finding.Fix is not null)
            json.WriteString("fix", finding.Fix);
    }

    public static void Place(Utf8JsonWriter json, SourceSpan at)
    {
        if (at.IsNone)
            return;
        json.WriteString("file", at.File);
        json.WriteNumber("line", at.Line);
        json.WriteNumber("column", at.Column);
    }
}
