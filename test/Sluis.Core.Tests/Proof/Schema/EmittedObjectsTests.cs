using Sluis.Core.Diagnostics;
using Sluis.Core.Emit;
using Sluis.Core.Proof;
using Sluis.Core.Proof.Manifests;
using Sluis.Core.Proof.References;
using Sluis.Core.Proof.Schema;
using Sluis.Core.Tests.Pipeline;
using Sluis.Core.Yaml;

namespace Sluis.Core.Tests.Proof.Schema;

/// <summary>No false alarm on what we write, for every real project, with the definitions of the custom kinds at hand: schemas and references.</summary>
public class EmittedObjectsTests
{
    private static readonly Lazy<IReadOnlyList<KeyValuePair<string, ReadOnlyMemory<byte>>>> Definitions = new(static () =>
        SharedData.Folder is { } shared
            ? [.. Directory.EnumerateFiles(Path.Combine(shared, "crds"), "*.yaml", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(static f => new KeyValuePair<string, ReadOnlyMemory<byte>>(f, File.ReadAllBytes(f)))]
            : []);

    public static TheoryData<string> Projects() => PipelineTests.RealProjects();

    [Theory]
    [MemberData(nameof(Projects))]
    public void What_is_written_for_a_real_project_fits(string project)
    {
        if (PipelineTests.Compile(SharedData.Require("corpus/real/" + project)).Tree is { } tree)
            Holds(tree);
    }

    [Fact]
    public void What_is_written_for_the_example_fits() => Holds(PipelineTests.Compile(Path.Combine(SharedData.ProjectRoot, "examples", "sevensa")).Tree ?? throw new InvalidOperationException("The example does not compile."));

    private static void Holds(RepositoryTree tree)
    {
        var findings = new Findings();
        var context = new ProofContext
        {
            Repository = new(tree.Files.Select(static f => KeyValuePair.Create(f.Path, f.Content))),
            Environments = [new("base", Objects(tree))],
            Claims = null,
            Findings = findings,
            Options = new() { Definitions = Definitions.Value },
        };
        SchemaProof.Check(context);
        ReferenceProof.Check(context);
        Assert.True(!findings.Sorted().Any(static f => f.Severity != Severity.Note || f.Code == "SL5313" && Definitions.Value.Count > 0), string.Join('\n', findings.Sorted().Select(static f => $"{f.At} {f.Code} {f.Object} {f.Field}: {f.Message}")));
    }

    private static List<ManifestObject> Objects(RepositoryTree tree)
    {
        var objects = new List<ManifestObject>();
        var findings = new Findings();
        foreach (var file in tree.Files)
            if (file.Object is not null && file.Path.EndsWith(".yaml", StringComparison.Ordinal))
                objects.AddRange((YamlReader.ReadAll(file.Path, file.Content.Span, findings) ?? []).OfType<MapNode>().Select(static d => new ManifestObject(d)));
        return objects;
    }
}
