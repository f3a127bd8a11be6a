using System.Globalization;
using System.Text;

namespace Sluis.Core.Proof.Schema.Cel;

/// <summary>
/// Text to expression, by recursive descent over the grammar of the language. What it does not know (oldSelf, optional values,
/// functions of other libraries) makes the whole rule one that is not evaluated here.
/// </summary>
internal sealed class CelParser
{
    private const int MostDepth = 100;

    private readonly string text;
    private readonly List<string> variables = ["self"];
    private int at;
    private int depth;

    private CelParser(string text) => this.text = text;

    /// <summary>Null when it cannot be evaluated here.</summary>
    public static CelExpression? Parse(string text)
    {
        try
        {
            var parser = new CelParser(text);
            var expression = parser.Choice();
            parser.Blank();
            return parser.at == text.Length ? expression : null;
        }
        catch (CelUnknown)
        {
            return null;
        }
    }

    private sealed class CelUnknown : Exception;

    private CelExpression Choice()
    {
        if (++depth > MostDepth)
            throw new CelUnknown();
        var condition = Either();
        if (Take("?"))
        {
            var yes = Choice();
            Need(":");
            condition = new CelExpression.Choice(condition, yes, Choice());
        }
        depth--;
        return condition;
    }

    private CelExpression Either()
    {
        var left = Both();
        while (Take("||"))
            left = new CelExpression.Or(left, Both());
        return left;
    }

    private CelExpression Both()
    {
        var left = Relation();
        while (Take("&&"))
            left = new CelExpression.And(left, Relation());
        return left;
    }

    private CelExpression Relation()
    {
        var left = Sum();
        while (Sign() is { } sign)
            left = new CelExpression.Relation(sign, left, Sum());
        return left;
    }

    private string? Sign()
    {
        foreach (var sign in (ReadOnlySpan<string>)["==", "!=", "<=", ">=", "<", ">"])
            if (Take(sign))
                return sign;
        return TakeWord("in") ? "in" : null;
    }

    private CelExpression Sum()
    {
        var left = Product();
        while (true)
        {
            if (Take("+"))
                left = new CelExpression.Arithmetic('+', left, Product());
            else if (Take("-"))
                left = new CelExpression.Arithmetic('-', left, Product());
            else
                return left;
        }
    }

    private CelExpression Product()
    {
        var left = Unary();
        while (true)
        {
            if (Take("*"))
                left = new CelExpression.Arithmetic('*', left, Unary());
            else if (Take("/"))
                left = new CelExpression.Arithmetic('/', left, Unary());
            else if (Take("%"))
                left = new CelExpression.Arithmetic('%', left, Unary());
            else
                return left;
        }
    }

    private CelExpression Unary()
    {
        if (++depth > MostDepth)
            throw new CelUnknown();
        Blank();
        var expression = at < text.Length && text[at] == '!' && !text.AsSpan(at).StartsWith("!=") && Take("!") ? new CelExpression.Not(Unary())
            : Take("-") ? new CelExpression.Negative(Unary())
            : Member();
        depth--;
        return expression;
    }

    private CelExpression Member()
    {
        var expression = Primary();
        while (true)
        {
            if (Take("."))
            {
                var name = Word() ?? throw new CelUnknown();
                expression = Take("(") ? Method(expression, name) : new CelExpression.Select(expression, Unescape(name));
            }
            else if (Take("["))
            {
                var index = Choice();
                Need("]");
                expression = new CelExpression.Index(expression, index);
            }
            else
                return expression;
        }
    }

    private CelExpression Method(CelExpression of, string name)
    {
        if (name is not ("all" or "exists" or "exists_one" or "existsOne" or "filter" or "map"))
            return Call(name, isMethod: true, [of, .. Arguments(")")]);
        var variable = Word() ?? throw new CelUnknown();
        Need(",");
        if (variables.Count == CelFrame.Slots)
            throw new CelUnknown();
        variables.Add(variable);
        var body = Choice();
        variables.RemoveAt(variables.Count - 1);
        // A second expression would be the three-argument forms.
        Need(")");
        return new CelExpression.Macro(name == "existsOne" ? "exists_one" : name, of, variables.Count, body);
    }

    private static CelExpression.Call Call(string name, bool isMethod, CelExpression[] arguments) =>
        new(CelFunctions.Find(name, isMethod, arguments.Length) ?? throw new CelUnknown(), arguments);

    private CelExpression[] Arguments(string end)
    {
        var arguments = new List<CelExpression>();
        while (!Take(end))
        {
            if (arguments.Count > 0)
                Need(",");
            if (arguments.Count > 0 && Take(end))
                break;
            arguments.Add(Choice());
        }
        return [.. arguments];
    }

