using System.Net;
using System.Text;
using System.Text.Json;

namespace Sluis.Cli.Cluster;

internal sealed record ApiCause(string? Field, string Reason, string Message);

/// <summary>A Status of kind Failure. https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/status/</summary>
internal sealed record ApiStatus(int Code, string? DetailsKind, string? DetailsName, IReadOnlyList<ApiCause> Causes)
{
    public static ApiStatus Read(byte[] body, HttpStatusCode code)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            var root = document.RootElement;
            if (root.ValueKind == JsonValueKind.Object && Text(root, "kind") == "Status")
            {
                var reason = Text(root, "reason") ?? $"{(int)code}";
                var details = root.TryGetProperty("details", out var found) && found.ValueKind == JsonValueKind.Object ? found : default;
                var causes = new List<ApiCause>();
                if (details.ValueKind == JsonValueKind.Object && details.TryGetProperty("causes", out var list) && list.ValueKind == JsonValueKind.Array)
                    foreach (var cause in list.EnumerateArray())
                        causes.Add(new(Text(cause, "field"), Text(cause, "reason") ?? reason, Text(cause, "message") ?? ""));
                if (causes.Count == 0)
                    causes.Add(new(null, reason, Text(root, "message") ?? ""));
                return new((int)code, Text(details, "kind"), Text(details, "name"), causes);
            }
        }
        catch (JsonException)
        {
            // A proxy in front of the server answers in its own words; they are shown as they are.
            return Other(body, code);
        }
        return Other(body, code);
    }

    private static ApiStatus Other(byte[] body, HttpStatusCode code)
    {
        var text = Encoding.UTF8.GetString(body).ReplaceLineEndings(" ").Trim();
        return new((int)code, null, null, [new(null, $"{(int)code}", text.Length > 300 ? text[..300] : text)]);
    }

    private static string? Text(JsonElement of, string name) =>
        of.ValueKind == JsonValueKind.Object && of.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}

/// <summary>The kinds of one API version: an APIResourceList. https://kubernetes.io/docs/concepts/overview/kubernetes-api/#discovery-api</summary>
internal sealed class ServedKinds
{
    public static readonly ServedKinds None = new([]);

    private readonly Dictionary<string, (string Plural, bool Namespaced)> kinds;

    private ServedKinds(Dictionary<string, (string, bool)> kinds) => this.kinds = kinds;

    public (string Plural, bool Namespaced)? Find(string kind) => kinds.TryGetValue(kind, out var found) ? found : null;

    public static ServedKinds Read(byte[] body)
    {
        var kinds = new Dictionary<string, (string, bool)>(StringComparer.Ordinal);
        try
        {
            using var document = JsonDocument.Parse(body);
            foreach (var resource in document.RootElement.GetProperty("resources").EnumerateArray())
                if (resource.GetProperty("name").GetString() is { } name && !name.Contains('/') && resource.GetProperty("kind").GetString() is { } kind)
                    kinds.TryAdd(kind, (name, resource.GetProperty("namespaced").GetBoolean()));
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new ClusterUnreachableException("what it answers to a question for its kinds is not what an API server answers");
        }
        return new(kinds);
    }
}
