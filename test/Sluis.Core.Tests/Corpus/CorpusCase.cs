using Sluis.Core.Compose;
using Sluis.Core.Diagnostics;
using Sluis.Core.IO;
using Sluis.Core.Planning;

namespace Sluis.Core.Tests.Corpus;

/// <summary>A folder of <c>test/corpus</c>: input files, and beside them what must come out. Its README says what is kept.</summary>
internal sealed record CorpusCase(string Name)
{
    /// <summary>Every case is read as if it lay here: its project is "shop" unless it says otherwise.</summary>
    public const string Root = "/srv/shop";

    public static string Corpus { get; } = Path.Combine(SharedData.ProjectRoot, "test", "corpus");

    public string Folder => Path.Combine(Corpus, Name);

    public string Expected => Path.Combine(Folder, "expected");

    public static IEnumerable<string> Names() =>
        Directory.EnumerateDirectories(Corpus).Select(static f => Path.GetFileName(f)).Where(static f => f != "codes").Order(StringComparer.Ordinal);

    public static TheoryData<string> All() => [.. Names()];

    /// <summary>Path within the case and content of every input file.</summary>
    public IEnumerable<(string Path, byte[] Content)> Inputs()
    {
        foreach (var file in Directory.EnumerateFiles(Folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
            if (Path.GetRelativePath(Folder, file).Replace('\\', '/') is var path && path != "keep" && !path.StartsWith("expected/", StringComparison.Ordinal))
                yield return (path, File.ReadAllBytes(file));
    }

    public Compilation Compile() => Compile(Inputs());

    public static Compilation Compile(IEnumerable<(string Path, byte[] Content)> inputs)
    {
        var sources = new MemorySourceTree(Root);
        foreach (var (path, content) in inputs)
            sources.Add(path, content);
        var findings = new Findings();
        var intent = sources.Read($"{Root}/sluis.yaml").Content is { } bytes ? IntentReader.Read("sluis.yaml", bytes, findings) : Intent.Empty;
        var options = new ComposeOptions { MissingEnvFileIsWarning = true, MissingVariableIsWarning = true, AllProfiles = true };
        return findings.HasErrors
            ? new() { Projects = [], Findings = findings.Sorted() }
            : SluisCompiler.Compile(sources, [Root], options, intent, findings);
    }
}
