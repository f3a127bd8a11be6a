using System.Globalization;
using k8s.Models;
using Sluis.Core.Planning;
using Sluis.Core.Platform;

namespace Sluis.Core.Emit.Kubernetes;

/// <summary>A service's container. Docker's entrypoint is Kubernetes' command, and Docker's command its args.</summary>
internal static class Containers
{
    public static V1Container Of(EmitContext context, WorkloadPlan workload, PodVolumes volumes)
    {
        var service = workload.Service;
        var text = new ContainerText(context, workload);
        var container = Bare(workload);
        (container.Command, container.Args) = Start(service, text);
        container.WorkingDir = service.WorkingDirectory;
        container.Ports = Listens(context, workload) ? Ports(service) : null;
        container.Tty = service.Tty ? true : null;
        container.Stdin = service.StdinOpen ? true : null;
        var mounts = volumes.Mounts(workload);
        container.VolumeMounts = mounts.Count == 0 ? null : mounts;
        container.Lifecycle = Lifecycle(context, workload, text);
        Probes.Apply(container, workload, text);
        container.Env = text.Environment;
        return container;
    }

    /// <summary>The same image, variables and files with another command: a scheduled task.</summary>
    public static V1Container Task(EmitContext context, WorkloadPlan workload, ScheduledTask task, PodVolumes volumes)
    {
        var text = new ContainerText(context, workload);
        var container = Bare(workload);
        container.Command = ["/bin/sh", "-c", text.Expanded(task.Command)];
        container.WorkingDir = workload.Service.WorkingDirectory;
        var mounts = volumes.Mounts(workload);
        container.VolumeMounts = mounts.Count == 0 ? null : mounts;
        container.Env = text.Environment;
        return container;
    }

    private static V1Container Bare(WorkloadPlan workload) => new()
    {
        Name = workload.Name,
        Image = workload.Image,
        ImagePullPolicy = PullPolicy(workload.Service),
        Resources = Resources(workload.Resources, workload.Service.Resources),
        SecurityContext = Security.OfContainer(workload.Security),
    };

    /// <summary>An entrypoint that is stated takes the image's own command away, as in Docker; an empty one runs the command itself.</summary>
    private static (IList<string>? Command, IList<string>? Args) Start(PlatformService service, ContainerText text)
    {
        var entrypoint = service.Entrypoint is { } first ? text.Expanded(first) : null;
        var command = service.Command is { Count: > 0 } second ? text.Expanded(second) : null;
        return entrypoint is { Count: 0 } ? (command, null) : (entrypoint, command);
    }

    private static V1ResourceRequirements Resources(ResourcePlan plan, ResourceNeeds needs)
    {
        var limits = new SortedDictionary<string, ResourceQuantity>(StringComparer.Ordinal);
        if (plan.CpuLimitMillis is { } cpu)
            limits["cpu"] = Sizes.CpuOf(cpu);
        limits["memory"] = Sizes.BytesOf(plan.MemoryLimitBytes);
        if (needs.Gpus != 0 && GpuResource(needs.GpuVendor) is { } gpu)
            limits[gpu] = new(Math.Max(1, needs.Gpus).ToString(CultureInfo.InvariantCulture));
        return new()
        {
            Limits = limits,
            Requests = new SortedDictionary<string, ResourceQuantity>(StringComparer.Ordinal)
            {
                ["cpu"] = Sizes.CpuOf(plan.CpuRequestMillis),
                ["memory"] = Sizes.BytesOf(plan.MemoryRequestBytes),
            },
        };
    }

    /// <summary>What each vendor's device plugin calls its GPUs; null for a driver that has none.</summary>
    public static string? GpuResource(string? vendor) => vendor switch
    {
        null or "nvidia" => "nvidia.com/gpu",
        "amd" => "amd.com/gpu",
        "intel" => "gpu.intel.com/i915",
        _ => null,
    };

    /// <summary>What runs to its end does not serve, unless a Service leads to it.</summary>
    private static bool Listens(EmitContext context, WorkloadPlan workload) =>
        workload.Kind is not (WorkloadKind.Job or WorkloadKind.CronJob) || context.HasService(workload.Service.Key);

    private static List<V1ContainerPort>? Ports(PlatformService service)
    {
        if (service.Ports.IsEmpty)
            return null;
        var ports = new List<V1ContainerPort>(service.Ports.Count);
        foreach (var port in service.Ports)
            ports.Add(new() { Name = port.Name, ContainerPort = port.Number, Protocol = Protocol(port.Protocol) });
        return ports;
    }

    private static string? Protocol(TransportProtocol protocol) => protocol switch
    {
        TransportProtocol.Udp => "UDP",
        TransportProtocol.Sctp => "SCTP",
        _ => null,
    };

    private static V1Lifecycle? Lifecycle(EmitContext context, WorkloadPlan workload, ContainerText text)
    {
        var lifecycle = workload.Service.Lifecycle;
        if (lifecycle.PostStart.IsEmpty && lifecycle.PreStop.IsEmpty && lifecycle.StopSignal is null)
            return null;
        return new()
        {
            PostStart = Hooks.Handler(context, workload, lifecycle.PostStart, "post_start", text),
            PreStop = Hooks.Handler(context, workload, lifecycle.PreStop, "pre_stop", text),
            StopSignal = Signal(lifecycle.StopSignal),
        };
    }

    private static string? Signal(string? signal) => signal is null ? null
        : int.TryParse(signal, CultureInfo.InvariantCulture, out var number) ? number switch { 1 => "SIGHUP", 2 => "SIGINT", 3 => "SIGQUIT", 9 => "SIGKILL", 10 => "SIGUSR1", 12 => "SIGUSR2", 15 => "SIGTERM", _ => null }
        : signal.StartsWith("SIG", StringComparison.OrdinalIgnoreCase) ? signal.ToUpperInvariant() : "SIG" + signal.ToUpperInvariant();

    /// <summary>What is built here is pushed again under the name of its branch, so a node must ask whether it has changed.</summary>
    private static string? PullPolicy(PlatformService service) => service.PullPolicy switch
    {
        "always" or "daily" or "weekly" or "build" => "Always",
        "never" => "Never",
        "missing" or "if_not_present" => "IfNotPresent",
        { } policy when policy.StartsWith("every_", StringComparison.Ordinal) => "Always",
        _ => service.Build is not null ? "Always" : null,
    };
}
