using System.Globalization;
using Sluis.Core.Diagnostics;
using Sluis.Core.Platform;
using Sluis.Core.Text;
using Sluis.Core.Understanding.Edges;
using Sluis.Core.Understanding.Secrets;
using Sluis.Core.Yaml;

namespace Sluis.Core.Understanding.Routes;

/// <summary>Middlewares by name: from the labels of every service (one name space, as in Traefik's Docker provider) and from the gateways' mounted files.</summary>
internal sealed class MiddlewareTable
{
    private sealed record Definition(string Kind, Dictionary<string, string> Settings, SourceSpan At);

    private readonly Dictionary<string, Definition> definitions = new(StringComparer.OrdinalIgnoreCase);
    private readonly NameIndex names;
    private readonly SecretFinder secrets;

    private readonly EquatableArray<PlatformService> gateways;

    private MiddlewareTable(NameIndex names, SecretFinder secrets, EquatableArray<PlatformService> gateways) => (this.names, this.secrets, this.gateways) = (names, secrets, gateways);

    public static MiddlewareTable Build(RouteInput input, NameIndex names, Findings findings)
    {
        var table = new MiddlewareTable(names, input.Secrets, input.Gateways);
        foreach (var service in input.Services)
            foreach (var (key, value) in service.Labels)
                if (key.StartsWith("traefik.http.middlewares.", StringComparison.OrdinalIgnoreCase) && key.Split('.', 6) is { Length: >= 5 } parts)
                    table.Add(parts[3], parts[4], parts.Length > 5 ? parts[5] : "", value, service.At);
        foreach (var gateway in input.Gateways)
            foreach (var mount in gateway.Mounts)
                if (mount is Mount.Files files)
                    foreach (var file in files.Content)
                        if (file.Text is { } text && TraefikFiles.IsOne(file.RelativePath))
                            table.AddFile(text.ToString(), files.Source + "/" + file.RelativePath, findings);
        return table;
    }

    private void AddFile(string text, string path, Findings findings)
    {
        if (TraefikFiles.Read(text, path, findings) is not { } root || (root["http"] as MapNode)?["middlewares"] is not MapNode defined)
            return;
        foreach (var (name, _, value) in defined.Entries)
            foreach (var (kind, _, settings) in (value as MapNode)?.Entries ?? [])
            {
                Add(name, kind, "", "", value.Span);
                Flatten(name, kind, "", settings);
            }
    }

    private void Flatten(string name, string kind, string prefix, Node node)
    {
        switch (node)
        {
            case MapNode map:
                foreach (var (key, _, value) in map.Entries)
                    Flatten(name, kind, prefix.Length == 0 ? key : $"{prefix}.{key}", value);
                break;
            case ListNode list:
                Add(name, kind, prefix, string.Join(',', list.Items.Select(static i => (i as ScalarNode)?.Text)), node.Span);
                break;
            case ScalarNode scalar:
                Add(name, kind, prefix, scalar.Text, node.Span);
                break;
        }
    }

    private void Add(string name, string kind, string setting, string value, SourceSpan at)
    {
        if (!definitions.TryGetValue(name, out var definition))
            definitions[name] = definition = new(kind.ToLowerInvariant(), new(StringComparer.OrdinalIgnoreCase), at);
        if (setting.Length > 0)
            definition.Settings[setting] = value;
    }

    /// <param name="user">The service whose route refers to it: it gets the users' secret.</param>
    public IEnumerable<Middleware> Resolve(string reference, SourceSpan at, ServiceKey user, Findings findings, int depth = 0)
    {
        var (name, provider) = reference.IndexOf('@') is > 0 and var sign ? (reference[..sign], reference[(sign + 1)..]) : (reference, "");
        if (!definitions.TryGetValue(name, out var definition) || depth > 16)
        {
            findings.Add(UnderstandingDiagnostics.NoMiddleware(at, reference));
            return [new Middleware.Unresolved(provider, "", default) { Name = reference, At = at }];
        }
        if (definition.Kind == "chain")
            return RouteReader.Split(definition.Settings.GetValueOrDefault("middlewares")).SelectMany(m => Resolve(m, at, user, findings, depth + 1));
        return [Read(name, definition, user)];
    }

