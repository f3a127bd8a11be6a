using Sluis.Core.Proof.Claims;
using Sluis.Core.Proof.Manifests;

namespace Sluis.Core.Proof.Names;

/// <summary>Where each claimed service runs in one environment.</summary>
public sealed class ClaimedPods
{
    private readonly Dictionary<string, PodTemplate> byService = new(StringComparer.Ordinal);
    private readonly Dictionary<ManifestObject, List<ClaimedService>> services = new(ReferenceEqualityComparer.Instance);

    public ClaimedPods(Claims.Claims claims, PodIndex pods)
    {
        foreach (var service in claims.Services)
        {
            if (service is not { Namespace: { } ns, Name: { } name })
                continue;
            if (pods.Find(ns, service.Kind, name) is not { } pod)
            {
                Missing.Add(service);
                continue;
            }
            byService[service.Key] = pod;
            if (!services.TryGetValue(pod.Workload, out var same))
                services.Add(pod.Workload, same = []);
            same.Add(service);
        }
    }

    /// <summary>Services that should run in the cluster and have no workload.</summary>
    public List<ClaimedService> Missing { get; } = [];

    /// <summary>Null for a service that something else took the place of, and for a missing one.</summary>
    public PodTemplate? Of(string service) => byService.GetValueOrDefault(service);

    /// <summary>Several where they share a Pod; none for a workload that Compose did not have.</summary>
    public IReadOnlyList<ClaimedService> ServicesOf(PodTemplate pod) => services.TryGetValue(pod.Workload, out var own) ? own : [];
}
