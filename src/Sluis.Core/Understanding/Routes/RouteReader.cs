using System.Globalization;
using Sluis.Core.Diagnostics;
using Sluis.Core.Platform;
using Sluis.Core.Text;
using Sluis.Core.Understanding.Secrets;
using Sluis.Core.Yaml;

namespace Sluis.Core.Understanding.Routes;

internal sealed record RouteInput(
    EquatableArray<PlatformService> Services, EquatableArray<PlatformNetwork> Networks, EquatableArray<PlatformService> Gateways, SecretFinder Secrets);

/// <summary>How traffic comes in: Traefik labels, nginx-proxy variables, published ports.</summary>
internal static class RouteReader
{
    public static EquatableArray<Route> Read(RouteInput input, Findings findings)
    {
        var middlewares = MiddlewareTable.Build(input, findings);
        var routes = new List<Route>();
        foreach (var service in input.Services)
        {
            var before = routes.Count;
            Traefik(service, middlewares, routes, findings);
            NginxProxy(service, routes);
            if (routes.Count == before)
                Published(service, routes);
        }
        // A rule of which nothing could be read opens nothing; a finding has said so.
        return routes.Where(static r => !r.Matches.IsEmpty).OrderBy(static r => r.Service).ThenBy(static r => r.Name, StringComparer.Ordinal).ToEquatableArray();
    }

    private static void Traefik(PlatformService service, MiddlewareTable middlewares, List<Route> routes, Findings findings)
    {
        var labels = service.Labels.ToDictionary(static l => l.Key, static l => l.Value, StringComparer.OrdinalIgnoreCase);
        if (labels.GetValueOrDefault("traefik.enable") is "false")
            return;
        string? Label(string name) => labels.GetValueOrDefault(name);
        var ports = labels.Where(static l => l.Key.EndsWith(".loadbalancer.server.port", StringComparison.OrdinalIgnoreCase))
            .ToDictionary(static l => l.Key.Split('.')[3], static l => l.Value, StringComparer.OrdinalIgnoreCase);
        var names = labels.Keys.Where(static k => k.StartsWith("traefik.http.routers.", StringComparison.OrdinalIgnoreCase)).Select(static k => k.Split('.')[3]).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
        foreach (var name in names)
        {
            var router = $"traefik.http.routers.{name}.";
            var rule = Label(router + "rule") ?? "";
            var target = Label(router + "service") ?? (ports.Count == 1 ? ports.Keys.First() : name);
            var loadBalancer = $"traefik.http.services.{target}.loadbalancer.";
            var tls = labels.Keys.Any(k => k.StartsWith(router + "tls", StringComparison.OrdinalIgnoreCase)) && Label(router + "tls") != "false";
            var entryPoints = Split(Label(router + "entrypoints"));
            routes.Add(new Route
            {
                Name = name,
                Kind = RouteKind.Http,
                Origin = RouteOrigin.Traefik,
                Service = service.Key,
                Port = int.TryParse(ports.GetValueOrDefault(target), CultureInfo.InvariantCulture, out var port) ? port
                    : service.Ports.Count > 0 ? service.Ports[0].Number : null,
                Scheme = Label(loadBalancer + "server.scheme") ?? "http",
                InternalService = target.EndsWith("@internal", StringComparison.Ordinal) ? target : null,
                Matches = RuleParser.Parse(rule, service.At, findings),
                Rule = rule,
                Tls = tls || entryPoints.Any(static e => e is "websecure" or "https") ? new(Label(router + "tls.certresolver"), default, Label(router + "tls.options")) : null,
                EntryPoints = entryPoints,
                Middlewares = Split(Label(router + "middlewares")).SelectMany(m => middlewares.Resolve(m, service.At, findings)).ToEquatableArray(),
                Priority = int.TryParse(Label(router + "priority"), CultureInfo.InvariantCulture, out var priority) ? priority : null,
                StickyCookie = Label(loadBalancer + "sticky.cookie") is not null || Label(loadBalancer + "sticky") == "true" ? Label(loadBalancer + "sticky.cookie.name") ?? "" : null,
                HealthPath = Label(loadBalancer + "healthcheck.path"),
                At = service.At,
            });
        }
        // Traefik 1: one front end a container.
        if (Label("traefik.frontend.rule") is { } old)
            routes.Add(new Route
            {
                Name = service.Key.Service,
                Kind = RouteKind.Http,
                Origin = RouteOrigin.Traefik,
                Service = service.Key,
                Port = int.TryParse(Label("traefik.port"), CultureInfo.InvariantCulture, out var oldPort) ? oldPort : service.Ports.Count > 0 ? service.Ports[0].Number : null,
                Scheme = Label("traefik.protocol") ?? "http",
                Matches = RuleParser.ParseOld(old, service.At, findings),
                Rule = old,
                Tls = Label("traefik.frontend.entryPoints")?.Contains("https", StringComparison.Ordinal) == true ? new(null, default, null) : null,
                At = service.At,
            });
    }

    internal static EquatableArray<string> Split(string? list) =>
        list is null ? default : list.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).ToEquatableArray();

    private static void NginxProxy(PlatformService service, List<Route> routes)
    {
        string? Variable(string name) => service.Environment.FirstOrDefault(v => v.Name == name)?.Value?.ToString();
        if (Variable("VIRTUAL_HOST") is not { Length: > 0 } hosts)
            return;
        routes.Add(new Route
        {
            Name = service.Key.Service,
            Kind = RouteKind.Http,
            Origin = RouteOrigin.NginxProxy,
            Service = service.Key,
            Port = int.TryParse(Variable("VIRTUAL_PORT"), CultureInfo.InvariantCulture, out var port) ? port : service.Ports.Count > 0 ? service.Ports[0].Number : 80,
            Scheme = Variable("VIRTUAL_PROTO") ?? "http",
            Matches = Split(hosts).Select(h => new RouteMatch { Host = h, Path = Variable("VIRTUAL_PATH") is { Length: > 1 } path ? new(PathMatchKind.Prefix, path) : null }).ToEquatableArray(),
            Rule = hosts,
            Tls = Variable("LETSENCRYPT_HOST") is { Length: > 0 } ? new("letsencrypt", default, null) : null,
            At = service.At,
        });
    }

    /// <summary>A web server that publishes a port to the world, and no proxy in front of it.</summary>
    private static void Published(PlatformService service, List<Route> routes)
    {
        if (service.Role is ServiceRole.Gateway or ServiceRole.Database or ServiceRole.Cache or ServiceRole.Broker or ServiceRole.Exporter)
            return;
        foreach (var port in service.Published)
        {
            var listens = service.Ports.FirstOrDefault(p => p.Number == port.ContainerPort && p.Protocol == TransportProtocol.Tcp);
            if (port.Protocol != TransportProtocol.Tcp || port.HostIp is "127.0.0.1" or "::1" || listens?.AppProtocol is not ("http" or "https"))
                continue;
            routes.Add(new Route
            {
                Name = service.Key.Service,
                Kind = RouteKind.Http,
                Origin = RouteOrigin.PublishedPort,
                Service = service.Key,
                Port = port.ContainerPort,
                Scheme = listens.AppProtocol,
                Matches = [new RouteMatch()],
                Rule = $"port {port.HostPort}",
                At = port.At,
            });
            return;
        }
    }
}
