namespace Sluis.Core.Planning.Sizing;

/// <summary>What a node keeps for the kubelet, the container runtime and the system, by the formula that its operator documents.</summary>
public static class SystemReserve
{
    private const long Mebi = Quantities.Mebi;

    /// <summary>The kubelet evicts Pods before less than this is free, on every platform named here.</summary>
    private const long Eviction = 100 * Mebi;

    public static (long CpuMillis, long MemoryBytes) Of(NodeShape shape, ReserveFormula formula) => formula switch
    {
        ReserveFormula.Eks => (CpuOfCores(shape.Cpus), (11L * shape.Pods + 255) * Mebi + Eviction),
        ReserveFormula.Aks => (AksCpu(shape.Cpus), Math.Min((20L * shape.Pods + 50) * Mebi, shape.MemoryBytes / 4) + Eviction),
        ReserveFormula.Doks => (CpuOfCores(shape.Cpus), DoksMemory(shape.MemoryBytes)),
        _ => (CpuOfCores(shape.Cpus), GkeMemory(shape.MemoryBytes) + Eviction),
    };

    public static string Source(ReserveFormula formula) => formula switch
    {
        ReserveFormula.Eks => "https://docs.aws.amazon.com/eks/latest/userguide/choosing-instance-type.html",
        ReserveFormula.Aks => "https://learn.microsoft.com/azure/aks/node-resource-reservations",
        ReserveFormula.Doks => "https://docs.digitalocean.com/products/kubernetes/details/limits/",
        _ => "https://cloud.google.com/kubernetes-engine/docs/concepts/plan-node-sizes",
    };

    /// <summary>GKE and EKS: 6 % of the first core, 1 % of the second, 0.5 % of the next two, 0.25 % of the others.</summary>
    private static long CpuOfCores(int cpus)
    {
        // In tenths of thousandths, so that a quarter of a per cent is exact.
        long tenths = 600;
        for (var core = 2; core <= cpus; core++)
            tenths += core == 2 ? 100 : core <= 4 ? 50 : 25;
        return (tenths + 9) / 10;
    }

    /// <summary>25 % of the first 4 GiB, 20 % of the next 4, 10 % of the next 8, 6 % of the next 112, 2 % of the rest.</summary>
    private static long GkeMemory(long bytes)
    {
        if (bytes < Quantities.Gibi)
            return 255 * Mebi;
        long reserved = 0;
        foreach (var (gibibytes, percent) in (ReadOnlySpan<(long, int)>)[(4, 25), (4, 20), (8, 10), (112, 6), (long.MaxValue / Quantities.Gibi, 2)])
        {
            var step = Math.Min(bytes, gibibytes * Quantities.Gibi);
            reserved += step / 100 * percent;
            bytes -= step;
        }
        return reserved;
    }

    private static long AksCpu(int cpus) => cpus switch { <= 1 => 60, <= 2 => 100, <= 4 => 140, <= 8 => 180, <= 16 => 260, <= 32 => 420, _ => 740 };

    /// <summary>A table of what is left, not a formula: 2.5 of 4 GiB, 6 of 8, 13 of 16, 28 of 32, 58 of 64.</summary>
    private static long DoksMemory(long bytes) => (bytes / Quantities.Gibi) switch { <= 3 => bytes / 2, <= 6 => 1536 * Mebi, <= 12 => 2048 * Mebi, <= 24 => 3072 * Mebi, <= 48 => 4096 * Mebi, _ => 6144 * Mebi };
}