    private Middleware Read(string name, Definition definition, ServiceKey user)
    {
        string? Get(string key) => definition.Settings.GetValueOrDefault(key);
        bool Flag(string key) => Get(key)?.Equals("true", StringComparison.OrdinalIgnoreCase) == true;
        long Long(string key) => long.TryParse(Get(key), CultureInfo.InvariantCulture, out var value) ? value : 0;
        EquatableArray<string> List(string key) => RouteReader.Split(Get(key));
        EquatableArray<KeyValuePair<string, string>> Map(string prefix) => definition.Settings
            .Where(s => s.Key.StartsWith(prefix + ".", StringComparison.OrdinalIgnoreCase))
            .Select(s => KeyValuePair.Create(s.Key[(prefix.Length + 1)..], s.Value)).OrderBy(static s => s.Key, StringComparer.Ordinal).ToEquatableArray();

        return definition.Kind switch
        {
            "forwardauth" => ForwardAuth(name, definition, Get("address") ?? "", Flag("trustForwardHeader"), List("authResponseHeaders"), List("authRequestHeaders")),
            "basicauth" => new Middleware.BasicAuth(Users(name, definition, user), Get("usersFile") is { } file && FileAt(file).Place is null ? file : null, Get("realm"), Flag("removeHeader")) { Name = name, At = definition.At },
            "digestauth" => new Middleware.DigestAuth(Users(name, definition, user)) { Name = name, At = definition.At },
            "errors" => new Middleware.Errors(List("status"), Get("service") is { } pages ? names.Find(pages.Split('@')[0]) : null, Get("query") ?? "") { Name = name, At = definition.At },
            "redirectscheme" => new Middleware.RedirectScheme(Get("scheme") ?? "https", int.TryParse(Get("port"), CultureInfo.InvariantCulture, out var port) ? port : null, Flag("permanent")) { Name = name, At = definition.At },
            "redirectregex" => new Middleware.RedirectRegex(Get("regex") ?? "", Get("replacement") ?? "", Flag("permanent")) { Name = name, At = definition.At },
            "stripprefix" => new Middleware.StripPrefix(List("prefixes")) { Name = name, At = definition.At },
            "stripprefixregex" => new Middleware.StripPrefixRegex(List("regex")) { Name = name, At = definition.At },
            "addprefix" => new Middleware.AddPrefix(Get("prefix") ?? "") { Name = name, At = definition.At },
            "replacepath" => new Middleware.ReplacePath(Get("path") ?? "") { Name = name, At = definition.At },
            "replacepathregex" => new Middleware.ReplacePathRegex(Get("regex") ?? "", Get("replacement") ?? "") { Name = name, At = definition.At },
            "headers" => new Middleware.Headers(Map("customRequestHeaders"), ResponseHeaders(definition, Map("customResponseHeaders")), Cors(definition), Hsts(definition)) { Name = name, At = definition.At },
            "ratelimit" => new Middleware.RateLimit(Long("average"), Duration(Get("period")) ?? TimeSpan.FromSeconds(1), Math.Max(1, Long("burst"))) { Name = name, At = definition.At },
            "inflightreq" => new Middleware.InFlightLimit(Long("amount")) { Name = name, At = definition.At },
            "ipwhitelist" or "ipallowlist" => new Middleware.IpAllowList(List("sourceRange")) { Name = name, At = definition.At },
            "compress" => new Middleware.Compress() { Name = name, At = definition.At },
            "buffering" => new Middleware.Buffering(Long("maxRequestBodyBytes"), Long("maxResponseBodyBytes")) { Name = name, At = definition.At },
            "retry" => new Middleware.Retry((int)Math.Clamp(Long("attempts"), 0, 100), Duration(Get("initialInterval"))) { Name = name, At = definition.At },
            "circuitbreaker" => new Middleware.CircuitBreaker(Get("expression") ?? "") { Name = name, At = definition.At },
            _ => new Middleware.Unresolved("", definition.Kind, definition.Settings.OrderBy(static s => s.Key, StringComparer.Ordinal).ToEquatableArray()) { Name = name, At = definition.At },
        };
    }

    private SecretText Users(string name, Definition definition, ServiceKey user)
    {
        // htpasswd holds one user a line, Traefik's label has commas. A variable that is not set here is still the operator's to fill in.
        var users = definition.Settings.GetValueOrDefault("users")?.Replace(",", "\n", StringComparison.Ordinal);
        string? origin = null;
        if (string.IsNullOrEmpty(users) && definition.Settings.TryGetValue("usersFile", out var path))
        {
            if (FileAt(path) is not (var file, { } place))
                return default;
            (users, origin) = (file.Literal?.Trim(), place);
        }
        var secret = string.Concat(name.Select(static c => char.IsAsciiLetterOrDigit(c) ? char.ToUpperInvariant(c) : '_')) + "_USERS";
        return SecretText.Of(secrets.Declare(secret, SecretKind.Password, origin, string.IsNullOrEmpty(users) ? null : users, user, definition.At));
    }

