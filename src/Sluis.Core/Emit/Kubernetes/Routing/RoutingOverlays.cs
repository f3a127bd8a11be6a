using System.Text.Json.Nodes;
using k8s.Models;
using Sluis.Core.Planning;

namespace Sluis.Core.Emit.Kubernetes.Routing;

/// <summary>An environment's hosts in place of production's, as JSON Patch (RFC 6902) operations.</summary>
internal static class RoutingOverlays
{
    private static readonly HashSet<string> Kinds = new(StringComparer.Ordinal)
    {
        "Gateway", "HTTPRoute", "TLSRoute", "IngressRoute", "IngressRouteTCP", "Certificate",
    };

    /// <summary>Operations for one object; empty when no host in it differs.</summary>
    public static JsonArray Patches(CustomResource resource, EnvironmentPlan environment)
    {
        var operations = new JsonArray();
        if (Kinds.Contains(resource.Kind))
            Walk(resource.Spec, "/spec", environment, operations);
        return operations;
    }

    public static JsonArray Patches(V1Ingress ingress, EnvironmentPlan environment)
    {
        var operations = new JsonArray();
        void Add(string path, string? host)
        {
            if (host is not null && environment.HostFor(host) is var other && other != host)
                operations.Add((JsonNode)new JsonObject { ["op"] = "replace", ["path"] = path, ["value"] = other });
        }
        for (var i = 0; i < ingress.Spec.Rules.Count; i++)
            Add($"/spec/rules/{i}/host", ingress.Spec.Rules[i].Host);
        for (var i = 0; i < (ingress.Spec.Tls?.Count ?? 0); i++)
            Add($"/spec/tls/{i}/hosts/0", ingress.Spec.Tls?[i].Hosts[0]);
        return operations;
    }

    private static void Walk(JsonNode? node, string path, EnvironmentPlan environment, JsonArray operations)
    {
        switch (node)
        {
            case JsonObject map:
                foreach (var (key, value) in map)
                    // Names of Secrets and listeners are the same in every environment.
                    if (key is not ("name" or "secretName" or "sectionName"))
                        Walk(value, $"{path}/{key.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal)}", environment, operations);
                break;
            case JsonArray list:
                for (var i = 0; i < list.Count; i++)
                    Walk(list[i], $"{path}/{i}", environment, operations);
                break;
            case JsonValue value when value.TryGetValue<string>(out var text) && Replaced(text, environment) is var other && other != text:
                operations.Add((JsonNode)new JsonObject { ["op"] = "replace", ["path"] = path, ["value"] = other });
                break;
        }
    }

    /// <summary>A whole host, or the hosts in quotes of a Traefik rule.</summary>
    private static string Replaced(string text, EnvironmentPlan environment)
    {
        if (!text.Contains('`'))
            return environment.HostFor(text);
        var parts = text.Split('`');
        for (var i = 1; i < parts.Length; i += 2)
            parts[i] = environment.HostFor(parts[i]);
        return string.Join('`', parts);
    }
}
