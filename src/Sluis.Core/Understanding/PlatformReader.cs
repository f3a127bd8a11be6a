using Sluis.Core.Compose;
using Sluis.Core.Diagnostics;
using Sluis.Core.IO;
using Sluis.Core.Planning;
using Sluis.Core.Platform;
using Sluis.Core.Text;
using Sluis.Core.Understanding.Secrets;
using Sluis.Core.Yaml;

namespace Sluis.Core.Understanding;

/// <summary>Resolved Compose projects to one platform.</summary>
public static class PlatformReader
{
    public static PlatformModel Understand(
        IReadOnlyList<(ComposeProject Project, string Domain)> projects, Intent intent, ISourceTree sources, Findings findings)
    {
        var secrets = new SecretFinder(intent, findings);
        var services = new List<PlatformService>();
        foreach (var (project, _) in projects)
            secrets.Learn(project);
        foreach (var (project, _) in projects)
        {
            var reader = new ServiceReader(project, secrets, sources, findings);
            foreach (var (name, node) in project.Services)
                services.Add(reader.Read(name, node));
        }
        services.Sort(static (a, b) => a.Key.CompareTo(b.Key));
        ExternalLinks.Resolve(services, findings);
        Schedulers.Assign(services, findings);

        var networks = Networks(projects, services);
        var gateways = services.Where(static s => s.Role == ServiceRole.Gateway).ToEquatableArray();
        var routes = Routes.RouteReader.Read(new(services.ToEquatableArray(), networks, gateways, secrets), findings);
        var withRoutes = RolesFromRoutes(services, routes, intent);
        var edges = Edges.EdgeReader.Read(new(withRoutes, networks, routes), findings);
        DockerHost.Check(withRoutes, edges, findings);
        var model = new PlatformModel
        {
            Projects = projects.Select(static p => new PlatformProject(p.Project.Name, p.Domain, p.Project.Directory, p.Project.Files))
                .OrderBy(static p => p.Name, StringComparer.Ordinal).ToEquatableArray(),
            Services = PortsFromEdges(withRoutes, edges),
            Networks = networks,
            Stores = Stores(projects, services),
            Edges = edges,
            Routes = routes,
            Secrets = secrets.Collected(),
        };
        OneEngineVolume(model.Stores, findings);
        Lint.PlatformLint.Check(model, findings);
        return model;
    }

    private static EquatableArray<PlatformNetwork> Networks(IReadOnlyList<(ComposeProject Project, string Domain)> projects, List<PlatformService> services)
    {
        var found = new SortedDictionary<string, PlatformNetwork>(StringComparer.Ordinal);
        foreach (var (project, _) in projects)
            foreach (var (_, keySpan, value) in project.Section("networks").Entries)
            {
                if (value is not MapNode network || network["name"] is not ScalarNode name)
                    continue;
                var external = network["external"] is ScalarNode { Text: "true" };
                var isInternal = network["internal"] is ScalarNode { Text: "true" };
                found.TryGetValue(name.Text, out var known);
                // The project that declares a network says what it is; those that call it external do not know.
                found[name.Text] = new(
                    new(name.Text),
                    external ? known?.Internal ?? false : isInternal,
                    external && (known?.External ?? true),
                    [],
                    (known?.Projects ?? []).Append(project.Name).Distinct().Order(StringComparer.Ordinal).ToEquatableArray(),
                    known is null || !external ? keySpan : known.At);
            }
        var members = new Dictionary<string, List<ServiceKey>>(StringComparer.Ordinal);
        foreach (var service in services)
            foreach (var attachment in service.Networks)
            {
                if (!members.TryGetValue(attachment.Network.Value, out var list))
                    members[attachment.Network.Value] = list = [];
                list.Add(service.Key);
            }
        return found.Values.Select(n => n with { Members = (members.GetValueOrDefault(n.Name.Value) ?? []).ToEquatableArray() }).ToEquatableArray();
    }

