using Sluis.Core.Proof.Manifests;
using Sluis.Core.Yaml;

namespace Sluis.Core.Proof.Resilience;

/// <summary>Objects and storage as quotas count them. https://kubernetes.io/docs/concepts/policy/resource-quotas/#object-count-quota</summary>
internal static class QuotaObjects
{
    private const string OfClass = ".storageclass.storage.k8s.io/";

    /// <summary>Null for what is not counted here.</summary>
    public static decimal? Count(string resource, string? ns, RenderedEnvironment environment, IReadOnlyList<Scaled> workloads)
    {
        if (resource is "requests.storage")
            return Claims(ns, environment, workloads, null, static c => c.Size);
        if (resource is "persistentvolumeclaims" or "count/persistentvolumeclaims")
            return Claims(ns, environment, workloads, null, static _ => 1);
        if (resource.IndexOf(OfClass, StringComparison.Ordinal) is > 0 and var at)
            return Claims(ns, environment, workloads, resource[..at], resource.EndsWith("/requests.storage", StringComparison.Ordinal) ? static c => c.Size : static _ => 1);
        if (resource is "services.nodeports" or "services.loadbalancers")
            return Services(resource, ns, environment);
        var name = resource.StartsWith("count/", StringComparison.Ordinal) ? resource["count/".Length..]
            : resource is "configmaps" or "secrets" or "services" or "replicationcontrollers" or "resourcequotas" ? resource : null;
        if (name is null)
            return null;
        var (plural, group) = name.IndexOf('.', StringComparison.Ordinal) is > 0 and var dot ? (name[..dot], name[(dot + 1)..]) : (name, "");
        decimal count = 0;
        foreach (var item in environment.Objects)
            if (item.Namespace == ns && (item.Group == group && Plural(item.Kind) == plural || plural == "secrets" && group.Length == 0 && item.Kind is "ExternalSecret" or "SealedSecret"))
                count++;
        return count;
    }

    /// <summary>As the API names a kind: https://kubernetes.io/docs/reference/using-api/api-concepts/ leaves English to the authors, who follow it.</summary>
    private static string Plural(string kind)
    {
        var word = kind.ToLowerInvariant();
        return word.EndsWith('y') && !word.EndsWith("ay", StringComparison.Ordinal) && !word.EndsWith("ey", StringComparison.Ordinal) ? word[..^1] + "ies"
            : word is "endpoints" ? word
            : word.EndsWith('s') || word.EndsWith('x') ? word + "es" : word + "s";
    }

    private static decimal Services(string resource, string? ns, RenderedEnvironment environment)
    {
        decimal count = 0;
        foreach (var service in environment.OfKind("Service"))
            if (service.Namespace == ns)
                count += (service.Spec.Text("type"), resource) switch
                {
                    ("LoadBalancer", "services.loadbalancers") => 1,
                    ("NodePort" or "LoadBalancer", "services.nodeports") => service.Spec.Items("ports").Count,
                    _ => 0,
                };
        return count;
    }

    private readonly record struct Claim(decimal Size, string? Class);

    private static decimal Claims(string? ns, RenderedEnvironment environment, IReadOnlyList<Scaled> workloads, string? ofClass, Func<Claim, decimal> value)
    {
        decimal sum = 0;
        foreach (var claim in environment.OfKind("PersistentVolumeClaim"))
            if (claim.Namespace == ns && Read(claim.Spec) is var read && (ofClass is null || read.Class == ofClass))
                sum += value(read);
        foreach (var workload in workloads)
        {
            if (workload.Item.Kind == "StatefulSet")
                foreach (var template in workload.Item.Spec.Maps("volumeClaimTemplates"))
                    if (Read(template.Map("spec")) is var read && (ofClass is null || read.Class == ofClass))
                        sum += value(read) * workload.Scale.Max;
            foreach (var volume in workload.Pod.Spec.Maps("volumes"))
                if (volume.Map("ephemeral").Map("volumeClaimTemplate") is { } template && Read(template.Map("spec")) is var read && (ofClass is null || read.Class == ofClass))
                    sum += value(read) * workload.Scale.Max;
        }
        return sum;
    }

    private static Claim Read(MapNode? spec) =>
        new(spec.At("resources", "requests", "storage") is ScalarNode { } size ? Quantities.Parse(size.Text) ?? 0 : 0, spec.Text("storageClassName"));
}
