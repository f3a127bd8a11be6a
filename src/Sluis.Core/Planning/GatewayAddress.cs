namespace Sluis.Core.Planning;

/// <summary>
/// Where the cluster's gateway answers, for the implementations that name their Service after the Gateway or whose chart fixes it.
/// https://istio.io/latest/docs/tasks/traffic-management/ingress/gateway-api/#automated-deployment
/// </summary>
internal static class GatewayAddress
{
    public const string Namespace = "ingress";
    public const string Gateway = "platform";

    /// <summary>Null: the name of the Service is not known before it exists.</summary>
    public static string? Of(string gatewayClass) => gatewayClass switch
    {
        "traefik" => $"traefik.{Namespace}.svc.cluster.local",
        "istio" or "nginx" => $"{Gateway}-{gatewayClass}.{Namespace}.svc.cluster.local",
        _ => null,
    };
}
