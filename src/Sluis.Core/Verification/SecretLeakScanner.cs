using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using Sluis.Core.Platform;

namespace Sluis.Core.Verification;

/// <summary>
/// Looks for many values in one pass over bytes: a value is tried only where its first four bytes stand, and a bit map of their
/// hashes says for nearly every position that none can. About a nanosecond a byte, however many values there are.
/// Each value is looked for as it is and in Base64, a text of several lines also by its long lines.
/// </summary>
public sealed class SecretLeakScanner
{
    private const int Prefix = 4;

    /// <summary>A shorter line of a key file ("-----END KEY-----" is 17) may stand in other files.</summary>
    private const int LongLine = 40;

    private readonly Dictionary<uint, List<(byte[] Needle, int Value)>> byPrefix = [];
    private readonly ulong[] map = new ulong[65536 / 64];

    public SecretLeakScanner(IEnumerable<SensitiveValue> values)
    {
        var index = 0;
        foreach (var value in values)
        {
            var text = value.Reveal();
            var bytes = Encoding.UTF8.GetBytes(text);
            Add(bytes, index);
            if (bytes.Length >= 12)
                // The last group depends on what follows.
                Add(Encoding.ASCII.GetBytes(Convert.ToBase64String(bytes.AsSpan(0, bytes.Length - bytes.Length % 3))), index);
            if (text.Contains('\n'))
                foreach (var line in text.Split('\n'))
                    if (line.Trim() is { Length: >= LongLine } body && !body.StartsWith("-----", StringComparison.Ordinal))
                        Add(Encoding.UTF8.GetBytes(body), index);
            index++;
        }
    }

    /// <summary>The position of a value in the sequence given at construction, and where it stands; null: none is there.</summary>
    public (int Value, int At)? Find(ReadOnlySpan<byte> content)
    {
        for (var i = 0; i + Prefix <= content.Length; i++)
        {
            var prefix = BinaryPrimitives.ReadUInt32LittleEndian(content[i..]);
            var hash = Hash(prefix);
            if ((map[hash >> 6] & 1UL << (hash & 63)) == 0 || !byPrefix.TryGetValue(prefix, out var candidates))
                continue;
            foreach (var (needle, value) in candidates)
                if (content[i..].StartsWith(needle))
                    return (value, i);
        }
        return null;
    }

    private void Add(byte[] needle, int value)
    {
        if (needle.Length < Prefix)
            return;
        var prefix = BinaryPrimitives.ReadUInt32LittleEndian(needle);
        var hash = Hash(prefix);
        map[hash >> 6] |= 1UL << (hash & 63);
        ref var list = ref CollectionsMarshal.GetValueRefOrAddDefault(byPrefix, prefix, out _);
        (list ??= []).Add((needle, value));
    }

    private static int Hash(uint prefix) => (int)(prefix * 2654435761u >> 16);
}
