using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Sluis.Core.Proof.Posture.PodSecurity;

namespace Sluis.Core.Proof.Posture;

/// <summary><c>evidence/posture.json</c>: per workload the level that it meets and what it fails for the next. Equal environments share an entry.</summary>
internal static class PostureEvidence
{
    public static (ReadOnlyMemory<byte> Json, int Count) Write(List<WorkloadPosture> all)
    {
        var groups = Group(all);
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteString("standard", $"Pod Security Standards v1.{PodSecurityStandards.Minor}");
            json.WriteStartArray("workloads");
            foreach (var group in groups)
                Workload(json, group);
            json.WriteEndArray();
            json.WriteEndObject();
        }
        buffer.Write("\n"u8);
        return (buffer.WrittenMemory, groups.Select(static g => g[0].Workload.ToString()).Distinct(StringComparer.Ordinal).Count());
    }

    private static List<List<WorkloadPosture>> Group(List<WorkloadPosture> all)
    {
        var groups = new List<List<WorkloadPosture>>();
        var byName = new Dictionary<string, List<List<WorkloadPosture>>>(StringComparer.Ordinal);
        foreach (var item in all)
        {
            var name = item.Workload.ToString();
            if (!byName.TryGetValue(name, out var same))
                byName.Add(name, same = []);
            if (same.Find(g => Same(g[0], item)) is { } group)
            {
                group.Add(item);
                continue;
            }
            same.Add([item]);
            groups.Add(same[^1]);
        }
        // Stable: entries of one workload stay in the order of the environments.
        return [.. groups.OrderBy(static g => g[0].Workload.Namespace, StringComparer.Ordinal).ThenBy(static g => g[0].Workload.Name, StringComparer.Ordinal).ThenBy(static g => g[0].Workload.Kind, StringComparer.Ordinal)];
    }

    private static bool Same(WorkloadPosture a, WorkloadPosture b) =>
        a.Enforced == b.Enforced && a.Reason == b.Reason
        && a.Assessment.Baseline.SequenceEqual(b.Assessment.Baseline) && a.Assessment.Restricted.SequenceEqual(b.Assessment.Restricted);

    private static void Workload(Utf8JsonWriter json, List<WorkloadPosture> group)
    {
        var first = group[0];
        var level = first.Assessment.Level;
        json.WriteStartObject();
        json.WriteString("workload", first.Workload.ToString());
        json.WriteStartArray("environments");
        foreach (var item in group)
            json.WriteStringValue(item.Environment);
        json.WriteEndArray();
        json.WriteString("level", level.Word());
        if (first.Enforced is { } enforced)
            json.WriteString("enforced", enforced.Word());
        if (first.Reason is { } reason)
            json.WriteString("reason", reason);
        if (level != PodSecurityLevel.Restricted)
        {
            var next = level + 1;
            json.WriteStartObject("next");
            json.WriteString("level", next.Word());
            json.WriteStartArray("fails");
            foreach (var violation in first.Assessment.Of(next))
            {
                json.WriteStartObject();
                json.WriteString("control", violation.Control);
                json.WriteString("field", violation.Field);
                json.WriteString("problem", violation.Problem);
                json.WriteString("at", violation.At.ToString());
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteEndObject();
        }
        json.WriteEndObject();
    }
}
