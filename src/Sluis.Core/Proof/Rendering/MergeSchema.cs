using Sluis.Core.Yaml;

namespace Sluis.Core.Proof.Rendering;

/// <summary>
/// Where lists are merged by key rather than replaced, by the type of what is patched: the <c>x-kubernetes-patch-merge-key</c> and
/// <c>x-kubernetes-list-map-keys</c> of the API. Custom resources have no such keys.
/// https://kubernetes.io/docs/tasks/manage-kubernetes-objects/declarative-config/#merge-patch-calculation
/// </summary>
internal enum MergeType
{
    /// <summary>Lists under it are replaced.</summary>
    Plain,
    Workload,
    WorkloadSpec,
    CronSpec,
    Template,
    PodSpec,
    Container,
    Meta,
    Service,
    ServiceSpec,
    ServiceAccount,
    Webhooks,
    Webhook,
    AdmissionPolicy,
    AdmissionPolicySpec,
}

internal static class MergeSchema
{
    private static readonly string[] ByName = ["name"];
    private static readonly string[] ByIp = ["ip"];
    private static readonly string[] ByUid = ["uid"];
    private static readonly string[] ByMountPath = ["mountPath"];
    private static readonly string[] ByDevicePath = ["devicePath"];
    private static readonly string[] ByContainerPort = ["containerPort", "protocol"];
    private static readonly string[] ByPort = ["port", "protocol"];
    private static readonly string[] ByTopology = ["topologyKey", "whenUnsatisfiable"];

    /// <summary>A list of texts that are merged as a set.</summary>
    public static readonly string[] ByValue = [""];

    public static MergeType Of(ResourceId id) => (id.Group, id.Kind) switch
    {
        ("", "Pod") => MergeType.Template,
        ("apps", "Deployment" or "StatefulSet" or "DaemonSet" or "ReplicaSet") or ("batch", "Job" or "CronJob") or ("", "ReplicationController" or "PodTemplate") => MergeType.Workload,
        ("", "Service") => MergeType.Service,
        ("", "ServiceAccount") => MergeType.ServiceAccount,
        ("admissionregistration.k8s.io", "MutatingWebhookConfiguration" or "ValidatingWebhookConfiguration") => MergeType.Webhooks,
        ("admissionregistration.k8s.io", "ValidatingAdmissionPolicy") => MergeType.AdmissionPolicy,
        _ => MergeType.Plain,
    };

    /// <summary>The type of a field, and the keys of its elements if it is a list that is merged.</summary>
    public static (MergeType Type, string[]? Keys) Field(MergeType of, string field) => (of, field) switch
    {
        (MergeType.Meta, "finalizers") => (MergeType.Plain, ByValue),
        (MergeType.Meta, "ownerReferences") => (MergeType.Plain, ByUid),
        (MergeType.Workload, "spec") => (MergeType.WorkloadSpec, null),
        (MergeType.Workload or MergeType.WorkloadSpec, "template") => (MergeType.Template, null),
        (MergeType.WorkloadSpec, "jobTemplate") => (MergeType.Workload, null),
        (MergeType.Template, "spec") => (MergeType.PodSpec, null),
        (MergeType.PodSpec, "containers" or "initContainers" or "ephemeralContainers") => (MergeType.Container, ByName),
        (MergeType.PodSpec, "volumes" or "imagePullSecrets" or "schedulingGates" or "resourceClaims") => (MergeType.Plain, ByName),
        (MergeType.PodSpec, "hostAliases") => (MergeType.Plain, ByIp),
        (MergeType.PodSpec, "topologySpreadConstraints") => (MergeType.Plain, ByTopology),
        (MergeType.Container, "env") => (MergeType.Plain, ByName),
        (MergeType.Container, "ports") => (MergeType.Plain, ByContainerPort),
        (MergeType.Container, "volumeMounts") => (MergeType.Plain, ByMountPath),
        (MergeType.Container, "volumeDevices") => (MergeType.Plain, ByDevicePath),
        (MergeType.Service, "spec") => (MergeType.ServiceSpec, null),
        (MergeType.ServiceSpec, "ports") => (MergeType.Plain, ByPort),
        (MergeType.ServiceAccount, "secrets") => (MergeType.Plain, ByName),
        (MergeType.Webhooks, "webhooks") => (MergeType.Webhook, ByName),
        (MergeType.Webhook or MergeType.AdmissionPolicySpec, "matchConditions") => (MergeType.Plain, ByName),
        (MergeType.AdmissionPolicy, "spec") => (MergeType.AdmissionPolicySpec, null),
        (MergeType.AdmissionPolicySpec, "variables") => (MergeType.Plain, ByName),
        (MergeType.Workload or MergeType.Template or MergeType.Service or MergeType.ServiceAccount or MergeType.Webhooks or MergeType.AdmissionPolicy, "metadata") => (MergeType.Meta, null),
        _ => (MergeType.Plain, null),
    };
}
