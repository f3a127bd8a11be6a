using Sluis.Core.Yaml;

namespace Sluis.Core.Compose.Loading;

/// <summary>
/// <c>!reset</c> removes a key of the earlier files and itself, <c>!override</c> takes the place of what they say.
/// https://docs.docker.com/reference/compose-file/merge/#reset-value
/// </summary>
internal sealed class Resets
{
    private readonly List<string[]> paths = [];

    /// <summary>The document without its <c>!reset</c> values; remembers where they stood.</summary>
    public Node Collect(Node document) => Collect(document, []) ?? new MapNode(document.Span, []);

    private Node? Collect(Node node, List<string> path)
    {
        if (node.Tag == "!reset")
        {
            paths.Add([.. path]);
            return null;
        }
        if (node.Tag == "!override")
        {
            paths.Add([.. path]);
            return node;
        }
        switch (node)
        {
            case MapNode map:
                List<Entry>? entries = null;
                for (var i = 0; i < map.Entries.Count; i++)
                {
                    var entry = map.Entries[i];
                    path.Add(entry.Key);
                    var value = Collect(entry.Value, path);
                    path.RemoveAt(path.Count - 1);
                    if (!ReferenceEquals(value, entry.Value))
                        entries ??= [.. map.Entries.Take(i)];
                    if (value is not null)
                        entries?.Add(entry with { Value = value });
                }
                return entries is null ? map : new MapNode(map.Span, entries);
            case ListNode list:
                List<Node>? items = null;
                for (var i = 0; i < list.Items.Count; i++)
                {
                    var item = list.Items[i];
                    path.Add(i.ToString(System.Globalization.CultureInfo.InvariantCulture));
                    var value = Collect(item, path);
                    path.RemoveAt(path.Count - 1);
                    if (!ReferenceEquals(value, item))
                        items ??= [.. list.Items.Take(i)];
                    if (value is not null)
                        items?.Add(value);
                }
                return items is null ? list : new ListNode(list.Span, items);
            default:
                return node;
        }
    }

    /// <summary>What the earlier files said, without what is to be reset or overridden.</summary>
    public MapNode Apply(MapNode target)
    {
        Node result = target;
        foreach (var path in paths)
            result = Remove(result, path, 0);
        return (MapNode)result;
    }

    private static Node Remove(Node node, string[] path, int depth)
    {
        if (node is not MapNode map || depth >= path.Length || map[path[depth]] is not { } value)
            return node;
        var draft = new MapDraft(map);
        if (depth == path.Length - 1)
            draft.Remove(path[depth]);
        else
            draft.Set(path[depth], Remove(value, path, depth + 1));
        return draft.ToNode();
    }
}