    private CelExpression Primary()
    {
        Blank();
        if (at >= text.Length)
            throw new CelUnknown();
        var c = text[at];
        if (Take("("))
        {
            var inner = Choice();
            Need(")");
            return inner;
        }
        if (Take("["))
            return new CelExpression.ListOf(Arguments("]"));
        if (Take("{"))
        {
            // Only the empty mapping: it stands for "nothing" in rules.
            Need("}");
            return new CelExpression.ListOf([]);
        }
        if (c is '"' or '\'' || c is 'r' or 'R' && at + 1 < text.Length && text[at + 1] is '"' or '\'')
            return new CelExpression.Literal(Quoted());
        if (char.IsAsciiDigit(c))
            return new CelExpression.Literal(Number());
        var word = Word() ?? throw new CelUnknown();
        return word switch
        {
            "true" => new CelExpression.Literal(true),
            "false" => new CelExpression.Literal(false),
            "null" => new CelExpression.Literal(null),
            "has" when Take("(") => Has(),
            _ when Take("(") => Call(word, isMethod: false, Arguments(")")),
            _ when variables.LastIndexOf(word) is >= 0 and var slot => new CelExpression.Variable(slot),
            _ => throw new CelUnknown(),
        };
    }

    private CelExpression.Has Has()
    {
        var field = Choice() as CelExpression.Select ?? throw new CelUnknown();
        Need(")");
        return new(field);
    }

    private object Number()
    {
        var start = at;
        while (at < text.Length && (char.IsAsciiLetterOrDigit(text[at]) || text[at] == '.' && at + 1 < text.Length && char.IsAsciiDigit(text[at + 1])))
            at++;
        var digits = text.AsSpan(start, at - start);
        if (digits is ['0', 'x', .. var hex] && long.TryParse(hex, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value))
            return value;
        if (digits is [.. var unsigned, 'u'])
            digits = unsigned;
        return long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var whole) ? (object)whole
            : double.TryParse(digits, NumberStyles.Float, CultureInfo.InvariantCulture, out var real) ? real
            : throw new CelUnknown();
    }

    private string Quoted()
    {
        var raw = text[at] is 'r' or 'R';
        if (raw)
            at++;
        var quote = text[at];
        var fence = text.AsSpan(at).StartsWith(new string(quote, 3)) ? new string(quote, 3) : quote.ToString();
        at += fence.Length;
        var value = new StringBuilder();
        while (!text.AsSpan(Math.Min(at, text.Length)).StartsWith(fence))
        {
            if (at >= text.Length)
                throw new CelUnknown();
            if (text[at] == '\\' && !raw)
                Escape(value);
            else
                value.Append(text[at++]);
        }
        at += fence.Length;
        return value.ToString();
    }

    private void Escape(StringBuilder value)
    {
        if (at + 1 >= text.Length)
            throw new CelUnknown();
        var c = text[at + 1];
        at += 2;
        if (c is 'u' or 'x' or 'X')
        {
            var length = c == 'u' ? 4 : 2;
            if (at + length > text.Length || !ushort.TryParse(text.AsSpan(at, length), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code))
                throw new CelUnknown();
            at += length;
            value.Append((char)code);
            return;
        }
        value.Append(c switch
        {
            'n' => '\n',
            't' => '\t',
            'r' => '\r',
            'a' => '\a',
            'b' => '\b',
            'f' => '\f',
            'v' => '\v',
            '\\' or '"' or '\'' or '`' or '?' => c,
            _ => throw new CelUnknown(),
        });
    }

    /// <summary>Names that are no identifiers are written so. https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/#validation-rules</summary>
    private static string Unescape(string name)
    {
        if (!name.Contains("__", StringComparison.Ordinal))
            return name;
        var plain = name.Replace("__dot__", ".", StringComparison.Ordinal).Replace("__dash__", "-", StringComparison.Ordinal)
            .Replace("__slash__", "/", StringComparison.Ordinal).Replace("__underscores__", "__", StringComparison.Ordinal);
        return plain is ['_', '_', .. var keyword, '_', '_'] && keyword.Length > 0 && plain == name ? keyword : plain;
    }

    private string? Word()
    {
        Blank();
        var start = at;
        while (at < text.Length && (char.IsAsciiLetter(text[at]) || text[at] == '_' || at > start && char.IsAsciiDigit(text[at])))
            at++;
        return at > start ? text[start..at] : null;
    }

    private bool TakeWord(string word)
    {
        Blank();
        var end = at + word.Length;
        if (!text.AsSpan(at).StartsWith(word) || end < text.Length && (char.IsAsciiLetterOrDigit(text[end]) || text[end] == '_'))
            return false;
        at = end;
        return true;
    }

    private bool Take(string sign)
    {
        Blank();
        if (!text.AsSpan(at).StartsWith(sign))
            return false;
        at += sign.Length;
        return true;
    }

    private void Need(string sign)
    {
        if (!Take(sign))
            throw new CelUnknown();
    }

    private void Blank()
    {
        while (at < text.Length && (char.IsWhiteSpace(text[at]) || text.AsSpan(at).StartsWith("//")))
            if (text[at] == '/')
                at = text.IndexOf('\n', at) is >= 0 and var end ? end : text.Length;
            else
                at++;
    }
}