    private static EquatableArray<PlatformStore> Stores(IReadOnlyList<(ComposeProject Project, string Domain)> projects, List<PlatformService> services)
    {
        var users = new Dictionary<string, List<StoreUse>>(StringComparer.Ordinal);
        foreach (var service in services)
            foreach (var mount in service.Mounts)
                if (mount is Mount.Volume volume)
                {
                    if (!users.TryGetValue(volume.Store.Value, out var list))
                        users[volume.Store.Value] = list = [];
                    list.Add(new(service.Key, mount.Target, mount.ReadOnly));
                }
        var stores = new SortedDictionary<string, PlatformStore>(StringComparer.Ordinal);
        foreach (var (project, _) in projects.OrderBy(static p => p.Project.Name, StringComparer.Ordinal))
            foreach (var (key, keySpan, value) in project.Section("volumes").Entries)
                // The first project that declares it, rather than one that calls it external.
                if (value is MapNode volume && volume["name"] is ScalarNode name
                    && (!stores.TryGetValue(name.Text, out var known) || (known.External && volume["external"] is not ScalarNode { Text: "true" })))
                    stores[name.Text] = new PlatformStore
                    {
                        Name = new(name.Text),
                        Project = project.Name,
                        Key = key,
                        EngineNames = project.EngineName != project.Name && name.Text == $"{project.Name}_{key}" ? [$"{project.EngineName}_{key}", name.Text] : [name.Text],
                        External = volume["external"] is ScalarNode { Text: "true" },
                        Driver = (volume["driver"] as ScalarNode)?.Text ?? "local",
                        DriverOptions = ServiceReader.Pairs(volume["driver_opts"]),
                        Users = (users.GetValueOrDefault(name.Text) ?? []).ToEquatableArray(),
                        At = keySpan,
                    };
        return stores.Values.ToEquatableArray();
    }

    /// <summary>Files of one folder that use one key for two volumes: to <c>docker compose</c> without <c>-p</c> they are one.</summary>
    private static void OneEngineVolume(EquatableArray<PlatformStore> stores, Findings findings)
    {
        var first = new Dictionary<string, PlatformStore>(StringComparer.Ordinal);
        foreach (var store in stores)
            if (store.EngineNames.Count > 1 && !first.TryAdd(store.EngineNames[0], store))
                findings.Add(HostDiagnostics.OneVolumeTwice(store.At, store.EngineNames[0], first[store.EngineNames[0]].Project, store.Project));
    }

    private static EquatableArray<PlatformService> RolesFromRoutes(List<PlatformService> services, EquatableArray<Route> routes, Intent intent)
    {
        var routed = routes.SelectMany(static r => r.Targets()).Select(static t => t.Service).ToHashSet();
        var awaited = services.SelectMany(static s => s.DependsOn).Where(static d => d.Condition == DependencyCondition.CompletedSuccessfully).Select(static d => d.Target).ToHashSet();
        var ports = routes.SelectMany(static r => r.Targets()).Where(static t => t.Port is not null).Select(static t => (t.Service, Port: t.Port ?? 0)).ToLookup(static r => r.Service, static r => r.Port);
        return services.Select(service =>
        {
            var (role, reason) = Roles.Of(service, routed.Contains(service.Key), awaited.Contains(service.Key));
            foreach (var stated in intent.Services)
                if (stated.Role is { } given && (Patterns.Matches(stated.Match, service.Key.Service) || Patterns.Matches(stated.Match, service.Key.ToString())))
                    (role, reason) = (given, "sluis.yaml says so");
            return service with { Role = role, RoleReason = reason, Ports = ServicePorts.With(service.Ports, ports[service.Key], "http", "route") };
        }).ToEquatableArray();
    }

    /// <summary>A port that somebody calls is a port, stated or not.</summary>
    private static EquatableArray<PlatformService> PortsFromEdges(EquatableArray<PlatformService> services, EquatableArray<Edge> edges)
    {
        var called = edges.Where(static e => e is { To: EdgeTarget.Service, Port: not null, Reachable: true })
            .ToLookup(static e => ((EdgeTarget.Service)e.To).Key);
        return services.Select(s => called[s.Key].Aggregate(s, static (service, edge) =>
            service with { Ports = ServicePorts.With(service.Ports, [edge.Port ?? 0], edge.AppProtocol, "called by another service", edge.Protocol) })).ToEquatableArray();
    }
}
