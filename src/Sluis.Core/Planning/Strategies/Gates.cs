using Sluis.Core.Platform;
using Sluis.Core.Text;

namespace Sluis.Core.Planning.Strategies;

/// <summary>What has to hold before the old one goes, by what the service is and how it crosses.</summary>
internal static class Gates
{
    public static EquatableArray<Gate> Of(WorkloadPlan workload, CutOver kind, bool routed)
    {
        var gates = new List<Gate>(4);
        if (workload.Kind is WorkloadKind.Job or WorkloadKind.CronJob)
            gates.Add(new("one run", "completed with exit code 0"));
        else
            gates.Add(new("Pods ready", $"{Math.Max(1, workload.Replicas)} within {3 * Downtimes.Start(workload)} s, no restart in 10 min"));
        if (kind == CutOver.ReplicateThenSwitch)
        {
            gates.Add(new("replication lag before the switch", $"at most {StrategyDefaults.Lag} s, then none once writes have stopped"));
            gates.Add(StoreEngines.Of(workload) == StoreEngine.Redis ? new("keys, old and new", "equal") : new("rows of each table, old and new", "equal"));
        }
        else if (!workload.Volumes.IsEmpty)
            gates.Add(new("files and bytes of each volume, old and new", "equal"));
        switch (workload.Service.Role)
        {
            case ServiceRole.Identity or ServiceRole.ForwardAuth or ServiceRole.Secrets:
                gates.Add(new("answers with status 5xx, or no answer, over 15 min", "at most 0.1 %: who cannot sign in can do nothing"));
                gates.Add(new("latency p95", "at most 1.2 times the old one's"));
                break;
            case ServiceRole.Broker:
                gates.Add(new("messages that wait", "no more than before, 15 min after"));
                break;
            case ServiceRole.Worker or ServiceRole.Scheduler or ServiceRole.Automation:
                gates.Add(new("tasks that failed over 30 min", "at most 1 %"));
                break;
            case ServiceRole.Ai:
                gates.Add(new("latency p95", "at most 1.5 times the old one's: another machine computes"));
                break;
            case ServiceRole.Monitoring or ServiceRole.Exporter or ServiceRole.Logging or ServiceRole.Tracing:
                gates.Add(new("targets and sources that report", "as many as on the old host"));
                break;
            default:
                if (!routed && workload.Service.Role is not (ServiceRole.Backend or ServiceRole.Frontend or ServiceRole.Gateway))
                    break;
                gates.Add(new("answers with status 5xx over 10 min", "at most 1 %, and not 0.5 points above the old one's"));
                gates.Add(new("latency p95", "at most 1.2 times the old one's"));
                break;
        }
        return [.. gates];
    }
}
