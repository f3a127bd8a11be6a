using Sluis.Core.Platform;

namespace Sluis.Core.Planning.Sizing;

/// <summary>
/// What a namespace may ask: twice what its workloads ask with every autoscaler at its top, so that a rollout of all of them at once
/// fits, and a few Pods more. Storage is not doubled: a rollout makes no claims.
/// </summary>
public sealed record NamespaceQuota(long Pods, long CpuRequestMillis, long MemoryLimitBytes, long Claims, long StorageBytes)
{
    /// <summary>Room for a rollout: every workload once more.</summary>
    private const int RolloutFactor = 2;

    /// <summary>For Pods that people and controllers start beside the workloads: debugging, jobs by hand.</summary>
    private const int SparePods = 5;

    /// <summary>A Pod of a DaemonSet runs on each node; the cluster may grow to this, or to twice its planned size, within the quota.</summary>
    private const int ExpectedNodes = 10;

    /// <summary>Null: the namespace has no Pods.</summary>
    public static NamespaceQuota? Of(DomainPlan domain, IReadOnlyDictionary<ServiceKey, WorkloadPlan> workloads, ClusterSize size)
    {
        var nodes = Math.Max(ExpectedNodes, 2 * (size.Recommended?.Nodes ?? 0));
        long cpu = 0, memory = 0, storage = 0, pods = 0, claims = 0;
        foreach (var key in domain.Services)
        {
            if (!workloads.TryGetValue(key, out var workload))
                continue;
            var count = workload.Kind == WorkloadKind.DaemonSet ? nodes : Math.Max(workload.Replicas, workload.MaxReplicas ?? 0) + workload.ScheduledTasks.Count;
            cpu += workload.Resources.CpuRequestMillis * count;
            memory += workload.Resources.MemoryLimitBytes * count;
            pods += count;
            foreach (var volume in workload.Volumes)
                if (volume.OwnsClaim)
                {
                    storage += volume.SizeBytes * (volume.InTemplate ? count : 1);
                    claims += volume.InTemplate ? count : 1;
                }
        }
        return pods == 0 ? null : new(
            pods * RolloutFactor + SparePods, RoundUp(cpu * RolloutFactor, 500), RoundUp(memory * RolloutFactor, 1L << 28), claims, RoundUp(storage, 1L << 30));
    }

    private static long RoundUp(long value, long step) => (value + step - 1) / step * step;
}
