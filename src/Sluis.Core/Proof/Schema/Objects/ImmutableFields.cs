using Sluis.Core.Proof.Manifests;
using Sluis.Core.Proof.Schema.Values;
using Sluis.Core.Yaml;

namespace Sluis.Core.Proof.Schema.Objects;

/// <summary>What an update cannot change: for whoever compares an object with the one that the cluster or the last commit has.</summary>
public static class ImmutableFields
{
    /// <summary>The findings for <paramref name="after"/>, in the order of the fields. Both must be the same kind and name.</summary>
    public static IReadOnlyList<Diagnostics.Diagnostic> Changed(ManifestObject before, ManifestObject after)
    {
        var findings = new List<Diagnostics.Diagnostic>();
        foreach (var field in Of(after, before))
        {
            var path = field.Split('.');
            var (old, now) = (before.Root.At(path), after.Root.At(path));
            // What one side leaves to its default may be equal all the same.
            if (old is null || now is null || NodeText.Canonical(old) == NodeText.Canonical(now))
                continue;
            findings.Add(KindDiagnostics.Immutable(new(now.Span, after, field), field));
        }
        return findings;
    }

    private static string[] Of(ManifestObject item, ManifestObject before) => (item.Group, item.Kind) switch
    {
        ("apps", "Deployment" or "DaemonSet" or "ReplicaSet") => ["spec.selector"],
        ("apps", "StatefulSet") => ["spec.selector", "spec.serviceName", "spec.podManagementPolicy", "spec.volumeClaimTemplates"],
        ("batch", "Job") => ["spec.completionMode", "spec.completions", "spec.podFailurePolicy", "spec.selector", "spec.template"],
        ("", "PersistentVolumeClaim") => ["spec.accessModes", "spec.selector", "spec.storageClassName", "spec.volumeMode", "spec.volumeName", "spec.dataSource", "spec.dataSourceRef"],
        ("", "PersistentVolume") => ["spec.volumeMode", "spec.csi", "spec.nfs", "spec.hostPath", "spec.local", "spec.nodeAffinity"],
        ("", "Service") => before.Spec.Text("type") == "ExternalName" || item.Spec.Text("type") == "ExternalName" ? [] : ["spec.clusterIP"],
        ("", "Secret") => before.Root.Flag("immutable") is true ? ["data", "stringData", "immutable", "type"] : ["type"],
        ("", "ConfigMap") => before.Root.Flag("immutable") is true ? ["data", "binaryData", "immutable"] : [],
        ("rbac.authorization.k8s.io", "RoleBinding" or "ClusterRoleBinding") => ["roleRef"],
        ("storage.k8s.io", "StorageClass") => ["provisioner", "parameters", "reclaimPolicy", "volumeBindingMode"],
        ("scheduling.k8s.io", "PriorityClass") => ["value", "preemptionPolicy"],
        ("discovery.k8s.io", "EndpointSlice") => ["addressType"],
        ("networking.k8s.io", "IngressClass") => ["spec.controller"],
        ("apiextensions.k8s.io", "CustomResourceDefinition") => ["spec.group", "spec.names.kind", "spec.scope"],
        _ => [],
    };
}
