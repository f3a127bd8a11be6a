using System.Globalization;
using k8s.Models;
using Sluis.Core.Planning;
using Sluis.Core.Platform;
using Sluis.Core.Text;

namespace Sluis.Core.Emit.Kubernetes;

/// <summary>What all workloads of a run share when they are emitted.</summary>
internal sealed class EmitContext(MigrationPlan plan)
{
    public MigrationPlan Plan { get; } = plan;

    public IReadOnlyDictionary<ServiceKey, WorkloadPlan> Workloads { get; } = plan.Workloads.ToDictionary(static w => w.Service.Key);

    private readonly ILookup<ServiceKey, SecretPlan> secrets = plan.Secrets.ToLookup(static s => s.User);
    private readonly ILookup<ServiceKey, NameRewrite> rewrites = plan.Rewrites.ToLookup(static r => r.Caller);
    private readonly ILookup<ServiceKey, WorkloadPlan> companions = plan.Workloads.Where(static w => w.PodOf is not null).ToLookup(static w => w.PodOf ?? default);

    public Dictionary<SecretName, SecretPlan> SecretsOf(ServiceKey user)
    {
        var found = new Dictionary<SecretName, SecretPlan>();
        foreach (var secret in secrets[user])
            found.TryAdd(secret.Secret, secret);
        return found;
    }

    public IReadOnlyList<NameRewrite> RewritesOf(ServiceKey caller) => [.. rewrites[caller]];

    public IEnumerable<WorkloadPlan> CompanionsOf(ServiceKey service) => companions[service];
}

/// <summary>A workload's pod.</summary>
internal sealed class PodEmitter(EmitContext context, WorkloadPlan workload)
{
    /// <summary>Waits with what every image registry has and no rights: a TCP connection to the port.</summary>
    private const string WaitImage = "busybox:1.37.0";

    private readonly PlatformService service = workload.Service;

    public VolumeEmitter Volumes { get; } = new VolumeEmitter(workload, context.SecretsOf(workload.Service.Key)).Emit();

    public V1PodTemplateSpec Template(string restartPolicy = "Always", EquatableArray<SecretText>? command = null)
    {
        var annotations = new Dictionary<string, string>();
        if (Volumes.ConfigurationHash is { } hash)
            annotations["sluis.dev/config-hash"] = hash;
        return new()
        {
            Metadata = new() { Labels = Labels.Of(workload), Annotations = annotations.Count == 0 ? null : annotations },
            Spec = Spec(restartPolicy, command),
        };
    }

    private V1PodSpec Spec(string restartPolicy, EquatableArray<SecretText>? command)
    {
        var containers = new List<V1Container> { Container(command) };
        var volumes = Volumes.Volumes;
        foreach (var companion in context.CompanionsOf(service.Key))
        {
            var pod = new PodEmitter(context, companion);
            containers.Add(pod.Container(null));
            volumes = [.. volumes, .. pod.Volumes.Volumes.Where(v => !volumes.Any(o => o.Name == v.Name))];
        }
        var hostNetwork = service.NetworkMode is NetworkMode.Host;
        return new()
        {
            AutomountServiceAccountToken = false,
            ServiceAccountName = workload.Name,
            Containers = containers,
            InitContainers = restartPolicy == "Always" || service.DependsOn.Count > 0 ? Waits() : null,
            Volumes = volumes.Count == 0 ? null : volumes,
            RestartPolicy = restartPolicy == "Always" ? null : restartPolicy,
            HostNetwork = hostNetwork ? true : null,
            DnsPolicy = hostNetwork ? "ClusterFirstWithHostNet" : null,
            HostPID = service.Security.Pid == "host" ? true : null,
            HostIPC = service.Security.Ipc == "host" ? true : null,
            Hostname = service.Hostname is { } host && LegalNames.IsLabel(host) ? host : null,
            ShareProcessNamespace = service.Lifecycle.Init ? true : null,
            TerminationGracePeriodSeconds = service.Lifecycle.StopGracePeriod is { } grace ? (long)Math.Ceiling(grace.TotalSeconds) : 10,
            PriorityClassName = workload.PriorityClass,
            ImagePullSecrets = context.Plan.Choices.PullSecret is { } pull ? [new() { Name = pull }] : null,
            HostAliases = HostAliases(),
            DnsConfig = Dns(),
            SecurityContext = PodSecurity(),
            TopologySpreadConstraints = Spread(),
            NodeSelector = NodeSelector(),
            RuntimeClassName = service.Security.Runtime is "runc" or "nvidia" or null ? null : service.Security.Runtime,
        };
    }

