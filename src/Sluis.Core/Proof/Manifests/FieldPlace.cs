using System.Globalization;
using Sluis.Core.Text;
using Sluis.Core.Yaml;

namespace Sluis.Core.Proof.Manifests;

/// <summary>The place of a field as the API and the findings name it, such as <c>spec.ports[0].nodePort</c> or <c>metadata.labels[app.kubernetes.io/name]</c>.</summary>
public static class FieldPlace
{
    /// <summary>The place of the deepest part that is there: what is missing has none of its own.</summary>
    public static SourceSpan Of(MapNode root, string field) => Along(root, field)[^1];

    /// <summary>The places of the parts that are there, from the object's start to the deepest.</summary>
    public static IReadOnlyList<SourceSpan> Along(MapNode root, string field)
    {
        var places = new List<SourceSpan> { root.Span };
        Node at = root;
        for (var rest = field.AsSpan().TrimStart('.'); !rest.IsEmpty; rest = rest.TrimStart('.'))
        {
            var next = at switch
            {
                ListNode list when rest[0] == '[' => Item(list, ref rest),
                MapNode map => Value(map, ref rest),
                _ => null,
            };
            if (next is null)
                break;
            at = next;
            places.Add(at.Span);
        }
        return places;
    }

    private static Node? Item(ListNode list, ref ReadOnlySpan<char> rest)
    {
        var end = rest.IndexOf(']');
        if (end < 0 || !int.TryParse(rest[1..end], NumberStyles.None, CultureInfo.InvariantCulture, out var index) || index >= list.Items.Count)
            return null;
        rest = rest[(end + 1)..];
        return list.Items[index];
    }

    /// <summary>A key may hold dots itself, so the longest key that fits wins.</summary>
    private static Node? Value(MapNode map, ref ReadOnlySpan<char> rest)
    {
        var bracket = rest[0] == '[';
        var from = bracket ? rest[1..] : rest;
        Entry? best = null;
        foreach (var entry in map.Entries)
            if (from.StartsWith(entry.Key, StringComparison.Ordinal)
                && (from.Length == entry.Key.Length ? !bracket : bracket ? from[entry.Key.Length] == ']' : from[entry.Key.Length] is '.' or '[')
                && (best is not { } so || entry.Key.Length > so.Key.Length))
                best = entry;
        if (best is not { } found)
            return null;
        rest = from[(found.Key.Length + (bracket ? 1 : 0))..];
        return found.Value;
    }
}
