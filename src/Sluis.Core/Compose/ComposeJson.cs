using System.Buffers;
using System.Text.Json;
using Sluis.Core.Compose.Loading;
using Sluis.Core.Compose.Specification;
using Sluis.Core.Diagnostics;
using Sluis.Core.Yaml;

namespace Sluis.Core.Compose;

/// <summary>The resolved project as the reference implementation prints it (<c>docker compose config --format json</c>).</summary>
public static class ComposeJson
{
    public static byte[] Write(ComposeProject project)
    {
        var buffer = new ArrayBufferWriter<byte>(64 * 1024);
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
            Write(writer, Printed(project.Root));
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>
    /// What the reference cannot print: an ssh key with a path makes its JSON invalid. Reported here and not by the reader,
    /// because such a project builds well.
    /// </summary>
    public static IEnumerable<Diagnostic> Unprintable(ComposeProject project) =>
        from service in project.Services
        from key in ((service.Node["build"] as MapNode)?["ssh"] as ListNode)?.Items.OfType<ScalarNode>() ?? []
        where key.Text.Contains('=')
        select ComposeDiagnostics.UnprintableSshKey(key.Span, service.Name);

    /// <summary>The reference does not print models, nor the content of a config that comes from a variable.</summary>
    public static MapNode Printed(MapNode root)
    {
        var draft = new MapDraft(WithoutEmptyTexts(ComposeSpecification.Root, root) as MapNode ?? root);
        draft.Remove("models");
        if (draft["configs"] is MapNode configs)
            draft.Set("configs", new MapNode(configs.Span, [.. configs.Entries.Select(static e =>
            {
                if (e.Value is not MapNode config || config["environment"] is null)
                    return e;
                var inner = new MapDraft(config);
                inner.Remove("content");
                return e with { Value = inner.ToNode() };
            })]));
        return draft.ToNode();
    }

    /// <summary>The model keeps a text that came out empty for the variable it names; the reference leaves it out.</summary>
    private static Node WithoutEmptyTexts(Shape shape, Node node)
    {
        switch (node)
        {
            case MapNode map when shape.Becomes is Becomes.Record or Becomes.Map:
                List<Entry>? kept = null;
                for (var i = 0; i < map.Entries.Count; i++)
                {
                    var entry = map.Entries[i];
                    var (inner, always) = shape.Becomes == Becomes.Map ? (shape.Item, false)
                        : shape.Fields.TryGetValue(entry.Key, out var field) ? (field.Shape, field.Always) : (null, false);
                    var left = !always && inner?.Becomes == Becomes.Text && entry.Value is ScalarNode { Kind: ScalarKind.String, Text.Length: 0 };
                    var value = left || inner is null ? entry.Value : WithoutEmptyTexts(inner, entry.Value);
                    if (left || !ReferenceEquals(value, entry.Value))
                        kept ??= [.. map.Entries.Take(i)];
                    if (!left)
                        kept?.Add(entry with { Value = value });
                }
                return kept is null ? map : new MapNode(map.Span, kept);
            case ListNode list when shape is { Becomes: Becomes.List, Item.Becomes: Becomes.Record }:
                return new ListNode(list.Span, [.. list.Items.Select(i => WithoutEmptyTexts(shape.Item, i))]);
            default:
                return node;
        }
    }

    /// <summary>The same for YAML, where an absent command and entrypoint are not written.</summary>
    public static MapNode ForYaml(ComposeProject project)
    {
        var draft = new MapDraft(Printed(project.Root));
        if (draft["services"] is MapNode services)
            draft.Set("services", new MapNode(services.Span, [.. services.Entries.Select(static e => e.Value is MapNode s
                ? e with { Value = new MapNode(s.Span, [.. s.Entries.Where(static v => !(v.Key is "command" or "entrypoint" && v.Value.IsNull()))]) }
                : e)]));
        return draft.ToNode();
    }

    private static void Write(Utf8JsonWriter writer, Node node)
    {
        switch (node)
        {
            case MapNode map:
                writer.WriteStartObject();
                foreach (var (key, _, value) in map.Entries)
                {
                    writer.WritePropertyName(key);
                    Write(writer, value);
                }
                writer.WriteEndObject();
                break;
            case ListNode list:
                writer.WriteStartArray();
                foreach (var item in list.Items)
                    Write(writer, item);
                writer.WriteEndArray();
                break;
            case ScalarNode { Kind: ScalarKind.Null }:
                writer.WriteNullValue();
                break;
            case ScalarNode { Kind: ScalarKind.Boolean } flag:
                writer.WriteBooleanValue(flag.IsTrue());
                break;
            case ScalarNode { Kind: ScalarKind.Integer or ScalarKind.Float } number when IsJsonNumber(number.Text):
                writer.WriteRawValue(number.Text);
                break;
            case ScalarNode text:
                writer.WriteStringValue(text.Text);
                break;
        }
    }

    private static bool IsJsonNumber(string text) =>
        text.Length > 0 && (char.IsAsciiDigit(text[0]) || text[0] == '-') && text.AsSpan().IndexOfAnyExcept("0123456789-+.eE") < 0;
}
