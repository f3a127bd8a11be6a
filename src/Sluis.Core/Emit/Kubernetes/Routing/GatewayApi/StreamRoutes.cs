using System.Text.Json.Nodes;
using Sluis.Core.Platform;

namespace Sluis.Core.Emit.Kubernetes.Routing.GatewayApi;

/// <summary>Traffic that is not HTTP: TCPRoute, UDPRoute and TLSRoute, v1 since Gateway API 1.6.</summary>
internal static class StreamRoutes
{
    public static PlacedObject Emit(RoutingModel model, Gateways gateways, RouteDraft draft)
    {
        var kind = draft.Route.Kind switch { RouteKind.Udp => "UDPRoute", RouteKind.TlsPassthrough => "TLSRoute", _ => "TCPRoute" };
        model.Findings.Add(RoutingDiagnostics.NotHttp(draft.Route, kind));
        foreach (var middleware in draft.Route.Middlewares)
            model.Findings.Add(RoutingDiagnostics.NotExpressed(draft.Route, $"middleware \"{middleware.Name}\"", middleware.At));
        var spec = new JsonObject { ["parentRefs"] = new JsonArray(Gateways.Parent(RoutingDefaults.GatewayName, gateways.StreamListener(draft).Name)) };
        // Any name is "*" only in the old proxy; a TLSRoute has to name hosts, and a wildcard of one label is the widest.
        if (draft.Route.Kind == RouteKind.TlsPassthrough)
            spec["hostnames"] = RoutingDefaults.Strings(draft.Hosts);
        spec["rules"] = new JsonArray(new JsonObject { ["backendRefs"] = new JsonArray(new JsonObject { ["name"] = draft.Workload.Name, ["port"] = draft.Port }) });
        return new(draft.Folder, new CustomResource { ApiVersion = Gateways.Api, Kind = kind, Metadata = Labels.Meta(draft.Workload, draft.Name), Spec = spec });
    }
}
