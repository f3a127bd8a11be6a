using Sluis.Core.Text;

namespace Sluis.Core.Planning.Sizing;

/// <summary>A kind of machine. <paramref name="Price"/> a month in the table's currency; null: it costs nothing that is known. <paramref name="Shared"/>: its CPU is shared with others.</summary>
public sealed record NodeShape(string Name, int Cpus, long MemoryBytes, int Volumes, int Pods, decimal? Price, bool Shared);

/// <summary>How much of a node its operator keeps for the kubelet and the system.</summary>
public enum ReserveFormula
{
    Gke,
    Eks,
    Aks,
    Doks,
}

/// <summary>What machines there are, and what they cost a month: list prices of a day, from one page.</summary>
public sealed record PriceTable
{
    public required Provider Provider { get; init; }
    public required ReserveFormula Reserve { get; init; }
    public required EquatableArray<NodeShape> Nodes { get; init; }
    /// <summary>"" when nothing has a price.</summary>
    public string Currency { get; init; } = "";
    public string AsOf { get; init; } = "";
    public string Source { get; init; } = "";
    public string Region { get; init; } = "";
    /// <summary>What the sum leaves out, in a sentence.</summary>
    public string Note { get; init; } = "";
    public string VolumesSource { get; init; } = "";
    public decimal ControlPlane { get; init; }
    public decimal StoragePerGiB { get; init; }
    /// <summary>The file that <c>--prices</c> names; "" for the table that comes with the program.</summary>
    public string File { get; init; } = "";
}
