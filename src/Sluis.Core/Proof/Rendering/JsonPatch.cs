using System.Globalization;
using Sluis.Core.Diagnostics;
using Sluis.Core.Proof.Manifests;
using Sluis.Core.Text;
using Sluis.Core.Yaml;

namespace Sluis.Core.Proof.Rendering;

/// <summary>
/// JSON Patch over nodes. https://www.rfc-editor.org/rfc/rfc6902. As in the implementation that Kustomize uses, a negative position
/// counts from the end of a list.
/// </summary>
internal static class JsonPatch
{
    /// <summary>Null, after a finding, when an operation fails; an object is patched wholly or not at all.</summary>
    public static MapNode? Apply(Resource item, IReadOnlyList<JsonOperation> operations, Findings findings)
    {
        Node at = item.Root;
        foreach (var operation in operations)
        {
            try
            {
                at = Apply(at, operation);
            }
            catch (PatchFault fault)
            {
                findings.Add(RenderingDiagnostics.Operation(operation.At, item.Shown, operation.Field, fault.Message));
                return null;
            }
        }
        if (at is MapNode map)
            return map;
        findings.Add(RenderingDiagnostics.Operation(operations[^1].At, item.Shown, null, "what is left is no object"));
        return null;
    }

    private static Node Apply(Node root, JsonOperation operation)
    {
        switch (operation.Kind)
        {
            case JsonOperationKind.Add:
                return Edit(root, operation, 0, operation.Value);
            case JsonOperationKind.Replace or JsonOperationKind.Remove:
                return Edit(root, operation, 0, operation.Value);
            case JsonOperationKind.Test:
                if (!NodeEquality.Equal(Find(root, operation.Path, missing: true), operation.Value))
                    throw new PatchFault($"the value at {operation.Pointer} is another");
                return root;
            case JsonOperationKind.Copy:
                return Edit(root, operation with { Kind = JsonOperationKind.Add }, 0, Find(root, operation.From, missing: false));
            default:
                var moved = Find(root, operation.From, missing: false);
                var without = Edit(root, operation with { Kind = JsonOperationKind.Remove, Path = operation.From }, 0, null);
                return Edit(without, operation with { Kind = JsonOperationKind.Add }, 0, moved);
        }
    }

    private static Node Edit(Node at, JsonOperation operation, int depth, Node? value)
    {
        if (operation.Path.Count == 0)
            return value is not null && operation.Kind != JsonOperationKind.Remove ? value : throw new PatchFault("the whole object cannot be removed");
        var step = operation.Path[depth];
        var last = depth == operation.Path.Count - 1;
        switch (at)
        {
            case MapNode map:
                var found = map.IndexOf(step);
                if (!last)
                    return map.With(step, Edit(found < 0 ? throw Absent(operation, depth) : map.Entries[found].Value, operation, depth + 1, value), default);
                if (operation.Kind == JsonOperationKind.Add)
                    return map.With(step, value ?? Null(operation), operation.At);
                if (found < 0)
                    throw Absent(operation, depth);
                return operation.Kind == JsonOperationKind.Remove ? map.Without(step) : map.With(step, value ?? Null(operation), operation.At);
            case ListNode list:
                if (last && operation.Kind == JsonOperationKind.Add)
                    return list.Inserting(step == "-" ? list.Items.Count : Position(step, list.Items.Count + 1, operation, depth), value ?? Null(operation));
                var index = Position(step, list.Items.Count, operation, depth);
                if (!last)
                    return list.With(index, Edit(list.Items[index], operation, depth + 1, value));
                return operation.Kind == JsonOperationKind.Remove ? list.Without(index) : list.With(index, value ?? Null(operation));
            default:
                throw Absent(operation, depth);
        }
    }

    private static Node? Find(Node root, IReadOnlyList<string> path, bool missing)
    {
        Node? at = root;
        foreach (var step in path)
            at = at switch
            {
                MapNode map => map[step],
                ListNode list when TryPosition(step, list.Items.Count, out var index) => list.Items[index],
                _ => null,
            };
        return at ?? (missing ? null : throw new PatchFault($"there is nothing at /{string.Join('/', path)}"));
    }

