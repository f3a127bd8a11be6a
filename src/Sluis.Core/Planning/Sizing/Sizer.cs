using Sluis.Core.Text;

namespace Sluis.Core.Planning.Sizing;

/// <summary>The sums of one cluster, for each shape of node that is asked about.</summary>
internal sealed class Sizer
{
    private readonly PriceTable table;
    private readonly Load[] rollout;

    public Sizer(PriceTable table, int zones, int headroom, Demand demand, List<PlatformPart> parts)
    {
        (this.table, Zones, Headroom, Demand) = (table, zones, headroom, demand);
        Work = Demand.Pods(demand.Groups, parts);
        rollout = Demand.Pods(demand.Groups, parts, demand.Surge);
        foreach (var pod in Work)
            Total += pod;
        foreach (var part in parts)
            if (part.OnEveryNode)
                (PerNode, PodsPerNode) = (PerNode + part.Load, PodsPerNode + 1);
        foreach (var group in demand.EveryNode)
            (PerNode, PodsPerNode) = (PerNode + group.Each, PodsPerNode + 1);
    }

    public int Zones { get; }
    public int Headroom { get; }
    public Demand Demand { get; }
    public Load[] Work { get; }
    public int SurgePods => rollout.Length - Work.Length;
    public Load Total { get; }
    public Load PerNode { get; }
    public int PodsPerNode { get; }
    public PriceTable Table => table;

    public Room RoomOf(NodeShape shape)
    {
        var (cpu, memory) = SystemReserve.Of(shape, table.Reserve);
        return new(Math.Max(0, shape.Cpus * 1000L - cpu - PerNode.CpuMillis), Math.Max(0, shape.MemoryBytes - memory - PerNode.MemoryBytes),
            Math.Max(0, shape.Volumes - PerNode.Volumes), Math.Max(0, shape.Pods - PodsPerNode));
    }

    /// <summary>
    /// Shapes on which every Pod fits, the best first. All are priced by their lower bound, which costs little, and only the best
    /// few are packed. A shape that is stated comes first, whatever it costs.
    /// </summary>
    public List<SizeOption> Options(string? stated, int most)
    {
        var bounds = new List<(NodeShape Shape, int Nodes)>();
        foreach (var shape in table.Nodes)
            if (Fits(RoomOf(shape)))
                bounds.Add((shape, Whole(NodePacking.LowerBound(rollout, RoomOf(shape)))));
        bounds.Sort((a, b) => Compare(a.Shape, a.Nodes, b.Shape, b.Nodes));
        var options = new List<SizeOption>();
        foreach (var (shape, _) in bounds)
            if ((options.Count < most || shape.Name == stated) && Option(shape) is { } option)
                options.Add(option);
        options.Sort((a, b) => Rank(a) != Rank(b) ? Rank(a).CompareTo(Rank(b)) : Compare(a.Shape, a.Nodes, b.Shape, b.Nodes));
        if (options.Count > most)
            options.RemoveAt(most);
        return options;

        int Rank(SizeOption option) => option.Shape.Name == stated ? 0 : 1;
    }

    /// <summary>The best shape whose CPU is not shared; null when there is none.</summary>
    public SizeOption? Dedicated()
    {
        (NodeShape Shape, int Nodes)? best = null;
        foreach (var shape in table.Nodes)
            if (!shape.Shared && Fits(RoomOf(shape)))
            {
                var nodes = Whole(NodePacking.LowerBound(rollout, RoomOf(shape)));
                if (best is not var (other, count) || Compare(shape, nodes, other, count) < 0)
                    best = (shape, nodes);
            }
        return best is var (chosen, _) ? Option(chosen) : null;
    }

    private bool Fits(Room room)
    {
        foreach (var pod in rollout)
            if (!room.Holds(pod))
                return false;
        return true;
    }

    private SizeOption? Option(NodeShape shape)
    {
        var room = RoomOf(shape);
        if (NodePacking.Pack(Work, room) is not { } forWork || (SurgePods == 0 ? forWork : NodePacking.Pack(rollout, room)) is not { } forRollout)
            return null;
        // First fit may happen to find a better packing with more Pods; the work alone needs no more than that.
        forWork = Math.Min(forWork, forRollout);
        var nodes = Whole(forRollout);
        var option = new SizeOption
        {
            Shape = shape,
            Room = room,
            LowerBound = NodePacking.LowerBound(Work, room),
            ForWork = forWork,
            ForRollout = forRollout,
            Nodes = nodes,
            Cost = shape.Price is { } price ? Cost(nodes, price) : null,
            StorageCost = shape.Price is null ? null : Storage(),
            Arithmetic = [],
        };
        return option with { Arithmetic = SizeText.Arithmetic(this, option) };
    }

    public decimal Cost(int nodes, decimal price) => Math.Round(nodes * price + table.ControlPlane + Storage(), 2);

    private decimal Storage() => Math.Round(Gibibytes * table.StoragePerGiB, 2);

    public long Gibibytes => (Demand.StorageBytes + Quantities.Gibi - 1) / Quantities.Gibi;

    /// <summary>With the nodes that may be lost, and equally many in each zone.</summary>
    public int Whole(int needed) => (Math.Max(needed + Headroom, Least) + Zones - 1) / Zones * Zones;

    /// <summary>A volume stays in its zone, so where volumes are, a zone keeps a node when it loses one.</summary>
    public int Least => Zones * (Zones > 1 && Demand.HasSingleWriter ? 1 + Headroom : 1);

    /// <summary>By cost; without prices by CPU and memory bought. Of equals, fewer nodes.</summary>
    private int Compare(NodeShape a, int nodesOfA, NodeShape b, int nodesOfB)
    {
        var byCost = a.Price is { } priceA && b.Price is { } priceB
            ? Cost(nodesOfA, priceA).CompareTo(Cost(nodesOfB, priceB))
            : Bought(a, nodesOfA).CompareTo(Bought(b, nodesOfB));
        return byCost != 0 ? byCost : nodesOfA != nodesOfB ? nodesOfA.CompareTo(nodesOfB) : string.CompareOrdinal(a.Name, b.Name);
    }

    private static double Bought(NodeShape shape, int nodes) => Demand.Weight(new(shape.Cpus * 1000L, shape.MemoryBytes, 0)) * nodes;
}
