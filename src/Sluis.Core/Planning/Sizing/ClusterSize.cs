using Sluis.Core.Text;

namespace Sluis.Core.Planning.Sizing;

/// <summary>How large the cluster of production has to be, with the sums. The first option is the one that is recommended.</summary>
public sealed record ClusterSize
{
    public required int Zones { get; init; }
    /// <summary>Nodes that may be lost at once while everything still has a place.</summary>
    public required int Headroom { get; init; }
    /// <summary>Pods of the platform's services, at the replicas that are planned.</summary>
    public required EquatableArray<PodGroup> Groups { get; init; }
    public required EquatableArray<PlatformPart> Parts { get; init; }
    /// <summary>What all Pods ask that are not on every node, services and platform together.</summary>
    public required Load Work { get; init; }
    public required int Pods { get; init; }
    /// <summary>What every node spends on Pods of its own.</summary>
    public required Load PerNode { get; init; }
    public required int PodsPerNode { get; init; }
    /// <summary>Further Pods while a rollout runs: of each namespace the largest workload that starts the new before it ends the old.</summary>
    public required EquatableArray<PodGroup> Surge { get; init; }
    /// <summary>All claims together.</summary>
    public required long StorageBytes { get; init; }
    /// <summary>Empty when a Pod fits on no node of the table.</summary>
    public required EquatableArray<SizeOption> Options { get; init; }
    public required PriceTable Prices { get; init; }
    public required EquatableArray<EnvironmentSize> Others { get; init; }
    /// <summary>Sentences: what would make it another size.</summary>
    public required EquatableArray<string> Changes { get; init; }

    public SizeOption? Recommended => Options.IsEmpty ? null : Options[0];
}

/// <summary>Equal Pods of one workload. Containers that share its Pod are in <paramref name="Each"/>.</summary>
public sealed record PodGroup(string Name, string Namespace, int Count, Load Each, string Reason);

/// <summary>A node shape, how many of it, and why: <paramref name="Arithmetic"/> in sentences.</summary>
public sealed record SizeOption
{
    public required NodeShape Shape { get; init; }
    /// <summary>What a node leaves after the system's reserve and the Pods that are on every node.</summary>
    public required Room Room { get; init; }
    public required int Nodes { get; init; }
    /// <summary>No packing of the work needs fewer.</summary>
    public required int LowerBound { get; init; }
    /// <summary>For the work alone.</summary>
    public required int ForWork { get; init; }
    /// <summary>For the work and a rollout.</summary>
    public required int ForRollout { get; init; }
    /// <summary>A month; null without prices.</summary>
    public decimal? Cost { get; init; }
    public decimal? StorageCost { get; init; }
    public required EquatableArray<string> Arithmetic { get; init; }
}

/// <summary>Another environment on the recommended shape, without headroom. Null: a Pod fits on no node.</summary>
public sealed record EnvironmentSize(string Name, int Pods, Load Work, int? Nodes);
