using System.Security.Cryptography;
using System.Text;
using Sluis.Core.Proof.Manifests;
using Sluis.Core.Yaml;

namespace Sluis.Core.Proof.Rendering;

/// <summary>
/// The suffix that Kustomize gives to generated names: SHA-256 over a canonical JSON of what the object holds, ten digits of it, with
/// digits that could spell a word replaced. https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/configmapgenerator/
/// </summary>
internal static class ContentHash
{
    // The canonical form has a name, which Kustomize leaves empty.
    public static string Of(MapNode root)
    {
        var json = new StringBuilder("{");
        if (root.Text("kind") == "Secret")
        {
            Field(json, "data", root["data"]);
            Field(json, "kind", root["kind"]);
            Field(json, "name", null);
            if (root["stringData"] is MapNode texts)
                Field(json, "stringData", texts);
            Field(json, "type", root["type"]);
        }
        else
        {
            if (root["binaryData"] is MapNode binary)
                Field(json, "binaryData", binary);
            Field(json, "data", root["data"]);
            Field(json, "kind", root["kind"]);
            Field(json, "name", null);
        }
        json[^1] = '}';
        return Encode(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(json.ToString()))));
    }

    private static string Encode(string hex) => string.Create(10, hex, static (span, from) =>
    {
        for (var i = 0; i < span.Length; i++)
            span[i] = from[i] switch { '0' => 'g', '1' => 'h', '3' => 'k', 'a' => 'm', 'e' => 't', var c => c };
    });

    private static void Field(StringBuilder json, string name, Node? value)
    {
        Text(json, name);
        json.Append(':');
        if (value is MapNode map)
        {
            json.Append('{');
            foreach (var entry in map.Entries.OrderBy(static e => e.Key, Utf8Order))
            {
                Text(json, entry.Key);
                json.Append(':');
                Value(json, entry.Value);
                json.Append(',');
            }
            if (json[^1] == ',')
                json.Length--;
            json.Append('}');
        }
        else
            Text(json, (value as ScalarNode)?.Text ?? "");
        json.Append(',');
    }

    private static readonly Comparer<string> Utf8Order = Comparer<string>.Create(static (a, b) =>
        Encoding.UTF8.GetBytes(a).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(b)));

    private static void Value(StringBuilder json, Node value)
    {
        if (value is ScalarNode { Kind: not ScalarKind.String } scalar)
            json.Append(scalar.Kind == ScalarKind.Null ? "null" : scalar.Text);
        else
            Text(json, (value as ScalarNode)?.Text ?? "");
    }

    /// <summary>As Go's encoding/json writes a string. https://pkg.go.dev/encoding/json#Marshal</summary>
    private static void Text(StringBuilder json, string text)
    {
        json.Append('"');
        foreach (var c in text)
            switch (c)
            {
                case '"' or '\\':
                    json.Append('\\').Append(c);
                    break;
                case '\n':
                    json.Append("\\n");
                    break;
                case '\r':
                    json.Append("\\r");
                    break;
                case '\t':
                    json.Append("\\t");
                    break;
                case '\b':
                    json.Append("\\b");
                    break;
                case '\f':
                    json.Append("\\f");
                    break;
                case < ' ' or '<' or '>' or '&' or '\u2028' or '\u2029':
                    json.Append("\\u").Append(((int)c).ToString("x4", System.Globalization.CultureInfo.InvariantCulture));
                    break;
                default:
                    json.Append(c);
                    break;
            }
        json.Append('"');
    }
}
