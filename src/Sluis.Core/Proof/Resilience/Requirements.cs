using Sluis.Core.Diagnostics;
using Sluis.Core.Proof.Manifests;
using Sluis.Core.Yaml;

namespace Sluis.Core.Proof.Resilience;

/// <summary>Requests and limits: present, in order, and of a size that a program can live with.</summary>
internal static class Requirements
{
    /// <summary>A container runtime itself needs about this much: https://github.com/opencontainers/runc refuses less than it needs to start.</summary>
    private const decimal LeastMemory = 6L << 20;

    /// <summary>No machine that is rented by default has more.</summary>
    private const decimal MostMemory = 1L << 40;
    private const decimal MostCores = 128;

    public static void Check(Scaled workload, List<Diagnostic> findings)
    {
        foreach (var container in workload.Resources)
        {
            var node = container.Container.Node;
            var field = container.Container.Path + ".resources";
            var at = (node["resources"] ?? node).Span;
            foreach (var resource in (ReadOnlySpan<string>)["cpu", "memory"])
                if (!container.Requests.ContainsKey(resource))
                    findings.Add(ResilienceDiagnostics.NoRequest(at, workload.Item, $"{field}.requests.{resource}", container.Container.Name, resource));
            if (!container.Limits.ContainsKey("memory"))
                findings.Add(ResilienceDiagnostics.NoMemoryLimit(at, workload.Item, field + ".limits.memory", container.Container.Name));
            foreach (var (resource, limit) in container.Limits)
                if (container.Requests.TryGetValue(resource, out var request) && request > limit)
                    findings.Add(ResilienceDiagnostics.RequestOverLimit((node.At("resources", "requests", resource) ?? node["resources"] ?? node).Span, workload.Item,
                        $"{field}.requests.{resource}", container.Container.Name, resource, Quantities.Show(resource, request), Quantities.Show(resource, limit), node.At("resources", "limits", resource) is null));
            foreach (var key in (ReadOnlySpan<string>)["requests", "limits"])
                foreach (var entry in node.Map("resources").Entries(key))
                    if (entry.Value is ScalarNode scalar && Quantities.Parse(scalar.Text) is { } amount && IsOdd(entry.Key, key, amount))
                        findings.Add(ResilienceDiagnostics.OddAmount(scalar.Span, workload.Item, $"{field}.{key}.{entry.Key}", container.Container.Name, entry.Key, scalar.Text));
        }
    }

    /// <summary><c>memory: 512m</c> is half a byte, and <c>cpu: 500</c> five hundred cores.</summary>
    private static bool IsOdd(string resource, string key, decimal amount) => resource switch
    {
        "memory" => amount > MostMemory || amount < (key == "limits" ? LeastMemory : 1024),
        "cpu" => amount > MostCores || key == "limits" && amount < 0.01m,
        _ => false,
    };
}
