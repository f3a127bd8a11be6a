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
    /// <summary>People nest two or three; each level reads its operand again, so this bounds the work.</summary>
    private const int MaxDepth = 100;

    private readonly Dictionary<string, string?> asked = new(StringComparer.Ordinal);
    private readonly HashSet<string> warned = new(StringComparer.Ordinal);

    /// <summary>Every variable asked for, with its value if it has one; sorted by name.</summary>
    public IReadOnlyDictionary<string, string?> Asked => new SortedDictionary<string, string?>(asked, StringComparer.Ordinal);

    /// <summary>After an error finding for a broken reference the text comes back as it stood.</summary>
    public InterpolatedText Interpolate(string text, SourceSpan at)
    {
        if (!text.Contains('$'))
            return new(text, default);
        var parts = new List<TextPart>();
        if (Scan(text, at, parts, 0) is { } broken)
        {
            findings.Add(broken);
            return new(text, default);
        }
        if (parts is [TextPart.Literal(var only)] && only == text)
            return new(text, default);
        return new(Join(parts), parts.ToEquatableArray());
    }

    /// <summary>The variable may have another value from here on.</summary>
    internal void Forget(string name) => asked.Remove(name);

    /// <summary>Adds the pieces of <paramref name="text"/>; the finding that stops everything, or null.</summary>
    private Diagnostic? Scan(ReadOnlySpan<char> text, SourceSpan at, List<TextPart> parts, int depth)
    {
        StringBuilder? unescaped = null;
        // The last brace on the line that ends at lineEnd: a reference never reaches beyond it.
        var (from, i, lineEnd, lastBrace) = (0, 0, -1, -1);
        while (i < text.Length && text[i..].IndexOf('$') is var ahead and >= 0)
        {
            i += ahead;
            var next = i + 1 < text.Length ? text[i + 1] : '\0';
            TextPart.Variable variable;
            int end;
            if (next == '$')
            {
                (unescaped ??= new()).Append(text[from..i]).Append('$');
                from = i += 2;
                continue;
            }
            if (next == '{')
            {
                if (i >= lineEnd)
                {
                    var stop = text[i..].IndexOf('\n');
                    lineEnd = stop < 0 ? text.Length : i + stop;
                    lastBrace = text[..lineEnd].LastIndexOf('}');
                }
                if (depth > MaxDepth)
                    return InterpolationDiagnostics.Invalid(at, "nests too deep");
                end = lastBrace < i ? -1 : i + ClosingBrace(text[i..(lastBrace + 1)]);
                var broken = Braced(end < 0 ? [] : text[(i + 2)..end], text[(i + 2)..], at, depth, out variable);
                if (broken is not null)
                    return broken;
                end++;
            }
            else if (NameLength(text[(i + 1)..]) is var length and > 0)
            {
                end = i + 1 + length;
                variable = Plain(text[(i + 1)..end].ToString(), at);
            }
            else
            {
                i++;
                continue;
            }
            Literal(unescaped, text[from..i], parts);
            parts.Add(variable);
            from = i = end;
        }
        Literal(unescaped, text[from..], parts);
        return null;
    }

    private static void Literal(StringBuilder? unescaped, ReadOnlySpan<char> rest, List<TextPart> parts)
    {
        if (unescaped is { Length: > 0 })
        {
            parts.Add(new TextPart.Literal(unescaped.Append(rest).ToString()));
            unescaped.Clear();
        }
        else if (!rest.IsEmpty)
            parts.Add(new TextPart.Literal(rest.ToString()));
    }

    /// <summary>
    /// Where the reference that begins the text ends, as the reference implementation counts braces: the character after an
    /// opening brace is not looked at, and when the braces do not balance the reference reaches to the last one of its line.
    /// </summary>
    private static int ClosingBrace(ReadOnlySpan<char> text)
    {
        var open = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '}' && --open == 0)
                return i;
            if (text[i] == '{')
            {
                open++;
                i++;
            }
        }
        return text.Length - 1;
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

    /// <param name="inner">What stands between the braces; empty when there is no closing one.</param>
    /// <param name="after">What follows the opening brace, to tell what is wrong.</param>
    private Diagnostic? Braced(ReadOnlySpan<char> inner, ReadOnlySpan<char> after, SourceSpan at, int depth, out TextPart.Variable variable)
    {
        variable = new("", "", default, "", false);
        var length = NameLength(inner);
        if (length == 0)
            return InterpolationDiagnostics.Invalid(at, NameLength(after) == 0 ? "is not followed by a name" : "is not closed on its line");
        var rest = inner[length..];
        // A closing brace right after the name ends the reference, whatever the rest of the line holds.
        if (rest.IsEmpty)
        {
            variable = Plain(inner.ToString(), at);
            return null;
        }
        var sign = rest[0] == ':' && rest.Length > 1 ? 2 : 1;
        if (rest[sign - 1] is not ('-' or '+' or '?'))
            return InterpolationDiagnostics.Invalid(at, "has a name that is followed by neither } nor an operator");

        var (name, operation) = (inner[..length].ToString(), Operator(rest[..sign]));
        var value = Lookup(name);
        var present = value is not null && (sign == 1 || value.Length > 0);
        var operand = new List<TextPart>();
        if (operation[^1] == '+' ? present : !present)
        {
            if (Scan(rest[sign..], at, operand, depth + 1) is { } broken)
                return broken;
        }
        else if (rest.Length > sign)
            operand.Add(new TextPart.Literal(rest[sign..].ToString()));

        var pieces = operand.ToEquatableArray();
        switch (operation[^1])
        {
            case '-':
                variable = new(name, operation, pieces, present ? value ?? "" : Join(operand), present);
                return null;
            case '+':
                variable = new(name, operation, pieces, present ? Join(operand) : value ?? "", false);
                return null;
            default:
                if (!present)
                    findings.Add(InterpolationDiagnostics.Required(at, name, Shown(operand), missingIsWarning));
                variable = new(name, operation, pieces, value ?? "", present);
                return null;
        }
    }

    private static string Operator(ReadOnlySpan<char> sign) => sign switch
    {
        ":-" => ":-",
        "-" => "-",
        ":?" => ":?",
        "?" => "?",
        ":+" => ":+",
        _ => "+",
    };

    private TextPart.Variable Plain(string name, SourceSpan at)
    {
        var value = Lookup(name);
        if (value is null && warned.Add(name))
            findings.Add(InterpolationDiagnostics.Unset(at, name));
        return new(name, "", default, value ?? "", value is not null);
    }

    private string? Lookup(string name)
    {
        if (!asked.TryGetValue(name, out var value))
            asked[name] = value = lookup(name);
        return value;
    }

    /// <summary>A message for people: references by name, because their values may be secret.</summary>
    private static string Shown(List<TextPart> parts)
    {
        var text = new StringBuilder();
        foreach (var part in parts)
            text.Append(part is TextPart.Variable { Name: var name } ? $"${{{name}}}" : part.Resolved);
        return text.ToString();
    }

    private static string Join(List<TextPart> parts)
    {
        if (parts.Count == 1)
            return parts[0].Resolved;
        var text = new StringBuilder();
        foreach (var part in parts)
            text.Append(part.Resolved);
        return text.ToString();
    }
}
