using System.Text;
using Sluis.Core.Compose;
using Sluis.Core.Diagnostics;
using Sluis.Core.Planning;

namespace Sluis.Core.Tests.Example;

/// <summary>The page for those who order the cluster. <c>UPDATE_GOLDEN=1</c> writes it anew; read the difference before committing it.</summary>
public class SevensaSizingTests
{
    [Fact]
    public void The_sizing_of_the_reference_platform_reads_as_expected()
    {
        var options = new ComposeOptions { MissingEnvFileIsWarning = true, MissingVariableIsWarning = true, AllProfiles = true };
        var compilation = SluisCompiler.Compile(new DiskTree(SharedData.ProjectRoot, []), [Path.Combine(SharedData.ProjectRoot, "examples", "sevensa")], options,
            new Intent { Provider = Provider.Hetzner }, new Findings());
        var actual = Encoding.UTF8.GetString((compilation.Tree?["docs/cluster-sizing.md"]?.Content ?? default).Span);
        var file = Path.Combine(SharedData.ProjectRoot, "test", "Sluis.Core.Tests", "Example", "sevensa-cluster-sizing.md");
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
            File.WriteAllText(file, actual);
        Assert.Equal(File.ReadAllText(file), actual);
    }
}
