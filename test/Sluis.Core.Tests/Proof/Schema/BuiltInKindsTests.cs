using System.Text.Json.Nodes;
using Sluis.Core.Proof.Schema;
using Sluis.Core.Proof.Schema.BuiltIn;

namespace Sluis.Core.Tests.Proof.Schema;

/// <summary>The table of built-in kinds says what the OpenAPI document of that version says.</summary>
public class BuiltInKindsTests
{
    [Fact]
    public void The_table_says_what_the_document_says()
    {
        var document = JsonNode.Parse(File.ReadAllText(SharedData.Require("openapi/kubernetes-1.36-v2.json")));
        var definitions = document!["definitions"]!.AsObject();
        Assert.Equal((string?)document["info"]!["version"], BuiltInKinds.Instance.Version);
        var byKind = new Dictionary<(string, string), JsonObject>();
        foreach (var (_, definition) in definitions)
            if (definition!["x-kubernetes-group-version-kind"] is JsonArray { Count: 1 } kinds && kinds[0] is { } kind)
            {
                var group = (string?)kind["group"] ?? "";
                byKind[(group.Length == 0 ? $"{kind["version"]}" : $"{group}/{kind["version"]}", $"{kind["kind"]}")] = definition.AsObject();
            }
        Assert.True(BuiltInKinds.Instance.All.Count() > 50);
        foreach (var kind in BuiltInKinds.Instance.All)
            Same(byKind[(kind.ApiVersion, kind.Kind)], BuiltInKinds.Instance.SchemaOf(kind), kind.Kind, definitions, []);
    }

    private static void Same(JsonObject expected, ObjectSchema actual, string path, JsonObject definitions, HashSet<string> above)
    {
        if (path.EndsWith(".status", StringComparison.Ordinal) && actual.Type == SchemaType.Any)
            return;
        if ((string?)expected["$ref"] is { } reference)
        {
            var name = reference["#/definitions/".Length..];
            var special = name[(name.LastIndexOf('.') + 1)..];
            if (special is "Quantity" or "IntOrString")
                Assert.True(actual.Type == (special == "Quantity" ? SchemaType.Quantity : SchemaType.IntOrString), path);
            else if (actual.Type != SchemaType.Any && above.Add(name))
            {
                Same(definitions[name]!.AsObject(), actual, path, definitions, above);
                above.Remove(name);
            }
            return;
        }
        if (expected["properties"] is JsonObject properties)
        {
            Assert.True(properties.Select(static p => p.Key).Order(StringComparer.Ordinal).SequenceEqual((actual.Properties?.Keys ?? []).Order(StringComparer.Ordinal)), path);
            Assert.True((expected["required"] as JsonArray ?? []).Select(static r => (string?)r).Order(StringComparer.Ordinal).SequenceEqual(actual.Required.Order(StringComparer.Ordinal)), path);
            foreach (var (field, value) in properties)
                Same(value!.AsObject(), actual.Properties![field], $"{path}.{field}", definitions, above);
            return;
        }
        switch ((string?)expected["type"])
        {
            case "array":
                Assert.True(actual.Type == SchemaType.List && actual.Items is not null, path);
                Same(expected["items"]!.AsObject(), actual.Items!, path + "[]", definitions, above);
                break;
            case "object" when expected["additionalProperties"] is JsonObject additional:
                Assert.True(actual.Type == SchemaType.Object && actual.Additional is not null, path);
                Same(additional, actual.Additional!, path + "{}", definitions, above);
                break;
            case "string":
                Assert.True(actual.Type == SchemaType.String, path);
                Assert.True((expected["enum"] as JsonArray)?.Select(static e => (string?)e).SequenceEqual(actual.Enum ?? []) ?? actual.Enum is null, path);
                break;
            case "integer":
                Assert.True(actual.Type == SchemaType.Integer && actual.Format == (string?)expected["format"], path);
                break;
            case "number":
                Assert.True(actual.Type == SchemaType.Number, path);
                break;
            case "boolean":
                Assert.True(actual.Type == SchemaType.Boolean, path);
                break;
        }
    }
}
