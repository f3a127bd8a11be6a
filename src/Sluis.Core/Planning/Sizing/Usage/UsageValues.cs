using System.Globalization;

namespace Sluis.Core.Planning.Sizing.Usage;

/// <summary>Figures as the exports write them.</summary>
internal static class UsageValues
{
    /// <summary>Thousandths of a core from 12.5 % (100 % is one core), 250m, or a number in what the column is named for. Null: no figure.</summary>
    public static double? CpuMillis(ReadOnlySpan<char> text, string column)
    {
        text = text.Trim();
        var factor = column.Contains('%', StringComparison.Ordinal) || column.Contains("perc", StringComparison.OrdinalIgnoreCase) ? 10
            : column.Contains("milli", StringComparison.OrdinalIgnoreCase) ? 1 : 1000;
        if (text.EndsWith("%") || text.EndsWith("m"))
        {
            factor = text[^1] == '%' ? 10 : 1;
            text = text[..^1];
        }
        return Number(text) is { } value && value * factor < 10_000_000 ? value * factor : null;
    }

    /// <summary>Bytes from "12.3MiB / 7.6GiB", 300Mi, or a number in what the column is named for. Null: no figure.</summary>
    public static long? Bytes(ReadOnlySpan<char> text, string column)
    {
        var slash = text.IndexOf('/');
        text = (slash < 0 ? text : text[..slash]).Trim();
        if (Number(text) is { } value)
        {
            var factor = column.Contains("mib", StringComparison.OrdinalIgnoreCase) ? Quantities.Mebi
                : column.Contains("gib", StringComparison.OrdinalIgnoreCase) ? Quantities.Gibi
                : column.Contains("mb", StringComparison.OrdinalIgnoreCase) ? 1_000_000 : 1;
            return value * factor < 1L << 50 ? (long)Math.Ceiling(value * factor) : null;
        }
        return text is "0B" ? 0 : Quantities.Bytes(text.ToString());
    }

    /// <summary>What <c>docker stats</c> prints for a container that does not run.</summary>
    public static bool IsNothing(ReadOnlySpan<char> text) => text.Trim() is "--" or "-- / --" or "";

    public static double? Number(ReadOnlySpan<char> text) =>
        double.TryParse(text.Trim(), NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value) ? value : null;
}
