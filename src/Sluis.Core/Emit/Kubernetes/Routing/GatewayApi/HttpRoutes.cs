using System.Text.Json.Nodes;
using Sluis.Core.Emit.Kubernetes.Routing.Traefik;
using Sluis.Core.Platform;
using Sluis.Core.Text;

namespace Sluis.Core.Emit.Kubernetes.Routing.GatewayApi;

/// <summary>A route as HTTPRoute, and the objects its filters refer to. https://gateway-api.sigs.k8s.io/api-types/httproute/</summary>
internal sealed class HttpRoutes(RoutingModel model, Gateways gateways)
{
    /// <summary>The CRD's limits.</summary>
    private const int MaxHosts = 16, MaxRules = 16, MaxMatches = 64, MaxFilters = 16;

    private readonly TraefikMiddleware traefik = new(model);
    private readonly HashSet<CustomResource> emitted = [];

    public IEnumerable<PlacedObject> Emit(RouteDraft draft)
    {
        foreach (var middleware in draft.Route.Middlewares)
            if (RoutingModel.Guards(middleware) && !(model.IsTraefik && traefik.Find(middleware, draft.Workload) is not null))
            {
                model.Findings.Add(RoutingDiagnostics.Withheld(draft.Route, $"middleware \"{middleware.Name}\""));
                yield break;
            }
        if (draft.Route.Priority is not null)
            model.Findings.Add(RoutingDiagnostics.Priority(draft.Route));
        if (draft.Route.Tls?.Options is { } options)
            model.Findings.Add(RoutingDiagnostics.NotExpressed(draft.Route, $"TLS options \"{options}\""));
        var filters = new HttpFilters(model, traefik);
        var extensions = new List<CustomResource>();
        var rules = new List<JsonObject>();
        foreach (var (matches, rewrite, clients) in Rules(draft))
            foreach (var some in matches.Chunk(MaxMatches))
                rules.Add(Rule(draft, filters, [.. some], rewrite, clients, extensions));
        foreach (var extension in extensions)
            if (emitted.Add(extension))
                yield return new(draft.Folder, extension);
        foreach (var (hosts, part) in Parts(draft, rules))
        {
            var name = part == 0 ? draft.Name : model.Name("http", draft.Workload.Namespace, $"{draft.Name}#{part}", $"{draft.Name}-{part + 1}");
            yield return new(draft.Folder, Route(draft, name, hosts.Hosts, hosts.Rules));
        }
    }

    /// <summary>More hosts or rules than one object may hold go to further ones.</summary>
    private static IEnumerable<((IReadOnlyList<string> Hosts, IReadOnlyList<JsonObject> Rules) Content, int Part)> Parts(RouteDraft draft, List<JsonObject> rules)
    {
        var part = 0;
        foreach (var hosts in draft.Hosts.Count == 0 ? [[]] : draft.Hosts.Chunk(MaxHosts))
            foreach (var some in rules.Chunk(MaxRules))
                yield return ((hosts, [.. some.Select(static r => (JsonObject)r.DeepClone())]), part++);
    }

    /// <summary>Conditions that share what happens to the path and who may come are one rule.</summary>
    private List<(EquatableArray<RouteMatch> Matches, PathRewrite? Rewrite, EquatableArray<string> Clients)> Rules(RouteDraft draft)
    {
        var all = new List<(RouteMatch Match, PathRewrite? Rewrite, EquatableArray<string> Clients)>();
        foreach (var condition in draft.Conditions)
        {
            if (condition.ClientIps.Count > 0 && !model.IsTraefik)
            {
                model.Findings.Add(RoutingDiagnostics.Withheld(draft.Route, "its condition on the client's address"));
                continue;
            }
            var plain = condition with { ClientIps = default };
            if (PathRewrites.Of(plain, draft.Route.Middlewares) is { } rewritten)
                foreach (var (match, rewrite) in rewritten)
                    all.Add((match, rewrite, condition.ClientIps));
            else
                all.Add((plain, null, condition.ClientIps));
        }
        return [.. all.Distinct().GroupBy(static x => (x.Rewrite, x.Clients)).Select(static g => (g.Select(static x => x.Match).ToEquatableArray(), g.Key.Rewrite, g.Key.Clients))];
    }

