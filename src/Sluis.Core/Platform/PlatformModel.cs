using Sluis.Core.Text;

namespace Sluis.Core.Platform;

/// <summary>
/// The platform as everybody after the reader speaks of it: what runs, what it needs, who may enter, what must be kept.
/// No Compose, no Kubernetes. Sequences are sorted by key, ordinally, unless the order means something.
/// </summary>
public sealed record PlatformModel
{
    public required EquatableArray<PlatformProject> Projects { get; init; }
    public required EquatableArray<PlatformService> Services { get; init; }
    public required EquatableArray<PlatformNetwork> Networks { get; init; }
    public required EquatableArray<PlatformStore> Stores { get; init; }
    public required EquatableArray<Edge> Edges { get; init; }
    public required EquatableArray<Route> Routes { get; init; }
    public required EquatableArray<PlatformSecret> Secrets { get; init; }
}

/// <summary><paramref name="Domain"/> is a short name for what the project is about ("rentguy" for docker-compose.rentguy.yml), the default namespace.</summary>
public sealed record PlatformProject(string Name, string Domain, string Directory, EquatableArray<string> Files);

/// <summary><paramref name="Internal"/>: nothing on it reaches outside the host through it.</summary>
public sealed record PlatformNetwork(
    NetworkName Name, bool Internal, bool External, EquatableArray<ServiceKey> Members, EquatableArray<string> Projects, SourceSpan At);

/// <summary>A named volume that outlives its containers.</summary>
public sealed record PlatformStore
{
    public required StoreName Name { get; init; }
    /// <summary>The project that declares it, the first by name when several share it.</summary>
    public required string Project { get; init; }
    /// <summary>The key in that project's volumes section.</summary>
    public required string Key { get; init; }
    /// <summary>
    /// What the container engine of the old host may call it, the likeliest first: where its data are copied from. One name where the
    /// file states it.
    /// </summary>
    public EquatableArray<string> EngineNames { get; init; }
    public bool External { get; init; }
    public string Driver { get; init; } = "local";
    public EquatableArray<KeyValuePair<string, string>> DriverOptions { get; init; }
    public required EquatableArray<StoreUse> Users { get; init; }
    public SourceSpan At { get; init; }
}

public sealed record StoreUse(ServiceKey Service, string Path, bool ReadOnly);

public enum SecretKind
{
    Password,
    Token,
    ApiKey,
    PrivateKey,
    Certificate,
    ConnectionString,
    /// <summary>A whole file that holds a secret.</summary>
    File,
    /// <summary>A binary file that holds keys; its value is the file in base64.</summary>
    KeyStore,
    Other,
}

/// <summary>Why something counts as a secret.</summary>
public enum SecretEvidence
{
    /// <summary>Declared under <c>secrets:</c>.</summary>
    Declared,
    /// <summary>The image catalogue says that this variable is one.</summary>
    Catalogue,
    /// <summary>The name of the variable says so.</summary>
    Name,
    /// <summary>The place says so: URL user-info, <c>--requirepass</c>.</summary>
    Position,
    /// <summary>The text has the shape of one: PEM, JWT, a cloud key.</summary>
    Shape,
    Entropy,
    /// <summary><c>sluis.yaml</c> says so.</summary>
    Intent,
}

public sealed record PlatformSecret
{
    /// <summary>Unique in the platform.</summary>
    public required SecretName Name { get; init; }
    public required SecretKind Kind { get; init; }
    public required SecretEvidence Evidence { get; init; }
    /// <summary>The variable (<c>DB_PASSWORD</c> in <c>${DB_PASSWORD}</c>) or file it came from; null when its value stood in the file.</summary>
    public string? Origin { get; init; }
    /// <summary>Null when it was not at hand.</summary>
    public SensitiveValue? Value { get; init; }
    public required EquatableArray<ServiceKey> Users { get; init; }
    public SourceSpan At { get; init; }
}
