using System.Globalization;
using Sluis.Core.Text;

namespace Sluis.Core.Planning.Sizing.Usage;

/// <summary>
/// What a service was seen to use: the 95th percentile of its samples and their peak, of the container that used most. CPU in
/// thousandths of a core, memory in bytes; 0 samples where nothing was measured.
/// </summary>
public sealed record ObservedUsage(long CpuP95, long CpuPeak, int CpuSamples, long MemoryP95, long MemoryPeak, int MemorySamples)
{
    /// <summary>Limits get this much room over the peak that was seen: 3/2, because a sample misses what lies between two of them.</summary>
    private const long Numerator = 3, Denominator = 2;

    public long? CpuRequestMillis => CpuSamples == 0 ? null : Up(Math.Max(1, CpuP95), 5);
    public long? MemoryRequestBytes => MemorySamples == 0 ? null : Up(Math.Max(1, MemoryP95), 8 * Quantities.Mebi);
    public long? MemoryLimitBytes => MemorySamples == 0 ? null : Up(Math.Max(1, MemoryPeak) * Numerator / Denominator, 16 * Quantities.Mebi);

    public ObservedUsage Or(ObservedUsage other) => new(
        Math.Max(CpuP95, other.CpuP95), Math.Max(CpuPeak, other.CpuPeak), CpuSamples + other.CpuSamples,
        Math.Max(MemoryP95, other.MemoryP95), Math.Max(MemoryPeak, other.MemoryPeak), MemorySamples + other.MemorySamples);

    public string Words(string otherwise)
    {
        var cpu = string.Create(CultureInfo.InvariantCulture, $"CPU {CpuP95}m in 95 % of {SizeText.Count(CpuSamples, "sample")}, peak {CpuPeak}m");
        var memory = $"memory {SizeText.Memory(MemoryP95)} in 95 % of {SizeText.Count(MemorySamples, "sample")}, peak {SizeText.Memory(MemoryPeak)}";
        return (CpuSamples, MemorySamples) switch
        {
            (0, _) => $"observed: {memory}; CPU {otherwise}",
            (_, 0) => $"observed: {cpu}; memory {otherwise}",
            _ => $"observed: {cpu}; {memory}",
        };
    }

    private static long Up(long value, long step) => (value + step - 1) / step * step;
}

/// <summary>The samples of one container, or of a service, by the name that the export gives it.</summary>
public sealed record UsageSeries(string Name, SourceSpan At, ObservedUsage Usage);
