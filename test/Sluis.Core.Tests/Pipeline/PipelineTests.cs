using Sluis.Core.Compose;
using Sluis.Core.Diagnostics;
using Sluis.Core.Planning;

namespace Sluis.Core.Tests.Pipeline;

public class PipelineTests
{
    internal static Compilation Compile(string folder, params string[] paths)
    {
        var findings = new Findings();
        var options = new ComposeOptions { MissingEnvFileIsWarning = true, MissingVariableIsWarning = true, AllProfiles = true };
        return SluisCompiler.Compile(new DiskTree(folder, []), paths.Length == 0 ? [folder] : paths, options, Intent.Empty, findings);
    }

    [Fact]
    public void The_first_users_files_compile_without_errors()
    {
        var compilation = Compile(SharedData.Require("sevensa"));
        Assert.DoesNotContain(compilation.Findings, f => f.Severity == Severity.Error);
        Assert.NotNull(compilation.Tree);
        if (Environment.GetEnvironmentVariable("SLUIS_DUMP") is { Length: > 0 } dump)
            foreach (var file in compilation.Tree.Files)
            {
                var path = Path.Combine(dump, file.Path);
                Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                File.WriteAllBytes(path, file.Content.ToArray());
            }
    }

    public static TheoryData<string> RealProjects()
    {
        var cases = new TheoryData<string>();
        if (SharedData.Folder is { } shared)
            foreach (var folder in Directory.EnumerateDirectories(Path.Combine(shared, "corpus", "real")).Order(StringComparer.Ordinal))
                cases.Add(Path.GetFileName(folder));
        if (cases.Count == 0)
            cases.Add("");
        return cases;
    }

    [Theory]
    [MemberData(nameof(RealProjects))]
    public void Real_projects_compile_twice_to_the_same_bytes(string name)
    {
        var folder = SharedData.Require("corpus/real/" + name);
        var (first, second) = (Compile(folder), Compile(folder));
        Assert.Equal(first.Findings, second.Findings);
        if (first.Tree is null || second.Tree is null)
            return;
        Assert.Equal(first.Tree.Files.Select(f => f.Path), second.Tree.Files.Select(f => f.Path));
        foreach (var (a, b) in first.Tree.Files.Zip(second.Tree.Files))
            Assert.True(a.Content.Span.SequenceEqual(b.Content.Span), a.Path);
    }
}
