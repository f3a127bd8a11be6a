using System.Text.Json.Nodes;
using Sluis.Core.Planning;
using Sluis.Core.Platform;
using Sluis.Core.Text;

namespace Sluis.Core.Emit.Kubernetes.Routing.Traefik;

/// <summary>A middleware as traefik.io/v1alpha1 Middleware. https://doc.traefik.io/traefik/reference/routing-configuration/kubernetes/crd/http/middleware/</summary>
internal sealed class TraefikMiddleware(RoutingModel model)
{
    private readonly Dictionary<(string Namespace, Middleware Middleware), CustomResource?> emitted = [];
    private readonly Dictionary<(string Namespace, string Names), CustomResource> chains = [];

    /// <summary>The object in the route's namespace, the same one for the same middleware; null when there is none for it.</summary>
    public CustomResource? Find(Middleware middleware, WorkloadPlan workload)
    {
        var key = (workload.Namespace, middleware);
        if (emitted.TryGetValue(key, out var known))
            return known;
        return emitted[key] = Spec(middleware, workload) is { } spec ? Resource(middleware.Name, workload, spec) : null;
    }

    /// <summary>A condition on the client's address, which only a middleware can hold: others get 403 rather than the next route.</summary>
    public CustomResource ClientAddresses(RouteDraft draft, EquatableArray<string> ranges) =>
        Find(new Middleware.IpAllowList(ranges) { Name = draft.Name + "-clients" }, draft.Workload) ?? throw new InvalidOperationException("An allow list has an expression.");

    /// <summary>Middlewares of the route's namespace, one after the other, under one name.</summary>
    public CustomResource Chain(RouteDraft draft, IReadOnlyList<string> names)
    {
        var key = (draft.Workload.Namespace, string.Join(',', names));
        if (!chains.TryGetValue(key, out var chain))
            chains[key] = chain = Resource(draft.Name + "-chain", draft.Workload, new()
            {
                ["chain"] = new JsonObject { ["middlewares"] = RoutingDefaults.Objects(names.Select(static n => new JsonObject { ["name"] = n })) },
            });
        return chain;
    }

    private CustomResource Resource(string name, WorkloadPlan workload, JsonObject spec)
    {
        var at = name.IndexOf('@');
        var plain = at < 0 ? name : name[..at];
        return new()
        {
            ApiVersion = "traefik.io/v1alpha1",
            Kind = "Middleware",
            Metadata = new()
            {
                Name = model.Name("middleware", workload.Namespace, $"{name}#{emitted.Count}#{chains.Count}", plain),
                NamespaceProperty = workload.Namespace,
                Labels = new Dictionary<string, string> { ["app.kubernetes.io/managed-by"] = "sluis", ["app.kubernetes.io/part-of"] = workload.Domain },
            },
            Spec = spec,
        };
    }

    private JsonObject? Spec(Middleware middleware, WorkloadPlan workload) => middleware switch
    {
        Middleware.ForwardAuth forward => One("forwardAuth", ForwardAuth(forward)),
        Middleware.BasicAuth { UsersFile: null } basic => One("basicAuth", BasicAuth(basic)),
        Middleware.DigestAuth digest => One("digestAuth", new() { ["secret"] = RoutingSecrets.NameOf(digest.Name) }),
        Middleware.RedirectScheme redirect => One("redirectScheme", RedirectScheme(redirect)),
        Middleware.RedirectRegex(var regex, var replacement, var permanent) => One("redirectRegex", new() { ["regex"] = regex, ["replacement"] = replacement, ["permanent"] = permanent }),
        Middleware.StripPrefix(var prefixes) => One("stripPrefix", new() { ["prefixes"] = RoutingDefaults.Strings(prefixes) }),
        Middleware.StripPrefixRegex(var expressions) => One("stripPrefixRegex", new() { ["regex"] = RoutingDefaults.Strings(expressions) }),
        Middleware.AddPrefix(var prefix) => One("addPrefix", new() { ["prefix"] = prefix }),
        Middleware.ReplacePath(var path) => One("replacePath", new() { ["path"] = path }),
        Middleware.ReplacePathRegex(var regex, var replacement) => One("replacePathRegex", new() { ["regex"] = regex, ["replacement"] = replacement }),
        Middleware.Headers headers => One("headers", Headers(headers)),
        Middleware.RateLimit(var average, var period, var burst) => One("rateLimit", new() { ["average"] = average, ["burst"] = burst, ["period"] = Duration(period) }),
        Middleware.InFlightLimit(var amount) => One("inFlightReq", new() { ["amount"] = amount }),
        Middleware.IpAllowList(var ranges) => One("ipAllowList", new() { ["sourceRange"] = RoutingDefaults.Strings(ranges) }),
        Middleware.Compress => One("compress", []),
        Middleware.Buffering buffering => One("buffering", Buffering(buffering)),
        Middleware.Retry retry => One("retry", Retry(retry)),
        Middleware.CircuitBreaker(var expression) => One("circuitBreaker", new() { ["expression"] = expression }),
        Middleware.Errors errors => Errors(errors, workload) is { } page ? One("errors", page) : null,
        _ => null,
    };

