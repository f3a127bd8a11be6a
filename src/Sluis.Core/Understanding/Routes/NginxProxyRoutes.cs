using System.Globalization;
using System.Text;
using Sluis.Core.Diagnostics;
using Sluis.Core.Platform;
using Sluis.Core.Text;
using Sluis.Core.Yaml;

namespace Sluis.Core.Understanding.Routes;

/// <summary>The variables of nginx-proxy and its certificate companion. https://github.com/nginx-proxy/nginx-proxy/tree/main/docs</summary>
internal static class NginxProxyRoutes
{
    public static void Read(PlatformService service, List<Route> routes, Findings findings)
    {
        var several = Variable(service, "VIRTUAL_HOST_MULTIPORTS");
        if (several is { Length: > 0 })
            Several(service, several, routes, findings);
        else if (Variable(service, "VIRTUAL_HOST") is { Length: > 0 } hosts)
            Add(service, service.Key.Service, hosts, Variable(service, "VIRTUAL_PATH"), Variable(service, "VIRTUAL_DEST"), Variable(service, "VIRTUAL_PORT"), Variable(service, "VIRTUAL_PROTO"), routes, findings);
    }

    private static string? Variable(PlatformService service, string name)
    {
        foreach (var variable in service.Environment)
            if (variable.Name == name)
                return variable.Value?.ToString();
        return null;
    }

    /// <summary>YAML: hosts, each with its paths, each with port, dest and proto.</summary>
    private static void Several(PlatformService service, string text, List<Route> routes, Findings findings)
    {
        if (YamlReader.Read("VIRTUAL_HOST_MULTIPORTS", Encoding.UTF8.GetBytes(text), new Findings()) is not MapNode hosts)
        {
            findings.Add(RouteDiagnostics.UnreadableFile(service.At, "VIRTUAL_HOST_MULTIPORTS"));
            return;
        }
        var number = 0;
        foreach (var (host, _, value) in hosts.Entries)
            foreach (var (path, _, settings) in value is MapNode { Entries.Count: > 0 } paths ? paths.Entries : [new Entry("/", value.Span, value)])
            {
                string? Get(string key) => ((settings as MapNode)?[key] as ScalarNode)?.Text;
                var name = number++ == 0 ? service.Key.Service : string.Create(CultureInfo.InvariantCulture, $"{service.Key.Service}-{number}");
                Add(service, name, host, path, Get("dest"), Get("port"), Get("proto"), routes, findings);
            }
    }

    private static void Add(
        PlatformService service, string name, string hosts, string? statedPath, string? destination, string? statedPort, string? protocol, List<Route> routes, Findings findings)
    {
        var path = statedPath is { Length: > 1 } ? statedPath : null;
        // The destination takes the place of the path.
        var middlewares = path is null ? [] : destination switch
        {
            null or "" => (EquatableArray<Middleware>)[],
            "/" => [new Middleware.StripPrefix([path.TrimEnd('/')]) { Name = $"{name}-dest", At = service.At }],
            var other => [new Middleware.StripPrefix([path.TrimEnd('/')]) { Name = $"{name}-dest", At = service.At }, new Middleware.AddPrefix(other.TrimEnd('/')) { Name = $"{name}-add", At = service.At }],
        };
        var route = new Route
        {
            Name = name,
            Kind = RouteKind.Http,
            Origin = RouteOrigin.NginxProxy,
            Service = service.Key,
            Port = int.TryParse(statedPort, CultureInfo.InvariantCulture, out var port) ? port : service.Ports.Count == 1 ? service.Ports[0].Number : service.Ports.Count == 0 ? 80
                : service.Ports.Any(static p => p.Number == 80) ? 80 : service.Ports[0].Number,
            Scheme = protocol is { Length: > 0 } ? protocol : "http",
            Matches = RouteReader.Split(hosts).Select(h => new RouteMatch
            {
                Host = h.TrimStart('~').ToLowerInvariant(),
                HostIsRegex = h.StartsWith('~'),
                Path = path is null ? null : new(PathMatchKind.Prefix, path),
            }).ToEquatableArray(),
            Rule = path is null ? hosts : $"{hosts} {path}",
            Tls = Variable(service, "LETSENCRYPT_HOST") is { Length: > 0 } names ? new("letsencrypt", RouteReader.Split(names), null) : Variable(service, "CERT_NAME") is { Length: > 0 } ? new(null, default, null) : null,
            Middlewares = middlewares,
            At = service.At,
        };
        var plain = Variable(service, "HTTPS_METHOD");
        if (route.Tls is null || plain is null or "redirect")
            routes.Add(route);
        else if (plain == "nohttps")
            routes.Add(route with { Tls = null });
        else
        {
            routes.Add(route);
            // Both are served: the plain route keeps the gateway from redirecting.
            if (plain == "noredirect")
                routes.Add(route with { Name = name + "-plain", Tls = null });
            else
                findings.Add(RouteDiagnostics.NoPlainHttp(service.At, service.Key));
        }
    }
}
