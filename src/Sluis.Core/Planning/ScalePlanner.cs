using Sluis.Core.Planning.Sizing;
using Sluis.Core.Platform;

namespace Sluis.Core.Planning;

/// <summary>How many Pods, and how many at most. More than Compose had only where nothing is kept between requests.</summary>
internal static class ScalePlanner
{
    /// <param name="holdsWriter">A service that joined its Pod writes a volume alone.</param>
    public static (int Replicas, int? Max, string Reason) Decide(PlanningContext context, WorkloadDraft draft, bool holdsWriter = false)
    {
        var service = draft.Service;
        var stated = draft.Intent.Replicas ?? service.Lifecycle.Replicas;
        var where = draft.Intent.Replicas is not null ? "stated in sluis.yaml" : "as in Compose";
        switch (draft.Kind)
        {
            case WorkloadKind.Job or WorkloadKind.CronJob:
                return (Math.Max(1, stated ?? 1), null, "it runs to its end");
            case WorkloadKind.DaemonSet:
                return (1, null, "one on each node");
        }
        if (holdsWriter || draft.HasSingleWriter && draft.Kind != WorkloadKind.StatefulSet || IsDatabase(draft.Role) && draft.Intent.Replicas is null)
        {
            if (stated > 1)
                context.Findings.Add(PlanningDiagnostics.TooManyReplicas(service, stated.Value));
            return (stated == 0 ? 0 : 1, null, "one writer to its data");
        }
        if (draft.HasSingleWriter && draft.Intent.Replicas is null && stated > 1)
        {
            context.Findings.Add(PlanningDiagnostics.TooManyReplicas(service, stated.Value));
            return (1, null, "one writer to its data");
        }
        if (draft.Intent.MaxReplicas is { } most)
            return (Math.Min(stated ?? 1, most), most > (stated ?? 1) ? most : null, "stated in sluis.yaml");
        var mayScale = MayScale(context, draft);
        if (stated is { } count)
            return (count, mayScale && count > 1 ? Math.Max(4, count * 2) : null, where);
        return mayScale
            ? (2, 4, "it keeps nothing between requests; two Pods survive the loss of a node")
            : (1, null, draft.Volumes.Count > 0 ? "it keeps data" : "one, as in Compose; nothing shows that it may run twice");
    }

    private static bool MayScale(PlanningContext context, WorkloadDraft draft)
    {
        if (draft.Kind != WorkloadKind.Deployment || draft.Service.Profiles.Count > 0 || draft.Service.NetworkMode is not NetworkMode.Bridge)
            return false;
        foreach (var mount in draft.Service.Mounts)
            if (mount is Mount.Anonymous or Mount.Volume or Mount.HostPath && !mount.ReadOnly)
                return false;
        if (draft.Fact is { } known)
            return known.Scales;
        return draft.Role switch
        {
            ServiceRole.Frontend or ServiceRole.ForwardAuth => true,
            ServiceRole.Backend => context.Called.Contains(draft.Key) || context.Routed.Contains(draft.Key),
            _ => false,
        };
    }

    private static bool IsDatabase(ServiceRole role) =>
        role is ServiceRole.Database or ServiceRole.Cache or ServiceRole.Broker or ServiceRole.Search or ServiceRole.ObjectStore or ServiceRole.VectorStore;
}

/// <summary>Requests and limits: sluis.yaml, else Compose, else what was observed, else what is usual for the image, else for the role. Memory always has a limit; CPU only when stated.</summary>
internal static class ResourcePlanner
{
    public static ResourcePlan Decide(WorkloadDraft draft)
    {
        var (intent, needs) = (draft.Intent, draft.Service.Resources);
        var usual = draft.Fact ?? ImageFacts.ForRole(draft.Role);

        var memoryLimit = Bytes(intent.MemoryLimit) ?? Positive(needs.MemoryLimitBytes);
        var memoryRequest = Bytes(intent.MemoryRequest) ?? Positive(needs.MemoryRequestBytes);
        var seen = draft.Observed;
        var request = memoryRequest ?? Math.Min(seen?.MemoryRequestBytes ?? usual.Memory * Quantities.Mebi, memoryLimit ?? long.MaxValue);
        var limit = Math.Max(memoryLimit ?? Math.Max(seen?.MemoryLimitBytes ?? usual.MemoryLimit * Quantities.Mebi, request), 1);
        request = Math.Min(request, limit);

        var cpuLimit = Cpu(intent.CpuLimit) ?? Positive(needs.CpuLimitMillis);
        var cpu = Cpu(intent.CpuRequest) ?? Positive(needs.CpuRequestMillis) ?? seen?.CpuRequestMillis ?? usual.Cpu;
        cpu = Math.Min(cpu, cpuLimit ?? long.MaxValue);
        return new(cpu, cpuLimit, request, limit, Reason(draft));
    }

    /// <summary>A stated limit wins over what was seen, and it may be one that kills.</summary>
    public static void Compare(PlanningContext context, WorkloadDraft draft, ResourcePlan plan)
    {
        if (draft.Observed is { MemorySamples: > 0 } seen && seen.MemoryPeak > plan.MemoryLimitBytes)
            context.Findings.Add(SizingDiagnostics.LimitBelowPeak(draft.Service, SizeText.Memory(plan.MemoryLimitBytes), SizeText.Memory(seen.MemoryPeak)));
    }

    private static string Reason(WorkloadDraft draft)
    {
        var (intent, needs) = (draft.Intent, draft.Service.Resources);
        var otherwise = draft.Fact is not null ? $"usual for {ImageFacts.IdOf(draft.Service)}" : $"usual for the role {draft.Role}";
        if (draft.Observed is { } seen)
            otherwise = seen.Words(otherwise);
        if (intent.CpuLimit is not null || intent.CpuRequest is not null || intent.MemoryLimit is not null || intent.MemoryRequest is not null)
            return $"stated in sluis.yaml; the rest {otherwise}";
        return needs.CpuLimitMillis > 0 || needs.CpuRequestMillis > 0 || needs.MemoryLimitBytes > 0 || needs.MemoryRequestBytes > 0
            ? $"stated in Compose; the rest {otherwise}"
            : otherwise;
    }

    private static long? Positive(long? value) => value > 0 ? value : null;
    private static long? Bytes(string? text) => text is null ? null : Quantities.Bytes(text);
    private static long? Cpu(string? text) => text is null ? null : Quantities.CpuMillis(text);
}
