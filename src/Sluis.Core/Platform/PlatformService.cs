using Sluis.Core.Text;

namespace Sluis.Core.Platform;

/// <summary>A service with everything it asks of where it runs. Absent values were not stated; defaults are the planner's.</summary>
public sealed record PlatformService
{
    public required ServiceKey Key { get; init; }
    public required SourceSpan At { get; init; }

    public required ServiceRole Role { get; init; }
    /// <summary>In words: "image postgres", "awaited until it ends", "has a route and no store".</summary>
    public required string RoleReason { get; init; }
    /// <summary>Id in the image catalogue; null for an image it does not know.</summary>
    public string? CatalogueId { get; init; }

    /// <summary>Null when only built and never named.</summary>
    public ImageReference? Image { get; init; }
    public BuildSpec? Build { get; init; }

    /// <summary>Null: the image's own. Empty: explicitly none.</summary>
    public EquatableArray<SecretText>? Entrypoint { get; init; }
    public EquatableArray<SecretText>? Command { get; init; }
    public EquatableArray<EnvironmentVariable> Environment { get; init; }

    public EquatableArray<ServicePort> Ports { get; init; }
    public EquatableArray<PublishedPort> Published { get; init; }
    public EquatableArray<Mount> Mounts { get; init; }
    public HealthCheck? HealthCheck { get; init; }
    /// <summary>Where its image is known to tell readiness; null: unknown, or the service moved it.</summary>
    public HttpReadiness? ImageReadiness { get; init; }
    public EquatableArray<Dependency> DependsOn { get; init; }

    public EquatableArray<NetworkAttachment> Networks { get; init; }
    public NetworkMode NetworkMode { get; init; } = new NetworkMode.Bridge();
    public string? ContainerName { get; init; }
    public string? Hostname { get; init; }
    public string? DomainName { get; init; }
    public EquatableArray<HostAlias> ExtraHosts { get; init; }
    /// <summary>As written; those that are part of the platform are among <see cref="Links"/> too.</summary>
    public EquatableArray<ExternalLink> ExternalLinks { get; init; }
    /// <summary>Legacy links: the service as <c>Alias</c>.</summary>
    public EquatableArray<Link> Links { get; init; }
    public DnsSettings Dns { get; init; } = new([], [], []);

    public ResourceNeeds Resources { get; init; } = new();
    public Lifecycle Lifecycle { get; init; } = new();
    public SecuritySettings Security { get; init; } = new();

    public string? WorkingDirectory { get; init; }
    public bool Tty { get; init; }
    public bool StdinOpen { get; init; }
    public EquatableArray<string> Profiles { get; init; }
    public string? PlatformArchitecture { get; init; }
    public string? PullPolicy { get; init; }
    public EquatableArray<KeyValuePair<string, string>> Labels { get; init; }
    public EquatableArray<KeyValuePair<string, string>> Annotations { get; init; }

    /// <summary>A five-field cron expression (seconds dropped) when something schedules this service or a command in it.</summary>
    public EquatableArray<ScheduledCommand> Schedules { get; init; }
}

/// <summary><paramref name="Registry"/> "" is the engine's default (docker.io). Exactly one of tag and digest may be absent; both absent is <c>latest</c>.</summary>
public sealed record ImageReference(string Registry, string Repository, string? Tag, string? Digest, string Original)
{
    public bool IsPinned => Digest is not null || (Tag is not null && Tag != "latest");
    public override string ToString() => Original;
}

public sealed record BuildSpec
{
    /// <summary>Absolute path or remote address.</summary>
    public required string Context { get; init; }
    public string? Dockerfile { get; init; }
    public string? InlineDockerfile { get; init; }
    public string? Target { get; init; }
    /// <summary>The image that the built stage stands on; null when its Dockerfile is not at hand.</summary>
    public string? Base { get; init; }
    public EquatableArray<KeyValuePair<string, SecretText>> Arguments { get; init; }
    public EquatableArray<string> Platforms { get; init; }
    public EquatableArray<string> Tags { get; init; }
    public EquatableArray<string> CacheFrom { get; init; }
    public EquatableArray<KeyValuePair<string, string>> AdditionalContexts { get; init; }
}

