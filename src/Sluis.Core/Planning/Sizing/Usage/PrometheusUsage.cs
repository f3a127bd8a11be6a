using System.Text;
using System.Text.Json;
using Sluis.Core.Diagnostics;
using Sluis.Core.Text;

namespace Sluis.Core.Planning.Sizing.Usage;

/// <summary>
/// An answer of Prometheus' query or query_range with cAdvisor's metrics: container_memory_working_set_bytes, and
/// rate(container_cpu_usage_seconds_total). A rate loses the metric's name, so what has none is CPU in cores, unless its values are
/// more than any machine has. https://prometheus.io/docs/prometheus/latest/querying/api/
/// </summary>
internal static class PrometheusUsage
{
    private const double MostCores = 4096;

    public static bool IsAnswer(ReadOnlySpan<byte> utf8) => utf8[0] == (byte)'{' && utf8.IndexOf("\"result\""u8) >= 0 && utf8.IndexOf("\"CPUPerc\""u8) < 0;

    public static void Read(string file, ReadOnlySpan<byte> utf8, UsageSamples samples, Findings findings)
    {
        var (line, counted) = (1, 0);
        try
        {
            var reader = new Utf8JsonReader(utf8);
            if (!ToResults(ref reader))
                return;
            while (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
            {
                var start = (int)reader.TokenStartIndex;
                line += utf8[counted..start].Count((byte)'\n');
                counted = start;
                using var element = JsonDocument.ParseValue(ref reader);
                Series(element.RootElement, new SourceSpan(file, line, 1), samples, findings);
            }
        }
        catch (JsonException broken)
        {
            findings.Add(SizingDiagnostics.BadLine(new(file, (int)(broken.LineNumber ?? 0) + 1, (int)(broken.BytePositionInLine ?? 0) + 1), "the JSON breaks off or is mistyped here"));
        }
    }

    private static bool ToResults(ref Utf8JsonReader reader)
    {
        while (reader.Read())
            if (reader.TokenType == JsonTokenType.PropertyName && reader.ValueTextEquals("result"u8))
                return reader.Read() && reader.TokenType == JsonTokenType.StartArray;
        return false;
    }

    private static void Series(JsonElement series, SourceSpan at, UsageSamples samples, Findings findings)
    {
        if (!series.TryGetProperty("metric", out var labels) || labels.ValueKind != JsonValueKind.Object || Name(labels) is not { } name)
        {
            // The sums of a machine and of its slices have no container's name.
            return;
        }
        var values = new List<double>();
        var bad = 0;
        if (series.TryGetProperty("values", out var range) && range.ValueKind == JsonValueKind.Array)
            foreach (var sample in range.EnumerateArray())
                Take(sample);
        if (series.TryGetProperty("value", out var one))
            Take(one);
        if (bad > 0)
            findings.Add(SizingDiagnostics.BadLine(at, $"{SizeText.Count(bad, "value")} of \"{name}\" {(bad == 1 ? "is" : "are")} no number"));
        if (values.Count == 0)
            return;
        var metric = Label(labels, "__name__");
        if (metric is null ? values.Max() > MostCores : metric.Contains("memory", StringComparison.Ordinal))
            foreach (var value in values)
                samples.AddMemory(name, at, (long)value);
        else if (metric is null)
            foreach (var value in values)
                samples.AddCpu(name, at, value * 1000);
        else
            findings.Add(SizingDiagnostics.BadLine(at, $"{metric} is neither memory nor a rate of CPU; ask for rate({metric}[5m])"));

        void Take(JsonElement sample)
        {
            if (sample.ValueKind == JsonValueKind.Array && sample.GetArrayLength() == 2 && Text(sample[1]) is { } text && UsageValues.Number(text) is { } value && value >= 0)
                values.Add(value);
            else
                bad++;
        }
    }

    private static string? Name(JsonElement labels)
    {
        if (Label(labels, "container_label_com_docker_compose_service") is { } service)
            return Label(labels, "container_label_com_docker_compose_project") is { } project ? $"{project}/{service}" : service;
        foreach (var label in (ReadOnlySpan<string>)["name", "container", "container_name", "service"])
            if (Label(labels, label) is { } name && name != "POD")
                return name;
        return null;
    }

    private static string? Label(JsonElement labels, string key) =>
        labels.TryGetProperty(key, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text ? text : null;

    private static string? Text(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString() : value.ValueKind == JsonValueKind.Number ? value.GetRawText() : null;
}
