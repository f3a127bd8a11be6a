using k8s.Models;
using Sluis.Core.Planning;

namespace Sluis.Core.Emit.Kubernetes;

/// <summary>https://kubernetes.io/docs/concepts/overview/working-with-objects/common-labels/</summary>
internal static class Labels
{
    public const string ServiceAnnotation = "sluis.dev/service";

    /// <summary>Argo CD applies waves in order; https://argo-cd.readthedocs.io/en/stable/user-guide/sync-waves/.</summary>
    public const string SyncWave = "argocd.argoproj.io/sync-wave";

    /// <summary>What selects a workload's pods; never changes in a workload's life.</summary>
    public static Dictionary<string, string> Selector(string workload) => new() { ["app.kubernetes.io/name"] = workload };

    public static Dictionary<string, string> Of(WorkloadPlan workload) => new()
    {
        ["app.kubernetes.io/component"] = workload.Service.Role.ToString().ToLowerInvariant(),
        ["app.kubernetes.io/managed-by"] = "sluis",
        ["app.kubernetes.io/name"] = workload.Name,
        ["app.kubernetes.io/part-of"] = workload.Domain,
    };

    public static V1ObjectMeta Meta(WorkloadPlan workload, string? name = null, Dictionary<string, string>? annotations = null) => new()
    {
        Name = name ?? workload.Name,
        NamespaceProperty = workload.Namespace,
        Labels = Of(workload),
        Annotations = annotations,
    };
}
