using System.Numerics;

namespace Sluis.Core.Proof.Connectivity;

/// <summary>A set of groups of Pods: a short sorted list while small, bits otherwise. Not changed once made.</summary>
public sealed class GroupSet
{
    private readonly int[]? few;
    private readonly ulong[]? many;

    private GroupSet(int[]? few, ulong[]? many, int count)
    {
        this.few = few;
        this.many = many;
        Count = count;
    }

    public static readonly GroupSet Empty = new([], null, 0);

    public int Count { get; }

    /// <param name="sorted">Ascending, without duplicates.</param>
    /// <param name="universe">How many groups there are.</param>
    public static GroupSet Of(List<int> sorted, int universe)
    {
        if (sorted.Count == 0)
            return Empty;
        // A list of 4-byte numbers is the smaller one up to a 32nd of the universe.
        if (sorted.Count <= Math.Max(4, universe / 32))
            return new([.. sorted], null, sorted.Count);
        var bits = new ulong[Words(universe)];
        foreach (var member in sorted)
            bits[member >> 6] |= 1UL << member;
        return new(null, bits, sorted.Count);
    }

    public static int Words(int universe) => (universe + 63) / 64;

    public bool Contains(int group)
    {
        if (few is not null)
            return Array.BinarySearch(few, group) >= 0;
        return many is not null && (many[group >> 6] >> group & 1) != 0;
    }

    public void AddTo(ulong[] bits)
    {
        if (few is not null)
            foreach (var member in few)
                bits[member >> 6] |= 1UL << member;
        else if (many is not null)
            for (var i = 0; i < many.Length; i++)
                bits[i] |= many[i];
    }

    public IEnumerable<int> Members() => few is not null ? few : Members(many ?? []);

    public static IEnumerable<int> Members(ulong[] bits)
    {
        for (var i = 0; i < bits.Length; i++)
            for (var word = bits[i]; word != 0; word &= word - 1)
                yield return i * 64 + BitOperations.TrailingZeroCount(word);
    }

    public static int CountOf(ulong[] bits)
    {
        var count = 0;
        foreach (var word in bits)
            count += BitOperations.PopCount(word);
        return count;
    }
}
