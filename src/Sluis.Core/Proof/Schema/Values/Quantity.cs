using System.Globalization;

namespace Sluis.Core.Proof.Schema.Values;

/// <summary>https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/</summary>
internal static class Quantity
{
    /// <summary>The value in units (cores, bytes); false when the text is no quantity.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out double value)
    {
        value = 0;
        var at = text is ['+' or '-', ..] ? 1 : 0;
        var start = at;
        at = SkipDigits(text, at);
        var digits = at - start;
        if (at < text.Length && text[at] == '.')
        {
            var fraction = at + 1;
            at = SkipDigits(text, fraction);
            digits += at - fraction;
        }
        if (digits == 0 || !double.TryParse(text[..at], NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out value))
            return false;
        if (Factor(text[at..]) is not { } factor)
            return false;
        value *= factor;
        return true;
    }

    private static int SkipDigits(ReadOnlySpan<char> text, int at)
    {
        while (at < text.Length && char.IsAsciiDigit(text[at]))
            at++;
        return at;
    }

    private static double? Factor(ReadOnlySpan<char> suffix) => suffix switch
    {
        "" => 1,
        "n" => 1e-9,
        "u" => 1e-6,
        "m" => 1e-3,
        "k" => 1e3,
        "M" => 1e6,
        "G" => 1e9,
        "T" => 1e12,
        "P" => 1e15,
        "E" => 1e18,
        "Ki" => 1024d,
        "Mi" => 1048576d,
        "Gi" => 1073741824d,
        "Ti" => 1099511627776d,
        "Pi" => 1125899906842624d,
        "Ei" => 1152921504606846976d,
        ['e' or 'E', .. var exponent] when int.TryParse(exponent, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var power) => Math.Pow(10, power),
        _ => null,
    };
}
