using System.Buffers;
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
    /// <summary>What YAML does not allow to stand in a file: control characters and non-characters. https://yaml.org/spec/1.2.2/#51-character-set</summary>
    private static readonly SearchValues<char> Forbidden = SearchValues.Create(
        [.. Enumerable.Range(0, 0x20).Where(static c => c is not ('\t' or '\n' or '\r')).Concat(Enumerable.Range(0x7f, 0x21)).Where(static c => c != 0x85).Select(static c => (char)c), '\ufffe', '\uffff']);

    /// <summary>The first document; null for an empty file or after an error finding.</summary>
    public static Node? Read(string file, ReadOnlySpan<byte> utf8, Findings findings, YamlLimits? limits = null) =>
        ReadAll(file, utf8, findings, limits) is { Count: > 0 } documents ? documents[0] : null;

    /// <summary>All documents; null after an error finding. <paramref name="keysMustBeText"/> refuses <c>80: x</c> and <c>true: x</c>, as Compose does.</summary>
    public static IReadOnlyList<Node>? ReadAll(string file, ReadOnlySpan<byte> utf8, Findings findings, YamlLimits? limits = null, bool keysMustBeText = false)
    {
        if (utf8.Length > SourceLimits.MaxFileBytes)
        {
            findings.Add(YamlDiagnostics.TooMuch(SourceSpan.StartOf(file), $"has {utf8.Length} bytes, more than {SourceLimits.MaxFileBytes}"));
            return null;
        }
        if (Decode(file, utf8, findings) is not { } text)
            return null;
        if (BlockYaml.Read(file, text, limits ?? YamlLimits.Default, keysMustBeText) is { } simple)
            return [simple];
        var builder = new YamlTreeBuilder(file, text, limits ?? YamlLimits.Default, keysMustBeText);
        IReadOnlyList<Node>? documents = null;
        try
        {
            documents = builder.Documents();
        }
        catch (YamlFault fault)
        {
            findings.Add(fault.Finding);
        }
        catch (YamlException e)
        {
            findings.Add(Explain(file, text, e));
        }
        findings.AddRange(builder.Faults);
        return builder.Faults.Count == 0 ? documents : null;
    }

    /// <summary>YAML that stands as text inside another file, such as an inline patch; <paramref name="origin"/> says where there.</summary>
    public static IReadOnlyList<Node>? ReadEmbedded(string file, string text, YamlOrigin origin, Findings findings)
    {
        if (BlockYaml.Read(file, text, YamlLimits.Default, keysMustBeText: false, origin) is { } simple)
            return [simple];
        var builder = new YamlTreeBuilder(file, text, YamlLimits.Default, keysMustBeText: false, origin);
        IReadOnlyList<Node>? documents = null;
        try
        {
            documents = builder.Documents();
        }
        catch (YamlFault fault)
        {
            findings.Add(fault.Finding);
        }
        catch (YamlException e)
        {
            findings.Add(YamlDiagnostics.Syntax(origin.Of(file, Math.Max(1, (int)e.Start.Line), Math.Max(1, (int)e.Start.Column)), Plain(e.Message)));
        }
        findings.AddRange(builder.Faults);
        return builder.Faults.Count == 0 ? documents : null;
    }

    private static string? Decode(string file, ReadOnlySpan<byte> utf8, Findings findings)
    {
        if (utf8.StartsWith("\uFEFF"u8))
            utf8 = utf8[3..];
        if (!Utf8.IsValid(utf8))
        {
            var bad = FirstInvalid(utf8);
            var before = utf8[..bad];
            findings.Add(YamlDiagnostics.NotUtf8(new(file, before.Count((byte)'\n') + 1, bad - before.LastIndexOf((byte)'\n'))));
            return null;
        }
        var text = Encoding.UTF8.GetString(utf8);
        var forbidden = text.AsSpan().IndexOfAny(Forbidden);
        if (forbidden < 0)
            return text;
        var start = LineStart(text, forbidden);
        findings.Add(YamlDiagnostics.Forbidden(new(file, text.AsSpan(0, start).Count('\n') + 1, forbidden - start + 1), text[forbidden]));
        return null;
    }

    private static int FirstInvalid(ReadOnlySpan<byte> utf8)
    {
        var at = 0;
        while (at < utf8.Length && Rune.DecodeFromUtf8(utf8[at..], out _, out var used) == OperationStatus.Done)
            at += used;
        return at;
    }

    private static Diagnostic Explain(string file, string text, YamlException e)
    {
        var at = new SourceSpan(file, Math.Max(1, (int)e.Start.Line), Math.Max(1, (int)e.Start.Column));
        if (e.Message.Contains("quoted scalar", StringComparison.Ordinal))
            return YamlDiagnostics.Syntax(at, Plain(e.Message));
        // The scanner stops at a tab, or one line early when it still looks for the end of what stood before.
        var start = LineStart(text, (int)Math.Min(e.End.Index, text.Length));
        for (var line = (int)e.End.Line; line <= e.End.Line + 1 && start < text.Length; line++)
        {
            if (text.AsSpan(start).TrimStart(' ').StartsWith("\t"))
                return YamlDiagnostics.Tab(new(file, line, 1));
            var end = text.IndexOf('\n', start);
            start = end < 0 ? text.Length : end + 1;
        }
        return YamlDiagnostics.Syntax(at, Plain(e.Message));
    }

    private static int LineStart(string text, int index) => index == 0 ? 0 : text.LastIndexOf('\n', index - 1) + 1;

    /// <summary>The library's message in the middle of our sentence: no full stop, no capital, one line.</summary>
    private static string Plain(string message)
    {
        var line = message.AsSpan().Trim();
        var end = line.IndexOfAny('\r', '\n');
        if (end >= 0)
            line = line[..end];
        line = line[..Math.Min(line.Length, 200)].TrimEnd('.');
        return line.IsEmpty ? "syntax error" : char.ToLowerInvariant(line[0]) + line[1..].ToString();
    }
}

/// <summary>Leaves the builder with a finding; never leaves <see cref="YamlReader"/>.</summary>
internal sealed class YamlFault(Diagnostic finding) : Exception
{
    public Diagnostic Finding { get; } = finding;
}
