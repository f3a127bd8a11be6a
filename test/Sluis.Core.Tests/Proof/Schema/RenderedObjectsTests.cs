using Sluis.Core.Diagnostics;
using Sluis.Core.Proof;
using Sluis.Core.Tests.Pipeline;

namespace Sluis.Core.Tests.Proof.Schema;

/// <summary>No false alarm on the environments of what we write: schemas and references, overlays applied.</summary>
public class RenderedObjectsTests
{
    private static readonly Lazy<IReadOnlyList<KeyValuePair<string, ReadOnlyMemory<byte>>>> Definitions = new(static () =>
        SharedData.Folder is { } shared
            ? [.. Directory.EnumerateFiles(Path.Combine(shared, "crds"), "*.yaml", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(static f => new KeyValuePair<string, ReadOnlyMemory<byte>>(f, File.ReadAllBytes(f)))]
            : []);

    [Fact]
    public void The_environments_of_the_example_fit() =>
        Holds(PipelineTests.Compile(Path.Combine(SharedData.ProjectRoot, "examples", "sevensa")).Tree ?? throw new InvalidOperationException("The example does not compile."));

    private static void Holds(Core.Emit.RepositoryTree tree)
    {
        var findings = new Findings();
        var verification = Verifier.Verify(new(tree.Files.Select(static f => KeyValuePair.Create(f.Path, f.Content))), null, new() { Definitions = Definitions.Value }, findings);
        Assert.NotEmpty(verification.Environments);
        var ours = verification.Findings.Where(static f => f.Code.StartsWith("SL53", StringComparison.Ordinal) || f.Code.StartsWith("SL54", StringComparison.Ordinal)).ToList();
        Assert.True(!ours.Exists(static f => f.Severity != Severity.Note || f.Code == "SL5313" && Definitions.Value.Count > 0), string.Join('\n', ours.Select(static f => $"{f.At} {f.Code} {f.Object} {f.Field}: {f.Message}")));
    }
}
