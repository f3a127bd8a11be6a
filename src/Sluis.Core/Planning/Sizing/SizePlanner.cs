using Sluis.Core.Platform;
using Sluis.Core.Text;

namespace Sluis.Core.Planning.Sizing;

/// <summary>The size of the cluster: which nodes and how many, for the Pods that the plan has.</summary>
internal static class SizePlanner
{
    /// <summary>Options that are shown side by side.</summary>
    private const int Compared = 3;

    public static ClusterSize Plan(
        PlanningContext context, EquatableArray<WorkloadPlan> workloads, Choices choices, EquatableArray<EnvironmentPlan> environments, SizingInputs inputs)
    {
        var intent = context.Intent.Cluster;
        var table = inputs.Prices ?? PriceTables.Of(choices.Provider);
        EnvironmentPlan? production = null;
        foreach (var environment in environments)
            if (environment.IsProduction)
                production = environment;
        var demand = Demand.Of(workloads, production, choices.Mesh);
        var parts = PlatformParts.Of(choices, !context.Platform.Routes.IsEmpty, !context.Platform.Secrets.IsEmpty, demand.StorageBytes > 0);
        var (zones, why) = choices.Provider is Provider.Aws or Provider.Azure or Provider.Gcp
            ? (3, "a region of the provider has three zones, and its control plane is in all of them")
            : (1, "nothing says that the nodes are in several zones");
        zones = Math.Max(1, context.Choose("cluster.zones", intent.Zones, zones, SizeText.Number, why));
        var headroom = context.Choose("cluster.headroom", intent.Headroom, 1, SizeText.Number, "one node may be lost, or drained for an upgrade, while everything runs");

        var size = new Sizer(table, zones, headroom, demand, parts);
        var options = size.Options(intent.NodeShape, Compared);
        NodeShape(context, table, options);
        if (options.Count == 0)
            FitsNowhere(context, size, demand, table);
        return new ClusterSize
        {
            Zones = zones,
            Headroom = headroom,
            Groups = [.. demand.Groups],
            Parts = [.. parts],
            Work = size.Total,
            Pods = size.Work.Length,
            PerNode = size.PerNode,
            PodsPerNode = size.PodsPerNode,
            Surge = [.. demand.Surge],
            StorageBytes = demand.StorageBytes,
            Options = [.. options],
            Prices = table,
            Others = Others(workloads, choices, environments, parts, size, options),
            Changes = options.Count == 0 ? [] : SizeChanges.Of(size, options[0], demand),
        };
    }

    private static void NodeShape(PlanningContext context, PriceTable table, List<SizeOption> options)
    {
        var stated = context.Intent.Cluster.NodeShape;
        if (stated is not null && !table.Nodes.Any(n => n.Name == stated))
            context.Findings.Add(SizingDiagnostics.UnknownShape(context.Intent.Cluster.At, stated, [.. table.Nodes.Select(static n => n.Name)],
                Spelling.Nearest(stated, table.Nodes.Select(static n => n.Name))));
        if (options.Count > 0)
            context.Choose("cluster.nodeShape", stated, options[0].Shape.Name, options[0].Cost is null ? "the least CPU and memory to provide for what is needed" : "the lowest cost a month for the size that is needed");
    }

    /// <summary>The workloads whose Pod even the largest machine cannot hold.</summary>
    private static void FitsNowhere(PlanningContext context, Sizer size, Demand demand, PriceTable table)
    {
        var largest = table.Nodes.MaxBy(static n => (n.MemoryBytes, n.Cpus));
        if (largest is null)
            return;
        for (var i = 0; i < demand.Groups.Count; i++)
            if (demand.Groups[i].Count > 0 && !table.Nodes.Any(n => size.RoomOf(n).Holds(demand.Groups[i].Each)))
                context.Findings.Add(SizingDiagnostics.FitsNowhere(demand.Owners[i].Service, SizeText.Of(demand.Groups[i].Each),
                    $"{largest.Name} with {largest.Cpus} CPUs and {SizeText.Memory(largest.MemoryBytes)}"));
    }

    private static EquatableArray<EnvironmentSize> Others(
        EquatableArray<WorkloadPlan> workloads, Choices choices, EquatableArray<EnvironmentPlan> environments, List<PlatformPart> parts, Sizer size, List<SizeOption> options)
    {
        var others = new List<EnvironmentSize>();
        foreach (var environment in environments)
        {
            if (environment.IsProduction)
                continue;
            var pods = Demand.Pods(Demand.Of(workloads, environment, choices.Mesh).Groups, parts);
            var total = default(Load);
            foreach (var pod in pods)
                total += pod;
            others.Add(new(environment.Name, pods.Length, total, options.Count == 0 ? null : NodePacking.Pack(pods, size.RoomOf(options[0].Shape))));
        }
        return [.. others];
    }
}
