namespace Sluis.Core.Proof.Schema.BuiltIn;

/// <summary>Versions that the API server no longer serves, or will stop to. https://kubernetes.io/docs/reference/using-api/deprecation-guide/</summary>
internal static class RemovedVersions
{
    /// <summary>What to write instead and since when, null when it is served and stays.</summary>
    public static (string Instead, string Since)? Of(string apiVersion, string kind) => (apiVersion, kind) switch
    {
        ("extensions/v1beta1" or "apps/v1beta1" or "apps/v1beta2", "Deployment" or "DaemonSet" or "ReplicaSet" or "StatefulSet" or "ControllerRevision") => ("apps/v1", "1.16"),
        ("extensions/v1beta1", "NetworkPolicy") => ("networking.k8s.io/v1", "1.16"),
        ("extensions/v1beta1" or "networking.k8s.io/v1beta1", "Ingress" or "IngressClass") => ("networking.k8s.io/v1", "1.22"),
        ("rbac.authorization.k8s.io/v1alpha1" or "rbac.authorization.k8s.io/v1beta1", _) => ("rbac.authorization.k8s.io/v1", "1.22"),
        ("apiextensions.k8s.io/v1beta1", _) => ("apiextensions.k8s.io/v1", "1.22"),
        ("apiregistration.k8s.io/v1beta1", _) => ("apiregistration.k8s.io/v1", "1.22"),
        ("admissionregistration.k8s.io/v1beta1", "ValidatingWebhookConfiguration" or "MutatingWebhookConfiguration") => ("admissionregistration.k8s.io/v1", "1.22"),
        ("certificates.k8s.io/v1beta1", "CertificateSigningRequest") => ("certificates.k8s.io/v1", "1.22"),
        ("coordination.k8s.io/v1beta1", "Lease") => ("coordination.k8s.io/v1", "1.22"),
        ("scheduling.k8s.io/v1alpha1" or "scheduling.k8s.io/v1beta1", "PriorityClass") => ("scheduling.k8s.io/v1", "1.22"),
        ("storage.k8s.io/v1beta1", "StorageClass" or "VolumeAttachment" or "CSIDriver" or "CSINode") => ("storage.k8s.io/v1", "1.22"),
        ("storage.k8s.io/v1beta1", "CSIStorageCapacity") => ("storage.k8s.io/v1", "1.27"),
        ("batch/v1beta1" or "batch/v2alpha1", "CronJob") => ("batch/v1", "1.25"),
        ("policy/v1beta1", "PodDisruptionBudget") => ("policy/v1", "1.25"),
        ("policy/v1beta1", "PodSecurityPolicy") => ("the Pod Security admission labels of a Namespace", "1.25"),
        ("discovery.k8s.io/v1beta1", "EndpointSlice") => ("discovery.k8s.io/v1", "1.25"),
        ("events.k8s.io/v1beta1", "Event") => ("events.k8s.io/v1", "1.25"),
        ("node.k8s.io/v1beta1", "RuntimeClass") => ("node.k8s.io/v1", "1.25"),
        ("autoscaling/v2beta1", "HorizontalPodAutoscaler") => ("autoscaling/v2", "1.25"),
        ("autoscaling/v2beta2", "HorizontalPodAutoscaler") => ("autoscaling/v2", "1.26"),
        ("flowcontrol.apiserver.k8s.io/v1beta1", _) => ("flowcontrol.apiserver.k8s.io/v1", "1.26"),
        ("flowcontrol.apiserver.k8s.io/v1beta2", _) => ("flowcontrol.apiserver.k8s.io/v1", "1.29"),
        ("flowcontrol.apiserver.k8s.io/v1beta3", _) => ("flowcontrol.apiserver.k8s.io/v1", "1.32"),
        _ => null,
    };

    /// <summary>Served still, but not for ever: what to write instead and since when.</summary>
    public static (string Instead, string Since)? Deprecated(string apiVersion, string kind) => (apiVersion, kind) switch
    {
        ("v1", "Endpoints") => ("discovery.k8s.io/v1 EndpointSlice", "1.33"),
        _ => null,
    };
}
