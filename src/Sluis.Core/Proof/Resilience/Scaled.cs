using Sluis.Core.Proof.Manifests;

namespace Sluis.Core.Proof.Resilience;

/// <summary>A workload as it runs in one environment: how many Pods, with what, on which claims.</summary>
internal sealed record Scaled(PodTemplate Pod, Scale Scale, IReadOnlyList<ContainerResources> Resources)
{
    public ManifestObject Item => Pod.Workload;

    public bool Runs => Item.Kind is "Deployment" or "StatefulSet" or "DaemonSet" or "ReplicaSet" or "Pod" or "ReplicationController";

    /// <summary>Pods beyond the count while a new version comes in. https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#max-surge</summary>
    public int Surge
    {
        get
        {
            if (Item.Kind is not "Deployment")
                return 0;
            var strategy = Item.Spec.Map("strategy");
            if (strategy.Text("type") is "Recreate" || Scale.Max == 0)
                return 0;
            return strategy.Map("rollingUpdate")?["maxSurge"] is null
                ? (int)Math.Ceiling(Scale.Max * 0.25m)
                : Scale.Portion(strategy.Map("rollingUpdate"), "maxSurge", Scale.Max) ?? 0;
        }
    }
}
