using Sluis.Core.Platform;

namespace Sluis.Core.Planning.Waves;

/// <summary>
/// The workloads of a plan as a <see cref="WaveProblem"/>, and its answer as waves. What shares a Pod or a volume moves as one.
/// Monitoring scrapes and calls that could not work cost nothing: they bind nobody.
/// </summary>
public static class WavePlanner
{
    /// <summary>About what two people move, check and watch in a week.</summary>
    private const int DefaultCapacity = 8;

    /// <summary>One call of the least risk outweighs every tie between services of a project.</summary>
    private const int RiskScale = 1000;

    public static WavePlan Plan(MigrationPlan plan)
    {
        var units = Units(plan);
        var unitOf = new Dictionary<ServiceKey, int>();
        for (var i = 0; i < units.Count; i++)
            foreach (var workload in units[i])
                unitOf[workload.Service.Key] = i;
        var callers = Callers(plan, unitOf);
        var entered = plan.Platform.Routes.Select(static r => r.Service).Concat(plan.Platform.Services.Where(static s => !s.Published.IsEmpty).Select(static s => s.Key)).ToHashSet();
        var criticality = plan.Workloads.ToDictionary(static w => w.Service.Key, w => Criticality.Of(w, callers.GetValueOrDefault(w.Service.Key)?.Count ?? 0, entered.Contains(w.Service.Key)));
        var calls = Calls(plan, unitOf);
        var problem = new WaveProblem(
            [.. units.Select(static u => u.Count)], [.. units.Select(u => u.Max(w => criticality[w.Service.Key].Value))], [.. units.Select(Pin)],
            calls, Capacity(units), units.Select((u, i) => (u, i)).Where(p => p.u.TrueForAll(w => criticality[w.Service.Key].Value <= Criticality.Pilot)).Select(static p => p.i).ToHashSet());
        var (waves, exact) = WaveSolver.Solve(problem);
        var all = Waves(plan, units, unitOf, waves, criticality, callers).ToList();
        return new([.. all], problem.Capacity, all.Sum(static w => w.Bridges.Sum(static b => (long)b.Risk)), (problem.LowerBound() + RiskScale - 1) / RiskScale, exact);
    }

    private static int Capacity(List<List<WorkloadPlan>> units) => Math.Max(DefaultCapacity, units.Count == 0 ? 1 : units.Max(static u => u.Count));

    private static int Pin(List<WorkloadPlan> unit)
    {
        foreach (var workload in unit)
            if (workload.StatedWave is { } wave)
                return wave;
        return 0;
    }

    private static List<List<WorkloadPlan>> Units(MigrationPlan plan)
    {
        var leader = plan.Workloads.ToDictionary(static w => w.Service.Key, static w => w.Service.Key);
        ServiceKey Find(ServiceKey key)
        {
            while (leader[key] != key)
                key = leader[key];
            return key;
        }
        void Join(ServiceKey a, ServiceKey b)
        {
            var (x, y) = (Find(a), Find(b));
            if (x != y)
                leader[x < y ? y : x] = x < y ? x : y;
        }
        var owners = new Dictionary<(string Namespace, string Claim), ServiceKey>();
        foreach (var workload in plan.Workloads)
        {
            if (workload.PodOf is { } host && leader.ContainsKey(host))
                Join(workload.Service.Key, host);
            foreach (var volume in workload.Volumes)
                if (!owners.TryAdd((workload.Namespace, volume.ClaimName), workload.Service.Key))
                    Join(workload.Service.Key, owners[(workload.Namespace, volume.ClaimName)]);
        }
        return [.. plan.Workloads.GroupBy(w => Find(w.Service.Key)).OrderBy(static g => g.Key).Select(static g => g.ToList())];
    }

