namespace Sluis.Core.Emit.Kubernetes.Routing;

/// <summary>One way to say in Kubernetes how traffic comes in.</summary>
internal interface IRoutingDialect
{
    IEnumerable<PlacedObject> Emit(RoutingModel model);
}
