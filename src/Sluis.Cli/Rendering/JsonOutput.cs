using System.Text.Encodings.Web;
using System.Text.Json;
using Sluis.Cli.IO;

namespace Sluis.Cli.Rendering;

/// <summary>One JSON document on standard output, ended by a newline.</summary>
internal static class JsonOutput
{
    private static readonly JsonWriterOptions Options = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Write(IWorld world, Action<Utf8JsonWriter> content)
    {
        using (var json = new Utf8JsonWriter(world.Output, Options))
        {
            json.WriteStartObject();
            content(json);
            json.WriteEndObject();
        }
        world.Output.Write("\n"u8);
        world.Output.Flush();
    }
}