    private JsonObject Rule(RouteDraft draft, HttpFilters filters, EquatableArray<RouteMatch> matches, PathRewrite? rewrite, EquatableArray<string> clients, List<CustomResource> extensions)
    {
        var rule = new JsonObject { ["matches"] = RoutingDefaults.Objects(matches.SelectMany(Match)) };
        var list = filters.Emit(draft, rewrite, extensions);
        if (clients.Count > 0)
        {
            var allow = traefik.ClientAddresses(draft, clients);
            extensions.Add(allow);
            list.Insert(0, HttpFilters.Reference(allow));
        }
        if (!model.IsTraefik && !HttpFilters.Redirects(draft))
            foreach (var mirror in draft.Mirrors)
                list.Add((JsonNode)HttpFilters.Mirror(mirror));
        if (list.Count > MaxFilters)
            list = Chained(draft, list, extensions);
        if (list.Count > 0)
            rule["filters"] = list;
        if (!HttpFilters.Redirects(draft))
            rule["backendRefs"] = RoutingDefaults.Objects(Backends(draft, extensions));
        return rule;
    }

    /// <summary>Neighbouring middlewares as one chain, which counts once. There are at most five filters of Gateway API's own between them.</summary>
    private JsonArray Chained(RouteDraft draft, JsonArray filters, List<CustomResource> extensions)
    {
        var result = new JsonArray();
        var run = new List<string>();
        foreach (var filter in filters.OfType<JsonObject>())
            if ((string?)filter["extensionRef"]?["name"] is { } name)
                run.Add(name);
            else
            {
                Flush();
                result.Add(filter.DeepClone());
            }
        Flush();
        return result;

        void Flush()
        {
            if (run.Count == 0)
                return;
            var chain = traefik.Chain(draft, run);
            extensions.Add(chain);
            result.Add((JsonNode)HttpFilters.Reference(chain));
            run.Clear();
        }
    }

    /// <summary>Sticky sessions and, with Traefik, mirrors are not in the standard channel; Traefik's own services have them.</summary>
    private IEnumerable<JsonObject> Backends(RouteDraft draft, List<CustomResource> extensions)
    {
        if (model.IsTraefik && TraefikServices.Of(draft) is { Count: > 0 } services)
        {
            foreach (var service in services)
                if (extensions.Find(e => e.Kind == service.Kind && e.Metadata.Name == service.Metadata.Name) is null)
                    extensions.Add(service);
            return [new() { ["group"] = "traefik.io", ["kind"] = "TraefikService", ["name"] = services[^1].Metadata.Name }];
        }
        if (draft.Route.StickyCookie is not null)
            model.Findings.Add(RoutingDiagnostics.NotExpressed(draft.Route, "a sticky session"));
        return draft.Shares.IsEmpty
            ? [new() { ["name"] = draft.Workload.Name, ["port"] = draft.Port }]
            : draft.Shares.Select(static s => new JsonObject { ["name"] = s.Name, ["port"] = s.Port, ["weight"] = s.Weight });
    }

    private CustomResource Route(RouteDraft draft, string name, IReadOnlyList<string> hosts, IReadOnlyList<JsonObject> rules)
    {
        var spec = new JsonObject { ["parentRefs"] = gateways.Parents(draft.Route.Tls is not null, hosts) };
        if (hosts.Count > 0)
            spec["hostnames"] = RoutingDefaults.Strings(hosts);
        spec["rules"] = RoutingDefaults.Objects(rules);
        return new()
        {
            ApiVersion = Gateways.Api,
            Kind = "HTTPRoute",
            Metadata = Labels.Meta(draft.Workload, name, draft.Route.Rule.Length == 0 ? null : new() { ["sluis.dev/rule"] = draft.Route.Rule }),
            Spec = spec,
        };
    }

    /// <summary>
    /// A match of Gateway API holds one method, so several become several. Its PathPrefix goes by whole path elements:
    /// /api does not match /apiary, which Traefik's did.
    /// </summary>
    private static IEnumerable<JsonObject> Match(RouteMatch match)
    {
        foreach (var method in match.Methods.Count == 0 ? [""] : match.Methods)
        {
            var node = new JsonObject
            {
                ["path"] = new JsonObject
                {
                    ["type"] = match.Path?.Kind switch { PathMatchKind.Exact => "Exact", PathMatchKind.Regex => "RegularExpression", _ => "PathPrefix" },
                    ["value"] = match.Path is { Kind: PathMatchKind.Regex, Value: var expression } ? Patterns.Path(expression) : match.Path?.Value ?? "/",
                },
            };
            if (match.Headers.Count > 0)
                node["headers"] = Pairs(match.Headers);
            if (match.Query.Count > 0)
                node["queryParams"] = Pairs(match.Query);
            if (method.Length > 0)
                node["method"] = method;
            yield return node;
        }
    }

    private static JsonArray Pairs(EquatableArray<HeaderMatch> pairs) => RoutingDefaults.Objects(pairs.Select(static p => new JsonObject
    {
        ["type"] = p.IsRegex ? "RegularExpression" : "Exact",
        ["name"] = p.Name,
        ["value"] = p.Value,
    }));
}
