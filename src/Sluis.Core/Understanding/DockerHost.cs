using System.Globalization;
using Sluis.Core.Diagnostics;
using Sluis.Core.Platform;
using Sluis.Core.Text;

namespace Sluis.Core.Understanding;

/// <summary>
/// Calls to the machine that Docker runs on. There is none in a cluster, so each is a decision for a person; where the port is one
/// that a service of the platform publishes, the decision is easy.
/// </summary>
internal static class DockerHost
{
    public static bool IsName(string host) =>
        host.Equals("host.docker.internal", StringComparison.OrdinalIgnoreCase) || host.Equals("gateway.docker.internal", StringComparison.OrdinalIgnoreCase) || host == "172.17.0.1";

    public static void Check(EquatableArray<PlatformService> services, EquatableArray<Edge> edges, Findings findings)
    {
        var calls = edges.ToLookup(static e => e.From);
        foreach (var service in services)
        {
            var names = new SortedSet<string>(StringComparer.OrdinalIgnoreCase);
            foreach (var (host, address) in service.ExtraHosts)
                if (address == "host-gateway")
                    names.Add(host);
            var ports = new SortedSet<int>();
            SourceSpan? at = null;
            foreach (var edge in calls[service.Key])
                if (edge.To is EdgeTarget.External(var host) && (names.Contains(host) || IsName(host)))
                {
                    names.Add(host);
                    at ??= edge.Evidence.Count > 0 ? edge.Evidence[0].At : null;
                    if (edge.Port is { } port)
                        ports.Add(port);
                }
            if (names.Count > 0)
                findings.Add(HostDiagnostics.CallsTheHost(at ?? service.At, service.Key, string.Join(", ", names), Ports(ports), Known(services, service, ports)));
        }
    }

    private static string Ports(SortedSet<int> ports) =>
        ports.Count == 0 ? "" : $" at port {string.Join(", ", ports.Select(static p => p.ToString(CultureInfo.InvariantCulture)))}";

    private static string? Known(EquatableArray<PlatformService> services, PlatformService caller, SortedSet<int> ports)
    {
        var found = new List<string>();
        foreach (var service in services)
            foreach (var published in service.Published)
                if (published.HostPort is { } port && ports.Contains(port) && service.Key != caller.Key)
                    found.Add(string.Create(CultureInfo.InvariantCulture, $"port {port} is {service.Key.Service}:{published.ContainerPort}"));
        return found.Count == 0 ? null : string.Join(", ", found);
    }
}
