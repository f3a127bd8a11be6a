using Sluis.Core.Planning.Selections;
using Sluis.Core.Planning.Sizing;
using Sluis.Core.Platform;
using Sluis.Core.Text;

namespace Sluis.Core.Planning;

/// <summary>
/// What will be built: the platform with every choice made. Emitters read this and nothing else; what an emitter needs to
/// decide is decided here. Sorted by key, ordinally.
/// </summary>
public sealed record MigrationPlan
{
    public required string Name { get; init; }
    public required PlatformModel Platform { get; init; }
    public required Intent Intent { get; init; }
    public required Choices Choices { get; init; }
    public required EquatableArray<DomainPlan> Domains { get; init; }
    public required EquatableArray<EnvironmentPlan> Environments { get; init; }
    public required EquatableArray<WorkloadPlan> Workloads { get; init; }
    /// <summary>Services that do not become a workload, and what takes their place.</summary>
    public required EquatableArray<ReplacedService> Replaced { get; init; }
    /// <summary>Each DNS name in each namespace, who answers it and how.</summary>
    public required EquatableArray<NamePlan> Names { get; init; }
    public required EquatableArray<SecretPlan> Secrets { get; init; }
    /// <summary>Names in callers' values that have to change, because no Service can carry them where the caller is.</summary>
    public EquatableArray<NameRewrite> Rewrites { get; init; }
    /// <summary>How large the cluster of production has to be, and why.</summary>
    public required ClusterSize Size { get; init; }
    /// <summary>The choices with their reasons, for <c>sluis plan</c>, <c>sluis init</c> and the documents.</summary>
    public required EquatableArray<Decision> Decisions { get; init; }
    /// <summary>Choices between products, with scores, requirements and what would change them; they agree with <see cref="Choices"/>.</summary>
    public EquatableArray<Selection> Selections { get; init; }
}

/// <summary>Intent with every default filled in.</summary>
public sealed record Choices
{
    public required string Language { get; init; }
    public required Provider Provider { get; init; }
    public required MeshChoice Mesh { get; init; }
    public required GitOpsChoice GitOps { get; init; }
    public required IacChoice Infrastructure { get; init; }
    public required NetworkPluginChoice NetworkPlugin { get; init; }
    public required RoutingDialect Routing { get; init; }
    public required string GatewayClass { get; init; }
    public required string ClusterIssuer { get; init; }
    public required ConnectivityMode Connectivity { get; init; }
    public required NameMode NameMode { get; init; }
    public required SecretDelivery SecretDelivery { get; init; }
    public required SecretBackend SecretBackend { get; init; }
    public required string SecretStoreName { get; init; }
    public required string SecretStoreAddress { get; init; }
    public required string SecretMountPath { get; init; }
    public required DatabaseMode Database { get; init; }
    /// <summary>Null: the cluster's default class.</summary>
    public string? StorageClass { get; init; }
    public string? SharedStorageClass { get; init; }
    public required long DefaultStorageBytes { get; init; }
    /// <summary>"" when nothing is built or pushed.</summary>
    public required string Registry { get; init; }
    public string? PullSecret { get; init; }
    public required string RepositoryUrl { get; init; }
    public required string RepositoryBranch { get; init; }
}

/// <summary><paramref name="Key"/> is the path in <c>sluis.yaml</c>; <paramref name="Stated"/>: the user said so.</summary>
public sealed record Decision(string Key, string Value, string Reason, bool Stated);

public enum PodSecurityLevel
{
    Restricted,
    Baseline,
    Privileged,
}

/// <summary>A namespace with the workloads in it. <paramref name="PodSecurityReason"/> names what keeps it from being stricter.</summary>
public sealed record DomainPlan(
    string Name, string Namespace, EquatableArray<ServiceKey> Services, PodSecurityLevel PodSecurity, string PodSecurityReason);

public sealed record EnvironmentPlan
{
    public required string Name { get; init; }
    public required bool IsProduction { get; init; }
    /// <summary>Factor on requests and limits.</summary>
    public required double Scale { get; init; }
    public required double StorageScale { get; init; }
    /// <summary>Fixed replica count for services that may scale; null: as planned.</summary>
    public int? Replicas { get; init; }
    public string? StorageClass { get; init; }
    /// <summary>Each route's production host to this environment's.</summary>
    public required EquatableArray<KeyValuePair<string, string>> Hosts { get; init; }
    public EquatableArray<KeyValuePair<string, string>> ImageTags { get; init; }
    /// <summary>Path prefix in the secret store.</summary>
    public required string SecretPath { get; init; }

    public string HostFor(string productionHost)
    {
        foreach (var (from, to) in Hosts)
            if (from == productionHost)
                return to;
        return productionHost;
    }
}

public sealed record WorkloadPlan
{
    public required PlatformService Service { get; init; }
    public required string Domain { get; init; }
    public required string Namespace { get; init; }
    /// <summary>Legal and unique in the namespace: workload, Service, ServiceAccount and container carry it.</summary>
    public required string Name { get; init; }
    public required WorkloadKind Kind { get; init; }
    public required string KindReason { get; init; }
    public required int Replicas { get; init; }
    /// <summary>Null: it must not scale.</summary>
    public int? MaxReplicas { get; init; }
    public required string ScaleReason { get; init; }
    public required string Image { get; init; }
    public required ResourcePlan Resources { get; init; }
    public EquatableArray<VolumePlan> Volumes { get; init; }
    /// <summary>Mounts of a volume that are filled from the image while the volume is empty.</summary>
    public EquatableArray<VolumeSeed> Seeds { get; init; }
    public required SecurityPlan Security { get; init; }
    public required string PriorityClass { get; init; }
    /// <summary>GitOps order inside the platform: what is awaited comes earlier.</summary>
    public required int SyncWave { get; init; }
    /// <summary>The migration wave that sluis.yaml states, from 1; null: where the plan puts it.</summary>
    public int? StatedWave { get; init; }
    /// <summary>Cron schedule for a CronJob.</summary>
    public string? Schedule { get; init; }
    /// <summary>Further CronJobs with this workload's Pod template and another command.</summary>
    public EquatableArray<ScheduledTask> ScheduledTasks { get; init; }
    /// <summary>Runs as a further container in that service's Pod, because it shares its network; null: a Pod of its own.</summary>
    public ServiceKey? PodOf { get; init; }
    /// <summary>May open connections to the internet, because a Compose network it is on was not internal.</summary>
    public required bool InternetEgress { get; init; }
}

