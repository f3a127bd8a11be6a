using System.Globalization;
using System.Text;

namespace Sluis.Core.Compose.Loading;

/// <summary>Numbers and durations as the reference implementation's language prints and parses them.</summary>
internal static class GoFormat
{
    /// <summary>Shortest form; an exponent below 1e-4 and from 1e21.</summary>
    public static string Float(double value)
    {
        if (double.IsNaN(value))
            return "NaN";
        if (double.IsInfinity(value))
            return value > 0 ? "+Inf" : "-Inf";
        var magnitude = Math.Abs(value);
        if (magnitude == 0 || magnitude is >= 1e-4 and < 1e21)
            return decimal.TryParse(value.ToString("R", CultureInfo.InvariantCulture), NumberStyles.Float, CultureInfo.InvariantCulture, out var exact)
                ? (exact / 1.000000000000000000000000000000000m).ToString(CultureInfo.InvariantCulture)
                : value.ToString("F0", CultureInfo.InvariantCulture);
        var text = value.ToString("R", CultureInfo.InvariantCulture).ToLowerInvariant();
        var e = text.IndexOf('e');
        var exponent = text[(e + 2)..].PadLeft(2, '0');
        return text[..(e + 2)] + exponent;
    }

    private static readonly (string Unit, double Nanoseconds)[] Units =
    [
        ("ns", 1), ("us", 1e3), ("µs", 1e3), ("μs", 1e3), ("ms", 1e6), ("s", 1e9), ("m", 60e9), ("h", 3600e9), ("d", 86400e9), ("w", 604800e9),
    ];

    /// <summary>Nanoseconds of <c>1h30m</c>, <c>1.5s</c>, <c>2d</c>; null when it is none.</summary>
    public static long? Duration(string text)
    {
        var rest = text.AsSpan().Trim();
        var negative = rest.StartsWith("-");
        rest = rest.TrimStart("+-");
        if (rest is "0")
            return 0;
        if (rest.IsEmpty)
            return null;
        double total = 0;
        while (!rest.IsEmpty)
        {
            var digits = rest.IndexOfAnyExcept("0123456789.");
            if (digits <= 0 || !double.TryParse(rest[..digits], NumberStyles.Float, CultureInfo.InvariantCulture, out var amount))
                return null;
            rest = rest[digits..];
            var length = rest.IndexOfAny("0123456789.");
            var unit = length < 0 ? rest : rest[..length];
            var factor = 0.0;
            foreach (var (name, nanoseconds) in Units)
                if (unit.SequenceEqual(name))
                    factor = nanoseconds;
            if (factor == 0)
                return null;
            total += amount * factor;
            rest = rest[unit.Length..];
        }
        return (long)(negative ? -total : total);
    }

    public static string Duration(long nanoseconds)
    {
        if (nanoseconds == 0)
            return "0s";
        var text = new StringBuilder();
        if (nanoseconds < 0)
            text.Append('-');
        var rest = Math.Abs((decimal)nanoseconds);
        if (rest < 1_000)
            return text.Append(Trim(rest)).Append("ns").ToString();
        if (rest < 1_000_000)
            return text.Append(Trim(rest / 1_000)).Append("µs").ToString();
        if (rest < 1_000_000_000)
            return text.Append(Trim(rest / 1_000_000)).Append("ms").ToString();
        var hours = Math.Floor(rest / 3_600_000_000_000m);
        var minutes = Math.Floor(rest % 3_600_000_000_000m / 60_000_000_000m);
        var seconds = rest % 60_000_000_000m / 1_000_000_000m;
        if (hours > 0)
            text.Append(Trim(hours)).Append('h');
        if (hours > 0 || minutes > 0)
            text.Append(Trim(minutes)).Append('m');
        return text.Append(Trim(seconds)).Append('s').ToString();
    }

    private static string Trim(decimal value) => value.ToString("0.#########", CultureInfo.InvariantCulture);

    /// <summary>A size such as <c>64m</c>, <c>1.5GiB</c> or a plain number of bytes; units are powers of 1024.</summary>
    public static long? Bytes(string text)
    {
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var plain))
            return plain;
        var body = text.AsSpan().Trim();
        var split = body.LastIndexOfAny("0123456789.") + 1;
        var unit = body[split..].Trim().ToString().ToLowerInvariant();
        if (split == 0 || !double.TryParse(body[..split].Trim(), NumberStyles.Float, CultureInfo.InvariantCulture, out var amount) || amount < 0)
            return null;
        if (unit.Length > 1 && unit.EndsWith("ib", StringComparison.Ordinal))
            unit = unit[..^2];
        else if (unit.EndsWith('b'))
            unit = unit[..^1];
        else if (unit.Length == 2 && unit[1] == 'i')
            unit = unit[..1];
        var power = unit switch { "" => 0, "k" => 1, "m" => 2, "g" => 3, "t" => 4, "p" => 5, _ => -1 };
        return power < 0 ? null : (long)(amount * Math.Pow(1024, power));
    }
}
