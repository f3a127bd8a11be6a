using Sluis.Core.Diagnostics;
using Sluis.Core.Platform;
using Sluis.Core.Text;
using Sluis.Core.Understanding.Edges;
using Sluis.Core.Understanding.Secrets;

namespace Sluis.Core.Understanding.Routes;

internal sealed record RouteInput(
    EquatableArray<PlatformService> Services, EquatableArray<PlatformNetwork> Networks, EquatableArray<PlatformService> Gateways, SecretFinder Secrets);

/// <summary>How traffic comes in: Traefik's labels and files, nginx-proxy's variables, Caddy's labels, published ports.</summary>
internal static class RouteReader
{
    public static EquatableArray<Route> Read(RouteInput input, Findings findings)
    {
        var names = new NameIndex(input.Services);
        var middlewares = MiddlewareTable.Build(input, names, findings);
        var routes = new TraefikRoutes(input, names, middlewares, findings).Read();
        var snippets = CaddyRoutes.Snippets(input.Services);
        foreach (var service in input.Services)
        {
            NginxProxyRoutes.Read(service, routes, findings);
            CaddyRoutes.Read(service, snippets, input.Secrets, routes, findings);
        }
        var covered = routes.ToLookup(static r => r.Service, static r => r.Port);
        foreach (var service in input.Services)
            PublishedRoutes.Read(service, covered[service.Key], routes, findings);
        // A rule of which nothing could be read opens nothing; a finding has said so.
        return routes.Where(static r => !r.Matches.IsEmpty).OrderBy(static r => r.Service).ThenBy(static r => r.Name, StringComparer.Ordinal).ToEquatableArray();
    }

    internal static EquatableArray<string> Split(string? list) =>
        list is null ? default : list.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).ToEquatableArray();
}
