using System.Globalization;
using Sluis.Core.Platform;

namespace Sluis.Core.Planning.Strategies;

/// <summary>How long nobody answers, as a sum whose parts say where they come from.</summary>
internal static class Downtimes
{
    public static Downtime Of(WorkloadPlan workload, CutOver kind, long data) => kind switch
    {
        CutOver.StopCopyStart => Stopped(workload, data),
        CutOver.ReplicateThenSwitch => Switched(workload),
        _ => new(0, "0 s: the old one answers until the new one is ready"),
    };

    public static long Start(WorkloadPlan workload) => Starting(workload).Seconds;

    public static long CopySeconds(long data) => (data + StrategyDefaults.Bandwidth - 1) / StrategyDefaults.Bandwidth;

    private static Downtime Stopped(WorkloadPlan workload, long data)
    {
        var (grace, graceText) = Grace(workload);
        var (start, startText) = Starting(workload);
        var copy = CopySeconds(data);
        var copying = data == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $" + copy {Quantities.Format(data)} / {StrategyDefaults.Bandwidth / 1_000_000} MB/s = {copy} s");
        return new(grace + copy + start, string.Create(CultureInfo.InvariantCulture, $"{graceText}{copying} + {startText} = {grace + copy + start} s"));
    }

    private static Downtime Switched(WorkloadPlan workload)
    {
        var (grace, graceText) = Grace(workload);
        var sum = grace + StrategyDefaults.Lag + StrategyDefaults.Promotion;
        return new(sum, string.Create(CultureInfo.InvariantCulture, $"lag of at most {StrategyDefaults.Lag} s + {graceText} + promotion {StrategyDefaults.Promotion} s (assumed) = {sum} s"));
    }

    private static (long Seconds, string Text) Grace(WorkloadPlan workload) => workload.Service.Lifecycle.StopGracePeriod is { } stated
        ? (Up(stated), $"stop grace {Up(stated)} s (stop_grace_period)")
        : (StrategyDefaults.StopGrace, $"stop grace {StrategyDefaults.StopGrace} s (Docker's default)");

    private static (long Seconds, string Text) Starting(WorkloadPlan workload)
    {
        if (workload.Service.HealthCheck is not { Test: not (null or HealthTest.Disabled) } check)
            return (StrategyDefaults.Start(workload.Service.Role), $"start {StrategyDefaults.Start(workload.Service.Role)} s (assumed for the role {workload.Service.Role})");
        var (period, interval) = (check.StartPeriod is { } stated ? Up(stated) : 0, check.Interval is { } every ? Up(every) : StrategyDefaults.HealthInterval);
        return (period + interval, $"start_period {period} s + one health interval {interval} s");
    }

    private static long Up(TimeSpan time) => (long)Math.Ceiling(time.TotalSeconds);
}
