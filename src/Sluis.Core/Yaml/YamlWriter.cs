using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Sluis.Core.Yaml;

/// <summary>
/// The one writer of YAML: block style, two spaces, lists at their key's own indentation as kubectl writes them, keys in the
/// order given, and quotes around whatever YAML 1.1 or 1.2 could take for something else.
/// </summary>
public static class YamlWriter
{
    public static void WriteJson(ReadOnlySpan<byte> json, IBufferWriter<byte> output)
    {
        var reader = new Utf8JsonReader(json);
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
                    text.Inline("{}", place != Place.Document && place == Place.Value);
                    return;
                }
                for (var first = true; reader.TokenType != JsonTokenType.EndObject; reader.Read(), first = false)
                {
                    Start(ref text, indent, place, first);
                    text.Scalar(reader.GetString() ?? "", indent);
                    text.Raw(":");
                    reader.Read();
                    Json(ref reader, ref text, Inner(reader.TokenType == JsonTokenType.StartArray, indent), Place.Value);
                }
                return;
            case JsonTokenType.StartArray:
                reader.Read();
                if (reader.TokenType == JsonTokenType.EndArray)
                {
                    text.Inline("[]", place == Place.Value);
                    return;
                }
                for (var first = true; reader.TokenType != JsonTokenType.EndArray; reader.Read(), first = false)
                {
                    Start(ref text, indent, place, first);
                    text.Raw("- ");
                    Json(ref reader, ref text, indent + 2, Place.Item);
                }
                return;
            case JsonTokenType.String:
                text.Value(reader.GetString() ?? "", indent, place == Place.Value);
                return;
            case JsonTokenType.Number:
                text.Inline(Encoding.UTF8.GetString(reader.ValueSpan), place == Place.Value);
                return;
            case JsonTokenType.True or JsonTokenType.False:
                text.Inline(reader.TokenType == JsonTokenType.True ? "true" : "false", place == Place.Value);
                return;
            default:
                text.Inline("null", place == Place.Value);
                return;
        }
    }

    /// <summary>A list stands at its key's indentation, a mapping two deeper.</summary>
    private static int Inner(bool list, int indent) => list ? indent : indent + 2;

    /// <summary>A new line unless the first entry goes on the line it is on: the start of a document, or after a dash.</summary>
    private static void Start(ref YamlText text, int indent, Place place, bool first)
    {
        if (first && place != Place.Value)
            return;
        if (first || place != Place.Document || !first)
            text.NewLine(indent);
    }

    private static void Tree(Node node, ref YamlText text, int indent, Place place)
    {
        switch (node)
        {
            case MapNode { Entries.Count: 0 }:
                text.Inline("{}", place == Place.Value);
                return;
            case MapNode map:
                for (var i = 0; i < map.Entries.Count; i++)
                {
                    Start(ref text, indent, place, i == 0);
                    text.Scalar(map.Entries[i].Key, indent);
                    text.Raw(":");
                    var value = map.Entries[i].Value;
                    Tree(value, ref text, Inner(value is ListNode { Items.Count: > 0 }, indent), Place.Value);
                }
                return;
            case ListNode { Items.Count: 0 }:
                text.Inline("[]", place == Place.Value);
                return;
            case ListNode list:
                for (var i = 0; i < list.Items.Count; i++)
                {
                    Start(ref text, indent, place, i == 0);
                    text.Raw("- ");
                    Tree(list.Items[i], ref text, indent + 2, Place.Item);
                }
                return;
            case ScalarNode { Kind: ScalarKind.Null }:
                text.Inline("null", place == Place.Value);
                return;
            case ScalarNode { Kind: ScalarKind.String } scalar:
                text.Value(scalar.Text, indent, place == Place.Value);
                return;
            case ScalarNode scalar:
                text.Inline(scalar.Text, place == Place.Value);
                return;
        }
    }
}