/// <summary><paramref name="Value"/> null: passed through from the host's environment, where it was not set.</summary>
public sealed record EnvironmentVariable(string Name, SecretText? Value, SourceSpan At);

public enum TransportProtocol
{
    Tcp,
    Udp,
    Sctp,
}

/// <summary>
/// A port the service listens on. <paramref name="AppProtocol"/>: http, https, grpc, postgres, redis, mysql … null when unknown.
/// <paramref name="Name"/>: a DNS label of at most 15 characters, unique in the service.
/// </summary>
public sealed record ServicePort(int Number, TransportProtocol Protocol, string Name, string? AppProtocol, string Evidence);

/// <summary>A port on the host. <paramref name="HostPort"/> null: any free one.</summary>
public sealed record PublishedPort(int? HostPort, int ContainerPort, TransportProtocol Protocol, string? HostIp, SourceSpan At);

/// <summary>Something that appears in a container's file system.</summary>
public abstract record Mount
{
    private Mount() { }

    public required string Target { get; init; }
    public bool ReadOnly { get; init; }
    public SourceSpan At { get; init; }

    public sealed record Volume(StoreName Store, string? SubPath, bool CopiesImageContent) : Mount;

    /// <summary>A volume without a name: it lives and dies with the container.</summary>
    public sealed record Anonymous() : Mount;

    /// <summary>A file or folder of the project that was read. Files are relative paths under the mount with their content.</summary>
    public sealed record Files(string Source, bool IsDirectory, EquatableArray<MountedFile> Content) : Mount;

    /// <summary>A path of the host: a socket, /proc, /sys, a device, or a project folder that is data rather than configuration, or is missing.</summary>
    public sealed record HostPath(string Source, bool Exists) : Mount
    {
        /// <summary>Whether mounts made later are seen on the other side: <c>rslave</c>, <c>rshared</c> and the like; null for private.</summary>
        public string? Propagation { get; init; }
    }

    /// <summary><paramref name="Options"/> are those of the mount other than its size, as written: <c>mode=0700</c>, <c>uid=1000</c>, <c>noexec</c>.</summary>
    public sealed record Tmpfs(long? SizeBytes, EquatableArray<string> Options) : Mount;

    /// <summary>A Compose secret as a file.</summary>
    public sealed record SecretFile(SecretName Secret, int? Mode) : Mount;

    /// <summary>A Compose config with its content (pieces, as it may hold secrets).</summary>
    public sealed record Config(string Name, SecretText Content, byte[]? Binary, int? Mode) : Mount;
}

/// <summary>
/// A configuration file that is mounted. <paramref name="Text"/> null: it is not UTF-8, see <paramref name="Binary"/>.
/// When <paramref name="Text"/> has a secret in it the file belongs in a Secret.
/// </summary>
public sealed record MountedFile(string RelativePath, SecretText? Text, EquatableArray<byte> Binary, bool Executable);

public abstract record HealthTest
{
    private HealthTest() { }

    public sealed record Shell(SecretText Command) : HealthTest;
    public sealed record Exec(EquatableArray<SecretText> Arguments) : HealthTest;
    public sealed record Disabled() : HealthTest;
}

/// <summary>Absent durations were not stated; Docker's defaults are 30 s, 30 s, 3, 0 s and 5 s.</summary>
public sealed record HealthCheck(
    HealthTest? Test, TimeSpan? Interval, TimeSpan? Timeout, int? Retries, TimeSpan? StartPeriod, TimeSpan? StartInterval, SourceSpan At);

/// <summary>An address of the container that answers with a status below 400 once it can work.</summary>
public sealed record HttpReadiness(int Port, string Path);

public enum DependencyCondition
{
    Started,
    Healthy,
    CompletedSuccessfully,
}

public sealed record Dependency(ServiceKey Target, DependencyCondition Condition, bool Required, bool Restart, SourceSpan At);

public sealed record NetworkAttachment(NetworkName Network, EquatableArray<string> Aliases, string? Ipv4Address, string? Ipv6Address);

public abstract record NetworkMode
{
    private NetworkMode() { }

    public sealed record Bridge() : NetworkMode;
    public sealed record Host() : NetworkMode;
    public sealed record None() : NetworkMode;
    public sealed record OfService(ServiceKey Service) : NetworkMode;
    public sealed record OfContainer(string Container) : NetworkMode;
}

