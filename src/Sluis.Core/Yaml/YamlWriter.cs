using System.Buffers;
using System.Text.Json;

namespace Sluis.Core.Yaml;

/// <summary>
/// The one writer of YAML: block style, two spaces, lists at their key's own indentation as kubectl writes them, keys in the
/// order given, and quotes around whatever YAML 1.1 or 1.2 could take for something else.
/// </summary>
public static class YamlWriter
{
    /// <summary>Deeper than any schema of a custom resource; both sources recurse.</summary>
    private const int MaxDepth = 512;

    /// <param name="json">One valid JSON value; anything else is a mistake of the caller and throws.</param>
    public static void WriteJson(ReadOnlySpan<byte> json, IBufferWriter<byte> output)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = MaxDepth });
        reader.Read();
        var text = new YamlText(output);
        Json(ref reader, ref text, 0, Place.Document);
        text.Flush();
    }

    public static void Write(Node node, IBufferWriter<byte> output)
    {
        var text = new YamlText(output);
        Tree(node, ref text, 0, Place.Document);
        text.Flush();
    }

    public static byte[] Write(Node node)
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        Write(node, buffer);
        return buffer.WrittenSpan.ToArray();
    }

    private enum Place
    {
        Document,
        /// <summary>After <c>key:</c></summary>
        Value,
        /// <summary>After <c>- </c></summary>
        Item,
    }

    private static void Json(ref Utf8JsonReader reader, ref YamlText text, int indent, Place place)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                reader.Read();
                if (reader.TokenType == JsonTokenType.EndObject)
                {
                    text.Inline("{}"u8, place == Place.Value);
                    return;
                }
                for (var first = true; reader.TokenType != JsonTokenType.EndObject; reader.Read(), first = false)
                {
                    Start(ref text, indent, place, first);
                    text.Key(Bytes(ref reader, ref text));
                    text.Raw(":"u8);
                    reader.Read();
                    Json(ref reader, ref text, Inner(reader.TokenType == JsonTokenType.StartArray, indent), Place.Value);
                }
                return;
            case JsonTokenType.StartArray:
                reader.Read();
                if (reader.TokenType == JsonTokenType.EndArray)
                {
                    text.Inline("[]"u8, place == Place.Value);
                    return;
                }
                for (var first = true; reader.TokenType != JsonTokenType.EndArray; reader.Read(), first = false)
                {
                    Start(ref text, indent, place, first);
                    text.Raw("- "u8);
                    Json(ref reader, ref text, indent + 2, Place.Item);
                }
                return;
            case JsonTokenType.String:
                text.Value(Bytes(ref reader, ref text), indent, place == Place.Value);
                return;
            default:
                text.Inline(reader.ValueSpan, place == Place.Value);
                return;
        }
    }

    private static ReadOnlySpan<byte> Bytes(ref Utf8JsonReader reader, ref YamlText text)
    {
        if (!reader.ValueIsEscaped)
            return reader.ValueSpan;
        var buffer = text.Scratch(reader.ValueSpan.Length);
        return buffer[..reader.CopyString(buffer)];
    }

    /// <summary>A list stands at its key's indentation, a mapping two deeper.</summary>
    private static int Inner(bool list, int indent) => list ? indent : indent + 2;

    /// <summary>A new line unless the first entry goes on the line it is on: the start of a document, or after a dash.</summary>
    private static void Start(ref YamlText text, int indent, Place place, bool first)
    {
        if (!first || place == Place.Value)
            text.NewLine(indent);
    }

    private static void Tree(Node node, ref YamlText text, int indent, Place place)
    {
        switch (node)
        {
            case MapNode { Entries.Count: 0 }:
                text.Inline("{}"u8, place == Place.Value);
                return;
            case MapNode map:
                for (var i = 0; i < map.Entries.Count; i++)
                {
                    Start(ref text, indent, place, i == 0);
                    text.Key(text.Bytes(map.Entries[i].Key));
                    text.Raw(":"u8);
                    var value = map.Entries[i].Value;
                    Tree(value, ref text, Inner(value is ListNode { Items.Count: > 0 }, indent), Place.Value);
                }
                return;
            case ListNode { Items.Count: 0 }:
                text.Inline("[]"u8, place == Place.Value);
                return;
            case ListNode list:
                for (var i = 0; i < list.Items.Count; i++)
                {
                    Start(ref text, indent, place, i == 0);
                    text.Raw("- "u8);
                    Tree(list.Items[i], ref text, indent + 2, Place.Item);
                }
                return;
            case ScalarNode { Kind: ScalarKind.Null }:
                text.Inline("null"u8, place == Place.Value);
                return;
            case ScalarNode { Kind: ScalarKind.String } scalar:
                text.Value(text.Bytes(scalar.Text), indent, place == Place.Value);
                return;
            case ScalarNode scalar:
                text.Inline(text.Bytes(scalar.Text), place == Place.Value);
                return;
        }
    }
}
