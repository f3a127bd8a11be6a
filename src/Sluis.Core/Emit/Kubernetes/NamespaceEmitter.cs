using k8s;
using k8s.Models;
using Sluis.Core.Planning;
using Sluis.Core.Planning.Sizing;

namespace Sluis.Core.Emit.Kubernetes;

/// <summary>Namespaces with their Pod Security level, quota, limits, and default-deny policies; and the priority classes.</summary>
internal static class NamespaceEmitter
{
    /// <summary>https://kubernetes.io/docs/concepts/security/pod-security-admission/: pinned, so that an upgrade of the cluster changes nothing by itself.</summary>
    private const string PodSecurityVersion = "v1.36";

    public static V1Namespace Namespace(DomainPlan domain) => new()
    {
        ApiVersion = "v1",
        Kind = "Namespace",
        Metadata = new()
        {
            Name = domain.Namespace,
            Labels = new Dictionary<string, string>
            {
                ["app.kubernetes.io/managed-by"] = "sluis",
                ["app.kubernetes.io/part-of"] = domain.Name,
                ["pod-security.kubernetes.io/enforce"] = Level(domain),
                ["pod-security.kubernetes.io/enforce-version"] = PodSecurityVersion,
                ["pod-security.kubernetes.io/warn"] = "restricted",
                ["pod-security.kubernetes.io/warn-version"] = PodSecurityVersion,
                ["sluis.dev/gateway-access"] = "true",
            },
            Annotations = new Dictionary<string, string> { [Labels.PodSecurityReason] = domain.PodSecurityReason },
        },
    };

    private static string Level(DomainPlan domain) => domain.PodSecurity.ToString().ToLowerInvariant();

    public static IEnumerable<IKubernetesObject<V1ObjectMeta>> Guards(EmitContext context, DomainPlan domain)
    {
        yield return Kubernetes.Network.NetworkPolicyEmitter.DefaultDeny(domain.Namespace);
        yield return Kubernetes.Network.NetworkPolicyEmitter.Dns(domain.Namespace);
        if (NamespaceQuota.Of(domain, context.Workloads, context.Plan.Size) is not { } quota)
            yield break;
        var hard = new Dictionary<string, ResourceQuantity>
        {
            ["limits.memory"] = new(Sizes.Bytes(quota.MemoryLimitBytes)),
            ["pods"] = new(quota.Pods.ToString(System.Globalization.CultureInfo.InvariantCulture)),
            ["requests.cpu"] = new(Sizes.Cpu(quota.CpuRequestMillis)),
        };
        if (quota.Claims > 0)
        {
            hard["persistentvolumeclaims"] = new(quota.Claims.ToString(System.Globalization.CultureInfo.InvariantCulture));
            hard["requests.storage"] = new(Sizes.Bytes(quota.StorageBytes));
        }
        yield return new V1ResourceQuota
        {
            ApiVersion = "v1",
            Kind = "ResourceQuota",
            Metadata = new() { Name = "quota", NamespaceProperty = domain.Namespace },
            Spec = new() { Hard = hard },
        };
        yield return new V1LimitRange
        {
            ApiVersion = "v1",
            Kind = "LimitRange",
            Metadata = new() { Name = "defaults", NamespaceProperty = domain.Namespace },
            Spec = new()
            {
                Limits =
                [
                    new()
                    {
                        Type = "Container",
                        DefaultRequest = new Dictionary<string, ResourceQuantity> { ["cpu"] = new("25m"), ["memory"] = new("64Mi") },
                        DefaultProperty = new Dictionary<string, ResourceQuantity> { ["memory"] = new("128Mi") },
                    },
                ],
            },
        };
    }

    /// <summary>Under a million: the cluster's own classes are above. https://kubernetes.io/docs/concepts/scheduling-eviction/pod-priority-preemption/</summary>
    public static IEnumerable<V1PriorityClass> Priorities(MigrationPlan plan) =>
        plan.Workloads.Select(static w => w.PriorityClass).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Select(static name => new V1PriorityClass
        {
            ApiVersion = "scheduling.k8s.io/v1",
            Kind = "PriorityClass",
            Metadata = new() { Name = name },
            Value = name.EndsWith("critical", StringComparison.Ordinal) ? 100_000 : name.EndsWith("background", StringComparison.Ordinal) ? 1_000 : 10_000,
            Description = name.EndsWith("critical", StringComparison.Ordinal) ? "Others cannot work without it."
                : name.EndsWith("background", StringComparison.Ordinal) ? "May wait when the cluster is full." : "Serves users.",
        });
}
