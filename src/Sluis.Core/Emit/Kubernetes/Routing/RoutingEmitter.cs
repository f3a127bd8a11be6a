using System.Text.Json.Nodes;
using k8s.Models;
using Sluis.Core.Diagnostics;
using Sluis.Core.Planning;
using Sluis.Core.Platform;
using Sluis.Core.Text;

namespace Sluis.Core.Emit.Kubernetes.Routing;

/// <summary>
/// Routes as Gateway API: one Gateway, an HTTPRoute a route, the middlewares as filters; what Gateway API has no filter for becomes
/// a Traefik Middleware by ExtensionRef when the gateway is Traefik's, else a finding.
/// https://gateway-api.sigs.k8s.io/reference/spec/
/// </summary>
internal sealed class RoutingEmitter(EmitContext context, Findings findings)
{
    public const string IngressNamespace = "ingress";
    public const string GatewayName = "platform";
    private const string Api = "gateway.networking.k8s.io/v1";

    private bool IsTraefik => context.Plan.Choices.GatewayClass == "traefik";

    public IEnumerable<PlacedObject> Emit()
    {
        var routes = context.Plan.Platform.Routes.Where(r => r.InternalService is null && context.Workloads.ContainsKey(r.Service)).ToList();
        if (routes.Count == 0)
            yield break;
        foreach (var placed in Ingress(routes))
            yield return placed;
        var taken = new HashSet<(string, string)>();
        foreach (var route in routes)
        {
            var workload = context.Workloads[route.Service];
            if (route.Kind != RouteKind.Http || Target(route, workload) is not { } port)
            {
                findings.Add(RoutingDiagnostics.NotRouted(route.At, route.Name));
                continue;
            }
            var folder = $"apps/{workload.Domain}/base";
            var name = LegalNames.Label(route.Name);
            while (!taken.Add((workload.Namespace, name)))
                name = LegalNames.Label(name + "-2");
            foreach (var middleware in route.Middlewares)
                if (IsTraefik && TraefikMiddleware(middleware, workload) is { } object_ && taken.Add((workload.Namespace, "m:" + object_.Metadata.Name)))
                    yield return new(folder, object_);
            yield return new(folder, Http(route, workload, name, port));
        }
    }

    private static int? Target(Route route, WorkloadPlan workload) =>
        route.Port ?? (workload.Service.Ports.Count > 0 ? workload.Service.Ports[0].Number : null);

