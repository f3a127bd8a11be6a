using System.Text.Json.Nodes;
using k8s.Models;
using Sluis.Core.Platform;
using Sluis.Core.Text;

namespace Sluis.Core.Emit.Kubernetes.Routing.Traefik;

/// <summary>
/// Routes as Traefik's own kinds, which hold everything its labels could say.
/// https://doc.traefik.io/traefik/reference/routing-configuration/kubernetes/crd/http/ingressroute/
/// </summary>
internal sealed class IngressRouteDialect : IRoutingDialect
{
    private const string Api = "traefik.io/v1alpha1";

    public IEnumerable<PlacedObject> Emit(RoutingModel model)
    {
        if (model.TlsHosts.Count > 0)
            yield return new(RoutingDefaults.Folder, CertManager.Issuer(model, new() { ["ingress"] = new JsonObject { ["ingressClassName"] = model.Plan.Choices.GatewayClass } }));
        foreach (var redirect in Redirect(model))
            yield return new(RoutingDefaults.Folder, redirect);
        var middlewares = new TraefikMiddleware(model);
        var emitted = new HashSet<(string, string)>();
        var certificates = new HashSet<(string, EquatableArray<string>)>();
        foreach (var draft in model.Http)
        {
            var used = new List<CustomResource>();
            if (!Middlewares(model, middlewares, draft, used))
                continue;
            foreach (var middleware in used)
                if (emitted.Add((draft.Workload.Namespace, middleware.Metadata.Name)))
                    yield return new(draft.Folder, middleware);
            if (draft.Route.Tls is not null && draft.Hosts.Count > 0 && certificates.Add((draft.Workload.Namespace, draft.Hosts)))
                yield return new(draft.Folder, CertManager.Certificate(model, draft.Workload.Namespace, CertificateOf(draft), draft.Hosts));
            var services = draft.Mirrors.IsEmpty ? [] : TraefikServices.Of(draft);
            foreach (var service in services)
                yield return new(draft.Folder, service);
            yield return new(draft.Folder, Route(model, draft, used, services.Count == 0 ? null : services[^1].Metadata.Name));
        }
        foreach (var draft in model.Streams)
            yield return new(draft.Folder, Stream(model, draft));
    }

    private static string CertificateOf(RouteDraft draft) =>
        RoutingDefaults.CertificateOf(draft.Hosts[0]) + (draft.Hosts.Count > 1 ? "." + draft.Name : "");

    /// <summary>False when the route would be open to people who were kept out.</summary>
    internal static bool Middlewares(RoutingModel model, TraefikMiddleware middlewares, RouteDraft draft, List<CustomResource> used)
    {
        foreach (var middleware in draft.Route.Middlewares)
            if (middlewares.Find(middleware, draft.Workload) is { } resource)
                used.Add(resource);
            else if (RoutingModel.Guards(middleware))
            {
                model.Findings.Add(RoutingDiagnostics.Withheld(draft.Route, $"middleware \"{middleware.Name}\""));
                return false;
            }
            else
                model.Findings.Add(middleware is Middleware.Unresolved(_, var kind, _) ? RoutingDiagnostics.Undefined(draft.Route, middleware.Name, kind)
                    : RoutingDiagnostics.NotExpressed(draft.Route, $"middleware \"{middleware.Name}\"", middleware.At));
        return true;
    }

