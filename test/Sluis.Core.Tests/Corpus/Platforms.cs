using System.Collections.Concurrent;
using Sluis.Core.Planning;
using Sluis.Core.Tests.Pipeline;

namespace Sluis.Core.Tests.Corpus;

/// <summary>Every platform there is to test on: the corpus cases, the example, and the real projects beside the repository.</summary>
internal static class Platforms
{
    private static readonly ConcurrentDictionary<string, Lazy<Compilation>> compiled = new(StringComparer.Ordinal);

    public static TheoryData<string> All()
    {
        var all = new TheoryData<string> { "example/sevensa" };
        foreach (var name in CorpusCase.Names())
            all.Add("case/" + name);
        if (SharedData.Folder is { } shared)
        {
            all.Add("shared/sevensa");
            foreach (var folder in Directory.EnumerateDirectories(Path.Combine(shared, "corpus", "real")).Order(StringComparer.Ordinal))
                all.Add("shared/corpus/real/" + Path.GetFileName(folder));
        }
        return all;
    }

    public static Compilation Compile(string label) => compiled.GetOrAdd(label, static l => new(() => Run(l))).Value;

    private static Compilation Run(string label)
    {
        var (kind, name) = (label[..label.IndexOf('/')], label[(label.IndexOf('/') + 1)..]);
        return kind switch
        {
            "case" => new CorpusCase(name).Compile(),
            "example" => PipelineTests.Compile(Path.Combine(SharedData.ProjectRoot, "examples", name)),
            _ => PipelineTests.Compile(SharedData.Require(name)),
        };
    }
}
