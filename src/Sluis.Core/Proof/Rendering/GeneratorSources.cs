using System.Text;
using System.Text.Unicode;
using Sluis.Core.Diagnostics;
using Sluis.Core.Proof.Manifests;
using Sluis.Core.Text;
using Sluis.Core.Yaml;

namespace Sluis.Core.Proof.Rendering;

/// <summary>The <c>literals</c>, <c>files</c> and <c>envs</c> of a generator. Findings never show a value.</summary>
internal sealed class GeneratorSources(RepositorySnapshot repository, Kustomization of, Findings findings)
{
    public readonly record struct Pair(ReadOnlyMemory<byte> Value, SourceSpan At);

    /// <summary>Sorted by key.</summary>
    public SortedDictionary<string, Pair> Read(MapNode entry)
    {
        var pairs = new SortedDictionary<string, Pair>(StringComparer.Ordinal);
        foreach (var item in entry.Items("envs").Concat(entry["env"] is { } single ? [single] : []))
            if (item is ScalarNode path && SourceFile.Find(repository, of, path, findings) is { } file)
                Lines(file, repository.Read(file) ?? default, pairs);
        foreach (var item in entry.Items("literals"))
            if (item is ScalarNode literal)
                Literal(literal, pairs);
        foreach (var item in entry.Items("files"))
            if (item is ScalarNode source)
                File(source, pairs);
        return pairs;
    }

    private void Literal(ScalarNode literal, SortedDictionary<string, Pair> pairs)
    {
        var equals = literal.Text.IndexOf('=');
        if (equals <= 0)
        {
            Wrong(literal.Span, "a literal is not key=value");
            return;
        }
        var value = literal.Text[(equals + 1)..];
        if (value is ['"', _, ..] or ['\'', _, ..] && value[0] == value[^1])
            value = value[1..^1];
        Add(literal.Text[..equals], Encoding.UTF8.GetBytes(value), literal.Span, pairs);
    }

    private void File(ScalarNode source, SortedDictionary<string, Pair> pairs)
    {
        var equals = source.Text.IndexOf('=');
        var (key, path) = equals < 0 ? (source.Text[(source.Text.LastIndexOf('/') + 1)..], source.Text) : (source.Text[..equals], source.Text[(equals + 1)..]);
        if (key.Length == 0 || path.Length == 0 || path.Contains('='))
            Wrong(source.Span, "a file is not path or key=path");
        else if (SourceFile.Find(repository, of, source, findings, path) is { } file)
            Add(key, repository.Read(file) ?? default, SourceSpan.StartOf(file), pairs);
    }

    private void Lines(string file, ReadOnlyMemory<byte> content, SortedDictionary<string, Pair> pairs)
    {
        if (!Utf8.IsValid(content.Span))
        {
            Wrong(SourceSpan.StartOf(file), "the file of variables is not UTF-8");
            return;
        }
        var number = 0;
        foreach (var raw in Encoding.UTF8.GetString(content.Span).TrimStart('\uFEFF').AsSpan().EnumerateLines())
        {
            number++;
            var line = raw.TrimStart();
            if (line.IsEmpty || line[0] == '#')
                continue;
            var equals = line.IndexOf('=');
            var key = equals < 0 ? line : line[..equals];
            Add(key.ToString(), equals < 0 ? default : Encoding.UTF8.GetBytes(line[(equals + 1)..].ToString()), new(file, number, raw.Length - line.Length + 1), pairs);
        }
    }

    private void Add(string key, ReadOnlyMemory<byte> value, SourceSpan at, SortedDictionary<string, Pair> pairs)
    {
        if (!pairs.TryAdd(key, new(value, at)))
            Wrong(at, $"the key \"{key}\" is there twice");
    }

    private void Wrong(SourceSpan at, string reason) => findings.Add(RenderingDiagnostics.BadGenerator(at, reason));
}
