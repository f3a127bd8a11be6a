using Sluis.Core.Text;

namespace Sluis.Core.Planning.Sizing.Usage;

/// <summary>Samples by name while files are read.</summary>
public sealed class UsageSamples
{
    private readonly SortedDictionary<string, Series> series = new(StringComparer.Ordinal);

    public int Count { get; private set; }

    public void AddCpu(string name, SourceSpan at, double millis)
    {
        Of(name, at).Cpu.Add((long)Math.Ceiling(millis));
        Count++;
    }

    public void AddMemory(string name, SourceSpan at, long bytes)
    {
        Of(name, at).Memory.Add(bytes);
        Count++;
    }

    public EquatableArray<UsageSeries> ToSeries()
    {
        var all = new List<UsageSeries>(series.Count);
        foreach (var (name, samples) in series)
        {
            samples.Cpu.Sort();
            samples.Memory.Sort();
            all.Add(new(name, samples.At, new(Percentile(samples.Cpu), Peak(samples.Cpu), samples.Cpu.Count, Percentile(samples.Memory), Peak(samples.Memory), samples.Memory.Count)));
        }
        return [.. all];
    }

    /// <summary>Nearest rank: the smallest sample that at least 95 % of the samples do not exceed.</summary>
    private static long Percentile(List<long> sorted) => sorted.Count == 0 ? 0 : sorted[(int)((sorted.Count * 95L + 99) / 100) - 1];

    private static long Peak(List<long> sorted) => sorted.Count == 0 ? 0 : sorted[^1];

    private Series Of(string name, SourceSpan at)
    {
        name = name.TrimStart('/');
        if (!series.TryGetValue(name, out var found))
            series.Add(name, found = new(at));
        return found;
    }

    private sealed class Series(SourceSpan at)
    {
        public SourceSpan At { get; } = at;
        public List<long> Cpu { get; } = [];
        public List<long> Memory { get; } = [];
    }
}
