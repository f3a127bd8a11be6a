namespace Sluis.Core.Proof.Rendering;

/// <summary>Where labels and annotations go. https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/labels/</summary>
internal static class LabelFields
{
    public static readonly FieldSpec OfObject = new("metadata/labels", create: true);

    public static readonly IReadOnlyList<FieldSpec> OfTemplates =
    [
        OfObject,
        new("spec/template/metadata/labels", "ReplicationController", version: "v1", create: true),
        new("spec/template/metadata/labels", "Deployment", create: true),
        new("spec/template/metadata/labels", "ReplicaSet", create: true),
        new("spec/template/metadata/labels", "DaemonSet", create: true),
        new("spec/template/metadata/labels", "StatefulSet", "apps", create: true),
        new("spec/template/metadata/labels", "Job", "batch", create: true),
        new("spec/jobTemplate/metadata/labels", "CronJob", "batch", create: true),
        new("spec/jobTemplate/spec/template/metadata/labels", "CronJob", "batch", create: true),
    ];

    public static readonly FieldSpec OfClaims = new("spec/volumeClaimTemplates[]/metadata/labels", "StatefulSet", "apps", create: true);

    /// <summary>Selectors, and all that they select.</summary>
    public static readonly IReadOnlyList<FieldSpec> OfSelectors =
    [
        new("spec/selector", "Service", version: "v1", create: true),
        new("spec/selector", "ReplicationController", version: "v1", create: true),
        new("spec/selector/matchLabels", "Deployment", create: true),
        .. Scheduling("Deployment"),
        new("spec/selector/matchLabels", "ReplicaSet", create: true),
        new("spec/selector/matchLabels", "DaemonSet", create: true),
        new("spec/selector/matchLabels", "StatefulSet", "apps", create: true),
        .. Scheduling("StatefulSet"),
        new("spec/selector/matchLabels", "Job", "batch"),
        new("spec/jobTemplate/spec/selector/matchLabels", "CronJob", "batch"),
        new("spec/selector/matchLabels", "PodDisruptionBudget", "policy"),
        new("spec/podSelector/matchLabels", "NetworkPolicy", "networking.k8s.io"),
        new("spec/ingress/from/podSelector/matchLabels", "NetworkPolicy", "networking.k8s.io"),
        new("spec/egress/to/podSelector/matchLabels", "NetworkPolicy", "networking.k8s.io"),
        .. OfTemplates,
        OfClaims,
    ];

    public static readonly IReadOnlyList<FieldSpec> OfAnnotations =
    [
        new("metadata/annotations", create: true),
        new("spec/template/metadata/annotations", "ReplicationController", version: "v1", create: true),
        new("spec/template/metadata/annotations", "Deployment", create: true),
        new("spec/template/metadata/annotations", "ReplicaSet", create: true),
        new("spec/template/metadata/annotations", "DaemonSet", create: true),
        new("spec/template/metadata/annotations", "StatefulSet", create: true),
        new("spec/template/metadata/annotations", "Job", "batch", create: true),
        new("spec/jobTemplate/metadata/annotations", "CronJob", "batch", create: true),
        new("spec/jobTemplate/spec/template/metadata/annotations", "CronJob", "batch", create: true),
    ];

    private static IEnumerable<FieldSpec> Scheduling(string kind)
    {
        foreach (var affinity in (string[])["podAffinity", "podAntiAffinity"])
        {
            yield return new($"spec/template/spec/affinity/{affinity}/preferredDuringSchedulingIgnoredDuringExecution/podAffinityTerm/labelSelector/matchLabels", kind, "apps");
            yield return new($"spec/template/spec/affinity/{affinity}/requiredDuringSchedulingIgnoredDuringExecution/labelSelector/matchLabels", kind, "apps");
        }
        yield return new("spec/template/spec/topologySpreadConstraints/labelSelector/matchLabels", kind, "apps");
    }
}
