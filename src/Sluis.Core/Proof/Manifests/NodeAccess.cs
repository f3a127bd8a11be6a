using System.Globalization;
using Sluis.Core.Yaml;

namespace Sluis.Core.Proof.Manifests;

/// <summary>Reading of manifests: what is absent or of another type is null, for the schema proof speaks of types.</summary>
public static class NodeAccess
{
    public static MapNode? Map(this MapNode? node, string key) => node?[key] as MapNode;

    public static IReadOnlyList<Node> Items(this MapNode? node, string key) => node?[key] is ListNode list ? list.Items : [];

    public static IEnumerable<MapNode> Maps(this MapNode? node, string key) => node.Items(key).OfType<MapNode>();

    public static IReadOnlyList<Entry> Entries(this MapNode? node, string key) => node?[key] is MapNode map ? map.Entries : [];

    /// <summary>The text of a scalar; null for null.</summary>
    public static string? Text(this MapNode? node, string key) => node?[key] is ScalarNode { Kind: not ScalarKind.Null } scalar ? scalar.Text : null;

    public static long? Number(this MapNode? node, string key) =>
        node?[key] is ScalarNode { Kind: ScalarKind.Integer } scalar && long.TryParse(scalar.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;

    public static bool? Flag(this MapNode? node, string key) => node?[key] is ScalarNode { Kind: ScalarKind.Boolean } scalar ? scalar.Text is "true" : null;

    /// <summary>Down a path of keys.</summary>
    public static Node? At(this MapNode? node, params ReadOnlySpan<string> path)
    {
        Node? at = node;
        foreach (var key in path)
            at = (at as MapNode)?[key];
        return at;
    }
}
