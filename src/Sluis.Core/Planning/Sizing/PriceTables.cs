using System.Globalization;
using Sluis.Core.Diagnostics;
using Sluis.Core.Text;
using Sluis.Core.Yaml;

namespace Sluis.Core.Planning.Sizing;

/// <summary>Reads price tables: those in the assembly, one of a provider, and a user's own.</summary>
public static class PriceTables
{
    private static readonly IReadOnlyList<(string Word, ReserveFormula Value)> Formulas =
        [("gke", ReserveFormula.Gke), ("eks", ReserveFormula.Eks), ("aks", ReserveFormula.Aks), ("doks", ReserveFormula.Doks)];

    public static PriceTable Of(Provider provider)
    {
        var name = provider is Provider.BareMetal or Provider.Local ? "prices.machines.yaml" : $"prices.{IntentWords.Of(provider)}.yaml";
        using var stream = typeof(PriceTables).Assembly.GetManifestResourceStream(name) ?? throw new InvalidOperationException($"{name} is not in the assembly.");
        var content = new byte[stream.Length];
        stream.ReadExactly(content);
        var findings = new Findings();
        return Read(name, content, findings) is { } table && !findings.HasErrors
            ? table with { Provider = provider, File = "" }
            : throw new InvalidOperationException($"{name} cannot be read: {string.Join(' ', findings.Sorted())}");
    }

    /// <summary>Null after findings.</summary>
    public static PriceTable? Read(string file, ReadOnlySpan<byte> utf8, Findings findings)
    {
        if (YamlReader.Read(file, utf8, findings) is not MapNode map)
        {
            if (!findings.HasErrors)
                findings.Add(SizingDiagnostics.BadTable(SourceSpan.StartOf(file), "there is no mapping"));
            return null;
        }
        return new Reader(findings).Table(map, file);
    }

    private sealed class Reader(Findings findings)
    {
        private bool good = true;

        public PriceTable? Table(MapNode map, string file)
        {
            foreach (var entry in map.Entries)
                if (entry.Key is not ("provider" or "asOf" or "source" or "region" or "currency" or "reserve" or "controlPlane" or "storagePerGiB" or "volumesSource" or "note" or "nodes"))
                    Bad(entry.KeySpan, $"\"{entry.Key}\" is not a key");
            var nodes = new List<NodeShape>();
            var names = new HashSet<string>(StringComparer.Ordinal);
            if (map["nodes"] is ListNode { Items.Count: > 0 } list)
                foreach (var item in list.Items)
                {
                    if (item is not MapNode node)
                        Bad(item.Span, "a node is a mapping of name, cpu, memory, volumes, pods and price");
                    else if (Shape(node) is { } shape)
                    {
                        if (!names.Add(shape.Name))
                            Bad(node.Span, $"\"{shape.Name}\" stands twice");
                        nodes.Add(shape);
                    }
                }
            else
                Bad(map["nodes"]?.Span ?? map.Span, "\"nodes\" has to list at least one machine");
            var currency = Text(map, "currency") ?? "";
            if (nodes.Exists(static n => n.Price is not null) && (currency.Length == 0 || Text(map, "asOf") is null))
                Bad(map.Span, "prices need \"currency\" and the day \"asOf\"");
            var table = new PriceTable
            {
                Provider = Word(map, "provider", IntentWords.Providers, Provider.BareMetal),
                Reserve = Word(map, "reserve", Formulas, ReserveFormula.Gke),
                Nodes = [.. nodes],
                Currency = currency,
                AsOf = Text(map, "asOf") ?? "",
                Source = Text(map, "source") ?? "",
                Region = Text(map, "region") ?? "",
                Note = Text(map, "note") ?? "",
                VolumesSource = Text(map, "volumesSource") ?? "",
                ControlPlane = Money(map, "controlPlane") ?? 0,
                StoragePerGiB = Money(map, "storagePerGiB") ?? 0,
                File = file,
            };
            return good ? table : null;
        }

        private NodeShape? Shape(MapNode map)
        {
            foreach (var entry in map.Entries)
                if (entry.Key is not ("name" or "cpu" or "memory" or "volumes" or "pods" or "price" or "shared"))
                    Bad(entry.KeySpan, $"\"{entry.Key}\" is not a key of a node");
            var memory = Text(map, "memory") is { } text ? Quantities.Bytes(text) : null;
            if (Text(map, "name") is not { Length: > 0 } name)
                Bad(map.Span, "a node has no name");
            else if (memory is null)
                Bad(map["memory"]?.Span ?? map.Span, $"the memory of \"{name}\" has to be a size such as 8Gi");
            else if (Count(map, "cpu", 1) is { } cpus && Count(map, "volumes", 0) is { } volumes && Count(map, "pods", 1) is { } pods)
                return new(name, cpus, memory.Value, volumes, pods, Money(map, "price"), Text(map, "shared") == "true");
            return null;
        }

        private int? Count(MapNode map, string key, int least)
        {
            if (int.TryParse(Text(map, key), NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= least && value <= 4096)
                return value;
            Bad(map[key]?.Span ?? map.Span, $"\"{key}\" of \"{Text(map, "name")}\" has to be a whole number from {least} to 4096");
            return null;
        }

        private decimal? Money(MapNode map, string key)
        {
            if (map[key] is not { } node)
                return null;
            if (decimal.TryParse((node as ScalarNode)?.Text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) && value < 10_000_000)
                return value;
            Bad(node.Span, $"\"{key}\" has to be an amount such as 12.49");
            return null;
        }

        private T Word<T>(MapNode map, string key, IReadOnlyList<(string Word, T Value)> table, T otherwise)
        {
            if (map[key] is not { } node)
                return otherwise;
            foreach (var (word, value) in table)
                if (word == (node as ScalarNode)?.Text)
                    return value;
            Bad(node.Span, $"\"{key}\" has to be one of {string.Join(", ", table.Select(static t => t.Word))}");
            return otherwise;
        }

        private static string? Text(MapNode map, string key) => (map[key] as ScalarNode)?.Text;

        private void Bad(SourceSpan at, string what)
        {
            good = false;
            findings.Add(SizingDiagnostics.BadTable(at, what));
        }
    }
}
