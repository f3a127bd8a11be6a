using Sluis.Core.Platform;

namespace Sluis.Core.Planning;

/// <summary>Which kind of workload a service becomes, and why.</summary>
internal static class KindPlanner
{
    public static void Decide(PlanningContext context, WorkloadDraft draft)
    {
        (draft.Kind, draft.KindReason) = Choose(context, draft);
        if (draft.Kind != WorkloadKind.CronJob)
            return;
        draft.Schedule = draft.Intent.Schedule ?? OwnSchedule(draft.Service);
        if (draft.Intent.Schedule is null && draft.Service.Schedules.Count(static s => s.Command.Pieces.IsEmpty) > 1)
            context.Findings.Add(PlanningDiagnostics.SeveralSchedules(draft.Service, draft.Schedule ?? ""));
        if (draft.Schedule is not null)
            return;
        context.Findings.Add(PlanningDiagnostics.NoSchedule(draft.Service));
        (draft.Kind, draft.KindReason) = (WorkloadKind.Job, "stated as CronJob without a schedule");
    }

    private static (WorkloadKind, string) Choose(PlanningContext context, WorkloadDraft draft)
    {
        var service = draft.Service;
        if (draft.Intent.Kind is { } stated)
            return (stated, "stated in sluis.yaml");
        if (draft.Intent.Schedule is not null)
            return (WorkloadKind.CronJob, "sluis.yaml states a schedule");
        if (OwnSchedule(service) is not null)
            return (WorkloadKind.CronJob, "it runs on a schedule");
        if (service.Lifecycle.Mode is DeployMode.ReplicatedJob or DeployMode.GlobalJob)
            return (WorkloadKind.Job, "deploy.mode says it runs to its end");
        if (service.Lifecycle.Mode == DeployMode.Global)
            return (WorkloadKind.DaemonSet, "deploy.mode: global, one on each node");
        if (IsNodeAgent(draft))
            return (WorkloadKind.DaemonSet, "it watches the node it runs on");
        if (context.AwaitedToEnd.Contains(service.Key))
            return (WorkloadKind.Job, "others wait until it has completed");
        if (draft.Role == ServiceRole.Job && service.Lifecycle.Restart is RestartPolicy.No or RestartPolicy.OnFailure)
            return (WorkloadKind.Job, "it runs to its end and is not started again");
        if (draft.Role is ServiceRole.Database or ServiceRole.Broker or ServiceRole.Search or ServiceRole.ObjectStore or ServiceRole.VectorStore)
            return (WorkloadKind.StatefulSet, "it keeps data and needs a stable name and volume");
        if (draft.HasSingleWriter)
            return (WorkloadKind.StatefulSet, $"it alone writes to {draft.Volumes.Find(v => v.Access == VolumeAccess.SingleWriter)?.Store}");
        return draft.Volumes.Count > 0
            ? (WorkloadKind.Deployment, "its volumes can be mounted by several Pods")
            : (WorkloadKind.Deployment, "it keeps nothing");
    }

    /// <summary>The schedule of the service itself, not of a command inside it.</summary>
    private static string? OwnSchedule(PlatformService service)
    {
        foreach (var schedule in service.Schedules)
            if (schedule.Command.Pieces.IsEmpty)
                return schedule.Cron;
        return null;
    }

    private static bool IsNodeAgent(WorkloadDraft draft)
    {
        if (draft.Fact is not { NodeAgent: true })
            return false;
        if (draft.Role == ServiceRole.Exporter)
            return true;
        foreach (var mount in draft.Service.Mounts)
            if (mount is Mount.HostPath(var source, _) && HostPaths.IsSystem(source))
                return true;
        return false;
    }
}

/// <summary>Paths that belong to the machine, not to the project.</summary>
public static class HostPaths
{
    private static readonly string[] Roots =
        ["/var/run", "/run", "/proc", "/sys", "/dev", "/etc", "/var/log", "/var/lib/docker", "/var/lib/containerd", "/var/lib/kubelet", "/lib", "/usr", "/boot", "/tmp"];

    /// <summary>
    /// A folder of the project that is missing and only read would be an empty volume that nobody can fill, and a missing file would
    /// be a folder.
    /// </summary>
    public static bool IsLeftOut(string target, bool readOnly) => readOnly || LooksLikeFile(target);

    public static bool IsLeftOut(Platform.Mount mount) =>
        mount is Platform.Mount.HostPath(var source, false) && !IsSystem(source) && IsLeftOut(mount.Target, mount.ReadOnly);

    /// <summary>By its ending: <c>nginx.conf</c>, not <c>conf.d</c> or <c>v1.2</c>.</summary>
    private static bool LooksLikeFile(string path)
    {
        var name = path[(path.LastIndexOf('/') + 1)..];
        var dot = name.LastIndexOf('.');
        return dot > 0 && name.Length - dot - 1 is > 1 and < 6 && name.AsSpan(dot + 1).IndexOfAnyExceptInRange('a', 'z') < 0;
    }

    public static bool IsSystem(string path)
    {
        if (path is "/" or "/rootfs")
            return true;
        foreach (var root in Roots)
            if (path.StartsWith(root, StringComparison.Ordinal) && (path.Length == root.Length || path[root.Length] == '/'))
                return true;
        return path.EndsWith(".sock", StringComparison.Ordinal);
    }
}
