using Sluis.Core.Diagnostics;
using Sluis.Core.IO;
using Sluis.Core.Text;
using Sluis.Core.Yaml;

namespace Sluis.Core.Compose.Loading;

/// <summary>The files of a project as trees; each is read and scanned once, however many services extend it.</summary>
internal sealed class ParsedFiles(ISourceTree sources, ComposeOptions options, Findings findings)
{
    private readonly Dictionary<string, IReadOnlyList<Node>> parsed = new(StringComparer.Ordinal);
    private readonly List<string> read = [];

    /// <summary>In the order of first use.</summary>
    public IReadOnlyList<string> Read => read;

    public IReadOnlyList<Node> Documents(string file, SourceSpan at)
    {
        if (parsed.TryGetValue(file, out var known))
            return known;
        var content = file == "-" ? SourceRead.Of(options.StandardInput ?? []) : sources.Read(file);
        if (content.Content is not { } bytes)
            throw new ComposeFault(ComposeDiagnostics.NoFile(at.IsNone ? SourceSpan.StartOf(Shown(file)) : at, Shown(file), content.Failure ?? "it cannot be read"));
        read.Add(file);
        return parsed[file] = YamlReader.ReadAll(Shown(file), bytes, findings, keysMustBeText: true) ?? throw new AlreadyReported();
    }

    /// <summary>As the user would write it: below the working directory relative, else absolute.</summary>
    public string Shown(string path) =>
        path.StartsWith(sources.WorkingDirectory + "/", StringComparison.Ordinal) ? path[(sources.WorkingDirectory.Length + 1)..] : path;
}
