using System.Globalization;
using k8s.Models;
using Sluis.Core.Planning;
using Sluis.Core.Platform;

namespace Sluis.Core.Emit.Kubernetes;

/// <summary>
/// <c>depends_on</c> with <c>service_healthy</c>: an init container waits until the other's first TCP port answers, which the
/// network policies allow. A Service answers only once a Pod behind it is ready, so this is its health check.
/// </summary>
internal static class Waits
{
    /// <summary>Small, with nc, and runs as any user.</summary>
    public const string Image = "docker.io/library/busybox:1.37.0";

    private const long Nobody = 65534;

    public static List<V1Container>? Of(EmitContext context, WorkloadPlan workload)
    {
        List<V1Container>? waits = null;
        var pod = context.HostOf(workload);
        foreach (var dependency in workload.Service.DependsOn)
        {
            if (dependency.Condition == DependencyCondition.Started || !context.Workloads.TryGetValue(dependency.Target, out var target))
                continue;
            if (dependency.Condition == DependencyCondition.CompletedSuccessfully)
                context.Findings.Add(EmitDiagnostics.CompletionByOrder(dependency.At, workload, dependency.Target.ToString()));
            // Whoever shares the Pod starts only after the init containers.
            else if (!ReferenceEquals(context.HostOf(target), pod) && FirstTcp(target.Service) is { } port)
                (waits ??= []).Add(Wait(workload, target, port));
        }
        return waits;
    }

    private static int? FirstTcp(PlatformService service)
    {
        foreach (var port in service.Ports)
            if (port.Protocol == TransportProtocol.Tcp)
                return port.Number;
        return null;
    }

    private static V1Container Wait(WorkloadPlan workload, WorkloadPlan target, int port)
    {
        var host = target.Namespace == workload.Namespace ? target.Name : $"{target.Name}.{target.Namespace}.svc";
        return new()
        {
            Name = LegalNames.Label("wait-for-" + target.Name),
            Image = Image,
            Command = ["/bin/sh", "-c", string.Create(CultureInfo.InvariantCulture, $"until nc -z -w 2 {host} {port}; do echo waiting for {host}:{port}; sleep 2; done")],
            Resources = new()
            {
                Limits = new SortedDictionary<string, ResourceQuantity>(StringComparer.Ordinal) { ["memory"] = new("32Mi") },
                Requests = new SortedDictionary<string, ResourceQuantity>(StringComparer.Ordinal) { ["cpu"] = new("10m"), ["memory"] = new("8Mi") },
            },
            SecurityContext = new()
            {
                AllowPrivilegeEscalation = false,
                Capabilities = new() { Drop = ["ALL"] },
                ReadOnlyRootFilesystem = true,
                RunAsNonRoot = true,
                RunAsUser = Nobody,
                SeccompProfile = new() { Type = "RuntimeDefault" },
            },
        };
    }
}
