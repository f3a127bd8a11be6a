using System.Text;
using Sluis.Core.Diagnostics;
using Sluis.Core.Yaml;

namespace Sluis.Core.Tests.Corpus;

/// <summary>A Compose file with the keys of each of its mappings in another order, which means nothing in Compose. Lists stay as they are.</summary>
internal static class Shuffle
{
    private static readonly string[] Sections = ["services", "networks", "volumes", "configs", "secrets", "include"];

    /// <summary>Null when the file is no Compose file, or has tags, which the writer does not write.</summary>
    public static byte[]? Compose(string path, byte[] content, int seed)
    {
        if (path == "sluis.yaml" || (!path.EndsWith(".yml", StringComparison.Ordinal) && !path.EndsWith(".yaml", StringComparison.Ordinal)))
            return null;
        if (Encoding.UTF8.GetString(content) is var text && (text.Contains("!reset", StringComparison.Ordinal) || text.Contains("!override", StringComparison.Ordinal)))
            return null;
        if (YamlReader.ReadAll(path, content, new Findings()) is not [MapNode root] || !root.Entries.Any(static e => Sections.Contains(e.Key)))
            return null;
        return YamlWriter.Write(Of(root, new Random(seed)));
    }

    private static Node Of(Node node, Random random)
    {
        switch (node)
        {
            case MapNode map:
                var entries = map.Entries.Select(e => e with { Value = Of(e.Value, random) }).ToArray();
                random.Shuffle(entries);
                return new MapNode(map.Span, entries);
            case ListNode list:
                return new ListNode(list.Span, [.. list.Items.Select(i => Of(i, random))]);
            default:
                return node;
        }
    }
}
