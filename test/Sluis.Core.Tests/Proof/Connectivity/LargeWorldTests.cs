using System.Diagnostics;
using Sluis.Benchmarks.Worlds;
using Sluis.Core.Diagnostics;
using Sluis.Core.Proof;
using Sluis.Core.Proof.Connectivity;
using Sluis.Core.Proof.Names;

namespace Sluis.Core.Tests.Proof.Connectivity;

/// <summary>Size: the promise is 10 000 services in 200 namespaces in under 10 s on two cores; the bounds here leave room for a busy machine.</summary>
public class LargeWorldTests(ITestOutputHelper output)
{
    private static ProofContext Context(SyntheticWorld world) => new() { Repository = new([]), Environments = [world.Environment], Claims = world.Claims, Findings = new() };

    [Fact]
    public void Ten_thousand_services_in_two_hundred_namespaces_are_judged_in_time()
    {
        var context = Context(SyntheticWorld.Of(10_000, 200));
        var before = GC.GetTotalAllocatedBytes();
        var cpu = Process.GetCurrentProcess().TotalProcessorTime;
        var watch = Stopwatch.StartNew();
        var result = ConnectivityProof.Check(context);
        var connectivity = watch.Elapsed;
        cpu = Process.GetCurrentProcess().TotalProcessorTime - cpu;
        NamesProof.Check(context);
        output.WriteLine($"connectivity {connectivity.TotalSeconds:0.00} s ({cpu.TotalSeconds:0.00} s of processor), names {(watch.Elapsed - connectivity).TotalSeconds:0.00} s, {(GC.GetTotalAllocatedBytes() - before) >> 20} MiB allocated, {result.Evidence[0].Content.Length >> 10} KiB of evidence");
        Assert.Empty(context.Findings.Sorted());
        Assert.StartsWith($"{context.Claims?.Edges.Count + 1000} needed connections are allowed, 0 refused, 0 wider", result.Sentence);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(60), watch.Elapsed.ToString());
        Assert.True(result.Evidence[0].Content.Length < 64 << 20);
    }

    [Fact]
    public void A_service_that_everybody_calls_is_judged_in_time()
    {
        var context = Context(SyntheticWorld.Of(5_000, 100, hub: true));
        var watch = Stopwatch.StartNew();
        var result = ConnectivityProof.Check(context);
        output.WriteLine($"{watch.Elapsed.TotalSeconds:0.00} s, {result.Sentence}");
        Assert.Empty(context.Findings.Sorted());
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(60), watch.Elapsed.ToString());
    }

    [Fact]
    public void A_world_without_policies_is_told_in_bounded_words()
    {
        var world = SyntheticWorld.Of(2_000, 40);
        var open = new Sluis.Core.Proof.Manifests.RenderedEnvironment("production", [.. world.Environment.Objects.Where(static o => o.Kind != "NetworkPolicy")]);
        var context = new ProofContext { Repository = new([]), Environments = [open], Claims = world.Claims, Findings = new() };
        var watch = Stopwatch.StartNew();
        var result = ConnectivityProof.Check(context);
        output.WriteLine($"{watch.Elapsed.TotalSeconds:0.00} s, {result.Sentence}");
        // Without policies a namespace's Pods cannot be told apart: one finding for each.
        Assert.Equal(40, context.Findings.Sorted().Count(static f => f.Code == "SL5504"));
        Assert.True(result.Evidence[0].Content.Length < 16 << 20);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(60), watch.Elapsed.ToString());
    }
}
