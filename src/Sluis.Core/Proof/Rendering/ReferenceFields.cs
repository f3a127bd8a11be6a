namespace Sluis.Core.Proof.Rendering;

/// <summary>
/// Fields that hold the name of another object and follow it when a prefix, a suffix or a hash changes it.
/// https://kubectl.docs.kubernetes.io/references/kustomize/builtins/ and the API reference of each kind.
/// </summary>
internal static class ReferenceFields
{
    /// <summary><paramref name="Target"/> is what kind of object the field names; its path is not used.</summary>
    public sealed record Reference(FieldSpec Target, FieldSpec Field);

    private static readonly (string Kind, string Version, string Path)[] Pods =
    [
        ("Pod", "v1", "spec"), ("PodTemplate", "", "template/spec"), ("Deployment", "", "spec/template/spec"), ("ReplicaSet", "", "spec/template/spec"),
        ("DaemonSet", "", "spec/template/spec"), ("StatefulSet", "", "spec/template/spec"), ("Job", "", "spec/template/spec"), ("CronJob", "", "spec/jobTemplate/spec/template/spec"),
    ];

    private static readonly (string Kind, string Path)[] Workloads =
    [
        ("Pod", "spec"), ("StatefulSet", "spec/template/spec"), ("Deployment", "spec/template/spec"), ("ReplicationController", "spec/template/spec"),
        ("CronJob", "spec/jobTemplate/spec/template/spec"), ("Job", "spec/template/spec"), ("DaemonSet", "spec/template/spec"),
    ];

    private static readonly Lazy<Dictionary<string, List<Reference>>> Table = new(static () =>
    {
        var table = new Dictionary<string, List<Reference>>(StringComparer.Ordinal);
        foreach (var reference in All())
        {
            if (!table.TryGetValue(reference.Field.Kind, out var same))
                table.Add(reference.Field.Kind, same = []);
            same.Add(reference);
        }
        return table;
    });

    /// <summary>In the order in which they are followed.</summary>
    public static IReadOnlyList<Reference> Of(string kind) => Table.Value.TryGetValue(kind, out var found) ? found : [];

    /// <summary>Kinds whose references name a namespace too, which is then kept in step even when no name changes.</summary>
    public static bool NamesNamespaces(string kind) => kind is "RoleBinding" or "ClusterRoleBinding" or "ValidatingWebhookConfiguration" or "MutatingWebhookConfiguration";

    private static IEnumerable<Reference> All()
    {
        foreach (var scaled in (string[])["Deployment", "ReplicationController", "ReplicaSet", "StatefulSet"])
            yield return new(new("", scaled), new("spec/scaleTargetRef/name", "HorizontalPodAutoscaler"));
        foreach (var field in Configuration("configMap", "name", "configMapKeyRef", "configMapRef"))
            yield return new(new("", "ConfigMap", version: "v1"), field);
        yield return new(new("", "ConfigMap", version: "v1"), new("spec/configSource/configMap", "Node"));
        foreach (var field in Rules())
            yield return new(new("", "ConfigMap", version: "v1"), field);
        yield return new(new("", "ConfigMap", version: "v1"), new(@"metadata/annotations/nginx.ingress.kubernetes.io\/fastcgi-params-configmap", "Ingress"));
        foreach (var field in Secrets())
            yield return new(new("", "Secret", version: "v1"), field);
        foreach (var field in Services())
            yield return new(new("", "Service", version: "v1"), field);
        const string rbac = "rbac.authorization.k8s.io";
        yield return new(new("", "Role", rbac), new("roleRef/name", "RoleBinding", rbac));
        yield return new(new("", "ClusterRole", rbac), new("roleRef/name", "RoleBinding", rbac));
        yield return new(new("", "ClusterRole", rbac), new("roleRef/name", "ClusterRoleBinding", rbac));
        yield return new(new("", "ServiceAccount", version: "v1"), new("subjects", "RoleBinding", rbac));
        yield return new(new("", "ServiceAccount", version: "v1"), new("subjects", "ClusterRoleBinding", rbac));
        foreach (var (kind, path) in Workloads)
        {
            yield return new(new("", "ServiceAccount", version: "v1"), new($"{path}/serviceAccountName", kind));
            yield return new(new("", "PersistentVolumeClaim", version: "v1"), new($"{path}/volumes/persistentVolumeClaim/claimName", kind));
            yield return new(new("", "PriorityClass", "scheduling.k8s.io", "v1"), new($"{path}/priorityClassName", kind));
        }
        yield return new(new("", "PersistentVolume", version: "v1"), new("spec/volumeName", "PersistentVolumeClaim"));
        yield return new(new("", "PersistentVolume", version: "v1"), new("rules/resourceNames", "ClusterRole"));
        foreach (var (kind, path) in ((string, string)[])[("PersistentVolume", "spec"), ("PersistentVolumeClaim", "spec"), ("StatefulSet", "spec/volumeClaimTemplates/spec")])
            yield return new(new("", "StorageClass", "storage.k8s.io", "v1"), new($"{path}/storageClassName", kind));
        const string admission = "admissionregistration.k8s.io";
        yield return new(new("", "ValidatingAdmissionPolicy", admission), new("spec/policyName", "ValidatingAdmissionPolicyBinding", admission));
    }

