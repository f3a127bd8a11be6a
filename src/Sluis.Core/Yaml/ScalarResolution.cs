namespace Sluis.Core.Yaml;

/// <summary>
/// What a plain scalar is, as go-yaml resolves it into untyped values: the YAML 1.2 core schema, plus 0b, legacy octal and
/// underscores in numbers.
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
        return text switch
        {
            "null" or "Null" or "NULL" or "~" => ScalarKind.Null,
            "true" or "True" or "TRUE" or "false" or "False" or "FALSE" => ScalarKind.Boolean,
            _ => ScalarKind.String,
        };
    }

    private static ScalarKind Number(string text)
    {
        var body = text.AsSpan();
        if (body[0] is '+' or '-')
            body = body[1..];
        if (body is ".inf" or ".Inf" or ".INF" || text is ".nan" or ".NaN" or ".NAN")
            return ScalarKind.Float;
        if (body.Length > 2 && body[0] == '0' && body[1] is 'x' or 'o' or 'b')
            return Digits(body[2..], body[1]) ? ScalarKind.Integer : ScalarKind.String;
        return Decimal(body);
    }

    private static bool Digits(ReadOnlySpan<char> digits, char radix)
    {
        var any = false;
        foreach (var c in digits)
        {
            if (c == '_')
                continue;
            any = true;
            if (!(radix switch { 'x' => char.IsAsciiHexDigit(c), 'o' => c is >= '0' and <= '7', _ => c is '0' or '1' }))
                return false;
        }
        return any;
    }

    private static ScalarKind Decimal(ReadOnlySpan<char> body)
    {
        var (digits, point, exponent, at) = (0, false, false, 0);
        for (; at < body.Length; at++)
        {
            var c = body[at];
            if (char.IsAsciiDigit(c))
                digits++;
            else if (c == '_' && digits > 0)
                continue;
            else if (c == '.' && !point && !exponent)
                point = true;
            else if (c is 'e' or 'E' && digits > 0 && !exponent)
            {
                exponent = true;
                if (at + 1 < body.Length && body[at + 1] is '+' or '-')
                    at++;
                if (at + 1 == body.Length)
                    return ScalarKind.String;
            }
            else
                return ScalarKind.String;
        }
        return digits == 0 ? ScalarKind.String : point || exponent ? ScalarKind.Float : ScalarKind.Integer;
    }
}
