using System.Buffers;
using System.Text.Json;
using Sluis.Core.Diagnostics;

namespace Sluis.Core.Proof.Exceptions;

/// <summary>Findings that were there when the baseline was written: they are known, and only what is new is reported.</summary>
public sealed class Baseline
{
    private readonly HashSet<string> known;

    private Baseline(HashSet<string> known) => this.known = known;

    /// <summary>Null after a finding. <paramref name="file"/> is only shown.</summary>
    public static Baseline? Read(string file, ReadOnlyMemory<byte> content, Findings findings)
    {
        try
        {
            using var document = JsonDocument.Parse(content);
            if (document.RootElement.GetProperty("version").GetInt32() is not 1 and var version)
            {
                findings.Add(SuppressionDiagnostics.BaselineBroken(file, $"version {version} is not known"));
                return null;
            }
            var known = new HashSet<string>(StringComparer.Ordinal);
            foreach (var finding in document.RootElement.GetProperty("findings").EnumerateArray())
                known.Add(finding.GetProperty("fingerprint").GetString() ?? "");
            return new(known);
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            findings.Add(SuppressionDiagnostics.BaselineBroken(file, "it is not what --write-baseline writes"));
            return null;
        }
    }

    /// <summary>What is new, how many are known, and how many of the baseline are gone.</summary>
    public (IReadOnlyList<Diagnostic> New, int Known, int Gone) Compare(IReadOnlyList<Diagnostic> findings)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var fresh = new List<Diagnostic>();
        foreach (var finding in findings)
            if (Fingerprint.Of(finding) is var fingerprint && known.Contains(fingerprint))
                seen.Add(fingerprint);
            else
                fresh.Add(finding);
        return (fresh, findings.Count - fresh.Count, known.Count - seen.Count);
    }

    /// <summary>Notes that something is ignored or gone are no part of it: they come and go with what they are about.</summary>
    public static byte[] Write(IReadOnlyList<Diagnostic> findings)
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        using (var json = new Utf8JsonWriter(buffer, new() { Indented = true, NewLine = "\n", Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteNumber("version", 1);
            json.WriteStartArray("findings");
            foreach (var finding in findings.Where(static f => f.Code is not ("SL5901" or "SL5906"))
                .Select(static f => (Finding: f, Fingerprint: Fingerprint.Of(f))).DistinctBy(static f => f.Fingerprint)
                .OrderBy(static f => f.Finding.Object, StringComparer.Ordinal).ThenBy(static f => f.Finding.Code, StringComparer.Ordinal).ThenBy(static f => f.Fingerprint, StringComparer.Ordinal))
            {
                json.WriteStartObject();
                json.WriteString("fingerprint", finding.Fingerprint);
                json.WriteString("code", finding.Finding.Code);
                Optional(json, "object", finding.Finding.Object);
                Optional(json, "field", finding.Finding.Field);
                json.WriteString("file", finding.Finding.At.File);
                json.WriteString("message", finding.Finding.Message);
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteEndObject();
        }
        return [.. buffer.WrittenSpan, (byte)'\n'];
    }

    private static void Optional(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
            json.WriteString(name, value);
    }
}
