using Sluis.Core.Diagnostics;
using Sluis.Core.Proof.Manifests;
using Sluis.Core.Yaml;

namespace Sluis.Core.Proof.Resilience;

/// <summary>Updates and replicas that suit a volume that one node, or one Pod, has at a time. https://kubernetes.io/docs/concepts/storage/persistent-volumes/#access-modes</summary>
internal static class Storage
{
    /// <summary>A request below this is a number that lost its unit.</summary>
    private const decimal LeastClaim = 1L << 20;

    public static void Workload(Scaled workload, RenderedEnvironment environment, List<Diagnostic> findings)
    {
        var item = workload.Item;
        var key = item.Kind is "Deployment" ? "strategy" : "updateStrategy";
        if (item.Kind is "StatefulSet" or "DaemonSet" && item.Spec.Map(key).Text("type") is "OnDelete")
            findings.Add(ResilienceDiagnostics.UpdatesByHand((item.Spec.At(key, "type") ?? item.Root).Span, item, $"spec.{key}.type"));
        var volumes = workload.Pod.Spec.Items("volumes");
        for (var i = 0; i < volumes.Count; i++)
        {
            if ((volumes[i] as MapNode).Map("persistentVolumeClaim") is not { } source || source.Text("claimName") is not { } name
                || environment.Find("PersistentVolumeClaim", item.Namespace, name) is not { } claim || !IsOneNode(claim.Spec))
                continue;
            var field = $"{workload.Pod.Path}.volumes[{i}].persistentVolumeClaim.claimName";
            if (item.Kind is "DaemonSet" || workload.Scale.Max > 1 && item.Kind is not ("Job" or "CronJob" or "Pod"))
                findings.Add(ResilienceDiagnostics.SharedByReplicas(source.Span, item, field, name, item.Kind is "DaemonSet" ? null : workload.Scale.Max, workload.Scale.Autoscaler is not null));
            if (item.Kind is "Deployment" && workload.Surge > 0)
                findings.Add(ResilienceDiagnostics.RollingOnOneWriter((item.Spec?["strategy"] ?? item.Root).Span, item, "spec.strategy", name));
        }
    }

    /// <summary>Workloads that must stand on one node although nothing makes them.</summary>
    public static void Shared(RenderedEnvironment environment, IReadOnlyList<Scaled> workloads, List<Diagnostic> findings)
    {
        var users = new Dictionary<ManifestObject, (Scaled First, int Count)>();
        foreach (var workload in workloads)
        {
            var volumes = workload.Pod.Spec.Items("volumes");
            for (var i = 0; i < volumes.Count; i++)
            {
                if ((volumes[i] as MapNode).Map("persistentVolumeClaim") is not { } source || source.Text("claimName") is not { } name
                    || environment.Find("PersistentVolumeClaim", workload.Item.Namespace, name) is not { } claim || !IsOneNode(claim.Spec))
                    continue;
                if (!users.TryGetValue(claim, out var seen))
                {
                    users.Add(claim, (workload, 1));
                    continue;
                }
                if (workload.Pod.Spec.Map("affinity").Map("podAffinity") is null && seen.First.Pod.Spec.Map("affinity").Map("podAffinity") is null)
                    findings.Add(ResilienceDiagnostics.SharedByWorkloads(source.Span, workload.Item, $"{workload.Pod.Path}.volumes[{i}].persistentVolumeClaim.claimName", name, seen.First.Item.ToString()));
            }
        }
    }

    public static void Sizes(RenderedEnvironment environment, List<Diagnostic> findings)
    {
        foreach (var claim in environment.OfKind("PersistentVolumeClaim"))
            Size(claim, claim.Spec, "spec", findings);
        foreach (var set in environment.OfKind("StatefulSet"))
        {
            var templates = set.Spec.Items("volumeClaimTemplates");
            for (var i = 0; i < templates.Count; i++)
                Size(set, (templates[i] as MapNode).Map("spec"), $"spec.volumeClaimTemplates[{i}].spec", findings);
        }
    }

    private static void Size(ManifestObject item, MapNode? spec, string field, List<Diagnostic> findings)
    {
        if (spec.At("resources", "requests", "storage") is ScalarNode { } size && Quantities.Parse(size.Text) is { } amount && amount < LeastClaim)
            findings.Add(ResilienceDiagnostics.TinyClaim(size.Span, item, field + ".resources.requests.storage", size.Text));
    }

    private static bool IsOneNode(MapNode? spec)
    {
        var modes = spec.Items("accessModes");
        return modes.Count > 0 && modes.All(static m => m is ScalarNode { Text: "ReadWriteOnce" or "ReadWriteOncePod" });
    }
}
