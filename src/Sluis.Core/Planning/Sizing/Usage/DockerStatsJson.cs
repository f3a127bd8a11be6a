using System.Text.Json;
using Sluis.Core.Diagnostics;
using Sluis.Core.Text;

namespace Sluis.Core.Planning.Sizing.Usage;

/// <summary>A line of <c>docker stats --format json</c>. https://docs.docker.com/reference/cli/docker/container/stats/</summary>
internal static class DockerStatsJson
{
    public static void Read(ReadOnlySpan<char> line, SourceSpan at, UsageSamples samples, Findings findings)
    {
        try
        {
            using var document = JsonDocument.Parse(line.ToString());
            var root = document.RootElement;
            if (Text(root, "Name") is not { Length: > 0 } name)
            {
                findings.Add(SizingDiagnostics.BadLine(at, "it has no \"Name\""));
                return;
            }
            UsageColumns.Add(name, Text(root, "CPUPerc"), "CPUPerc", Text(root, "MemUsage"), "MemUsage", at, samples, findings);
        }
        catch (JsonException)
        {
            findings.Add(SizingDiagnostics.BadLine(at, "it is no JSON object"));
        }
    }

    private static string? Text(JsonElement root, string key) =>
        root.TryGetProperty(key, out var value) ? value.ValueKind == JsonValueKind.String ? value.GetString() : value.GetRawText() : null;
}