/// <summary><paramref name="Address"/> may be <c>host-gateway</c>.</summary>
public sealed record HostAlias(string Host, string Address);

/// <summary>A container of another project, and the name it is called by here.</summary>
public sealed record ExternalLink(string Container, string Alias, SourceSpan At);

public sealed record Link(ServiceKey Target, string Alias);

public sealed record DnsSettings(EquatableArray<string> Servers, EquatableArray<string> Search, EquatableArray<string> Options);

/// <summary>CPU in thousandths of a core, memory in bytes.</summary>
public sealed record ResourceNeeds
{
    public long? CpuLimitMillis { get; init; }
    public long? CpuRequestMillis { get; init; }
    public long? MemoryLimitBytes { get; init; }
    public long? MemoryRequestBytes { get; init; }
    public long? PidsLimit { get; init; }
    public long? SharedMemoryBytes { get; init; }
    /// <summary>Count of GPUs; -1 means all. <see cref="GpuVendor"/> "nvidia" unless stated.</summary>
    public int Gpus { get; init; }
    public string? GpuVendor { get; init; }
}

public enum DeployMode
{
    Replicated,
    Global,
    ReplicatedJob,
    GlobalJob,
}

public enum RestartPolicy
{
    /// <summary>Compose's default: it is not started again.</summary>
    No,
    Always,
    OnFailure,
    UnlessStopped,
}

public sealed record Lifecycle
{
    /// <summary>Null: not stated.</summary>
    public int? Replicas { get; init; }
    public DeployMode Mode { get; init; }
    public RestartPolicy Restart { get; init; }
    public int? MaxAttempts { get; init; }
    public string? StopSignal { get; init; }
    public TimeSpan? StopGracePeriod { get; init; }
    /// <summary>start-first or stop-first; null: not stated.</summary>
    public string? UpdateOrder { get; init; }
    public int? UpdateParallelism { get; init; }
    public TimeSpan? UpdateDelay { get; init; }
    public bool Init { get; init; }
    public EquatableArray<Hook> PreStart { get; init; }
    public EquatableArray<Hook> PostStart { get; init; }
    public EquatableArray<Hook> PreStop { get; init; }
    public EquatableArray<string> PlacementConstraints { get; init; }
    public EquatableArray<string> PlacementPreferences { get; init; }
    public int? MaxReplicasPerNode { get; init; }
}

/// <summary>
/// A command around a container's life. <paramref name="Image"/>: it runs in a container of its own (before the start).
/// What is null or empty is the service's.
/// </summary>
public sealed record Hook(EquatableArray<SecretText> Command, string? User, string? Image = null)
{
    public bool Privileged { get; init; }
    public string? WorkingDirectory { get; init; }
    public EquatableArray<EnvironmentVariable> Environment { get; init; }
    /// <summary>False: once for all replicas.</summary>
    public bool PerReplica { get; init; } = true;
    public SourceSpan At { get; init; }
}

public sealed record SecuritySettings
{
    /// <summary><c>uid[:gid]</c> or names, as stated.</summary>
    public string? User { get; init; }
    public EquatableArray<string> GroupAdd { get; init; }
    public bool Privileged { get; init; }
    public bool ReadOnlyRoot { get; init; }
    public EquatableArray<string> CapAdd { get; init; }
    public EquatableArray<string> CapDrop { get; init; }
    public EquatableArray<string> SecurityOptions { get; init; }
    public EquatableArray<KeyValuePair<string, string>> Sysctls { get; init; }
    public EquatableArray<Ulimit> Ulimits { get; init; }
    public EquatableArray<Device> Devices { get; init; }
    public string? Pid { get; init; }
    public string? Ipc { get; init; }
    public string? Runtime { get; init; }
}

public sealed record Ulimit(string Name, long Soft, long Hard);

public sealed record Device(string Source, string Target, string Permissions);

/// <summary>A command that runs on a schedule inside the service's image (<paramref name="Command"/> empty: the service's own command).</summary>
public sealed record ScheduledCommand(string Name, string Cron, SecretText Command, SourceSpan At);
