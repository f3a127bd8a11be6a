using Sluis.Core.Planning;
using Sluis.Core.Planning.Sizing;
using Sluis.Core.Platform;

namespace Sluis.Core.Tests.Planning.Sizing;

public class ClusterSizeTests
{
    private static PlatformBuilder Small() => new PlatformBuilder().Service("api").Service("db", "postgres:16", ServiceRole.Database).Store("data", "db");

    [Fact]
    public void A_lost_node_costs_a_node()
    {
        var one = Small().Plan(new Intent { Provider = Provider.Hetzner }).Size;
        var none = Small().Plan(new Intent { Provider = Provider.Hetzner, Cluster = new() { Headroom = 0, NodeShape = one.Recommended?.Shape.Name } }).Size;
        Assert.Equal(one.Recommended?.Nodes, none.Recommended?.Nodes + 1);
        Assert.Equal(one.Recommended?.Shape.Price, one.Recommended?.Cost - none.Recommended?.Cost);
    }

    [Fact]
    public void Volumes_in_three_zones_need_a_second_node_in_each()
    {
        Assert.Equal(6, Small().Plan(new Intent { Provider = Provider.Gcp }).Size.Recommended?.Nodes);
        Assert.Equal(3, new PlatformBuilder().Service("api").Plan(new Intent { Provider = Provider.Gcp }).Size.Recommended?.Nodes);
    }

    [Fact]
    public void Options_go_from_the_lowest_cost_and_a_stated_shape_is_first()
    {
        var size = Small().Plan(new Intent { Provider = Provider.DigitalOcean }).Size;
        Assert.Equal(3, size.Options.Count);
        Assert.Equal(size.Options.Select(static o => o.Cost), size.Options.Select(static o => o.Cost).Order());
        Assert.Equal("g-8vcpu-32gb", Small().Plan(new Intent { Provider = Provider.DigitalOcean, Cluster = new() { NodeShape = "g-8vcpu-32gb" } }).Size.Recommended?.Shape.Name);
    }

    [Fact]
    public void An_unknown_shape_is_an_error_with_the_nearest()
    {
        var platform = Small();
        platform.Plan(new Intent { Provider = Provider.Hetzner, Cluster = new() { NodeShape = "cx23" } });
        Assert.Contains("SL3207", platform.Codes);
    }

    [Fact]
    public void A_Pod_that_fits_on_no_node_is_named()
    {
        var platform = new PlatformBuilder().Service("llm");
        var plan = platform.Plan(new Intent { Provider = Provider.Hetzner, Services = [new() { Match = "llm", MemoryRequest = "200Gi" }] });
        Assert.Contains("SL3206", platform.Codes);
        Assert.Empty(plan.Size.Options);
    }

    [Fact]
    public void A_rollout_needs_room_for_the_largest_workload_of_each_namespace()
    {
        var plan = new PlatformBuilder().Service("a/small").Service("a/large").Service("b/only").Plan(new Intent { Services = [new() { Match = "large", MemoryRequest = "2Gi" }] });
        Assert.Equal(["a/large 1", "b/only 1"], plan.Size.Surge.Select(static s => $"{s.Namespace}/{s.Name} {s.Count}"));
    }

    [Fact]
    public void The_sums_are_those_of_the_Pods()
    {
        var size = Small().Plan().Size;
        var sum = size.Groups.Aggregate(default(Load), static (total, g) => total + g.Each * g.Count);
        foreach (var part in size.Parts)
            sum += part.Load * part.Pods;
        Assert.Equal(size.Work, sum);
        foreach (var option in size.Options)
        {
            Assert.InRange(option.ForWork, option.LowerBound, option.ForRollout);
            Assert.InRange(option.Nodes, option.ForRollout + size.Headroom, int.MaxValue);
        }
    }

    /// <summary>Every workload once more, with each autoscaler at its top: what a rollout of all at once asks.</summary>
    [Fact]
    public void The_quota_of_a_namespace_has_room_for_a_rollout_of_everything_in_it()
    {
        var plan = new PlatformBuilder().Service("web", role: ServiceRole.Frontend).Service("api").Service("db", "postgres:16", ServiceRole.Database).Store("data", "db").Plan();
        var quota = NamespaceQuota.Of(plan.Domains[0], plan.Workloads.ToDictionary(static w => w.Service.Key), plan.Size);
        Assert.NotNull(quota);
        var (pods, cpu, memory) = (0L, 0L, 0L);
        foreach (var workload in plan.Workloads)
        {
            var most = Math.Max(workload.Replicas, workload.MaxReplicas ?? 0);
            var count = most + Demand.SurgePods(workload, most);
            (pods, cpu, memory) = (pods + count, cpu + count * workload.Resources.CpuRequestMillis, memory + count * workload.Resources.MemoryLimitBytes);
        }
        Assert.True(quota.Pods >= pods && quota.CpuRequestMillis >= cpu && quota.MemoryLimitBytes >= memory);
        Assert.Equal(1, quota.Claims);
    }

    [Fact]
    public void A_shape_with_shared_CPU_is_compared_with_one_that_has_its_own()
    {
        var size = Small().Plan(new Intent { Provider = Provider.Hetzner }).Size;
        Assert.True(size.Recommended?.Shape.Shared);
        Assert.Contains(size.Changes, static c => c.Contains("with CPU of its own the cluster is", StringComparison.Ordinal) && c.Contains("ccx", StringComparison.Ordinal));
    }
}
