using System.Text;
using Sluis.Core.Text;
using Sluis.Core.Yaml;

namespace Sluis.Core.Understanding.Toml;

/// <summary>
/// TOML to the nodes that YAML gives: tables, arrays of tables, strings of all four kinds, arrays, inline tables. Dates and numbers stay
/// the text they are. https://toml.io/en/v1.0.0
/// </summary>
internal sealed class TomlReader
{
    private const int MaxDepth = 32;

    private sealed class Table
    {
        public List<(string Key, object Value)> Entries { get; } = [];

        public object? Find(string key)
        {
            foreach (var (name, value) in Entries)
                if (name == key)
                    return value;
            return null;
        }
    }

    private sealed record Scalar(string Text, ScalarKind Kind, int Line);

    private sealed class Fault : Exception;

    private readonly string text;
    private readonly string path;
    private int at;
    private int line = 1;

    private TomlReader(string text, string path) => (this.text, this.path) = (text, path);

    /// <summary>Null with the place where it stops being TOML.</summary>
    public static MapNode? Read(string text, string path, out SourceSpan fault)
    {
        var reader = new TomlReader(text, path);
        fault = default;
        try
        {
            return reader.Map(reader.Document(), 0);
        }
        catch (Fault)
        {
            fault = new(path, reader.line, 1);
            return null;
        }
    }

    private Table Document()
    {
        var root = new Table();
        var table = root;
        while (Skip(lines: true))
        {
            if (text[at] != '[')
            {
                Pair(table, 0);
                EndOfLine();
                continue;
            }
            at++;
            var many = Take('[');
            var keys = Keys();
            Expect(']');
            if (many)
                Expect(']');
            EndOfLine();
            table = Open(root, keys, many);
        }
        return root;
    }

    /// <summary>A header: the last of an array of tables is the one that is meant.</summary>
    private static Table Open(Table root, List<string> keys, bool many)
    {
        var table = root;
        for (var i = 0; i < keys.Count; i++)
        {
            var last = i == keys.Count - 1;
            var found = table.Find(keys[i]);
            if (last && many)
            {
                if (found is not List<object> list)
                    table.Entries.Add((keys[i], list = found is null ? [] : throw new Fault()));
                var next = new Table();
                list.Add(next);
                return next;
            }
            if (found is null)
                table.Entries.Add((keys[i], found = new Table()));
            table = found as Table ?? ((found as List<object>)?[^1] as Table) ?? throw new Fault();
        }
        return table;
    }

    private void Pair(Table table, int depth)
    {
        var keys = Keys();
        Expect('=');
        for (var i = 0; i + 1 < keys.Count; i++)
        {
            var found = table.Find(keys[i]);
            if (found is null)
                table.Entries.Add((keys[i], found = new Table()));
            table = found as Table ?? throw new Fault();
        }
        if (table.Find(keys[^1]) is not null)
            throw new Fault();
        table.Entries.Add((keys[^1], Value(depth)));
    }

    private List<string> Keys()
    {
        var keys = new List<string>();
        do
        {
            Skip(lines: false);
            if (at >= text.Length)
                throw new Fault();
            if (text[at] is '"' or '\'')
            {
                keys.Add(String().Text);
            }
            else
            {
                var start = at;
                while (at < text.Length && (char.IsAsciiLetterOrDigit(text[at]) || text[at] is '-' or '_'))
                    at++;
                keys.Add(at > start ? text[start..at] : throw new Fault());
            }
            Skip(lines: false);
        }
        while (Take('.'));
        return keys.Count <= MaxDepth ? keys : throw new Fault();
    }

