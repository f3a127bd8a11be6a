using Sluis.Core.Diagnostics;
using Sluis.Core.Proof.Manifests;
using Sluis.Core.Proof.Schema.Values;
using Sluis.Core.Text;
using Sluis.Core.Yaml;

namespace Sluis.Core.Proof.Schema;

/// <summary>
/// One object's nodes against its schema. A null in a mapping counts as absent, as the API server takes it
/// (https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/#defaulting-and-nullable).
/// </summary>
internal sealed partial class NodeValidator(ManifestObject item, ObjectSchema metadata, Patterns patterns, Cel.CelCounter counter)
{
    private readonly FieldPath path = new();
    private List<Diagnostic>? faults;
    /// <summary>Above zero an alternative is tried out: faults are counted and not kept.</summary>
    private int trying;
    private int tried;

    public IReadOnlyList<Diagnostic> Check(Node root, ObjectSchema schema)
    {
        Walk(root, schema);
        return faults ?? (IReadOnlyList<Diagnostic>)[];
    }

    private void Walk(Node node, ObjectSchema schema)
    {
        if (!schema.Constrains)
            return;
        if (node is ScalarNode { Kind: ScalarKind.Null } && schema.Nullable)
            return;
        if (!TypeFits(node, schema))
        {
            Report(SchemaDiagnostics.WrongType(Here(node), Describe(node), Describe(schema)));
            return;
        }
        switch (node)
        {
            case MapNode map:
                Map(map, schema);
                break;
            case ListNode list:
                List(list, schema);
                break;
            case ScalarNode scalar:
                Scalar(scalar, schema);
                break;
        }
        if (schema.Limits is { } limits)
            Limits(node, limits);
        if (trying == 0 && schema.Rules.Count > 0)
            Rules(node, schema);
    }

    private void Map(MapNode map, ObjectSchema schema)
    {
        if (schema.EmbeddedResource && path.Depth > 0)
            Embedded(map);
        var known = schema.Properties;
        foreach (var entry in map.Entries)
        {
            if (known is not null && known.TryGetValue(entry.Key, out var property))
            {
                if (!IsAbsent(entry.Value, property))
                    Child(entry, property);
            }
            else if (schema.EmbeddedResource && entry.Key is "apiVersion" or "kind" or "metadata")
                continue;
            else if (schema.Additional is { } additional)
            {
                if (!IsAbsent(entry.Value, additional))
                    Child(entry, additional);
            }
            else if (trying == 0 && !schema.PreserveUnknown && schema.Type == SchemaType.Object && known is not null)
                Unknown(entry, known);
        }
        foreach (var field in schema.Required)
            if (map[field] is not { } value || known is not null && known.TryGetValue(field, out var property) && IsAbsent(value, property))
                if (known is null || !known.TryGetValue(field, out var defaulted) || defaulted.Default is null)
                    Report(SchemaDiagnostics.Missing(Here(map), field));
    }

    private void Child(in Entry entry, ObjectSchema schema)
    {
        path.Push(entry.Key);
        Walk(entry.Value, schema);
        path.Pop();
    }

    private void Unknown(in Entry entry, IReadOnlyDictionary<string, ObjectSchema> known)
    {
        path.Push(entry.Key);
        var nearest = Spelling.Nearest(entry.Key, known.Keys);
        Report(SchemaDiagnostics.UnknownField(new(entry.KeySpan, item, path.ToString()), entry.Key, nearest, nearest is null ? Home(entry.Key, known) : null));
        path.Pop();
    }

    /// <summary>The neighbour that has such a field: most unknown fields are a level too high.</summary>
    private static string? Home(string field, IReadOnlyDictionary<string, ObjectSchema> known)
    {
        foreach (var (name, schema) in known.OrderBy(static k => k.Key, StringComparer.Ordinal))
            if ((schema.Items ?? schema).Properties?.ContainsKey(field) is true && name != "metadata")
                return schema.Items is null ? name : $"an item of {name}";
        return null;
    }

    /// <summary>A whole object inside another, such as a template of a custom resource.</summary>
    private void Embedded(MapNode map)
    {
        foreach (var field in (ReadOnlySpan<string>)["apiVersion", "kind"])
            if (map.Text(field) is null)
                Report(SchemaDiagnostics.Missing(Here(map), field));
        if (map["metadata"] is not { } value || value is ScalarNode { Kind: ScalarKind.Null })
            return;
        path.Push("metadata");
        Walk(value, metadata);
        path.Pop();
    }

    private void List(ListNode list, ObjectSchema schema)
    {
        if (schema.Items is { } items && items.Constrains)
            for (var i = 0; i < list.Items.Count; i++)
            {
                path.Push(i);
                Walk(list.Items[i], items);
                path.Pop();
            }
        if (schema.ListUse != ListUse.Plain && list.Items.Count > 1)
            Distinct(list, schema);
    }

    private void Distinct(ListNode list, ObjectSchema schema)
    {
        var seen = new HashSet<string>(list.Items.Count, StringComparer.Ordinal);
        for (var i = 0; i < list.Items.Count; i++)
        {
            var key = schema.ListUse == ListUse.Set ? NodeText.Canonical(list.Items[i]) : KeyOf(list.Items[i], schema);
            if (key is null || seen.Add(key))
                continue;
            path.Push(i);
            Report(SchemaDiagnostics.Duplicate(Here(list.Items[i]), schema.ListUse == ListUse.Set ? "The item" : $"The item with {Named(list.Items[i], schema)}"));
            path.Pop();
        }
    }

    private static string? KeyOf(Node node, ObjectSchema schema)
    {
        if (node is not MapNode map)
            return null;
        if (schema.ListKeys.Count == 1)
            return map.Text(schema.ListKeys[0]);
        return string.Join('\0', schema.ListKeys.Select(k => map.Text(k) ?? DefaultOf(k, schema)));
    }

    /// <summary>The document of the built-in kinds names no defaults; that of a protocol is the one that tells items apart.</summary>
    private static string DefaultOf(string key, ObjectSchema schema) =>
        schema.Items?.Properties is { } known && known.TryGetValue(key, out var property) && property.Default is ScalarNode scalar ? scalar.Text
        : key == "protocol" ? "TCP" : "";

    private static string Named(Node node, ObjectSchema schema) =>
        string.Join(" and ", schema.ListKeys.Select(k => $"{k} \"{(node as MapNode)?.Text(k) ?? DefaultOf(k, schema)}\""));

    private static bool IsAbsent(Node value, ObjectSchema schema) => value is ScalarNode { Kind: ScalarKind.Null } && !schema.Nullable;

    private Place Here(Node node) => new(node.Span, item, path.ToString());

    private void Report(Diagnostic finding)
    {
        if (trying > 0)
            tried++;
        else
            (faults ??= []).Add(finding);
    }
}
