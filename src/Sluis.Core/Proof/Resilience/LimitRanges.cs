using Sluis.Core.Diagnostics;
using Sluis.Core.Proof.Manifests;
using Sluis.Core.Yaml;

namespace Sluis.Core.Proof.Resilience;

/// <summary>Bounds that the API server refuses Pods and claims by, and bounds that contradict themselves. https://kubernetes.io/docs/concepts/policy/limit-range/</summary>
internal static class LimitRanges
{
    public static void Check(RenderedEnvironment environment, IReadOnlyList<Scaled> workloads, List<Diagnostic> findings)
    {
        foreach (var range in environment.OfKind("LimitRange"))
        {
            var limits = range.Spec.Items("limits");
            for (var i = 0; i < limits.Count; i++)
            {
                if (limits[i] is not MapNode limit)
                    continue;
                Itself(range, limit, $"spec.limits[{i}]", findings);
                var min = ContainerResources.Read(limit, "min");
                var max = ContainerResources.Read(limit, "max");
                var ratio = ContainerResources.Read(limit, "maxLimitRequestRatio");
                switch (limit.Text("type"))
                {
                    case "Container":
                        foreach (var workload in workloads)
                            if (workload.Item.Namespace == range.Namespace)
                                foreach (var container in workload.Resources)
                                    Bounds(range, workload.Item, container.Container.Node, container.Container.Path + ".resources", $"Container {container.Container.Name}", container.Requests, container.Limits, min, max, ratio, findings);
                        break;
                    case "Pod":
                        foreach (var workload in workloads)
                            if (workload.Item.Namespace == range.Namespace)
                                Bounds(range, workload.Item, workload.Pod.Spec, workload.Pod.Path, "Its Pod", OfPod(workload, min, max, ratio, false), OfPod(workload, min, max, ratio, true), min, max, ratio, findings);
                        break;
                    case "PersistentVolumeClaim":
                        Claims(range, environment, min, max, findings);
                        break;
                }
            }
        }
    }

    private static Dictionary<string, decimal> OfPod(Scaled workload, Dictionary<string, decimal> min, Dictionary<string, decimal> max, Dictionary<string, decimal> ratio, bool limits)
    {
        var all = new Dictionary<string, decimal>(StringComparer.Ordinal);
        foreach (var resource in min.Keys.Concat(max.Keys).Concat(ratio.Keys).Distinct(StringComparer.Ordinal))
            if (ContainerResources.OfPod(workload.Pod, workload.Resources, resource, limits) is > 0 and var amount)
                all[resource] = amount;
        return all;
    }

    private static void Bounds(ManifestObject range, ManifestObject item, MapNode at, string field, string who, IReadOnlyDictionary<string, decimal> requests,
        IReadOnlyDictionary<string, decimal> limits, Dictionary<string, decimal> min, Dictionary<string, decimal> max, Dictionary<string, decimal> ratio, List<Diagnostic> findings)
    {
        foreach (var (resource, least) in min)
            if (requests.TryGetValue(resource, out var request) ? request < least : limits.TryGetValue(resource, out request) && request < least)
                Add("requests", resource, $"asks for {Quantities.Show(resource, request)} of {resource}, less than {Quantities.Show(resource, least)}");
        foreach (var (resource, most) in max)
            if (limits.TryGetValue(resource, out var limit) && limit > most)
                Add("limits", resource, $"may use {Quantities.Show(resource, limit)} of {resource}, more than {Quantities.Show(resource, most)}");
        foreach (var (resource, most) in ratio)
            if (limits.TryGetValue(resource, out var limit) && requests.TryGetValue(resource, out var request) && request > 0 && limit / request > most)
                Add("limits", resource, $"has a limit of {resource} more than {most:0.##} times its request");

        void Add(string key, string resource, string problem) => findings.Add(ResilienceDiagnostics.OutOfRange(
            (at.At("resources", key, resource) ?? at).Span, item, $"{field}.{key}.{resource}", who, problem, range.Name));
    }

    private static void Claims(ManifestObject range, RenderedEnvironment environment, Dictionary<string, decimal> min, Dictionary<string, decimal> max, List<Diagnostic> findings)
    {
        foreach (var claim in environment.OfKind("PersistentVolumeClaim"))
            if (claim.Namespace == range.Namespace)
                Claim(claim, claim.Spec, "spec");
        foreach (var set in environment.OfKind("StatefulSet"))
        {
            if (set.Namespace != range.Namespace)
                continue;
            var templates = set.Spec.Items("volumeClaimTemplates");
            for (var i = 0; i < templates.Count; i++)
                Claim(set, (templates[i] as MapNode).Map("spec"), $"spec.volumeClaimTemplates[{i}].spec");
        }

        void Claim(ManifestObject item, MapNode? spec, string field)
        {
            if (spec.At("resources", "requests", "storage") is not ScalarNode { } node || Quantities.Parse(node.Text) is not { } size)
                return;
            var problem = min.TryGetValue("storage", out var least) && size < least ? $"asks for {node.Text}, less than {Quantities.Show("storage", least)}"
                : max.TryGetValue("storage", out var most) && size > most ? $"asks for {node.Text}, more than {Quantities.Show("storage", most)}" : null;
            if (problem is not null)
                findings.Add(ResilienceDiagnostics.OutOfRange(node.Span, item, field + ".resources.requests.storage", "The claim", problem, range.Name));
        }
    }

    /// <summary>In order: min, defaultRequest, default, max.</summary>
    private static void Itself(ManifestObject range, MapNode limit, string field, List<Diagnostic> findings)
    {
        string[] order = ["min", "defaultRequest", "default", "max"];
        for (var low = 0; low < order.Length; low++)
            for (var high = low + 1; high < order.Length; high++)
                foreach (var (resource, amount) in ContainerResources.Read(limit, order[low]))
                    if (ContainerResources.Read(limit, order[high]).TryGetValue(resource, out var bound) && amount > bound)
                        findings.Add(ResilienceDiagnostics.RangeContradicts((limit.At(order[low], resource) ?? limit).Span, range, $"{field}.{order[low]}.{resource}", order[low], order[high], resource));
    }
}
