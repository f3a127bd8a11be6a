using Sluis.Core.Proof.Manifests;
using Sluis.Core.Yaml;

namespace Sluis.Core.Proof.Rendering;

/// <summary>
/// Lists whose elements are told apart by keys. What a patch adds comes first, in the patch's order, then what was there.
/// Of two keys (port and protocol) one may be left out on one side.
/// </summary>
internal static class KeyedList
{
    public static Node? Merge(ListNode into, ListNode? patch, string[] keys, MergeType type)
    {
        var values = Values(patch, into, keys);
        if (values.Count == 0)
            return into;
        if (keys.Length > 1)
            Complete(values);
        var there = new List<Node>(into.Items);
        var first = new List<Node>(values.Count);
        var (used, sought) = (keys, values[0]);
        foreach (var value in values)
        {
            (used, sought) = Stated(values, value, keys);
            var (findKeys, findValues) = Stated([sought], sought, used);
            var at = Find(there, findKeys, findValues);
            var patched = patch is null ? null : ReferenceEquals(patch, into) && at >= 0 ? there[at] : Element(patch, findKeys, findValues);
            var merged = StrategicMerge.Merge(at < 0 ? null : there[at], patched, type, null);
            if (merged is null or ScalarNode { Kind: ScalarKind.Null } or MapNode { Entries.Count: 0 })
            {
                Put(there, null, used, sought);
                continue;
            }
            if (merged is MapNode map)
                merged = WithKeys(map, used, sought, patched ?? merged);
            // Kustomize puts the old element in the place of one that replaces it, so the directive has no effect on an element.
            if (at >= 0 && (patched as MapNode).Text(StrategicMerge.Directive) is not "replace")
                there[at] = merged;
            Put(first, merged, used, sought);
        }
        foreach (var item in there)
            Append(first, item, used);
        return first.Count == into.Items.Count && first.Zip(into.Items).All(static pair => ReferenceEquals(pair.First, pair.Second)) ? into : new ListNode(into.Span, first);
    }

    private static Node WithKeys(MapNode map, string[] keys, string[] values, Node like)
    {
        for (var i = 0; i < keys.Length; i++)
            if (values[i].Length > 0 && keys[i].Length > 0 && map.IndexOf(keys[i]) < 0)
                map = map.With(keys[i], NodeEdit.Text(values[i], like.Span), like.Span);
        return map;
    }

    /// <summary>The keys of every element, each combination once, those of the patch first.</summary>
    private static List<string[]> Values(ListNode? patch, ListNode into, string[] keys)
    {
        var all = new List<string[]>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var list in (ReadOnlySpan<ListNode?>)[patch, into])
            foreach (var item in list?.Items ?? [])
            {
                var value = new string[keys.Length];
                for (var i = 0; i < keys.Length; i++)
                    value[i] = keys[i].Length == 0 ? (item as ScalarNode)?.Text ?? "" : (item as MapNode).Text(keys[i]) ?? "";
                if (seen.Add(string.Join('\0', value)))
                    all.Add(value);
            }
        return all;
    }

    /// <summary>Two that agree in one key, of which one leaves out the other key, are the same.</summary>
    private static void Complete(List<string[]> values)
    {
        for (var i = 0; i < values.Count; i++)
            for (var j = 0; j < values.Count; j++)
                if (Same(values[i], values[j]) is { } both)
                    (values[i], values[j]) = (both, both);
    }

    private static string[]? Same(string[] left, string[] right)
    {
        var both = new string[left.Length];
        var common = false;
        for (var i = 0; i < left.Length; i++)
        {
            if (left[i] != right[i] && left[i].Length > 0 && right[i].Length > 0)
                return null;
            common |= left[i] == right[i];
            both[i] = left[i].Length > 0 ? left[i] : right[i];
        }
        return common ? both : null;
    }

    /// <summary>Only the keys that some element states count.</summary>
    private static (string[] Keys, string[] Values) Stated(List<string[]> all, string[] value, string[] keys)
    {
        var stated = Enumerable.Range(0, keys.Length).Where(i => all.Exists(v => i < v.Length && v[i].Length > 0)).ToList();
        return stated.Count == 0 || stated.Count == keys.Length ? (keys, value) : ([.. stated.Select(i => keys[i])], [.. stated.Select(i => value[i])]);
    }

    private static Node? Element(ListNode list, string[] keys, string[] values) => Find(list.Items, keys, values) is >= 0 and var at ? list.Items[at] : null;

    private static int Find(IReadOnlyList<Node> items, string[] keys, string[] values)
    {
        for (var i = 0; i < items.Count; i++)
            if (Matches(items[i], keys, values))
                return i;
        return -1;
    }

    /// <summary>An empty value matches any.</summary>
    private static bool Matches(Node item, string[] keys, string[] values)
    {
        if (keys[0].Length == 0)
            return item is ScalarNode scalar && scalar.Text == values[0];
        if (item is not MapNode map)
            return false;
        for (var i = 0; i < keys.Length; i++)
            if (map[keys[i]] is not { } field || i < values.Length && values[i].Length > 0 && (field as ScalarNode)?.Text != values[i])
                return false;
        return true;
    }

    /// <summary>In the place of every element with these keys, or at the end; null takes them away.</summary>
    private static void Put(List<Node> items, Node? item, string[] keys, string[] values)
    {
        var found = false;
        for (var i = items.Count - 1; i >= 0; i--)
            if (Matches(items[i], keys, values))
            {
                found = true;
                if (item is null)
                    items.RemoveAt(i);
                else
                    items[i] = item;
            }
        if (!found && item is not null)
            items.Add(item);
    }

    /// <summary>
    /// What was there goes behind what the patch adds; told apart by two keys it goes to the end, and one that leaves out a key
    /// takes the place of all that agree in the others.
    /// </summary>
    private static void Append(List<Node> items, Node item, string[] keys)
    {
        if (keys[0].Length == 0)
        {
            Put(items, item, keys, [(item as ScalarNode)?.Text ?? ""]);
            return;
        }
        var stated = keys.Where(key => (item as MapNode).Text(key) is not null).ToArray();
        var values = stated.Select(key => (item as MapNode).Text(key) ?? "").ToArray();
        if (stated.Length > 0 && keys.Length > 1)
            Put(items, null, stated, values);
        if (stated.Length > 0)
            Put(items, item, stated, values);
        else
            items.Add(item);
    }
}
