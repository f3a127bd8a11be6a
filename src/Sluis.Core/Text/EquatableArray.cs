using System.Collections;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;

namespace Sluis.Core.Text;

/// <summary>An immutable array that compares by value, so that records which hold one do too. Its default is empty.</summary>
[CollectionBuilder(typeof(EquatableArray), nameof(EquatableArray.Create))]
public readonly struct EquatableArray<T> : IEquatable<EquatableArray<T>>, IReadOnlyList<T>
{
    private readonly T[]? items;

    internal EquatableArray(T[] items) => this.items = items;

    public static EquatableArray<T> Empty => default;

    private T[] Items => items ?? [];

    public int Count => Items.Length;

    public T this[int index] => Items[index];

    public bool IsEmpty => Items.Length == 0;

    public ReadOnlySpan<T> AsSpan() => Items;

    public bool Equals(EquatableArray<T> other)
    {
        var (mine, theirs) = (Items, other.Items);
        if (ReferenceEquals(mine, theirs))
            return true;
        if (mine.Length != theirs.Length)
            return false;
        for (var i = 0; i < mine.Length; i++)
            if (!EqualityComparer<T>.Default.Equals(mine[i], theirs[i]))
                return false;
        return true;
    }

    public override bool Equals(object? obj) => obj is EquatableArray<T> other && Equals(other);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var item in Items)
            hash.Add(item);
        return hash.ToHashCode();
    }

    public static bool operator ==(EquatableArray<T> left, EquatableArray<T> right) => left.Equals(right);
    public static bool operator !=(EquatableArray<T> left, EquatableArray<T> right) => !left.Equals(right);

    public Enumerator GetEnumerator() => new(Items);
    IEnumerator<T> IEnumerable<T>.GetEnumerator() => ((IEnumerable<T>)Items).GetEnumerator();
    IEnumerator IEnumerable.GetEnumerator() => Items.GetEnumerator();

    public struct Enumerator(T[] items)
    {
        private int index = -1;
        public readonly T Current => items[index];
        public bool MoveNext() => ++index < items.Length;
    }
}

public static class EquatableArray
{
    public static EquatableArray<T> Create<T>(ReadOnlySpan<T> items) => new(items.ToArray());

    public static EquatableArray<T> ToEquatableArray<T>(this IEnumerable<T> items) => new([.. items]);

    public static EquatableArray<T> ToEquatableArray<T>(this ImmutableArray<T> items) => new([.. items]);
}