    /// <summary>What lies with the project and is mounted into the gateway there. A text with secrets lifted out is no longer whole, but its place is known.</summary>
    private (SecretText Text, string? Place) FileAt(string path)
    {
        foreach (var gateway in gateways)
            foreach (var mount in gateway.Mounts)
                if (mount is Mount.Files files)
                    foreach (var file in files.Content)
                        if ((files.IsDirectory ? $"{mount.Target.TrimEnd('/')}/{file.RelativePath}" : mount.Target) == path && file.Text is { } text)
                            return (text, files.IsDirectory ? $"{files.Source}/{file.RelativePath}" : files.Source);
        return (default, null);
    }

    /// <summary>Go's durations, or a number of seconds.</summary>
    private static TimeSpan? Duration(string? text) =>
        long.TryParse(text, CultureInfo.InvariantCulture, out var seconds) ? TimeSpan.FromSeconds(Math.Clamp(seconds, 0, int.MaxValue))
            : text is not null && Compose.Loading.GoFormat.Duration(text) is { } nanoseconds ? TimeSpan.FromTicks(nanoseconds / 100) : null;

    private Middleware.ForwardAuth ForwardAuth(string name, Definition definition, string address, bool trust, EquatableArray<string> response, EquatableArray<string> request)
    {
        var endpoint = Endpoints.In(address).FirstOrDefault();
        var path = address.IndexOf("://", StringComparison.Ordinal) is >= 0 and var scheme && address.IndexOf('/', scheme + 3) is > 0 and var slash ? address[slash..] : "/";
        return new(address, endpoint.Host is null ? null : names.Find(endpoint.Host), endpoint.Port ?? Endpoints.DefaultPort(endpoint.Scheme) ?? 80, path, trust, response, request) { Name = name, At = definition.At };
    }

    private static readonly (string Setting, string Header, string Value)[] Shorthands =
    [
        ("frameDeny", "X-Frame-Options", "DENY"), ("contentTypeNosniff", "X-Content-Type-Options", "nosniff"), ("browserXssFilter", "X-XSS-Protection", "1; mode=block"),
        ("referrerPolicy", "Referrer-Policy", ""), ("contentSecurityPolicy", "Content-Security-Policy", ""), ("permissionsPolicy", "Permissions-Policy", ""),
        ("customFrameOptionsValue", "X-Frame-Options", ""),
    ];

    private static EquatableArray<KeyValuePair<string, string>> ResponseHeaders(Definition definition, EquatableArray<KeyValuePair<string, string>> custom) =>
        custom.Concat(Shorthands.Where(s => definition.Settings.GetValueOrDefault(s.Setting) is { Length: > 0 } value && value != "false")
            .Select(s => KeyValuePair.Create(s.Header, s.Value.Length > 0 ? s.Value : definition.Settings[s.Setting])))
            .DistinctBy(static h => h.Key).OrderBy(static h => h.Key, StringComparer.Ordinal).ToEquatableArray();

    private static HstsPolicy? Hsts(Definition definition) =>
        long.TryParse(definition.Settings.GetValueOrDefault("stsSeconds"), CultureInfo.InvariantCulture, out var seconds) && seconds > 0
            ? new(seconds, definition.Settings.GetValueOrDefault("stsIncludeSubdomains") == "true", definition.Settings.GetValueOrDefault("stsPreload") == "true")
            : null;

    private static Cors? Cors(Definition definition)
    {
        EquatableArray<string> List(string key) => RouteReader.Split(definition.Settings.GetValueOrDefault(key));
        var origins = List("accessControlAllowOriginList");
        return origins.IsEmpty ? null : new(origins, List("accessControlAllowMethods"), List("accessControlAllowHeaders"), List("accessControlExposeHeaders"),
            definition.Settings.GetValueOrDefault("accessControlAllowCredentials") == "true",
            long.TryParse(definition.Settings.GetValueOrDefault("accessControlMaxAge"), CultureInfo.InvariantCulture, out var age) ? age : null);
    }
}