    private static JsonObject One(string key, JsonObject value) => new() { [key] = value };

    private static string Duration(TimeSpan time) => time.TotalMilliseconds % 1000 == 0 ? $"{(long)time.TotalSeconds}s" : $"{(long)time.TotalMilliseconds}ms";

    /// <summary>The gateway asks from its own namespace, so the address is the full name of the service that decides.</summary>
    private JsonObject ForwardAuth(Middleware.ForwardAuth forward)
    {
        var spec = new JsonObject { ["address"] = Address(model, forward), ["trustForwardHeader"] = forward.TrustForwardHeader };
        List(spec, "authRequestHeaders", forward.RequestHeaders);
        List(spec, "authResponseHeaders", forward.ResponseHeaders);
        return spec;
    }

    internal static string Address(RoutingModel model, Middleware.ForwardAuth forward)
    {
        if (forward.Service is not { } key || !model.Workloads.TryGetValue(key, out var target))
            return forward.Address;
        var scheme = forward.Address.StartsWith("https:", StringComparison.Ordinal) ? "https" : "http";
        var path = forward.Path == "/" ? "" : forward.Path;
        return $"{scheme}://{target.Name}.{target.Namespace}.svc.cluster.local:{forward.Port ?? (scheme == "https" ? 443 : 80)}{path}";
    }

    private static JsonObject BasicAuth(Middleware.BasicAuth basic)
    {
        var spec = new JsonObject { ["secret"] = RoutingSecrets.NameOf(basic.Name), ["removeHeader"] = basic.RemoveHeader };
        if (basic.Realm is { } realm)
            spec["realm"] = realm;
        return spec;
    }

    private static JsonObject RedirectScheme(Middleware.RedirectScheme redirect)
    {
        var spec = new JsonObject { ["scheme"] = redirect.Scheme, ["permanent"] = redirect.Permanent };
        if (redirect.Port is { } port)
            spec["port"] = $"{port}";
        return spec;
    }

    private static JsonObject Buffering(Middleware.Buffering buffering)
    {
        var spec = new JsonObject();
        if (buffering.MaxRequestBodyBytes is > 0 and var request)
            spec["maxRequestBodyBytes"] = request;
        if (buffering.MaxResponseBodyBytes is > 0 and var response)
            spec["maxResponseBodyBytes"] = response;
        return spec;
    }

    private static JsonObject Retry(Middleware.Retry retry)
    {
        var spec = new JsonObject { ["attempts"] = retry.Attempts };
        if (retry.InitialInterval is { } interval)
            spec["initialInterval"] = Duration(interval);
        return spec;
    }

    /// <summary>A page from another namespace needs Traefik's allowCrossNamespace, which is off: no expression.</summary>
    private JsonObject? Errors(Middleware.Errors errors, WorkloadPlan workload)
    {
        if (errors.Service is not { } key || !model.Workloads.TryGetValue(key, out var target) || target.Namespace != workload.Namespace || target.Service.Ports.Count == 0)
            return null;
        return new()
        {
            ["status"] = RoutingDefaults.Strings(errors.Status),
            ["query"] = errors.Query,
            ["service"] = new JsonObject { ["name"] = target.Name, ["port"] = target.Service.Ports[0].Number },
        };
    }

    private static JsonObject Headers(Middleware.Headers headers)
    {
        var spec = new JsonObject();
        Map(spec, "customRequestHeaders", headers.Request);
        Map(spec, "customResponseHeaders", headers.Response);
        if (headers.Hsts is { } hsts)
        {
            spec["stsSeconds"] = hsts.Seconds;
            spec["stsIncludeSubdomains"] = hsts.IncludeSubdomains;
            spec["stsPreload"] = hsts.Preload;
        }
        if (headers.Cors is { } cors)
        {
            spec["accessControlAllowCredentials"] = cors.AllowCredentials;
            List(spec, "accessControlAllowOriginList", cors.AllowOrigins);
            List(spec, "accessControlAllowMethods", cors.AllowMethods);
            List(spec, "accessControlAllowHeaders", cors.AllowHeaders);
            List(spec, "accessControlExposeHeaders", cors.ExposeHeaders);
            if (cors.MaxAgeSeconds is { } age)
                spec["accessControlMaxAge"] = age;
            spec["addVaryHeader"] = true;
        }
        return spec;
    }

    private static void List(JsonObject spec, string key, EquatableArray<string> values)
    {
        if (values.Count > 0)
            spec[key] = RoutingDefaults.Strings(values);
    }

    private static void Map(JsonObject spec, string key, EquatableArray<KeyValuePair<string, string>> values)
    {
        if (values.Count > 0)
            spec[key] = new JsonObject(values.Select(static v => KeyValuePair.Create(v.Key, (JsonNode?)JsonValue.Create(v.Value))));
    }
}
