using k8s.Models;
using Sluis.Core.Diagnostics;
using Sluis.Core.Emit.Kubernetes.Routing.GatewayApi;
using Sluis.Core.Emit.Kubernetes.Routing.Ingress;
using Sluis.Core.Emit.Kubernetes.Routing.Traefik;
using Sluis.Core.Planning;

namespace Sluis.Core.Emit.Kubernetes.Routing;

/// <summary>How traffic comes in, in the dialect that the plan chose. What a dialect cannot say is a finding.</summary>
internal static class RoutingEmitter
{
    public const string IngressNamespace = RoutingDefaults.Namespace;

    public static IReadOnlyList<PlacedObject> Emit(MigrationPlan plan, Findings findings)
    {
        var model = RoutingModel.Of(plan, findings);
        if (model.IsEmpty)
            return [];
        return [new(RoutingDefaults.Folder, Namespace()), .. Dialect(plan.Choices.Routing).Emit(model)];
    }

    private static IRoutingDialect Dialect(RoutingDialect choice) => choice switch
    {
        RoutingDialect.TraefikIngressRoute => new IngressRouteDialect(),
        RoutingDialect.Ingress => new IngressDialect(),
        _ => new GatewayApiDialect(),
    };

    /// <summary>Its label lets the redirects, which live beside the gateway, attach to it.</summary>
    private static V1Namespace Namespace() => new()
    {
        ApiVersion = "v1",
        Kind = "Namespace",
        Metadata = new()
        {
            Name = RoutingDefaults.Namespace,
            Labels = new Dictionary<string, string>
            {
                ["app.kubernetes.io/managed-by"] = "sluis",
                ["pod-security.kubernetes.io/enforce"] = "baseline",
                [RoutingDefaults.AccessLabel] = "true",
            },
        },
    };
}
