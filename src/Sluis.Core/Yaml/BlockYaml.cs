using System.Buffers;
using System.Text;
using Sluis.Core.Text;

namespace Sluis.Core.Yaml;

/// <summary>
/// The YAML that people and tools mostly write, read several times faster than by the general parser: block mappings and lists,
/// scalars on one line, literal blocks, short lists in brackets, comments. Anything else, and anything that may be wrong, gives
/// null, and the general parser decides: it alone reports faults. A property test holds the two to the same trees and places.
/// </summary>
internal ref struct BlockYaml
{
    private const int MaxDepth = 64;
    private const int LongestKey = 512;

    /// <summary>Line ends and blanks of which the two YAML versions and the general parser think differently.</summary>
    private static readonly SearchValues<char> Unsure = SearchValues.Create("\t\r\u0085\u2028\u2029\ufeff");
    private static readonly SearchValues<char> FlowEnds = SearchValues.Create(",[]{}#&*!|>'\"%@`");
    private static readonly SearchValues<char> Escapes = SearchValues.Create("\"\\");

    private readonly string file;
    private readonly string text;
    private readonly bool keysMustBeText;
    private readonly YamlOrigin origin;
    private readonly Dictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> known;
    private int at;
    private int line = 1;
    private int lineStart;
    private int nodes;
    private bool unsure;

    private BlockYaml(string file, string text, int maxNodes, bool keysMustBeText, YamlOrigin origin)
    {
        (this.file, this.text, this.keysMustBeText, this.origin, nodes) = (file, text, keysMustBeText, origin, maxNodes);
        known = new Dictionary<string, string>(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>The one document of the text; null when the general parser has to look.</summary>
    public static Node? Read(string file, string text, YamlLimits limits, bool keysMustBeText, YamlOrigin origin = default)
    {
        if (text is not [.., '\n'] || text.AsSpan().ContainsAny(Unsure))
            return null;
        var reader = new BlockYaml(file, text, limits.MaxNodes, keysMustBeText, origin);
        var indent = reader.NextContent();
        if (indent != 0)
            return null;
        var root = reader.Block(0, 0);
        return reader.unsure || reader.at < text.Length ? null : root;
    }

    private readonly SourceSpan Here(int position) => origin.Of(file, line, position - lineStart + 1);

    private Node? GiveUp()
    {
        unsure = true;
        return null;
    }

    /// <summary>From the start of a line to the next one with content; its indentation, -1 at the end. Leaves <see cref="at"/> on the first character.</summary>
    private int NextContent()
    {
        while (at < text.Length)
        {
            lineStart = at;
            while (text[at] == ' ')
                at++;
            if (text[at] == '\n')
                NewLine();
            else if (text[at] == '#')
                SkipLine();
            else
            {
                // Markers of documents and directives.
                if (at == lineStart && (text[at] == '%' || text.AsSpan(at).StartsWith("---") || text.AsSpan(at).StartsWith("...")))
                    unsure = true;
                return at - lineStart;
            }
        }
        return -1;
    }

    private void NewLine()
    {
        at++;
        line++;
    }

    private void SkipLine()
    {
        at = text.IndexOf('\n', at);
        NewLine();
    }

    /// <summary>
    /// A mapping or list whose first entry begins at <see cref="at"/>, in column <paramref name="indent"/>. Ends at the start of the
    /// first line that is no part of it, with <see cref="at"/> on that line's content, or at the end of the text.
    /// </summary>
    private Node? Block(int indent, int depth)
    {
        if (depth > MaxDepth || --nodes < 0 || unsure)
            return GiveUp();
        return IsDash() ? List(indent, depth) : Map(indent, depth);
    }

    private readonly bool IsDash() => text[at] == '-' && text[at + 1] is ' ' or '\n';

    private ListNode? List(int indent, int depth)
    {
        var span = Here(at);
        var items = new List<Node>();
        while (true)
        {
            var dash = at;
            at++;
            var item = Value(indent, depth, afterDash: true, emptyAt: dash + 1);
            if (item is null)
                return null;
            items.Add(item);
            // The list of a key may stand at the key's own indentation, and the next key ends it.
            if (!More(indent) || !IsDash())
                break;
        }
        return unsure ? null : new ListNode(span, items);
    }

    private MapNode? Map(int indent, int depth)
    {
        var span = Here(at);
        var entries = new List<Entry>();
        HashSet<string>? seen = null;
        do
        {
            if (IsDash())
            {
                GiveUp();
                return null;
            }
            var keyAt = Here(at);
            if (Key() is not { } key)
                return null;
            var value = Value(indent, depth, afterDash: false, emptyAt: at);
            if (value is null)
                return null;
            if (entries.Count == 12)
                seen = [.. entries.Select(static e => e.Key)];
            if (seen is null ? Has(entries, key) : !seen.Add(key))
            {
                GiveUp();
                return null;
            }
            entries.Add(new(key, keyAt, value));
        }
        while (More(indent));
        return unsure ? null : new MapNode(span, entries);
    }

    private static bool Has(List<Entry> entries, string key)
    {
        foreach (var entry in entries)
            if (entry.Key == key)
                return true;
        return false;
    }

    /// <summary>Whether the line that was come to belongs to the block at this indentation; a deeper one fits nowhere.</summary>
    private bool More(int indent)
    {
        if (unsure || at >= text.Length)
            return false;
        var here = at - lineStart;
        if (here > indent)
            unsure = true;
        return here == indent && !unsure;
    }

    /// <summary>A key and its colon; leaves <see cref="at"/> behind the colon.</summary>
    private string? Key()
    {
        ReadOnlySpan<char> key;
        var kind = ScalarKind.String;
        if (text[at] is '"' or '\'')
        {
            if (Quoted() is not { } quoted || text[at] != ':')
                return Fail();
            key = quoted;
        }
        else
        {
            var rest = text.AsSpan(at);
            rest = rest[..rest.IndexOf('\n')];
            var end = ColonIn(rest);
            if (end <= 0 || !BeginsPlain(rest) || rest[..end] is var plain && (plain.Contains(" #", StringComparison.Ordinal) || plain[^1] == ' ' || plain is "<<"))
                return Fail();
            key = rest[..end];
            at += end;
            if (keysMustBeText)
                kind = ScalarResolution.KindOf(key.ToString());
        }
        if (key.Length > LongestKey || kind != ScalarKind.String || text[at + 1] is not (' ' or '\n'))
            return Fail();
        at++;
        return Known(key);
    }

    private string? Fail()
    {
        unsure = true;
        return null;
    }

    private readonly string Known(ReadOnlySpan<char> key)
    {
        if (key.Length > 40)
            return key.ToString();
        if (!known.TryGetValue(key, out var same))
            known[key] = same = key.ToString();
        return same;
    }

    /// <summary>Where the colon stands that ends a plain key: before a blank or the end of the line.</summary>
    private static int ColonIn(ReadOnlySpan<char> line)
    {
        for (var from = 0; line[from..].IndexOf(':') is >= 0 and var colon; from += colon + 1)
            if (from + colon + 1 == line.Length || line[from + colon + 1] == ' ')
                return from + colon;
        return -1;
    }

    /// <summary>https://yaml.org/spec/1.2.2/#733-plain-style</summary>
    private static bool BeginsPlain(ReadOnlySpan<char> scalar) => scalar[0] switch
    {
        ',' or '[' or ']' or '{' or '}' or '#' or '&' or '*' or '!' or '|' or '>' or '\'' or '"' or '%' or '@' or '`' => false,
        '-' or '?' or ':' => scalar.Length > 1 && scalar[1] != ' ',
        _ => true,
    };

    /// <summary>
    /// What follows a colon or a dash. <paramref name="indent"/> is the column of the key or the dash. Ends on the content of
    /// a later line.
    /// </summary>
    private Node? Value(int indent, int depth, bool afterDash, int emptyAt)
    {
        var emptySpan = Here(emptyAt);
        while (text[at] == ' ')
            at++;
        if (text[at] == '\n' || text[at] == '#' && text[at - 1] == ' ')
        {
            SkipLine();
            var next = NextContent();
            if (unsure)
                return null;
            if (next > indent)
                return Block(next, depth + 1);
            // A list may stand at its key's own indentation.
            if (!afterDash && next == indent && IsDash())
                return Block(next, depth + 1);
            return Scalar(emptySpan, "", ScalarKind.Null);
        }
        if (afterDash)
        {
            var column = at - lineStart;
            if (IsDash())
                return Block(column, depth + 1);
            if (text[at] is not ('[' or '{' or '|') && LooksLikeKey())
                return Block(column, depth + 1);
        }
        return Inline(indent);
    }

    private readonly bool LooksLikeKey()
    {
        var rest = text.AsSpan(at);
        rest = rest[..rest.IndexOf('\n')];
        if (rest[0] is not ('"' or '\''))
            return ColonIn(rest) is >= 0 and var colon && (rest.IndexOf(" #", StringComparison.Ordinal) is var hash && (hash < 0 || hash > colon));
        // After the closing quote; escapes and doubled quotes make it longer at most, and then the scalar is refused.
        var close = rest[1..].IndexOf(rest[0]) + 2;
        return close >= 2 && close < rest.Length && rest[close] == ':';
    }

    /// <summary>A scalar, a literal block or a list in brackets, to the start of the next content.</summary>
    private Node? Inline(int indent)
    {
        var span = Here(at);
        Node? node;
        switch (text[at])
        {
            case '|':
                return Literal(span, indent);
            case '"' or '\'':
                node = Quoted() is { } quoted ? Scalar(span, quoted, ScalarKind.String) : null;
                break;
            case '[':
                node = Bracketed(span);
                break;
            case '{' when text[at + 1] == '}':
                at += 2;
                node = --nodes < 0 ? null : new MapNode(span, []);
                break;
            default:
                node = Plain(span);
                break;
        }
        if (node is null || !EndsLine())
            return GiveUp();
        // A deeper line would go on with a scalar that has no quotes, and is wrong after anything else.
        return NextContent() > indent || unsure ? GiveUp() : node;
    }

    private ScalarNode? Scalar(SourceSpan span, string value, ScalarKind kind)
    {
        if (--nodes < 0)
            unsure = true;
        return unsure ? null : new ScalarNode(span, value, kind);
    }

    /// <summary>Blanks and perhaps a comment, then the next line.</summary>
    private bool EndsLine()
    {
        var from = at;
        while (text[at] == ' ')
            at++;
        if (text[at] == '#' && at > from)
        {
            SkipLine();
            return true;
        }
        if (text[at] != '\n')
            return false;
        NewLine();
        return true;
    }

    private ScalarNode? Plain(SourceSpan span)
    {
        var rest = text.AsSpan(at);
        rest = rest[..rest.IndexOf('\n')];
        if (!BeginsPlain(rest))
            return null;
        var comment = rest.IndexOf(" #", StringComparison.Ordinal);
        var value = (comment < 0 ? rest : rest[..comment]).TrimEnd(' ');
        if (ColonIn(value) >= 0)
            return null;
        at += value.Length;
        var scalar = value.ToString();
        return Scalar(span, scalar, ScalarResolution.KindOf(scalar));
    }

    /// <summary>Text in quotes on one line; leaves <see cref="at"/> behind the closing quote.</summary>
    private string? Quoted()
    {
        var rest = text.AsSpan(at + 1);
        rest = rest[..rest.IndexOf('\n')];
        if (text[at] == '\'')
        {
            var close = rest.IndexOf('\'');
            if (close < 0 || close + 1 < rest.Length && rest[close + 1] == '\'')
                return null;
            at += close + 2;
            return rest[..close].ToString();
        }
        var end = rest.IndexOfAny(Escapes);
        if (end < 0)
            return null;
        if (rest[end] == '"')
        {
            at += end + 2;
            return rest[..end].ToString();
        }
        var value = new StringBuilder();
        var used = 0;
        while (true)
        {
            end = rest.IndexOfAny(Escapes);
            if (end < 0)
                return null;
            value.Append(rest[..end]);
            if (rest[end] == '"')
            {
                at += used + end + 2;
                return value.ToString();
            }
            if (end + 1 >= rest.Length || Unescaped(rest[end + 1]) is not { } character)
                return null;
            value.Append(character);
            rest = rest[(end + 2)..];
            used += end + 2;
        }
    }

    private static char? Unescaped(char escape) => escape switch
    {
        'n' => '\n',
        't' => '\t',
        'r' => '\r',
        '"' => '"',
        '\\' => '\\',
        _ => null,
    };

    /// <summary><c>["CMD", "curl"]</c> or <c>[]</c>: scalars on one line.</summary>
    private ListNode? Bracketed(SourceSpan span)
    {
        at++;
        var items = new List<Node>();
        while (text[at] == ' ')
            at++;
        while (text[at] != ']')
        {
            var itemAt = Here(at);
            string value;
            var kind = ScalarKind.String;
            if (text[at] is '"' or '\'')
            {
                if (Quoted() is not { } quoted)
                    return null;
                value = quoted;
            }
            else
            {
                var rest = text.AsSpan(at);
                var end = rest.IndexOfAny(",]\n");
                var plain = rest[..end].TrimEnd(' ');
                if (plain.IsEmpty || !BeginsPlain(plain) || plain[0] is '-' or '?' or ':' || plain.ContainsAny(FlowEnds) || plain[^1] == ':' || ColonIn(plain) >= 0)
                    return null;
                value = plain.ToString();
                kind = ScalarResolution.KindOf(value);
                at += plain.Length;
            }
            if (Scalar(itemAt, value, kind) is not { } item)
                return null;
            items.Add(item);
            while (text[at] == ' ')
                at++;
            if (text[at] == ',')
            {
                at++;
                while (text[at] == ' ')
                    at++;
                if (text[at] == ']')
                    return null;
            }
            else if (text[at] != ']')
                return null;
        }
        at++;
        return --nodes < 0 ? null : new ListNode(span, items);
    }

    /// <summary><c>|</c>, <c>|-</c> or <c>|+</c> and the lines under it.</summary>
    private ScalarNode? Literal(SourceSpan span, int indent)
    {
        at++;
        var chomp = text[at] is '-' or '+' ? text[at++] : ' ';
        if (text[at] != '\n')
        {
            unsure = true;
            return null;
        }
        NewLine();
        var content = at;
        while (content < text.Length && text[content] == ' ')
            content++;
        var column = content - at;
        if (content >= text.Length || text[content] == '\n' || column <= indent)
        {
            unsure = true;
            return null;
        }
        var value = new StringBuilder();
        var breaks = 0;
        while (at < text.Length)
        {
            var end = text.IndexOf('\n', at);
            var row = text.AsSpan(at, end - at);
            var blanks = row.IndexOfAnyExcept(' ');
            if (blanks < 0 && row.Length <= column)
                breaks++;
            else if (blanks >= 0 && blanks < column)
            {
                if (blanks > indent)
                    unsure = true;
                break;
            }
            else
            {
                value.Append('\n', breaks).Append(row[column..]);
                breaks = 1;
            }
            at = end + 1;
            line++;
        }
        if (chomp == '+')
            value.Append('\n', breaks);
        else if (chomp == ' ')
            value.Append('\n');
        NextContent();
        return Scalar(span, value.ToString(), ScalarKind.String);
    }
}
