using System.Globalization;
using Sluis.Core.Diagnostics;
using Sluis.Core.Platform;
using Sluis.Core.Text;
using Sluis.Core.Understanding.Secrets;

namespace Sluis.Core.Understanding.Routes;

/// <summary>
/// Labels of caddy-docker-proxy: a Caddyfile with dots for nesting. https://github.com/lucaslorentz/caddy-docker-proxy#labels-to-caddyfile-conversion
/// </summary>
internal static class CaddyRoutes
{
    /// <summary><c>caddy_1: (auth)</c> and the labels under it: what <c>import auth</c> brings, from whichever service.</summary>
    public static Dictionary<string, Dictionary<string, string>> Snippets(EquatableArray<PlatformService> services)
    {
        var found = new Dictionary<string, Dictionary<string, string>>(StringComparer.Ordinal);
        foreach (var service in services)
            foreach (var (site, name) in service.Labels)
                if (IsSite(site) && name.StartsWith('(') && name.EndsWith(')'))
                {
                    var inside = new Dictionary<string, string>(StringComparer.Ordinal);
                    foreach (var (key, value) in service.Labels)
                        if (key.StartsWith(site + ".", StringComparison.Ordinal))
                            inside[key[(site.Length + 1)..]] = value;
                    found.TryAdd(name[1..^1], inside);
                }
        return found;
    }

