using System.Text.Json.Nodes;
using Sluis.Core.Compose.Specification;

namespace Sluis.Core.Tests.Compose;

/// <summary>Our table of the Compose Specification knows what its JSON Schema knows.</summary>
public class ComposeSpecificationTests
{
    /// <summary>In the schema that the reference implementation carries, and not yet in the one of the specification.</summary>
    private static readonly string[] OnlyInTheReference = ["services.*.pre_start", "services.*.build.no_cache_filter"];

    [Fact]
    public void The_table_has_every_attribute_of_the_schema_and_no_other()
    {
        var schema = JsonNode.Parse(File.ReadAllText(SharedData.Require("corpus/compose-spec.json")))!.AsObject();
        var differences = new List<string>();
        Compare(schema, schema, ComposeSpecification.Root, "", differences);
        Assert.Empty(differences.Except(OnlyInTheReference.Select(static p => $"{p}: not in the schema")));
    }

    private static void Compare(JsonObject schema, JsonNode? node, Shape shape, string path, List<string> differences)
    {
        var forms = Forms(schema, node).ToList();
        foreach (var form in forms)
        {
            if (form["items"] is { } items && shape is { Becomes: Becomes.List, Item: { } item })
                Compare(schema, items, item, path + ".*", differences);
            if (shape is { Becomes: Becomes.Map, Item: { } each })
                foreach (var (_, pattern) in form["patternProperties"]?.AsObject().Where(static p => p.Key != "^x-") ?? [])
                    Compare(schema, pattern, each, (path.Length == 0 ? "" : path + ".") + "*", differences);
        }
        if (shape.Becomes != Becomes.Record && shape.Becomes != Becomes.Ulimit)
            return;
        var properties = forms.SelectMany(static f => f["properties"]?.AsObject() ?? []).ToList();
        foreach (var (name, inner) in properties)
            if (!shape.Fields.TryGetValue(name, out var field))
                differences.Add($"{path}.{name}: not in the table".TrimStart('.'));
            else
                Compare(schema, inner, field.Shape, path.Length == 0 ? name : $"{path}.{name}", differences);
        foreach (var name in shape.Fields.Keys)
            if (properties.All(p => p.Key != name))
                differences.Add($"{path}.{name}: not in the schema".TrimStart('.'));
        foreach (var required in forms.SelectMany(static f => f["required"]?.AsArray() ?? []))
            if (shape.Fields.TryGetValue((string)required!, out var field) && !field.Required)
                differences.Add($"{path}.{required}: is required");
    }

    /// <summary>The object itself, what it refers to, and its alternatives.</summary>
    private static IEnumerable<JsonObject> Forms(JsonObject schema, JsonNode? node)
    {
        if (node is not JsonObject form)
            yield break;
        yield return form;
        if ((string?)form["$ref"] is { } reference)
            foreach (var inner in Forms(schema, schema["definitions"]![reference.Split('/')[^1]]))
                yield return inner;
        foreach (var key in (string[])["oneOf", "anyOf"])
            foreach (var alternative in form[key]?.AsArray() ?? [])
                foreach (var inner in Forms(schema, alternative))
                    yield return inner;
    }
}
