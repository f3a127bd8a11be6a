using System.Globalization;

namespace Sluis.Core.Planning;

/// <summary>Kubernetes quantities and Docker sizes as people write them: 500m, 0.5, 512Mi, 1g, 10GiB.</summary>
public static class Quantities
{
    public const long Mebi = 1L << 20;
    public const long Gibi = 1L << 30;

    /// <summary>Thousandths of a core; null when it is not a quantity above zero.</summary>
    public static long? CpuMillis(string text)
    {
        var span = text.AsSpan().Trim();
        var milli = span.EndsWith("m");
        if (milli)
            span = span[..^1];
        if (!decimal.TryParse(span, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) || value > 100_000)
            return null;
        var millis = (long)Math.Ceiling(milli ? value : value * 1000);
        return millis > 0 ? millis : null;
    }

    /// <summary>Bytes; null when it is not a size above zero. Without an i, k M G T are powers of ten as in Kubernetes; b is ignored.</summary>
    public static long? Bytes(string text)
    {
        var span = text.AsSpan().Trim();
        var digits = 0;
        while (digits < span.Length && (char.IsAsciiDigit(span[digits]) || span[digits] == '.'))
            digits++;
        if (!decimal.TryParse(span[..digits], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value))
            return null;
        var factor = span[digits..].Trim() switch
        {
            "" or "B" or "b" => 1L,
            "k" or "K" or "kB" or "KB" => 1000L,
            "M" or "MB" => 1_000_000L,
            "G" or "GB" => 1_000_000_000L,
            "T" or "TB" => 1_000_000_000_000L,
            "Ki" or "KiB" => 1L << 10,
            "Mi" or "MiB" => Mebi,
            "m" or "mb" => Mebi,
            "Gi" or "GiB" => Gibi,
            "g" or "gb" => Gibi,
            "Ti" or "TiB" or "t" or "tb" => 1L << 40,
            _ => 0L,
        };
        if (factor == 0 || value <= 0 || value > (1L << 60) / factor)
            return null;
        return (long)Math.Ceiling(value * factor);
    }

    /// <summary>The shortest exact form with a binary unit: 512Mi, 10Gi, 1500000.</summary>
    public static string Format(long bytes) => bytes switch
    {
        _ when bytes != 0 && bytes % Gibi == 0 => $"{bytes / Gibi}Gi",
        _ when bytes != 0 && bytes % Mebi == 0 => $"{bytes / Mebi}Mi",
        _ when bytes != 0 && bytes % 1024 == 0 => $"{bytes / 1024}Ki",
        _ => bytes.ToString(CultureInfo.InvariantCulture),
    };

    public static string FormatCpu(long millis) => millis % 1000 == 0
        ? (millis / 1000).ToString(CultureInfo.InvariantCulture)
        : $"{millis}m";
}
