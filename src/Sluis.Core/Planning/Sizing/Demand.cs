using Sluis.Core.Platform;
using Sluis.Core.Text;

namespace Sluis.Core.Planning.Sizing;

/// <summary>The Pods of an environment: services by workload, with those that share a Pod counted together.</summary>
internal sealed class Demand
{
    public List<PodGroup> Groups { get; } = [];
    /// <summary>Pods of DaemonSets, one on each node.</summary>
    public List<PodGroup> EveryNode { get; } = [];
    public List<PodGroup> Surge { get; } = [];
    /// <summary>The workload of each group, by index.</summary>
    public List<WorkloadPlan> Owners { get; } = [];
    public long StorageBytes { get; private set; }
    public bool HasSingleWriter { get; private set; }

    public static Demand Of(EquatableArray<WorkloadPlan> workloads, EnvironmentPlan? environment, MeshChoice mesh)
    {
        var demand = new Demand();
        var scale = environment?.Scale ?? 1;
        var sharing = new Dictionary<ServiceKey, Load>();
        foreach (var workload in workloads)
            if (workload.PodOf is { } host)
                sharing[host] = sharing.GetValueOrDefault(host) + Own(workload, scale);
        var surges = new Dictionary<string, PodGroup>(StringComparer.Ordinal);
        foreach (var workload in workloads)
        {
            if (workload.PodOf is not null)
            {
                demand.AddStorage(workload, 1, environment);
                continue;
            }
            var runs = workload.Kind is WorkloadKind.Job or WorkloadKind.CronJob;
            var each = Own(workload, scale) + sharing.GetValueOrDefault(workload.Service.Key) + (runs ? default : PlatformParts.Sidecar(mesh));
            var count = Count(workload, environment) + workload.ScheduledTasks.Count;
            demand.AddStorage(workload, Count(workload, environment), environment);
            var group = new PodGroup(workload.Name, workload.Namespace, count, each, Reason(workload));
            if (workload.Kind == WorkloadKind.DaemonSet)
            {
                demand.EveryNode.Add(group with { Count = 1 });
                continue;
            }
            demand.Groups.Add(group);
            demand.Owners.Add(workload);
            if (SurgePods(workload, count) is var more and > 0
                && (!surges.TryGetValue(workload.Namespace, out var other) || Weight(each) * more > Weight(other.Each) * other.Count))
                surges[workload.Namespace] = group with { Count = more };
        }
        demand.Surge.AddRange(surges.Values.OrderBy(static s => s.Namespace, StringComparer.Ordinal));
        return demand;
    }

    private static string Reason(WorkloadPlan workload) => workload.ScheduledTasks.Count == 0
        ? workload.Resources.Reason
        : $"{workload.Resources.Reason}; {SizeText.Count(workload.ScheduledTasks.Count, "Pod")} of these on a schedule";

    /// <summary>Pods that a rollout adds: what a Deployment that starts the new before it ends the old is given by its update strategy.</summary>
    public static int SurgePods(WorkloadPlan workload, int count)
    {
        if (workload.Kind != WorkloadKind.Deployment || count == 0 || workload.Service.Lifecycle.UpdateOrder == "stop-first" || Attachments(workload) > 0)
            return 0;
        return workload.Service.Lifecycle.UpdateParallelism switch { null => 1, 0 => count, var step => Math.Min(step.Value, count) };
    }

    private static int Count(WorkloadPlan workload, EnvironmentPlan? environment) =>
        environment?.Replicas is { } few && workload.Replicas > 1 && workload.Kind is WorkloadKind.Deployment ? few : workload.Replicas;

    private static Load Own(WorkloadPlan workload, double scale) => new(
        (long)Math.Ceiling(workload.Resources.CpuRequestMillis * scale), (long)Math.Ceiling(workload.Resources.MemoryRequestBytes * scale), Attachments(workload));

    /// <summary>Block storage is attached to the node; a share is mounted over the network.</summary>
    private static int Attachments(WorkloadPlan workload)
    {
        var count = 0;
        foreach (var volume in workload.Volumes)
            if (volume.Access == VolumeAccess.SingleWriter)
                count++;
        return count;
    }

    private void AddStorage(WorkloadPlan workload, int count, EnvironmentPlan? environment)
    {
        foreach (var volume in workload.Volumes)
        {
            HasSingleWriter |= volume.Access == VolumeAccess.SingleWriter;
            if (volume.OwnsClaim)
                StorageBytes += (long)(volume.SizeBytes * (environment?.StorageScale ?? 1)) * (volume.InTemplate ? count : 1);
        }
    }

    /// <summary>A core weighs as much as 4 GiB, which is what general-purpose nodes have.</summary>
    internal static double Weight(Load load) => load.CpuMillis / 1000.0 + load.MemoryBytes / (4.0 * Quantities.Gibi);

    public static Load[] Pods(List<PodGroup> groups, List<PlatformPart> parts, List<PodGroup>? more = null)
    {
        var pods = new List<Load>();
        foreach (var group in groups)
            for (var i = 0; i < group.Count; i++)
                pods.Add(group.Each);
        foreach (var part in parts)
            for (var i = 0; i < part.Pods; i++)
                pods.Add(part.Load);
        foreach (var group in more ?? [])
            for (var i = 0; i < group.Count; i++)
                pods.Add(group.Each);
        return [.. pods];
    }
}
