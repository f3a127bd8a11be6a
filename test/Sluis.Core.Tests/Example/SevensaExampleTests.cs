using k8s.Models;
using Sluis.Core.Compose;
using Sluis.Core.Diagnostics;
using Sluis.Core.Planning;
using Sluis.Core.Platform;
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

    /// <summary>The promise that a configuration need not change: what a mounted file calls is a Service where the file is mounted.</summary>
    [Fact]
    public void Every_name_in_a_mounted_file_resolves_where_the_file_is_mounted()
    {
        var compilation = Compile(Intent.Empty);
        Assert.NotNull(compilation.Plan);
        var plan = compilation.Plan;
        var home = plan.Workloads.ToDictionary(w => w.Service.Key);
        var services = (compilation.Tree?.Files ?? []).Select(f => f.Object).OfType<V1Service>().Select(s => (s.Metadata.NamespaceProperty, s.Metadata.Name)).ToHashSet();
        var replaced = plan.Replaced.Select(r => r.Service).ToHashSet();
        var missing = new List<string>();
        var seen = 0;
        foreach (var edge in plan.Platform.Edges)
        {
            if (!edge.Evidence.Any(e => e.Kind is EvidenceKind.ConfigurationFile or EvidenceKind.ScrapeConfiguration) || edge.To is not EdgeTarget.Service(var target) || !home.TryGetValue(edge.From, out var caller))
                continue;
            foreach (var name in edge.HostNames)
            {
                seen++;
                if (!services.Contains((caller.Namespace, name.ToLowerInvariant())) && !plan.Rewrites.Any(r => r.Caller == edge.From && r.From == name)
                    && !(replaced.Contains(target) && compilation.Findings.Any(f => f.Code == "SL3106" && f.Message.Contains($"\"{name}\"", StringComparison.Ordinal))))
                    missing.Add($"{edge.From} calls {name}");
            }
        }
        Assert.Empty(missing);
        Assert.True(seen >= 11, $"only {seen} names in mounted files");
    }

    /// <summary>What is recommended to the reference platform, whole. <c>UPDATE_GOLDEN=1</c> writes it anew; read the difference before committing it.</summary>
    [Fact]
    public void The_selections_of_the_reference_platform_are_the_golden_ones()
    {
        var page = Compile(Intent.Empty).Tree?.Files.Single(f => f.Path == "docs/selections.md");
        Assert.NotNull(page);
        var file = Path.Combine(SharedData.ProjectRoot, "test", "Sluis.Core.Tests", "Example", "sevensa-selections.md");
        var actual = System.Text.Encoding.UTF8.GetString(page.Content.Span);
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
            File.WriteAllText(file, actual);
        Assert.Equal(File.ReadAllText(file), actual);
    }
}
