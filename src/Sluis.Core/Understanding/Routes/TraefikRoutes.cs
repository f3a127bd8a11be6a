using System.Globalization;
using Sluis.Core.Diagnostics;
using Sluis.Core.Platform;
using Sluis.Core.Text;
using Sluis.Core.Understanding.Edges;

namespace Sluis.Core.Understanding.Routes;

/// <summary>Routers of Traefik 2 and 3 from labels and mounted files, and front ends of Traefik 1.</summary>
internal sealed class TraefikRoutes
{
    /// <summary>What one container or the file provider says, without the leading <c>traefik.</c></summary>
    private sealed record Source(PlatformService? Owner, Dictionary<string, string> Keys, SourceSpan At);


    private static readonly string[] Protocols = ["http", "tcp", "udp"];

    private readonly RouteInput input;
    private readonly MiddlewareTable middlewares;
    private readonly TraefikStatic settings;
    private readonly Findings findings;
    private readonly NameIndex names;
    private readonly TraefikTargets targets;
    private readonly Dictionary<ServiceKey, PlatformService> services = [];

    public TraefikRoutes(RouteInput input, NameIndex names, MiddlewareTable middlewares, Findings findings)
    {
        (this.input, this.names, this.middlewares, this.findings) = (input, names, middlewares, findings);
        settings = TraefikStatic.Of(input.Gateways, findings);
        foreach (var service in input.Services)
            services[service.Key] = service;
        targets = new(names, services, findings);
    }

    public List<Route> Read()
    {
        var sources = new List<Source>();
        foreach (var service in input.Services)
            if (Labels(service) is { Count: > 0 } keys && Enabled(keys))
                sources.Add(new(service, keys, service.At));
        foreach (var gateway in input.Gateways)
            foreach (var mount in gateway.Mounts)
                if (mount is Mount.Files files)
                    foreach (var file in files.Content)
                        if (file.Text is { } text && TraefikFiles.IsOne(file.RelativePath)
                            && TraefikFiles.Read(text.ToString(), files.IsDirectory ? $"{files.Source}/{file.RelativePath}" : files.Source, findings) is { } root)
                        {
                            var keys = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
                            TraefikFiles.Flatten(root, "", keys);
                            sources.Add(new(null, keys, root.Span));
                            LeftBehind(keys, root.Span);
                        }
        foreach (var source in sources)
            foreach (var protocol in Protocols)
                foreach (var name in Names(source, protocol + ".services."))
                    targets.Add(source.Owner, source.Keys, protocol, name, source.At);

        var routes = new List<Route>();
        foreach (var source in sources)
        {
            var before = routes.Count;
            foreach (var protocol in Protocols)
                foreach (var name in Names(source, protocol + ".routers."))
                    if (Router(source, protocol, name) is { } route)
                        routes.Add(route);
            if (source.Owner is { } owner)
            {
                FrontEnds(source, owner, routes);
                if (routes.Count == before)
                    Implicit(source, owner, routes);
            }
        }
        return routes;
    }

