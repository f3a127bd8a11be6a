using Sluis.Core.Diagnostics;
using Sluis.Core.Planning;
using Sluis.Core.Platform;
using Sluis.Core.Text;

namespace Sluis.Core.Tests.Planning;

/// <summary>Small platforms for tests, in a few words each.</summary>
internal sealed class PlatformBuilder
{
    private readonly List<PlatformService> services = [];
    private readonly List<PlatformNetwork> networks = [];
    private readonly List<PlatformStore> stores = [];
    private readonly List<Edge> edges = [];
    private readonly List<Route> routes = [];
    private readonly List<PlatformSecret> secrets = [];

    public Findings Findings { get; } = new();

    public static ServiceKey Key(string text) => text.Split('/') is [var project, var service] ? new(project, service) : new("shop", text);

    public PlatformBuilder Service(string key, string image = "example/app:1.0", ServiceRole role = ServiceRole.Backend, Func<PlatformService, PlatformService>? with = null)
    {
        var colon = image.LastIndexOf(':');
        var service = new PlatformService
        {
            Key = Key(key),
            At = new("compose.yaml", services.Count + 1, 3),
            Role = role,
            RoleReason = "test",
            Image = new("", image[..colon], image[(colon + 1)..], null, image),
        };
        services.Add(with is null ? service : with(service));
        return this;
    }

    public PlatformBuilder Store(string name, params string[] users)
    {
        stores.Add(new() { Name = new(name), Project = "shop", Key = name, Users = [.. users.Select(u => new StoreUse(Key(u), "/data", false))], At = new("compose.yaml", 90, 3) });
        foreach (var user in users)
        {
            var at = services.FindIndex(s => s.Key == Key(user));
            services[at] = services[at] with { Mounts = [.. services[at].Mounts, new Mount.Volume(new(name), null, false) { Target = "/data" }] };
        }
        return this;
    }

    public PlatformBuilder Call(string from, string to, string host, int? port = 8080)
    {
        edges.Add(new() { From = Key(from), To = new EdgeTarget.Service(Key(to)), Port = port, HostNames = [host], Confidence = Confidence.High, Evidence = [] });
        return this;
    }

    public PlatformBuilder Route(string service, string host, string? resolver = null)
    {
        routes.Add(new()
        {
            Name = $"r{routes.Count}",
            Kind = RouteKind.Http,
            Origin = RouteOrigin.Traefik,
            Service = Key(service),
            Matches = [new() { Host = host }],
            Tls = resolver is null ? null : new(resolver, [], null),
        });
        return this;
    }

    public PlatformBuilder Route(string service, IEnumerable<RouteMatch> matches, IEnumerable<Middleware>? middlewares = null, Func<Route, Route>? with = null)
    {
        var route = new Route
        {
            Name = $"r{routes.Count}",
            Kind = RouteKind.Http,
            Origin = RouteOrigin.Traefik,
            Service = Key(service),
            Port = 8080,
            Matches = [.. matches],
            Middlewares = [.. middlewares ?? []],
            Tls = new("letsencrypt", [], null),
            At = new("compose.yaml", 50 + routes.Count, 7),
        };
        routes.Add(with is null ? route : with(route));
        return this;
    }

    public PlatformBuilder Secret(string name, params string[] users)
    {
        secrets.Add(new() { Name = new(name), Kind = SecretKind.Password, Evidence = SecretEvidence.Name, Users = [.. users.Select(Key)] });
        return this;
    }

    public PlatformBuilder Network(string name, bool isInternal)
    {
        networks.Add(new(new(name), isInternal, false, [], ["shop"], default));
        return this;
    }

    public PlatformModel Build() => new()
    {
        Projects = [.. services.Select(s => s.Key.Project).Distinct().Order(StringComparer.Ordinal).Select(p => new PlatformProject(p, p, "/srv/acme", []))],
        Services = [.. services.OrderBy(s => s.Key)],
        Networks = [.. networks],
        Stores = [.. stores],
        Edges = [.. edges],
        Routes = [.. routes],
        Secrets = [.. secrets],
    };

    public MigrationPlan Plan(Intent? intent = null) => Planner.Plan(Build(), intent ?? Intent.Empty, Findings);

    public IEnumerable<string> Codes => Findings.Sorted().Select(f => f.Code);
}

internal static class PlanReading
{
    public static WorkloadPlan Of(this MigrationPlan plan, string key) => plan.Workloads.Single(w => w.Service.Key == PlatformBuilder.Key(key));

    public static NamePlan Name(this MigrationPlan plan, string ns, string name) => plan.Names.Single(n => n.Namespace == ns && n.Name == name);

    public static Decision Decision(this MigrationPlan plan, string key) => plan.Decisions.Single(d => d.Key == key);
}
