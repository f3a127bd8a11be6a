using Sluis.Core.Compose;
using Sluis.Core.Diagnostics;
using Sluis.Core.Planning;
using Sluis.Core.Proof;
using Sluis.Core.Proof.Rendering;

namespace Sluis.Core.Tests.Proof.Rendering;

public class SevensaRenderingTests
{
    private static readonly Lazy<IReadOnlyList<KeyValuePair<string, byte[]>>> Generated = new(() =>
    {
        var options = new ComposeOptions { MissingEnvFileIsWarning = true, MissingVariableIsWarning = true, AllProfiles = true };
        var compilation = SluisCompiler.Compile(new DiskTree(SharedData.ProjectRoot, []), [Path.Combine(SharedData.ProjectRoot, "examples", "sevensa")], options, Intent.Empty, new Findings());
        return [.. compilation.Tree?.Files.Select(static f => new KeyValuePair<string, byte[]>(f.Path, f.Content.ToArray())) ?? []];
    });

    private static RepositorySnapshot Snapshot() => new(Generated.Value.Select(static f => new KeyValuePair<string, ReadOnlyMemory<byte>>(f.Key, f.Value)));

    [Fact]
    public void Every_environment_renders_without_a_finding()
    {
        var findings = new Findings();
        var environments = Environments.Render(Snapshot(), new ProofOptions(), findings);
        Assert.Empty(findings.Sorted());
        Assert.NotEmpty(environments);
        Assert.All(environments, static e => Assert.True(e.Objects.Count > 100));
    }

    [Fact]
    public void What_no_overlay_changes_is_shared_between_environments()
    {
        var environments = Environments.Render(Snapshot(), new ProofOptions(), new Findings());
        var first = environments[0].Objects.Select(static o => o.Root).ToHashSet(ReferenceEqualityComparer.Instance);
        var shared = environments[1].Objects.Count(o => first.Contains(o.Root));
        Assert.True(shared > environments[1].Objects.Count / 3, $"{shared} of {environments[1].Objects.Count}");
    }

    [Fact]
    public void It_is_what_kubectl_renders()
    {
        var program = Kubectl.Require();
        var snapshot = Snapshot();
        var folder = Directory.CreateTempSubdirectory("sluis-sevensa-");
        try
        {
            Kubectl.Write(folder.FullName, Generated.Value);
            foreach (var root in Environments.Discover(snapshot))
            {
                var mine = Renderer.Render(snapshot, root, new Findings());
                var (theirs, error) = Kubectl.Kustomize(program, Path.Combine(folder.FullName, root));
                Assert.NotNull(mine);
                Assert.True(theirs is not null, error);
                Assert.Equal(theirs.Select(Repository.Show), mine.Select(static o => Repository.Show(o.Root)));
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
