using System.Text;
using Sluis.Core.Diagnostics;
using Sluis.Core.Text;

namespace Sluis.Core.Planning.Sizing.Usage;

/// <summary>
/// Exports of observed usage, told apart by how they begin: JSON of Prometheus' API, JSON lines or the table of
/// <c>docker stats</c>, CSV. A line that cannot be read is a finding, and the others count.
/// </summary>
public static class UsageReader
{
    public static void Read(string file, ReadOnlySpan<byte> utf8, UsageSamples samples, Findings findings)
    {
        if (utf8.StartsWith("\uFEFF"u8))
            utf8 = utf8[3..];
        var before = samples.Count;
        var start = utf8.IndexOfAnyExcept(" \t\r\n"u8);
        if (start >= 0 && PrometheusUsage.IsAnswer(utf8[start..]))
            PrometheusUsage.Read(file, utf8, samples, findings);
        else
            Lines(file, Encoding.UTF8.GetString(utf8), samples, findings);
        if (samples.Count == before)
            findings.Add(SizingDiagnostics.NoFigures(file));
    }

    private static void Lines(string file, string text, UsageSamples samples, Findings findings)
    {
        UsageColumns? columns = null;
        var number = 0;
        foreach (var raw in text.AsSpan().EnumerateLines())
        {
            var at = new SourceSpan(file, ++number, 1);
            var line = WithoutEscapes(raw).Trim();
            if (line.IsEmpty || line is "[" or "]")
                continue;
            if (line[0] == '{')
                DockerStatsJson.Read(line.TrimEnd(','), at, samples, findings);
            else if (UsageColumns.Header(line) is { } header)
                columns = header;
            else if (columns is null)
                findings.Add(SizingDiagnostics.BadLine(at, "it is no JSON object, and no line before it names columns"));
            else
                columns.Read(line, at, samples, findings);
        }
    }

    /// <summary><c>docker stats</c> that was not told --no-stream moves the cursor before each round.</summary>
    private static ReadOnlySpan<char> WithoutEscapes(ReadOnlySpan<char> line)
    {
        if (!line.Contains('\u001b'))
            return line;
        var kept = new StringBuilder(line.Length);
        for (var i = 0; i < line.Length; i++)
        {
            if (line[i] != '\u001b')
            {
                kept.Append(line[i]);
                continue;
            }
            if (i + 1 < line.Length && line[i + 1] == '[')
                for (i += 2; i < line.Length && !char.IsAsciiLetter(line[i]);)
                    i++;
        }
        return kept.ToString();
    }
}
