using System.Globalization;
using k8s.Models;
using Sluis.Core.Planning;

namespace Sluis.Core.Emit.Kubernetes;

/// <summary>https://kubernetes.io/docs/concepts/overview/working-with-objects/common-labels/</summary>
internal static class Labels
{
    public const string ServiceAnnotation = "sluis.dev/service";

    /// <summary>Argo CD applies waves in order; https://argo-cd.readthedocs.io/en/stable/user-guide/sync-waves/.</summary>
    public const string SyncWave = "argocd.argoproj.io/sync-wave";

    /// <summary>A Job cannot be changed; with these options it is replaced.</summary>
    public const string SyncOptions = "argocd.argoproj.io/sync-options";

    /// <summary>On the Pod template: changes when mounted configuration does, so that Pods are replaced.</summary>
    public const string ConfigHash = "sluis.dev/config-hash";

    /// <summary>Why Pods are not as strict as they could be, for whoever reads the manifest.</summary>
    public const string PodSecurityReason = "sluis.dev/pod-security-reason";

    /// <summary>What selects a workload's pods; never changes in a workload's life.</summary>
    public static Dictionary<string, string> Selector(string workload) => new() { ["app.kubernetes.io/name"] = workload };

    /// <param name="name">Another name for Pods that no Service of the workload may select: those of its scheduled tasks.</param>
    public static Dictionary<string, string> Of(WorkloadPlan workload, string? name = null) => new()
    {
        ["app.kubernetes.io/component"] = workload.Service.Role.ToString().ToLowerInvariant(),
        ["app.kubernetes.io/managed-by"] = "sluis",
        ["app.kubernetes.io/name"] = name ?? workload.Name,
        ["app.kubernetes.io/part-of"] = workload.Domain,
    };

    /// <summary>Each namespace has an account "default" already, which is anybody's.</summary>
    public static string Account(WorkloadPlan workload) => workload.Name == "default" ? "default-workload" : workload.Name;

    public static V1ObjectMeta Meta(WorkloadPlan workload, string? name = null, Dictionary<string, string>? annotations = null) => new()
    {
        Name = name ?? workload.Name,
        NamespaceProperty = workload.Namespace,
        Labels = Of(workload),
        Annotations = annotations ?? Annotations(workload),
    };

    /// <summary>Which service it came from, and when a GitOps controller applies it: what a workload needs comes in its own wave.</summary>
    private static Dictionary<string, string> Annotations(WorkloadPlan workload) => new()
    {
        [SyncWave] = workload.SyncWave.ToString(CultureInfo.InvariantCulture),
        [ServiceAnnotation] = workload.Service.Key.ToString(),
    };
}
