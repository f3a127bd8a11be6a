using System.Net;
using k8s.Models;
using Sluis.Core.Planning;
using Sluis.Core.Platform;

namespace Sluis.Core.Emit.Kubernetes;

/// <summary>The Pod of a workload: its own container, and those of services that share its network.</summary>
internal static class PodTemplates
{
    /// <summary>Docker stops a container after ten seconds, Kubernetes after thirty.</summary>
    private static readonly TimeSpan DockerGrace = TimeSpan.FromSeconds(10);

    public static V1PodTemplateSpec Of(EmitContext context, WorkloadPlan workload, PodVolumes volumes)
    {
        var containers = new List<V1Container> { Containers.Of(context, workload, volumes) };
        var waits = Waits.Of(context, workload);
        VolumeSeeds.Add(workload, containers[0], ref waits);
        Hooks.AddPreStart(context, workload, containers[0], ref waits);
        foreach (var sidecar in context.CompanionsOf(workload.Service.Key))
        {
            containers.Add(Containers.Of(context, sidecar, volumes));
            if (Waits.Of(context, sidecar) is { } more)
                waits = waits is null ? more : [.. waits, .. more.Where(m => !waits.Exists(w => w.Name == m.Name))];
            VolumeSeeds.Add(sidecar, containers[^1], ref waits);
            Hooks.AddPreStart(context, sidecar, containers[^1], ref waits);
            Report(context, sidecar);
        }
        Report(context, workload);
        return Template(context, workload, volumes, containers, waits);
    }

    /// <summary>A scheduled task runs beside its service, not in it, and is no target of the service's name.</summary>
    public static V1PodTemplateSpec Task(EmitContext context, WorkloadPlan workload, ScheduledTask task, PodVolumes volumes)
    {
        var template = Template(context, workload, volumes, [Containers.Task(context, workload, task, volumes)], null);
        template.Metadata.Labels = Labels.Of(workload, task.Name);
        template.Spec.Hostname = null;
        template.Spec.RestartPolicy = "Never";
        template.Spec.TopologySpreadConstraints = null;
        Placement.Beside(workload, template.Spec);
        context.Findings.Add(EmitDiagnostics.TaskBeside(workload, task));
        return template;
    }

    private static V1PodTemplateSpec Template(EmitContext context, WorkloadPlan workload, PodVolumes volumes, List<V1Container> containers, List<V1Container>? waits)
    {
        var service = workload.Service;
        var hostNetwork = service.NetworkMode is NetworkMode.Host;
        var jobs = workload.Kind is WorkloadKind.Job or WorkloadKind.CronJob;
        var pod = new V1PodSpec
        {
            AutomountServiceAccountToken = false,
            Containers = containers,
            InitContainers = waits,
            DnsConfig = Dns(service),
            DnsPolicy = hostNetwork ? "ClusterFirstWithHostNet" : null,
            // Variables named after every Service of the namespace would appear in the container, and Docker sets none.
            EnableServiceLinks = false,
            HostAliases = HostAliases(context, workload),
            Hostname = service.Hostname is { } name && LegalNames.IsLabel(name) ? name : null,
            HostNetwork = hostNetwork ? true : null,
            HostPID = service.Security.Pid == "host" ? true : null,
            HostIPC = service.Security.Ipc == "host" ? true : null,
            ImagePullSecrets = context.Plan.Choices.PullSecret is { } pull ? [new() { Name = pull }] : null,
            // A stop signal needs the operating system to be stated.
            Os = service.Lifecycle.StopSignal is null ? null : new() { Name = "linux" },
            PriorityClassName = workload.PriorityClass,
            RestartPolicy = jobs ? service.Lifecycle.Restart is RestartPolicy.OnFailure or RestartPolicy.Always or RestartPolicy.UnlessStopped ? "OnFailure" : "Never" : null,
            SecurityContext = Security.OfPod(workload.Security),
            ServiceAccountName = Labels.Account(workload),
            // The pause container reaps orphans then, which is what Docker's init does.
            ShareProcessNamespace = service.Lifecycle.Init ? true : null,
            RuntimeClassName = service.Security.Runtime is "runc" or "nvidia" or null ? null : service.Security.Runtime,
            TerminationGracePeriodSeconds = (long)Math.Ceiling((service.Lifecycle.StopGracePeriod ?? DockerGrace).TotalSeconds),
            Volumes = volumes.Volumes.Count == 0 ? null : volumes.Volumes,
        };
        Placement.Apply(context, workload, pod);
        var metadata = new V1ObjectMeta { Labels = Labels.Of(workload), Annotations = Annotations(service, volumes) };
        return new() { Metadata = metadata, Spec = pod };
    }

    private static SortedDictionary<string, string>? Annotations(PlatformService service, PodVolumes volumes)
    {
        var annotations = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, value) in service.Annotations)
            annotations[key] = value;
        if (volumes.ConfigHash is { } hash)
            annotations[Labels.ConfigHash] = hash;
        return annotations.Count == 0 ? null : annotations;
    }

    private static V1PodDNSConfig? Dns(PlatformService service)
    {
        var dns = service.Dns;
        if (dns.Servers.IsEmpty && dns.Search.IsEmpty && dns.Options.IsEmpty)
            return null;
        return new()
        {
            Nameservers = dns.Servers.IsEmpty ? null : [.. dns.Servers],
            Searches = dns.Search.IsEmpty ? null : [.. dns.Search],
            Options = dns.Options.IsEmpty ? null : [.. dns.Options.Select(static o => o.Split(':', 2) is [var name, var value]
                ? new V1PodDNSConfigOption { Name = name, Value = value }
                : new V1PodDNSConfigOption { Name = o })],
        };
    }

    private static List<V1HostAlias>? HostAliases(EmitContext context, WorkloadPlan workload)
    {
        var byAddress = new SortedDictionary<string, List<string>>(StringComparer.Ordinal);
        foreach (var (host, address) in workload.Service.ExtraHosts)
        {
            var plain = address.Trim('[', ']');
            // The Docker host was a finding when it was read.
            if (address == "host-gateway")
                continue;
            if (!IPAddress.TryParse(plain, out _))
                context.Findings.Add(EmitDiagnostics.HostWithoutAddress(workload, host, address));
            else if (byAddress.TryGetValue(plain, out var names))
                names.Add(host);
            else
                byAddress.Add(plain, [host]);
        }
        return byAddress.Count == 0 ? null : [.. byAddress.Select(static a => new V1HostAlias { Ip = a.Key, Hostnames = a.Value })];
    }

    private static void Report(EmitContext context, WorkloadPlan workload)
    {
        var security = workload.Service.Security;
        if (!workload.Security.Privileged)
            foreach (var device in security.Devices)
                context.Findings.Add(EmitDiagnostics.Device(workload, device.Source));
        if (!security.Ulimits.IsEmpty)
            context.Findings.Add(EmitDiagnostics.Ulimits(workload, string.Join(", ", security.Ulimits.Select(static u => u.Name))));
        if (security.User is { Length: > 0 } user && workload.Security.RunAsUser is null)
            context.Findings.Add(EmitDiagnostics.UserByName(workload, user));
        var needs = workload.Service.Resources;
        if (needs.Gpus != 0 && Containers.GpuResource(needs.GpuVendor) is null)
            context.Findings.Add(EmitDiagnostics.UnknownGpu(workload, needs.GpuVendor ?? ""));
        else if (needs.Gpus < 0)
            context.Findings.Add(EmitDiagnostics.AllGpus(workload));
    }
}
