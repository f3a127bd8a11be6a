using System.Globalization;
using Sluis.Core.Diagnostics;
using Sluis.Core.Platform;

namespace Sluis.Core.Understanding.Routes;

/// <summary>Web servers that publish a port to the world with no proxy in front. What else is published is said, as the cluster does not publish it.</summary>
internal static class PublishedRoutes
{
    public static void Read(PlatformService service, IEnumerable<int?> covered, List<Route> routes, Findings findings)
    {
        if (service.Published.IsEmpty || service.Role == ServiceRole.Gateway)
            return;
        var proxied = covered.ToHashSet();
        var seen = new HashSet<(int, TransportProtocol)>();
        var first = true;
        foreach (var port in service.Published)
        {
            if (port.HostIp is { } ip && (ip == "::1" || ip.StartsWith("127.", StringComparison.Ordinal)) || !seen.Add((port.ContainerPort, port.Protocol))
                || (port.Protocol == TransportProtocol.Tcp && proxied.Contains(port.ContainerPort)))
                continue;
            var listens = service.Ports.FirstOrDefault(p => p.Number == port.ContainerPort && p.Protocol == port.Protocol);
            var store = service.Role is ServiceRole.Database or ServiceRole.Cache or ServiceRole.Broker or ServiceRole.Exporter;
            if (store || proxied.Count > 0 || port.Protocol != TransportProtocol.Tcp || listens?.AppProtocol is not ("http" or "https"))
            {
                findings.Add(RouteDiagnostics.PublishedWithoutRoute(port.At, service.Key, port.HostPort ?? port.ContainerPort, port.Protocol));
                continue;
            }
            routes.Add(new Route
            {
                Name = first ? service.Key.Service : $"{service.Key.Service}-{port.ContainerPort.ToString(CultureInfo.InvariantCulture)}",
                Kind = RouteKind.Http,
                Origin = RouteOrigin.PublishedPort,
                Service = service.Key,
                Port = port.ContainerPort,
                Scheme = listens.AppProtocol,
                Matches = [new RouteMatch()],
                Rule = $"port {port.HostPort}",
                At = port.At,
            });
            first = false;
        }
    }
}
