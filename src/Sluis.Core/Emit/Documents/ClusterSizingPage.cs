using System.Globalization;
using System.Text;
using Sluis.Core.Planning;
using Sluis.Core.Planning.Sizing;

namespace Sluis.Core.Emit.Documents;

/// <summary>How large the cluster has to be, for those who order it: each figure is the plan's.</summary>
internal static class ClusterSizingPage
{
    public const string Path = "docs/cluster-sizing.md";

    public static string Write(MigrationPlan plan)
    {
        var size = plan.Size;
        var text = new StringBuilder(8 * 1024);
        text.Append("# Cluster sizing of ").Append(plan.Name).Append("\n\n");
        Answer(text, size);
        Options(text, size);
        Changes(text, size);
        Work(text, size);
        Parts(text, size);
        Quotas(text, plan);
        Others(text, size);
        return text.ToString();
    }

    private static void Answer(StringBuilder text, ClusterSize size)
    {
        if (size.Recommended is not { } best)
        {
            text.Append("No node of the price table holds every Pod: see what each asks below, and lower it or name a larger machine with `--prices`.\n");
            return;
        }
        text.Append(CultureInfo.InvariantCulture, $"Production runs on **{best.Nodes} × {best.Shape.Name}** ({best.Shape.Cpus} CPUs, {SizeText.Memory(best.Shape.MemoryBytes)} each)");
        if (size.Zones > 1)
            text.Append(CultureInfo.InvariantCulture, $" in {size.Zones} zones");
        if (best.Cost is { } cost)
            text.Append(" for ").Append(SizeText.Money(cost, size.Prices.Currency)).Append(" a month");
        text.Append(CultureInfo.InvariantCulture, $". It holds {SizeText.Count(size.Pods, "Pod")} that ask {SizeText.Of(size.Work)}, the Pods that are on every node, and {SizeText.Memory(size.StorageBytes)} of volumes");
        text.Append(size.Headroom == 0 ? ".\n" : $", also while {SizeText.Count(size.Headroom, "node")} is lost and a rollout runs.\n");
        text.Append("\nRequests decide, not limits: the scheduler places Pods by what they request (https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/).\n");
    }

    private static void Options(StringBuilder text, ClusterSize size)
    {
        if (size.Options.IsEmpty)
            return;
        text.Append("\n## Options\n\n| Nodes | Shape | CPUs | Memory | CPU is shared | A month | Nodes for the work | with a rollout | least possible |\n| ---: | --- | ---: | ---: | --- | ---: | ---: | ---: | ---: |\n");
        foreach (var option in size.Options)
            text.Append(CultureInfo.InvariantCulture, $"| {option.Nodes} | {option.Shape.Name} | {option.Shape.Cpus} | {SizeText.Memory(option.Shape.MemoryBytes)} | {(option.Shape.Shared ? "yes" : "no")} | {(option.Cost is { } cost ? SizeText.Money(cost, size.Prices.Currency) : "not known")} | {option.ForWork} | {option.ForRollout} | {option.LowerBound} |\n");
        foreach (var option in size.Options)
        {
            text.Append("\n### ").Append(option.Shape.Name).Append("\n\n");
            foreach (var line in option.Arithmetic)
                text.Append("- ").Append(line).Append('\n');
        }
        text.Append("\nWhat the system keeps is computed as documented at ").Append(SystemReserve.Source(size.Prices.Reserve)).Append(".\n");
        var prices = size.Prices;
        if (prices.Note.Length > 0)
            text.Append('\n').Append(prices.Note).Append('\n');
        if (prices.Currency.Length == 0)
            return;
        text.Append("\nPrices are list prices on demand of ").Append(prices.AsOf).Append(prices.Region.Length > 0 ? $" for {prices.Region}" : "").Append(", without discounts, reservations, taxes, traffic and load balancers");
        text.Append(prices.Source.Length > 0 ? $" ({prices.Source})" : "").Append(". The table was entered by hand: compare it with the page of today before you order; `--prices FILE` takes a table of your own.\n");
    }

