using Sluis.Core.Compose;
using Sluis.Core.Diagnostics;
using Sluis.Core.IO;
using Sluis.Core.Planning;
using Sluis.Core.Understanding;

namespace Sluis.Core.Tests.Understanding;

public class ProjectDiscoveryTests
{
    private const string Service = "services:\n  a:\n    image: x:1\n";

    private static string[] Domains(MemorySourceTree tree, Findings? findings = null) =>
        [.. ProjectDiscovery.Discover(tree, ["/work"], Intent.Empty, new ComposeOptions(), findings ?? new Findings()).Select(p => p.Domain)];

    [Fact]
    public void A_folder_with_default_names_is_one_project() =>
        Assert.Equal(["work"], Domains(new MemorySourceTree().Add("compose.yaml", Service).Add("compose.override.yaml", Service)));

    [Fact]
    public void Named_files_are_a_project_each() =>
        Assert.Equal(["one", "two"], Domains(new MemorySourceTree().Add("docker-compose.one.yml", Service).Add("docker-compose.two.yml", Service)));

    [Fact]
    public void A_folder_that_has_only_a_variant_is_that_project() =>
        Assert.Equal(["work"], Domains(new MemorySourceTree().Add("docker-compose.prod.yml", Service)));

    [Fact]
    public void A_folder_of_folders_has_a_project_in_each() =>
        Assert.Equal(["a", "b"], Domains(new MemorySourceTree().Add("a/compose.yaml", Service).Add("b/compose.yaml", Service)));

    [Fact]
    public void A_folder_without_files_is_a_finding()
    {
        var findings = new Findings();
        Assert.Empty(Domains(new MemorySourceTree().Add("readme.txt", "x"), findings));
        Assert.Equal("SL2002", Assert.Single(findings.Sorted()).Code);
    }
}