    private static Dictionary<ServiceKey, SortedSet<ServiceKey>> Callers(MigrationPlan plan, Dictionary<ServiceKey, int> unitOf)
    {
        var callers = new Dictionary<ServiceKey, SortedSet<ServiceKey>>();
        foreach (var edge in plan.Platform.Edges)
            if (edge is { CarriesTraffic: true, To: EdgeTarget.Service(var to) } && to != edge.From && unitOf.ContainsKey(to) && unitOf.ContainsKey(edge.From))
            {
                if (!callers.TryGetValue(to, out var set))
                    callers.Add(to, set = []);
                set.Add(edge.From);
            }
        return callers;
    }

    private static List<(int A, int B, int Risk)> Calls(MigrationPlan plan, Dictionary<ServiceKey, int> unitOf)
    {
        var risks = new SortedDictionary<(int A, int B), int>();
        var roles = plan.Platform.Services.ToDictionary(static s => s.Key, static s => s.Role);
        foreach (var edge in plan.Platform.Edges)
            if (edge is { CarriesTraffic: true, Reachable: true, To: EdgeTarget.Service(var to) } && unitOf.TryGetValue(edge.From, out var a) && unitOf.TryGetValue(to, out var b)
                && a != b && Risk(roles[edge.From], roles[to]) is var risk and > 0)
            {
                var pair = a < b ? (a, b) : (b, a);
                risks[pair] = risks.GetValueOrDefault(pair) + risk;
            }
        foreach (var key in risks.Keys.ToList())
            risks[key] *= RiskScale;
        Ties(plan, unitOf, risks);
        return [.. risks.Select(static r => (r.Key.A, r.Key.B, r.Value))];
    }

    /// <summary>Where calls leave a choice, a project stays together: people think, watch and roll back by project.</summary>
    private static void Ties(MigrationPlan plan, Dictionary<ServiceKey, int> unitOf, SortedDictionary<(int A, int B), int> risks)
    {
        // What binds a unit to others of a project; a unit that several projects share counts in each.
        var projectsOf = new Dictionary<int, HashSet<string>>();
        foreach (var workload in plan.Workloads)
        {
            if (!projectsOf.TryGetValue(unitOf[workload.Service.Key], out var projects))
                projectsOf.Add(unitOf[workload.Service.Key], projects = new(StringComparer.Ordinal));
            projects.Add(workload.Service.Key.Project);
        }
        var within = new Dictionary<(string Project, int Unit), long>();
        foreach (var ((a, b), risk) in risks)
            foreach (var name in projectsOf[a])
                if (projectsOf[b].Contains(name))
                {
                    within[(name, a)] = within.GetValueOrDefault((name, a)) + risk;
                    within[(name, b)] = within.GetValueOrDefault((name, b)) + risk;
                }
        foreach (var project in plan.Workloads.GroupBy(static w => w.Service.Key.Project))
        {
            var units = project.Select(w => unitOf[w.Service.Key]).Distinct().ToList();
            if (units.Count < 2)
                continue;
            var centre = units.MaxBy(u => (within.GetValueOrDefault((project.Key, u)), -u));
            foreach (var unit in units)
                if (unit != centre)
                {
                    var pair = unit < centre ? (unit, centre) : (centre, unit);
                    risks[pair] = risks.GetValueOrDefault(pair) + 1;
                }
        }
    }

    /// <summary>A call to a database stands still when it is slow; one to a page can be made again; a scrape can be missed.</summary>
    internal static int Risk(ServiceRole from, ServiceRole to) => (from, to) switch
    {
        (ServiceRole.Exporter, _) => 1,
        (ServiceRole.Monitoring or ServiceRole.Logging or ServiceRole.Tracing, _) => 0,
        (_, ServiceRole.Database or ServiceRole.ObjectStore) => 8,
        (_, ServiceRole.Broker or ServiceRole.Search or ServiceRole.VectorStore) => 6,
        (_, ServiceRole.Cache) => 5,
        (_, ServiceRole.Identity or ServiceRole.Secrets or ServiceRole.ForwardAuth) => 3,
        (_, ServiceRole.Monitoring or ServiceRole.Logging or ServiceRole.Tracing or ServiceRole.Mail) => 1,
        _ => 2,
    };

