using System.Text.Json.Nodes;

namespace Sluis.Core.Emit.Kubernetes.Routing.Traefik;

/// <summary>
/// Sessions that stick and copies of requests as TraefikService. The last is the one to refer to.
/// https://doc.traefik.io/traefik/reference/routing-configuration/kubernetes/crd/http/traefikservice/
/// </summary>
internal static class TraefikServices
{
    public static List<CustomResource> Of(RouteDraft draft)
    {
        var services = new List<CustomResource>();
        var cookie = draft.Route.StickyCookie;
        if (cookie is not null || (draft.Mirrors.Count > 0 && draft.Shares.Count > 0))
            services.Add(Service(draft, cookie is null ? draft.Name + "-shares" : draft.Name + "-sticky", "weighted", Weighted(draft, cookie)));
        if (draft.Mirrors.IsEmpty)
            return services;
        var main = services.Count == 0
            ? new JsonObject { ["name"] = draft.Workload.Name, ["port"] = draft.Port }
            : new JsonObject { ["kind"] = "TraefikService", ["name"] = services[0].Metadata.Name };
        main["mirrors"] = RoutingDefaults.Objects(draft.Mirrors.Select(static m => new JsonObject { ["name"] = m.Name, ["port"] = m.Port, ["percent"] = m.Weight }));
        services.Add(Service(draft, draft.Name + "-mirror", "mirroring", main));
        return services;
    }

    /// <summary>Sticky between the Pods of each Service and, where there are several Services, between them.</summary>
    private static JsonObject Weighted(RouteDraft draft, string? cookie)
    {
        JsonObject Sticky() => new() { ["cookie"] = cookie is { Length: > 0 } ? new JsonObject { ["name"] = cookie } : [] };
        var services = new JsonArray();
        foreach (var share in draft.Shares.IsEmpty ? [new BackendShare(draft.Workload.Name, draft.Port, 0)] : draft.Shares)
        {
            var service = new JsonObject { ["name"] = share.Name, ["port"] = share.Port };
            if (!draft.Shares.IsEmpty)
                service["weight"] = share.Weight;
            if (cookie is not null)
                service["sticky"] = Sticky();
            services.Add((JsonNode)service);
        }
        var weighted = new JsonObject { ["services"] = services };
        if (cookie is not null && !draft.Shares.IsEmpty)
            weighted["sticky"] = Sticky();
        return weighted;
    }

    private static CustomResource Service(RouteDraft draft, string name, string kind, JsonObject content) => new()
    {
        ApiVersion = "traefik.io/v1alpha1",
        Kind = "TraefikService",
        Metadata = Labels.Meta(draft.Workload, name),
        Spec = new() { [kind] = content },
    };
}
