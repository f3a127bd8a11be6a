using Sluis.Core.Diagnostics;
using Sluis.Core.Emit.Kubernetes;
using Sluis.Core.Planning;
using Sluis.Core.Platform;

namespace Sluis.Core.Emit;

/// <summary>The plan with the indexes that emitters share. Read-only after construction, because workloads are emitted in parallel.</summary>
internal sealed class EmitContext
{
    private static readonly Dictionary<SecretName, SecretPlan> NoSecrets = [];

    private readonly Dictionary<ServiceKey, WorkloadPlan> workloads;
    private readonly Dictionary<ServiceKey, List<WorkloadPlan>> companions = [];
    private readonly Dictionary<ServiceKey, Dictionary<SecretName, SecretPlan>> secrets = [];
    private readonly Dictionary<ServiceKey, List<NameRewrite>> rewrites = [];
    private readonly Dictionary<ServiceKey, string> headless = [];
    private readonly HashSet<ServiceKey> named = [];

    public EmitContext(MigrationPlan plan, Findings findings)
    {
        (Plan, Findings) = (plan, findings);
        workloads = new(plan.Workloads.Count);
        foreach (var workload in plan.Workloads)
            workloads[workload.Service.Key] = workload;
        foreach (var workload in plan.Workloads)
            if (HostOf(workload) is var host && !ReferenceEquals(host, workload))
                Add(companions, host.Service.Key, workload);
        foreach (var secret in plan.Secrets)
        {
            if (!secrets.TryGetValue(secret.User, out var own))
                secrets.Add(secret.User, own = []);
            own.TryAdd(secret.Secret, secret);
        }
        foreach (var rewrite in plan.Rewrites)
            Add(rewrites, rewrite.Caller, rewrite);
        foreach (var name in plan.Names)
            if (name.Kind == NameKind.Headless)
                headless.TryAdd(name.Target, name.Name);
            else if (name.Kind == NameKind.Primary)
                named.Add(name.Target);
        ConfigNames = new(plan);
    }

    public MigrationPlan Plan { get; }
    public Findings Findings { get; }
    public ConfigNames ConfigNames { get; }
    public IReadOnlyDictionary<ServiceKey, WorkloadPlan> Workloads => workloads;

    /// <summary>The workload in whose Pod this one runs: itself, or the one whose network it shares.</summary>
    public WorkloadPlan HostOf(WorkloadPlan workload)
    {
        var current = workload;
        for (var steps = 0; current.PodOf is { } next && workloads.TryGetValue(next, out var host); steps++)
        {
            // Services that share each other's network in a circle each get a Pod of their own.
            if (steps > workloads.Count)
                return workload;
            current = host;
        }
        return current;
    }

    /// <summary>The services that run in this one's Pod because they share its network.</summary>
    public IReadOnlyList<WorkloadPlan> CompanionsOf(ServiceKey host) => companions.TryGetValue(host, out var found) ? found : [];

    public IReadOnlyDictionary<SecretName, SecretPlan> SecretsOf(ServiceKey user) => secrets.TryGetValue(user, out var own) ? own : NoSecrets;

    public IReadOnlyList<NameRewrite> RewritesOf(ServiceKey caller) => rewrites.TryGetValue(caller, out var found) ? found : [];

    public bool HasService(ServiceKey service) => named.Contains(service);

    /// <summary>The Service that gives a StatefulSet's Pods their names.</summary>
    public string HeadlessOf(WorkloadPlan workload) => headless.GetValueOrDefault(workload.Service.Key) ?? workload.Name;

    private static void Add<T>(Dictionary<ServiceKey, List<T>> index, ServiceKey key, T item)
    {
        if (!index.TryGetValue(key, out var list))
            index.Add(key, list = []);
        list.Add(item);
    }
}
