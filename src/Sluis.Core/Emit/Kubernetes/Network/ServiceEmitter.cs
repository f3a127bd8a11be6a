using k8s.Models;
using Sluis.Core.Planning;
using Sluis.Core.Platform;

namespace Sluis.Core.Emit.Kubernetes.Network;

/// <summary>
/// Each name that must resolve, as a Service: the workload's own, further names with the same selector, names from another
/// namespace as ExternalName. https://kubernetes.io/docs/concepts/services-networking/service/
/// </summary>
internal static class ServiceEmitter
{
    public static V1Service? Emit(EmitContext context, NamePlan name)
    {
        if (name.Address is { } gateway)
            return Gateway(name, gateway);
        if (!context.Workloads.TryGetValue(name.Target, out var target))
            return null;
        var owner = target.PodOf is { } pod && context.Workloads.TryGetValue(pod, out var shared) ? shared : target;
        var ports = Ports(target);
        return new V1Service
        {
            ApiVersion = "v1",
            Kind = "Service",
            Metadata = new() { Name = name.Name, NamespaceProperty = name.Namespace, Labels = Labels.Of(target) },
            Spec = name.Kind == NameKind.ExternalName
                ? new() { Type = "ExternalName", ExternalName = $"{target.Name}.{target.Namespace}.svc.cluster.local", Ports = ports }
                : new()
                {
                    ClusterIP = name.Kind == NameKind.Headless || ports is null ? "None" : null,
                    PublishNotReadyAddresses = name.Kind == NameKind.Headless ? true : null,
                    Selector = Labels.Selector(owner.Name),
                    Ports = ports,
                },
        };
    }

    private static V1Service Gateway(NamePlan name, string address) => new()
    {
        ApiVersion = "v1",
        Kind = "Service",
        Metadata = new() { Name = name.Name, NamespaceProperty = name.Namespace, Labels = new Dictionary<string, string> { ["app.kubernetes.io/managed-by"] = "sluis" } },
        Spec = new() { Type = "ExternalName", ExternalName = address, Ports = [new() { Name = "http", Port = 80 }, new() { Name = "https", Port = 443 }] },
    };

    private static List<V1ServicePort>? Ports(WorkloadPlan target) => target.Service.Ports.Count == 0 ? null : [.. target.Service.Ports.Select(static p => new V1ServicePort
    {
        Name = p.Name,
        Port = p.Number,
        TargetPort = p.Name,
        Protocol = p.Protocol == TransportProtocol.Tcp ? null : p.Protocol.ToString().ToUpperInvariant(),
        AppProtocol = AppProtocol(p.AppProtocol),
    })];

    /// <summary>https://kubernetes.io/docs/concepts/services-networking/service/#application-protocol</summary>
    private static string? AppProtocol(string? protocol) => protocol switch
    {
        "h2c" => "kubernetes.io/h2c",
        "ws" => "kubernetes.io/ws",
        "http" or "https" or "grpc" or "mysql" or "redis" or "mongo" => protocol,
        null => null,
        _ => "tcp",
    };
}
