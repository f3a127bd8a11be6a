using Sluis.Core.Text;

namespace Sluis.Core.Planning.Sizing;

/// <summary>What would make the cluster smaller, larger or cheaper, in figures of this platform.</summary>
internal static class SizeChanges
{
    public static EquatableArray<string> Of(Sizer size, SizeOption best, Demand demand)
    {
        var lines = new List<string>();
        var (room, total) = (best.Room, size.Total);
        var (cpu, memory) = (Share(total.CpuMillis, room.CpuMillis * best.Nodes), Share(total.MemoryBytes, room.MemoryBytes * best.Nodes));
        lines.Add($"{(memory >= cpu ? "Memory" : "CPU")} decides: the Pods ask {cpu} % of the CPU and {memory} % of the memory that {best.Nodes} × {best.Shape.Name} leave them.");
        var fewer = size.Whole(Math.Max(0, best.ForRollout - 1));
        if (fewer < best.Nodes && best.ForWork > 1)
        {
            var (less, of) = memory >= cpu
                ? (SizeText.Memory(Math.Max(1, total.MemoryBytes - room.MemoryBytes * (best.ForWork - 1L))), "memory")
                : (SizeText.Cpu(Math.Max(10, total.CpuMillis - room.CpuMillis * (best.ForWork - 1L))), "CPU");
            lines.Add($"With requests of at least {less} less {of}, {SizeText.Count(fewer, "node")} could do.");
        }
        else if (best.Nodes == size.Least || best.ForRollout <= 1)
            lines.Add($"Smaller requests would save no node: {SizeText.Count(best.Nodes, "node")} is the least that loses {SizeText.Count(size.Headroom, "node")} in {SizeText.Count(size.Zones, "zone")} and goes on.");
        if (size.Headroom > 0)
        {
            var bare = (Math.Max(best.ForRollout, size.Zones) + size.Zones - 1) / size.Zones * size.Zones;
            if (bare < best.Nodes)
                lines.Add($"With cluster.headroom: 0 there would be {SizeText.Count(bare, "node")}{Saved(size, best, bare)}, and the loss of one would leave Pods without a place.");
        }
        if (best.Shape.Shared && size.Dedicated() is { } own)
            lines.Add($"{best.Shape.Name} shares its CPU with other customers, which databases feel first; with CPU of its own the cluster is {own.Nodes} × {own.Shape.Name}{(own.Cost is { } cost ? $" for {SizeText.Money(cost, size.Table.Currency)} a month" : "")}.");
        if (Largest(demand) is { } largest)
            lines.Add($"The largest Pod is one of {largest.Namespace}/{largest.Name} with {SizeText.Of(largest.Each)}; no smaller node than one that leaves as much can be chosen.");
        var guessed = 0;
        foreach (var group in demand.Groups)
            if (group.Reason.StartsWith("usual", StringComparison.Ordinal))
                guessed++;
        if (guessed > 0)
            lines.Add($"{guessed} of {SizeText.Count(demand.Groups.Count, "workload")} ask what is usual for their image or role, because Compose states nothing: what is observed on the old host (--usage) would replace those figures.");
        return [.. lines];
    }

    private static string Saved(Sizer size, SizeOption best, int nodes) => best.Shape.Price is { } price && best.Cost is { } cost
        ? $", {SizeText.Money(cost - size.Cost(nodes, price), size.Table.Currency)} a month less"
        : "";

    private static PodGroup? Largest(Demand demand)
    {
        PodGroup? largest = null;
        foreach (var group in demand.Groups)
            if (group.Count > 0 && (largest is null || Demand.Weight(group.Each) > Demand.Weight(largest.Each)))
                largest = group;
        return largest;
    }

    private static long Share(long part, long whole) => whole == 0 ? 0 : (part * 100 + whole / 2) / whole;
}
