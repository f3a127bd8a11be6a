using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Sluis.Core.Emit;

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

    public static IEnumerable<RepositoryFile> Write(Ledger ledger)
    {
        yield return new("evidence/ledger.json", Json(ledger), FileOwner.Tool);
        yield return new("docs/ledger.md", Encoding.UTF8.GetBytes(Markdown(ledger)), FileOwner.Tool);
    }

    private static byte[] Json(Ledger ledger)
    {
        var buffer = new ArrayBufferWriter<byte>(64 * 1024);
        using (var json = new Utf8JsonWriter(buffer, new() { Indented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteString("summary", Summary(ledger));
            json.WriteStartArray("entries");
            foreach (var entry in ledger.Entries)
            {
                json.WriteStartObject();
                json.WriteString("project", entry.Project);
                json.WriteString("path", entry.Path);
                if (entry.Value is { } value)
                    json.WriteString("value", value);
                else
                    json.WriteBoolean("secret", true);
                json.WriteString("at", entry.At.ToString());
                json.WriteString("disposition", entry.Disposition.ToString().ToLowerInvariant());
                Optional(json, "file", entry.File);
                Optional(json, "field", entry.Field);
                Optional(json, "reason", entry.Reason);
                Optional(json, "action", entry.Action);
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

    private static string Markdown(Ledger ledger)
    {
        var text = new StringBuilder("# Ledger\n\nWhat became of every value of the Compose files. The whole list is in [evidence/ledger.json](../evidence/ledger.json).\n\n");
        text.Append(Summary(ledger)).Append(".\n");
        foreach (var (disposition, title) in new[] { (Disposition.Dropped, "Dropped: it has no place in Kubernetes"), (Disposition.Replaced, "Replaced: a part of the platform takes its place"), (Disposition.Adapted, "Adapted: another form") })
        {
            text.Append("\n## ").Append(title).Append("\n\n| value | where | why | what to do or where it is |\n| --- | --- | --- | --- |\n");
            foreach (var group in ledger.Entries.Where(e => e.Disposition == disposition).GroupBy(static e => (e.Project, Key: Head(e.Path), e.Reason, Then: e.Action ?? e.File)))
            {
                var first = group.First();
                var count = group.Count();
                text.Append("| ").Append(first.Project).Append(' ').Append('`').Append(count == 1 ? first.Path : group.Key.Key).Append('`').Append(count == 1 ? "" : $" ({count})")
                    .Append(" | ").Append(first.At).Append(" | ").Append(Cell(first.Reason)).Append(" | ").Append(Cell(group.Key.Then)).Append(" |\n");
            }
        }
        return text.ToString();
    }

    /// <summary>The attribute that a leaf belongs to.</summary>
    private static string Head(string path)
    {
        var parts = path.Split('.');
        return string.Join('.', parts.Take(3)) is var head && head.IndexOf('[') is > 0 and var at ? head[..at] : string.Join('.', parts.Take(3));
    }

    private static string Cell(string? text) => (text ?? "").Replace("|", "\\|", StringComparison.Ordinal).Replace('\n', ' ');
}
