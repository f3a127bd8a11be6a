using Sluis.Core.Platform;
using Sluis.Core.Text;

namespace Sluis.Core.Planning;

/// <summary>
/// <c>sluis.yaml</c> as written: what the Compose files cannot say. Every key is optional; absent means "choose for me",
/// and <c>IntentDefaults</c> says what is chosen and why. Read by <c>IntentReader</c>.
/// </summary>
public sealed record Intent
{
    public static readonly Intent Empty = new();

    /// <summary>The platform's name; default the folder's.</summary>
    public string? Platform { get; init; }
    public string? Language { get; init; }

    /// <summary>How the Compose files become projects; null: detected.</summary>
    public ProjectsLayout? Layout { get; init; }
    /// <summary>Projects by name with the files that make each; wins over <see cref="Layout"/>.</summary>
    public EquatableArray<ProjectIntent> Projects { get; init; }

    public EquatableArray<DomainIntent> Domains { get; init; }
    public EquatableArray<EnvironmentIntent> Environments { get; init; }
    public EquatableArray<ServiceIntent> Services { get; init; }

    public Provider? Provider { get; init; }
    public string? Region { get; init; }
    public ClusterIntent Cluster { get; init; } = new();
    public MeshChoice? Mesh { get; init; }
    public GitOpsChoice? GitOps { get; init; }
    public IacChoice? Infrastructure { get; init; }
    public NetworkPluginChoice? NetworkPlugin { get; init; }
    public RoutingIntent Routing { get; init; } = new();
    public NetworkIntent Network { get; init; } = new();
    public SecretsIntent Secrets { get; init; } = new();
    public StorageIntent Storage { get; init; } = new();
    public DatabaseMode? Database { get; init; }
    public RegistryIntent Registry { get; init; } = new();
    public RepositoryIntent Repository { get; init; } = new();
    /// <summary>How many people run the platform.</summary>
    public int? TeamSize { get; init; }

    public SourceSpan At { get; init; }
}

public enum ProjectsLayout
{
    /// <summary>Each Compose file in the folder is a project of its own.</summary>
    FilePerProject,
    /// <summary>A folder's files are one project (default names and overrides).</summary>
    FolderPerProject,
}

public sealed record ProjectIntent(string Name, EquatableArray<string> Files, string? Domain);

/// <summary>A domain becomes a namespace. Services are <c>project</c> or <c>project/service</c> patterns with <c>*</c>.</summary>
public sealed record DomainIntent(string Name, string? Namespace, EquatableArray<string> Members, SourceSpan At);

public sealed record EnvironmentIntent
{
    public required string Name { get; init; }
    /// <summary>Appended to or replacing the production host: a map from host to host, or a suffix rule in <see cref="HostSuffix"/>.</summary>
    public EquatableArray<KeyValuePair<string, string>> Hosts { get; init; }
    public string? HostSuffix { get; init; }
    /// <summary>Factor on requests and limits, replicas at least 1. Default 1 for the last environment, 0.5 for the others.</summary>
    public double? Scale { get; init; }
    public int? Replicas { get; init; }
    public string? StorageClass { get; init; }
    public double? StorageScale { get; init; }
    public EquatableArray<KeyValuePair<string, string>> ImageTags { get; init; }
    public string? SecretPath { get; init; }
    public SourceSpan At { get; init; }
}

public sealed record ServiceIntent
{
    /// <summary><c>project/service</c> or <c>service</c>, with <c>*</c>.</summary>
    public required string Match { get; init; }
    public ServiceRole? Role { get; init; }
    public WorkloadKind? Kind { get; init; }
    public int? Replicas { get; init; }
    public int? MaxReplicas { get; init; }
    public string? CpuRequest { get; init; }
    public string? CpuLimit { get; init; }
    public string? MemoryRequest { get; init; }
    public string? MemoryLimit { get; init; }
    public string? StorageSize { get; init; }
    public string? StorageClass { get; init; }
    public string? Image { get; init; }
    public string? Schedule { get; init; }
    /// <summary>Leave this service out; the ledger says so with this reason.</summary>
    public string? Exclude { get; init; }
    /// <summary>Environment variables that are, or are not, secrets.</summary>
    public EquatableArray<string> Secrets { get; init; }
    public EquatableArray<string> NotSecrets { get; init; }
    public long? RunAsUser { get; init; }
    public bool? InternetEgress { get; init; }
    public int? Wave { get; init; }
    public SourceSpan At { get; init; }
}

