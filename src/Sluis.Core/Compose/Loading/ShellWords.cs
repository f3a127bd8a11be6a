using System.Text;
using Sluis.Core.Text;
using Sluis.Core.Yaml;

namespace Sluis.Core.Compose.Loading;

/// <summary>A command line to words, as a shell would quote them; variables and operators are left alone.</summary>
internal static class ShellWords
{
    /// <summary>Null when a quote does not close. Each word keeps the pieces of text that it was made of.</summary>
    public static List<Node>? Split(ScalarNode line)
    {
        var text = line.Text;
        var words = new List<Node>();
        var word = new StringBuilder();
        var (start, quote, open) = (-1, '\0', false);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (quote == '\0' && c is ' ' or '\t' or '\r' or '\n')
            {
                if (open)
                    words.Add(Word(line, word, start, i));
                open = false;
                word.Clear();
                continue;
            }
            if (quote == '\0' && c is ';' or '&' or '|' or '<' or '>')
            {
                // The reference stops reading at a shell operator: what follows is not part of the command.
                if (open && !(c == '>' && char.IsAsciiDigit(text[start])))
                    words.Add(Word(line, word, start, i));
                return words;
            }
            if (!open)
                (open, start) = (true, i);
            if (c == '\\' && quote != '\'' && i + 1 < text.Length)
                word.Append(text[++i] switch { 't' => '\t', 'n' => '\n', var escaped => escaped });
            else if (c == '\'' && quote is '\0' or '\'' || c == '"' && quote is '\0' or '"')
                quote = quote == '\0' ? c : '\0';
            else
            {
                if (c == '`' && quote is '\0' or '`')
                    quote = quote == '\0' ? '`' : '\0';
                else if (c == '(' && quote == '\0')
                {
                    if (word.Length == 0 || word[^1] != '$')
                        return null;
                    quote = ')';
                }
                else if (c == ')' && quote is '\0' or ')')
                {
                    if (quote == '\0')
                        return null;
                    quote = '\0';
                }
                word.Append(c);
            }
        }
        if (quote != '\0')
            return null;
        if (open)
            words.Add(Word(line, word, start, text.Length));
        return words;
    }

    /// <summary>The words as a list that also knows which of them vanished with a variable that has no value.</summary>
    public static ListNode? List(ScalarNode line) =>
        Split(line) is { } words ? new(line.Span, words) { Vanished = line.Parts.IsEmpty ? [] : Vanished(line) } : null;

    private static List<(int, ScalarNode)> Vanished(ScalarNode line)
    {
        var vanished = new List<(int, ScalarNode)>();
        var at = 0;
        foreach (var part in line.Parts)
        {
            if (part is TextPart.Variable { Value.Length: 0 } variable
                && (at == 0 || char.IsWhiteSpace(line.Text[at - 1])) && (at == line.Text.Length || char.IsWhiteSpace(line.Text[at]))
                && Split(Nodes.Text(line.Span, line.Text[..at])) is { } before)
                vanished.Add((before.Count, Nodes.Text(line.Span, "", [variable])));
            at += part.Resolved.Length;
        }
        return vanished;
    }

    private static ScalarNode Word(ScalarNode line, StringBuilder word, int start, int end)
    {
        var text = word.ToString();
        if (end - start == text.Length)
            return Nodes.SliceOf(line, start, text.Length);
        // Quotes were taken off: keep the pieces that the word still shows whole.
        var parts = Nodes.Slice(line.Parts, start, end - start);
        return Nodes.Text(line.Span, text, parts.IsEmpty ? default : Unquoted(text, parts));
    }

    private static EquatableArray<TextPart> Unquoted(string text, EquatableArray<TextPart> parts)
    {
        var result = new List<TextPart>();
        var at = 0;
        foreach (var part in parts)
        {
            if (part is not TextPart.Variable variable)
                continue;
            var found = variable.Value.Length == 0 ? at : text.IndexOf(variable.Value, at, StringComparison.Ordinal);
            if (found < 0)
                continue;
            if (found > at)
                result.Add(new TextPart.Literal(text[at..found]));
            result.Add(variable);
            at = found + variable.Value.Length;
        }
        if (at < text.Length)
            result.Add(new TextPart.Literal(text[at..]));
        return result.ToEquatableArray();
    }
}
