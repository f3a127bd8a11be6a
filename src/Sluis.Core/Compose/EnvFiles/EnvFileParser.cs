using System.Text;
using System.Text.Unicode;
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
    /// <param name="lookup">Wins over earlier lines of the file when a value refers to a variable; gives a name that stands alone its value.</param>
    public static IReadOnlyList<EnvFileEntry> Parse(
        string file, ReadOnlySpan<byte> content, bool raw, Func<string, string?> lookup, Findings findings)
    {
        if (content.StartsWith("\uFEFF"u8))
            content = content[3..];
        var entries = new List<EnvFileEntry>();
        if (!Utf8.IsValid(content))
            findings.Add(EnvFileDiagnostics.NotUtf8(new(file, LineOfInvalid(content), 1)));
        var text = Encoding.UTF8.GetString(content);
        if (raw)
            Raw(file, text, lookup, findings, entries);
        else
            new Scanner(file, text, lookup, findings, entries).Run();
        return entries;
    }

    private static int LineOfInvalid(ReadOnlySpan<byte> utf8)
    {
        var (line, at) = (1, 0);
        while (at < utf8.Length && Rune.DecodeFromUtf8(utf8[at..], out var rune, out var used) == System.Buffers.OperationStatus.Done)
        {
            line += rune.Value == '\n' ? 1 : 0;
            at += used;
        }
        return line;
    }

    /// <summary>Lines as <c>docker run --env-file</c> reads them: all that follows the first <c>=</c> is the value.</summary>
    private static void Raw(string file, string text, Func<string, string?> lookup, Findings findings, List<EnvFileEntry> entries)
    {
        var number = 0;
        foreach (var range in text.AsSpan().Split('\n'))
        {
            number++;
            var whole = text.AsSpan(range);
            var line = (whole.EndsWith("\r") ? whole[..^1] : whole).TrimStart();
            if (line.IsEmpty || line[0] == '#')
                continue;
            var equals = line.IndexOf('=');
            var name = equals < 0 ? line : line[..equals];
            var at = new SourceSpan(file, number, whole.Length - whole.TrimStart().Length + 1);
            if (name.IsEmpty || name.IndexOfAny(' ', '\t') >= 0)
            {
                findings.Add(EnvFileDiagnostics.BadName(at, name.IsEmpty ? "=" : " "));
                return;
            }
            entries.Add(new(name.ToString(), equals < 0 ? lookup(name.ToString()) : line[(equals + 1)..].ToString(), at, default));
        }
    }

    private sealed class Scanner(string file, string text, Func<string, string?> lookup, Findings findings, List<EnvFileEntry> entries)
    {
        private readonly Dictionary<string, string> known = new(StringComparer.Ordinal);
        private Interpolator? interpolator;
        private int at;
        private int line = 1;

        private SourceSpan Here => new(file, line, at == 0 ? 1 : at - text.LastIndexOf('\n', at - 1));

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
            if (string.CompareOrdinal(text, at, "export", 0, 6) == 0 && at + 6 < text.Length && text[at + 6] is ' ' or '\t' or '\r' or '\n' or '\f')
            {
                at += 6;
                SkipBlanks();
                if (at < text.Length && text[at] == '\n')
                    return true;
            }
            var nameStart = at;
            while (at < text.Length && text[at] is not ('=' or ':' or '\n'))
            {
                Rune.DecodeFromUtf16(text.AsSpan(at), out var rune, out var used);
                if (!(Rune.IsLetter(rune) || Rune.IsNumber(rune) || text[at] is '_' or '.' or '-' or '[' or ']' || IsBlank(text[at])))
                    return Fail(EnvFileDiagnostics.BadName(start, rune.ToString()));
                at += used;
            }
            var name = text[nameStart..at].TrimEnd();
            if (name.Length == 0)
                return Fail(EnvFileDiagnostics.BadName(start, "="));
            if (name.AsSpan().IndexOfAny(' ', '\t') >= 0)
                return Fail(EnvFileDiagnostics.BadName(start, " "));
            if (at >= text.Length || text[at] == '\n')
            {
                var inherited = lookup(name);
                entries.Add(new(name, inherited, start, default));
                if (inherited is not null)
                    Know(name, inherited);
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
                interpolator ??= new(n => lookup(n) ?? known.GetValueOrDefault(n), findings);
                (value, parts) = interpolator.Interpolate(value, start);
            }
            Know(name, value);
            entries.Add(new(name, value, start, parts));
            return true;
        }

        private void Know(string name, string value)
        {
            known[name] = value;
            interpolator?.Forget(name);
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
                    case '"': text.Append('"'); break;
                    case '$': text.Append("$$"); break;
                    case '0': i += Octal(value.AsSpan(i + 1), text); break;
                    default: text.Append('\\').Append(value[i]); break;
                }
            }
            return text.ToString();
        }

        /// <summary>
        /// <c>\0</c> and three octal digits are a character; the reference drops the zero of what is not quite that.
        /// Returns how many characters it took.
        /// </summary>
        private static int Octal(ReadOnlySpan<char> after, StringBuilder text)
        {
            var length = 0;
            while (length < 3 && length < after.Length && char.IsAsciiDigit(after[length]))
                length++;
            var digits = after[..length];
            if (length == 3 && digits[0] <= '3' && digits.IndexOfAnyExceptInRange('0', '7') < 0)
                text.Append((char)((digits[0] - '0') * 64 + (digits[1] - '0') * 8 + digits[2] - '0'));
            else
                text.Append('\\').Append(digits);
            return length;
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
