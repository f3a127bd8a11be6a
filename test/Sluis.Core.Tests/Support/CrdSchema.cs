using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Sluis.Core.Diagnostics;
using Sluis.Core.Yaml;

namespace Sluis.Core.Tests.Support;

/// <summary>
/// A plain structural check of an object against its CustomResourceDefinition: known fields, required fields, types, enums,
/// patterns and limits. Not the CEL rules.
/// </summary>
internal sealed class CrdSchema
{
    private readonly Dictionary<(string ApiVersion, string Kind), MapNode> schemas = [];

    public static CrdSchema Load(params IEnumerable<string> folders)
    {
        var result = new CrdSchema();
        foreach (var folder in folders)
            foreach (var file in Directory.EnumerateFiles(folder, "*.yaml").Order(StringComparer.Ordinal))
                result.Add(file);
        return result;
    }

    private void Add(string file)
    {
        var findings = new Findings();
        foreach (var node in YamlReader.ReadAll(file, File.ReadAllBytes(file), findings) ?? throw new InvalidDataException(findings.Sorted()[0].Message))
            if (node is MapNode root && root["spec"] is MapNode spec && spec["versions"] is ListNode versions)
                foreach (var version in versions.Items.Cast<MapNode>())
                    if (Text(version["served"]) == "true")
                        schemas[($"{Text(spec["group"])}/{Text(version["name"])}", Text(((MapNode?)spec["names"])?["kind"]))] = (MapNode)((MapNode)version["schema"]!)["openAPIV3Schema"]!;
    }

    private static string Text(Node? node) => (node as ScalarNode)?.Text ?? "";

    public bool Knows(string apiVersion, string kind) => schemas.ContainsKey((apiVersion, kind));

    /// <summary>What is wrong with the object, each with its path.</summary>
    public IReadOnlyList<string> Check(JsonObject resource)
    {
        var key = ((string?)resource["apiVersion"] ?? "", (string?)resource["kind"] ?? "");
        if (!schemas.TryGetValue(key, out var schema))
            return [$"no served schema for {key}"];
        var faults = new List<string>();
        foreach (var (name, value) in resource)
            if (name is not ("apiVersion" or "kind" or "metadata") && value is not null)
                if ((schema["properties"] as MapNode)?[name] is MapNode property)
                    Walk(value, property, name, faults);
                else
                    faults.Add($"{name}: unknown");
        return faults;
    }

    private static void Walk(JsonNode? node, MapNode schema, string path, List<string> faults)
    {
        if (Text(schema["x-kubernetes-preserve-unknown-fields"]) == "true" && schema["properties"] is null)
            return;
        var type = Text(schema["type"]);
        switch (node)
        {
            case JsonObject map:
                Expect(type is "object" or "", path, faults, "object where " + type);
                foreach (var required in (schema["required"] as ListNode)?.Items ?? [])
                    Expect(map.ContainsKey(Text(required)), path, faults, $"misses {Text(required)}");
                foreach (var (name, value) in map)
                    if ((schema["properties"] as MapNode)?[name] is MapNode property)
                        Walk(value, property, $"{path}.{name}", faults);
                    else if (schema["additionalProperties"] is MapNode additional)
                        Walk(value, additional, $"{path}.{name}", faults);
                    else
                        faults.Add($"{path}.{name}: unknown");
                break;
            case JsonArray list:
                Expect(type == "array", path, faults, "list where " + type);
                Expect(!Number(schema["maxItems"], out var max) || list.Count <= max, path, faults, $"{list.Count} items of {max}");
                Expect(!Number(schema["minItems"], out var min) || list.Count >= min, path, faults, $"{list.Count} items, at least {min}");
                for (var i = 0; i < list.Count; i++)
                    if (schema["items"] is MapNode items)
                        Walk(list[i], items, $"{path}[{i}]", faults);
                break;
            case JsonValue value:
                Scalar(value, schema, type, path, faults);
                break;
        }
    }

    private static void Scalar(JsonValue value, MapNode schema, string type, string path, List<string> faults)
    {
        var actual = value.GetValueKind() switch { System.Text.Json.JsonValueKind.String => "string", System.Text.Json.JsonValueKind.Number => "integer", _ => "boolean" };
        if (Text(schema["x-kubernetes-int-or-string"]) != "true")
            Expect(type == actual || (type == "number" && actual == "integer") || type.Length == 0, path, faults, $"{actual} where {type}");
        if (schema["enum"] is ListNode allowed)
            Expect(allowed.Items.Any(i => Text(i) == value.ToString()), path, faults, $"\"{value}\" is not one of the enum");
        if (actual == "string" && schema["pattern"] is ScalarNode pattern && Text(schema["x-kubernetes-int-or-string"]) != "true")
            Expect(Regex.IsMatch(value.ToString(), pattern.Text), path, faults, $"\"{value}\" does not match {pattern.Text}");
        if (actual == "string" && Number(schema["maxLength"], out var length))
            Expect(value.ToString().Length <= length, path, faults, $"longer than {length}");
        if (actual == "integer" && Number(schema["minimum"], out var minimum))
            Expect(value.GetValue<long>() >= minimum, path, faults, $"less than {minimum}");
    }

    private static bool Number(Node? node, out long value) => long.TryParse(Text(node), out value);

    private static void Expect(bool holds, string path, List<string> faults, string fault)
    {
        if (!holds)
            faults.Add($"{path}: {fault}");
    }
}
