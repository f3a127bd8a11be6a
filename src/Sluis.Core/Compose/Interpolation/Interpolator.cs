using System.Text;
using Sluis.Core.Diagnostics;
using Sluis.Core.Text;

namespace Sluis.Core.Compose.Interpolation;

/// <summary>The result: text, and its pieces when a variable or an escape took part (else empty).</summary>
public readonly record struct InterpolatedText(string Text, EquatableArray<TextPart> Parts);

/// <summary>
/// The Compose interpolation grammar: <c>$NAME</c>, <c>${NAME}</c>, the operators <c>:-</c> <c>-</c> <c>:?</c> <c>?</c>
/// <c>:+</c> <c>+</c> with nested operands, and <c>$$</c>. A lone dollar stays as it is.
/// https://docs.docker.com/reference/compose-file/interpolation/
/// </summary>
public sealed class Interpolator(Func<string, string?> lookup, Findings findings, bool missingIsWarning = false)
{
    private readonly SortedDictionary<string, string?> asked = new(StringComparer.Ordinal);

    /// <summary>Every variable asked for, with its value if it has one.</summary>
    public IReadOnlyDictionary<string, string?> Asked => asked;

    public InterpolatedText Interpolate(string text, SourceSpan at)
    {
        if (!text.Contains('$'))
            return new(text, default);
        var parts = new List<TextPart>();
        Scan(text, text, at, parts, 0);
        if (parts is [TextPart.Literal(var only)] && only == text)
            return new(text, default);
        return new(Join(parts), parts.ToEquatableArray());
    }

    private void Scan(string whole, ReadOnlySpan<char> text, SourceSpan at, List<TextPart> parts, int depth)
    {
        var literal = new StringBuilder();
        var i = 0;
        while (i < text.Length)
        {
            var dollar = text[i..].IndexOf('$');
            if (dollar < 0)
                break;
            literal.Append(text.Slice(i, dollar));
            i += dollar;
            var next = i + 1 < text.Length ? text[i + 1] : '\0';
            if (next == '$')
            {
                literal.Append('$');
                i += 2;
            }
            else if (next == '{')
            {
                Flush(literal, parts);
                var end = ClosingBrace(text[i..]);
                if (end < 0 || depth > 20 || Braced(whole, text.Slice(i + 2, end - 2), at, depth) is not { } variable)
                {
                    findings.Add(InterpolationDiagnostics.Invalid(at, whole));
                    return;
                }
                parts.Add(variable);
                i += end + 1;
            }
            else if (NameLength(text[(i + 1)..]) is var length and > 0)
            {
                Flush(literal, parts);
                parts.Add(Plain(text.Slice(i + 1, length).ToString(), at));
                i += length + 1;
            }
            else
            {
                literal.Append('$');
                i++;
            }
        }
        literal.Append(text[i..]);
        Flush(literal, parts);
    }

    private static void Flush(StringBuilder literal, List<TextPart> parts)
    {
        if (literal.Length == 0)
            return;
        parts.Add(new TextPart.Literal(literal.ToString()));
        literal.Clear();
    }

    private static int ClosingBrace(ReadOnlySpan<char> text)
    {
        var open = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '{')
                open++;
            else if (text[i] == '}' && --open == 0)
                return i;
        }
        return -1;
    }

    private static int NameLength(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty || !(char.IsAsciiLetter(text[0]) || text[0] == '_'))
            return 0;
        var length = 1;
        while (length < text.Length && (char.IsAsciiLetterOrDigit(text[length]) || text[length] == '_'))
            length++;
        return length;
    }

    private TextPart.Variable? Braced(string whole, ReadOnlySpan<char> inner, SourceSpan at, int depth)
    {
        var length = NameLength(inner);
        if (length == 0)
            return null;
        var name = inner[..length].ToString();
        var rest = inner[length..];
        if (rest.IsEmpty)
            return Plain(name, at);
        var sign = rest[0] == ':' && rest.Length > 1 ? 2 : 1;
        if (rest[sign - 1] is not ('-' or '+' or '?'))
            return null;

        var operation = rest[..sign].ToString();
        var value = Lookup(name);
        var present = value is not null && (sign == 1 || value.Length > 0);
        var takesOperand = operation[^1] == '+' ? present : !present;
        var operand = new List<TextPart>();
        if (takesOperand)
            Scan(whole, rest[sign..], at, operand, depth + 1);
        else if (rest.Length > sign)
            operand.Add(new TextPart.Literal(rest[sign..].ToString()));

        var pieces = operand.ToEquatableArray();
        switch (operation[^1])
        {
            case '-':
                return new(name, operation, pieces, present ? value ?? "" : Join(operand), present);
            case '+':
                return new(name, operation, pieces, present ? Join(operand) : value ?? "", false);
            default:
                if (!present)
                    findings.Add(InterpolationDiagnostics.Required(at, name, Join(operand), missingIsWarning));
                return new(name, operation, pieces, value ?? "", present);
        }
    }

    private TextPart.Variable Plain(string name, SourceSpan at)
    {
        var first = !asked.ContainsKey(name);
        var value = Lookup(name);
        if (value is null && first)
            findings.Add(InterpolationDiagnostics.Unset(at, name));
        return new(name, "", default, value ?? "", value is not null);
    }

    private string? Lookup(string name)
    {
        if (!asked.TryGetValue(name, out var value))
            asked[name] = value = lookup(name);
        return value;
    }

    internal static string Join(List<TextPart> parts)
    {
        if (parts.Count == 1)
            return parts[0].Resolved;
        var text = new StringBuilder();
        foreach (var part in parts)
            text.Append(part.Resolved);
        return text.ToString();
    }
}
