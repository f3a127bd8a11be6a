using System.Globalization;
using System.Text;
using Sluis.Core.Yaml;

namespace Sluis.Core.Proof.Schema.Values;

/// <summary>Numbers and comparable texts of nodes.</summary>
internal static class NodeText
{
    /// <summary>The value of a whole number in any notation of YAML; null when 64 bits do not hold it.</summary>
    public static long? Integer(Node? node)
    {
        if (node is not ScalarNode { Kind: ScalarKind.Integer } scalar)
            return null;
        if (long.TryParse(scalar.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var plain) && !HasOctalMark(scalar.Text))
            return plain;
        var text = scalar.Text.AsSpan();
        var negative = text is ['-', ..];
        if (text is ['+' or '-', ..])
            text = text[1..];
        var radix = text switch
        {
            ['0', 'x' or 'X', ..] => 16,
            ['0', 'o' or 'O', ..] => 8,
            ['0', 'b' or 'B', ..] => 2,
            ['0', _, ..] => 8,
            _ => 10,
        };
        var digits = text is ['0', 'x' or 'X' or 'o' or 'O' or 'b' or 'B', .. var rest] ? rest : text;
        var value = 0L;
        foreach (var c in digits)
        {
            if (c == '_')
                continue;
            var digit = char.IsAsciiHexDigit(c) ? Convert.ToInt32(c.ToString(), 16) : radix;
            if (digit >= radix || value > (long.MaxValue - digit) / radix)
                return null;
            value = value * radix + digit;
        }
        return negative ? -value : value;
    }

    public static double? Number(Node? node) =>
        Integer(node) is { } whole ? whole
        : node is ScalarNode { Kind: ScalarKind.Float or ScalarKind.Integer } scalar && double.TryParse(scalar.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number
        : null;

    /// <summary>Equal texts mean equal values: keys in order, numbers by value.</summary>
    public static string Canonical(Node node)
    {
        var text = new StringBuilder();
        Append(text, node);
        return text.ToString();
    }

    private static bool HasOctalMark(string text) => text.TrimStart('+', '-') is ['0', _, ..];

    private static void Append(StringBuilder text, Node node)
    {
        switch (node)
        {
            case MapNode map:
                text.Append('{');
                foreach (var entry in map.Entries.OrderBy(static e => e.Key, StringComparer.Ordinal))
                {
                    text.Append(entry.Key.Length).Append(':').Append(entry.Key).Append('=');
                    Append(text, entry.Value);
                }
                text.Append('}');
                break;
            case ListNode list:
                text.Append('[');
                foreach (var item in list.Items)
                {
                    Append(text, item);
                    text.Append(',');
                }
                text.Append(']');
                break;
            case ScalarNode { Kind: ScalarKind.String } scalar:
                text.Append('"').Append(scalar.Text.Length).Append(':').Append(scalar.Text);
                break;
            case ScalarNode { Kind: ScalarKind.Null }:
                text.Append("null");
                break;
            case ScalarNode scalar:
                text.Append(Number(scalar)?.ToString("R", CultureInfo.InvariantCulture) ?? scalar.Text.ToLowerInvariant());
                break;
        }
    }
}
