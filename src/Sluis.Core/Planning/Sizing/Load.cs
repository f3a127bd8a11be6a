namespace Sluis.Core.Planning.Sizing;

/// <summary>What one Pod asks of its node: CPU in thousandths of a core, memory in bytes, volumes to attach. Every Pod takes one of the node's Pod places.</summary>
public readonly record struct Load(long CpuMillis, long MemoryBytes, int Volumes)
{
    public static Load operator +(Load left, Load right) => new(left.CpuMillis + right.CpuMillis, left.MemoryBytes + right.MemoryBytes, left.Volumes + right.Volumes);

    public static Load operator *(Load load, int times) => new(load.CpuMillis * times, load.MemoryBytes * times, load.Volumes * times);
}

/// <summary>What a node leaves to the Pods that are packed.</summary>
public readonly record struct Room(long CpuMillis, long MemoryBytes, int Volumes, int Pods)
{
    public bool Holds(Load load) => load.CpuMillis <= CpuMillis && load.MemoryBytes <= MemoryBytes && load.Volumes <= Volumes && Pods > 0;

    public Room Less(Load load) => new(CpuMillis - load.CpuMillis, MemoryBytes - load.MemoryBytes, Volumes - load.Volumes, Pods - 1);
}