public enum WorkloadKind
{
    Deployment,
    StatefulSet,
    DaemonSet,
    Job,
    CronJob,
}

public enum Provider
{
    Hetzner,
    Aws,
    Azure,
    Gcp,
    DigitalOcean,
    Scaleway,
    BareMetal,
    Local,
}

public sealed record ClusterIntent
{
    public int? Zones { get; init; }
    /// <summary>Nodes that may be lost at once.</summary>
    public int? Headroom { get; init; }
    /// <summary>A machine of the price table.</summary>
    public string? NodeShape { get; init; }
    public SourceSpan At { get; init; }
}

public enum MeshChoice
{
    None,
    IstioAmbient,
    IstioSidecar,
    Linkerd,
    Cilium,
}

public enum GitOpsChoice
{
    ArgoCd,
    Flux,
    None,
}

public enum IacChoice
{
    OpenTofu,
    Terraform,
    Pulumi,
    Crossplane,
    None,
}

public enum NetworkPluginChoice
{
    Cilium,
    Calico,
}

public enum RoutingDialect
{
    GatewayApi,
    TraefikIngressRoute,
    Ingress,
}

public sealed record RoutingIntent
{
    public RoutingDialect? Dialect { get; init; }
    /// <summary>GatewayClass or IngressClass name.</summary>
    public string? ClassName { get; init; }
    public string? ClusterIssuer { get; init; }
    /// <summary>Base domain for hosts that Compose does not name.</summary>
    public string? Domain { get; init; }
}

public enum ConnectivityMode
{
    /// <summary>Only the edges that are needed.</summary>
    Strict,
    /// <summary>Whatever shared a network in Compose.</summary>
    Compose,
}

public enum NameMode
{
    /// <summary>A name used from another namespace becomes an ExternalName Service there.</summary>
    Alias,
    /// <summary>Values are rewritten to the full name.</summary>
    Rewrite,
}

public sealed record NetworkIntent
{
    public ConnectivityMode? Connectivity { get; init; }
    public NameMode? Names { get; init; }
}

public enum SecretDelivery
{
    ExternalSecrets,
    SealedSecrets,
    Sops,
    /// <summary>A git-ignored file, for a laptop.</summary>
    PlainFile,
}

public enum SecretBackend
{
    OpenBao,
    Vault,
    AwsSecretsManager,
    AzureKeyVault,
    GcpSecretManager,
    Kubernetes,
}

public sealed record SecretsIntent
{
    public SecretDelivery? Delivery { get; init; }
    public SecretBackend? Backend { get; init; }
    public string? Address { get; init; }
    public string? MountPath { get; init; }
    public string? StoreName { get; init; }
    /// <summary>Public keys of who may decrypt what SOPS encrypts.</summary>
    public EquatableArray<string> Recipients { get; init; }
    /// <summary>Names of variables that are, or are not, secrets anywhere; with <c>*</c>.</summary>
    public EquatableArray<string> Always { get; init; }
    public EquatableArray<string> Never { get; init; }
}

public sealed record StorageIntent
{
    /// <summary>Class for one writer (databases); null: the cluster's default.</summary>
    public string? Class { get; init; }
    /// <summary>Class for volumes that several services write (ReadWriteMany).</summary>
    public string? SharedClass { get; init; }
    public string? DefaultSize { get; init; }
}

public enum DatabaseMode
{
    StatefulSet,
    Operator,
    Managed,
}

public sealed record RegistryIntent
{
    /// <summary>Where images of <c>build:</c> services are pushed, for example <c>registry.sevensa.nl/platform</c>.</summary>
    public string? Address { get; init; }
    /// <summary>Name of the pull secret, when the registry is private.</summary>
    public string? PullSecret { get; init; }
}

public sealed record RepositoryIntent
{
    public string? Url { get; init; }
    public string? Branch { get; init; }
}
