using System.Buffers;

namespace Sluis.Core.Yaml;

/// <summary>Which texts can stand without quotes: nothing in YAML 1.1 or 1.2 reads them as anything but themselves.</summary>
internal static class PlainScalar
{
    private static readonly SearchValues<byte> Indicators = SearchValues.Create("-?:,[]{}#&*!|>'\"%@`=~ "u8);

    /// <summary>What may follow the first character; a colon and a hash depend on their neighbours.</summary>
    private static readonly SearchValues<byte> Inner = SearchValues.Create(
        " !\"$%&'()*+,-./0123456789;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~"u8);

    public static bool Is(ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty || Indicators.Contains(text[0]) && !IsOption(text))
            return false;
        if (char.IsAsciiDigit((char)text[0]) || text[0] is (byte)'+' or (byte)'.')
            return BeginsLikeANumber(text);
        for (var i = 0; text[i..].IndexOfAnyExcept(Inner) is var ahead and >= 0; i++)
        {
            i += ahead;
            if (!(text[i] switch
            {
                (byte)':' => i + 1 < text.Length && text[i + 1] != ' ',
                (byte)'#' => i > 0 && text[i - 1] != ' ',
                _ => false,
            }))
                return false;
        }
        return text[^1] != ' ' && (text.Length > 5 || !IsWord(text));
    }

    /// <summary><c>-x</c> and <c>--x</c>, as in command lines.</summary>
    private static bool IsOption(ReadOnlySpan<byte> text) => text is [(byte)'-', var second, ..]
        && (char.IsAsciiLetter((char)second) || second == '-' && text.Length > 2 && char.IsAsciiLetter((char)text[2]));

    /// <summary>A number, a date or a time, unless a letter that none of these has makes it clear: <c>256Mi</c>, <c>./run.sh</c>.</summary>
    private static bool BeginsLikeANumber(ReadOnlySpan<byte> text)
    {
        var letters = 0;
        foreach (var b in text)
        {
            var c = (char)b;
            if (char.IsAsciiLetter(c) && !char.IsAsciiHexDigit(c) && c is not ('x' or 'X' or 'o' or 'O' or 'T' or 't' or 'Z' or 'z'))
                letters++;
            if (!(char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_' or '/'))
                return false;
        }
        return letters > 0 && !Ends(text, "inf"u8) && !Ends(text, "nan"u8);
    }

    private static bool Ends(ReadOnlySpan<byte> text, ReadOnlySpan<byte> end) =>
        text.Length >= end.Length && System.Text.Ascii.EqualsIgnoreCase(text[^end.Length..], end);

    /// <summary>The words of YAML 1.1 and 1.2 for booleans, nothing and merging, in any case.</summary>
    private static bool IsWord(ReadOnlySpan<byte> text)
    {
        Span<byte> lower = stackalloc byte[5];
        for (var i = 0; i < text.Length; i++)
            lower[i] = text[i] is >= (byte)'A' and <= (byte)'Z' ? (byte)(text[i] | 0x20) : text[i];
        var word = lower[..text.Length];
        return text.Length switch
        {
            1 => word[0] is (byte)'y' or (byte)'n',
            2 => word.SequenceEqual("no"u8) || word.SequenceEqual("on"u8) || word.SequenceEqual("<<"u8),
            3 => word.SequenceEqual("yes"u8) || word.SequenceEqual("off"u8),
            4 => word.SequenceEqual("true"u8) || word.SequenceEqual("null"u8),
            _ => word.SequenceEqual("false"u8),
        };
    }
}
