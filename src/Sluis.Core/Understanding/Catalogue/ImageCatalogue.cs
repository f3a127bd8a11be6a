using System.Globalization;
using Sluis.Core.Diagnostics;
using Sluis.Core.Platform;
using Sluis.Core.Yaml;

namespace Sluis.Core.Understanding.Catalogue;

/// <summary>Images by the last segments of their repository: <c>images.yaml</c>, read when the first image is asked for.</summary>
public static class ImageCatalogue
{
    private static readonly Lazy<Dictionary<string, CatalogueEntry>> Entries = new(Read);

    public static IReadOnlyCollection<CatalogueEntry> All => [.. Entries.Value.Values.Distinct()];

    public static CatalogueEntry? Find(string repository)
    {
        var entries = Entries.Value;
        var name = repository;
        while (true)
        {
            if (entries.TryGetValue(name, out var entry))
                return entry;
            var slash = name.IndexOf('/');
            if (slash < 0)
                return null;
            name = name[(slash + 1)..];
        }
    }

    private static Dictionary<string, CatalogueEntry> Read()
    {
        using var stream = typeof(ImageCatalogue).Assembly.GetManifestResourceStream("images.yaml") ?? throw new InvalidOperationException("The image catalogue is not in the assembly.");
        var content = new byte[stream.Length];
        stream.ReadExactly(content);
        var findings = new Findings();
        if (YamlReader.Read("images.yaml", content, findings) is not ListNode list)
            throw new InvalidOperationException($"The image catalogue cannot be read: {string.Join(' ', findings.Sorted())}");
        var table = new Dictionary<string, CatalogueEntry>(list.Items.Count * 2, StringComparer.Ordinal);
        foreach (var item in list.Items)
            if (item is MapNode map)
            {
                var entry = Entry(map);
                table.Add(entry.Id, entry);
                if (map["images"] is ListNode images)
                    foreach (var image in images.Items)
                        table.Add(((ScalarNode)image).Text, entry);
            }
        return table;
    }

    private static CatalogueEntry Entry(MapNode map)
    {
        var user = Text(map, "user")?.Split(':');
        return new(Required(map, "id"), Enum.Parse<ServiceRole>(Required(map, "role")))
        {
            Port = Number(Text(map, "port")),
            AppProtocol = Text(map, "protocol"),
            User = user is null ? null : Number(user[0]),
            Group = user is null ? null : Number(user[1]),
            StatePath = Text(map, "data"),
            CpuMillis = Number(Text(map, "cpu")?.TrimEnd('m')),
            MemoryMiB = Number(Text(map, "memory")?.Replace("Mi", "", StringComparison.Ordinal)),
            StorageGiB = Number(Text(map, "storage")?.Replace("Gi", "", StringComparison.Ordinal)),
            Scales = Text(map, "scales") is "true",
            NodeAgent = Text(map, "onEveryNode") is "true",
            HasCurl = Text(map, "curl") is not "false",
            ReadyPath = Text(map, "ready"),
            ReplacedBy = Text(map, "replacedBy"),
            Why = Required(map, "why"),
        };
    }

    private static string? Text(MapNode map, string key) => (map[key] as ScalarNode)?.Text;

    private static string Required(MapNode map, string key) => Text(map, key) ?? throw new InvalidOperationException($"An image of the catalogue has no {key}: {map.Span}.");

    private static int Number(string? text) => text is null ? 0 : int.Parse(text, CultureInfo.InvariantCulture);
}
