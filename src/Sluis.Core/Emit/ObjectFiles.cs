using System.Buffers;
using System.Text;
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
        if (placed.Object is CustomResource custom)
            return new($"{placed.Folder}/{placed.FileName}", Written(custom.ToJson()), FileOwner.Tool, placed.Object);
        var text = KubernetesJson.Serialize(placed.Object);
        var json = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(text.Length));
        var content = Written(json.AsSpan(0, Encoding.UTF8.GetBytes(text, json)));
        ArrayPool<byte>.Shared.Return(json);
        return new($"{placed.Folder}/{placed.FileName}", content, FileOwner.Tool, placed.Object);
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
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var writer = new Utf8JsonWriter(buffer))
            content.WriteTo(writer);
        return buffer.WrittenSpan.ToArray();
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
        var metadata = new JsonObject();
        if (Metadata.Annotations is { Count: > 0 } annotations)
            metadata["annotations"] = Map(annotations);
        if (Metadata.Labels is { Count: > 0 } labels)
            metadata["labels"] = Map(labels);
        metadata["name"] = Metadata.Name;
        if (Metadata.NamespaceProperty is { } ns)
            metadata["namespace"] = ns;
        return ObjectFiles.Json(new JsonObject { ["apiVersion"] = ApiVersion, ["kind"] = Kind, ["metadata"] = metadata, ["spec"] = Spec.DeepClone() });
    }

    private static JsonObject Map(IDictionary<string, string> values)
    {
        var map = new JsonObject();
        foreach (var (key, value) in values.OrderBy(static v => v.Key, StringComparer.Ordinal))
            map[key] = value;
        return map;
    }
}