    private object Value(int depth)
    {
        if (depth > MaxDepth || !Skip(lines: false))
            throw new Fault();
        switch (text[at])
        {
            case '"' or '\'':
                return String();
            case '[':
                at++;
                var items = new List<object>();
                while (Skip(lines: true) && text[at] != ']')
                {
                    items.Add(Value(depth + 1));
                    if (!Skip(lines: true) || (!Take(',') && text[at] != ']'))
                        throw new Fault();
                }
                Expect(']');
                return items;
            case '{':
                at++;
                var table = new Table();
                while (Skip(lines: true) && text[at] != '}')
                {
                    Pair(table, depth + 1);
                    if (!Skip(lines: true) || (!Take(',') && text[at] != '}'))
                        throw new Fault();
                }
                Expect('}');
                return table;
            default:
                var start = at;
                while (at < text.Length && text[at] is not (',' or ']' or '}' or '#' or '\n' or '\r'))
                    at++;
                var word = text[start..at].Trim();
                return word.Length == 0 ? throw new Fault() : new Scalar(word.Replace("_", "", StringComparison.Ordinal), word is "true" or "false" ? ScalarKind.Boolean : ScalarResolution.KindOf(word), line);
        }
    }

    private Scalar String()
    {
        var (quote, began) = (text[at], line);
        var many = text.AsSpan(at).StartsWith(new string(quote, 3));
        at += many ? 3 : 1;
        if (many && Take('\r') | Take('\n'))
            line++;
        var result = new StringBuilder();
        for (; ; at++)
        {
            if (at >= text.Length || (!many && text[at] is '\n'))
                throw new Fault();
            if (text[at] == quote && (!many || text.AsSpan(at).StartsWith(new string(quote, 3))))
            {
                at += many ? 3 : 1;
                return new(result.ToString(), ScalarKind.String, began);
            }
            if (text[at] == '\n')
                line++;
            if (quote == '"' && text[at] == '\\')
                Escape(result);
            else
                result.Append(text[at]);
        }
    }

    private void Escape(StringBuilder result)
    {
        at++;
        if (at >= text.Length)
            throw new Fault();
        var digits = text[at] switch { 'u' => 4, 'U' => 8, _ => 0 };
        if (digits > 0)
        {
            if (at + digits >= text.Length || !int.TryParse(text.AsSpan(at + 1, digits), System.Globalization.NumberStyles.HexNumber, null, out var code) || !Rune.IsValid(code))
                throw new Fault();
            result.Append(new Rune(code).ToString());
            at += digits;
            return;
        }
        if (char.IsWhiteSpace(text[at]))
        {
            // A backslash at the end of a line joins it with the next.
            while (at + 1 < text.Length && char.IsWhiteSpace(text[at + 1]))
                line += text[at++] == '\n' ? 1 : 0;
            line += text[at] == '\n' ? 1 : 0;
            return;
        }
        result.Append(text[at] switch { 'n' => '\n', 't' => '\t', 'r' => '\r', 'b' => '\b', 'f' => '\f', 'e' => '\u001b', '"' => '"', '\\' => '\\', _ => throw new Fault() });
    }

    /// <summary>White space and comments; false at the end.</summary>
    private bool Skip(bool lines)
    {
        for (; at < text.Length; at++)
            if (text[at] == '#' && lines)
            {
                while (at + 1 < text.Length && text[at + 1] != '\n')
                    at++;
            }
            else if (text[at] == '\n' && lines)
                line++;
            else if (text[at] is not (' ' or '\t') && !(lines && text[at] == '\r'))
                return true;
        return false;
    }

    private void EndOfLine()
    {
        if (Skip(lines: false) && text[at] is not ('\n' or '\r' or '#'))
            throw new Fault();
    }

    private bool Take(char c)
    {
        if (at >= text.Length || text[at] != c)
            return false;
        at++;
        return true;
    }

    private void Expect(char c)
    {
        Skip(lines: false);
        if (!Take(c))
            throw new Fault();
    }

    private MapNode Map(Table table, int depth)
    {
        if (depth > MaxDepth)
            throw new Fault();
        var entries = new List<Entry>(table.Entries.Count);
        foreach (var (key, value) in table.Entries)
            entries.Add(new(key, new(path, 1, 1), Node(value, depth + 1)));
        return new(new(path, 1, 1), entries);
    }

    private Node Node(object value, int depth) => value switch
    {
        Table table => Map(table, depth),
        List<object> list => new ListNode(new(path, 1, 1), list.ConvertAll(i => Node(i, depth + 1))),
        Scalar scalar => new ScalarNode(new(path, scalar.Line, 1), scalar.Text, scalar.Kind),
        _ => throw new Fault(),
    };
}
