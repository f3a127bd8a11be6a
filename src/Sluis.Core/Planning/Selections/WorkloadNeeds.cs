using Sluis.Core.Platform;

namespace Sluis.Core.Planning.Selections;

/// <summary>What workloads, their data and their secrets ask of a cluster.</summary>
internal static class WorkloadNeeds
{
    public static void Read(PlanningContext context, IReadOnlyCollection<WorkloadDraft> drafts, RequirementList needs)
    {
        List<string> jobs = [], ordered = [], identity = [], shared = [];
        var keys = drafts.Select(static d => d.Key).ToHashSet();
        foreach (var draft in drafts)
        {
            if (draft.Kind is WorkloadKind.Job or WorkloadKind.CronJob || !draft.Service.Schedules.IsEmpty)
                jobs.Add(draft.Key.ToString());
            foreach (var dependency in draft.Service.DependsOn)
                if (keys.Contains(dependency.Target))
                    ordered.Add(draft.Key.ToString());
            if (draft.Role == ServiceRole.Identity)
                identity.Add(draft.Key.ToString());
            foreach (var volume in draft.Volumes)
                if (volume.Access == VolumeAccess.Shared)
                    shared.Add($"{draft.Key} ({volume.Store})");
        }
        needs.AddIfAny("jobs", jobs, static n => $"{RequirementList.Count(n, "service runs", "services run")} to an end or on a schedule");
        needs.AddIfAny("start-order", ordered, static n => $"{RequirementList.Count(n, "service waits", "services wait")} for others by depends_on");
        needs.AddIfAny("identity", identity, static n => $"{RequirementList.Count(n, "identity provider runs", "identity providers run")} here");
        needs.AddIfAny("shared-volumes", shared, static n => $"{RequirementList.Count(n, "workload mounts", "workloads mount")} a volume that others mount too (ReadWriteMany)");
        if (drafts.Count >= SelectionDefaults.ManyWorkloads)
            needs.Add("many-workloads", $"{drafts.Count} workloads");
        Databases(drafts, needs);
        Stores(context, drafts, keys, needs);
    }

    private static void Databases(IReadOnlyCollection<WorkloadDraft> drafts, RequirementList needs)
    {
        List<string> all = [], others = [];
        foreach (var draft in drafts)
        {
            if (draft.Role != ServiceRole.Database)
                continue;
            var engine = ImageFacts.IdOf(draft.Service);
            all.Add($"{draft.Key} ({engine})");
            if (!HasOperator(engine))
                others.Add($"{draft.Key} ({engine})");
        }
        needs.AddIfAny("databases", all, static n => $"{RequirementList.Count(n, "database runs", "databases run")} here");
        if (all.Count >= SelectionDefaults.ManyDatabases)
            needs.Add("many-databases", $"{all.Count} databases to upgrade, back up and bring back", all);
        needs.AddIfAny("other-engines", others, static n => $"{RequirementList.Count(n, "database is", "databases are")} neither PostgreSQL nor MariaDB");
        if (all.Count > 0 && others.Count == all.Count)
            needs.Add("no-operator-engine", "no database here is PostgreSQL or MariaDB", all);
    }

    private static bool HasOperator(string engine) =>
        engine.Contains("postgres", StringComparison.Ordinal) || engine.Contains("postgis", StringComparison.Ordinal)
        || engine.Contains("timescale", StringComparison.Ordinal) || engine.Contains("pgvector", StringComparison.Ordinal) || engine == "mariadb";

    private static void Stores(PlanningContext context, IReadOnlyCollection<WorkloadDraft> drafts, HashSet<ServiceKey> keys, RequirementList needs)
    {
        var vaults = new HashSet<ServiceKey>();
        foreach (var draft in drafts)
            if (ImageFacts.IdOf(draft.Service) is "openbao" or "vault" && draft.Kind is not (WorkloadKind.Job or WorkloadKind.CronJob))
                vaults.Add(draft.Key);
        needs.AddIfAny("vault-runs", [.. vaults.Select(static v => v.ToString())], static n => $"{RequirementList.Count(n, "service is", "services are")} OpenBao or Vault");
        List<string> callers = [];
        foreach (var edge in context.Platform.Edges)
            if (edge.CarriesTraffic && edge.To is EdgeTarget.Service(var target) && vaults.Contains(target) && keys.Contains(edge.From) && !vaults.Contains(edge.From))
                callers.Add($"{edge.From} to {target}");
        needs.AddIfAny("vault-api", callers, static n => $"{RequirementList.Count(n, "service calls", "services call")} its API");
        if (context.Platform.Secrets.Count >= SelectionDefaults.ManySecrets)
            needs.Add("many-secrets", $"{context.Platform.Secrets.Count} secrets", context.Platform.Secrets.SelectMany(static s => s.Users).Select(static u => u.ToString()));
        var secrets = context.Intent.Secrets;
        if (vaults.Count == 0 && !(secrets.Backend is SecretBackend.OpenBao or SecretBackend.Vault || secrets.Address is not null && secrets.Backend is null))
            needs.Add("no-vault", "no service here is OpenBao or Vault");
    }
}
