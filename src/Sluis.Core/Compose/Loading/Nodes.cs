using System.Globalization;
using System.Numerics;
using Sluis.Core.Text;
using Sluis.Core.Yaml;

namespace Sluis.Core.Compose.Loading;

/// <summary>Small operations on nodes that the loading stages share.</summary>
internal static class Nodes
{
    public static ScalarNode Text(SourceSpan at, string text, EquatableArray<TextPart> parts = default) => new(at, text, ScalarKind.String, parts);

    public static ScalarNode True(SourceSpan at) => new(at, "true", ScalarKind.Boolean);

    public static ScalarNode Bool(SourceSpan at, bool value) => new(at, value ? "true" : "false", ScalarKind.Boolean);

    public static ScalarNode Null(SourceSpan at) => new(at, "", ScalarKind.Null);

    public static ScalarNode Integer(SourceSpan at, long value) => new(at, value.ToString(CultureInfo.InvariantCulture), ScalarKind.Integer);

    public static bool IsNull(this Node? node) => node is null or ScalarNode { Kind: ScalarKind.Null };

    public static string? AsText(this Node? node) => node is ScalarNode { Kind: not ScalarKind.Null } scalar ? Plain(scalar) : null;

    public static bool IsTrue(this Node? node) => node is ScalarNode scalar && scalar.Text is "true" or "True" or "TRUE" or "1" or "t" or "T";

    /// <summary>The text the reference prints for a value: numbers in decimal, booleans in lower case.</summary>
    public static string Plain(ScalarNode scalar) => scalar.Kind switch
    {
        ScalarKind.String => scalar.Text,
        ScalarKind.Boolean => scalar.Text.ToLowerInvariant(),
        ScalarKind.Integer => Whole(scalar.Text) is { } whole ? whole.ToString(CultureInfo.InvariantCulture) : scalar.Text,
        ScalarKind.Float => Floating(scalar.Text),
        _ => "<nil>",
    };

    /// <summary>A YAML integer: decimal, 0x, 0o, 0b, legacy octal, underscores.</summary>
    public static BigInteger? Whole(string text)
    {
        var body = text.Contains('_') ? text.Replace("_", "", StringComparison.Ordinal) : text;
        var negative = body.StartsWith('-');
        var digits = body.AsSpan().TrimStart("+-");
        var (radix, start) = digits switch
        {
            ['0', 'x' or 'X', ..] => (16, 2),
            ['0', 'o' or 'O', ..] => (8, 2),
            ['0', 'b' or 'B', ..] => (2, 2),
            ['0', _, ..] when digits.IndexOfAnyExceptInRange('0', '7') < 0 => (8, 1),
            _ => (10, 0),
        };
        digits = digits[start..];
        if (digits.IsEmpty)
            return null;
        var value = BigInteger.Zero;
        foreach (var c in digits)
        {
            var digit = char.IsAsciiHexDigit(c) ? Convert.ToInt32(c.ToString(), 16) : radix;
            if (digit >= radix)
                return null;
            value = value * radix + digit;
        }
        return negative ? -value : value;
    }

    private static string Floating(string text) =>
        double.TryParse(text.Replace("_", "", StringComparison.Ordinal), NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            ? GoFormat.Float(value)
            : text;

    /// <summary>Pieces of a part of a text: what lies before <paramref name="start"/> or after the length is cut off.</summary>
    public static EquatableArray<TextPart> Slice(EquatableArray<TextPart> parts, int start, int length)
    {
        if (parts.IsEmpty)
            return default;
        var kept = new List<TextPart>();
        var (at, end) = (0, start + length);
        var interesting = false;
        foreach (var part in parts)
        {
            var text = part.Resolved;
            var (from, to) = (Math.Max(at, start), Math.Min(at + text.Length, end));
            // A variable without a value has no width; it belongs to the piece in which it stands.
            if (text.Length == 0 && at >= start && at <= end || from < to)
            {
                interesting |= part is TextPart.Variable;
                var inside = text.Length == 0 ? "" : text[(from - at)..(to - at)];
                kept.Add(part switch
                {
                    TextPart.Variable variable => inside == text ? variable : variable with { Value = inside },
                    _ => new TextPart.Literal(inside),
                });
            }
            at += text.Length;
        }
        return interesting ? kept.ToEquatableArray() : default;
    }

    public static ScalarNode SliceOf(ScalarNode whole, int start, int length) =>
        new(whole.Span, whole.Text.Substring(start, length), ScalarKind.String, Slice(whole.Parts, start, length));

    /// <summary><c>key=value</c> as one text, the value's pieces kept.</summary>
    public static ScalarNode Pair(string key, Node value)
    {
        if (value is not ScalarNode scalar || scalar.Kind == ScalarKind.Null)
            return Text(value.Span, key);
        var text = $"{key}={Plain(scalar)}";
        return scalar.Parts.IsEmpty
            ? Text(value.Span, text)
            : Text(value.Span, text, [new TextPart.Literal(key + "="), .. scalar.Parts]);
    }
}
