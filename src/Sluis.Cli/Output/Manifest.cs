using System.Buffers;
using System.Text.Json;

namespace Sluis.Cli.Output;

/// <summary>
/// <c>.sluis/manifest.json</c>: the SHA-256 of every generated file as it was written. A file whose content has another hash was
/// changed by a person.
/// </summary>
internal static class Manifest
{
    public const string Folder = ".sluis";
    public const string Path = ".sluis/manifest.json";
    /// <summary>What a run is about to write; still there when that run was killed between its first move and its last.</summary>
    public const string PendingPath = ".sluis/manifest.pending.json";

    public static bool IsNote(string path) => path.StartsWith(Folder + "/", StringComparison.Ordinal);

    public static byte[] Write(SortedDictionary<string, string> hashes)
    {
        var buffer = new ArrayBufferWriter<byte>(64 + 128 * hashes.Count);
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true, NewLine = "\n", SkipValidation = true }))
        {
            json.WriteStartObject();
            json.WriteNumber("version", 1);
            json.WriteStartObject("files");
            foreach (var (path, hash) in hashes)
                json.WriteString(path, hash);
            json.WriteEndObject();
            json.WriteEndObject();
        }
        return [.. buffer.WrittenSpan, (byte)'\n'];
    }

    /// <summary>Empty when there is none or it cannot be read: then every file that differs counts as changed by a person.</summary>
    public static Dictionary<string, string> Read(byte[]? content)
    {
        var hashes = new Dictionary<string, string>(StringComparer.Ordinal);
        if (content is null)
            return hashes;
        try
        {
            var json = new Utf8JsonReader(content);
            var inFiles = false;
            string? path = null;
            while (json.Read())
                if (json.CurrentDepth == 1 && json.TokenType == JsonTokenType.PropertyName)
                    inFiles = json.ValueTextEquals("files");
                else if (inFiles && json.CurrentDepth == 2 && json.TokenType == JsonTokenType.PropertyName)
                    path = json.GetString();
                else if (inFiles && json.CurrentDepth == 2 && json.TokenType == JsonTokenType.String && path is not null)
                    hashes[path] = json.GetString() ?? "";
        }
        catch (JsonException)
        {
            hashes.Clear();
        }
        return hashes;
    }
}