/// <summary>What the image has at <paramref name="Target"/> is copied into the volume mounted there, once, as Docker does.</summary>
public sealed record VolumeSeed(string Target, string Reason);

/// <summary>A command on a schedule inside the image of a workload. <paramref name="Name"/> is the CronJob's, legal and unique.</summary>
public sealed record ScheduledTask(string Name, string Cron, SecretText Command, SourceSpan At);

/// <summary>CPU in thousandths of a core, memory in bytes.</summary>
public sealed record ResourcePlan(long CpuRequestMillis, long? CpuLimitMillis, long MemoryRequestBytes, long MemoryLimitBytes, string Reason);

public enum VolumeAccess
{
    /// <summary>ReadWriteOnce, in the workload's volumeClaimTemplates or a claim of its own.</summary>
    SingleWriter,
    /// <summary>ReadWriteMany: several services write.</summary>
    Shared,
}

/// <summary>
/// A persistent volume of one workload. A store used by several workloads of one namespace has one claim, owned by
/// the first writer by name; <paramref name="OwnsClaim"/> says whether this workload's manifest carries it.
/// A <see cref="Mount.HostPath"/> that is data of the project rather than of the host has one too, its source as the store's
/// name. A volume mount without a plan is scratch (a tmpfs driver).
/// </summary>
public sealed record VolumePlan(
    StoreName Store, string ClaimName, VolumeAccess Access, long SizeBytes, string? StorageClass, bool OwnsClaim, bool InTemplate, string Reason)
{
    /// <summary>What the old host's engine may call the volume, the likeliest first; empty for a folder of the project.</summary>
    public EquatableArray<string> EngineNames { get; init; }
}

/// <summary>As strict as the image allows; each relaxation has its reason.</summary>
public sealed record SecurityPlan
{
    public required PodSecurityLevel Level { get; init; }
    public required string Reason { get; init; }
    public long? RunAsUser { get; init; }
    public long? RunAsGroup { get; init; }
    public long? FsGroup { get; init; }
    public EquatableArray<long> SupplementalGroups { get; init; }
    public bool? RunAsNonRoot { get; init; }
    public bool Privileged { get; init; }
    public bool ReadOnlyRootFilesystem { get; init; }
    /// <summary>Paths that need an emptyDir because the root file system is read-only.</summary>
    public EquatableArray<string> WritablePaths { get; init; }
    public bool AllowPrivilegeEscalation { get; init; }
    public EquatableArray<string> AddCapabilities { get; init; }
    public EquatableArray<string> DropCapabilities { get; init; }
    public string? SeccompProfile { get; init; }
    public string? AppArmorProfile { get; init; }
    public EquatableArray<KeyValuePair<string, string>> Sysctls { get; init; }
}

/// <summary><paramref name="By"/>: the platform part ("platform/ingress", "kubelet"); <paramref name="Reason"/> for people.</summary>
public sealed record ReplacedService(ServiceKey Service, string By, string Reason, bool Excluded);

public enum NameKind
{
    /// <summary>The workload's own Service.</summary>
    Primary,
    /// <summary>A container name, hostname or network alias in the same namespace: another Service with the same selector.</summary>
    Alias,
    /// <summary>A name needed from another namespace: ExternalName there.</summary>
    ExternalName,
    /// <summary>Governs a StatefulSet.</summary>
    Headless,
    /// <summary>The name of a proxy that is replaced: ExternalName to the gateway.</summary>
    Gateway,
}

/// <summary>A name in a namespace and the workload that answers. <paramref name="UsedBy"/> are the callers that need it (empty for the primary).</summary>
public sealed record NamePlan(string Namespace, string Name, NameKind Kind, ServiceKey Target, EquatableArray<ServiceKey> UsedBy)
{
    /// <summary>For <see cref="NameKind.Gateway"/>: where the gateway answers.</summary>
    public string? Address { get; init; }
}

/// <summary>Where <paramref name="Caller"/>'s values name <paramref name="From"/> for <paramref name="Target"/>, they have to say <paramref name="To"/>.</summary>
public sealed record NameRewrite(ServiceKey Caller, string From, string To, ServiceKey Target);

/// <summary>
/// A secret's place in the store and in the cluster: key <paramref name="StoreKey"/> property <paramref name="StoreProperty"/>
/// fills key <paramref name="SecretKey"/> of Secret <paramref name="SecretObject"/> in <paramref name="Namespace"/>.
/// One entry per (secret, namespace, workload) that uses it. The store's path is <see cref="EnvironmentPlan.SecretPath"/>,
/// a slash and <paramref name="StoreKey"/>, so a secret that two services use lives once.
/// </summary>
public sealed record SecretPlan(
    SecretName Secret, ServiceKey User, string Namespace, string SecretObject, string SecretKey, string StoreKey, string StoreProperty)
{
    /// <summary>The store holds the value in base64, because it is no text.</summary>
    public bool Encoded { get; init; }
}
