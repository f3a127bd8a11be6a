using System.Text.Json.Nodes;
using Sluis.Core.Emit.Kubernetes.Routing.Traefik;
using Sluis.Core.Platform;

namespace Sluis.Core.Emit.Kubernetes.Routing.GatewayApi;

/// <summary>
/// A rule's filters in the order of its middlewares. A rule may hold one filter of each kind, so header changes join into one
/// filter at the place of the first. What Gateway API has no filter for is a Traefik Middleware by ExtensionRef, else a finding.
/// https://gateway-api.sigs.k8s.io/reference/spec/#httproutefilter
/// </summary>
internal sealed class HttpFilters(RoutingModel model, TraefikMiddleware traefik)
{
    private readonly record struct HeaderChanges(List<KeyValuePair<string, string>> All, JsonObject Filter);

    /// <summary>True when the rule answers by itself and no service is asked.</summary>
    public static bool Redirects(RouteDraft draft) => draft.Route.Middlewares.Any(static m => m is Middleware.RedirectScheme);

    public JsonArray Emit(RouteDraft draft, PathRewrite? rewrite, List<CustomResource> extensions)
    {
        var filters = new JsonArray();
        HeaderChanges? request = null, response = null;
        bool rewritten = false, cors = false, redirected = false;
        foreach (var middleware in draft.Route.Middlewares)
            switch (middleware)
            {
                case Middleware.RedirectScheme redirect when !redirected:
                    filters.Add((JsonNode)Redirect(redirect));
                    redirected = true;
                    break;
                case Middleware.RedirectScheme:
                    break;
                case Middleware.StripPrefix or Middleware.AddPrefix or Middleware.ReplacePath when rewrite is { } path:
                    // Rewriting and redirecting exclude each other, and there is nobody behind a redirect to see the path.
                    if (!rewritten && !path.IsNone && !Redirects(draft))
                        filters.Add((JsonNode)Rewrite(path));
                    rewritten = true;
                    break;
                case Middleware.Headers headers when headers.Cors is null || (!model.IsTraefik && !cors):
                    if (headers.Cors is { } policy)
                        filters.Add((JsonNode)Cors(policy));
                    cors |= headers.Cors is not null;
                    request = Add(filters, request, "RequestHeaderModifier", "requestHeaderModifier", headers.Request);
                    response = Add(filters, response, "ResponseHeaderModifier", "responseHeaderModifier", Response(headers));
                    break;
                default:
                    Extension(draft, middleware, filters, extensions);
                    break;
            }
        foreach (var changes in new[] { request, response })
            if (changes is { } present)
                Fill(present);
        return filters;
    }

    private void Extension(RouteDraft draft, Middleware middleware, JsonArray filters, List<CustomResource> extensions)
    {
        if (model.IsTraefik && traefik.Find(middleware, draft.Workload) is { } resource)
        {
            extensions.Add(resource);
            filters.Add((JsonNode)Reference(resource));
        }
        else
            model.Findings.Add(middleware is Middleware.Unresolved(_, var kind, _) ? RoutingDiagnostics.Undefined(draft.Route, middleware.Name, kind)
                : RoutingDiagnostics.NotExpressed(draft.Route, $"middleware \"{middleware.Name}\" ({middleware.GetType().Name})", middleware.At));
    }

    internal static JsonObject Reference(CustomResource middleware) => new()
    {
        ["type"] = "ExtensionRef",
        ["extensionRef"] = new JsonObject { ["group"] = "traefik.io", ["kind"] = "Middleware", ["name"] = middleware.Metadata.Name },
    };

    internal static JsonObject Mirror(BackendShare mirror)
    {
        var node = new JsonObject { ["backendRef"] = new JsonObject { ["name"] = mirror.Name, ["port"] = mirror.Port } };
        if (mirror.Weight < 100)
            node["percent"] = mirror.Weight;
        return new() { ["type"] = "RequestMirror", ["requestMirror"] = node };
    }

    /// <summary>Gateway API redirects with the scheme's own port unless one is named.</summary>
    internal static JsonObject Redirect(Middleware.RedirectScheme redirect)
    {
        var node = new JsonObject { ["scheme"] = redirect.Scheme, ["statusCode"] = redirect.Permanent ? 301 : 302 };
        if (redirect.Port is { } port && port != (redirect.Scheme == "https" ? 443 : 80))
            node["port"] = port;
        return new() { ["type"] = "RequestRedirect", ["requestRedirect"] = node };
    }

    private static JsonObject Rewrite(PathRewrite rewrite) => new()
    {
        ["type"] = "URLRewrite",
        ["urlRewrite"] = new JsonObject
        {
            ["path"] = rewrite.Full is { } full
                ? new JsonObject { ["type"] = "ReplaceFullPath", ["replaceFullPath"] = full }
                : new JsonObject { ["type"] = "ReplacePrefixMatch", ["replacePrefixMatch"] = rewrite.Prefix },
        },
    };

    private static JsonObject Cors(Cors policy)
    {
        var cors = new JsonObject { ["allowOrigins"] = RoutingDefaults.Strings(policy.AllowOrigins) };
        if (policy.AllowMethods.Count > 0)
            cors["allowMethods"] = RoutingDefaults.Strings(policy.AllowMethods.Select(static m => m.ToUpperInvariant()));
        if (policy.AllowHeaders.Count > 0)
            cors["allowHeaders"] = RoutingDefaults.Strings(policy.AllowHeaders);
        if (policy.ExposeHeaders.Count > 0)
            cors["exposeHeaders"] = RoutingDefaults.Strings(policy.ExposeHeaders);
        if (policy.AllowCredentials)
            cors["allowCredentials"] = true;
        if (policy.MaxAgeSeconds is > 0 and var age)
            cors["maxAge"] = age;
        return new() { ["type"] = "CORS", ["cors"] = cors };
    }

    private static IEnumerable<KeyValuePair<string, string>> Response(Middleware.Headers headers) => headers.Hsts is not { } hsts ? headers.Response
        : headers.Response.Append(new("Strict-Transport-Security",
            $"max-age={hsts.Seconds}{(hsts.IncludeSubdomains ? "; includeSubDomains" : "")}{(hsts.Preload ? "; preload" : "")}"));

    private static HeaderChanges? Add(JsonArray filters, HeaderChanges? changes, string type, string key, IEnumerable<KeyValuePair<string, string>> headers)
    {
        foreach (var header in headers)
        {
            if (changes is null)
            {
                changes = new([], new JsonObject { ["type"] = type, [key] = new JsonObject() });
                filters.Add((JsonNode)changes.Value.Filter);
            }
            // The later middleware has the last word on a header.
            changes.Value.All.RemoveAll(h => string.Equals(h.Key, header.Key, StringComparison.OrdinalIgnoreCase));
            changes.Value.All.Add(header);
        }
        return changes;
    }

    private static void Fill(HeaderChanges changes)
    {
        var modifier = new JsonObject();
        var set = changes.All.Where(static h => h.Value.Length > 0).Select(static h => new JsonObject { ["name"] = h.Key, ["value"] = h.Value }).ToList();
        var remove = changes.All.Where(static h => h.Value.Length == 0).Select(static h => h.Key).ToList();
        if (set.Count > 0)
            modifier["set"] = RoutingDefaults.Objects(set);
        if (remove.Count > 0)
            modifier["remove"] = RoutingDefaults.Strings(remove);
        var key = changes.Filter.First(static p => p.Key != "type").Key;
        changes.Filter[key] = modifier;
    }
}
