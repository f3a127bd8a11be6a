using System.Text;
using System.Text.Unicode;
using Sluis.Core.Diagnostics;
using Sluis.Core.IO;
using Sluis.Core.Text;
using YamlDotNet.Core;

namespace Sluis.Core.Yaml;

/// <summary>
/// Text to <see cref="Node"/> trees, in bounded time and memory. Every fault is a finding; the result is null then.
/// Scalars resolve as the reference implementation's YAML library does: YAML 1.2 core plus legacy octal and underscores in
/// numbers; yes, no, on and off are strings.
/// </summary>
public static class YamlReader
{
    /// <summary>The first document; null for an empty file or after an error finding.</summary>
    public static Node? Read(string file, ReadOnlySpan<byte> utf8, Findings findings, YamlLimits? limits = null) =>
        ReadAll(file, utf8, findings, limits) is { Count: > 0 } documents ? documents[0] : null;

    /// <summary>All documents; null after an error finding.</summary>
    public static IReadOnlyList<Node>? ReadAll(string file, ReadOnlySpan<byte> utf8, Findings findings, YamlLimits? limits = null)
    {
        if (utf8.Length > SourceLimits.MaxFileBytes)
        {
            findings.Add(YamlDiagnostics.TooMuch(SourceSpan.StartOf(file), $"has {utf8.Length} bytes, more than {SourceLimits.MaxFileBytes}"));
            return null;
        }
        if (Decode(file, utf8, findings) is not { } text)
            return null;
        try
        {
            return new YamlTreeBuilder(file, text, limits ?? YamlLimits.Default).Documents();
        }
        catch (YamlFault fault)
        {
            findings.Add(fault.Finding);
        }
        catch (YamlException e)
        {
            findings.Add(Explain(file, text, e));
        }
        return null;
    }

    private static string? Decode(string file, ReadOnlySpan<byte> utf8, Findings findings)
    {
        if (utf8.StartsWith("\uFEFF"u8))
            utf8 = utf8[3..];
        var bad = Utf8.IsValid(utf8) ? utf8.IndexOf((byte)0) : FirstInvalid(utf8);
        if (bad < 0)
            return Encoding.UTF8.GetString(utf8);
        var before = utf8[..bad];
        findings.Add(YamlDiagnostics.NotUtf8(new(file, before.Count((byte)'\n') + 1, bad - before.LastIndexOf((byte)'\n'))));
        return null;
    }

    private static int FirstInvalid(ReadOnlySpan<byte> utf8)
    {
        var at = 0;
        while (at < utf8.Length && Rune.DecodeFromUtf8(utf8[at..], out _, out var used) == System.Buffers.OperationStatus.Done)
            at += used;
        return at;
    }

    private static Diagnostic Explain(string file, string text, YamlException e)
    {
        var at = new SourceSpan(file, Math.Max(1, (int)e.Start.Line), Math.Max(1, (int)e.Start.Column));
        for (var line = at.Line; line <= Math.Max(at.Line, (int)e.End.Line) + 1; line++)
            if (LineAt(text, line).TrimStart(' ').StartsWith("\t"))
                return YamlDiagnostics.Tab(new(file, line, 1));
        return YamlDiagnostics.Syntax(at, Plain(e.Message));
    }

    private static ReadOnlySpan<char> LineAt(string text, int line)
    {
        var rest = text.AsSpan();
        for (var i = 1; i < line; i++)
        {
            var end = rest.IndexOf('\n');
            if (end < 0)
                return [];
            rest = rest[(end + 1)..];
        }
        var stop = rest.IndexOf('\n');
        return stop < 0 ? rest : rest[..stop];
    }

    /// <summary>The library's message in the middle of our sentence: no full stop, no capital, one line.</summary>
    private static string Plain(string message)
    {
        var line = message.AsSpan().Trim();
        var end = line.IndexOfAny('\r', '\n');
        if (end >= 0)
            line = line[..end];
        line = line.TrimEnd('.');
        return line.IsEmpty ? "syntax error" : char.ToLowerInvariant(line[0]) + line[1..].ToString();
    }
}

/// <summary>Leaves the builder with a finding; never leaves <see cref="YamlReader"/>.</summary>
internal sealed class YamlFault(Diagnostic finding) : Exception
{
    public Diagnostic Finding { get; } = finding;
}