    public V1Container Container(EquatableArray<SecretText>? command)
    {
        var probes = workload.Kind is WorkloadKind.Job or WorkloadKind.CronJob ? new Probes(null, null, null) : ProbeEmitter.Of(service);
        var rewrites = context.RewritesOf(service.Key);
        List<string>? Words(EquatableArray<SecretText>? words) => words is { } list ? [.. list.Select(w => EnvironmentEmitter.Rewrite(Expansion.Of(w), rewrites))] : null;
        return new()
        {
            Name = workload.Name,
            Image = workload.Image,
            ImagePullPolicy = service.PullPolicy switch { "always" or "build" => "Always", "never" => "Never", "missing" or "if_not_present" => "IfNotPresent", _ => null },
            Command = Words(service.Entrypoint is { Count: > 0 } ? service.Entrypoint : null),
            Args = Words(command ?? (service.Command is { Count: > 0 } ? service.Command : null)),
            WorkingDir = service.WorkingDirectory,
            Env = EnvironmentEmitter.Variables(workload, context.SecretsOf(service.Key), rewrites),
            Ports = service.Ports.Count == 0 || workload.Kind is WorkloadKind.Job or WorkloadKind.CronJob ? null : [.. service.Ports.Select(static p => new V1ContainerPort
            {
                ContainerPort = p.Number,
                Name = p.Name,
                Protocol = p.Protocol == TransportProtocol.Tcp ? null : p.Protocol.ToString().ToUpperInvariant(),
            })],
            Resources = Resources(),
            StartupProbe = probes.Startup,
            ReadinessProbe = probes.Readiness,
            LivenessProbe = probes.Liveness,
            Lifecycle = Hooks(),
            SecurityContext = Security(),
            Stdin = service.StdinOpen ? true : null,
            Tty = service.Tty ? true : null,
            VolumeMounts = Volumes.Mounts.Count == 0 ? null : Volumes.Mounts,
        };
    }

    private V1ResourceRequirements Resources()
    {
        var limits = new Dictionary<string, ResourceQuantity>();
        if (workload.Resources.CpuLimitMillis is { } cpu)
            limits["cpu"] = new(Sizes.Cpu(cpu));
        limits["memory"] = new(Sizes.Bytes(workload.Resources.MemoryLimitBytes));
        if (service.Resources.Gpus != 0)
            limits[$"{(service.Resources.GpuVendor is "amd" ? "amd" : "nvidia")}.com/gpu"] = new(Math.Max(1, service.Resources.Gpus).ToString(CultureInfo.InvariantCulture));
        return new()
        {
            Requests = new Dictionary<string, ResourceQuantity>
            {
                ["cpu"] = new(Sizes.Cpu(workload.Resources.CpuRequestMillis)),
                ["memory"] = new(Sizes.Bytes(workload.Resources.MemoryRequestBytes)),
            },
            Limits = limits,
        };
    }

    private V1Lifecycle? Hooks()
    {
        V1LifecycleHandler? Handler(EquatableArray<Hook> hooks) => hooks.Count == 0 ? null : new()
        {
            Exec = new() { Command = [.. hooks[0].Command.Select(static w => w.HasSecret ? Expansion.Shell(w) : w.ToString())] },
        };
        var (start, stop) = (Handler(service.Lifecycle.PostStart), Handler(service.Lifecycle.PreStop));
        var signal = service.Lifecycle.StopSignal;
        return start is null && stop is null && signal is null ? null : new()
        {
            PostStart = start,
            PreStop = stop,
            StopSignal = signal is null ? null : signal.StartsWith("SIG", StringComparison.Ordinal) ? signal : "SIG" + signal,
        };
    }

    /// <summary>https://kubernetes.io/docs/concepts/workloads/pods/init-containers/: a dependency that must be healthy is waited for by its port.</summary>
    private List<V1Container>? Waits()
    {
        var waits = new List<V1Container>();
        foreach (var dependency in service.DependsOn)
        {
            if (dependency.Condition != DependencyCondition.Healthy || !context.Workloads.TryGetValue(dependency.Target, out var target))
                continue;
            var port = target.Service.Ports.FirstOrDefault(static p => p.Protocol == TransportProtocol.Tcp);
            if (port is null)
                continue;
            var host = target.Namespace == workload.Namespace ? target.Name : $"{target.Name}.{target.Namespace}";
            waits.Add(new()
            {
                Name = LegalNames.Label("wait-" + target.Name),
                Image = WaitImage,
                Command = ["/bin/sh", "-c", $"until nc -z -w 2 {host} {port.Number}; do sleep 2; done"],
                Resources = new()
                {
                    Requests = new Dictionary<string, ResourceQuantity> { ["cpu"] = new("5m"), ["memory"] = new("8Mi") },
                    Limits = new Dictionary<string, ResourceQuantity> { ["memory"] = new("16Mi") },
                },
                SecurityContext = new()
                {
                    AllowPrivilegeEscalation = false,
                    Capabilities = new() { Drop = ["ALL"] },
                    ReadOnlyRootFilesystem = true,
                    RunAsNonRoot = true,
                    RunAsUser = 65534,
                },
            });
        }
        return waits.Count == 0 ? null : waits;
    }

