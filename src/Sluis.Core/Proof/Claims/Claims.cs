namespace Sluis.Core.Proof.Claims;

/// <summary>
/// What the repository says that the old platform was: <c>evidence/claims.json</c>, written beside the manifests by <c>generate</c>
/// or made anew from the Compose files with <c>--source</c>. The proofs hold the manifests to it. It holds no secret values.
/// </summary>
public sealed record Claims
{
    /// <summary>SHA-256 of the Compose files and <c>sluis.yaml</c>, in hexadecimal.</summary>
    public string Input { get; init; } = "";
    public required IReadOnlyList<ClaimedService> Services { get; init; }
    public required IReadOnlyList<ClaimedNetwork> Networks { get; init; }
    public required IReadOnlyList<ClaimedEdge> Edges { get; init; }
    public required IReadOnlyList<ClaimedEntrance> Entrances { get; init; }
    /// <summary>The connectivity mode of the plan: "strict" (edges only) or "compose" (all that share a network).</summary>
    public string Connectivity { get; init; } = "strict";
    /// <summary>Where the gateway or ingress controller runs; null when nothing comes in.</summary>
    public string? IngressNamespace { get; init; }

    public ClaimedService? Service(string key) => Index.GetValueOrDefault(key);

    private Dictionary<string, ClaimedService> Index => field ??= Services.ToDictionary(static s => s.Key, StringComparer.Ordinal);
}

/// <summary>
/// <paramref name="Key"/> is <c>project/service</c>. <paramref name="Namespace"/>, <paramref name="Kind"/> and <paramref name="Name"/>
/// are the workload it runs in (services that share a Pod name the same one); null when <paramref name="ReplacedBy"/> takes its place.
/// </summary>
public sealed record ClaimedService(string Key, string? Namespace, string? Kind, string? Name, string? ReplacedBy)
{
    public bool HostNetwork { get; init; }
    /// <summary>A Compose network it was on reached the internet.</summary>
    public bool Internet { get; init; }
    public bool HadHealthCheck { get; init; }
    /// <summary>Compose's <c>stop_grace_period</c>, where stated.</summary>
    public double? StopGraceSeconds { get; init; }
    public string At { get; init; } = "";
}

public sealed record ClaimedNetwork(string Name, bool Internal, IReadOnlyList<string> Members);

/// <summary>
/// <paramref name="From"/> calls <paramref name="To"/> (a service key) or <paramref name="ExternalHost"/>. <paramref name="Hosts"/> are
/// the names it uses after the move (renamed where the plan says so) and must still resolve. Port null: no traffic, an order of start.
/// </summary>
public sealed record ClaimedEdge(
    string From, string? To, string? ExternalHost, int? Port, string Protocol, IReadOnlyList<string> Hosts, string Confidence, IReadOnlyList<ClaimedEvidence> Evidence)
{
    /// <summary>False: the two shared no Compose network, so the call cannot have worked.</summary>
    public bool Reachable { get; init; } = true;
}

/// <summary>Where it was read and what stood there: <paramref name="At"/> is file:line:column of a Compose or configuration file.</summary>
public sealed record ClaimedEvidence(string Kind, string Detail, string At);

/// <summary>A way in from outside: a route of the proxy or a published port.</summary>
public sealed record ClaimedEntrance(string Service, int Port, string Protocol, string Kind, IReadOnlyList<string> Hosts);
