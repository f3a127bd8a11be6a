using System.Buffers;

namespace Sluis.Core.Yaml;

/// <summary>A growing buffer whose memory is lent: for texts that are copied out at their exact length, thousands in a run.</summary>
internal sealed class PooledBuffer : IBufferWriter<byte>, IDisposable
{
    private byte[] buffer = ArrayPool<byte>.Shared.Rent(16 * 1024);
    private int used;

    public ReadOnlySpan<byte> Written => buffer.AsSpan(0, used);

    public void Clear() => used = 0;

    public void Advance(int count) => used += count;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Ensure(sizeHint);
        return buffer.AsMemory(used);
    }

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Ensure(sizeHint);
        return buffer.AsSpan(used);
    }

    private void Ensure(int size)
    {
        if (buffer.Length - used >= Math.Max(size, 1))
            return;
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(buffer.Length * 2, used + size));
        Written.CopyTo(larger);
        ArrayPool<byte>.Shared.Return(buffer);
        buffer = larger;
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(buffer);
        buffer = [];
        used = 0;
    }
}
