using System.Buffers.Text;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Sluis.Core.Proof.Schema.Values;

/// <summary>The formats that the API server checks; it lets every other name of a format pass, and so do we.</summary>
internal static class Formats
{
    /// <summary>What the text had to be, for the finding; null when it is.</summary>
    public static string? Refusal(string format, string text) => format switch
    {
        "byte" => IsBase64(text) ? null : "base64",
        "date-time" or "datetime" => IsDateTime(text) ? null : "a date and time such as 2026-01-31T12:00:00Z",
        "date" => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _) ? null : "a date such as 2026-01-31",
        "duration" => IsDuration(text) ? null : "a duration such as 1h30m",
        "ipv4" => IPAddress.TryParse(text, out var v4) && v4.AddressFamily == AddressFamily.InterNetwork && text.Count(static c => c == '.') == 3 ? null : "an IPv4 address",
        "ipv6" => IPAddress.TryParse(text, out var v6) && v6.AddressFamily == AddressFamily.InterNetworkV6 ? null : "an IPv6 address",
        "cidr" => IsCidr(text) ? null : "a block of addresses such as 10.0.0.0/8",
        "uri" => Uri.TryCreate(text, UriKind.Absolute, out _) || text.StartsWith('/') ? null : "a URI",
        "hostname" => Grammar.IsHostName(text) ? null : "a host name",
        "email" => text.IndexOf('@') is > 0 and var at && at < text.Length - 1 && !text.Contains(' ') ? null : "an e-mail address",
        "mac" => IsMac(text) ? null : "a MAC address",
        "uuid" => Guid.TryParseExact(text, "D", out _) ? null : "a UUID",
        _ => null,
    };

    /// <summary>Padded standard base64; line ends are passed over, as the API server's decoder does.</summary>
    public static bool IsBase64(ReadOnlySpan<char> text) => !text.ContainsAny(' ', '\t') && Base64.IsValid(text);

    /// <summary>A date of RFC 3339: with an offset, and a T between.</summary>
    public static bool IsDateTime(string text) =>
        text.Length >= 20 && text[10] is 'T' or 't' && (text[^1] is 'Z' or 'z' || text[^6] is '+' or '-')
        && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out _);

    public static bool IsIp(string text) =>
        IPAddress.TryParse(text, out var ip) && (ip.AddressFamily == AddressFamily.InterNetworkV6 ? !text.Contains('%') : text.AsSpan().Count('.') == 3 && !HasLeadingZero(text));

    public static bool IsCidr(string text) => TryCidr(text, out _, out _);

    public static bool TryCidr(string text, out IPAddress address, out int prefix)
    {
        var slash = text.IndexOf('/');
        prefix = 0;
        address = IPAddress.None;
        if (slash < 0 || !IsIp(text[..slash]) || !IPAddress.TryParse(text.AsSpan(0, slash), out var parsed))
            return false;
        address = parsed;
        var digits = text.AsSpan(slash + 1);
        return int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out prefix) && digits is not ['0', _, ..]
            && prefix <= (address.AddressFamily == AddressFamily.InterNetworkV6 ? 128 : 32);
    }

    private static bool HasLeadingZero(string text)
    {
        for (var i = 0; i < text.Length - 1; i++)
            if (text[i] == '0' && (i == 0 || text[i - 1] == '.') && char.IsAsciiDigit(text[i + 1]))
                return true;
        return false;
    }

    /// <summary>Go's durations, and the days and weeks that the API server's library adds.</summary>
    public static bool IsDuration(ReadOnlySpan<char> text) => Seconds(text) is not null;

    /// <summary>Seconds; null when the text is no duration.</summary>
    public static double? Seconds(ReadOnlySpan<char> text)
    {
        var negative = text is ['-', ..];
        if (text is ['+' or '-', ..])
            text = text[1..];
        if (text is "0")
            return 0;
        if (text.IsEmpty)
            return null;
        var total = 0d;
        while (!text.IsEmpty)
        {
            var number = text.IndexOfAnyExcept("0123456789.");
            if (number <= 0 || !double.TryParse(text[..number], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount))
                return null;
            text = text[number..].TrimStart(' ');
            var unit = text.IndexOfAny("0123456789. ");
            unit = unit < 0 ? text.Length : unit;
            if (UnitSeconds(text[..unit]) is not { } seconds)
                return null;
            total += amount * seconds;
            text = text[unit..].TrimStart(' ');
        }
        return negative ? -total : total;
    }

    private static double? UnitSeconds(ReadOnlySpan<char> unit) => unit switch
    {
        "ns" or "nanosecond" or "nanoseconds" => 1e-9,
        "us" or "µs" or "μs" or "microsecond" or "microseconds" => 1e-6,
        "ms" or "millisecond" or "milliseconds" => 1e-3,
        "s" or "sec" or "secs" or "second" or "seconds" => 1,
        "m" or "min" or "mins" or "minute" or "minutes" => 60,
        "h" or "hr" or "hrs" or "hour" or "hours" => 3600,
        "d" or "day" or "days" => 86400,
        "w" or "wk" or "week" or "weeks" => 604800,
        _ => null,
    };

    private static bool IsMac(string text)
    {
        var groups = text.Split(':', '-');
        return groups.Length is 6 or 8 && Array.TrueForAll(groups, static g => g.Length == 2 && char.IsAsciiHexDigit(g[0]) && char.IsAsciiHexDigit(g[1]));
    }
}
