using System.Globalization;
using System.Text;
using Sluis.Core.Planning;
using Sluis.Core.Planning.Strategies;
using Sluis.Core.Planning.Waves;

namespace Sluis.Core.Emit.Documents.Runbooks;

/// <summary>In which order the platform crosses and how each service does.</summary>
internal static class StrategyPage
{
    public const string Path = "docs/migration-strategy.md";

    public static string Write(Crossing crossing)
    {
        var (plan, waves) = (crossing.Plan, crossing.Waves);
        var text = new StringBuilder("# Migration strategy\n\n");
        text.Append(CultureInfo.InvariantCulture, $"{plan.Name}: {Crossing.Plural(plan.Workloads.Count, "workload", "workloads")} in {Crossing.Plural(waves.Waves.Count, "wave", "waves")} of at most {waves.Capacity}. The objective: while one part runs in the cluster and the other on the old host, as few calls as possible cross between the two, the risky ones least. ");
        text.Append(CultureInfo.InvariantCulture, $"Each boundary between waves costs the risk of the calls that cross it; this order costs {waves.Bridges}, ");
        text.Append(waves.Exact ? "and no order with as many waves costs less.\n" : string.Create(CultureInfo.InvariantCulture, $"and no order with as many waves costs less than {waves.LowerBound}.\n"));
        WaveTable(text, crossing);
        Bridges(text, waves);
        Services(text, crossing);
        Replaced(text, plan);
        Changes(text, crossing);
        return text.ToString();
    }

    private static void WaveTable(StringBuilder text, Crossing crossing)
    {
        text.Append("\n## Waves\n\n| Wave | Moves | Data, at most | Longest downtime | Calls that cross afterwards |\n| --- | --- | --- | --- | --- |\n");
        foreach (var wave in crossing.Waves.Waves)
        {
            var longest = crossing.Strategies(wave).MaxBy(static s => s.Downtime.Seconds);
            text.Append(CultureInfo.InvariantCulture, $"| [{wave.Number}](waves/wave-{wave.Number}.md) | ").AppendJoin(", ", wave.Steps.Select(static s => s.Service.ToString()))
                .Append(CultureInfo.InvariantCulture, $" | {Data(crossing.Strategies(wave).Sum(static s => s.Data))} | {(longest is { Downtime.Seconds: > 0 } ? $"{Crossing.Duration(longest.Downtime.Seconds)} ({longest.Service})" : "none")} | {wave.Bridges.Count}, risk {wave.Bridges.Sum(static b => b.Risk)} |\n");
        }
    }

    private static void Bridges(StringBuilder text, WavePlan waves)
    {
        if (waves.Waves.AsSpan().ToArray().All(static w => w.Bridges.IsEmpty))
        {
            text.Append("\nNo call crosses between the old host and the cluster at any time.\n");
            return;
        }
        text.Append("\n## Bridges\n\nA call to a database has risk 8, to a broker 6, to a cache 5, to who signs people in 3, to an application 2, to monitoring or mail 1.\n\n| After wave | Caller | Called | Direction | Risk |\n| --- | --- | --- | --- | --- |\n");
        foreach (var wave in waves.Waves)
            foreach (var bridge in wave.Bridges)
                text.Append(CultureInfo.InvariantCulture, $"| {wave.Number} | {bridge.From} | {bridge.To}:{bridge.Port} | {(bridge.IntoCluster ? "old host → cluster" : "cluster → old host")} | {bridge.Risk} |\n");
    }

    private static void Services(StringBuilder text, Crossing crossing)
    {
        text.Append("\n## Services\n\nSizes are those of the claims, an upper bound: what is there was not measured. Data travels at ").Append(StrategyBandwidth)
            .Append(", which gigabit Ethernet carries.\n\n| Wave | Service | Critical | Cut-over | Because | Downtime | Owner |\n| --- | --- | --- | --- | --- | --- | --- |\n");
        foreach (var wave in crossing.Waves.Waves)
            foreach (var step in wave.Steps)
            {
                var strategy = crossing.Strategy(step.Service);
                text.Append(CultureInfo.InvariantCulture, $"| {wave.Number} | {step.Service} | {step.Criticality}: {Crossing.Cell(step.CriticalityReason)} | {CutOverText.Name(strategy.Kind)} | {Crossing.Cell(strategy.Reason)} | {Crossing.Cell(strategy.Downtime.Sum)} | {strategy.Owner} |\n");
            }
    }

    private static void Replaced(StringBuilder text, MigrationPlan plan)
    {
        if (plan.Replaced.IsEmpty)
            return;
        text.Append("\n## In no wave\n\nThese stay on the old host until its last service has moved, and go with it.\n\n| Service | Instead | Why |\n| --- | --- | --- |\n");
        foreach (var replaced in plan.Replaced)
            text.Append("| ").Append(replaced.Service).Append(" | ").Append(replaced.By).Append(" | ").Append(Crossing.Cell(replaced.Reason)).Append(" |\n");
    }

    private static void Changes(StringBuilder text, Crossing crossing)
    {
        text.Append("\n## What would change it\n\n- `wave` of a service in `sluis.yaml` puts it in that wave; the others are placed around it.\n");
        foreach (var group in crossing.Waves.Waves.SelectMany(crossing.Strategies).GroupBy(static s => (s.Kind, s.Changes)).OrderBy(static g => g.Key.Kind).ThenBy(static g => g.Key.Changes, StringComparer.Ordinal))
            text.Append("- ").Append(CutOverText.Name(group.Key.Kind)).Append(" of ").AppendJoin(", ", group.Select(static s => s.Service.ToString())).Append(": ").Append(group.Key.Changes).Append(".\n");
    }

    private const string StrategyBandwidth = "100 MB/s";

    public static string Data(long bytes) => bytes == 0 ? "none" : Quantities.Format(bytes);
}
