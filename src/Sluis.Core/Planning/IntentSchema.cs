using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Sluis.Core.Planning;

/// <summary><c>docs/sluis.schema.json</c>, JSON Schema 2020-12, and <c>docs/intent.md</c>: both written from <see cref="IntentKeys"/>.</summary>
public static class IntentSchema
{
    /// <summary>The schema's file name; <c>sluis init</c> refers to it by <c>yaml-language-server</c> line.</summary>
    public const string FileName = "sluis.schema.json";

    public static byte[] Json()
    {
        var buffer = new ArrayBufferWriter<byte>(16 * 1024);
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteString("$schema", "https://json-schema.org/draft/2020-12/schema");
            json.WriteString("title", "sluis.yaml");
            json.WriteString("description", "What the Compose files of a platform cannot say. Every key is optional.");
            Object(json, "");
            json.WriteEndObject();
        }
        return [.. buffer.WrittenSpan, (byte)'\n'];
    }

    public static string Markdown()
    {
        var text = new StringBuilder();
        text.Append("""
            # sluis.yaml

            `sluis.yaml` lies beside the Compose files and says what they cannot. Every key is optional; what is absent is chosen
            from the platform, and `sluis plan` prints each choice with its reason. `sluis init` writes the file with every choice
            in it, and `--set key=value` overrides one key for one run:

            ```
            sluis generate . --set services.shop/api.replicas=3 --set network.connectivity=compose
            ```

            `*` in a key is a name of your own. The JSON Schema is [sluis.schema.json](sluis.schema.json); this page is written
            from the same table.

            | key | value | meaning | default |
            | --- | --- | --- | --- |

            """);
        foreach (var key in IntentKeys.All)
        {
            text.Append("| `").Append(key.Path).Append("` | ").Append(ValueText(key)).Append(" | ").Append(Cell(key.Meaning));
            if (key.Later is not null)
                text.Append(" *Kept for a later version: ").Append(Cell(key.Later)).Append(".*");
            text.Append(" | ").Append(Cell(key.Default)).Append(" |\n");
        }
        return text.ToString();
    }

    private static string Cell(string text) => text.Replace("<", "\\<", StringComparison.Ordinal).Replace("*", "\\*", StringComparison.Ordinal);

    private static string ValueText(IntentKey key) => key.Words is { } words
        ? string.Join(", ", words.Select(static w => $"`{w}`"))
        : IntentValidator.Expected(key.Type);

    private static void Object(Utf8JsonWriter json, string path)
    {
        json.WriteString("type", "object");
        json.WriteStartObject("properties");
        foreach (var key in IntentKeys.Below(path))
        {
            json.WriteStartObject(key.Name);
            json.WriteString("description", Description(key));
            Form(json, key);
            json.WriteEndObject();
        }
        json.WriteEndObject();
        json.WriteBoolean("additionalProperties", false);
    }

    private static string Description(IntentKey key)
    {
        var text = key.Default.Length == 0 ? key.Meaning : $"{key.Meaning} Default: {key.Default}.";
        return key.Later is null ? text : $"{text} Kept for a later version: {key.Later}.";
    }

    private static void Form(Utf8JsonWriter json, IntentKey key)
    {
        switch (key.Type)
        {
            case IntentKeyType.Section:
                Object(json, key.Path);
                break;
            case IntentKeyType.Entries:
                json.WriteString("type", "object");
                json.WriteStartObject("additionalProperties");
                Object(json, key.Path + ".*");
                json.WriteEndObject();
                break;
            case IntentKeyType.Word:
                json.WriteStartArray("enum");
                foreach (var word in key.Words ?? [])
                    json.WriteStringValue(word);
                json.WriteEndArray();
                break;
            case IntentKeyType.Label:
                json.WriteString("type", "string");
                json.WriteString("pattern", "^[a-z]([-a-z0-9]{0,61}[a-z0-9])?$");
                break;
            case IntentKeyType.Whole:
                json.WriteString("type", "integer");
                json.WriteNumber("minimum", 0);
                break;
            case IntentKeyType.Factor:
                json.WriteString("type", "number");
                json.WriteNumber("exclusiveMinimum", 0);
                json.WriteNumber("maximum", 1000);
                break;
            case IntentKeyType.Flag:
                json.WriteString("type", "boolean");
                break;
            case IntentKeyType.TextList:
                json.WriteStartArray("type");
                json.WriteStringValue("array");
                json.WriteStringValue("string");
                json.WriteEndArray();
                json.WriteStartObject("items");
                Scalars(json);
                json.WriteEndObject();
                break;
            case IntentKeyType.TextMap:
                json.WriteString("type", "object");
                json.WriteStartObject("additionalProperties");
                Scalars(json);
                json.WriteEndObject();
                break;
            default:
                Scalars(json);
                break;
        }
    }

    /// <summary>An unquoted number or boolean is as good as its text.</summary>
    private static void Scalars(Utf8JsonWriter json)
    {
        json.WriteStartArray("type");
        json.WriteStringValue("string");
        json.WriteStringValue("number");
        json.WriteStringValue("boolean");
        json.WriteEndArray();
    }
}
