using Sluis.Core.Diagnostics;
using Sluis.Core.Platform;
using Sluis.Core.Text;
using Sluis.Core.Understanding.Catalogue;

namespace Sluis.Core.Understanding.Edges;

/// <summary>Gathers edges with their evidence; one per caller, target, port and protocol.</summary>
internal sealed class EdgeCollector
{
    private sealed class Gathered
    {
        public required PlatformService From { get; init; }
        public required EdgeTarget To { get; init; }
        public int? Port { get; init; }
        public TransportProtocol Protocol { get; init; }
        public string? AppProtocol { get; set; }
        public Confidence Confidence { get; set; }
        public bool Reachable { get; set; }
        public SortedSet<string> Hosts { get; } = new(StringComparer.Ordinal);
        public List<Evidence> Evidence { get; } = [];
    }

    private readonly Dictionary<(ServiceKey From, string To, int Port, TransportProtocol Protocol), Gathered> edges = [];
    private readonly Dictionary<(ServiceKey From, ServiceKey To), List<Gathered>> between = [];
    private readonly Dictionary<ServiceKey, PlatformService> byKey = [];
    private readonly Dictionary<string, Route> routed = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<(ServiceKey, string)> reported = [];
    private readonly List<PlatformService> gateways = [];
    private readonly HashSet<NetworkName> inside = [];
    private readonly NameIndex names;
    private readonly Findings findings;

    public EdgeCollector(EdgeInput input, NameIndex names, Findings findings)
    {
        (this.names, this.findings) = (names, findings);
        foreach (var network in input.Networks)
            if (network.Internal)
                inside.Add(network.Name);
        foreach (var service in input.Services)
        {
            byKey[service.Key] = service;
            if (service.Role == ServiceRole.Gateway)
                gateways.Add(service);
        }
        foreach (var route in input.Routes)
            foreach (var match in route.Matches)
                if (match is { Host: { } host, HostIsRegex: false })
                    routed.TryAdd(host, route);
    }

    public EquatableArray<Edge> Collected() => edges
        .OrderBy(static e => e.Key.From).ThenBy(static e => e.Key.To, StringComparer.Ordinal).ThenBy(static e => e.Key.Port).ThenBy(static e => e.Key.Protocol)
        .Select(static e => new Edge
        {
            From = e.Value.From.Key,
            To = e.Value.To,
            Port = e.Value.Port,
            Protocol = e.Value.Protocol,
            AppProtocol = e.Value.AppProtocol,
            HostNames = e.Value.Hosts.ToEquatableArray(),
            Confidence = e.Value.Confidence,
            Reachable = e.Value.Reachable,
            Evidence = e.Value.Evidence.Distinct().OrderBy(static v => v.Kind).ThenBy(static v => v.Detail, StringComparer.Ordinal).ThenBy(static v => v.At).ToEquatableArray(),
        }).ToEquatableArray();

    /// <summary>Addresses anywhere in a value. Without a scheme, a name must be the platform's own, or have a dot and a port.</summary>
    public void Text(PlatformService caller, SecretText value, string label, EvidenceKind kind, SourceSpan at)
    {
        var text = value.Literal ?? value.Render(static _ => "x");
        foreach (var endpoint in Endpoints.In(text))
            Host(caller, endpoint.Host, endpoint.Port, endpoint.Scheme, kind,
                $"{label} names {endpoint.Host}{(endpoint.Port is { } port ? $":{port}" : "")}", at,
                strict: endpoint.Scheme is null && !(endpoint.Port is not null && LooksPublic(endpoint.Host)));
    }

    /// <summary><c>smtp.example.com</c>, and not <c>app.wsgi</c> or <c>1.2</c>: two dots, or an ending that no file has.</summary>
    private static bool LooksPublic(string host)
    {
        var dot = host.LastIndexOf('.');
        return dot > 0 && (host.AsSpan(0, dot).Contains('.') || host.AsSpan(dot) is ".com" or ".net" or ".org" or ".io" or ".nl" or ".eu" or ".de" or ".dev" or ".cloud")
            && (host.AsSpan(dot + 1).IndexOfAnyExceptInRange('0', '9') >= 0 ? host.Length - dot > 2 : host.Split('.').Length == 4);
    }

