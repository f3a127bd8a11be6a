using Sluis.Core.Diagnostics;
using Sluis.Core.Platform;
using Sluis.Core.Text;

namespace Sluis.Core.Understanding.Edges;

/// <summary>Gathers edges with their evidence; one per caller, target, port and protocol.</summary>
internal sealed class EdgeCollector(EquatableArray<PlatformService> services, NameIndex names, Findings findings)
{
    private sealed class Gathered
    {
        public required PlatformService From { get; init; }
        public required EdgeTarget To { get; init; }
        public int? Port { get; init; }
        public string? AppProtocol { get; set; }
        public Confidence Confidence { get; set; }
        public bool Reachable { get; set; } = true;
        public SortedSet<string> Hosts { get; } = new(StringComparer.Ordinal);
        public List<Evidence> Evidence { get; } = [];
    }

    private readonly Dictionary<(ServiceKey From, string To, int Port), Gathered> edges = [];
    private readonly Dictionary<ServiceKey, PlatformService> byKey = services.ToDictionary(static s => s.Key);
    private readonly HashSet<(ServiceKey, string)> unanswered = [];

    public EquatableArray<Edge> Collected() => edges
        .OrderBy(static e => e.Key.From).ThenBy(static e => e.Key.To, StringComparer.Ordinal).ThenBy(static e => e.Key.Port)
        .Select(static e => new Edge
        {
            From = e.Value.From.Key,
            To = e.Value.To,
            Port = e.Value.Port,
            AppProtocol = e.Value.AppProtocol,
            HostNames = e.Value.Hosts.ToEquatableArray(),
            Confidence = e.Value.Confidence,
            Reachable = e.Value.Reachable,
            Evidence = e.Value.Evidence.Distinct().OrderBy(static v => v.At).ThenBy(static v => v.Detail, StringComparer.Ordinal).ToEquatableArray(),
        }).ToEquatableArray();

    /// <summary>URLs and <c>host:port</c> anywhere in a value.</summary>
    public void Text(PlatformService caller, SecretText value, string key, EvidenceKind kind, SourceSpan at)
    {
        var text = value.Literal ?? value.Render(static _ => "x");
        var label = key.Length > 0 ? key : kind.ToString().ToLowerInvariant();
        foreach (var endpoint in Endpoints.In(text))
            Host(caller, endpoint.Host, endpoint.Port, endpoint.Scheme, kind,
                $"{label} names {endpoint.Host}{(endpoint.Port is { } port ? $":{port}" : "")}", at, strict: endpoint.Scheme is null);
    }

    public void Configuration(PlatformService caller, SecretText file, SourceSpan at)
    {
        var text = file.Literal ?? file.Render(static _ => "x");
        var line = 0;
        foreach (var raw in text.Split('\n'))
        {
            line++;
            if (raw.AsSpan().TrimStart().StartsWith("#"))
                continue;
            foreach (var endpoint in Endpoints.In(raw))
                if (names.Knows(endpoint.Host))
                    Host(caller, endpoint.Host, endpoint.Port, endpoint.Scheme, EvidenceKind.ConfigurationFile,
                        $"{at.File[(at.File.LastIndexOf('/') + 1)..]} names {endpoint.Host}{(endpoint.Port is { } port ? $":{port}" : "")}", at with { Line = line }, strict: true);
        }
    }

