using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Sluis.Core.Proof.Connectivity;

/// <summary>
/// IP addresses as sorted, disjoint ranges. IPv4 lies at <c>::ffff:0:0/96</c>, so both families are one line of numbers.
/// </summary>
public sealed class AddressSet
{
    private readonly (UInt128 First, UInt128 Last)[] ranges;

    private AddressSet((UInt128 First, UInt128 Last)[] ranges) => this.ranges = ranges;

    public static readonly AddressSet None = new([]);

    private static readonly UInt128 MappedStart = new(0, 0x0000_FFFF_0000_0000);

    public bool IsEmpty => ranges.Length == 0;

    /// <summary>Every address of both families.</summary>
    public static AddressSet All => field ??= Of("0.0.0.0/0").Union(Of("::/0"));

    /// <summary>Addresses that sites use inside: where nodes, Pods and Services live unless somebody gave them public ones. RFC 1918, 6598, 3927, 4193, 4291.</summary>
    public static AddressSet Private => field ??= Of("10.0.0.0/8").Union(Of("100.64.0.0/10")).Union(Of("169.254.0.0/16")).Union(Of("172.16.0.0/12")).Union(Of("192.168.0.0/16"))
        .Union(Of("fc00::/7")).Union(Of("fe80::/10"));

    /// <summary>Where nodes and Pods live: the private ranges without those of one link.</summary>
    public static AddressSet Cluster => field ??= Private.Except(Of("169.254.0.0/16").Union(Of("fe80::/10")));

    /// <summary>Addresses that are routed on the internet: not private, loopback, multicast or reserved. RFC 6890 and RFC 4291.</summary>
    public static AddressSet Internet => field ??= Of("1.0.0.0/8").Union(Between("2.0.0.0", "223.255.255.255")).Union(Of("2000::/3"))
        .Except(Private).Except(Of("127.0.0.0/8")).Except(Of("192.0.0.0/24")).Except(Of("192.0.2.0/24")).Except(Of("198.18.0.0/15")).Except(Of("198.51.100.0/24")).Except(Of("203.0.113.0/24"))
        .Except(Of("2001:db8::/32"));

    /// <summary>An address or block in CIDR form; empty when it is neither.</summary>
    public static AddressSet Of(string cidr)
    {
        var slash = cidr.IndexOf('/');
        if (!IPAddress.TryParse(slash < 0 ? cidr : cidr.AsSpan(0, slash), out var address))
            return None;
        var v4 = address.AddressFamily == AddressFamily.InterNetwork;
        var width = v4 ? 32 : 128;
        var length = width;
        if (slash >= 0 && (!int.TryParse(cidr.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out length) || length > width))
            return None;
        var host = width - length;
        var mask = host == 128 ? UInt128.MaxValue : (UInt128.One << host) - 1;
        var number = Number(address);
        var block = new AddressSet([(number & ~mask, number | mask)]);
        // A block of IPv6 says nothing about IPv4, though the mapped addresses lie in it.
        return v4 ? block : block.Except(Mapped);
    }

    private static readonly AddressSet Mapped = new([(MappedStart, MappedStart + uint.MaxValue)]);

    private static AddressSet Between(string first, string last) => new([(Number(IPAddress.Parse(first)), Number(IPAddress.Parse(last)))]);

    private static UInt128 Number(IPAddress address)
    {
        Span<byte> bytes = stackalloc byte[16];
        if (!address.TryWriteBytes(bytes, out var written))
            return 0;
        return written == 4 ? MappedStart + BinaryPrimitives.ReadUInt32BigEndian(bytes) : BinaryPrimitives.ReadUInt128BigEndian(bytes);
    }

    public bool Contains(string address) => IPAddress.TryParse(address, out var parsed) && Contains(Number(parsed));

    private bool Contains(UInt128 number)
    {
        foreach (var (first, last) in ranges)
            if (number >= first && number <= last)
                return true;
        return false;
    }

    public bool Intersects(AddressSet other)
    {
        int i = 0, j = 0;
        while (i < ranges.Length && j < other.ranges.Length)
        {
            var (a, b) = (ranges[i], other.ranges[j]);
            if (a.First <= b.Last && b.First <= a.Last)
                return true;
            if (a.Last < b.Last)
                i++;
            else
                j++;
        }
        return false;
    }

    /// <summary>Whether one of the ranges that clusters take for Pods lies in it whole.</summary>
    public bool CoversAPrivateRange => Covers(Of("10.0.0.0/8")) || Covers(Of("172.16.0.0/12")) || Covers(Of("192.168.0.0/16")) || Covers(Of("100.64.0.0/10"));

    public bool Covers(AddressSet other) => other.Except(this).IsEmpty;

    public AddressSet Union(AddressSet other)
    {
        if (IsEmpty || other.IsEmpty)
            return IsEmpty ? other : this;
        var all = new List<(UInt128 First, UInt128 Last)>([.. ranges, .. other.ranges]);
        all.Sort();
        var merged = new List<(UInt128 First, UInt128 Last)>(all.Count);
        foreach (var range in all)
            if (merged.Count > 0 && (range.First <= merged[^1].Last || range.First == merged[^1].Last + 1))
                merged[^1] = (merged[^1].First, UInt128.Max(merged[^1].Last, range.Last));
            else
                merged.Add(range);
        return new([.. merged]);
    }

    public AddressSet Except(AddressSet other)
    {
        var left = new List<(UInt128 First, UInt128 Last)>();
        foreach (var (first, last) in ranges)
        {
            var from = first;
            var open = true;
            foreach (var hole in other.ranges)
            {
                if (hole.Last < from)
                    continue;
                if (hole.First > last)
                    break;
                if (hole.First > from)
                    left.Add((from, hole.First - 1));
                if (hole.Last >= last)
                {
                    open = false;
                    break;
                }
                from = hole.Last + 1;
            }
            if (open)
                left.Add((from, last));
        }
        return new([.. left]);
    }
}
