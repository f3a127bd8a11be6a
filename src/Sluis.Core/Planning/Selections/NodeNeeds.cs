using Sluis.Core.Planning.Sizing;

namespace Sluis.Core.Planning.Selections;

/// <summary>What the size of the cluster means for what runs on it.</summary>
internal static class NodeNeeds
{
    public static void Read(Intent intent, ClusterSize size, RequirementList needs)
    {
        if (intent.Provider == Provider.Local)
        {
            const string One = "sluis.yaml places the cluster on one machine (provider: local)";
            needs.Add("one-node", One);
            needs.Add("few-nodes", One);
            return;
        }
        if (size.Recommended is not { } option)
            return;
        var text = $"{RequirementList.Count(option.Nodes, "node", "nodes")} of {option.Shape.Name} ({option.Shape.Cpus} cores, {option.Shape.MemoryBytes / Quantities.Gibi}Gi) hold {RequirementList.Count(size.Pods, "Pod", "Pods")}";
        if (option.Nodes == 1)
            needs.Add("one-node", text);
        else
            needs.Add("several-nodes", text);
        if (option.Nodes < SelectionDefaults.ReplicatedNodes)
            needs.Add("few-nodes", text);
    }
}
