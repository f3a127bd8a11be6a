using System.Collections.Concurrent;
using System.Text;
using System.Text.RegularExpressions;

namespace Sluis.Core.Proof.Schema;

/// <summary>
/// Regular expressions of definitions: RE2 there (https://github.com/google/re2/wiki/Syntax), run here without backtracking, so
/// that no pattern and no value can make a check hang.
/// </summary>
internal sealed class Patterns
{
    /// <summary>Longer ones would take longer to prepare than the whole check.</summary>
    private const int MostCharacters = 4_000;

    private readonly ConcurrentDictionary<string, Regex?> compiled = new(StringComparer.Ordinal);

    /// <summary>Null: the pattern cannot be run here.</summary>
    public bool? IsMatch(string pattern, string text) => compiled.GetOrAdd(pattern, static p => Compile(p))?.IsMatch(text);

    private static Regex? Compile(string pattern)
    {
        try
        {
            return pattern.Length <= MostCharacters && Translate(pattern) is { } translated ? new Regex(translated, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant) : null;
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

    /// <summary>To the same expression in .NET's words; null where there is none.</summary>
    internal static string? Translate(string pattern)
    {
        var text = new StringBuilder(pattern.Length + 16);
        var inClass = false;
        for (var i = 0; i < pattern.Length; i++)
        {
            var c = pattern[i];
            if (c == '\\')
            {
                if (++i >= pattern.Length)
                    return null;
                if (pattern[i] == 'Q')
                {
                    var end = pattern.IndexOf("\\E", i, StringComparison.Ordinal);
                    end = end < 0 ? pattern.Length : end;
                    text.Append(Regex.Escape(pattern[(i + 1)..end]));
                    i = end + 1;
                    continue;
                }
                if (Escape(pattern, ref i, inClass) is not { } escape)
                    return null;
                text.Append(escape);
            }
            else if (inClass)
            {
                if (c == '[' && i + 1 < pattern.Length && pattern[i + 1] == ':')
                {
                    var end = pattern.IndexOf(":]", i, StringComparison.Ordinal);
                    if (end < 0 || Named(pattern[(i + 2)..end]) is not { } named)
                        return null;
                    text.Append(named);
                    i = end + 1;
                    continue;
                }
                inClass = c != ']';
                // In .NET a bracket after a hyphen would subtract a class.
                text.Append(c == '[' ? "\\[" : c.ToString());
            }
            else if (c == '[')
            {
                inClass = true;
                text.Append('[');
                if (i + 1 < pattern.Length && pattern[i + 1] == '^')
                    text.Append(pattern[++i]);
                if (i + 1 < pattern.Length && pattern[i + 1] == ']')
                {
                    text.Append("\\]");
                    i++;
                }
            }
            else if (c == '(' && pattern.AsSpan(i).StartsWith("(?P<"))
            {
                text.Append("(?");
                i += 2;
            }
            else
                // Without the m flag RE2's $ is the end of the text, .NET's also before a last line end.
                text.Append(c == '$' ? "\\z" : c.ToString());
        }
        return inClass ? null : text.ToString();
    }

    private static string? Escape(string pattern, ref int i, bool inClass)
    {
        switch (pattern[i])
        {
            case 'd':
                return inClass ? "0-9" : "[0-9]";
            case 'w':
                return inClass ? "0-9A-Za-z_" : "[0-9A-Za-z_]";
            case 's':
                return inClass ? "\\t\\n\\f\\r " : "[\\t\\n\\f\\r ]";
            case 'D':
                return inClass ? null : "[^0-9]";
            case 'W':
                return inClass ? null : "[^0-9A-Za-z_]";
            case 'S':
                return inClass ? null : "[^\\t\\n\\f\\r ]";
            case 'p' or 'P' when i + 1 < pattern.Length && pattern[i + 1] != '{':
                return $"\\{pattern[i]}{{{pattern[++i]}}}";
            case 'C':
                return null;
            case 'x' when i + 1 < pattern.Length && pattern[i + 1] == '{':
                var end = pattern.IndexOf('}', i);
                if (end < 0 || !int.TryParse(pattern.AsSpan(i + 2, end - i - 2), System.Globalization.NumberStyles.AllowHexSpecifier, null, out var rune) || rune > 0xffff)
                    return null;
                i = end;
                return $"\\u{rune:x4}";
            case var other:
                // .NET would refuse an escaped letter or underscore that has no meaning to it; punctuation is the same in both.
                return char.IsAsciiLetterOrDigit(other) || !char.IsAscii(other) ? $"\\{other}" : Regex.Escape(other.ToString()) is { Length: 2 } escaped ? escaped : inClass ? $"\\{other}" : other.ToString();
        }
    }

    private static string? Named(string name) => name switch
    {
        "alnum" => "0-9A-Za-z",
        "alpha" => "A-Za-z",
        "digit" => "0-9",
        "lower" => "a-z",
        "upper" => "A-Z",
        "space" => "\\t\\n\\v\\f\\r ",
        "blank" => "\\t ",
        "word" => "0-9A-Za-z_",
        "xdigit" => "0-9A-Fa-f",
        "punct" => "!-/:-@\\[-`{-~",
        "print" => " -~",
        "graph" => "!-~",
        "ascii" => "\\x00-\\x7f",
        "cntrl" => "\\x00-\\x1f\\x7f",
        _ => null,
    };
}
