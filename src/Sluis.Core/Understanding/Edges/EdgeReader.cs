using Sluis.Core.Diagnostics;
using Sluis.Core.Platform;
using Sluis.Core.Text;
using Sluis.Core.Understanding.Catalogue;

namespace Sluis.Core.Understanding.Edges;

public sealed record EdgeInput(EquatableArray<PlatformService> Services, EquatableArray<PlatformNetwork> Networks, EquatableArray<Route> Routes);

/// <summary>Who needs whom, from everything that names another service.</summary>
public static class EdgeReader
{
    public static EquatableArray<Edge> Read(EdgeInput input, Findings findings)
    {
        var names = new NameIndex(input.Services);
        var edges = new EdgeCollector(input.Services, names, findings);
        foreach (var service in input.Services)
        {
            foreach (var variable in service.Environment)
                if (variable.Value is { } value)
                    edges.Text(service, value, variable.Name, EvidenceKind.Environment, variable.At);
            HostAndPort(service, edges);
            foreach (var argument in service.Command ?? [])
                edges.Text(service, argument, "", EvidenceKind.Command, service.At);
            foreach (var argument in service.Entrypoint ?? [])
                edges.Text(service, argument, "", EvidenceKind.Command, service.At);
            foreach (var mount in service.Mounts)
                if (mount is Mount.Files files)
                    foreach (var file in files.Content)
                        if (file.Text is { } text)
                            edges.Configuration(service, text, new(files.Source, 1, 1));
        }
        foreach (var route in input.Routes)
            edges.Route(route, input.Services);
        foreach (var service in input.Services)
        {
            foreach (var link in service.Links)
                edges.Ordered(service, link.Target, EvidenceKind.Link, $"links as {link.Alias}", service.At, link.Alias);
            foreach (var dependency in service.DependsOn)
                edges.Ordered(service, dependency.Target, EvidenceKind.DependsOn, $"depends_on ({dependency.Condition})", dependency.At, null);
            if (service.NetworkMode is NetworkMode.OfService(var target))
                edges.Ordered(service, target, EvidenceKind.NetworkMode, "shares its network", service.At, null);
        }
        return edges.Collected();
    }

    /// <summary><c>SMTP_HOST</c> with <c>SMTP_PORT</c>.</summary>
    private static void HostAndPort(PlatformService service, EdgeCollector edges)
    {
        foreach (var variable in service.Environment)
        {
            var suffix = variable.Name.EndsWith("_HOST", StringComparison.OrdinalIgnoreCase) ? 5 : variable.Name.EndsWith("_HOSTNAME", StringComparison.OrdinalIgnoreCase) ? 9
                : variable.Name.EndsWith("_SERVER", StringComparison.OrdinalIgnoreCase) ? 7 : variable.Name.EndsWith("_ADDR", StringComparison.OrdinalIgnoreCase) ? 5 : 0;
            if ((suffix == 0 && variable.Name is not ("HOST" or "PGHOST")) || variable.Value?.Literal is not { Length: > 0 } host || host.AsSpan().ContainsAny(":/,"))
                continue;
            var stem = variable.Name[..^suffix];
            var port = service.Environment.FirstOrDefault(v => v.Name.Equals(stem + "_PORT", StringComparison.OrdinalIgnoreCase))?.Value?.Literal;
            edges.Host(service, host, int.TryParse(port, out var number) ? number : null, null, EvidenceKind.Environment, $"{variable.Name} names {host}", variable.At);
        }
    }
}

/// <summary>Names to services, by Docker's rule: a service's name, container name, host name and its aliases, on the networks it is on.</summary>
internal sealed class NameIndex
{
    private readonly Dictionary<string, List<PlatformService>> names = new(StringComparer.OrdinalIgnoreCase);

    public NameIndex(EquatableArray<PlatformService> services)
    {
        foreach (var service in services)
        {
            Add(service.Key.Service, service);
            if (service.ContainerName is { } container)
                Add(container, service);
            if (service.Hostname is { } host)
                Add(host, service);
            foreach (var network in service.Networks)
                foreach (var alias in network.Aliases)
                    Add(alias, service);
        }
    }

    private void Add(string name, PlatformService service)
    {
        if (!names.TryGetValue(name, out var list))
            names[name] = list = [];
        if (!list.Contains(service))
            list.Add(service);
    }

    public ServiceKey? Find(string name) => names.TryGetValue(name, out var list) ? list[0].Key : null;

    public bool Knows(string name) => names.ContainsKey(name);

    /// <summary>The one that shares a network first, then one of the same project, then any.</summary>
    public (PlatformService? Target, bool Reachable) Resolve(PlatformService caller, string name)
    {
        if (!names.TryGetValue(name, out var list))
            return (null, false);
        foreach (var candidate in list)
            if (SharesNetwork(caller, candidate))
                return (candidate, true);
        return (list.FirstOrDefault(c => c.Key.Project == caller.Key.Project) ?? list[0], false);
    }

    private static bool SharesNetwork(PlatformService a, PlatformService b)
    {
        if (a.NetworkMode is NetworkMode.Host || b.NetworkMode is NetworkMode.Host)
            return true;
        foreach (var mine in a.Networks)
            foreach (var theirs in b.Networks)
                if (mine.Network == theirs.Network)
                    return true;
        return false;
    }
}
