using Sluis.Core.Proof.Manifests;
using Sluis.Core.Yaml;

namespace Sluis.Core.Proof.Resilience;

/// <summary>
/// What a container asks for once the API server has filled in defaults: a request that is absent equals a stated limit; then the
/// namespace's LimitRange. https://kubernetes.io/docs/concepts/policy/limit-range/
/// </summary>
internal sealed record ContainerResources(
    ContainerView Container, bool IsSidecar, IReadOnlyDictionary<string, decimal> Requests, IReadOnlyDictionary<string, decimal> Limits)
{
    public static ContainerResources Of(ContainerView container, ContainerDefaults defaults)
    {
        var stated = container.Node.Map("resources");
        var requests = Read(stated, "requests");
        var limits = Read(stated, "limits");
        foreach (var (resource, amount) in limits)
            requests.TryAdd(resource, amount);
        foreach (var (resource, amount) in defaults.Requests)
            requests.TryAdd(resource, amount);
        foreach (var (resource, amount) in defaults.Limits)
            limits.TryAdd(resource, amount);
        return new(container, container.IsInit && container.Node.Text("restartPolicy") is "Always", requests, limits);
    }

    public static Dictionary<string, decimal> Read(MapNode? owner, string key)
    {
        var all = new Dictionary<string, decimal>(StringComparer.Ordinal);
        foreach (var entry in owner.Entries(key))
            if (entry.Value is ScalarNode scalar && Quantities.Parse(scalar.Text) is { } amount)
                all[entry.Key] = amount;
        return all;
    }

    /// <summary>
    /// What a Pod takes of a resource: everything that runs side by side, or the largest step of initialisation with the sidecars
    /// that are up by then. https://kubernetes.io/docs/concepts/workloads/pods/sidecar-containers/#resource-sharing-within-containers
    /// </summary>
    public static decimal OfPod(PodTemplate pod, IReadOnlyList<ContainerResources> containers, string resource, bool limits)
    {
        decimal running = 0, sidecars = 0, starting = 0;
        foreach (var container in containers)
        {
            var own = (limits ? container.Limits : container.Requests).GetValueOrDefault(resource);
            if (!container.Container.IsInit)
                running += own;
            else if (container.IsSidecar)
                sidecars += own;
            if (container.Container.IsInit)
                starting = Math.Max(starting, container.IsSidecar ? sidecars : sidecars + own);
        }
        var overhead = ResourceOf(pod.Spec.Map("overhead"), resource);
        return Math.Max(running + sidecars, starting) + overhead;
    }

    private static decimal ResourceOf(MapNode? owner, string resource) => Quantities.Parse(owner.Text(resource)) ?? 0;
}

/// <summary>The namespace's defaults for containers.</summary>
internal sealed record ContainerDefaults(IReadOnlyDictionary<string, decimal> Requests, IReadOnlyDictionary<string, decimal> Limits)
{
    public static readonly ContainerDefaults None = new(new Dictionary<string, decimal>(), new Dictionary<string, decimal>());

    /// <summary>A LimitRange fills itself in too: the default limit is the maximum, the default request the default limit or the minimum.</summary>
    public static Dictionary<string, ContainerDefaults> ByNamespace(RenderedEnvironment environment)
    {
        var all = new Dictionary<string, ContainerDefaults>(StringComparer.Ordinal);
        foreach (var range in environment.OfKind("LimitRange"))
            foreach (var limit in range.Spec.Maps("limits"))
            {
                if (limit.Text("type") is not "Container" || range.Namespace is not { } ns)
                    continue;
                var limits = ContainerResources.Read(limit, "default");
                foreach (var (resource, amount) in ContainerResources.Read(limit, "max"))
                    limits.TryAdd(resource, amount);
                var requests = ContainerResources.Read(limit, "defaultRequest");
                foreach (var (resource, amount) in limits)
                    requests.TryAdd(resource, amount);
                foreach (var (resource, amount) in ContainerResources.Read(limit, "min"))
                    requests.TryAdd(resource, amount);
                if (all.TryGetValue(ns, out var before))
                {
                    foreach (var (resource, amount) in before.Requests)
                        requests[resource] = amount;
                    foreach (var (resource, amount) in before.Limits)
                        limits[resource] = amount;
                }
                all[ns] = new(requests, limits);
            }
        return all;
    }
}
