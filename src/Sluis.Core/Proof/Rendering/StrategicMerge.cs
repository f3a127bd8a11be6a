using Sluis.Core.Proof.Manifests;
using Sluis.Core.Text;
using Sluis.Core.Yaml;

namespace Sluis.Core.Proof.Rendering;

/// <summary>
/// Strategic merge of a part of an object into the object: maps field by field, null deletes, lists by their merge key or as a whole,
/// <c>$patch: delete</c>, <c>replace</c> and <c>merge</c> as directives.
/// https://github.com/kubernetes/community/blob/master/contributors/devel/sig-api-machinery/strategic-merge-patch.md
/// </summary>
internal static class StrategicMerge
{
    public const string Directive = "$patch";

    /// <summary>Null: the object is deleted.</summary>
    /// <exception cref="MergeFault">The patch does not fit the object.</exception>
    public static MapNode? Apply(MapNode root, MapNode patch, MergeType type) => Merge(root, patch, type, null) as MapNode;

    /// <summary>Null: there is nothing. Both may be absent or null.</summary>
    internal static Node? Merge(Node? into, Node? patch, MergeType type, string[]? keys) => (IsNothing(into) ? patch : into) switch
    {
        MapNode => Maps(into, Fitting<MapNode>(patch, into), type),
        ListNode => Lists(into, Fitting<ListNode>(patch, into), type, keys),
        ScalarNode { Kind: not ScalarKind.Null } => patch is null or ScalarNode ? patch ?? into : throw Misfit(patch, into),
        _ => Maps(into, patch, type),
    };

    private static bool IsNothing(Node? node) => node is null or ScalarNode { Kind: ScalarKind.Null };

    private static Node? Fitting<T>(Node? patch, Node? into) where T : Node =>
        IsNothing(patch) || patch is T ? patch : throw Misfit(patch, into);

    private static MergeFault Misfit(Node? patch, Node? into) =>
        new(patch?.Span ?? into?.Span ?? default, $"it gives {Name(patch)} where the object has {Name(into)}");

    private static string Name(Node? node) => node switch { MapNode => "a mapping", ListNode => "a list", _ => "a single value" };

    private static Node? Maps(Node? into, Node? patch, MergeType type)
    {
        var (directive, rest) = patch is MapNode stated ? DirectiveOf(stated) : ((string?)null, patch);
        if (directive == "delete")
            return null;
        // What a patch adds is merged with itself: its own directives and nulls do not stay.
        if (ReferenceEquals(into, patch))
            into = rest;
        if (IsNothing(into))
        {
            // A null that somebody wrote out stays; an empty value does not.
            if (patch is null)
                return into is ScalarNode { Text.Length: > 0 } ? into : null;
            return rest is MapNode added ? Fields(added, added, type) : null;
        }
        if (patch is not null && IsNothing(patch))
            return null;
        if (directive == "replace" && rest is MapNode replaced)
            return Fields(replaced, replaced, type);
        return into is MapNode map ? Fields(map, rest as MapNode, type) : into;
    }

    private static MapNode Fields(MapNode into, MapNode? patch, MergeType type)
    {
        var result = into;
        foreach (var (key, at, value) in into.Entries)
        {
            var (field, keys) = MergeSchema.Field(type, key);
            result = Set(result, key, at, value, Merge(value, patch?[key], field, keys));
        }
        if (patch is null || ReferenceEquals(into, patch))
            return result;
        foreach (var (key, at, value) in patch.Entries)
            if (into.IndexOf(key) < 0)
            {
                var (field, keys) = MergeSchema.Field(type, key);
                result = Set(result, key, at, null, Merge(null, value, field, keys));
            }
        return result;
    }

    private static MapNode Set(MapNode map, string key, SourceSpan at, Node? before, Node? value)
    {
        if (value is null || IsNothing(value) && !ReferenceEquals(value, before) || value is ScalarNode { Kind: ScalarKind.Null, Text.Length: 0 })
            return map.Without(key);
        return map.With(key, value, at);
    }

    private static (string? Directive, Node? Left) DirectiveOf(MapNode patch)
    {
        if (patch[Directive] is not ScalarNode directive)
            return (null, patch);
        if (directive.Text is not ("delete" or "replace" or "merge"))
            throw new MergeFault(directive.Span, $"\"{directive.Text}\" is no directive; delete, replace and merge are");
        return (directive.Text, patch.Without(Directive));
    }

    private static Node? Lists(Node? into, Node? patch, MergeType type, string[]? keys)
    {
        if (keys is null)
            return patch ?? into;
        var (directive, rest) = patch is ListNode stated ? DirectiveOf(stated) : ((string?)null, patch);
        if (ReferenceEquals(into, patch))
            into = rest;
        if (IsNothing(into))
            return rest is ListNode added ? KeyedList.Merge(added, added, keys, type) : rest;
        if (patch is not null && IsNothing(patch) || directive == "delete")
            return null;
        if (directive == "replace" && rest is ListNode replaced)
            return KeyedList.Merge(replaced, replaced, keys, type);
        return into is ListNode list ? KeyedList.Merge(list, rest as ListNode, keys, type) : into;
    }

    /// <summary>An element that is nothing but a directive speaks of the whole list.</summary>
    private static (string? Directive, Node? Left) DirectiveOf(ListNode patch)
    {
        for (var i = 0; i < patch.Items.Count; i++)
            if (patch.Items[i] is MapNode { Entries.Count: 1 } only && only.Text(Directive) is { } directive)
            {
                if (directive is not ("delete" or "replace" or "merge"))
                    throw new MergeFault(only.Span, $"\"{directive}\" is no directive; delete, replace and merge are");
                return (directive, patch.Without(i));
            }
        return (null, patch);
    }
}

/// <summary>A patch that does not fit its object; turned into a finding where patches are applied.</summary>
internal sealed class MergeFault(SourceSpan at, string message) : Exception(message)
{
    public SourceSpan At { get; } = at;
}
