using System.Globalization;
using System.Text;
using System.Text.Json;
using Sluis.Core.Emit;
using Sluis.Core.Yaml;

namespace Sluis.Core.Verification;

/// <summary>The ledger for machines and for people.</summary>
public static class LedgerFiles
{
    public static string Summary(Ledger ledger)
    {
        static string N(int number) => number.ToString("#,0", CultureInfo.InvariantCulture).Replace(',', ' ');
        var all = ledger.Entries.Count + ledger.Unaccounted.Count;
        return $"{N(ledger.Entries.Count)} of {N(all)} values accounted: {N(ledger.Count(Disposition.Exact))} exact, {N(ledger.Count(Disposition.Adapted))} adapted, "
            + $"{N(ledger.Count(Disposition.Replaced))} replaced, {N(ledger.Count(Disposition.Dropped))} dropped";
    }

    public static IReadOnlyList<RepositoryFile> Write(Ledger ledger)
    {
        var files = new RepositoryFile[2];
        Parallel.Invoke(
            () => files[0] = new("evidence/ledger.json", Json(ledger), FileOwner.Tool),
            () => files[1] = new("docs/ledger.md", Markdown(ledger), FileOwner.Tool));
        return files;
    }

    private static byte[] Json(Ledger ledger)
    {
        using var buffer = new PooledBuffer();
        using (var json = new Utf8JsonWriter(buffer, new() { Indented = true, SkipValidation = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            Span<char> place = stackalloc char[512];
            json.WriteStartObject();
            json.WriteString("summary"u8, Summary(ledger));
            json.WriteStartArray("entries"u8);
            foreach (var entry in ledger.Entries)
            {
                json.WriteStartObject();
                json.WriteString("project"u8, entry.Project);
                json.WriteString("path"u8, entry.Path);
                if (entry.Value is { } value)
                    json.WriteString("value"u8, value);
                else
                    json.WriteBoolean("secret"u8, true);
                if (place.TryWrite(CultureInfo.InvariantCulture, $"{entry.At.File}:{entry.At.Line}:{entry.At.Column}", out var length) && !entry.At.IsNone)
                    json.WriteString("at"u8, place[..length]);
                else
                    json.WriteString("at"u8, entry.At.ToString());
                json.WriteString("disposition"u8, Word(entry.Disposition));
                Optional(json, "file"u8, entry.File);
                Optional(json, "field"u8, entry.Field);
                Optional(json, "reason"u8, entry.Reason);
                Optional(json, "action"u8, entry.Action);
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteEndObject();
        }
        return [.. buffer.Written, (byte)'\n'];
    }

    private static ReadOnlySpan<byte> Word(Disposition disposition) => disposition switch
    {
        Disposition.Exact => "exact"u8,
        Disposition.Adapted => "adapted"u8,
        Disposition.Replaced => "replaced"u8,
        _ => "dropped"u8,
    };

    private static void Optional(Utf8JsonWriter json, ReadOnlySpan<byte> name, string? value)
    {
        if (value is not null)
            json.WriteString(name, value);
    }

    /// <summary>Leaves of one attribute that came to the same for the same reason are one row.</summary>
    private readonly record struct Row(string Project, string Attribute, string? Reason, string? Then);

    private static byte[] Markdown(Ledger ledger)
    {
        var text = new StringBuilder("# Ledger\n\nWhat became of every value of the Compose files. The whole list is in [evidence/ledger.json](../evidence/ledger.json).\n\n", 16 * 1024);
        text.Append(Summary(ledger)).Append(".\n");
        var rows = new Dictionary<Row, int>();
        var counted = new List<(LedgerEntry First, string Attribute, int Count)>();
        foreach (var (disposition, title) in new[] { (Disposition.Dropped, "Dropped: it has no place in Kubernetes"), (Disposition.Replaced, "Replaced: a part of the platform takes its place"), (Disposition.Adapted, "Adapted: another form") })
        {
            text.Append("\n## ").Append(title).Append("\n\n| value | where | why | what to do or where it is |\n| --- | --- | --- | --- |\n");
            rows.Clear();
            counted.Clear();
            foreach (var entry in ledger.Entries)
            {
                if (entry.Disposition != disposition)
                    continue;
                var row = new Row(entry.Project, Attribute(entry.Path), entry.Reason, entry.Action ?? entry.File);
                if (rows.TryGetValue(row, out var at))
                {
                    counted[at] = counted[at] with { Count = counted[at].Count + 1 };
                    continue;
                }
                rows.Add(row, counted.Count);
                counted.Add((entry, row.Attribute, 1));
            }
            foreach (var (first, attribute, count) in counted)
            {
                text.Append("| ").Append(first.Project).Append(" `").Append(count == 1 ? first.Path : attribute).Append('`');
                if (count > 1)
                    text.Append(CultureInfo.InvariantCulture, $" ({count})");
                text.Append(" | ").Append(first.At).Append(" | ").Append(Cell(first.Reason)).Append(" | ").Append(Cell(first.Action ?? first.File)).Append(" |\n");
            }
        }
        using var buffer = new PooledBuffer();
        foreach (var chunk in text.GetChunks())
            buffer.Advance(Encoding.UTF8.GetBytes(chunk.Span, buffer.GetSpan(Encoding.UTF8.GetMaxByteCount(chunk.Length))));
        return buffer.Written.ToArray();
    }

    /// <summary>The attribute that a leaf belongs to: the first three steps of its path, without a position in a list.</summary>
    private static string Attribute(string path)
    {
        var end = path.Length;
        for (int i = 0, dots = 0; i < path.Length; i++)
            if (path[i] == '.' && ++dots == 3)
            {
                end = i;
                break;
            }
        return path.AsSpan(0, end).IndexOf('[') is > 0 and var bracket ? path[..bracket] : path[..end];
    }

    private static string Cell(string? text) => (text ?? "").Replace("|", "\\|", StringComparison.Ordinal).Replace('\n', ' ');
}