    private static IEnumerable<FieldSpec> Configuration(string volume, string name, string key, string all)
    {
        foreach (var (kind, version, path) in Pods)
        {
            yield return new($"{path}/volumes/{volume}/{name}", kind, version: version);
            foreach (var containers in (string[])["containers", "initContainers"])
            {
                yield return new($"{path}/{containers}/env/valueFrom/{key}/name", kind, version: version);
                yield return new($"{path}/{containers}/envFrom/{all}/name", kind, version: version);
            }
            yield return new($"{path}/volumes/projected/sources/{volume}/name", kind, version: version);
        }
    }

    private static IEnumerable<FieldSpec> Rules()
    {
        yield return new("rules/resourceNames", "Role");
        yield return new("rules/resourceNames", "ClusterRole");
    }

    private static IEnumerable<FieldSpec> Secrets()
    {
        foreach (var field in Configuration("secret", "secretName", "secretKeyRef", "secretRef"))
            yield return field;
        foreach (var (kind, version, path) in Pods)
            yield return new($"{path}/imagePullSecrets/name", kind, version: version);
        yield return new("spec/tls/secretName", "Ingress");
        foreach (var annotation in (string[])[@"ingress.kubernetes.io\/auth-secret", @"nginx.ingress.kubernetes.io\/auth-secret", @"nginx.ingress.kubernetes.io\/auth-tls-secret"])
            yield return new($"metadata/annotations/{annotation}", "Ingress");
        yield return new("imagePullSecrets/name", "ServiceAccount");
        foreach (var parameter in (string[])["secretName", "adminSecretName", "userSecretName", "secretRef"])
            yield return new($"parameters/{parameter}", "StorageClass");
        foreach (var field in Rules())
            yield return field;
        yield return new("spec/template/spec/containers/env/valueFrom/secretKeyRef/name", "Service", "serving.knative.dev", "v1");
        yield return new("spec/azureFile/secretName", "PersistentVolume");
    }

    private static IEnumerable<FieldSpec> Services()
    {
        yield return new("spec/serviceName", "StatefulSet", "apps");
        foreach (var path in (string[])["spec/rules/http/paths/backend/serviceName", "spec/backend/serviceName", "spec/rules/http/paths/backend/service/name", "spec/defaultBackend/service/name"])
            yield return new(path, "Ingress");
        yield return new("spec/service/name", "APIService", "apiregistration.k8s.io");
        yield return new("webhooks/clientConfig/service", "ValidatingWebhookConfiguration", "admissionregistration.k8s.io");
        yield return new("webhooks/clientConfig/service", "MutatingWebhookConfiguration", "admissionregistration.k8s.io");
    }
}
