using Sluis.Core.Diagnostics;
using Sluis.Core.Proof;
using Sluis.Core.Tests.Pipeline;

namespace Sluis.Core.Tests.Proof;

/// <summary>What Sluis writes holds before the proofs of secrets, posture and resilience: each finding left is about the platform, not about us.</summary>
public class GeneratedRepositoriesTests
{
    /// <summary>About the platform: it names its images without a tag.</summary>
    private static readonly string[] OfThePlatform = ["SL5720"];

    [Fact]
    public void The_example_has_nothing_but_what_its_files_say()
    {
        Assert.Empty(Prove(Path.Combine(SharedData.ProjectRoot, "examples", "sevensa")));
    }

    [Theory]
    [MemberData(nameof(PipelineTests.RealProjects), MemberType = typeof(PipelineTests))]
    public void Real_projects_have_nothing_but_what_their_files_say(string name) =>
        Assert.Empty(Prove(SharedData.Require("corpus/real/" + name)));

    /// <summary>Findings of the codes 51xx, 57xx and 58xx, without those of the platform.</summary>
    private static List<Diagnostic> Prove(string folder)
    {
        if (PipelineTests.Compile(folder).Tree is not { } tree)
            return [];
        var repository = new RepositorySnapshot(tree.Files.Select(static f => new KeyValuePair<string, ReadOnlyMemory<byte>>(f.Path, f.Content)));
        var findings = Verifier.Verify(repository, null, new ProofOptions(), new Findings()).Findings;
        return [.. findings.Where(static f => f.Code[..4] is "SL51" or "SL57" or "SL58" && !OfThePlatform.Contains(f.Code))];
    }
}
