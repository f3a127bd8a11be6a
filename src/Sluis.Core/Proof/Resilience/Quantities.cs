using System.Globalization;

namespace Sluis.Core.Proof.Resilience;

/// <summary>
/// Cores, bytes or pieces, exactly: sums of them are compared with quotas.
/// https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/
/// </summary>
internal static class Quantities
{
    /// <summary>Null for what is no quantity, which the schema proof speaks of.</summary>
    public static decimal? Parse(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return null;
        var end = text.AsSpan().IndexOfAnyExcept("0123456789.+-");
        var number = end < 0 ? text.AsSpan() : text.AsSpan(0, end);
        if (!decimal.TryParse(number, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value)
            || Factor(end < 0 ? [] : text.AsSpan(end)) is not { } factor)
            return null;
        try
        {
            return value * factor;
        }
        catch (OverflowException)
        {
            return null;
        }
    }

    private static decimal? Factor(ReadOnlySpan<char> suffix)
    {
        switch (suffix)
        {
            case "": return 1;
            case "n": return 1e-9m;
            case "u": return 1e-6m;
            case "m": return 1e-3m;
            case "k": return 1e3m;
            case "M": return 1e6m;
            case "G": return 1e9m;
            case "T": return 1e12m;
            case "P": return 1e15m;
            case "E": return 1e18m;
            case "Ki": return 1L << 10;
            case "Mi": return 1L << 20;
            case "Gi": return 1L << 30;
            case "Ti": return 1L << 40;
            case "Pi": return 1L << 50;
            case "Ei": return 1L << 60;
        }
        if (suffix[0] is not ('e' or 'E') || !int.TryParse(suffix[1..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var power) || power is < -20 or > 20)
            return null;
        var factor = 1m;
        for (var i = 0; i < Math.Abs(power); i++)
            factor *= 10;
        return power < 0 ? 1 / factor : factor;
    }

    /// <summary>As people write it: bytes in Ki, Mi, Gi where that is exact, cores in thousandths.</summary>
    public static string Show(string resource, decimal amount)
    {
        if (resource.EndsWith("cpu", StringComparison.Ordinal))
            return amount == decimal.Truncate(amount) ? Whole(amount) : Whole(Math.Ceiling(amount * 1000)) + "m";
        if (resource.EndsWith("memory", StringComparison.Ordinal) || resource.EndsWith("storage", StringComparison.Ordinal))
            foreach (var (unit, size) in (ReadOnlySpan<(string, long)>)[("Ti", 1L << 40), ("Gi", 1L << 30), ("Mi", 1L << 20), ("Ki", 1L << 10)])
                if (amount >= size && amount % size == 0)
                    return Whole(amount / size) + unit;
        return Whole(Math.Ceiling(amount));
    }

    private static string Whole(decimal amount) => decimal.Truncate(amount).ToString("0", CultureInfo.InvariantCulture);
}