    /// <param name="strict">Only a name that the platform knows counts.</param>
    public void Host(PlatformService caller, string host, int? port, string? scheme, EvidenceKind kind, string detail, SourceSpan at, bool strict = false)
    {
        if (host.Length == 0 || host is "localhost" or "0.0.0.0" or "127.0.0.1" or "::1" || host.AsSpan().ContainsAny("${}*<>()[]"))
            return;
        var (target, reachable) = names.Resolve(caller, host);
        if (target is null)
        {
            if (strict)
                return;
            if (host.Contains('.') || host == "host-gateway")
                Keep(caller, new EdgeTarget.External(host), port ?? Endpoints.DefaultPort(scheme), scheme, Confidence.Medium, true, host, new(kind, detail, at));
            else if (scheme is not null && unanswered.Add((caller.Key, host)))
                findings.Add(UnderstandingDiagnostics.NobodyAnswers(at, caller.Key, host));
            return;
        }
        if (target.Key == caller.Key)
            return;
        if (!reachable && unanswered.Add((caller.Key, target.Key.ToString())))
            findings.Add(UnderstandingDiagnostics.NoSharedNetwork(at, caller.Key, target.Key));
        var known = port ?? Endpoints.DefaultPort(scheme) ?? (target.Ports.Count > 0 ? target.Ports[0].Number : null);
        Keep(caller, new EdgeTarget.Service(target.Key), known, scheme, port is not null || scheme is not null ? Confidence.High : Confidence.Medium, reachable, host, new(kind, detail, at));
    }

    public void Route(Route route, EquatableArray<PlatformService> all)
    {
        if (byKey.TryGetValue(route.Service, out var target))
            foreach (var gateway in all)
                if (gateway.Role == ServiceRole.Gateway && route.Origin != RouteOrigin.PublishedPort && route.InternalService is null)
                    Keep(gateway, new EdgeTarget.Service(target.Key), route.Port ?? (target.Ports.Count > 0 ? target.Ports[0].Number : null), route.Scheme,
                        Confidence.High, true, null, new(EvidenceKind.Route, $"route {route.Name}", route.At));
        foreach (var middleware in route.Middlewares)
            if (middleware is Middleware.ForwardAuth { Service: { } auth } forward && byKey.TryGetValue(auth, out var authority))
                foreach (var gateway in all)
                    if (gateway.Role == ServiceRole.Gateway)
                        Keep(gateway, new EdgeTarget.Service(authority.Key), forward.Port, "http", Confidence.High, true,
                            Endpoints.In(forward.Address).Select(static e => e.Host).FirstOrDefault(), new(EvidenceKind.ForwardAuth, $"middleware {middleware.Name}", middleware.At));
    }

    /// <summary>An order of start. Nobody waits for a database without talking to it, so there the port is its own.</summary>
    public void Ordered(PlatformService caller, ServiceKey targetKey, EvidenceKind kind, string detail, SourceSpan at, string? host)
    {
        if (!byKey.TryGetValue(targetKey, out var target))
            return;
        var evidence = new Evidence(kind, detail, at);
        var talked = false;
        foreach (var (key, edge) in edges)
            if (key.From == caller.Key && edge.To is EdgeTarget.Service(var to) && to == targetKey)
            {
                edge.Evidence.Add(evidence);
                talked = true;
            }
        if (talked)
            return;
        var data = target.Role is ServiceRole.Database or ServiceRole.Cache or ServiceRole.Broker or ServiceRole.Search or ServiceRole.ObjectStore or ServiceRole.VectorStore;
        int? port = (data || kind == EvidenceKind.Link) && target.Ports.Count > 0 ? target.Ports[0].Number : null;
        Keep(caller, new EdgeTarget.Service(targetKey), port, null, Confidence.Medium, true, host ?? (port is null ? null : targetKey.Service), evidence);
    }

    private void Keep(PlatformService from, EdgeTarget to, int? port, string? scheme, Confidence confidence, bool reachable, string? host, Evidence evidence)
    {
        var key = (from.Key, to.ToString() ?? "", port ?? 0);
        if (!edges.TryGetValue(key, out var edge))
            edges[key] = edge = new Gathered { From = from, To = to, Port = port, Confidence = confidence, Reachable = reachable };
        edge.AppProtocol ??= Endpoints.AppProtocol(scheme);
        edge.Reachable |= reachable;
        if (confidence > edge.Confidence)
            edge.Confidence = confidence;
        if (host is not null)
            edge.Hosts.Add(host);
        edge.Evidence.Add(evidence);
    }
}