    private IEnumerable<PlacedObject> Ingress(List<Route> routes)
    {
        const string folder = "platform/ingress/base";
        yield return new(folder, new V1Namespace
        {
            ApiVersion = "v1",
            Kind = "Namespace",
            Metadata = new() { Name = IngressNamespace, Labels = new Dictionary<string, string> { ["app.kubernetes.io/managed-by"] = "sluis", ["pod-security.kubernetes.io/enforce"] = "baseline" } },
        });
        var listeners = new JsonArray(new JsonObject { ["name"] = "http", ["port"] = 80, ["protocol"] = "HTTP", ["allowedRoutes"] = Allowed() });
        foreach (var host in routes.Where(static r => r.Tls is not null).SelectMany(static r => r.Matches).Where(static m => m is { Host: not null, HostIsRegex: false })
            .Select(static m => m.Host ?? "").Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
            listeners.Add((JsonNode)new JsonObject
            {
                ["name"] = ListenerOf(host),
                ["hostname"] = host,
                ["port"] = 443,
                ["protocol"] = "HTTPS",
                ["tls"] = new JsonObject { ["mode"] = "Terminate", ["certificateRefs"] = new JsonArray(new JsonObject { ["name"] = LegalNames.Label("tls-" + host) }) },
                ["allowedRoutes"] = Allowed(),
            });
        yield return new(folder, new CustomResource
        {
            ApiVersion = Api,
            Kind = "Gateway",
            Metadata = new()
            {
                Name = GatewayName,
                NamespaceProperty = IngressNamespace,
                Annotations = new Dictionary<string, string> { ["cert-manager.io/cluster-issuer"] = context.Plan.Choices.ClusterIssuer },
            },
            Spec = new() { ["gatewayClassName"] = context.Plan.Choices.GatewayClass, ["listeners"] = listeners },
        });
        if (routes.Any(static r => r.Tls is not null))
            yield return new(folder, new CustomResource
            {
                ApiVersion = Api,
                Kind = "HTTPRoute",
                Metadata = new() { Name = "redirect-to-https", NamespaceProperty = IngressNamespace },
                Spec = new()
                {
                    ["parentRefs"] = new JsonArray(new JsonObject { ["name"] = GatewayName, ["sectionName"] = "http" }),
                    ["hostnames"] = Strings(routes.Where(static r => r.Tls is not null).SelectMany(static r => r.Matches).Where(static m => m is { Host: not null, HostIsRegex: false }).Select(static m => m.Host ?? "").Distinct().Order(StringComparer.Ordinal)),
                    ["rules"] = new JsonArray(new JsonObject
                    {
                        ["filters"] = new JsonArray(new JsonObject { ["type"] = "RequestRedirect", ["requestRedirect"] = new JsonObject { ["scheme"] = "https", ["statusCode"] = 301 } }),
                    }),
                },
            });
    }

    internal static string ListenerOf(string host) => LegalNames.Label("https-" + host.Replace("*", "any", StringComparison.Ordinal));

    private static JsonObject Allowed() => new()
    {
        ["namespaces"] = new JsonObject { ["from"] = "Selector", ["selector"] = new JsonObject { ["matchLabels"] = new JsonObject { ["sluis.dev/gateway-access"] = "true" } } },
    };

    private static JsonArray Strings(IEnumerable<string> values) => new([.. values.Select(static v => (JsonNode)JsonValue.Create(v))]);

    private CustomResource Http(Route route, WorkloadPlan workload, string name, int port)
    {
        var hosts = route.Matches.Where(static m => m is { Host: not null, HostIsRegex: false }).Select(static m => m.Host ?? "").Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        if (route.Matches.Any(static m => m.HostIsRegex || m.ClientIps.Count > 0))
            findings.Add(RoutingDiagnostics.NotExpressed(route.At, route.Name, "a host expression or a client address"));
        var parents = new JsonArray();
        if (route.Tls is null)
            parents.Add((JsonNode)new JsonObject { ["name"] = GatewayName, ["namespace"] = IngressNamespace, ["sectionName"] = "http" });
        else
            foreach (var host in hosts)
                parents.Add((JsonNode)new JsonObject { ["name"] = GatewayName, ["namespace"] = IngressNamespace, ["sectionName"] = ListenerOf(host) });
        if (parents.Count == 0)
            parents.Add((JsonNode)new JsonObject { ["name"] = GatewayName, ["namespace"] = IngressNamespace });

        var rule = new JsonObject();
        var matches = new JsonArray();
        foreach (var match in route.Matches.Select(static m => m with { Host = null, HostIsRegex = false }).Distinct())
            foreach (var node in Match(match))
                matches.Add((JsonNode)node);
        rule["matches"] = matches;
        var filters = Filters(route, workload);
        if (filters.Count > 0)
            rule["filters"] = filters;
        rule["backendRefs"] = new JsonArray(new JsonObject { ["name"] = workload.Name, ["port"] = port });
        if (route.StickyCookie is not null)
            rule["sessionPersistence"] = new JsonObject { ["type"] = "Cookie", ["sessionName"] = route.StickyCookie.Length > 0 ? route.StickyCookie : "sluis" };

        var spec = new JsonObject { ["parentRefs"] = parents };
        if (hosts.Count > 0)
            spec["hostnames"] = Strings(hosts);
        spec["rules"] = new JsonArray(rule);
        return new()
        {
            ApiVersion = Api,
            Kind = "HTTPRoute",
            Metadata = Labels.Meta(workload, name, new() { ["sluis.dev/rule"] = route.Rule }),
            Spec = spec,
        };
    }

    private static IEnumerable<JsonObject> Match(RouteMatch match)
    {
        foreach (var method in match.Methods.Count == 0 ? [null] : match.Methods.Select(static m => (string?)m))
        {
            var node = new JsonObject
            {
                ["path"] = new JsonObject
                {
                    ["type"] = match.Path?.Kind switch { PathMatchKind.Exact => "Exact", PathMatchKind.Regex => "RegularExpression", _ => "PathPrefix" },
                    ["value"] = match.Path?.Value ?? "/",
                },
            };
            if (match.Headers.Count > 0)
                node["headers"] = Pairs(match.Headers);
            if (match.Query.Count > 0)
                node["queryParams"] = Pairs(match.Query);
            if (method is not null)
                node["method"] = method;
            yield return node;
        }
    }

    private static JsonArray Pairs(EquatableArray<HeaderMatch> pairs) => new([.. pairs.Select(static p => (JsonNode)new JsonObject
    {
        ["type"] = p.IsRegex ? "RegularExpression" : "Exact",
        ["name"] = p.Name,
        ["value"] = p.Value,
    })]);

    private JsonArray Filters(Route route, WorkloadPlan workload)
    {
        var filters = new JsonArray();
        foreach (var middleware in route.Middlewares)
        {
            if (Filter(middleware) is { } filter)
                filters.Add((JsonNode)filter);
            else if (IsTraefik && TraefikMiddleware(middleware, workload) is { } extension)
                filters.Add((JsonNode)new JsonObject
                {
                    ["type"] = "ExtensionRef",
                    ["extensionRef"] = new JsonObject { ["group"] = "traefik.io", ["kind"] = "Middleware", ["name"] = extension.Metadata.Name },
                });
            else
                findings.Add(RoutingDiagnostics.NotExpressed(route.At, route.Name, $"middleware {middleware.Name}"));
        }
        return filters;
    }

    private static JsonObject? Filter(Middleware middleware) => middleware switch
    {
        Middleware.RedirectScheme redirect => new()
        {
            ["type"] = "RequestRedirect",
            ["requestRedirect"] = new JsonObject { ["scheme"] = redirect.Scheme, ["statusCode"] = redirect.Permanent ? 301 : 302 },
        },
        Middleware.StripPrefix { Prefixes.Count: 1 } => new()
        {
            ["type"] = "URLRewrite",
            ["urlRewrite"] = new JsonObject { ["path"] = new JsonObject { ["type"] = "ReplacePrefixMatch", ["replacePrefixMatch"] = "/" } },
        },
        Middleware.ReplacePath replace => new()
        {
            ["type"] = "URLRewrite",
            ["urlRewrite"] = new JsonObject { ["path"] = new JsonObject { ["type"] = "ReplaceFullPath", ["replaceFullPath"] = replace.Path } },
        },
        Middleware.Headers { Cors: null, Request.Count: 0 } headers => Header("ResponseHeaderModifier", "responseHeaderModifier", Response(headers)),
        Middleware.Headers { Cors: null, Hsts: null, Response.Count: 0 } headers => Header("RequestHeaderModifier", "requestHeaderModifier", headers.Request),
        _ => null,
    };

    private static IEnumerable<KeyValuePair<string, string>> Response(Middleware.Headers headers) => headers.Hsts is not { } hsts ? headers.Response
        : headers.Response.Append(KeyValuePair.Create("Strict-Transport-Security",
            $"max-age={hsts.Seconds}{(hsts.IncludeSubdomains ? "; includeSubDomains" : "")}{(hsts.Preload ? "; preload" : "")}"));

    private static JsonObject Header(string type, string key, IEnumerable<KeyValuePair<string, string>> headers)
    {
        var modifier = new JsonObject();
        var set = headers.Where(static h => h.Value.Length > 0).Select(static h => (JsonNode)new JsonObject { ["name"] = h.Key, ["value"] = h.Value }).ToArray();
        var remove = headers.Where(static h => h.Value.Length == 0).Select(static h => h.Key).ToArray();
        if (set.Length > 0)
            modifier["set"] = new JsonArray(set);
        if (remove.Length > 0)
            modifier["remove"] = Strings(remove);
        return new() { ["type"] = type, [key] = modifier };
    }

    private CustomResource? TraefikMiddleware(Middleware middleware, WorkloadPlan workload)
    {
        if (Filter(middleware) is not null)
            return null;
        JsonObject? spec = middleware switch
        {
            Middleware.ForwardAuth forward => new()
            {
                ["forwardAuth"] = WithLists(new JsonObject
                {
                    ["address"] = Address(forward),
                    ["trustForwardHeader"] = forward.TrustForwardHeader,
                }, ("authResponseHeaders", forward.ResponseHeaders), ("authRequestHeaders", forward.RequestHeaders)),
            },
            Middleware.BasicAuth basic => new() { ["basicAuth"] = new JsonObject { ["secret"] = LegalNames.Label(basic.Name + "-users"), ["removeHeader"] = basic.RemoveHeader } },
            Middleware.RateLimit rate => new() { ["rateLimit"] = new JsonObject { ["average"] = rate.Average, ["burst"] = rate.Burst } },
            Middleware.InFlightLimit limit => new() { ["inFlightReq"] = new JsonObject { ["amount"] = limit.Amount } },
            Middleware.IpAllowList list => new() { ["ipAllowList"] = new JsonObject { ["sourceRange"] = Strings(list.Ranges) } },
            Middleware.Compress => new() { ["compress"] = new JsonObject() },
            Middleware.Buffering buffering => new() { ["buffering"] = new JsonObject { ["maxRequestBodyBytes"] = buffering.MaxRequestBodyBytes ?? 0, ["maxResponseBodyBytes"] = buffering.MaxResponseBodyBytes ?? 0 } },
            Middleware.Retry retry => new() { ["retry"] = new JsonObject { ["attempts"] = retry.Attempts } },
            Middleware.CircuitBreaker breaker => new() { ["circuitBreaker"] = new JsonObject { ["expression"] = breaker.Expression } },
            Middleware.StripPrefix strip => new() { ["stripPrefix"] = new JsonObject { ["prefixes"] = Strings(strip.Prefixes) } },
            Middleware.StripPrefixRegex strip => new() { ["stripPrefixRegex"] = new JsonObject { ["regex"] = Strings(strip.Expressions) } },
            Middleware.AddPrefix add => new() { ["addPrefix"] = new JsonObject { ["prefix"] = add.Prefix } },
            Middleware.RedirectRegex redirect => new() { ["redirectRegex"] = new JsonObject { ["regex"] = redirect.Regex, ["replacement"] = redirect.Replacement, ["permanent"] = redirect.Permanent } },
            Middleware.ReplacePathRegex replace => new() { ["replacePathRegex"] = new JsonObject { ["regex"] = replace.Regex, ["replacement"] = replace.Replacement } },
            Middleware.Headers headers => new() { ["headers"] = Headers(headers) },
            _ => null,
        };
        return spec is null ? null : new()
        {
            ApiVersion = "traefik.io/v1alpha1",
            Kind = "Middleware",
            Metadata = new() { Name = LegalNames.Label(middleware.Name.Split('@')[0]), NamespaceProperty = workload.Namespace, Labels = new Dictionary<string, string> { ["app.kubernetes.io/managed-by"] = "sluis" } },
            Spec = spec,
        };
    }

    /// <summary>The middleware runs in the gateway: it needs the full name of the service that decides.</summary>
    private string Address(Middleware.ForwardAuth forward) =>
        forward.Service is { } key && context.Workloads.TryGetValue(key, out var target)
            ? $"http://{target.Name}.{target.Namespace}.svc.cluster.local:{forward.Port ?? 80}{(forward.Path == "/" ? "" : forward.Path)}"
            : forward.Address;

    private static JsonObject Headers(Middleware.Headers headers)
    {
        JsonObject Map(EquatableArray<KeyValuePair<string, string>> values) => new(values.Select(static v => KeyValuePair.Create(v.Key, (JsonNode?)JsonValue.Create(v.Value))));
        var spec = new JsonObject();
        if (headers.Request.Count > 0)
            spec["customRequestHeaders"] = Map(headers.Request);
        if (headers.Response.Count > 0)
            spec["customResponseHeaders"] = Map(headers.Response);
        if (headers.Hsts is { } hsts)
            (spec["stsSeconds"], spec["stsIncludeSubdomains"], spec["stsPreload"]) = (hsts.Seconds, hsts.IncludeSubdomains, hsts.Preload);
        if (headers.Cors is { } cors)
        {
            spec["accessControlAllowCredentials"] = cors.AllowCredentials;
            WithLists(spec, ("accessControlAllowOriginList", cors.AllowOrigins), ("accessControlAllowMethods", cors.AllowMethods),
                ("accessControlAllowHeaders", cors.AllowHeaders), ("accessControlExposeHeaders", cors.ExposeHeaders));
            if (cors.MaxAgeSeconds is { } age)
                spec["accessControlMaxAge"] = age;
        }
        return spec;
    }

    private static JsonObject WithLists(JsonObject spec, params ReadOnlySpan<(string Key, EquatableArray<string> Values)> lists)
    {
        foreach (var (key, values) in lists)
            if (values.Count > 0)
                spec[key] = Strings(values);
        return spec;
    }
}
