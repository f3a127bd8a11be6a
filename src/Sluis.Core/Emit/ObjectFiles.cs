using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using k8s;
using k8s.Models;
using Sluis.Core.Yaml;

namespace Sluis.Core.Emit;

/// <summary>An object and the folder whose file it becomes.</summary>
internal readonly record struct PlacedObject(string Folder, IKubernetesObject<V1ObjectMeta> Object)
{
    public string FileName => $"{Object.Kind.ToLowerInvariant()}-{Object.Metadata.Name}.yaml";
}

/// <summary>Typed objects to files.</summary>
internal static class ObjectFiles
{
    public static RepositoryFile ToFile(PlacedObject placed)
    {
        using var json = new PooledBuffer();
        using (var writer = new Utf8JsonWriter(json, Relaxed))
            if (placed.Object is CustomResource custom)
                custom.WriteTo(writer);
            else
                JsonSerializer.Serialize(writer, placed.Object, KubernetesOptions.GetTypeInfo(placed.Object.GetType()));
        return new($"{placed.Folder}/{placed.FileName}", Written(json.Written), FileOwner.Tool, placed.Object);
    }

    /// <summary>What is escaped in JSON is only read back: the YAML holds the characters themselves.</summary>
    private static readonly JsonWriterOptions Relaxed = new() { SkipValidation = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The client's own options, with its converters; it offers only strings, which would be made for every object and thrown away.</summary>
    private static JsonSerializerOptions KubernetesOptions { get; } = ClientOptions();

    private static JsonSerializerOptions ClientOptions()
    {
        JsonSerializerOptions? options = null;
        KubernetesJson.AddJsonOptions(o => options = o);
        return options ?? throw new InvalidOperationException("The Kubernetes client has no JSON options.");
    }

    public static RepositoryFile Yaml(string path, JsonObject content, FileOwner owner = FileOwner.Tool) => new(path, Written(Json(content)), owner);

    /// <summary>One JSON value as YAML, at its exact length.</summary>
    internal static byte[] Written(ReadOnlySpan<byte> json)
    {
        using var output = new PooledBuffer();
        YamlWriter.WriteJson(json, output);
        return output.Written.ToArray();
    }

    public static RepositoryFile Text(string path, string content, FileOwner owner = FileOwner.Tool) => new(path, Encoding.UTF8.GetBytes(content), owner);

    internal static byte[] Json(JsonNode content)
    {
        using var buffer = new PooledBuffer();
        using (var writer = new Utf8JsonWriter(buffer, Relaxed))
            content.WriteTo(writer);
        return buffer.Written.ToArray();
    }
}

/// <summary>An object of a kind that the API server learns from a CustomResourceDefinition: gateways, routes, external secrets.</summary>
public sealed class CustomResource : IKubernetesObject<V1ObjectMeta>
{
    public required string ApiVersion { get; set; }
    public required string Kind { get; set; }
    public required V1ObjectMeta Metadata { get; set; }
    public required JsonObject Spec { get; init; }

    internal byte[] ToJson()
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
            WriteTo(json);
        return stream.ToArray();
    }

    internal void WriteTo(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("apiVersion"u8, ApiVersion);
        json.WriteString("kind"u8, Kind);
        json.WriteStartObject("metadata"u8);
        Map(json, "annotations"u8, Metadata.Annotations);
        Map(json, "labels"u8, Metadata.Labels);
        json.WriteString("name"u8, Metadata.Name);
        if (Metadata.NamespaceProperty is { } ns)
            json.WriteString("namespace"u8, ns);
        json.WriteEndObject();
        json.WritePropertyName("spec"u8);
        Spec.WriteTo(json);
        json.WriteEndObject();
    }

    private static void Map(Utf8JsonWriter json, ReadOnlySpan<byte> name, IDictionary<string, string>? values)
    {
        if (values is not { Count: > 0 })
            return;
        json.WriteStartObject(name);
        foreach (var (key, value) in values.OrderBy(static v => v.Key, StringComparer.Ordinal))
            json.WriteString(key, value);
        json.WriteEndObject();
    }
}
