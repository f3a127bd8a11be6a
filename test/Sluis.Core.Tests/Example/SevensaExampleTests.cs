using Sluis.Core.Compose;
using Sluis.Core.Diagnostics;
using Sluis.Core.Planning;
using Sluis.Core.Verification;

namespace Sluis.Core.Tests.Example;

public class SevensaExampleTests
{
    private static Compilation Compile(Intent intent)
    {
        var folder = Path.Combine(SharedData.ProjectRoot, "examples", "sevensa");
        var options = new ComposeOptions { MissingEnvFileIsWarning = true, MissingVariableIsWarning = true, AllProfiles = true };
        return SluisCompiler.Compile(new DiskTree(SharedData.ProjectRoot, []), [folder], options, intent, new Findings());
    }

    [Fact]
    public void The_reference_platform_compiles_without_errors_and_every_value_is_accounted()
    {
        var compilation = Compile(Intent.Empty);
        Assert.DoesNotContain(compilation.Findings, f => f.Severity == Severity.Error);
        Assert.NotNull(compilation.Ledger);
        Assert.Empty(compilation.Ledger.Unaccounted);
        Assert.True(compilation.Ledger.Count(Disposition.Exact) > 100);
        Assert.Equal(10, compilation.Projects.Count);
    }
}