    /// <summary>Loopback and "any address": nobody else.</summary>
    private static bool IsSelf(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || host is "0.0.0.0" or "::1" || host.StartsWith("127.", StringComparison.Ordinal);

    /// <param name="strict">Only a name that the platform knows counts.</param>
    public void Host(PlatformService caller, string host, int? port, string? scheme, EvidenceKind kind, string detail, SourceSpan at, bool strict = false)
    {
        if (host.Length == 0 || IsSelf(host) || host.AsSpan().ContainsAny("${}*<>()[]"))
            return;
        foreach (var extra in caller.ExtraHosts)
            if (extra.Host.Equals(host, StringComparison.OrdinalIgnoreCase) && !IsSelf(extra.Address))
            {
                Keep(caller, new EdgeTarget.External(host), port ?? Endpoints.DefaultPort(scheme), scheme, Confidence.High, true, host, new(kind, $"{detail} (extra_hosts: {extra.Address})", at));
                return;
            }
        var (target, reachable) = names.Resolve(caller, host);
        if (target is null)
        {
            if (strict)
                return;
            if (host.Contains('.'))
                Outside(caller, host, port, scheme, new(kind, detail, at));
            else if (reported.Add((caller.Key, host)))
                findings.Add(UnderstandingDiagnostics.NobodyAnswers(at, caller.Key, host));
            return;
        }
        if (target.Key == caller.Key)
            return;
        if (!reachable && reported.Add((caller.Key, target.Key.ToString())))
            findings.Add(UnderstandingDiagnostics.NoSharedNetwork(at, caller.Key, target.Key));
        Keep(caller, new EdgeTarget.Service(target.Key), port ?? Endpoints.DefaultPort(scheme) ?? MainPort(target), scheme,
            port is not null || Endpoints.DefaultPort(scheme) is not null ? Confidence.High : Confidence.Medium, reachable, host, new(kind, detail, at));
    }

    /// <summary>
    /// A public name that is a route of the platform itself stays outside: the call goes out and comes back in through the
    /// gateway, with its certificate and middlewares, and must after the move too. The evidence names the route.
    /// </summary>
    private void Outside(PlatformService caller, string host, int? port, string? scheme, Evidence evidence)
    {
        if (routed.TryGetValue(host, out var route))
        {
            // Its own address, which it tells to browsers.
            if (route.Service == caller.Key)
                return;
            evidence = evidence with { Detail = $"{evidence.Detail}, which is route {route.Name} to {route.Service}" };
        }
        else if (IsShutIn(caller) && !DockerHost.IsName(host) && reported.Add((caller.Key, host)))
            findings.Add(HostDiagnostics.InternalCallsOut(evidence.At, caller.Key, host));
        Keep(caller, new EdgeTarget.External(host), port ?? Endpoints.DefaultPort(scheme), scheme, Confidence.Medium, true, host, evidence);
    }

    /// <summary>On internal networks only, and without a proxy that would take its calls out.</summary>
    private bool IsShutIn(PlatformService caller)
    {
        if (caller.Networks.IsEmpty || caller.NetworkMode is not NetworkMode.Bridge)
            return false;
        foreach (var attachment in caller.Networks)
            if (!inside.Contains(attachment.Network))
                return false;
        foreach (var variable in caller.Environment)
            if (variable.Name.EndsWith("_PROXY", StringComparison.OrdinalIgnoreCase))
                return false;
        return true;
    }

    /// <summary>The port by which an image is known, else the only one, else the lowest.</summary>
    private static int? MainPort(PlatformService service)
    {
        if (service.Ports.Count == 0)
            return null;
        if (service.Image is { } image && ImageCatalogue.Find(image.Repository) is { Port: > 0 } entry)
            return entry.Port;
        return service.Ports[0].Number;
    }

    public void Route(Route route)
    {
        foreach (var (service, number) in route.Origin != RouteOrigin.PublishedPort && route.InternalService is null ? route.Targets() : [])
            if (byKey.TryGetValue(service, out var target))
                foreach (var gateway in GatewaysOf(route, target).Where(g => g.Key != target.Key))
                    Keep(gateway, new EdgeTarget.Service(target.Key), number ?? MainPort(target), route.Scheme, Confidence.High,
                        names.SharesNetwork(gateway, target), null, new(EvidenceKind.Route, $"route {route.Name}", route.At), route.Kind == RouteKind.Udp);
        foreach (var middleware in route.Middlewares)
        {
            var (asked, port, host, kind) = middleware switch
            {
                Middleware.ForwardAuth { Service: { } auth } forward => (auth, forward.Port, Endpoints.In(forward.Address).Select(static e => e.Host).FirstOrDefault(), EvidenceKind.ForwardAuth),
                Middleware.Errors { Service: { } pages } => (pages, null, null, EvidenceKind.Route),
                _ => (default(ServiceKey), (int?)null, (string?)null, EvidenceKind.Route),
            };
            if (byKey.TryGetValue(asked, out var authority))
                foreach (var gateway in GatewaysOf(route, authority))
                    if (gateway.Key != authority.Key)
                        Keep(gateway, new EdgeTarget.Service(asked), port ?? MainPort(authority), "http", Confidence.High,
                            names.SharesNetwork(gateway, authority), host, new(kind, $"middleware {middleware.Name}", middleware.At));
        }
    }

    /// <summary>The proxies that read this kind of route and reach the target; those that do not reach it only when no other does.</summary>
    private List<PlatformService> GatewaysOf(Route route, PlatformService target)
    {
        var word = route.Origin switch { RouteOrigin.Traefik => "traefik", RouteOrigin.NginxProxy => "nginx", RouteOrigin.Caddy => "caddy", _ => "" };
        var reading = gateways.Where(g => g.CatalogueId?.Contains(word, StringComparison.Ordinal) == true).ToList();
        if (reading.Count == 0)
            reading = gateways;
        var reaching = reading.Where(g => names.SharesNetwork(g, target)).ToList();
        return reaching.Count > 0 ? reaching : reading;
    }

    /// <summary>An order of start. Nobody waits for a database without talking to it, so there the port is its own.</summary>
    public void Ordered(PlatformService caller, ServiceKey targetKey, EvidenceKind kind, string detail, SourceSpan at, string? host)
    {
        if (!byKey.TryGetValue(targetKey, out var target) || targetKey == caller.Key)
            return;
        var evidence = new Evidence(kind, detail, at);
        if (between.TryGetValue((caller.Key, targetKey), out var talks))
        {
            foreach (var edge in talks)
                edge.Evidence.Add(evidence);
            return;
        }
        var data = target.Role is ServiceRole.Database or ServiceRole.Cache or ServiceRole.Broker or ServiceRole.Search or ServiceRole.ObjectStore or ServiceRole.VectorStore;
        var port = data || kind == EvidenceKind.Link ? MainPort(target) : null;
        Keep(caller, new EdgeTarget.Service(targetKey), port, null, Confidence.Medium, port is null || names.SharesNetwork(caller, target), host ?? (port is null ? null : targetKey.Service), evidence);
    }

    private void Keep(PlatformService from, EdgeTarget to, int? port, string? scheme, Confidence confidence, bool reachable, string? host, Evidence evidence, bool udp = false)
    {
        var protocol = udp || scheme is "udp" or "syslog+udp" || (port is { } number && to is EdgeTarget.Service(var target) && OnlyUdp(target, number)) ? TransportProtocol.Udp : TransportProtocol.Tcp;
        var key = (from.Key, to.ToString() ?? "", port ?? 0, protocol);
        if (!edges.TryGetValue(key, out var edge))
        {
            edges[key] = edge = new Gathered { From = from, To = to, Port = port, Protocol = protocol, Confidence = confidence, Reachable = reachable };
            if (to is EdgeTarget.Service(var service))
            {
                if (!between.TryGetValue((from.Key, service), out var list))
                    between[(from.Key, service)] = list = [];
                list.Add(edge);
            }
        }
        edge.AppProtocol ??= Endpoints.AppProtocol(scheme);
        edge.Reachable |= reachable;
        if (confidence > edge.Confidence)
            edge.Confidence = confidence;
        if (host is not null)
            edge.Hosts.Add(host);
        edge.Evidence.Add(evidence);
    }

    private bool OnlyUdp(ServiceKey key, int number)
    {
        var udp = false;
        foreach (var port in byKey[key].Ports)
            if (port.Number == number)
            {
                if (port.Protocol == TransportProtocol.Tcp)
                    return false;
                udp |= port.Protocol == TransportProtocol.Udp;
            }
        return udp;
    }
}
