using Sluis.Core.Platform;
using Sluis.Core.Text;

namespace Sluis.Core.Planning.Strategies;

/// <summary>How each workload of a plan crosses, in the order of the workloads. What it keeps decides first, then who calls it.</summary>
public static class StrategyPlanner
{
    public static EquatableArray<ServiceStrategy> Plan(MigrationPlan plan)
    {
        var callers = new Dictionary<ServiceKey, SortedSet<ServiceKey>>();
        foreach (var edge in plan.Platform.Edges)
            if (edge is { CarriesTraffic: true, To: EdgeTarget.Service(var to) } && to != edge.From)
            {
                if (!callers.TryGetValue(to, out var set))
                    callers.Add(to, set = []);
                set.Add(edge.From);
            }
        var routes = new Dictionary<ServiceKey, Route>();
        foreach (var route in plan.Platform.Routes)
            if (route.InternalService is null)
                routes.TryAdd(route.Service, route);
        var strategies = new ServiceStrategy[plan.Workloads.Count];
        for (var i = 0; i < strategies.Length; i++)
        {
            var workload = plan.Workloads[i];
            var (kind, reason, changes) = Choose(plan, workload, routes.GetValueOrDefault(workload.Service.Key), callers.GetValueOrDefault(workload.Service.Key)?.Count ?? 0);
            var data = 0L;
            foreach (var volume in workload.Volumes)
                data += volume.OwnsClaim ? volume.SizeBytes : 0;
            strategies[i] = new(
                workload.Service.Key, kind, reason, changes, data, Downtimes.Of(workload, kind, data), Gates.Of(workload, kind, routes.ContainsKey(workload.Service.Key)), WaysBack.Of(workload, kind), Owner(workload));
        }
        Waits(plan, strategies);
        return [.. strategies];
    }

    /// <summary>Who calls a store of its platform stands still while that store crosses, whatever its own cut-over.</summary>
    private static void Waits(MigrationPlan plan, ServiceStrategy[] strategies)
    {
        var index = new Dictionary<ServiceKey, int>(strategies.Length);
        for (var i = 0; i < strategies.Length; i++)
            index[strategies[i].Service] = i;
        var longest = new Dictionary<int, ServiceStrategy>();
        foreach (var edge in plan.Platform.Edges)
            if (edge is { CarriesTraffic: true, Reachable: true, To: EdgeTarget.Service(var to) } && index.TryGetValue(edge.From, out var from) && index.TryGetValue(to, out var at) && from != at
                && strategies[from] is { Downtime.Seconds: 0 } && strategies[at] is { Kind: CutOver.ReplicateThenSwitch } store && plan.Workloads[from].Service.Role != ServiceRole.Exporter
                && (!longest.TryGetValue(from, out var known) || known.Downtime.Seconds < store.Downtime.Seconds))
                longest[from] = store;
        foreach (var (from, store) in longest)
        {
            var start = Downtimes.Start(plan.Workloads[from]);
            strategies[from] = strategies[from] with { Downtime = new(store.Downtime.Seconds + start, $"{store.Downtime.Seconds} s while {store.Service} switches + {start} s to start again = {store.Downtime.Seconds + start} s; none of its own") };
        }
    }

