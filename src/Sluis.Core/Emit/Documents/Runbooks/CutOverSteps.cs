using System.Globalization;
using System.Text;
using Sluis.Core.Planning;
using Sluis.Core.Planning.Strategies;
using Sluis.Core.Platform;

namespace Sluis.Core.Emit.Documents.Runbooks;

/// <summary>The commands of one service's crossing, and of its way back.</summary>
internal static class CutOverSteps
{
    public static void Write(StringBuilder text, Crossing crossing, WorkloadPlan workload, ServiceStrategy strategy)
    {
        text.Append("```sh\n");
        switch (strategy.Kind)
        {
            case CutOver.StopCopyStart:
                OldHost(text, "stop", workload);
                Apply(text, crossing, workload);
                DataCopySteps.Write(text, crossing, workload);
                break;
            case CutOver.ReplicateThenSwitch when StoreEngines.Of(workload) is { } engine:
                ReplicationSteps.Write(text, crossing, workload, engine);
                break;
            case CutOver.Canary:
                Apply(text, crossing, workload);
                Ready(text, crossing, workload);
                WeightSteps.Write(text, crossing, workload);
                OldHost(text, "stop", workload);
                break;
            default:
                Apply(text, crossing, workload);
                Ready(text, crossing, workload);
                if (strategy.Kind == CutOver.BlueGreen)
                    Switch(text, crossing, workload);
                OldHost(text, "stop", workload);
                break;
        }
        if (strategy.Kind == CutOver.StopCopyStart)
        {
            Ready(text, crossing, workload);
            Switch(text, crossing, workload);
        }
        text.Append("```\n");
    }

    public static void Back(StringBuilder text, Crossing crossing, WorkloadPlan workload, ServiceStrategy strategy)
    {
        if (strategy.Kind == CutOver.Canary)
            WeightSteps.Weights(text, crossing, workload, 100);
        if (strategy.Kind == CutOver.ReplicateThenSwitch && StoreEngines.Of(workload) is { } engine)
            ReplicationSteps.Back(text, workload, engine);
        Scale(text, crossing, workload, 0);
        OldHost(text, "start", workload);
        foreach (var host in Hosts(crossing, workload))
            text.Append("# DNS: ").Append(host).Append(" back to $OLD_HOST\n");
    }

    /// <summary>Only what belongs to the workload: the rest of its domain has its own wave.</summary>
    public static void Apply(StringBuilder text, Crossing crossing, WorkloadPlan workload) =>
        text.Append(CultureInfo.InvariantCulture, $"kubectl apply -k {Emitter.AppFolder(workload.Domain)}/overlays/{crossing.Environment} -l app.kubernetes.io/name={workload.Name}\n");

    public static void OldHost(StringBuilder text, string verb, WorkloadPlan workload) =>
        text.Append(CultureInfo.InvariantCulture, $"docker compose -p {workload.Service.Key.Project} {verb} {workload.Service.Key.Service}\n");

    public static void Scale(StringBuilder text, Crossing crossing, WorkloadPlan workload, int replicas)
    {
        var pod = crossing.PodOf(workload);
        text.Append(pod.Kind switch
        {
            WorkloadKind.Deployment or WorkloadKind.StatefulSet => string.Create(CultureInfo.InvariantCulture, $"kubectl -n {pod.Namespace} scale {Kind(pod)}/{pod.Name} --replicas={replicas}\n"),
            WorkloadKind.CronJob => $"kubectl -n {pod.Namespace} patch cronjob/{pod.Name} -p '{{\"spec\":{{\"suspend\":{(replicas == 0 ? "true" : "false")}}}}}'\n",
            _ => replicas == 0 ? $"kubectl -n {pod.Namespace} delete {Kind(pod)}/{pod.Name}\n" : "",
        });
    }

    public static void Ready(StringBuilder text, Crossing crossing, WorkloadPlan workload)
    {
        var pod = crossing.PodOf(workload);
        text.Append(pod.Kind switch
        {
            WorkloadKind.Job => $"kubectl -n {pod.Namespace} wait --for=condition=complete job/{pod.Name} --timeout=30m\n",
            WorkloadKind.CronJob => $"kubectl -n {pod.Namespace} create job --from=cronjob/{pod.Name} {Trial(pod.Name)}\nkubectl -n {pod.Namespace} wait --for=condition=complete job/{Trial(pod.Name)} --timeout=30m\n",
            _ => string.Create(CultureInfo.InvariantCulture, $"kubectl -n {pod.Namespace} rollout status {Kind(pod)}/{pod.Name} --timeout={3 * StartOf(pod)}s\n"),
        });
    }

    /// <summary>Who reaches it from outside has to be told; callers inside find the name.</summary>
    public static void Switch(StringBuilder text, Crossing crossing, WorkloadPlan workload)
    {
        foreach (var host in Hosts(crossing, workload))
            text.Append(CultureInfo.InvariantCulture, $"# DNS: {host} from $OLD_HOST to the address of the gateway\n");
        foreach (var published in workload.Service.Published)
            if (published is { HostPort: { } port } && published.HostIp is not ("127.0.0.1" or "::1"))
                text.Append(CultureInfo.InvariantCulture, $"# who uses $OLD_HOST:{port} from outside is told the new address of {workload.Name}.{workload.Namespace}:{published.ContainerPort}\n");
    }

    public static IEnumerable<string> Hosts(Crossing crossing, WorkloadPlan workload) =>
        crossing.Plan.Platform.Routes.Where(r => r.Service == workload.Service.Key && r.InternalService is null).SelectMany(static r => r.Matches).Select(static m => m.Host).OfType<string>().Distinct().Order(StringComparer.Ordinal);

    private static long StartOf(WorkloadPlan pod) => Math.Max(20, StrategyPlanner.StartOf(pod));

    private static string Trial(string name) => LegalNames.Label($"{name}-trial");

    private static string Kind(WorkloadPlan workload) => workload.Kind.ToString().ToLowerInvariant();
}
