using System.Globalization;
using System.Text;
using Sluis.Core.Planning.Sizing;

namespace Sluis.Cli.Rendering;

/// <summary>The cluster's size for people: what is asked, and the options beside each other.</summary>
internal static class SizeBlock
{
    public static void Write(StringBuilder text, ClusterSize size)
    {
        text.Append(CultureInfo.InvariantCulture, $"\nCluster of production: {SizeText.Count(size.Pods, "Pod")} ask {SizeText.Of(size.Work)}; {SizeText.Count(size.Headroom, "node")} may be lost, {SizeText.Count(size.Zones, "zone")}\n");
        if (size.Recommended is not { } best)
        {
            text.Append("  no node of the price table holds every Pod\n");
            return;
        }
        var table = new TextTable("NODES", "SHAPE", "CPU", "MEMORY", "A MONTH", "WORK", "ROLLOUT", "LEAST");
        foreach (var option in size.Options)
            table.Add(SizeText.Number(option.Nodes), option.Shape.Name, SizeText.Number(option.Shape.Cpus), SizeText.Memory(option.Shape.MemoryBytes),
                option.Cost is { } cost ? SizeText.Money(cost, size.Prices.Currency) : "-", SizeText.Number(option.ForWork), SizeText.Number(option.ForRollout), SizeText.Number(option.LowerBound));
        table.WriteTo(text);
        if (best.Cost is not null)
            text.Append("  List prices of ").Append(size.Prices.AsOf).Append(", without discounts and taxes: ").Append(size.Prices.Source).Append('\n');
        if (!size.Changes.IsEmpty)
            text.Append("  ").Append(size.Changes[0]).Append('\n');
    }
}