    private static (CutOver Kind, string Reason, string Changes) Choose(MigrationPlan plan, WorkloadPlan workload, Route? route, int callers)
    {
        var keeps = !workload.Volumes.IsEmpty;
        if (StoreEngines.Of(workload) is { } engine && (engine != StoreEngine.Mongo || StoreEngines.IsReplicaSet(workload)) && (keeps || workload.Service.Role == ServiceRole.Database))
            return (CutOver.ReplicateThenSwitch,
                $"{StoreEngines.Name(engine)} replicates to a second server while the first one works{(keeps ? "" : "; no volume is declared, so its data is in the container")}",
                keeps ? $"stop-copy-start if {Downtimes.Of(workload, CutOver.StopCopyStart, Size(workload)).Seconds} s of downtime may be: it needs no replication account" : "a declared volume would show its size");
        if (keeps && StoreEngines.Of(workload) == StoreEngine.Mongo)
            return (CutOver.StopCopyStart, "MongoDB runs alone, without --replSet, so no second member can follow it", "replicate-then-switch, once it runs with --replSet");
        if (keeps)
            return (CutOver.StopCopyStart,
                workload.Kind == WorkloadKind.Job || workload.Kind == WorkloadKind.CronJob ? $"it runs to its end on {Store(workload)}: between two runs nobody writes" : $"{Store(workload)} may be written on one side only, and nothing copies it while it changes",
                "a store that replicates, or files in an object store");
        if (workload.Service.Role == ServiceRole.Scheduler || workload.Kind == WorkloadKind.CronJob || !workload.ScheduledTasks.IsEmpty)
            return (CutOver.StopCopyStart, "two schedulers would do everything twice; it keeps nothing, so there is nothing to copy", "a lock that lets only one of two work");
        if (workload.PodOf is { } host)
            return (CutOver.Rolling, $"it is a container in the Pod of {host.Service}, and keeps nothing", $"it goes as {host.Service} goes");
        if (workload.Kind is WorkloadKind.Job or WorkloadKind.DaemonSet)
            return (CutOver.Rolling, workload.Kind == WorkloadKind.Job ? "it runs to its end and nobody calls it afterwards" : "one on each node; the old host keeps its own until it is switched off", "a volume that it writes");
        if (route is { Kind: RouteKind.Http } && plan.Choices.Routing != RoutingDialect.Ingress && (workload.Replicas > 1 || workload.MaxReplicas > 1))
            return (CutOver.Canary, $"it has an HTTP route ({Host(route)}) and keeps nothing between requests, so requests can be shared by weight", "sessions kept in memory: then blue-green");
        if (route is not null)
            return (CutOver.BlueGreen,
                route.Kind != RouteKind.Http ? "its route is not HTTP, which cannot be shared by weight" : plan.Choices.Routing == RoutingDialect.Ingress ? $"it has a route ({Host(route)}), and Ingress has no weights" : $"it has an HTTP route ({Host(route)}), but nothing shows that two may run side by side for long",
                "canary with `replicas: 2` in `sluis.yaml`, once it is known that two may run");
        if (callers > 0 || !workload.Service.Published.IsEmpty)
            return (CutOver.BlueGreen, $"{(callers > 0 ? $"{callers} {(callers == 1 ? "service calls" : "services call")} it by name" : "it is reached by its published port")} and it keeps nothing: the name changes sides at once", "a route of HTTP would let it be shared by weight");
        return (CutOver.Rolling, "it keeps nothing and nobody calls it", "a volume, or a caller");
    }

    /// <summary>Seconds until a Pod of it can answer.</summary>
    public static long StartOf(WorkloadPlan workload) => Downtimes.Start(workload);

    public static long CopySeconds(long data) => Downtimes.CopySeconds(data);

    private static long Size(WorkloadPlan workload)
    {
        var size = 0L;
        foreach (var volume in workload.Volumes)
            size += volume.OwnsClaim ? volume.SizeBytes : 0;
        return size;
    }

    private static string Store(WorkloadPlan workload) => workload.Volumes.Count == 1 ? $"volume {workload.Volumes[0].Store}" : $"volume {workload.Volumes[0].Store} and {workload.Volumes.Count - 1} more";

    private static string Host(Route route) => route.Matches is [{ Host: { } host }, ..] ? host : route.Name;

    private static string Owner(WorkloadPlan workload) => workload.Service.Role switch
    {
        ServiceRole.Database or ServiceRole.Cache or ServiceRole.Broker or ServiceRole.Search or ServiceRole.ObjectStore or ServiceRole.VectorStore => "database administrator",
        ServiceRole.Identity or ServiceRole.Secrets or ServiceRole.ForwardAuth => "security engineer",
        ServiceRole.Backend or ServiceRole.Worker or ServiceRole.Frontend or ServiceRole.Job or ServiceRole.Scheduler or ServiceRole.Ai or ServiceRole.Automation => $"developer of {workload.Domain}",
        _ => "platform engineer",
    };
}
