using System.Buffers;
using System.Text.Json;
using Sluis.Core.Compose.Loading;
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
        var draft = new MapDraft(root);
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
