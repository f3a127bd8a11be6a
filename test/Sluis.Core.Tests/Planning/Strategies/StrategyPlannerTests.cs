using Sluis.Core.Planning.Strategies;
using Sluis.Core.Platform;

namespace Sluis.Core.Tests.Planning.Strategies;

public class StrategyPlannerTests
{
    private static ServiceStrategy Of(PlatformBuilder platform, string key) => StrategyPlanner.Plan(platform.Plan()).Single(s => s.Service == PlatformBuilder.Key(key));

    [Fact]
    public void What_keeps_nothing_and_nobody_calls_rolls()
    {
        var strategy = Of(new PlatformBuilder().Service("worker", role: ServiceRole.Worker), "worker");
        Assert.Equal((CutOver.Rolling, 0L), (strategy.Kind, strategy.Downtime.Seconds));
    }

    [Fact]
    public void A_route_to_what_may_run_twice_is_shared_by_weight()
    {
        var strategy = Of(new PlatformBuilder().Service("web", role: ServiceRole.Frontend).Route("web", "shop.example"), "web");
        Assert.Equal(CutOver.Canary, strategy.Kind);
        Assert.Contains("shop.example", strategy.Reason, StringComparison.Ordinal);
        Assert.Contains(strategy.Gates, g => g.Measure == "latency p95");
    }

    [Fact]
    public void What_is_called_by_name_and_keeps_nothing_changes_sides_at_once() =>
        Assert.Equal(CutOver.BlueGreen, Of(new PlatformBuilder().Service("web").Service("api").Call("web", "api", "api"), "api").Kind);

    [Fact]
    public void A_store_with_one_writer_stops_is_copied_and_starts()
    {
        var strategy = Of(new PlatformBuilder().Service("files").Store("uploads", "files"), "files");
        Assert.Equal(CutOver.StopCopyStart, strategy.Kind);
        Assert.Contains("first write to uploads", strategy.Back.NoReturn, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("postgres:17")]
    [InlineData("mysql:8.4")]
    [InlineData("mariadb:11")]
    public void An_engine_that_replicates_does_so_before_the_switch(string image)
    {
        var strategy = Of(new PlatformBuilder().Service("db", image, ServiceRole.Database).Store("data", "db"), "db");
        Assert.Equal(CutOver.ReplicateThenSwitch, strategy.Kind);
        Assert.Contains(strategy.Gates, g => g.Measure == "rows of each table, old and new");
        Assert.Equal("database administrator", strategy.Owner);
    }

    [Fact]
    public void A_MongoDB_that_runs_alone_cannot_be_followed() =>
        Assert.Equal(CutOver.StopCopyStart, Of(new PlatformBuilder().Service("db", "mongo:8", ServiceRole.Database).Store("data", "db"), "db").Kind);

    [Fact]
    public void Of_two_schedulers_only_one_runs() =>
        Assert.Equal(CutOver.StopCopyStart, Of(new PlatformBuilder().Service("beat", role: ServiceRole.Scheduler), "beat").Kind);

    [Fact]
    public void Downtime_is_a_sum_whose_parts_say_where_they_come_from()
    {
        var platform = new PlatformBuilder().Service("files", with: s => s with
        {
            Lifecycle = new() { StopGracePeriod = TimeSpan.FromSeconds(30) },
            HealthCheck = new(new HealthTest.Shell(SecretText.Of("true")), TimeSpan.FromSeconds(10), null, null, TimeSpan.FromSeconds(20), null, default),
        }).Store("uploads", "files");
        var strategy = Of(platform, "files");
        var copy = (strategy.Data + 99_999_999) / 100_000_000;
        Assert.Equal(30 + copy + 20 + 10, strategy.Downtime.Seconds);
        Assert.Equal($"stop grace 30 s (stop_grace_period) + copy {Core.Planning.Quantities.Format(strategy.Data)} / 100 MB/s = {copy} s + start_period 20 s + one health interval 10 s = {strategy.Downtime.Seconds} s", strategy.Downtime.Sum);
    }

    [Fact]
    public void A_caller_stands_still_while_its_database_switches()
    {
        var strategy = Of(new PlatformBuilder().Service("worker", role: ServiceRole.Worker).Service("db", "postgres:17", ServiceRole.Database).Store("data", "db").Call("worker", "db", "db", 5432), "worker");
        Assert.Equal("20 s while shop/db switches + 15 s to start again = 35 s; none of its own", strategy.Downtime.Sum);
    }
}
