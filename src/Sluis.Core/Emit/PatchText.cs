using System.Globalization;
using System.Text.Json.Nodes;
using Sluis.Core.Yaml;

namespace Sluis.Core.Emit;

/// <summary>A JSON Patch (RFC 6902) as the YAML text that stands in a kustomization, written straight into a lent buffer.</summary>
internal sealed class PatchText : IDisposable
{
    private readonly PooledBuffer buffer = new();

    public bool IsEmpty => buffer.Written.IsEmpty;

    public ReadOnlySpan<byte> Written => buffer.Written;

    public void Clear() => buffer.Clear();

    public void Replace(string path, string value) => Operation("replace", path, value, number: false);

    public void Replace(string path, int value) => Operation("replace", path, value.ToString(CultureInfo.InvariantCulture), number: true);

    public void Add(string path, string value) => Operation("add", path, value, number: false);

    public void Append(JsonArray operations)
    {
        if (operations.Count > 0)
            YamlWriter.WriteJson(ObjectFiles.Json(operations), buffer);
    }

    private void Operation(string operation, string path, string value, bool number)
    {
        var text = new YamlText(buffer);
        text.Raw("- op: "u8);
        text.Raw(operation == "add" ? "add"u8 : "replace"u8);
        text.Raw("\n  path:"u8);
        text.Value(text.Bytes(path), 4, afterKey: true);
        text.Raw("\n  value:"u8);
        if (number)
            text.Inline(text.Bytes(value), afterKey: true);
        else
            text.Value(text.Bytes(value), 4, afterKey: true);
        text.Flush();
    }

    public void Dispose() => buffer.Dispose();
}