    private static int Position(string step, int count, JsonOperation operation, int depth) =>
        TryPosition(step, count, out var index) ? index : throw Absent(operation, depth);

    private static bool TryPosition(string step, int count, out int index)
    {
        if (!int.TryParse(step, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out index))
            return false;
        if (index < 0)
            index += count;
        return index >= 0 && index < count;
    }

    private static PatchFault Absent(JsonOperation operation, int depth) =>
        new($"there is nothing at /{string.Join('/', operation.Path.Take(depth + 1))}");

    private static ScalarNode Null(JsonOperation operation) => new(operation.At, "", ScalarKind.Null);

    private sealed class PatchFault(string message) : Exception(message);
}

internal enum JsonOperationKind
{
    Add,
    Remove,
    Replace,
    Move,
    Copy,
    Test,
}

/// <summary>One operation; <paramref name="Value"/> null is JSON's null where a value is asked for.</summary>
internal sealed record JsonOperation(JsonOperationKind Kind, SourceSpan At, string Pointer, IReadOnlyList<string> Path, IReadOnlyList<string> From, Node? Value)
{
    /// <summary>The path as findings write it: <c>spec.containers[0].image</c>.</summary>
    public string Field
    {
        get
        {
            var text = new System.Text.StringBuilder(Pointer.Length);
            foreach (var step in Path)
                if (step.Length > 0 && char.IsAsciiDigit(step[^1]) && int.TryParse(step, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _))
                    text.Append('[').Append(step).Append(']');
                else
                    text.Append(text.Length == 0 ? "" : ".").Append(step);
            return text.ToString();
        }
    }

    /// <summary>Null, after a finding, when it is no list of operations.</summary>
    public static IReadOnlyList<JsonOperation>? ReadAll(ListNode list, Findings findings)
    {
        var all = new List<JsonOperation>(list.Items.Count);
        foreach (var item in list.Items)
        {
            var (operation, wrong) = Read(item);
            if (operation is null)
            {
                findings.Add(RenderingDiagnostics.BadPatch(item.Span, wrong));
                return null;
            }
            all.Add(operation);
        }
        return all;
    }

    private static (JsonOperation?, string) Read(Node item)
    {
        if (item is not MapNode map)
            return (null, "an operation is not a mapping");
        if (map["path"] is not ScalarNode { Kind: not ScalarKind.Null } path || Steps(path.Text) is not { } steps)
            return (null, "an operation has no path that begins with a slash");
        JsonOperationKind? kind = map.Text("op") switch
        {
            "add" => JsonOperationKind.Add,
            "remove" => JsonOperationKind.Remove,
            "replace" => JsonOperationKind.Replace,
            "move" => JsonOperationKind.Move,
            "copy" => JsonOperationKind.Copy,
            "test" => JsonOperationKind.Test,
            _ => null,
        };
        if (kind is null)
            return (null, "op is none of add, remove, replace, move, copy and test");
        IReadOnlyList<string>? from = [];
        if (kind is JsonOperationKind.Move or JsonOperationKind.Copy && (from = map.Text("from") is { } text ? Steps(text) : null) is null)
            return (null, "move and copy need from");
        if (kind is JsonOperationKind.Add or JsonOperationKind.Replace && map["value"] is null)
            return (null, "add and replace need a value");
        return (new(kind.Value, path.Span, path.Text, steps, from ?? [], map["value"]), "");
    }

    private static string[]? Steps(string pointer)
    {
        if (pointer.Length == 0)
            return [];
        if (pointer[0] != '/')
            return null;
        var steps = pointer[1..].Split('/');
        for (var i = 0; i < steps.Length; i++)
            if (steps[i].Contains('~'))
                steps[i] = steps[i].Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
        return steps;
    }
}
