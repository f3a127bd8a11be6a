namespace Sluis.Core.Tests.Proof.Rendering;

/// <summary>The renderer in process and kubectl give the same objects in the same order, feature by feature.</summary>
public class RendererContractTests
{
    public static TheoryData<string> Names() => [.. ContractCases.All().Select(static c => c.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void It_renders_as_kubectl_does(string name)
    {
        var repository = new Repository(ContractCases.All().Single(c => c.Name == name).Text);
        var mine = repository.Rendered();
        var (theirs, error) = Kubectl.Kustomize(repository.Files, Repository.Root);
        Assert.True(theirs is not null, error);
        Assert.Equal(theirs.Select(Repository.Show), mine.Select(static o => Repository.Show(o.Root)));
    }
}
