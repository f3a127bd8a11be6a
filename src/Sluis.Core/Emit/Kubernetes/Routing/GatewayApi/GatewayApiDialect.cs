using System.Text.Json.Nodes;
using k8s.Models;
using Sluis.Core.Platform;

namespace Sluis.Core.Emit.Kubernetes.Routing.GatewayApi;

/// <summary>Routes as Gateway API: the standard that every gateway implements. https://gateway-api.sigs.k8s.io/</summary>
internal sealed class GatewayApiDialect : IRoutingDialect
{
    /// <summary>The CRD's limit on a route's host names.</summary>
    private const int MaxHosts = 16;

    public IEnumerable<PlacedObject> Emit(RoutingModel model)
    {
        PathElements.Report(model);
        var gateways = new Gateways(model);
        foreach (var gateway in gateways.Emit())
            yield return new(RoutingDefaults.Folder, gateway);
        if (model.TlsHosts.Count > 0)
            yield return new(RoutingDefaults.Folder, CertManager.Issuer(model,
                new() { ["gatewayHTTPRoute"] = new JsonObject { ["parentRefs"] = new JsonArray(Parent()) } }));
        foreach (var redirect in Redirects(model))
            yield return new(RoutingDefaults.Folder, redirect);
        var routes = new HttpRoutes(model, gateways);
        foreach (var draft in model.Http)
            foreach (var placed in routes.Emit(draft))
                yield return placed;
        foreach (var draft in model.Streams)
            if (draft.Route.Kind == RouteKind.TlsPassthrough && draft.Hosts.Count == 0)
                model.Findings.Add(RoutingDiagnostics.NotExpressed(draft.Route, "TLS passed through for any host"));
            else
                yield return StreamRoutes.Emit(model, gateways, draft);
    }

    private static JsonObject Parent()
    {
        var parent = Gateways.Parent(RoutingDefaults.GatewayName, "http");
        parent["kind"] = "Gateway";
        return parent;
    }

    /// <summary>The challenge of cert-manager matches a whole path and so wins over the redirect.</summary>
    private static IEnumerable<CustomResource> Redirects(RoutingModel model)
    {
        var part = 0;
        foreach (var hosts in model.RedirectHosts.Chunk(MaxHosts))
            yield return new()
            {
                ApiVersion = Gateways.Api,
                Kind = "HTTPRoute",
                Metadata = new V1ObjectMeta
                {
                    Name = part++ == 0 ? "redirect-to-https" : $"redirect-to-https-{part}",
                    NamespaceProperty = RoutingDefaults.Namespace,
                    Labels = new Dictionary<string, string> { ["app.kubernetes.io/managed-by"] = "sluis" },
                },
                Spec = new()
                {
                    ["parentRefs"] = new JsonArray(Gateways.Parent(RoutingDefaults.GatewayName, "http")),
                    ["hostnames"] = RoutingDefaults.Strings(hosts),
                    ["rules"] = new JsonArray(new JsonObject { ["filters"] = new JsonArray(HttpFilters.Redirect(new("https", null, true) { Name = "https" })) }),
                },
            };
    }
}
