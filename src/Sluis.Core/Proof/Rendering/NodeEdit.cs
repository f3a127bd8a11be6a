using Sluis.Core.Text;
using Sluis.Core.Yaml;

namespace Sluis.Core.Proof.Rendering;

/// <summary>Changed copies of nodes. What is not on the way to the change is shared with the original.</summary>
internal static class NodeEdit
{
    public static int IndexOf(this MapNode map, string key)
    {
        for (var i = 0; i < map.Entries.Count; i++)
            if (map.Entries[i].Key == key)
                return i;
        return -1;
    }

    /// <summary>The value takes the place of the one under the same key, or comes last.</summary>
    public static MapNode With(this MapNode map, string key, Node value, SourceSpan keySpan)
    {
        var at = map.IndexOf(key);
        if (at >= 0 && ReferenceEquals(map.Entries[at].Value, value))
            return map;
        var entries = new List<Entry>(map.Entries.Count + 1);
        entries.AddRange(map.Entries);
        if (at >= 0)
            entries[at] = entries[at] with { Value = value };
        else
            entries.Add(new(key, keySpan, value));
        return new(map.Span, entries) { Tag = map.Tag };
    }

    public static MapNode Without(this MapNode map, string key)
    {
        var at = map.IndexOf(key);
        if (at < 0)
            return map;
        var entries = new List<Entry>(map.Entries.Count - 1);
        for (var i = 0; i < map.Entries.Count; i++)
            if (i != at)
                entries.Add(map.Entries[i]);
        return new(map.Span, entries) { Tag = map.Tag };
    }

    public static ListNode With(this ListNode list, int index, Node value)
    {
        if (ReferenceEquals(list.Items[index], value))
            return list;
        var items = list.Items.ToArray();
        items[index] = value;
        return new(list.Span, items);
    }

    public static ListNode Inserting(this ListNode list, int index, Node value)
    {
        var items = new List<Node>(list.Items.Count + 1);
        items.AddRange(list.Items);
        items.Insert(index, value);
        return new(list.Span, items);
    }

    public static ListNode Without(this ListNode list, int index)
    {
        var items = new List<Node>(list.Items);
        items.RemoveAt(index);
        return new(list.Span, items);
    }

    public static ScalarNode Text(string text, SourceSpan at) => new(at, text, ScalarKind.String);
}