    private static CustomResource Route(RoutingModel model, RouteDraft draft, List<CustomResource> used, string? composed)
    {
        var rule = new JsonObject { ["kind"] = "Rule", ["match"] = TraefikRule.Of(draft.Hosts, draft.Conditions) };
        if (draft.Route.Priority is { } priority)
            rule["priority"] = priority;
        if (used.Count > 0)
            rule["middlewares"] = RoutingDefaults.Objects(used.Select(static m => new JsonObject { ["name"] = m.Metadata.Name }));
        rule["services"] = composed is null
            ? RoutingDefaults.Objects((draft.Shares.IsEmpty ? [new BackendShare(draft.Workload.Name, draft.Port, -1)] : draft.Shares).Select(s => Service(draft, s)))
            : new JsonArray(new JsonObject { ["kind"] = "TraefikService", ["name"] = composed });
        var tls = draft.Route.Tls is not null;
        var spec = new JsonObject { ["entryPoints"] = RoutingDefaults.Strings([tls ? "websecure" : "web"]), ["routes"] = new JsonArray(rule) };
        if (tls)
            spec["tls"] = draft.Hosts.Count > 0 ? new JsonObject { ["secretName"] = CertificateOf(draft) } : [];
        if (draft.Route.Tls?.Options is { } options)
            model.Findings.Add(RoutingDiagnostics.NotExpressed(draft.Route, $"TLS options \"{options}\", whose definition was not read"));
        return new() { ApiVersion = Api, Kind = "IngressRoute", Metadata = Labels.Meta(draft.Workload, draft.Name), Spec = spec };
    }

    private static JsonObject Service(RouteDraft draft, BackendShare share)
    {
        var service = new JsonObject { ["name"] = share.Name, ["port"] = share.Port };
        if (draft.Route.Scheme != "http")
            service["scheme"] = draft.Route.Scheme;
        if (share.Weight >= 0)
            service["weight"] = share.Weight;
        if (draft.Route.StickyCookie is { } cookie)
            service["sticky"] = new JsonObject { ["cookie"] = cookie.Length > 0 ? new JsonObject { ["name"] = cookie } : [] };
        return service;
    }

    /// <summary>The route needs a service by its schema; nobody reaches noop@internal, because the middleware answers.</summary>
    private static IEnumerable<CustomResource> Redirect(RoutingModel model)
    {
        if (model.RedirectHosts.Count == 0)
            yield break;
        const string name = "redirect-to-https";
        V1ObjectMeta Meta() => new() { Name = name, NamespaceProperty = RoutingDefaults.Namespace, Labels = new Dictionary<string, string> { ["app.kubernetes.io/managed-by"] = "sluis" } };
        yield return new() { ApiVersion = Api, Kind = "Middleware", Metadata = Meta(), Spec = new() { ["redirectScheme"] = new JsonObject { ["scheme"] = "https", ["permanent"] = true } } };
        yield return new()
        {
            ApiVersion = Api,
            Kind = "IngressRoute",
            Metadata = Meta(),
            Spec = new()
            {
                ["entryPoints"] = RoutingDefaults.Strings(["web"]),
                ["routes"] = new JsonArray(new JsonObject
                {
                    ["kind"] = "Rule",
                    ["match"] = TraefikRule.Of(model.RedirectHosts.ToEquatableArray(), []),
                    ["middlewares"] = new JsonArray(new JsonObject { ["name"] = name }),
                    ["services"] = new JsonArray(new JsonObject { ["kind"] = "TraefikService", ["name"] = "noop@internal" }),
                }),
            },
        };
    }

    private static CustomResource Stream(RoutingModel model, RouteDraft draft)
    {
        var udp = draft.Route.Kind == RouteKind.Udp;
        var kind = udp ? "IngressRouteUDP" : "IngressRouteTCP";
        model.Findings.Add(RoutingDiagnostics.NotHttp(draft.Route, kind));
        foreach (var middleware in draft.Route.Middlewares)
            model.Findings.Add(RoutingDiagnostics.NotExpressed(draft.Route, $"middleware \"{middleware.Name}\"", middleware.At));
        var rule = new JsonObject();
        if (!udp)
            rule["match"] = TraefikRule.Sni(draft.Hosts);
        rule["services"] = new JsonArray(new JsonObject { ["name"] = draft.Workload.Name, ["port"] = draft.Port });
        var spec = new JsonObject();
        if (draft.Route.EntryPoints.Count > 0)
            spec["entryPoints"] = RoutingDefaults.Strings(draft.Route.EntryPoints);
        spec["routes"] = new JsonArray(rule);
        if (draft.Route.Kind == RouteKind.TlsPassthrough)
            spec["tls"] = new JsonObject { ["passthrough"] = true };
        return new() { ApiVersion = Api, Kind = kind, Metadata = Labels.Meta(draft.Workload, draft.Name), Spec = spec };
    }
}
