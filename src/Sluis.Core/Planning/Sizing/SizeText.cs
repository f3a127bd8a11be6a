using System.Globalization;
using Sluis.Core.Text;

namespace Sluis.Core.Planning.Sizing;

/// <summary>The sums in words.</summary>
public static class SizeText
{
    public static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>Cores, to a hundredth: 3.25.</summary>
    public static string Cpu(long millis) => (millis / 1000.0).ToString("0.##", CultureInfo.InvariantCulture);

    /// <summary>MiB below one GiB, else GiB to a tenth.</summary>
    public static string Memory(long bytes) => Math.Abs(bytes) < Quantities.Gibi
        ? $"{(bytes / (double)Quantities.Mebi).ToString("0", CultureInfo.InvariantCulture)} MiB"
        : $"{(bytes / (double)Quantities.Gibi).ToString("0.#", CultureInfo.InvariantCulture)} GiB";

    public static string Of(Load load) => $"{Cpu(load.CpuMillis)} CPU and {Memory(load.MemoryBytes)}{(load.Volumes > 0 ? $" with {Count(load.Volumes, "volume")}" : "")}";

    public static string Money(decimal amount, string currency) => $"{amount.ToString("#,##0.00", CultureInfo.InvariantCulture).Replace(',', ' ')} {currency}";

    public static string Count(long count, string thing) => string.Create(CultureInfo.InvariantCulture, $"{count} {thing}{(count == 1 ? "" : "s")}");

    internal static EquatableArray<string> Arithmetic(Sizer size, SizeOption option)
    {
        var (shape, room) = (option.Shape, option.Room);
        var (cpu, memory) = SystemReserve.Of(shape, size.Table.Reserve);
        var lines = new List<string>
        {
            $"One {shape.Name} has {shape.Cpus} CPUs{(shape.Shared ? " (shared with other customers)" : "")} and {Memory(shape.MemoryBytes)}. The kubelet and the system keep {Cpu(cpu)} CPU and {Memory(memory)}; "
                + $"{Count(size.PodsPerNode, "Pod")} on every node ask {Of(size.PerNode)}. That leaves {Cpu(room.CpuMillis)} CPU, {Memory(room.MemoryBytes)}, {Count(room.Volumes, "volume")} and {Count(room.Pods, "Pod")}.",
            $"{Count(size.Work.Length, "Pod")} ask {Of(size.Total)}. No packing needs fewer than {Count(option.LowerBound, "node")}; the one that was found needs {option.ForWork}{(option.ForWork == option.LowerBound ? ", so it is the best there is" : "")}.",
        };
        if (size.SurgePods > 0)
            lines.Add($"While a rollout runs there {(size.SurgePods == 1 ? "is" : "are")} {Count(size.SurgePods, "Pod")} more: {Count(option.ForRollout, "node")}.");
        lines.Add(Rounding(size, option));
        if (shape.Price is { } price && option is { Cost: { } cost, StorageCost: { } storage })
            lines.Add($"{option.Nodes} × {Money(price, size.Table.Currency)}{(size.Table.ControlPlane > 0 ? $" + {Money(size.Table.ControlPlane, size.Table.Currency)} for the control plane" : "")} + "
                + $"{Money(storage, size.Table.Currency)} for {size.Gibibytes} GiB of volumes = {Money(cost, size.Table.Currency)} a month.");
        return [.. lines];
    }

    private static string Rounding(Sizer size, SizeOption option)
    {
        var lost = size.Headroom == 0 ? "No node may be lost" : $"{Count(size.Headroom, "node")} may be lost: {option.ForRollout} + {size.Headroom} = {option.ForRollout + size.Headroom}";
        if (size.Zones == 1)
            return $"{lost}. That makes {Count(option.Nodes, "node")}.";
        var least = size.Least > option.ForRollout + size.Headroom
            ? $"Volumes stay in their zone, so each of the {size.Zones} zones needs {size.Least / size.Zones}"
            : $"Equally many in each of {size.Zones} zones";
        return $"{lost}. {least}: {Count(option.Nodes, "node")}.";
    }
}
