using Sluis.Core.Text;

namespace Sluis.Core.Platform;

public abstract record EdgeTarget
{
    private EdgeTarget() { }

    public sealed record Service(ServiceKey Key) : EdgeTarget
    {
        public override string ToString() => Key.ToString();
    }

    /// <summary>A host outside the platform.</summary>
    public sealed record External(string Host) : EdgeTarget
    {
        public override string ToString() => Host;
    }
}

public enum Confidence
{
    /// <summary>A name alone, without a port or a shared network.</summary>
    Low,
    /// <summary>A host name that resolves, its port from the catalogue or by convention.</summary>
    Medium,
    /// <summary>Stated: a host with a port that resolves, depends_on, a route.</summary>
    High,
}

public enum EvidenceKind
{
    DependsOn,
    Link,
    NetworkMode,
    VolumesFrom,
    Environment,
    Command,
    HealthCheck,
    Route,
    ForwardAuth,
    ConfigurationFile,
    ScrapeConfiguration,
    Intent,
}

/// <summary><paramref name="Detail"/> shows where and what, without secrets: "DATABASE_URL names rentguy-db:5432".</summary>
public sealed record Evidence(EvidenceKind Kind, string Detail, SourceSpan At);

/// <summary>
/// Who needs whom. One edge per (from, to, port, protocol). <see cref="Port"/> null: an order of start only, or a port nobody stated.
/// <see cref="HostName"/> is the name the caller used ("openbao"), which must still resolve after the move; null when none was used.
/// </summary>
public sealed record Edge
{
    public required ServiceKey From { get; init; }
    public required EdgeTarget To { get; init; }
    public int? Port { get; init; }
    public TransportProtocol Protocol { get; init; }
    public string? AppProtocol { get; init; }
    public EquatableArray<string> HostNames { get; init; }
    public required Confidence Confidence { get; init; }
    public required EquatableArray<Evidence> Evidence { get; init; }
    /// <summary>False: the two share no network, so the call cannot have worked on the old platform (a finding says so).</summary>
    public bool Reachable { get; init; } = true;

    /// <summary>True when it is more than an order of start: traffic flows.</summary>
    public bool CarriesTraffic => Port is not null;
}
