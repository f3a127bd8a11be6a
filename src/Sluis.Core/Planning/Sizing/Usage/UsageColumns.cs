using System.Text;
using Sluis.Core.Diagnostics;
using Sluis.Core.Text;

namespace Sluis.Core.Planning.Sizing.Usage;

/// <summary>The columns of a table: CSV with commas or semicolons, or of <c>docker stats</c>, with two spaces and more between them.</summary>
internal sealed class UsageColumns
{
    private readonly char separator;
    private readonly List<string> columns;
    private readonly int name, cpu, memory;

    private UsageColumns(char separator, List<string> columns, int name, int cpu, int memory) =>
        (this.separator, this.columns, this.name, this.cpu, this.memory) = (separator, columns, name, cpu, memory);

    /// <summary>Null when the line names no columns.</summary>
    public static UsageColumns? Header(ReadOnlySpan<char> line)
    {
        var separator = line.Contains(';') ? ';' : line.Contains(',') ? ',' : ' ';
        var columns = Fields(line, separator);
        var (name, cpu, memory) = (-1, -1, -1);
        for (var i = 0; i < columns.Count; i++)
        {
            var column = columns[i].Replace('_', ' ').Trim().ToLowerInvariant();
            if (column is "name" or "service" or "container" or "container name" && (name < 0 || column != "container"))
                name = i;
            else if (cpu < 0 && column.StartsWith("cpu", StringComparison.Ordinal))
                cpu = i;
            else if (memory < 0 && column.StartsWith("mem", StringComparison.Ordinal) && !column.EndsWith('%') && !column.Contains("perc", StringComparison.Ordinal) && !column.Contains("limit bytes", StringComparison.Ordinal))
                memory = i;
        }
        return name >= 0 && (cpu >= 0 || memory >= 0) ? new(separator, columns, name, cpu, memory) : null;
    }

    public void Read(ReadOnlySpan<char> line, SourceSpan at, UsageSamples samples, Findings findings)
    {
        var fields = Fields(line, separator);
        if (fields.Count != columns.Count)
        {
            findings.Add(SizingDiagnostics.BadLine(at, $"it has {SizeText.Count(fields.Count, "column")}, and the header {columns.Count}"));
            return;
        }
        if (fields[name].Length == 0)
        {
            findings.Add(SizingDiagnostics.BadLine(at, "it has no name"));
            return;
        }
        Add(fields[name], cpu < 0 ? null : fields[cpu], cpu < 0 ? "" : columns[cpu], memory < 0 ? null : fields[memory], memory < 0 ? "" : columns[memory], at, samples, findings);
    }

    public static void Add(string name, string? cpu, string cpuColumn, string? memory, string memoryColumn, SourceSpan at, UsageSamples samples, Findings findings)
    {
        if (cpu is not null && !UsageValues.IsNothing(cpu))
        {
            if (UsageValues.CpuMillis(cpu, cpuColumn) is { } millis)
                samples.AddCpu(name, at, millis);
            else
                findings.Add(SizingDiagnostics.BadLine(at, $"\"{cpu}\" is no amount of CPU"));
        }
        if (memory is not null && !UsageValues.IsNothing(memory))
        {
            if (UsageValues.Bytes(memory, memoryColumn) is { } bytes)
                samples.AddMemory(name, at, bytes);
            else
                findings.Add(SizingDiagnostics.BadLine(at, $"\"{memory}\" is no amount of memory"));
        }
    }

    /// <summary>Fields without quotes. In CSV two quotes inside a quoted field are one.</summary>
    private static List<string> Fields(ReadOnlySpan<char> line, char separator)
    {
        var fields = new List<string>();
        var field = new StringBuilder();
        var quoted = false;
        for (var i = 0; i < line.Length; i++)
        {
            var c = line[i];
            if (separator != ' ' && c == '"')
            {
                if (quoted && i + 1 < line.Length && line[i + 1] == '"')
                    field.Append(line[i++]);
                else
                    quoted = !quoted;
            }
            else if (!quoted && (separator == ' ' ? c == ' ' && i + 1 < line.Length && line[i + 1] == ' ' : c == separator))
            {
                Take();
                while (separator == ' ' && i + 1 < line.Length && line[i + 1] == ' ')
                    i++;
            }
            else
                field.Append(c);
        }
        Take();
        return fields;

        void Take()
        {
            fields.Add(field.ToString().Trim());
            field.Clear();
        }
    }
}
