using System.Globalization;
using Sluis.Core.Diagnostics;
using Sluis.Core.Platform;
using Sluis.Core.Text;
using Sluis.Core.Understanding.Edges;

namespace Sluis.Core.Understanding.Routes;

/// <summary>Where a router sends to.</summary>
internal sealed record TraefikTarget(PlatformService Service, int? Port, string Scheme, string? StickyCookie, string? HealthPath)
{
    public EquatableArray<RouteBackend> Backends { get; init; }
    public EquatableArray<RouteMirror> Mirrors { get; init; }
}

/// <summary>
/// Traefik's services: load balancers, and weighted, mirroring and failover services made of them.
/// https://doc.traefik.io/traefik/reference/routing-configuration/http/load-balancing/service/
/// </summary>
internal sealed class TraefikTargets(NameIndex names, Dictionary<ServiceKey, PlatformService> services, Findings findings)
{
    private const int MaxServers = 100;
    private const int MaxDepth = 8;

    private readonly Dictionary<string, TraefikTarget> balancers = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, (Dictionary<string, string> Keys, SourceSpan At)> composed = new(StringComparer.OrdinalIgnoreCase);

    public void Add(PlatformService? owner, Dictionary<string, string> keys, string protocol, string name, SourceSpan at)
    {
        var prefix = $"{protocol}.services.{name}.";
        foreach (var kind in (ReadOnlySpan<string>)["weighted.", "mirroring.", "failover."])
            foreach (var key in keys.Keys)
                if (key.StartsWith(prefix + kind, StringComparison.OrdinalIgnoreCase))
                {
                    composed[$"{protocol}.{name}"] = (keys, at);
                    return;
                }
        var balancer = prefix + "loadbalancer.";
        string? Get(string key) => keys.GetValueOrDefault(balancer + key);
        int? port = int.TryParse(Get("server.port"), CultureInfo.InvariantCulture, out var stated) ? stated : null;
        var scheme = Get("server.scheme") ?? (protocol == "http" ? "http" : protocol);
        var backends = new List<RouteBackend>();
        if (owner is null)
        {
            // The file provider names servers by address.
            for (var i = 0; i < MaxServers; i++)
            {
                var server = string.Create(CultureInfo.InvariantCulture, $"servers.{i}.");
                if ((Get(server + "url") ?? Get(server + "address")) is not { } address)
                    break;
                if (Endpoints.In(address) is not [var endpoint, ..] || names.Find(endpoint.Host) is not { } key)
                    continue;
                var number = endpoint.Port ?? Endpoints.DefaultPort(endpoint.Scheme);
                if (owner is null)
                    (owner, port, scheme) = (services[key], number, endpoint.Scheme ?? scheme);
                backends.Add(new(key, number, Number(Get(server + "weight")) ?? 1));
            }
        }
        if (owner is null)
            return;
        var sticky = Get("sticky.cookie") is "true" || Get("sticky") is "true" || keys.Keys.Any(k => k.StartsWith(balancer + "sticky.cookie.", StringComparison.OrdinalIgnoreCase));
        balancers[$"{protocol}.{name}"] = new(owner, port, scheme, sticky ? Get("sticky.cookie.name") ?? "" : null, Get("healthcheck.path"))
        {
            Backends = Joined(backends),
        };
    }

    public TraefikTarget? Find(string protocol, string reference) => Find(protocol, reference, 0);

    private TraefikTarget? Find(string protocol, string reference, int depth)
    {
        var name = reference.IndexOf('@') is > 0 and var sign ? reference[..sign] : reference;
        if (balancers.TryGetValue($"{protocol}.{name}", out var target))
            return target;
        if (depth > MaxDepth || !composed.TryGetValue($"{protocol}.{name}", out var definition))
            return null;
        var (keys, at) = definition;
        string? Get(string key) => keys.GetValueOrDefault($"{protocol}.services.{name}.{key}");
        if (Get("failover.service") is { } first)
        {
            findings.Add(RouteDiagnostics.Failover(at, name, Get("failover.fallback") ?? ""));
            return Find(protocol, first, depth + 1);
        }
        return Get("mirroring.service") is { } main ? Mirrored(protocol, main, Get, depth) : Weighted(protocol, Get, depth);
    }

    private TraefikTarget? Mirrored(string protocol, string main, Func<string, string?> get, int depth)
    {
        if (Find(protocol, main, depth + 1) is not { } target)
            return null;
        var mirrors = new List<RouteMirror>(target.Mirrors);
        for (var i = 0; i < MaxServers; i++)
        {
            var mirror = string.Create(CultureInfo.InvariantCulture, $"mirroring.mirrors.{i}.");
            if (get(mirror + "name") is not { } name)
                break;
            if (Find(protocol, name, depth + 1) is { } copy && Math.Clamp(Number(get(mirror + "percent")) ?? 0, 0, 100) is > 0 and var percent)
                mirrors.Add(new(copy.Service.Key, Port(copy), percent));
        }
        return target with { Mirrors = mirrors.ToEquatableArray() };
    }

    private TraefikTarget? Weighted(string protocol, Func<string, string?> get, int depth)
    {
        TraefikTarget? first = null;
        var backends = new List<RouteBackend>();
        for (var i = 0; i < MaxServers; i++)
        {
            var part = string.Create(CultureInfo.InvariantCulture, $"weighted.services.{i}.");
            if (get(part + "name") is not { } name)
                break;
            if (Find(protocol, name, depth + 1) is not { } target)
                continue;
            first ??= target;
            backends.Add(new(target.Service.Key, Port(target), Number(get(part + "weight")) ?? 1));
        }
        return first is null ? null : first with { Backends = Joined(backends), StickyCookie = get("weighted.sticky.cookie.name") ?? first.StickyCookie };
    }

    /// <summary>Servers that are one service count together; one service alone is no choice.</summary>
    private static EquatableArray<RouteBackend> Joined(List<RouteBackend> backends)
    {
        var joined = new List<RouteBackend>(backends.Count);
        foreach (var backend in backends)
            if (joined.FindIndex(b => b.Service == backend.Service && b.Port == backend.Port) is >= 0 and var at)
                joined[at] = joined[at] with { Weight = joined[at].Weight + backend.Weight };
            else
                joined.Add(backend);
        return joined.Count < 2 ? default : joined.ToEquatableArray();
    }

    private static int? Port(TraefikTarget target) => target.Port ?? (target.Service.Ports.Count > 0 ? target.Service.Ports[0].Number : null);

    private static int? Number(string? text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
