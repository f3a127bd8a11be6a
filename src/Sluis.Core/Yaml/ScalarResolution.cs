using System.Globalization;

namespace Sluis.Core.Yaml;

/// <summary>
/// What a plain scalar is, as go-yaml resolves it into untyped values: the YAML 1.2 core schema, plus 0b, legacy octal and
/// underscores in numbers. A whole number that 64 bits cannot hold is a float; what even a float cannot hold is text, and so
/// are dates.
/// </summary>
internal static class ScalarResolution
{
    public static ScalarKind KindOf(string text)
    {
        if (text.Length == 0)
            return ScalarKind.Null;
        var first = text[0];
        if (char.IsAsciiDigit(first) || first is '+' or '-' or '.')
            return Number(text);
        return first is not ('n' or 'N' or '~' or 't' or 'T' or 'f' or 'F') ? ScalarKind.String : text switch
        {
            "null" or "Null" or "NULL" or "~" => ScalarKind.Null,
            "true" or "True" or "TRUE" or "false" or "False" or "FALSE" => ScalarKind.Boolean,
            _ => ScalarKind.String,
        };
    }

    private static ScalarKind Number(string text)
    {
        if (text is ".nan" or ".NaN" or ".NAN" || Unsigned(text) is ".inf" or ".Inf" or ".INF")
            return ScalarKind.Float;
        // Underscores are for numbers that begin with a digit or a sign.
        var plain = text[0] != '.' && text.Contains('_') ? text.Replace("_", "", StringComparison.Ordinal) : text;
        return IsWhole(plain) ? ScalarKind.Integer : IsFloat(plain) ? ScalarKind.Float : ScalarKind.String;
    }

    private static ReadOnlySpan<char> Unsigned(string text) => text.AsSpan(text is ['+' or '-', ..] ? 1 : 0);

    private static bool IsWhole(string text)
    {
        var digits = Unsigned(text);
        var radix = digits switch
        {
            ['0', 'x' or 'X', ..] => 16,
            ['0', 'o' or 'O', ..] => 8,
            ['0', 'b' or 'B', ..] => 2,
            ['0', _, ..] => -8,
            _ => 10,
        };
        digits = digits[(radix == 10 ? 0 : radix == -8 ? 1 : 2)..];
        if (digits.IsEmpty)
            return false;
        var most = text[0] switch { '-' => 1ul << 63, '+' => (ulong)long.MaxValue, _ => ulong.MaxValue };
        var (value, step) = (0ul, (ulong)Math.Abs(radix));
        foreach (var c in digits)
        {
            var digit = char.IsAsciiDigit(c) ? (ulong)(c - '0') : char.IsAsciiHexDigit(c) ? (ulong)((c | 0x20) - 'a' + 10) : step;
            if (digit >= step || value > (most - digit) / step)
                return false;
            value = value * step + digit;
        }
        return true;
    }

    private static bool IsFloat(string text)
    {
        var rest = Unsigned(text);
        var whole = Digits(ref rest);
        var fraction = 0;
        if (rest is ['.', ..])
        {
            rest = rest[1..];
            fraction = Digits(ref rest);
        }
        if (whole + fraction == 0)
            return false;
        if (rest is ['e' or 'E', ..])
        {
            rest = rest is [_, '+' or '-', ..] ? rest[2..] : rest[1..];
            if (Digits(ref rest) == 0)
                return false;
        }
        return rest.IsEmpty && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value);
    }

    private static int Digits(ref ReadOnlySpan<char> text)
    {
        var length = text.IndexOfAnyExceptInRange('0', '9');
        length = length < 0 ? text.Length : length;
        text = text[length..];
        return length;
    }
}