    private static Dictionary<string, string> Labels(PlatformService service)
    {
        var keys = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (key, value) in service.Labels)
            if (key.StartsWith("traefik.", StringComparison.OrdinalIgnoreCase))
                keys.TryAdd(key["traefik.".Length..], value);
        return keys;
    }

    private bool Enabled(Dictionary<string, string> keys) =>
        keys.TryGetValue("enable", out var stated) ? !stated.Equals("false", StringComparison.OrdinalIgnoreCase) : settings.ExposedByDefault;

    private static SortedSet<string> Names(Source source, string prefix)
    {
        var names = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var key in source.Keys.Keys)
            if (key.StartsWith(prefix, StringComparison.OrdinalIgnoreCase) && key.IndexOf('.', prefix.Length) is var dot && dot > prefix.Length)
                names.Add(key[prefix.Length..dot]);
        return names;
    }

    /// <summary>What a file says beside routers, services and middlewares.</summary>
    private void LeftBehind(Dictionary<string, string> keys, SourceSpan at)
    {
        var seen = new SortedDictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var key in keys.Keys)
        {
            var parts = key.Split('.');
            var (section, named) = (parts[0].ToLowerInvariant(), parts.Length > 1 ? parts[1] : "");
            var name = parts.Length > 2 ? parts[2] : "";
            if (section == "tls" && named.Equals("options", StringComparison.OrdinalIgnoreCase))
                seen[$"TLS options \"{name}\""] = "Set them on the cluster's gateway, as a TLSOption or in the Gateway's listener.";
            else if (section == "tls" && named.Equals("certificates", StringComparison.OrdinalIgnoreCase))
                seen["list of certificates from files"] = "cert-manager requests certificates for the routes' hosts; bring one of your own as a Secret that the listener names.";
            else if (section == "tls" && named.Equals("stores", StringComparison.OrdinalIgnoreCase))
                seen[$"certificate store \"{name}\""] = "Name a default certificate in the cluster's gateway.";
            else if (section is "http" or "tcp" && named.Equals("serversTransports", StringComparison.OrdinalIgnoreCase))
                seen[$"transport \"{name}\" to servers"] = "Let the service speak plain HTTP, or add a BackendTLSPolicy with its CA.";
            else if (section == "tcp" && named.Equals("middlewares", StringComparison.OrdinalIgnoreCase))
                seen[$"TCP middleware \"{name}\""] = "Write it for the gateway in an overlay.";
            else if (section is "frontends" or "backends")
                seen[$"{section} in the form of Traefik 1"] = "Write them as routers and services of Traefik 2, or as labels.";
        }
        foreach (var (what, advice) in seen)
            findings.Add(RouteDiagnostics.NotCarried(at, what, advice));
    }

    private Route? Router(Source source, string protocol, string name)
    {
        var prefix = $"{protocol}.routers.{name}.";
        string? Get(string key) => source.Keys.GetValueOrDefault(prefix + key);
        var own = source.Owner is null ? [] : Names(source, protocol + ".services.");
        var reference = Get("service") ?? (own.Count == 1 ? own.Min ?? name : name);
        var isInternal = reference.EndsWith("@internal", StringComparison.OrdinalIgnoreCase);
        var target = targets.Find(protocol, reference);
        var service = isInternal ? source.Owner ?? (input.Gateways is [var proxy, ..] ? proxy : null) : target?.Service ?? (Get("service") is null ? source.Owner : null);
        if (service is null)
        {
            findings.Add(RouteDiagnostics.NoService(source.At, name, reference));
            return null;
        }
        var rule = Get("rule") ?? (protocol == "udp" ? "" : settings.RuleOf(service));
        if (rule is null)
        {
            findings.Add(RouteDiagnostics.NotExpressible(source.At, settings.DefaultRule ?? ""));
            return null;
        }
        var matches = RuleParser.Parse(rule, source.At, findings);
        var passthrough = "true".Equals(Get("tls.passthrough"), StringComparison.OrdinalIgnoreCase);
        var tls = source.Keys.Keys.Any(k => k.StartsWith(prefix + "tls", StringComparison.OrdinalIgnoreCase)) && Get("tls") is not "false";
        var route = new Route
        {
            Name = name,
            Kind = protocol switch { "udp" => RouteKind.Udp, "tcp" => passthrough ? RouteKind.TlsPassthrough : RouteKind.Tcp, _ => RouteKind.Http },
            Origin = RouteOrigin.Traefik,
            Service = service.Key,
            Port = target?.Port ?? (service.Ports.Count > 0 ? service.Ports[0].Number : null),
            Scheme = target?.Scheme ?? (protocol == "http" ? "http" : protocol),
            InternalService = isInternal ? reference : null,
            Matches = matches,
            Rule = rule,
            Tls = tls ? new(Get("tls.certresolver"), Domains(source, prefix), Get("tls.options")) : null,
            EntryPoints = RouteReader.Split(Get("entrypoints")),
            Middlewares = protocol == "udp" ? [] : RouteReader.Split(Get("middlewares")).SelectMany(m => middlewares.Resolve(m, source.At, service.Key, findings)).ToEquatableArray(),
            Priority = int.TryParse(Get("priority"), CultureInfo.InvariantCulture, out var priority) ? priority : null,
            StickyCookie = target?.StickyCookie,
            HealthPath = target?.HealthPath,
            Backends = target?.Backends ?? default,
            Mirrors = target?.Mirrors ?? default,
            At = source.At,
        };
        return AtEntryPoints(route);
    }

    private static EquatableArray<string> Domains(Source source, string prefix) => source.Keys
        .Where(k => k.Key.StartsWith(prefix + "tls.domains", StringComparison.OrdinalIgnoreCase)).OrderBy(static k => k.Key, StringComparer.Ordinal)
        .SelectMany(static k => RouteReader.Split(k.Value)).ToEquatableArray();

    /// <summary>An entry point may redirect all that comes to it, bring TLS and put middlewares in front.</summary>
    private Route AtEntryPoints(Route route)
    {
        if (route.Kind != RouteKind.Http)
            return route;
        var stated = route.EntryPoints.Select(settings.Find).OfType<TraefikStatic.EntryPoint>().ToList();
        if (route.EntryPoints.IsEmpty)
        {
            // A router that names none is on all of them; those that only redirect pass nothing on.
            stated = [.. settings.EntryPoints.Where(static e => e.RedirectTo is null)];
            route = route with { EntryPoints = stated.Select(static e => e.Name).ToEquatableArray() };
        }
        var open = stated.Where(static e => e.RedirectTo is null).ToList();
        if (open.Count == 0 && stated is [{ } redirecting, ..])
            return route with { Middlewares = [new Middleware.RedirectScheme(redirecting.RedirectScheme, null, redirecting.Permanent) { Name = $"{redirecting.Name}-redirect", At = route.At }, .. route.Middlewares] };
        var before = open.SelectMany(static e => e.Middlewares).Distinct(StringComparer.Ordinal).SelectMany(m => middlewares.Resolve(m, route.At, route.Service, findings)).ToList();
        if (before.Count > 0)
            route = route with { Middlewares = [.. before, .. route.Middlewares] };
        if (route.Tls is null && open.FirstOrDefault(static e => e.Tls) is { } secured)
            route = route with { Tls = new(secured.Resolver, default, null) };
        else if (route.Tls is { CertificateResolver: null } tls && open.FirstOrDefault(static e => e.Resolver is not null) is { } resolving)
            route = route with { Tls = tls with { CertificateResolver = resolving.Resolver } };
        return route.Tls is null && route.EntryPoints.Any(static e => e is "websecure" or "https") ? route with { Tls = new(null, default, null) } : route;
    }

    /// <summary>A container that is let in without a router of its own gets one with the default rule.</summary>
    private void Implicit(Source source, PlatformService owner, List<Route> routes)
    {
        if (settings.DefaultRule is null || !"true".Equals(source.Keys.GetValueOrDefault("enable"), StringComparison.OrdinalIgnoreCase) || owner.Role == ServiceRole.Gateway)
            return;
        if (Router(source, "http", owner.Key.Service) is { } route)
            routes.Add(route);
    }

    /// <summary>Traefik 1: <c>traefik.frontend.rule</c>, or <c>traefik.&lt;segment&gt;.frontend.rule</c> for each of several.</summary>
    private void FrontEnds(Source source, PlatformService owner, List<Route> routes)
    {
        foreach (var (key, rule) in source.Keys.OrderBy(static k => k.Key, StringComparer.Ordinal))
        {
            if (!key.EndsWith("frontend.rule", StringComparison.OrdinalIgnoreCase) || key.Split('.') is not { Length: 2 or 3 } parts)
                continue;
            var segment = parts.Length == 3 ? parts[0] + "." : "";
            string? Get(string name) => source.Keys.GetValueOrDefault(segment + name) ?? source.Keys.GetValueOrDefault(name);
            var entryPoints = RouteReader.Split(Get("frontend.entryPoints"));
            var strip = rule.Contains("PathPrefixStrip:", StringComparison.OrdinalIgnoreCase) ? rule.Split(';', StringSplitOptions.TrimEntries)
                .Where(static p => p.StartsWith("PathPrefixStrip:", StringComparison.OrdinalIgnoreCase)).SelectMany(static p => RouteReader.Split(p[16..])).ToEquatableArray() : default;
            routes.Add(new Route
            {
                Name = segment.Length == 0 ? owner.Key.Service : $"{owner.Key.Service}-{parts[0]}",
                Kind = RouteKind.Http,
                Origin = RouteOrigin.Traefik,
                Service = owner.Key,
                Port = int.TryParse(Get("port"), CultureInfo.InvariantCulture, out var port) ? port : owner.Ports.Count > 0 ? owner.Ports[0].Number : null,
                Scheme = Get("protocol") ?? "http",
                Matches = RuleParser.ParseOld(rule, source.At, findings),
                Rule = rule,
                Tls = entryPoints.Contains("https") ? new(null, default, null) : null,
                EntryPoints = entryPoints,
                Middlewares = strip.IsEmpty ? [] : [new Middleware.StripPrefix(strip) { Name = $"{owner.Key.Service}-strip", At = source.At }],
                Priority = int.TryParse(Get("frontend.priority"), CultureInfo.InvariantCulture, out var priority) ? priority : null,
                At = source.At,
            });
        }
    }
}