    private V1PodSecurityContext PodSecurity()
    {
        var plan = workload.Security;
        return new()
        {
            FsGroup = plan.FsGroup,
            FsGroupChangePolicy = plan.FsGroup is null ? null : "OnRootMismatch",
            RunAsGroup = plan.RunAsGroup,
            RunAsNonRoot = plan.RunAsNonRoot,
            RunAsUser = plan.RunAsUser,
            SeccompProfile = plan.Privileged ? null : new() { Type = plan.SeccompProfile is "unconfined" or "Unconfined" ? "Unconfined" : "RuntimeDefault" },
            SupplementalGroups = plan.SupplementalGroups.Count == 0 ? null : [.. plan.SupplementalGroups.Select(static g => (long?)g)],
            Sysctls = plan.Sysctls.Count == 0 ? null : [.. plan.Sysctls.Select(static s => new V1Sysctl { Name = s.Key, Value = s.Value })],
        };
    }

    private V1SecurityContext Security()
    {
        var plan = workload.Security;
        return plan.Privileged
            ? new() { Privileged = true }
            : new()
            {
                AllowPrivilegeEscalation = plan.AllowPrivilegeEscalation,
                Capabilities = plan.AddCapabilities.Count == 0 && plan.DropCapabilities.Count == 0 ? null : new()
                {
                    Add = plan.AddCapabilities.Count == 0 ? null : [.. plan.AddCapabilities],
                    Drop = plan.DropCapabilities.Count == 0 ? null : [.. plan.DropCapabilities],
                },
                ReadOnlyRootFilesystem = plan.ReadOnlyRootFilesystem ? true : null,
            };
    }

    private List<V1TopologySpreadConstraint>? Spread() => workload.Replicas < 2 && workload.MaxReplicas is null or 1 ? null :
    [
        new()
        {
            MaxSkew = 1,
            TopologyKey = "kubernetes.io/hostname",
            WhenUnsatisfiable = "ScheduleAnyway",
            LabelSelector = new() { MatchLabels = Labels.Selector(workload.Name) },
        },
    ];

    private List<V1HostAlias>? HostAliases()
    {
        var aliases = service.ExtraHosts.Where(static h => System.Net.IPAddress.TryParse(h.Address, out _)).GroupBy(static h => h.Address)
            .OrderBy(static g => g.Key, StringComparer.Ordinal)
            .Select(static g => new V1HostAlias { Ip = g.Key, Hostnames = [.. g.Select(static h => h.Host).Order(StringComparer.Ordinal)] }).ToList();
        return aliases.Count == 0 ? null : aliases;
    }

    private V1PodDNSConfig? Dns() => service.Dns is { Servers.Count: 0, Search.Count: 0, Options.Count: 0 } ? null : new()
    {
        Nameservers = service.Dns.Servers.Count == 0 ? null : [.. service.Dns.Servers],
        Searches = service.Dns.Search.Count == 0 ? null : [.. service.Dns.Search],
        Options = service.Dns.Options.Count == 0 ? null : [.. service.Dns.Options.Select(static o => o.Split(':', 2)).Select(static o => new V1PodDNSConfigOption { Name = o[0], Value = o.Length > 1 ? o[1] : null })],
    };

    /// <summary><c>node.labels.x == y</c> and the architecture; other constraints are the planner's findings.</summary>
    private Dictionary<string, string>? NodeSelector()
    {
        var selector = new Dictionary<string, string>();
        foreach (var constraint in service.Lifecycle.PlacementConstraints)
            if (constraint.Split("==", StringSplitOptions.TrimEntries) is [var key, var value] && key.StartsWith("node.labels.", StringComparison.Ordinal))
                selector[key["node.labels.".Length..]] = value;
        if (service.PlatformArchitecture?.Split('/') is [_, var architecture, ..])
            selector["kubernetes.io/arch"] = architecture;
        return selector.Count == 0 ? null : selector;
    }
}
