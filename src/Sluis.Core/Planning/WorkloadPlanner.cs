using Sluis.Core.Platform;
using Sluis.Core.Text;

namespace Sluis.Core.Planning;

/// <summary>From drafts, whose names, kinds and volumes are decided, to workloads.</summary>
internal static class WorkloadPlanner
{
    public static EquatableArray<WorkloadPlan> Finish(
        PlanningContext context, Dictionary<ServiceKey, WorkloadDraft> drafts, List<WorkloadDraft> list, Choices choices)
    {
        var waves = OrderPlanner.Waves(context, list);
        var jobs = new Dictionary<string, NameScope>(StringComparer.Ordinal);
        var plans = new WorkloadPlan[list.Count];
        var pods = new ServiceKey?[list.Count];
        // Pods that hold a writer which joined them: two of them would write the same data.
        var held = new HashSet<ServiceKey>();
        for (var i = 0; i < list.Count; i++)
            if ((pods[i] = PodOf(context, list[i], drafts)) is { } host && list[i].HasSingleWriter)
                held.Add(host);
        for (var i = 0; i < list.Count; i++)
        {
            var draft = list[i];
            var resources = ResourcePlanner.Decide(draft);
            ResourcePlanner.Compare(context, draft, resources);
            var (replicas, max, why) = ScalePlanner.Decide(context, draft, held.Contains(draft.Key));
            plans[i] = new WorkloadPlan
            {
                Service = draft.Service.Role == draft.Role ? draft.Service : draft.Service with { Role = draft.Role, RoleReason = "stated in sluis.yaml" },
                Domain = draft.Domain,
                Namespace = draft.Namespace,
                Name = draft.Name,
                Kind = draft.Kind,
                KindReason = draft.KindReason,
                Replicas = replicas,
                MaxReplicas = max,
                ScaleReason = why,
                Image = Image(draft, choices),
                Resources = resources,
                Volumes = [.. draft.Volumes],
                Seeds = [.. draft.Seeds],
                Security = SecurityPlanner.Decide(draft),
                PriorityClass = Priority(draft),
                SyncWave = waves[i],
                StatedWave = draft.Intent.Wave is > 0 and var stated ? stated : null,
                Schedule = draft.Schedule,
                ScheduledTasks = Tasks(context, draft, jobs),
                PodOf = pods[i],
                InternetEgress = draft.Intent.InternetEgress ?? ReachesInternet(context, draft.Service, 0),
            };
        }
        return [.. plans];
    }

    /// <summary>An image that is built and has no name is called after its project and service, tagged with the branch it is built from.</summary>
    private static string Image(WorkloadDraft draft, Choices choices)
    {
        if (draft.Intent.Image is { } stated)
            return stated;
        if (draft.Service.Image is { } image && !LacksRegistry(image))
            return image.Original;
        if (draft.Service.Image is { } partial)
            return choices.Registry.Length == 0 ? partial.Original.TrimStart('/') : choices.Registry + partial.Original;
        var name = LegalNames.Label($"{draft.Key.Project}-{draft.Key.Service}");
        var tag = LegalNames.Label(choices.RepositoryBranch);
        return choices.Registry.Length == 0 ? $"{name}:{tag}" : $"{choices.Registry}/{name}:{tag}";
    }

    /// <summary>What is left of <c>${REGISTRY}/app</c> when the variable has no value.</summary>
    public static bool LacksRegistry(ImageReference image) => image.Original.StartsWith('/');

    private static string Priority(WorkloadDraft draft) => draft.Role switch
    {
        ServiceRole.Database or ServiceRole.Cache or ServiceRole.Broker or ServiceRole.Search or ServiceRole.ObjectStore or ServiceRole.VectorStore
            or ServiceRole.Identity or ServiceRole.Secrets or ServiceRole.Gateway or ServiceRole.ForwardAuth => PriorityClasses.Critical,
        ServiceRole.Job or ServiceRole.Exporter or ServiceRole.Tool => PriorityClasses.Background,
        _ when draft.Kind is WorkloadKind.Job or WorkloadKind.CronJob => PriorityClasses.Background,
        _ => PriorityClasses.Standard,
    };

    private static EquatableArray<ScheduledTask> Tasks(PlanningContext context, WorkloadDraft draft, Dictionary<string, NameScope> scopes)
    {
        if (draft.Service.Schedules.IsEmpty)
            return [];
        if (!scopes.TryGetValue(draft.Namespace, out var scope))
            scopes.Add(draft.Namespace, scope = new NameScope(LegalNames.MaxWorkload));
        var tasks = new List<ScheduledTask>();
        foreach (var schedule in draft.Service.Schedules)
        {
            if (schedule.Command.Pieces.IsEmpty)
                continue;
            var name = scope.Take($"{draft.Key}#{schedule.Name}", $"{draft.Name}-{schedule.Name}", $"{draft.Name}-{schedule.Name}-task", out _);
            tasks.Add(new(name, schedule.Cron, schedule.Command, schedule.At));
            foreach (var volume in draft.Volumes)
                if (volume.Access == VolumeAccess.SingleWriter)
                    context.Findings.Add(PlanningDiagnostics.ScheduleNeedsVolume(draft.Service, schedule.Name, volume.Store.Value));
        }
        return [.. tasks];
    }

    private static ServiceKey? PodOf(PlanningContext context, WorkloadDraft draft, Dictionary<ServiceKey, WorkloadDraft> drafts)
    {
        if (draft.Service.NetworkMode is not NetworkMode.OfService(var host))
            return null;
        var together = Joins(draft, drafts, ref host);
        context.Findings.Add(PlanningDiagnostics.SharesNetwork(draft.Service, host, together));
        return together ? host : null;
    }

    /// <summary>It runs in another workload's Pod, so it is no workload of its own.</summary>
    public static bool Joins(WorkloadDraft draft, Dictionary<ServiceKey, WorkloadDraft> drafts) =>
        draft.Service.NetworkMode is NetworkMode.OfService(var host) && Joins(draft, drafts, ref host);

    /// <summary>A chain ends at the service that has a network; a circle ends nowhere.</summary>
    private static bool Joins(WorkloadDraft draft, Dictionary<ServiceKey, WorkloadDraft> drafts, ref ServiceKey host)
    {
        for (var hops = 0; hops < 8 && drafts.TryGetValue(host, out var next) && next.Service.NetworkMode is NetworkMode.OfService(var further); hops++)
            host = further;
        return host != draft.Key && drafts.TryGetValue(host, out var other) && other.Namespace == draft.Namespace && other.Service.NetworkMode is not NetworkMode.OfService;
    }

    /// <summary>Docker lets a container out through any network that is not internal.</summary>
    private static bool ReachesInternet(PlanningContext context, PlatformService service, int depth)
    {
        switch (service.NetworkMode)
        {
            case NetworkMode.Host:
                return true;
            case NetworkMode.None:
                return false;
            case NetworkMode.OfService(var other) when depth < 8 && context.Services.TryGetValue(other, out var host):
                return ReachesInternet(context, host, depth + 1);
        }
        if (service.Networks.IsEmpty)
            return true;
        foreach (var attachment in service.Networks)
            if (!context.Networks.TryGetValue(attachment.Network, out var network) || !network.Internal)
                return true;
        return false;
    }
}

/// <summary>Who goes first when a node is full.</summary>
public static class PriorityClasses
{
    public const string Critical = "platform-critical";
    public const string Standard = "platform-standard";
    public const string Background = "platform-background";
}
