namespace Sluis.Core.Planning.Sizing;

/// <summary>
/// Pods on equal nodes: first-fit decreasing in four dimensions, and a number of nodes below which no packing can go. Both are
/// n log n for the sizes that occur: a node leaves the search as soon as it cannot take the smallest Pod that is left.
/// </summary>
public static class NodePacking
{
    /// <summary>The fewest nodes that two orders give, by the largest share of a node and by the sum of shares; null when a Pod fits on no node.</summary>
    public static int? Pack(ReadOnlySpan<Load> pods, Room node)
    {
        foreach (var pod in pods)
            if (!node.Holds(pod))
                return null;
        var byLargest = FirstFit(pods, node, largest: true);
        return Math.Min(byLargest, byLargest > LowerBound(pods, node) ? FirstFit(pods, node, largest: false) : byLargest);
    }

    /// <summary>
    /// Holds for every packing: each dimension's sum must fit, and so must the Pods of more than half a node, no two of which share one
    /// (Martello and Toth's bound L2, over CPU and over memory).
    /// </summary>
    public static int LowerBound(ReadOnlySpan<Load> pods, Room node)
    {
        var total = default(Load);
        var (cpus, memories) = (new long[pods.Length], new long[pods.Length]);
        for (var i = 0; i < pods.Length; i++)
        {
            total += pods[i];
            (cpus[i], memories[i]) = (pods[i].CpuMillis, pods[i].MemoryBytes);
        }
        var bound = Math.Max(Needed(pods.Length, node.Pods), Needed(total.Volumes, node.Volumes));
        return Math.Max(bound, Math.Max(HalvesBound(cpus, node.CpuMillis), HalvesBound(memories, node.MemoryBytes)));
    }

    private static int Needed(long sum, long capacity) => sum <= 0 ? 0 : capacity <= 0 ? int.MaxValue : (int)Math.Min(int.MaxValue, (sum + capacity - 1) / capacity);

    /// <summary>For each threshold K: Pods above C-K are alone, those above C/2 have a node each, and those from K on fill what the latter leave.</summary>
    private static int HalvesBound(long[] sizes, long capacity)
    {
        if (sizes.Length == 0)
            return 0;
        Array.Sort(sizes);
        Array.Reverse(sizes);
        var sums = new long[sizes.Length + 1];
        for (var i = 0; i < sizes.Length; i++)
            sums[i + 1] = sums[i] + sizes[i];
        var best = Needed(sums[^1], capacity);
        var halves = CountAbove(sizes, capacity / 2);
        var previous = -1L;
        for (var i = halves; i <= sizes.Length; i++)
        {
            var threshold = i == sizes.Length ? 0 : sizes[i];
            if (threshold == previous)
                continue;
            previous = threshold;
            var alone = Math.Min(halves, CountAbove(sizes, capacity - threshold));
            var from = CountAbove(sizes, threshold - 1);
            var left = (halves - alone) * capacity - (sums[halves] - sums[alone]);
            best = Math.Max(best, halves + Needed(sums[Math.Max(from, halves)] - sums[halves] - left, capacity));
        }
        return best;
    }

    /// <summary>How many of the sizes, the largest first, are above a value.</summary>
    private static int CountAbove(long[] descending, long value)
    {
        var (low, high) = (0, descending.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (descending[middle] > value)
                low = middle + 1;
            else
                high = middle;
        }
        return low;
    }

    private static int FirstFit(ReadOnlySpan<Load> pods, Room node, bool largest)
    {
        var order = new int[pods.Length];
        var keys = new double[pods.Length];
        for (var i = 0; i < pods.Length; i++)
        {
            var (cpu, memory, volumes) = (Share(pods[i].CpuMillis, node.CpuMillis), Share(pods[i].MemoryBytes, node.MemoryBytes), Share(pods[i].Volumes, node.Volumes));
            (order[i], keys[i]) = (i, -(largest ? Math.Max(cpu, Math.Max(memory, volumes)) : cpu + memory + volumes));
        }
        Array.Sort(keys, order);
        var least = SmallestLeft(pods, order);
        var open = new List<Room>();
        var (nodes, at) = (0, 0);
        for (var i = 0; i < order.Length; i++)
        {
            var pod = pods[order[i]];
            // What did not hold one does not hold its equal.
            if (i == 0 || pod != pods[order[i - 1]])
                at = 0;
            while (at < open.Count && !open[at].Holds(pod))
                at++;
            if (at == open.Count)
            {
                open.Add(node);
                nodes++;
            }
            var room = open[at].Less(pod);
            if (room.Holds(least[i + 1]))
                open[at] = room;
            else
                open.RemoveAt(at);
        }
        return nodes;
    }

    private static double Share(long part, long whole) => whole <= 0 ? 0 : (double)part / whole;

    /// <summary>For each position the least that any later Pod asks, dimension by dimension.</summary>
    private static Load[] SmallestLeft(ReadOnlySpan<Load> pods, int[] order)
    {
        var least = new Load[order.Length + 1];
        least[order.Length] = new(long.MaxValue, long.MaxValue, int.MaxValue);
        for (var i = order.Length - 1; i >= 0; i--)
        {
            var (pod, after) = (pods[order[i]], least[i + 1]);
            least[i] = new(Math.Min(pod.CpuMillis, after.CpuMillis), Math.Min(pod.MemoryBytes, after.MemoryBytes), Math.Min(pod.Volumes, after.Volumes));
        }
        return least;
    }
}
