using Sluis.Core.Planning;
using Sluis.Core.Planning.Strategies;
using Sluis.Core.Planning.Waves;
using Sluis.Core.Platform;

namespace Sluis.Core.Emit.Documents.Runbooks;

/// <summary>The plan as the runbooks read it: waves, strategies and workloads by key, and the environment they are for.</summary>
internal sealed class Crossing
{
    private readonly Dictionary<ServiceKey, WorkloadPlan> workloads;
    private readonly Dictionary<ServiceKey, ServiceStrategy> strategies;
    private readonly Dictionary<ServiceKey, int> waveOf = [];
    private readonly Dictionary<ServiceKey, List<WorkloadPlan>> callers = [];

    public Crossing(MigrationPlan plan, WavePlan waves)
    {
        (Plan, Waves) = (plan, waves);
        workloads = plan.Workloads.ToDictionary(static w => w.Service.Key);
        strategies = StrategyPlanner.Plan(plan).ToDictionary(static s => s.Service);
        foreach (var wave in waves.Waves)
            foreach (var step in wave.Steps)
                waveOf[step.Service] = wave.Number;
        foreach (var edge in plan.Platform.Edges)
            if (edge is { CarriesTraffic: true, To: EdgeTarget.Service(var to) } && to != edge.From && workloads.TryGetValue(edge.From, out var caller) && workloads.ContainsKey(to))
            {
                if (!callers.TryGetValue(to, out var list))
                    callers.Add(to, list = []);
                if (caller.Service.Role != ServiceRole.Exporter && !list.Contains(caller))
                    list.Add(caller);
            }
        var environment = plan.Environments.Count == 0 ? "production" : plan.Environments[0].Name;
        foreach (var candidate in plan.Environments)
            if (candidate.IsProduction)
                environment = candidate.Name;
        Environment = environment;
    }

    public MigrationPlan Plan { get; }
    public WavePlan Waves { get; }
    public string Environment { get; }

    public int WaveOf(ServiceKey key) => waveOf[key];

    /// <summary>Workloads that open connections to it, by key.</summary>
    public IReadOnlyList<WorkloadPlan> CallersOf(ServiceKey key) => callers.TryGetValue(key, out var found) ? found : [];

    public WorkloadPlan Workload(ServiceKey key) => workloads[key];

    public ServiceStrategy Strategy(ServiceKey key) => strategies[key];

    /// <summary>The one whose Pod it runs in: what is started and stopped.</summary>
    public WorkloadPlan PodOf(WorkloadPlan workload) => workload.PodOf is { } host && workloads.TryGetValue(host, out var other) ? other : workload;

    public IEnumerable<ServiceStrategy> Strategies(Wave wave)
    {
        foreach (var step in wave.Steps)
            yield return Strategy(step.Service);
    }

    /// <summary>The port at which the old host offers it; null: it is published nowhere.</summary>
    public static int? PublishedAt(WorkloadPlan workload, int port)
    {
        foreach (var published in workload.Service.Published)
            if (published.ContainerPort == port && published.HostIp is not ("127.0.0.1" or "::1"))
                return published.HostPort;
        return null;
    }

    public static string Duration(long seconds) => seconds < 120 ? $"{seconds} s" : $"{(seconds + 59) / 60} min";

    public static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);

    public static string Plural(int count, string one, string many) => $"{count} {(count == 1 ? one : many)}";
}