    /// <summary>What a snippet brings is not stated again; a snippet may import another.</summary>
    private static void Import(Dictionary<string, string> inside, Dictionary<string, Dictionary<string, string>> snippets, PlatformService service, string site, Findings findings)
    {
        var waiting = new Queue<string>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (key, value) in inside)
            if (!key.Contains('.') && Directive(key) == "import")
                waiting.Enqueue(value.Split(' ')[0]);
        while (waiting.TryDequeue(out var name))
            if (seen.Add(name) && !snippets.TryGetValue(name, out var snippet))
                findings.Add(RouteDiagnostics.UnknownDirective(service.At, service.Key, $"{site}.import {name}"));
            else
                foreach (var (key, value) in snippets.GetValueOrDefault(name) ?? [])
                    if (!key.Contains('.') && Directive(key) == "import")
                        waiting.Enqueue(value.Split(' ')[0]);
                    else
                        inside.TryAdd(key, value);
    }

    public static void Read(PlatformService service, Dictionary<string, Dictionary<string, string>> snippets, SecretFinder secrets, List<Route> routes, Findings findings)
    {
        var labels = service.Labels.Where(static l => IsSite(l.Key.Split('.')[0])).OrderBy(static l => l.Key, StringComparer.Ordinal).ToList();
        foreach (var (site, hosts) in labels)
        {
            if (site.Contains('.') || hosts.Length == 0 || hosts.StartsWith('('))
                continue;
            var inside = labels.Where(l => l.Key.StartsWith(site + ".", StringComparison.Ordinal)).ToDictionary(l => l.Key[(site.Length + 1)..], static l => l.Value, StringComparer.Ordinal);
            Import(inside, snippets, service, site, findings);
            var number = 0;
            foreach (var (key, value) in inside.OrderBy(static k => k.Key, StringComparer.Ordinal))
            {
                var directive = Directive(key[(key.LastIndexOf('.') + 1)..]);
                if (directive is not ("reverse_proxy" or "redir"))
                    continue;
                var route = Proxy(service, site, hosts, key, value, inside, number++, secrets);
                routes.Add(directive == "redir" ? Redirect(service, route, value) : route);
            }
            var unknown = new SortedSet<string>(StringComparer.Ordinal);
            foreach (var key in inside.Keys)
            {
                var parts = key.Split('.');
                var deepest = Array.FindIndex(parts, static p => Directive(p) is not ("handle_path" or "handle" or "route"));
                // What stands below a directive belongs to it: users below basic_auth, settings below reverse_proxy.
                if (deepest >= 0 && (Directive(parts[deepest]) is not ("reverse_proxy" or "redir" or "tls" or "encode" or "basicauth" or "basic_auth" or "import") || (Directive(parts[deepest]) == "reverse_proxy" && deepest + 1 < parts.Length)))
                    unknown.Add(string.Join('.', parts.Take(deepest + 1 + (Directive(parts[deepest]) == "reverse_proxy" ? 1 : 0))));
            }
            foreach (var key in unknown)
                findings.Add(RouteDiagnostics.UnknownDirective(service.At, service.Key, $"{site}.{key}"));
        }
    }

    /// <summary><c>redir https://new.example.com{uri} permanent</c>; with a path before the target, that path only.</summary>
    private static Route Redirect(PlatformService service, Route route, string value)
    {
        var words = value.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var target = Array.Find(words, static w => w.Contains("://", StringComparison.Ordinal)) ?? (words.Length > 1 && words[0].StartsWith('/') ? words[1] : words is [var only, ..] ? only : "/");
        var permanent = words[^1] is "permanent" or "301" or "308";
        // {uri} is the whole path with its query.
        var replacement = target.Replace("{uri}", "/${1}", StringComparison.Ordinal);
        return route with
        {
            Port = service.Ports.Count > 0 ? service.Ports[0].Number : 80,
            Scheme = "http",
            Middlewares = [new Middleware.RedirectRegex("^https?://[^/]+/?(.*)", replacement, permanent) { Name = route.Name + "-redirect", At = route.At }],
        };
    }

    /// <summary>caddy, caddy_0, caddy_1 …</summary>
    private static bool IsSite(string name) => name == "caddy" || (name.StartsWith("caddy_", StringComparison.Ordinal) && name.AsSpan(6).IndexOfAnyExceptInRange('0', '9') < 0);

    /// <summary><c>0_reverse_proxy</c> and <c>reverse_proxy_0</c> order and repeat a directive.</summary>
    private static string Directive(string name)
    {
        var text = name.AsSpan();
        if (text.IndexOf('_') is > 0 and var first && text[..first].IndexOfAnyExceptInRange('0', '9') < 0)
            text = text[(first + 1)..];
        if (text.LastIndexOf('_') is > 0 and var last && last + 1 < text.Length && text[(last + 1)..].IndexOfAnyExceptInRange('0', '9') < 0)
            text = text[..last];
        return text.ToString();
    }

    private static Route Proxy(
        PlatformService service, string site, string hosts, string key, string value, Dictionary<string, string> inside, int number, SecretFinder secrets)
    {
        var name = $"{service.Key.Service}{(site == "caddy" ? "" : site["caddy".Length..].Replace('_', '-'))}{(number == 0 ? "" : $"-{number.ToString(CultureInfo.InvariantCulture)}")}";
        var middlewares = new List<Middleware>();
        string? path = null;
        for (var dot = key.IndexOf('.'); dot > 0; dot = key.IndexOf('.', dot + 1))
            if (inside.TryGetValue(key[..dot], out var matcher) && matcher.StartsWith('/'))
            {
                path = matcher;
                var parent = key[..dot];
                if (Directive(parent[(parent.LastIndexOf('.') + 1)..]) == "handle_path")
                    middlewares.Add(new Middleware.StripPrefix([matcher.TrimEnd('*').TrimEnd('/')]) { Name = name + "-strip", At = service.At });
            }
        var words = value.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words is [['/', ..] first, ..])
            path = first;
        foreach (var (other, users) in inside)
            if (other.Split('.') is [var directive, var user] && Directive(directive) is "basicauth" or "basic_auth")
                middlewares.Add(new Middleware.BasicAuth(
                    SecretText.Of(secrets.Declare($"{name}_USERS".ToUpperInvariant().Replace('-', '_'), SecretKind.Password, null, $"{user}:{users}", service.Key, service.At)), null, null, false)
                { Name = name + "-auth", At = service.At });
            else if (Directive(other) == "encode")
                middlewares.Add(new Middleware.Compress { Name = name + "-encode", At = service.At });
        var sites = hosts.Split([',', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return new Route
        {
            Name = name,
            Kind = RouteKind.Http,
            Origin = RouteOrigin.Caddy,
            Service = service.Key,
            Port = PortOf(value) ?? (service.Ports.Count > 0 ? service.Ports[0].Number : 80),
            Scheme = value.Contains("https", StringComparison.Ordinal) ? "https" : value.Contains("h2c", StringComparison.Ordinal) ? "h2c" : "http",
            Matches = sites.Select(s => new RouteMatch { Host = HostOf(s), Path = path is null or "/*" or "*" ? null : PathOf(path) }).ToEquatableArray(),
            Rule = $"{hosts} {path}".TrimEnd(),
            // Caddy brings certificates for every site that does not say http.
            Tls = sites.Any(static s => s.StartsWith("http://", StringComparison.Ordinal) || s.StartsWith(':')) ? null : new(inside.GetValueOrDefault("tls") == "internal" ? null : "letsencrypt", default, null),
            Middlewares = middlewares.ToEquatableArray(),
            At = service.At,
        };
    }

    private static PathMatch PathOf(string path) =>
        path.EndsWith('*') ? new(PathMatchKind.Prefix, path.TrimEnd('*') is { Length: > 1 } prefix ? prefix.TrimEnd('/') : "/") : new(PathMatchKind.Exact, path);

    private static string? HostOf(string site)
    {
        var host = site.IndexOf("://", StringComparison.Ordinal) is > 0 and var mark ? site[(mark + 3)..] : site;
        var end = host.IndexOfAny([':', '/']);
        host = (end < 0 ? host : host[..end]).ToLowerInvariant();
        return host.Length == 0 ? null : host;
    }

    /// <summary><c>{{upstreams 8080}}</c>, <c>{{upstreams https 8443}}</c>, <c>app:8080</c>.</summary>
    private static int? PortOf(string value)
    {
        foreach (var word in value.Split([' ', '{', '}', ':'], StringSplitOptions.RemoveEmptyEntries).Reverse())
            if (int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and < 65536)
                return port;
        return null;
    }
}
