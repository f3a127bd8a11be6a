using Sluis.Core.Diagnostics;
using Sluis.Core.Text;
using Sluis.Core.Yaml;

namespace Sluis.Core.Proof.Rendering;

/// <summary>YAML inside a scalar of another file: its nodes get their places in that file.</summary>
internal static class EmbeddedText
{
    public static IReadOnlyList<Node>? Read(ScalarNode scalar, SourceLines lines, Findings findings) =>
        YamlReader.ReadEmbedded(scalar.Span.File, scalar.Text, OriginOf(scalar, lines), findings);

    /// <summary>
    /// A literal block keeps its lines, so each has its place: the text's first line is the one below the indicator, and what the file
    /// has before it is the indentation. Of folded and quoted text only the beginning is known.
    /// </summary>
    private static YamlOrigin OriginOf(ScalarNode scalar, SourceLines lines)
    {
        var header = lines[scalar.Span.Line];
        if (scalar.Span.Column > header.Length || header[scalar.Span.Column - 1] != '|')
            return new(0, 0, scalar.Span);
        var line = scalar.Span.Line + 1;
        foreach (var text in scalar.Text.AsSpan().EnumerateLines())
        {
            if (!text.IsWhiteSpace())
                return new(scalar.Span.Line, Math.Max(0, lines[line].IndexOfAnyExcept(' ') - text.IndexOfAnyExcept(' ')));
            line++;
        }
        return new(scalar.Span.Line, 0);
    }
}

/// <summary>A file by lines, counted from 1; made when first asked for.</summary>
internal sealed class SourceLines(ReadOnlyMemory<byte> content)
{
    private string[]? lines;

    public ReadOnlySpan<char> this[int line]
    {
        get
        {
            lines ??= System.Text.Encoding.UTF8.GetString(content.Span).Split('\n');
            return line >= 1 && line <= lines.Length ? lines[line - 1].AsSpan().TrimEnd('\r') : default;
        }
    }
}
