using Sluis.Core.Text;

namespace Sluis.Core.Platform;

public enum PathMatchKind
{
    Prefix,
    Exact,
    Regex,
}

public sealed record PathMatch(PathMatchKind Kind, string Value);

public sealed record HeaderMatch(string Name, string Value, bool IsRegex);

/// <summary>One way in: all of its conditions must hold.</summary>
public sealed record RouteMatch
{
    /// <summary>Null: any host.</summary>
    public string? Host { get; init; }
    public bool HostIsRegex { get; init; }
    public PathMatch? Path { get; init; }
    public EquatableArray<HeaderMatch> Headers { get; init; }
    public EquatableArray<HeaderMatch> Query { get; init; }
    public EquatableArray<string> Methods { get; init; }
    public EquatableArray<string> ClientIps { get; init; }
}

public enum RouteKind
{
    Http,
    Tcp,
    Udp,
    /// <summary>TLS passed through by SNI.</summary>
    TlsPassthrough,
}

public enum RouteOrigin
{
    Traefik,
    NginxProxy,
    Caddy,
    PublishedPort,
    Intent,
}

public sealed record RouteTls(string? CertificateResolver, EquatableArray<string> Domains, string? Options);

public sealed record RouteBackend(ServiceKey Service, int? Port, int Weight);

/// <summary><paramref name="Percent"/> of the requests.</summary>
public sealed record RouteMirror(ServiceKey Service, int? Port, int Percent);

/// <summary>
/// How traffic from outside reaches a service. <see cref="Rule"/> keeps the rule as written, for people.
/// A rule with ORs becomes several matches; what could not be understood is a finding and leaves <see cref="Matches"/> without it.
/// </summary>
public sealed record Route
{
    public required string Name { get; init; }
    public required RouteKind Kind { get; init; }
    public required RouteOrigin Origin { get; init; }
    public required ServiceKey Service { get; init; }
    /// <summary>Port on the service; null when nobody stated one.</summary>
    public int? Port { get; init; }
    /// <summary>http, https or h2c.</summary>
    public string Scheme { get; init; } = "http";
    /// <summary>An internal target of the proxy itself such as <c>api@internal</c>; such a route goes with the proxy.</summary>
    public string? InternalService { get; init; }
    public EquatableArray<RouteMatch> Matches { get; init; }
    public string Rule { get; init; } = "";
    /// <summary>Null: plain HTTP.</summary>
    public RouteTls? Tls { get; init; }
    public EquatableArray<string> EntryPoints { get; init; }
    /// <summary>In the order they apply.</summary>
    public EquatableArray<Middleware> Middlewares { get; init; }
    public int? Priority { get; init; }
    /// <summary>Sticky sessions by this cookie.</summary>
    public string? StickyCookie { get; init; }
    public string? HealthPath { get; init; }
    /// <summary>All services that share the requests, <see cref="Service"/> among them; empty: it has them alone.</summary>
    public EquatableArray<RouteBackend> Backends { get; init; }
    /// <summary>Services that get a copy of requests and whose answers nobody sees.</summary>
    public EquatableArray<RouteMirror> Mirrors { get; init; }
    public SourceSpan At { get; init; }

    /// <summary>Everybody whom the gateway sends requests to, each once.</summary>
    public IEnumerable<(ServiceKey Service, int? Port)> Targets()
    {
        yield return (Service, Port);
        foreach (var backend in Backends)
            if (backend.Service != Service)
                yield return (backend.Service, backend.Port);
        foreach (var mirror in Mirrors)
            if (mirror.Service != Service)
                yield return (mirror.Service, mirror.Port);
    }
}

/// <summary>What happens to a request on its way. <see cref="Name"/> is as referred to, for example <c>rentguy-auth</c> or <c>secure@file</c>.</summary>
public abstract record Middleware
{
    private Middleware() { }

    public required string Name { get; init; }
    public SourceSpan At { get; init; }

    public sealed record ForwardAuth(
        string Address, ServiceKey? Service, int? Port, string Path, bool TrustForwardHeader,
        EquatableArray<string> ResponseHeaders, EquatableArray<string> RequestHeaders) : Middleware;

    /// <summary>Users as htpasswd lines: secret.</summary>
    public sealed record BasicAuth(SecretText Users, string? UsersFile, string? Realm, bool RemoveHeader) : Middleware;

    public sealed record DigestAuth(SecretText Users) : Middleware;

    public sealed record RedirectScheme(string Scheme, int? Port, bool Permanent) : Middleware;

    public sealed record RedirectRegex(string Regex, string Replacement, bool Permanent) : Middleware;

    public sealed record StripPrefix(EquatableArray<string> Prefixes) : Middleware;

    public sealed record StripPrefixRegex(EquatableArray<string> Expressions) : Middleware;

    public sealed record AddPrefix(string Prefix) : Middleware;

    public sealed record ReplacePath(string Path) : Middleware;

    public sealed record ReplacePathRegex(string Regex, string Replacement) : Middleware;

    /// <summary>An empty value removes the header.</summary>
    public sealed record Headers(
        EquatableArray<KeyValuePair<string, string>> Request,
        EquatableArray<KeyValuePair<string, string>> Response,
        Cors? Cors,
        HstsPolicy? Hsts) : Middleware;

    public sealed record RateLimit(long Average, TimeSpan Period, long Burst) : Middleware;

    public sealed record InFlightLimit(long Amount) : Middleware;

    public sealed record IpAllowList(EquatableArray<string> Ranges) : Middleware;

    public sealed record Compress() : Middleware;

    public sealed record Buffering(long? MaxRequestBodyBytes, long? MaxResponseBodyBytes) : Middleware;

    public sealed record Retry(int Attempts, TimeSpan? InitialInterval) : Middleware;

    public sealed record CircuitBreaker(string Expression) : Middleware;

    public sealed record Errors(EquatableArray<string> Status, ServiceKey? Service, string Query) : Middleware;

    /// <summary>Defined elsewhere (<c>@file</c> of a file that is not here) or of a kind nobody maps.</summary>
    public sealed record Unresolved(string Provider, string Kind, EquatableArray<KeyValuePair<string, string>> Settings) : Middleware;
}

public sealed record Cors(
    EquatableArray<string> AllowOrigins, EquatableArray<string> AllowMethods, EquatableArray<string> AllowHeaders,
    EquatableArray<string> ExposeHeaders, bool AllowCredentials, long? MaxAgeSeconds);

public sealed record HstsPolicy(long Seconds, bool IncludeSubdomains, bool Preload);
