using System.Globalization;
using System.Text;
using Sluis.Core.Planning;
using Sluis.Core.Planning.Selections;
using Sluis.Core.Planning.Waves;

namespace Sluis.Cli.Rendering;

/// <summary>A plan for people: short enough for one screen per domain.</summary>
internal static class PlanText
{
    public static string Write(MigrationPlan plan)
    {
        var text = new StringBuilder();
        text.Append("Platform ").Append(plan.Name).Append("\n\nDecisions\n");
        var decisions = new TextTable("KEY", "VALUE", "BECAUSE");
        foreach (var decision in plan.Decisions)
            decisions.Add(decision.Key, decision.Value.Length == 0 ? "-" : decision.Value, decision.Stated ? "sluis.yaml says so" : decision.Reason);
        decisions.WriteTo(text);

        Selections(plan, text);
        foreach (var domain in plan.Domains)
        {
            text.Append(CultureInfo.InvariantCulture, $"\nNamespace {domain.Namespace} ({domain.PodSecurity.ToString().ToLowerInvariant()}: {domain.PodSecurityReason})\n");
            var table = new TextTable("WORKLOAD", "KIND", "REPLICAS", "CPU", "MEMORY", "STORAGE", "BECAUSE");
            foreach (var workload in plan.Workloads)
                if (workload.Namespace == domain.Namespace)
                    table.Add(
                        workload.Name, workload.Kind.ToString(),
                        workload.MaxReplicas is { } most && most > workload.Replicas ? $"{workload.Replicas} to {most}" : $"{workload.Replicas}",
                        $"{workload.Resources.CpuRequestMillis}m", Size(workload.Resources.MemoryRequestBytes), Storage(workload), workload.KindReason);
            if (table.IsEmpty)
                text.Append("  no workloads\n");
            else
                table.WriteTo(text);
        }

        if (plan.Replaced.Count > 0)
        {
            text.Append("\nReplaced\n");
            var table = new TextTable("SERVICE", "BY", "BECAUSE");
            foreach (var replaced in plan.Replaced)
                table.Add(replaced.Service.ToString(), replaced.Excluded ? "(left out)" : replaced.By, replaced.Reason);
            table.WriteTo(text);
        }

        Waves(text, WavePlanner.Plan(plan));
        SizeBlock.Write(text, plan.Size);

        text.Append("\nEnvironments\n");
        var environments = new TextTable("ENVIRONMENT", "SCALE", "SECRETS AT");
        foreach (var environment in plan.Environments)
            environments.Add(environment.Name, environment.Scale.ToString(CultureInfo.InvariantCulture), environment.SecretPath);
        environments.WriteTo(text);
        return text.ToString();
    }

    private static void Waves(StringBuilder text, WavePlan waves)
    {
        text.Append(CultureInfo.InvariantCulture, $"\nWaves of at most {waves.Capacity} services: {waves.Waves.Count}, with calls of risk {waves.Bridges} between the old host and the cluster");
        text.Append(waves.Exact ? ", the least there can be\n" : string.Create(CultureInfo.InvariantCulture, $" (no order has less than {waves.LowerBound})\n"));
        foreach (var wave in waves.Waves)
        {
            text.Append(CultureInfo.InvariantCulture, $"\nWave {wave.Number}: {wave.Steps.Count} services, then {wave.Bridges.Count} calls cross\n");
            var steps = new TextTable("STEP", "SERVICE", "CRITICAL", "BECAUSE", "MOVES NOW AS IT");
            foreach (var step in wave.Steps)
                steps.Add(step.Order.ToString(CultureInfo.InvariantCulture), step.Service.ToString(), step.Criticality.ToString(CultureInfo.InvariantCulture), step.CriticalityReason, step.Reason);
            steps.WriteTo(text);
            foreach (var bridge in wave.Bridges)
                text.Append(CultureInfo.InvariantCulture, $"  {(bridge.IntoCluster ? "old host to cluster" : "cluster to old host")}: {bridge.From} calls {bridge.To}:{bridge.Port} (risk {bridge.Risk})\n");
        }
    }

    private static void Selections(MigrationPlan plan, StringBuilder text)
    {
        if (plan.Selections.IsEmpty)
            return;
        text.Append("\nSelections\n");
        var table = new TextTable("TOPIC", "CHOSEN", "SCORE", "BECAUSE");
        foreach (var selection in plan.Selections)
            table.Add(selection.Title, selection.ChosenName, SelectionText.Against(selection), selection.Stated ? "sluis.yaml says so" : selection.Note ?? selection.Because);
        table.WriteTo(text);
    }

    private static string Storage(WorkloadPlan workload)
    {
        var bytes = 0L;
        foreach (var volume in workload.Volumes)
            bytes += volume.SizeBytes;
        return bytes == 0 ? "-" : Size(bytes);
    }

    internal static string Size(long bytes) => bytes switch
    {
        >= 1L << 30 when bytes % (1L << 30) == 0 => $"{bytes >> 30}Gi",
        >= 1L << 20 => $"{bytes >> 20}Mi",
        _ => $"{bytes}",
    };
}
