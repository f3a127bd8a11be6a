using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Sluis.Core.Proof.Connectivity;

/// <summary>
/// <c>evidence/connectivity.json</c>: the matrix by target and port. Environments that came to the same answer share one; long
/// lists of sources are cut and counted, so the file grows with the services and not with the pairs.
/// </summary>
internal static class ConnectivityEvidence
{
    private const int Listed = 50;

    public static byte[] Write(Claims.Claims claims, IReadOnlyList<(string Environment, JudgedConnectivity Found)> judged)
    {
        var alike = new List<(List<string> Environments, JudgedConnectivity Found, byte[] Body)>();
        foreach (var (environment, found) in judged)
        {
            var same = alike.Find(a => ReferenceEquals(a.Found, found));
            if (same.Body is null)
            {
                var body = Body(found);
                same = alike.Find(a => a.Body.AsSpan().SequenceEqual(body));
                if (same.Body is null)
                    alike.Add(same = ([], found, body));
            }
            same.Environments.Add(environment);
        }
        var buffer = new ArrayBufferWriter<byte>(64 * 1024);
        using (var json = Writer(buffer))
        {
            json.WriteStartObject();
            json.WriteString("input", claims.Input);
            json.WriteString("mode", claims.Connectivity);
            json.WriteStartArray("worlds");
            foreach (var (environments, _, body) in alike)
            {
                json.WriteStartObject();
                json.WriteStartArray("environments");
                foreach (var name in environments)
                    json.WriteStringValue(name);
                json.WriteEndArray();
                using var document = JsonDocument.Parse(body);
                foreach (var property in document.RootElement.EnumerateObject())
                    property.WriteTo(json);
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteEndObject();
        }
        return [.. buffer.WrittenSpan, (byte)'\n'];
    }

    private static Utf8JsonWriter Writer(ArrayBufferWriter<byte> buffer) => new(buffer, new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    private static byte[] Body(JudgedConnectivity found)
    {
        var buffer = new ArrayBufferWriter<byte>(64 * 1024);
        using (var json = Writer(buffer))
        {
            json.WriteStartObject();
            json.WriteNumber("workloads", found.Workloads);
            json.WriteNumber("groups", found.Groups);
            json.WriteNumber("policies", found.Policies);
            Counts(json, found.Counts);
            Needs(json, found.Needs);
            Extras(json, found.Extras);
            Internet(json, found.Internet);
            Texts(json, "dnsRefused", found.DnsRefused);
            json.WriteEndObject();
        }
        return buffer.WrittenSpan.ToArray();
    }

    private static void Counts(Utf8JsonWriter json, ConnectivityCounts counts)
    {
        json.WriteStartObject("counts");
        json.WriteNumber("neededAndAllowed", counts.Needed);
        json.WriteNumber("neededAndRefused", counts.Refused);
        json.WriteNumber("widerThanCompose", counts.Wider);
        json.WriteNumber("allowedWithoutNeed", counts.WithoutNeed);
        json.WriteEndObject();
    }

    private static void Needs(Utf8JsonWriter json, List<JudgedNeed> needs)
    {
        json.WriteStartArray("needed");
        foreach (var target in needs.GroupBy(static n => (n.To, n.Protocol, n.Port)).OrderBy(static g => g.Key.To, StringComparer.Ordinal).ThenBy(static g => g.Key.Protocol).ThenBy(static g => g.Key.Port))
        {
            json.WriteStartObject();
            json.WriteString("to", target.Key.To);
            json.WriteString("port", Wording.Port(target.Key.Protocol, target.Key.Port));
            json.WriteNumber("sources", target.Count());
            json.WriteStartArray("from");
            // Refused ones are always listed.
            foreach (var need in target.OrderBy(static n => n.Allowed).ThenBy(static n => n.From, StringComparer.Ordinal).Where(static (n, i) => !n.Allowed || i < Listed))
            {
                json.WriteStartObject();
                json.WriteString("service", need.From);
                json.WriteBoolean("allowed", need.Allowed);
                json.WriteString("egress", need.Leaving);
                json.WriteString("ingress", need.Entering);
                json.WriteString("evidence", need.Evidence);
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void Extras(Utf8JsonWriter json, List<JudgedExtra> extras)
    {
        json.WriteStartArray("notNeeded");
        foreach (var extra in extras.OrderByDescending(static e => e.Wider).ThenBy(static e => e.To, StringComparer.Ordinal))
        {
            json.WriteStartObject();
            json.WriteString("to", extra.To);
            json.WriteString("ports", extra.Ports);
            json.WriteBoolean("composeAllowed", !extra.Wider);
            json.WriteNumber("sources", extra.FromCount);
            Texts(json, "from", extra.From);
            json.WriteString("decidedBy", extra.Decider);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void Internet(Utf8JsonWriter json, List<JudgedInternet> all)
    {
        json.WriteStartArray("internet");
        foreach (var one in all.OrderBy(static i => i.From, StringComparer.Ordinal))
        {
            json.WriteStartObject();
            json.WriteString("from", one.From);
            json.WriteBoolean("composeAllowed", one.Before);
            json.WriteBoolean("allowed", one.After);
            json.WriteString("decidedBy", one.Decider);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void Texts(Utf8JsonWriter json, string name, IReadOnlyList<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
            json.WriteStringValue(text);
        json.WriteEndArray();
    }
}
