using Sluis.Core.Diagnostics;
using Sluis.Core.Planning.Sizing.Usage;
using Sluis.Core.Platform;
using Sluis.Core.Text;

namespace Sluis.Core.Planning;

/// <summary>The input of one planning run, indexed once, and the decisions as they are made.</summary>
internal sealed class PlanningContext
{
    private static readonly ServiceIntent Nothing = new() { Match = "" };

    private readonly Dictionary<ServiceKey, ServiceIntent> intents;

    public PlanningContext(PlatformModel platform, Intent intent, Findings findings)
    {
        (Platform, Intent, Findings) = (platform, intent, findings);
        Services = new(platform.Services.Count);
        foreach (var service in platform.Services)
            Services.TryAdd(service.Key, service);
        foreach (var service in Services.Values)
            foreach (var dependency in service.DependsOn)
                if (dependency.Condition == DependencyCondition.CompletedSuccessfully)
                    AwaitedToEnd.Add(dependency.Target);
        foreach (var edge in platform.Edges)
            if (edge.To is EdgeTarget.Service(var target) && (edge.CarriesTraffic || !edge.HostNames.IsEmpty))
                Called.Add(target);
        foreach (var route in platform.Routes)
            if (route.InternalService is null)
                foreach (var (service, _) in route.Targets())
                    Routed.Add(service);
        foreach (var store in platform.Stores)
            Stores.TryAdd(store.Name, store);
        foreach (var network in platform.Networks)
            Networks.TryAdd(network.Name, network);
        intents = MatchIntents();
    }

    public PlatformModel Platform { get; }
    public Intent Intent { get; }
    public Findings Findings { get; }
    public List<Decision> Decisions { get; } = [];
    public Dictionary<ServiceKey, PlatformService> Services { get; }
    public HashSet<ServiceKey> AwaitedToEnd { get; } = [];
    public HashSet<ServiceKey> Called { get; } = [];
    public HashSet<ServiceKey> Routed { get; } = [];
    public Dictionary<StoreName, PlatformStore> Stores { get; } = [];
    public Dictionary<NetworkName, PlatformNetwork> Networks { get; } = [];

    public ServiceIntent IntentFor(ServiceKey key) => intents.GetValueOrDefault(key, Nothing);

    /// <summary>The role, as stated in sluis.yaml or as understood.</summary>
    public ServiceRole RoleOf(PlatformService service) => IntentFor(service.Key).Role ?? service.Role;

    /// <summary>Notes the choice: what was stated, else the default with its reason.</summary>
    public T Choose<T>(string key, T? stated, T chosen, Func<T, string> text, string reason) where T : struct
    {
        Decisions.Add(stated is { } s ? new(key, text(s), "stated in sluis.yaml", true) : new(key, text(chosen), reason, false));
        return stated ?? chosen;
    }

    public string Choose(string key, string? stated, string chosen, string reason)
    {
        Decisions.Add(stated is not null ? new(key, stated, "stated in sluis.yaml", true) : new(key, chosen, reason, false));
        return stated ?? chosen;
    }

    /// <summary>Every entry that matches applies, in the order of the file: the later wins, key by key.</summary>
    private Dictionary<ServiceKey, ServiceIntent> MatchIntents()
    {
        var merged = new Dictionary<ServiceKey, ServiceIntent>();
        foreach (var entry in Intent.Services)
        {
            var any = false;
            foreach (var key in Services.Keys)
            {
                if (!ServicePatterns.MatchesService(entry.Match, key))
                    continue;
                any = true;
                merged[key] = merged.TryGetValue(key, out var earlier) ? Over(earlier, entry) : entry;
            }
            if (!any)
                Findings.Add(PlanningDiagnostics.NoMatch(entry.At, "Under services,", entry.Match, NearestService(entry.Match)));
        }
        return merged;
    }

    public string? NearestService(string pattern) => pattern.Contains('/', StringComparison.Ordinal)
        ? Spelling.Nearest(pattern, Services.Keys.Select(k => k.ToString()))
        : Spelling.Nearest(pattern, Services.Keys.Select(k => k.Service).Distinct(StringComparer.Ordinal));

    private static ServiceIntent Over(ServiceIntent earlier, ServiceIntent later) => new()
    {
        Match = later.Match,
        At = later.At,
        Role = later.Role ?? earlier.Role,
        Kind = later.Kind ?? earlier.Kind,
        Replicas = later.Replicas ?? earlier.Replicas,
        MaxReplicas = later.MaxReplicas ?? earlier.MaxReplicas,
        CpuRequest = later.CpuRequest ?? earlier.CpuRequest,
        CpuLimit = later.CpuLimit ?? earlier.CpuLimit,
        MemoryRequest = later.MemoryRequest ?? earlier.MemoryRequest,
        MemoryLimit = later.MemoryLimit ?? earlier.MemoryLimit,
        StorageSize = later.StorageSize ?? earlier.StorageSize,
        StorageClass = later.StorageClass ?? earlier.StorageClass,
        Image = later.Image ?? earlier.Image,
        Schedule = later.Schedule ?? earlier.Schedule,
        Exclude = later.Exclude ?? earlier.Exclude,
        Secrets = later.Secrets.IsEmpty ? earlier.Secrets : later.Secrets,
        NotSecrets = later.NotSecrets.IsEmpty ? earlier.NotSecrets : later.NotSecrets,
        RunAsUser = later.RunAsUser ?? earlier.RunAsUser,
        InternetEgress = later.InternetEgress ?? earlier.InternetEgress,
        Wave = later.Wave ?? earlier.Wave,
    };
}

/// <summary>A workload while it is planned.</summary>
internal sealed class WorkloadDraft
{
    public required PlatformService Service { get; init; }
    public required ServiceIntent Intent { get; init; }
    public required ServiceRole Role { get; init; }
    public required ImageFact? Fact { get; init; }
    public required string Domain { get; init; }
    public required string Namespace { get; init; }
    public required string Name { get; init; }
    public WorkloadKind Kind { get; set; }
    public string KindReason { get; set; } = "";
    public string? Schedule { get; set; }
    /// <summary>What the service was seen to use on the old host; null: not measured.</summary>
    public ObservedUsage? Observed { get; set; }
    public List<VolumePlan> Volumes { get; } = [];
    public List<VolumeSeed> Seeds { get; } = [];
    public ServiceKey Key => Service.Key;
    public bool HasSingleWriter => Volumes.Exists(v => v.Access == VolumeAccess.SingleWriter);
}
