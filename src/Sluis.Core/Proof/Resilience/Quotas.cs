using System.Globalization;
using Sluis.Core.Diagnostics;
using Sluis.Core.Proof.Manifests;
using Sluis.Core.Yaml;

namespace Sluis.Core.Proof.Resilience;

/// <summary>
/// What a namespace may hold against what is in it when every autoscaler is at its top, and with one rollout more.
/// https://kubernetes.io/docs/concepts/policy/resource-quotas/
/// </summary>
internal static class Quotas
{
    public static void Check(RenderedEnvironment environment, IReadOnlyList<Scaled> workloads, List<Diagnostic> findings)
    {
        foreach (var quota in environment.OfKind("ResourceQuota"))
        {
            if (quota.Spec.Map("hard") is not { } hard)
                continue;
            var counted = workloads.Where(w => w.Item.Namespace == quota.Namespace && QuotaScopes.Covers(quota, w.Pod)).ToList();
            foreach (var entry in hard.Entries)
            {
                if (entry.Value is not ScalarNode scalar || Quantities.Parse(scalar.Text) is not { } limit || Usage(entry.Key, quota, environment, counted) is not { } usage)
                    continue;
                var field = $"spec.hard[{entry.Key}]";
                if (usage.Steady > limit)
                    findings.Add(ResilienceDiagnostics.QuotaTooSmall(scalar.Span, quota, field, entry.Key, Quantities.Show(entry.Key, usage.Steady), scalar.Text, usage.Nodes));
                else if (usage.Steady + usage.Surge > limit)
                    findings.Add(ResilienceDiagnostics.NoRoomForRollout(scalar.Span, quota, field, entry.Key, Quantities.Show(entry.Key, usage.Steady + usage.Surge), scalar.Text, usage.Surging ?? ""));
            }
            Unstated(quota, hard, counted, findings);
        }
    }

    /// <summary><paramref name="Surging"/> is the workload whose rollout takes most; <paramref name="Nodes"/>: a DaemonSet counts once, for one node.</summary>
    private sealed record Amount(decimal Steady, decimal Surge, string? Surging, bool Nodes);

    private static Amount? Usage(string resource, ManifestObject quota, RenderedEnvironment environment, List<Scaled> workloads)
    {
        if (resource == "pods" || resource == "count/pods")
            return Sum(workloads, static _ => 1);
        if (resource is "cpu" or "memory" or "ephemeral-storage")
            return Sum(workloads, w => ContainerResources.OfPod(w.Pod, w.Resources, resource, limits: false));
        if (resource.StartsWith("limits.", StringComparison.Ordinal))
            return Sum(workloads, w => ContainerResources.OfPod(w.Pod, w.Resources, resource["limits.".Length..], limits: true));
        if (resource is not "requests.storage" && resource.StartsWith("requests.", StringComparison.Ordinal))
            return Sum(workloads, w => ContainerResources.OfPod(w.Pod, w.Resources, resource["requests.".Length..], limits: false));
        return QuotaObjects.Count(resource, quota.Namespace, environment, workloads) is { } count ? new(count, 0, null, false) : null;
    }

    private static Amount Sum(List<Scaled> workloads, Func<Scaled, decimal> ofPod)
    {
        decimal steady = 0, surge = 0;
        string? surging = null;
        var nodes = false;
        foreach (var workload in workloads)
        {
            var one = ofPod(workload);
            steady += one * workload.Scale.Max;
            nodes |= workload.Item.Kind == "DaemonSet";
            if (one * workload.Surge > surge)
                (surge, surging) = (one * workload.Surge, workload.Item.ToString());
        }
        return new(steady, surge, surging, nodes);
    }

    /// <summary>Where a quota limits a resource, the API server refuses each Pod with a container that does not state it.</summary>
    private static void Unstated(ManifestObject quota, MapNode hard, List<Scaled> workloads, List<Diagnostic> findings)
    {
        foreach (var entry in hard.Entries)
        {
            var (resource, limits) = entry.Key switch
            {
                "cpu" or "requests.cpu" => ("cpu", false),
                "memory" or "requests.memory" => ("memory", false),
                "limits.cpu" => ("cpu", true),
                "limits.memory" => ("memory", true),
                _ => ("", false),
            };
            if (resource.Length == 0)
                continue;
            foreach (var workload in workloads)
                foreach (var container in workload.Resources)
                    if (!(limits ? container.Limits : container.Requests).ContainsKey(resource))
                        findings.Add(ResilienceDiagnostics.QuotaNeedsIt(container.Container.Node.Span, workload.Item,
                            string.Create(CultureInfo.InvariantCulture, $"{container.Container.Path}.resources.{(limits ? "limits" : "requests")}.{resource}"), container.Container.Name, quota.Name, entry.Key));
        }
    }
}
