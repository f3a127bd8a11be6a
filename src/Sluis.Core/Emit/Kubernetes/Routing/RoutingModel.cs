using Sluis.Core.Diagnostics;
using Sluis.Core.Planning;
using Sluis.Core.Platform;
using Sluis.Core.Text;

namespace Sluis.Core.Emit.Kubernetes.Routing;

/// <summary>
/// A route object to be: hosts that share their conditions. A route whose alternatives differ by host becomes several.
/// <paramref name="Conditions"/> have no host any more; <paramref name="Hosts"/> empty is any host.
/// </summary>
internal sealed record RouteDraft(
    Route Route, WorkloadPlan Workload, string Name, int Port, EquatableArray<string> Hosts, EquatableArray<RouteMatch> Conditions)
{
    /// <summary>The Services that share the requests; empty: the workload's alone.</summary>
    public EquatableArray<BackendShare> Shares { get; init; }
    /// <summary>The Services that get copies; the weight is per cent of the requests.</summary>
    public EquatableArray<BackendShare> Mirrors { get; init; }

    public string Folder => $"{Emitter.AppFolder(Workload.Domain)}/base";
}

internal sealed record BackendShare(string Name, int Port, int Weight);

/// <summary>What the dialects share: routes with their target, hosts and conditions settled, in the platform's order.</summary>
internal sealed class RoutingModel
{
    private readonly Dictionary<string, NameScope> scopes = new(StringComparer.Ordinal);

    private RoutingModel(MigrationPlan plan, Findings findings)
    {
        (Plan, Findings) = (plan, findings);
        Workloads = plan.Workloads.ToDictionary(static w => w.Service.Key);
        Proxy = ProxySettings.Of(plan);
    }

    public MigrationPlan Plan { get; }
    public Findings Findings { get; }
    public IReadOnlyDictionary<ServiceKey, WorkloadPlan> Workloads { get; }
    public ProxySettings Proxy { get; }
    public List<RouteDraft> Http { get; } = [];
    public List<RouteDraft> Streams { get; } = [];

    public bool IsEmpty => Http.Count == 0 && Streams.Count == 0;

    public bool IsTraefik => Plan.Choices.GatewayClass == RoutingDefaults.TraefikClass;