    private static int Step(ServiceRole role) => role switch
    {
        ServiceRole.Database or ServiceRole.Cache or ServiceRole.Broker or ServiceRole.Search or ServiceRole.ObjectStore or ServiceRole.VectorStore => 1,
        ServiceRole.Identity or ServiceRole.Secrets or ServiceRole.ForwardAuth => 2,
        ServiceRole.Backend or ServiceRole.Worker or ServiceRole.Ai or ServiceRole.Automation or ServiceRole.Scheduler or ServiceRole.Job => 3,
        ServiceRole.Frontend or ServiceRole.Gateway => 4,
        _ => 5,
    };

    private static IEnumerable<Wave> Waves(
        MigrationPlan plan, List<List<WorkloadPlan>> units, Dictionary<ServiceKey, int> unitOf, int[] waves,
        Dictionary<ServiceKey, (int Value, string Reason)> criticality, Dictionary<ServiceKey, SortedSet<ServiceKey>> callers)
    {
        var roles = plan.Platform.Services.ToDictionary(static s => s.Key, static s => s.Role);
        var last = waves.DefaultIfEmpty().Max();
        for (var number = 1; number <= last; number++)
        {
            var steps = new List<WaveStep>();
            for (var i = 0; i < units.Count; i++)
                if (waves[i] == number)
                    foreach (var workload in units[i])
                    {
                        var (value, why) = criticality[workload.Service.Key];
                        steps.Add(new(workload.Service.Key, Step(workload.Service.Role), value, why, Reason(plan, units[i], workload, unitOf, waves, callers, number)));
                    }
            steps.Sort(static (a, b) => a.Order != b.Order ? a.Order.CompareTo(b.Order) : a.Service.CompareTo(b.Service));
            var bridges = new SortedDictionary<(ServiceKey From, ServiceKey To, int Port), Bridge>();
            foreach (var edge in plan.Platform.Edges)
                if (edge is { Port: { } port, Reachable: true, To: EdgeTarget.Service(var to) } && unitOf.TryGetValue(edge.From, out var a) && unitOf.TryGetValue(to, out var b)
                    && waves[a] <= number != waves[b] <= number && Risk(roles[edge.From], roles[to]) is var risk and > 0)
                    bridges[(edge.From, to, port)] = new(edge.From, to, port, risk, IntoCluster: waves[b] <= number);
            // A number that sluis.yaml leaves out is no wave.
            if (steps.Count > 0)
                yield return new(number, [.. steps], [.. bridges.Values]);
        }
    }

    private static string Reason(
        MigrationPlan plan, List<WorkloadPlan> unit, WorkloadPlan workload, Dictionary<ServiceKey, int> unitOf, int[] waves, Dictionary<ServiceKey, SortedSet<ServiceKey>> callers, int number)
    {
        if (workload.StatedWave is not null)
            return "sluis.yaml says so";
        if (unit.Count > 1)
            return $"shares a Pod or a volume with {string.Join(" and ", unit.Where(u => u != workload).Select(static u => u.Service.Key.Service))}";
        var near = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var edge in plan.Platform.Edges)
            if (edge is { CarriesTraffic: true, To: EdgeTarget.Service(var to) } && edge.From == workload.Service.Key && unitOf.TryGetValue(to, out var other) && waves[other] == number && to != edge.From)
                near.Add(to.Service);
        if (near.Count > 0)
            return $"calls {List(near)}";
        foreach (var caller in callers.GetValueOrDefault(workload.Service.Key) ?? [])
            if (waves[unitOf[caller]] == number)
                near.Add(caller.Service);
        return near.Count > 0 ? $"is called by {List(near)}" : number == 1 ? "nothing waits for it" : "there is room";
    }

    private static string List(SortedSet<string> names) => names.Count <= 3 ? string.Join(", ", names) : $"{string.Join(", ", names.Take(2))} and {names.Count - 2} more";
}
