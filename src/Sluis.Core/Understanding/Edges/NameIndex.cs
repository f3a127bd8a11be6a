using Sluis.Core.Platform;
using Sluis.Core.Text;

namespace Sluis.Core.Understanding.Edges;

/// <summary>
/// Names to services, by Docker's rule: a service's name, container name and host name on every network it is on, an alias on
/// the network that gives it, and <c>name.network</c>. https://docs.docker.com/engine/network/#dns-services
/// </summary>
internal sealed class NameIndex
{
    /// <summary><paramref name="On"/> null: on every network of the service.</summary>
    private readonly record struct Answer(PlatformService Service, NetworkName? On);

    private readonly Dictionary<string, List<Answer>> names = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<ServiceKey, PlatformService> services = [];

    public NameIndex(EquatableArray<PlatformService> all)
    {
        foreach (var service in all)
        {
            services[service.Key] = service;
            Add(service.Key.Service, service, null);
            Add($"{service.Key.Project}-{service.Key.Service}-1", service, null);
            Add($"{service.Key.Project}_{service.Key.Service}", service, null);
            if (service.ContainerName is { } container)
                Add(container, service, null);
            if (service.Hostname is { } host)
            {
                Add(host, service, null);
                if (service.DomainName is { Length: > 0 } domain)
                    Add($"{host}.{domain}", service, null);
            }
            foreach (var network in service.Networks)
                foreach (var alias in network.Aliases)
                    Add(alias, service, network.Network);
        }
    }

    private void Add(string name, PlatformService service, NetworkName? on)
    {
        if (!names.TryGetValue(name, out var list))
            names[name] = list = [];
        foreach (var answer in list)
            if (answer.Service.Key == service.Key && answer.On == on)
                return;
        list.Add(new(service, on));
    }

    public ServiceKey? Find(string name) => names.TryGetValue(name, out var list) ? list[0].Service.Key : null;

    public bool Knows(string name) => names.ContainsKey(name);

    /// <summary>One that is reachable first, among those the caller's own project; null when nothing has the name.</summary>
    public (PlatformService? Target, bool Reachable) Resolve(PlatformService caller, string name)
    {
        foreach (var link in caller.Links)
            if (link.Alias.Equals(name, StringComparison.OrdinalIgnoreCase) && services.TryGetValue(link.Target, out var linked))
                return (linked, Shares(caller, linked, null));
        if (!names.TryGetValue(name, out var list))
            return name.LastIndexOf('.') is > 0 and var dot && names.TryGetValue(name[..dot], out list) ? OnNetwork(caller, list, name[(dot + 1)..]) : (null, false);
        PlatformService? reached = null, own = null;
        foreach (var (service, on) in list)
        {
            var same = service.Key.Project == caller.Key.Project;
            if (same)
                own ??= service;
            if (!Shares(caller, service, on))
                continue;
            if (same)
                return (service, true);
            reached ??= service;
        }
        return reached is not null ? (reached, true) : (own ?? list[0].Service, false);
    }

    /// <summary><c>db.backend-net</c>.</summary>
    private (PlatformService?, bool) OnNetwork(PlatformService caller, List<Answer> list, string network)
    {
        foreach (var (service, _) in list)
            foreach (var attachment in service.Networks)
                if (attachment.Network.Value == network)
                    return (service, Shares(caller, service, attachment.Network));
        return (null, false);
    }

    public bool SharesNetwork(PlatformService caller, PlatformService target) => Shares(caller, target, null);

    private bool Shares(PlatformService caller, PlatformService target, NetworkName? on)
    {
        var (mine, theirs) = (Place(caller), Place(target));
        if (mine.Key == theirs.Key || mine.NetworkMode is NetworkMode.Host || theirs.NetworkMode is NetworkMode.Host)
            return true;
        foreach (var a in mine.Networks)
            foreach (var b in theirs.Networks)
                if (a.Network == b.Network && (on is null || on == a.Network))
                    return true;
        return false;
    }

    /// <summary>Whose network it lives in: <c>network_mode: service:vpn</c> is the place of vpn.</summary>
    private PlatformService Place(PlatformService service)
    {
        for (var i = 0; i < 8 && service.NetworkMode is NetworkMode.OfService(var key) && services.TryGetValue(key, out var host); i++)
            service = host;
        return service;
    }
}
