using Sluis.Core.Text;
using Sluis.Core.Yaml;

namespace Sluis.Core.Proof.Rendering;

/// <summary>
/// A field that a transformer changes, of objects of some kinds; empty texts stand for any. The path goes through lists to every
/// element; <c>[]</c> marks a list, which is never created, and <c>\/</c> a slash within a name.
/// https://kubectl.docs.kubernetes.io/references/kustomize/builtins/
/// </summary>
internal sealed class FieldSpec(string path, string kind = "", string group = "", string version = "", bool create = false)
{
    private readonly string[] steps = Split(path);

    public string Path { get; } = path;
    public string Kind { get; } = kind;
    public string Group { get; } = group;
    public string Version { get; } = version;
    public bool Create { get; } = create;

    public bool Selects(ResourceId id) => (Kind.Length == 0 || Kind == id.Kind) && (Group.Length == 0 || Group == id.Group) && (Version.Length == 0 || Version == id.Version);

    /// <summary>
    /// The object with <paramref name="change"/> made to every value at the path. A missing one becomes <paramref name="empty"/> first
    /// where this field is to be created; null: nothing is created.
    /// </summary>
    public MapNode Edit(MapNode root, Func<Node, Node> change, Func<Node>? empty, SourceSpan at) => (MapNode)Edit(root, 0, change, Create ? empty : null, at);

    private Node Edit(Node node, int depth, Func<Node, Node> change, Func<Node>? empty, SourceSpan at)
    {
        if (depth == steps.Length)
            return change(node);
        if (node is ListNode list)
        {
            for (var i = 0; i < list.Items.Count; i++)
                list = list.With(i, Edit(list.Items[i], depth, change, empty, at));
            return list;
        }
        if (node is not MapNode map)
            return node;
        var isList = steps[depth].EndsWith("[]", StringComparison.Ordinal);
        var key = isList ? steps[depth][..^2] : steps[depth];
        var value = map[key];
        if (value is null or ScalarNode { Kind: ScalarKind.Null })
        {
            if (empty is null || isList)
                return value is null || depth < steps.Length - 1 ? map : map.With(key, Edit(value, depth + 1, change, empty, at), at);
            value = depth == steps.Length - 1 ? empty() : new MapNode(at, []);
        }
        return map.With(key, Edit(value, depth + 1, change, empty, at), at);
    }

    private static string[] Split(string path)
    {
        var steps = path.TrimStart('/').Replace("\\/", "\0", StringComparison.Ordinal).Split('/');
        for (var i = 0; i < steps.Length; i++)
            steps[i] = steps[i].Replace('\0', '/');
        return steps;
    }
}
