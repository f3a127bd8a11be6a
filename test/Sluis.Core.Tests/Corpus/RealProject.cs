using System.Text.Json;
using Sluis.Core.Diagnostics;
using Sluis.Core.Proof;
using Sluis.Core.Proof.Exceptions;
using Sluis.Core.Tests.Pipeline;
using Sluis.Core.Verification;

namespace Sluis.Core.Tests.Corpus;

/// <summary>A project of the world out there, generated and verified as <c>sluis generate</c> and <c>sluis verify --crds</c> would.</summary>
internal sealed record RealProject(string Name, Compilation Compilation, IReadOnlyList<Diagnostic> Proven)
{
    private static readonly Lazy<IReadOnlyList<KeyValuePair<string, ReadOnlyMemory<byte>>>> Definitions = new(static () =>
        SharedData.Folder is { } shared && Directory.Exists(Path.Combine(shared, "crds"))
            ? [.. Directory.EnumerateFiles(Path.Combine(shared, "crds"), "*.yaml", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(static f => new KeyValuePair<string, ReadOnlyMemory<byte>>(f, File.ReadAllBytes(f)))]
            : []);

    private static readonly Lazy<IReadOnlyList<RealProject>> Everyone = new(static () =>
    {
        var names = Directory.EnumerateDirectories(SharedData.Require("corpus/real")).Select(static f => Path.GetFileName(f)).Order(StringComparer.Ordinal).ToList();
        var projects = new RealProject[names.Count];
        Parallel.For(0, names.Count, i => projects[i] = Of(names[i]));
        return projects;
    });

    /// <summary>By name; the test that asks is skipped where they are not.</summary>
    public static IReadOnlyList<RealProject> All()
    {
        SharedData.Require("corpus/real");
        return Everyone.Value;
    }

    public int Services => Compilation.Projects.Sum(static p => p.Services.Count());

    public int Generated(Severity severity) => Compilation.Findings.Count(f => f.Severity == severity);

    public int Verified(Severity severity) => Proven.Count(f => f.Severity == severity);

    private static RealProject Of(string name)
    {
        var folder = SharedData.Require("corpus/real/" + name);
        var compilation = PipelineTests.Compile(folder);
        // Compose files of another name are given with -f.
        if (compilation.Projects.Count == 0 && File.Exists(Path.Combine(folder, "case.json")))
            compilation = PipelineTests.Compile(folder, [.. Files(folder)]);
        return new(name, compilation, Prove(compilation, Definitions.Value));
    }

    private static IEnumerable<string> Files(string folder)
    {
        using var about = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "case.json")));
        var directory = about.RootElement.GetProperty("project_directory").GetString() ?? ".";
        return [.. about.RootElement.GetProperty("files").EnumerateArray().Select(f => Path.GetFullPath(Path.Combine(folder, directory, f.GetString() ?? "")))];
    }

    public static IReadOnlyList<Diagnostic> Prove(Compilation compilation, IReadOnlyList<KeyValuePair<string, ReadOnlyMemory<byte>>> definitions)
    {
        if (compilation is not { Tree: { } tree, Platform: { } platform })
            return [];
        var options = new ProofOptions { Definitions = definitions, SecretValues = SecretLeaks.Searched(platform) };
        var verification = Verifier.Verify(new(tree.Files.Select(static f => KeyValuePair.Create(f.Path, f.Content))), compilation.Claims, options, new Findings());
        return Suppressions.Apply(verification.Findings, verification.Environments).Findings;
    }
}
