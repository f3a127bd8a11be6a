using Sluis.Core.Diagnostics;
using Sluis.Core.Planning.Selections;
using Sluis.Core.Planning.Sizing;
using Sluis.Core.Planning.Sizing.Usage;
using Sluis.Core.Platform;
using Sluis.Core.Text;

namespace Sluis.Core.Planning;

/// <summary>Platform and intent to a plan in which nothing is left to decide. Total: whatever the platform, there is a plan.</summary>
public static class Planner
{
    public static MigrationPlan Plan(PlatformModel platform, Intent intent, Findings findings, SizingInputs? sizing = null)
    {
        var context = new PlanningContext(platform, intent, findings);
        var name = IntentDefaults.PlatformName(context);
        var homes = DomainPlanner.Assign(context, name);
        var replaced = Replaced(context);
        var drafts = Draft(context, homes, replaced);
        if (drafts.Count == 0 && !platform.Services.IsEmpty)
            findings.Add(PlanningDiagnostics.NothingLeft(platform.Services[0], platform.Services.Count));
        var list = drafts.Values.ToList();
        var observed = UsageMatching.Match(sizing?.Usage ?? [], platform.Services, findings);
        foreach (var draft in list)
            draft.Observed = observed.GetValueOrDefault(draft.Key);

        var defaultBytes = intent.Storage.DefaultSize is { } size ? Quantities.Bytes(size) ?? IntentDefaults.StorageBytes : IntentDefaults.StorageBytes;
        VolumePlanner.Plan(context, list, defaultBytes);
        VolumeSeedPlanner.Plan(context, list);
        foreach (var draft in list)
        {
            KindPlanner.Decide(context, draft);
            VolumePlanner.Place(draft);
        }

        var hosts = EnvironmentPlanner.ProductionHosts(platform);
        var selector = new Selector(context, list);
        var choices = IntentDefaults.Choose(context, drafts, name, hosts, selector);
        var domain = intent.Routing.Domain ?? context.Decisions.Find(d => d.Key == "routing.domain")?.Value ?? "";
        var environments = EnvironmentPlanner.Plan(context, name, domain, hosts);
        var (names, rewrites) = new NamePlanner(context, drafts, replaced, choices).Plan();
        var workloads = WorkloadPlanner.Finish(context, drafts, list, choices);
        var clusterSize = SizePlanner.Plan(context, workloads, choices, environments, sizing ?? SizingInputs.Empty);
        return new MigrationPlan
        {
            Name = name,
            Platform = platform,
            Intent = intent,
            Choices = choices,
            Domains = Domains(workloads),
            Environments = environments,
            Workloads = workloads,
            Replaced = [.. replaced.Values.OrderBy(static r => r.Service)],
            Names = names,
            Rewrites = rewrites,
            Secrets = SecretPlanner.Plan(context, drafts),
            Size = clusterSize,
            Decisions = [.. context.Decisions],
            Selections = selector.Finish(context, choices, clusterSize),
        };
    }

    private static Dictionary<ServiceKey, ReplacedService> Replaced(PlanningContext context)
    {
        var replaced = new Dictionary<ServiceKey, ReplacedService>();
        var readsLabels = ReplacementPlanner.ReadsTraefikLabels(context.Platform);
        foreach (var service in context.Services.Values)
            if (ReplacementPlanner.Find(context, service, readsLabels) is { } found)
                replaced.Add(service.Key, found);
        return replaced;
    }

    /// <summary>
    /// In the order of the keys, so that of two services with one name the first keeps it; but a service that is really called so
    /// comes before one whose name has to change.
    /// </summary>
    private static Dictionary<ServiceKey, WorkloadDraft> Draft(
        PlanningContext context, Dictionary<ServiceKey, DomainPlanner.Home> homes, Dictionary<ServiceKey, ReplacedService> replaced)
    {
        var drafts = new Dictionary<ServiceKey, WorkloadDraft>(context.Services.Count);
        var scopes = new Dictionary<string, NameScope>(StringComparer.Ordinal);
        var named = new Dictionary<ServiceKey, (string Name, string? Owner)>(context.Services.Count);
        var sorted = context.Services.Values.Where(s => !replaced.ContainsKey(s.Key)).OrderBy(static s => s.Key).ToList();
        foreach (var legal in (ReadOnlySpan<bool>)[true, false])
            foreach (var service in sorted)
                if (LegalNames.Label(service.Key.Service, LegalNames.MaxWorkload) == service.Key.Service == legal)
                {
                    var home = homes[service.Key];
                    if (!scopes.TryGetValue(home.Namespace, out var scope))
                        scopes.Add(home.Namespace, scope = new NameScope(LegalNames.MaxWorkload));
                    named.Add(service.Key, (scope.Take(service.Key.ToString(), service.Key.Service, $"{service.Key.Project}-{service.Key.Service}", out var owner), owner));
                }
        foreach (var service in sorted)
        {
            var home = homes[service.Key];
            var (name, owner) = named[service.Key];
            if (owner is not null)
                context.Findings.Add(PlanningDiagnostics.NameTaken(service, LegalNames.Label(service.Key.Service, LegalNames.MaxWorkload), owner, name));
            drafts.Add(service.Key, new WorkloadDraft
            {
                Service = service,
                Intent = context.IntentFor(service.Key),
                Role = context.RoleOf(service),
                Fact = ImageFacts.Find(service),
                Domain = home.Domain,
                Namespace = home.Namespace,
                Name = name,
            });
        }
        return drafts;
    }

    private static EquatableArray<DomainPlan> Domains(EquatableArray<WorkloadPlan> workloads)
    {
        var loosest = new Dictionary<string, WorkloadPlan>(StringComparer.Ordinal);
        foreach (var workload in workloads)
            if (!loosest.TryGetValue(workload.Namespace, out var other) || workload.Security.Level > other.Security.Level)
                loosest[workload.Namespace] = workload;
        var plans = new List<DomainPlan>();
        // A domain of which everything is replaced needs no namespace.
        foreach (var group in workloads.GroupBy(static w => (w.Domain, w.Namespace)).OrderBy(static g => g.Key.Domain, StringComparer.Ordinal))
        {
            var decides = loosest[group.Key.Namespace];
            plans.Add(new(group.Key.Domain, group.Key.Namespace, [.. group.Select(static w => w.Service.Key).Order()], decides.Security.Level,
                decides.Security.Level == PodSecurityLevel.Restricted ? "every workload runs without root" : $"{decides.Name}: {decides.Security.Reason}"));
        }
        return [.. plans];
    }
}
