using System.Globalization;
using Sluis.Core.Proof.Manifests;
using Sluis.Core.Yaml;

namespace Sluis.Core.Proof.Resilience;

/// <summary>
/// How many Pods a workload has in one environment. With an autoscaler its bounds count, and <c>replicas</c> only where it has none.
/// A DaemonSet counts one: how many nodes there are is not known here.
/// </summary>
internal sealed record Scale(int Min, int Max, Node? Fixed, ManifestObject? Autoscaler)
{
    public static Scale Of(PodTemplate pod, IReadOnlyDictionary<ObjectKey, ManifestObject> autoscalers)
    {
        var item = pod.Workload;
        var stated = item.Spec?["replicas"];
        switch (item.Kind)
        {
            case "Deployment" or "StatefulSet" or "ReplicaSet" or "ReplicationController":
                var count = (int)Math.Clamp(item.Spec.Number("replicas") ?? 1, 0, int.MaxValue);
                if (!autoscalers.TryGetValue(new(item.Kind, item.Namespace, item.Name), out var scaler))
                    return new(count, count, stated, null);
                var min = (int)Math.Clamp(scaler.Spec.Number("minReplicas") ?? 1, 0, int.MaxValue);
                return new(min, (int)Math.Clamp(scaler.Spec.Number("maxReplicas") ?? min, min, int.MaxValue), stated, scaler);
            case "Job":
                return Parallel(item.Spec);
            case "CronJob":
                return Parallel(item.Spec.Map("jobTemplate").Map("spec"));
            default:
                return new(1, 1, null, null);
        }
    }

    private static Scale Parallel(MapNode? job)
    {
        var count = (int)Math.Clamp(job.Number("parallelism") ?? 1, 0, int.MaxValue);
        return new(count, count, null, null);
    }

    /// <summary>By what they scale.</summary>
    public static Dictionary<ObjectKey, ManifestObject> Autoscalers(RenderedEnvironment environment)
    {
        var all = new Dictionary<ObjectKey, ManifestObject>();
        foreach (var scaler in environment.OfKind("HorizontalPodAutoscaler"))
            if (scaler.Spec.Map("scaleTargetRef") is { } target && target.Text("kind") is { } kind && target.Text("name") is { } name)
                all.TryAdd(new(kind, scaler.Namespace, name), scaler);
        return all;
    }

    /// <summary>A number, or per cent of <paramref name="total"/>, rounded up as budgets and surges are; null for neither.</summary>
    public static int? Portion(MapNode? owner, string key, int total, bool roundUp = true)
    {
        if (owner.Number(key) is { } number)
            return (int)Math.Clamp(number, 0, int.MaxValue);
        if (owner.Text(key) is not { } text || !text.EndsWith('%') || !int.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var percent))
            return null;
        var exact = (decimal)total * percent / 100;
        return (int)(roundUp ? Math.Ceiling(exact) : Math.Floor(exact));
    }
}
