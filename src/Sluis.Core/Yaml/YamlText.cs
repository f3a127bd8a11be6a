using System.Buffers;
using System.Globalization;
using System.Text;

namespace Sluis.Core.Yaml;

/// <summary>Characters of YAML into a buffer of bytes; knows when a scalar must be quoted and how.</summary>
internal struct YamlText(IBufferWriter<byte> output)
{
    private static readonly SearchValues<char> Indicators = SearchValues.Create("-?:,[]{}#&*!|>'\"%@`=~");

    public void Flush() => Raw("\n");

    public readonly void Raw(string text)
    {
        var span = output.GetSpan(Encoding.UTF8.GetMaxByteCount(text.Length));
        output.Advance(Encoding.UTF8.GetBytes(text, span));
    }

    public readonly void NewLine(int indent)
    {
        var span = output.GetSpan(indent + 1);
        span[0] = (byte)'\n';
        span.Slice(1, indent).Fill((byte)' ');
        output.Advance(indent + 1);
    }

    public readonly void Inline(string text, bool afterKey)
    {
        if (afterKey)
            Raw(" ");
        Raw(text);
    }

    public readonly void Value(string text, int indent, bool afterKey)
    {
        if (afterKey)
            Raw(" ");
        if (text.Contains('\n') && IsBlock(text))
            Block(text, indent);
        else
            Scalar(text, indent);
    }

    public readonly void Scalar(string text, int indent)
    {
        if (IsPlain(text))
            Raw(text);
        else if (text.Contains('\n') || !IsPrintable(text))
            DoubleQuoted(text);
        else if (text.Contains('\''))
            DoubleQuoted(text);
        else
        {
            Raw("'");
            Raw(text);
            Raw("'");
        }
    }

    /// <summary>A literal block keeps every line as it is. It cannot hold control characters, and a first line that is only blank is unclear.</summary>
    private static bool IsBlock(string text)
    {
        if (text[0] is '\n' or ' ' or '\t' || text.Trim('\n').Length == 0)
            return false;
        foreach (var c in text)
            if (c != '\n' && c != '\t' && !IsPrintable(c))
                return false;
        return true;
    }

    private readonly void Block(string text, int indent)
    {
        var body = text.AsSpan().TrimEnd('\n');
        var ends = text.Length - body.Length;
        Raw(ends == 0 ? "|-" : ends == 1 ? "|" : "|+");
        foreach (var line in body.EnumerateLines())
            Line(line, indent);
        for (var i = 1; i < ends; i++)
            Raw("\n");
    }

    private readonly void Line(ReadOnlySpan<char> line, int indent)
    {
        NewLine(line.IsEmpty ? 0 : Math.Max(indent, 2));
        var span = output.GetSpan(Encoding.UTF8.GetMaxByteCount(line.Length));
        output.Advance(Encoding.UTF8.GetBytes(line, span));
    }

    private readonly void DoubleQuoted(string text)
    {
        var quoted = new StringBuilder(text.Length + 8).Append('"');
        foreach (var c in text)
            switch (c)
            {
                case '"': quoted.Append("\\\""); break;
                case '\\': quoted.Append(@"\\"); break;
                case '\n': quoted.Append("\\n"); break;
                case '\t': quoted.Append("\\t"); break;
                case '\r': quoted.Append("\\r"); break;
                default:
                    if (IsPrintable(c) || char.IsSurrogate(c))
                        quoted.Append(c);
                    else
                        quoted.Append("\\u").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture));
                    break;
            }
        Raw(quoted.Append('"').ToString());
    }

    private static bool IsPrintable(string text)
    {
        foreach (var c in text)
            if (!IsPrintable(c))
                return false;
        return true;
    }

    private static bool IsPrintable(char c) =>
        c is >= ' ' and <= '~' || c >= '\u00a0' && c is not ('\u2028' or '\u2029' or '\ufeff' or '\ufffe' or '\uffff') && !char.IsSurrogate(c);

    /// <summary>Nothing in YAML 1.1 or 1.2 reads it as anything but this text.</summary>
    internal static bool IsPlain(string text)
    {
        if (text.Length == 0 || Indicators.Contains(text[0]) && !IsOption(text))
            return false;
        var first = text[0];
        if (char.IsAsciiDigit(first) || first is '+' or '.' || first == '-' && text.Length > 1 && (char.IsAsciiDigit(text[1]) || text[1] == '.'))
            return LooksLikeText(text);
        if (char.IsWhiteSpace(first) || char.IsWhiteSpace(text[^1]) || text[^1] == ':')
            return false;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c is < ' ' or > '~')
                return false;
            if (c == ':' && text[i + 1] == ' ' || c == '#' && text[i - 1] == ' ')
                return false;
        }
        return text.Length > 5 || !IsWord(text);
    }

    /// <summary><c>-x</c> and <c>--x</c>, as in command lines.</summary>
    private static bool IsOption(string text) =>
        text[0] == '-' && (text.Length > 1 && char.IsAsciiLetter(text[1]) || text.Length > 2 && text[1] == '-' && char.IsAsciiLetter(text[2]));

    /// <summary>It begins like a number or a date: plain only when a letter makes it clear that it is neither.</summary>
    private static bool LooksLikeText(string text)
    {
        var letters = 0;
        foreach (var c in text)
        {
            if (char.IsAsciiLetter(c) && c is not ('e' or 'E' or 'x' or 'o' or 'b' or 'X' or 'T' or 'Z') && !char.IsAsciiHexDigit(c))
                letters++;
            if (!(char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_' or '/'))
                return false;
        }
        return letters > 0 && !text.EndsWith("inf", StringComparison.OrdinalIgnoreCase) && !text.EndsWith("nan", StringComparison.OrdinalIgnoreCase);
    }

    private static bool IsWord(string text) => text.ToLowerInvariant() is
        "y" or "n" or "yes" or "no" or "on" or "off" or "true" or "false" or "null" or "~" or "<<";
}
