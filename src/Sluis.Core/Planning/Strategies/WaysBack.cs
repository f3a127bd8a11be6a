using Sluis.Core.Text;

namespace Sluis.Core.Planning.Strategies;

/// <summary>The way back of each kind of cut-over, and where it ends.</summary>
internal static class WaysBack
{
    public static WayBack Of(WorkloadPlan workload, CutOver kind)
    {
        var (name, old) = (workload.Name, workload.Service.Key.Service);
        return kind switch
        {
            CutOver.Canary => new([$"give the old {old} the weight 100", $"scale {name} in {workload.Namespace} to none"], $"none: the old {old} runs until the wave is signed off, and {name} keeps nothing"),
            CutOver.BlueGreen => new([$"point the callers of {name} at the old {old} again", $"scale {name} in {workload.Namespace} to none"], $"none: {name} keeps nothing"),
            CutOver.Rolling => new([$"start {old} on the old host", $"remove {name} from {workload.Namespace}"], $"none: {name} keeps nothing"),
            CutOver.StopCopyStart when workload.Volumes.IsEmpty => new([$"stop {name} in {workload.Namespace}", $"start {old} on the old host"], "none, but what ran once must not run again: compare the last run of both"),
            CutOver.StopCopyStart => new(
                [$"stop {name} in {workload.Namespace}", $"copy back what was written since, or give it up", $"start {old} on the old host with the volume it had"],
                $"the first write to {Store(workload)} in the cluster: the old volume does not have it"),
            _ => new(
                [$"stop the callers of {name}", $"make the old {old} take writes again", $"point the callers at the old host"],
                $"the first write after {name} was promoted: the old {old} does not have it unless it replicates from the cluster"),
        };
    }

    private static string Store(WorkloadPlan workload) => workload.Volumes[0].Store.Value;
}
