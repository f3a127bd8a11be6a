using System.Globalization;
using Sluis.Core.Platform;
using Sluis.Core.Text;

namespace Sluis.Core.Understanding.Routes;

/// <summary>The variables of nginx-proxy and its certificate companion. https://github.com/nginx-proxy/nginx-proxy/tree/main/docs</summary>
internal static class NginxProxyRoutes
{
    public static void Read(PlatformService service, List<Route> routes)
    {
        string? Variable(string name)
        {
            foreach (var variable in service.Environment)
                if (variable.Name == name)
                    return variable.Value?.ToString();
            return null;
        }

        if (Variable("VIRTUAL_HOST") is not { Length: > 0 } hosts)
            return;
        var path = Variable("VIRTUAL_PATH") is { Length: > 1 } stated ? stated : null;
        // VIRTUAL_DEST takes the place of the path.
        var middlewares = path is null ? [] : Variable("VIRTUAL_DEST") switch
        {
            null or "" => (EquatableArray<Middleware>)[],
            "/" => [new Middleware.StripPrefix([path.TrimEnd('/')]) { Name = $"{service.Key.Service}-dest", At = service.At }],
            var destination => [new Middleware.StripPrefix([path.TrimEnd('/')]) { Name = $"{service.Key.Service}-dest", At = service.At }, new Middleware.AddPrefix(destination.TrimEnd('/')) { Name = $"{service.Key.Service}-add", At = service.At }],
        };
        routes.Add(new Route
        {
            Name = service.Key.Service,
            Kind = RouteKind.Http,
            Origin = RouteOrigin.NginxProxy,
            Service = service.Key,
            Port = int.TryParse(Variable("VIRTUAL_PORT"), CultureInfo.InvariantCulture, out var port) ? port : service.Ports.Count == 1 ? service.Ports[0].Number : service.Ports.Count == 0 ? 80
                : service.Ports.Any(static p => p.Number == 80) ? 80 : service.Ports[0].Number,
            Scheme = Variable("VIRTUAL_PROTO") is { Length: > 0 } protocol ? protocol : "http",
            Matches = RouteReader.Split(hosts).Select(h => new RouteMatch
            {
                Host = h.TrimStart('~').ToLowerInvariant(),
                HostIsRegex = h.StartsWith('~'),
                Path = path is null ? null : new(PathMatchKind.Prefix, path),
            }).ToEquatableArray(),
            Rule = hosts,
            Tls = Variable("LETSENCRYPT_HOST") is { Length: > 0 } names ? new("letsencrypt", RouteReader.Split(names), null) : Variable("CERT_NAME") is { Length: > 0 } ? new(null, default, null) : null,
            Middlewares = middlewares,
            At = service.At,
        });
    }
}
