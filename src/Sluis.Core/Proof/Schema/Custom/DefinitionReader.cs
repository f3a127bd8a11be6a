using Sluis.Core.Proof.Manifests;
using Sluis.Core.Proof.Schema.Cel;
using Sluis.Core.Proof.Schema.Values;
using Sluis.Core.Yaml;

namespace Sluis.Core.Proof.Schema.Custom;

/// <summary>
/// The schema of a version of a CustomResourceDefinition.
/// https://kubernetes.io/docs/reference/kubernetes-api/extend-resources/custom-resource-definition-v1/#JSONSchemaProps
/// </summary>
internal static class DefinitionReader
{
    private static readonly ObjectSchema Text = new() { Type = SchemaType.String };
    private static readonly Dictionary<string, ObjectSchema> NoProperties = [];

    /// <param name="metadata">The schema of <c>metadata</c>, which a definition does not state.</param>
    public static ObjectSchema Root(MapNode schema, ObjectSchema metadata)
    {
        var root = Read(schema, atRoot: true);
        var properties = new Dictionary<string, ObjectSchema>(root.Properties ?? NoProperties, StringComparer.Ordinal)
        {
            ["apiVersion"] = Text,
            ["kind"] = Text,
            ["metadata"] = metadata,
            // Written by the server.
            ["status"] = ObjectSchema.Anything,
        };
        root.Properties = properties;
        return root;
    }

    private static ObjectSchema Read(MapNode node, bool atRoot = false)
    {
        var preserve = node.Flag("x-kubernetes-preserve-unknown-fields") is true;
        var type = TypeOf(node);
        var additional = node["additionalProperties"] switch
        {
            MapNode map => Read(map),
            ScalarNode { Text: "true" } => ObjectSchema.Anything,
            _ => null,
        };
        var properties = node["properties"] is MapNode fields ? Properties(fields, atRoot) : null;
        // An object of which nothing is said loses all its fields.
        if (type == SchemaType.Object && properties is null && additional is null && !preserve && node.Flag("x-kubernetes-embedded-resource") is not true)
            properties = NoProperties;
        return new()
        {
            Type = type,
            Format = node.Text("format"),
            Nullable = node.Flag("nullable") is true,
            PreserveUnknown = preserve,
            EmbeddedResource = node.Flag("x-kubernetes-embedded-resource") is true,
            Properties = properties,
            Required = Texts(node, "required"),
            Additional = additional,
            Items = node["items"] is MapNode items ? Read(items) : null,
            ListUse = node.Text("x-kubernetes-list-type") switch { "set" => ListUse.Set, "map" => ListUse.Map, _ => ListUse.Plain },
            ListKeys = Texts(node, "x-kubernetes-list-map-keys"),
            Enum = node["enum"] is ListNode ? [.. node.Items("enum").Select(static e => e is ScalarNode scalar ? scalar.Text : NodeText.Canonical(e))] : null,
            Default = node["default"],
            Limits = Limits(node),
            Rules = [.. node.Maps("x-kubernetes-validations").Select(static r => new CelRule(r.Text("rule") ?? "", r.Text("message")))],
        };
    }

    private static SchemaType TypeOf(MapNode node) =>
        node.Flag("x-kubernetes-int-or-string") is true ? SchemaType.IntOrString : node.Text("type") switch
        {
            "object" => SchemaType.Object,
            "array" => SchemaType.List,
            "string" => SchemaType.String,
            "integer" => SchemaType.Integer,
            "number" => SchemaType.Number,
            "boolean" => SchemaType.Boolean,
            _ => SchemaType.Any,
        };

    private static Dictionary<string, ObjectSchema> Properties(MapNode fields, bool atRoot)
    {
        var properties = new Dictionary<string, ObjectSchema>(fields.Entries.Count, StringComparer.Ordinal);
        foreach (var (name, _, value) in fields.Entries)
            if (value is MapNode schema && !(atRoot && name is "status" or "metadata"))
                properties[name] = Read(schema);
        return properties;
    }

    private static ValueLimits? Limits(MapNode node)
    {
        ValueLimits limits = new()
        {
            Pattern = node.Text("pattern"),
            MinLength = Count(node, "minLength"),
            MaxLength = Count(node, "maxLength"),
            Minimum = NodeText.Number(node["minimum"]),
            Maximum = NodeText.Number(node["maximum"]),
            ExclusiveMinimum = node.Flag("exclusiveMinimum") is true,
            ExclusiveMaximum = node.Flag("exclusiveMaximum") is true,
            MultipleOf = NodeText.Number(node["multipleOf"]),
            MinItems = Count(node, "minItems"),
            MaxItems = Count(node, "maxItems"),
            UniqueItems = node.Flag("uniqueItems") is true,
            MinProperties = Count(node, "minProperties"),
            MaxProperties = Count(node, "maxProperties"),
            AllOf = [.. node.Maps("allOf").Select(static s => Read(s))],
            AnyOf = [.. node.Maps("anyOf").Select(static s => Read(s))],
            OneOf = [.. node.Maps("oneOf").Select(static s => Read(s))],
            Not = node["not"] is MapNode not ? Read(not) : null,
        };
        return limits is
        {
            Pattern: null, MinLength: null, MaxLength: null, Minimum: null, Maximum: null, MultipleOf: null, MinItems: null, MaxItems: null, UniqueItems: false,
            MinProperties: null, MaxProperties: null, AllOf.Count: 0, AnyOf.Count: 0, OneOf.Count: 0, Not: null
        } ? null : limits;
    }

    private static int? Count(MapNode node, string key) => NodeText.Integer(node[key]) is { } count ? (int)Math.Clamp(count, 0, int.MaxValue) : null;

    private static string[] Texts(MapNode node, string key) => [.. node.Items(key).OfType<ScalarNode>().Select(static s => s.Text)];
}