    private static void Changes(StringBuilder text, ClusterSize size)
    {
        if (size.Changes.IsEmpty)
            return;
        text.Append("\n## What would change it\n\n");
        foreach (var line in size.Changes)
            text.Append("- ").Append(line).Append('\n');
    }

    private static void Work(StringBuilder text, ClusterSize size)
    {
        text.Append("\n## What the workloads ask\n\n| Namespace | Workload | Pods | CPU each | Memory each | Volumes each | Because |\n| --- | --- | ---: | ---: | ---: | ---: | --- |\n");
        foreach (var group in size.Groups.OrderBy(static g => g.Namespace, StringComparer.Ordinal).ThenBy(static g => g.Name, StringComparer.Ordinal))
            text.Append(CultureInfo.InvariantCulture, $"| {group.Namespace} | {group.Name} | {group.Count} | {SizeText.Cpu(group.Each.CpuMillis)} | {SizeText.Memory(group.Each.MemoryBytes)} | {group.Each.Volumes} | {group.Reason.Replace("|", "\\|", StringComparison.Ordinal)} |\n");
        if (size.Surge.IsEmpty)
            return;
        text.Append("\nWhile a rollout runs, the largest workload of each namespace that starts the new Pod before it ends the old one has more of them: ");
        text.AppendJoin(", ", size.Surge.Select(static s => $"{s.Namespace}/{s.Name} {SizeText.Count(s.Count, "Pod")}")).Append(".\n");
    }

    private static void Parts(StringBuilder text, ClusterSize size)
    {
        text.Append("\n## What the platform asks\n\n| Part | Pods | CPU each | Memory each | For | Page |\n| --- | ---: | ---: | ---: | --- | --- |\n");
        foreach (var part in size.Parts)
            text.Append(CultureInfo.InvariantCulture, $"| {part.Name} | {(part.OnEveryNode ? "each node" : SizeText.Number(part.Pods))} | {SizeText.Cpu(part.CpuMillis)} | {SizeText.Memory(part.MemoryBytes)} | {part.Reason} | {part.Source} |\n");
    }

    private static void Quotas(StringBuilder text, MigrationPlan plan)
    {
        var workloads = plan.Workloads.ToDictionary(static w => w.Service.Key);
        text.Append("\n## Quotas\n\nTwice what the workloads of a namespace ask with every autoscaler at its top, so that all of them may be rolled out at once, and five Pods more; storage is what the claims ask.\n\n| Namespace | Pods | CPU requests | Memory limits | Claims | Storage |\n| --- | ---: | ---: | ---: | ---: | ---: |\n");
        foreach (var domain in plan.Domains)
            if (NamespaceQuota.Of(domain, workloads, plan.Size) is { } quota)
                text.Append(CultureInfo.InvariantCulture, $"| {domain.Namespace} | {quota.Pods} | {SizeText.Cpu(quota.CpuRequestMillis)} | {SizeText.Memory(quota.MemoryLimitBytes)} | {quota.Claims} | {SizeText.Memory(quota.StorageBytes)} |\n");
    }

    private static void Others(StringBuilder text, ClusterSize size)
    {
        if (size.Others.IsEmpty)
            return;
        text.Append("\n## Other environments\n\nEach in a cluster of its own, without room for a lost node or a rollout.\n\n| Environment | Pods | CPU | Memory | Nodes |\n| --- | ---: | ---: | ---: | --- |\n");
        foreach (var other in size.Others)
            text.Append(CultureInfo.InvariantCulture, $"| {other.Name} | {other.Pods} | {SizeText.Cpu(other.Work.CpuMillis)} | {SizeText.Memory(other.Work.MemoryBytes)} | {(other.Nodes is { } nodes ? $"{nodes} × {size.Recommended?.Shape.Name}" : "none holds every Pod")} |\n");
    }
}
