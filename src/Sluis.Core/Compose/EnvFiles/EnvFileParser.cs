using System.Text;
using Sluis.Core.Compose.Interpolation;
using Sluis.Core.Diagnostics;
using Sluis.Core.Text;

namespace Sluis.Core.Compose.EnvFiles;

/// <summary>A line of an environment file. <paramref name="Value"/> null: the name alone, to be inherited.</summary>
public sealed record EnvFileEntry(string Name, string? Value, SourceSpan At, EquatableArray<TextPart> Parts);

/// <summary>
/// <c>.env</c>, <c>env_file</c> and <c>label_file</c>: quotes, escapes, <c>export</c>, comments, values over several lines,
/// references to earlier values. https://docs.docker.com/compose/how-tos/environment-variables/variable-interpolation/#env-file-syntax
/// </summary>
public static class EnvFileParser
{
    /// <param name="raw"><c>format: raw</c>: no quotes, no interpolation.</param>
    /// <param name="lookup">Wins over earlier lines of the file when a value refers to a variable.</param>
    public static IReadOnlyList<EnvFileEntry> Parse(
        string file, ReadOnlySpan<byte> content, bool raw, Func<string, string?> lookup, Findings findings)
    {
        if (content.StartsWith("\uFEFF"u8))
            content = content[3..];
        var text = Encoding.UTF8.GetString(content).Replace("\r\n", "\n", StringComparison.Ordinal);
        var entries = new List<EnvFileEntry>();
        if (raw)
            Raw(file, text, entries);
        else
            new Scanner(file, text, lookup, findings, entries).Run();
        return entries;
    }

    private static void Raw(string file, string text, List<EnvFileEntry> entries)
    {
        var number = 0;
        foreach (var line in text.Split('\n'))
        {
            number++;
            var trimmed = line.TrimStart();
            if (trimmed.Length == 0 || trimmed[0] == '#')
                continue;
            var equals = trimmed.IndexOf('=');
            entries.Add(equals < 0
                ? new(trimmed.Trim(), null, new(file, number, 1), default)
                : new(trimmed[..equals].Trim(), trimmed[(equals + 1)..], new(file, number, 1), default));
        }
    }

    private sealed class Scanner(string file, string text, Func<string, string?> lookup, Findings findings, List<EnvFileEntry> entries)
    {
        private readonly Dictionary<string, string> known = new(StringComparer.Ordinal);
        private int at;
        private int line = 1;

        private SourceSpan Here => new(file, line, 1);

        public void Run()
        {
            while (SkipToStatement())
                if (!Statement())
                    return;
        }

        private bool SkipToStatement()
        {
            while (at < text.Length)
            {
                if (text[at] == '\n')
                    line++;
                else if (text[at] == '#')
                {
                    var end = text.IndexOf('\n', at);
                    if (end < 0)
                        return false;
                    at = end;
                    continue;
                }
                else if (!char.IsWhiteSpace(text[at]))
                    return true;
                at++;
            }
            return false;
        }

        private bool Statement()
        {
            var start = Here;
            if (string.CompareOrdinal(text, at, "export", 0, 6) == 0 && at + 6 < text.Length && text[at + 6] is ' ' or '\t')
            {
                at += 6;
                SkipBlanks();
            }
            var nameStart = at;
            while (at < text.Length && text[at] is not ('=' or ':' or '\n'))
            {
                if (!(char.IsLetterOrDigit(text[at]) || text[at] is '_' or '.' or '-' or '[' or ']' || IsBlank(text[at])))
                    return Fail(EnvFileDiagnostics.BadName(start, text[at]));
                at++;
            }
            var name = text[nameStart..at].TrimEnd();
            if (name.Length == 0 || name.Contains(' '))
                return Fail(EnvFileDiagnostics.BadName(start, name.Length == 0 ? '=' : ' '));
            if (at >= text.Length || text[at] == '\n')
            {
                var inherited = lookup(name);
                entries.Add(new(name, inherited, start, default));
                if (inherited is not null)
                    known[name] = inherited;
                return true;
            }
            at++;
            SkipBlanks();
            return Value(name, start);
        }

        private bool Value(string name, SourceSpan start)
        {
            if (at < text.Length && text[at] is '"' or '\'')
                return Quoted(name, start, text[at]);
            var end = text.IndexOf('\n', at);
            if (end < 0)
                end = text.Length;
            var value = text[at..end];
            var comment = value.IndexOf(" #", StringComparison.Ordinal);
            if (comment >= 0)
                value = value[..comment];
            at = end;
            return Keep(name, value.TrimEnd(), start, true);
        }

        private bool Quoted(string name, SourceSpan start, char quote)
        {
            var value = new StringBuilder();
            var lines = 0;
            for (var i = at + 1; i < text.Length; i++)
            {
                var c = text[i];
                if (c == '\n')
                    lines++;
                if (c == quote)
                {
                    at = i + 1;
                    line += lines;
                    return Keep(name, quote == '"' ? Unescape(value.ToString()) : value.ToString(), start, quote == '"');
                }
                if (c == '\\' && i + 1 < text.Length)
                {
                    if (text[i + 1] != quote)
                        value.Append(c);
                    if (text[i + 1] == '\n')
                        lines++;
                    value.Append(text[++i]);
                    continue;
                }
                value.Append(c);
            }
            return Fail(EnvFileDiagnostics.Unterminated(start, name));
        }

        private bool Keep(string name, string value, SourceSpan start, bool interpolate)
        {
            var parts = EquatableArray<TextPart>.Empty;
            if (interpolate && value.Contains('$'))
            {
                var quiet = new Interpolator(n => lookup(n) ?? known.GetValueOrDefault(n), findings);
                (value, parts) = quiet.Interpolate(value, start);
            }
            known[name] = value;
            entries.Add(new(name, value, start, parts));
            return true;
        }

        private static string Unescape(string value)
        {
            if (!value.Contains('\\'))
                return value;
            var text = new StringBuilder();
            for (var i = 0; i < value.Length; i++)
            {
                if (value[i] != '\\' || i + 1 == value.Length)
                {
                    text.Append(value[i]);
                    continue;
                }
                switch (value[++i])
                {
                    case 'n': text.Append('\n'); break;
                    case 'r': text.Append('\r'); break;
                    case 't': text.Append('\t'); break;
                    case 'a': text.Append('\a'); break;
                    case 'b': text.Append('\b'); break;
                    case 'f': text.Append('\f'); break;
                    case 'v': text.Append('\v'); break;
                    case '\\': text.Append('\\'); break;
                    case '$': text.Append("$$"); break;
                    default: text.Append('\\').Append(value[i]); break;
                }
            }
            return text.ToString();
        }

        private bool Fail(Diagnostic finding)
        {
            findings.Add(finding);
            return false;
        }

        private void SkipBlanks()
        {
            while (at < text.Length && IsBlank(text[at]))
                at++;
        }

        private static bool IsBlank(char c) => c is '\t' or '\v' or '\f' or '\r' or ' ' or '\u0085' or '\u00a0';
    }
}