    /// <summary>Hosts that are served over TLS, each once, in order.</summary>
    public IReadOnlyList<string> TlsHosts =>
        [.. Http.Where(static d => d.Route.Tls is not null).SelectMany(static d => d.Hosts).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    /// <summary>Hosts for which plain HTTP should answer with a redirect: those with TLS and no route of their own without it.</summary>
    public IReadOnlyList<string> RedirectHosts
    {
        get
        {
            var plain = Http.Where(static d => d.Route.Tls is null).SelectMany(static d => d.Hosts).ToHashSet(StringComparer.Ordinal);
            return [.. TlsHosts.Where(h => !plain.Contains(h))];
        }
    }

    /// <summary>A middleware that keeps people out: a route is not carried over without it.</summary>
    public static bool Guards(Middleware middleware) =>
        middleware is Middleware.ForwardAuth or Middleware.BasicAuth or Middleware.DigestAuth or Middleware.IpAllowList;

    /// <summary>A name that no other object of this kind in the namespace has.</summary>
    public string Name(string kind, string ns, string identity, string wanted)
    {
        if (!scopes.TryGetValue(kind + "/" + ns, out var scope))
            scopes.Add(kind + "/" + ns, scope = new());
        return scope.Take(identity, wanted, wanted, out _);
    }

    public static RoutingModel Of(MigrationPlan plan, Findings findings)
    {
        var model = new RoutingModel(plan, findings);
        var hostless = plan.Platform.Routes.Count(r => r.Kind == RouteKind.Http && model.Workloads.ContainsKey(r.Service) && r.Matches.Any(static m => m.Host is null));
        foreach (var route in plan.Platform.Routes)
            model.Add(route, hostless > 1);
        return model;
    }

    private void Add(Route route, bool needsHost)
    {
        if (route.InternalService is not null)
        {
            Findings.Add(RoutingDiagnostics.ProxyOwn(route));
            return;
        }
        // A route to what is replaced goes with it; the ledger says so.
        if (!Workloads.TryGetValue(route.Service, out var workload))
            return;
        var port = route.Port ?? (workload.Service.Ports.Count > 0 ? workload.Service.Ports[0].Number : null);
        if (port is not { } number)
        {
            Findings.Add(RoutingDiagnostics.NoPort(route));
            return;
        }
        if (route.Kind != RouteKind.Http)
        {
            var hosts = route.Matches.Where(static m => m.Host is not (null or "*")).Select(static m => m.Host ?? "").Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
            Streams.Add(new(route, workload, Name("stream", workload.Namespace, route.Name, route.Name), number, hosts.ToEquatableArray(), default));
            return;
        }
        if (route.Scheme == "https")
            Findings.Add(RoutingDiagnostics.BackendTls(route));
        var shares = Shares(route, workload, route.Backends.Select(static b => (b.Service, b.Port, b.Weight)));
        var mirrors = Shares(route, workload, route.Mirrors.Select(static m => (m.Service, m.Port, m.Percent)));
        foreach (var (hosts, conditions) in Groups(route, workload, needsHost))
            Http.Add(new(route, workload, Name("http", workload.Namespace, $"{route.Name}#{Http.Count}", route.Name), number, hosts, conditions) { Shares = shares.Count < 2 ? default : shares, Mirrors = mirrors });
    }

    /// <summary>A route leads to Services of its own namespace; of others a finding is made, and they get nothing.</summary>
    private EquatableArray<BackendShare> Shares(Route route, WorkloadPlan workload, IEnumerable<(ServiceKey Service, int? Port, int Weight)> targets)
    {
        var shares = new List<BackendShare>();
        foreach (var (service, stated, weight) in targets)
            if (!Workloads.TryGetValue(service, out var other) || other.Namespace != workload.Namespace)
                Findings.Add(RoutingDiagnostics.NotExpressed(route, $"a share of its requests for {service}, which is in another namespace or not deployed,"));
            else if ((stated ?? (other.Service.Ports.Count > 0 ? other.Service.Ports[0].Number : null)) is { } port)
                shares.Add(new(other.Name, port, weight));
        return shares.ToEquatableArray();
    }

    /// <summary>Hosts with the same conditions together.</summary>
    private List<(EquatableArray<string> Hosts, EquatableArray<RouteMatch> Conditions)> Groups(Route route, WorkloadPlan workload, bool needsHost)
    {
        var conditionsOf = new List<(string Host, List<RouteMatch> Conditions)>();
        foreach (var match in route.Matches)
        {
            if (HostOf(route, match, workload, needsHost) is not { } host)
                continue;
            var at = conditionsOf.FindIndex(c => c.Host == host);
            if (at < 0)
            {
                at = conditionsOf.Count;
                conditionsOf.Add((host, []));
            }
            var condition = match with { Host = null, HostIsRegex = false };
            if (!conditionsOf[at].Conditions.Contains(condition))
                conditionsOf[at].Conditions.Add(condition);
        }
        return [.. conditionsOf.GroupBy(static c => c.Conditions.ToEquatableArray())
            .Select(static g => (g.Select(static c => c.Host).Where(static h => h.Length > 0).Order(StringComparer.Ordinal).ToEquatableArray(), g.Key))];
    }

    /// <summary>"" is any host; null cannot be said.</summary>
    private string? HostOf(Route route, RouteMatch match, WorkloadPlan workload, bool needsHost)
    {
        if (match.Host is not { Length: > 0 } host)
            return needsHost && match.Path is null or { Value: "/" } ? Invented(route, workload, needsHost) : "";
        if (!match.HostIsRegex)
            return host.ToLowerInvariant();
        if (Patterns.Wildcard(host) is { } wildcard)
            return wildcard;
        Findings.Add(RoutingDiagnostics.HostExpression(route, host));
        return null;
    }

    /// <summary>Two services that both answer on any host and any path would shadow each other.</summary>
    private string Invented(Route route, WorkloadPlan workload, bool needsHost)
    {
        if (!needsHost)
            return "";
        var domain = "";
        foreach (var decision in Plan.Decisions)
            if (decision.Key == "routing.domain")
                domain = decision.Value;
        var host = domain.Length > 0 ? $"{workload.Name}.{domain}" : $"{workload.Name}.{Plan.Name}.example";
        foreach (var draft in Http)
            if (draft.Hosts.Contains(host) && draft.Workload != workload)
                host = $"{workload.Name}.{workload.Namespace}.{(domain.Length > 0 ? domain : "example")}";
        Findings.Add(RoutingDiagnostics.NoHost(route, host));
        return host;
    }
}
