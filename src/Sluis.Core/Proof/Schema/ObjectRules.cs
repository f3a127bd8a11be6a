using Sluis.Core.Diagnostics;
using Sluis.Core.Proof.Manifests;
using Sluis.Core.Proof.Schema.Objects;

namespace Sluis.Core.Proof.Schema;

/// <summary>What the API server holds one object to beyond its schema.</summary>
internal static class ObjectRules
{
    /// <summary>For kinds of which only the schema is known, or not even that.</summary>
    public static void CheckMetadata(ManifestObject item, List<Diagnostic> findings) => MetadataRules.Check(new(item, findings));

    /// <summary>For the built-in kinds.</summary>
    public static void Check(ManifestObject item, List<Diagnostic> findings)
    {
        var scope = new RuleScope(item, findings);
        MetadataRules.Check(scope);
        if (item.Spec is { } spec)
            OfSpec(scope, spec);
        switch (item.Group, item.Kind)
        {
            case ("", "ConfigMap"):
                DataRules.ConfigMap(scope);
                break;
            case ("", "Secret"):
                DataRules.Secret(scope);
                break;
            case ("rbac.authorization.k8s.io", "Role" or "ClusterRole"):
                AccessRules.Role(scope);
                break;
            case ("rbac.authorization.k8s.io", "RoleBinding" or "ClusterRoleBinding"):
                AccessRules.Binding(scope);
                break;
            case ("discovery.k8s.io", "EndpointSlice"):
                EndpointRules.Check(scope);
                break;
            default:
                if (PodTemplate.Of(item) is { } pod)
                    PodRules.Check(scope, pod);
                break;
        }
    }

    private static void OfSpec(RuleScope scope, Yaml.MapNode spec)
    {
        switch (scope.Item.Group, scope.Item.Kind)
        {
            case ("apps", _):
                WorkloadRules.Check(scope, spec);
                break;
            case ("batch", "Job"):
                JobRules.Job(scope, spec, "spec");
                break;
            case ("batch", "CronJob"):
                JobRules.CronJob(scope, spec);
                break;
            case ("autoscaling", "HorizontalPodAutoscaler"):
                ScalingRules.Autoscaler(scope, spec);
                break;
            case ("policy", "PodDisruptionBudget"):
                ScalingRules.Budget(scope, spec);
                break;
            case ("", "Service"):
                ServiceRules.Check(scope, spec);
                break;
            case ("networking.k8s.io", "Ingress"):
                IngressRules.Check(scope, spec);
                break;
            case ("networking.k8s.io", "NetworkPolicy"):
                NetworkPolicyRules.Check(scope, spec);
                break;
            case ("", "PersistentVolumeClaim"):
                ClaimRules.Claim(scope, spec, "spec");
                break;
            case ("", "PersistentVolume"):
                ClaimRules.Volume(scope, spec);
                break;
            case ("", "ResourceQuota"):
                QuotaRules.Quota(scope, spec);
                break;
            case ("", "LimitRange"):
                QuotaRules.Range(scope, spec);
                break;
            case ("apiextensions.k8s.io", "CustomResourceDefinition"):
                DefinitionRules.Check(scope, spec);
                break;
        }
    }
}
