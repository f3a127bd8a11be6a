using System.Globalization;
using k8s.Models;
using Sluis.Core.Planning;

namespace Sluis.Core.Emit.Kubernetes;

/// <summary>
/// <c>deploy.update_config</c> as the workload's strategy. Docker waits <c>delay</c> between two batches; Kubernetes goes on when a
/// Pod has been ready for <c>minReadySeconds</c>.
/// </summary>
internal static class Updates
{
    public static int? MinReadySeconds(WorkloadPlan workload) =>
        workload.Service.Lifecycle.UpdateDelay is { Ticks: > 0 } delay ? (int)Math.Min(int.MaxValue, Math.Ceiling(delay.TotalSeconds)) : null;

    /// <summary>Two Pods cannot write one volume, so the old one goes first. Else new before old, unless Compose says otherwise.</summary>
    public static V1DeploymentStrategy OfDeployment(EmitContext context, WorkloadPlan workload)
    {
        if (IsOneWriter(workload))
            return new() { Type = "Recreate" };
        foreach (var companion in context.CompanionsOf(workload.Service.Key))
            if (IsOneWriter(companion))
                return new() { Type = "Recreate" };
        var step = Step(workload);
        // Two Pods of a host's network would want the same ports of one node.
        return workload.Service.Lifecycle.UpdateOrder == "stop-first" || workload.Service.NetworkMode is Platform.NetworkMode.Host
            ? new() { Type = "RollingUpdate", RollingUpdate = new() { MaxSurge = 0, MaxUnavailable = step } }
            : new() { Type = "RollingUpdate", RollingUpdate = new() { MaxSurge = step, MaxUnavailable = 0 } };
    }

    /// <summary>Null: one node after the other, the old Pod first, which is Docker's default too.</summary>
    public static V1DaemonSetUpdateStrategy? OfDaemonSet(WorkloadPlan workload)
    {
        var lifecycle = workload.Service.Lifecycle;
        // Two Pods of a host's network would want the same ports.
        var surge = lifecycle.UpdateOrder == "start-first" && workload.Service.NetworkMode is not Platform.NetworkMode.Host;
        if (!surge && lifecycle.UpdateParallelism is null)
            return null;
        return new()
        {
            Type = "RollingUpdate",
            RollingUpdate = surge ? new() { MaxSurge = Step(workload), MaxUnavailable = 0 } : new() { MaxUnavailable = Step(workload) },
        };
    }

    /// <summary>Zero parallelism is Compose's word for all at once.</summary>
    private static k8s.Models.IntOrString Step(WorkloadPlan workload) => workload.Service.Lifecycle.UpdateParallelism switch { null => 1, 0 => "100%", var count => count.Value };

    public static void Report(EmitContext context, WorkloadPlan workload)
    {
        var lifecycle = workload.Service.Lifecycle;
        var oneByOne = workload.Kind == WorkloadKind.StatefulSet;
        if (lifecycle.UpdateOrder == "start-first" && (oneByOne || (workload.Kind == WorkloadKind.Deployment && IsOneWriter(workload))))
            context.Findings.Add(LifecycleDiagnostics.UpdateOtherwise(workload, "update_config.order start-first", "its old Pod goes first, because both would write one volume"));
        if (oneByOne && workload.Replicas > 1 && lifecycle.UpdateParallelism is { } count && count != 1)
            context.Findings.Add(LifecycleDiagnostics.UpdateOtherwise(workload,
                string.Create(CultureInfo.InvariantCulture, $"update_config.parallelism {count}"), "a StatefulSet replaces its Pods one by one"));
    }

    private static bool IsOneWriter(WorkloadPlan workload)
    {
        foreach (var volume in workload.Volumes)
            if (volume.Access == VolumeAccess.SingleWriter)
                return true;
        return false;
    }
}
