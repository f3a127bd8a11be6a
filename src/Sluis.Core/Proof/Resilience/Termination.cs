using Sluis.Core.Diagnostics;
using Sluis.Core.Proof.Claims;
using Sluis.Core.Proof.Manifests;

namespace Sluis.Core.Proof.Resilience;

/// <summary>Time to stop in: what Compose gave, and more than the hook before it takes. https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#pod-termination</summary>
internal static class Termination
{
    private const long DefaultGrace = 30;

    public static void Check(Scaled workload, IReadOnlyList<ClaimedService> services, List<Diagnostic> findings)
    {
        var pod = workload.Pod;
        var grace = pod.Spec.Number("terminationGracePeriodSeconds") ?? DefaultGrace;
        var at = (pod.Spec["terminationGracePeriodSeconds"] ?? pod.Spec).Span;
        foreach (var service in services)
            if (service.StopGraceSeconds is { } claimed && grace < claimed)
                findings.Add(ResilienceDiagnostics.StopsTooSoon(at, workload.Item, pod.Path + ".terminationGracePeriodSeconds", grace, service.Key, claimed));
        foreach (var container in pod.Running)
        {
            var hook = container.Node.Map("lifecycle").Map("preStop");
            var sleep = hook.Map("sleep").Number("seconds") ?? Sleeps.Of(hook.Map("exec"));
            if (hook is not null && sleep >= grace)
                findings.Add(ResilienceDiagnostics.HookTakesAll(hook.Span, workload.Item, container.Path + ".lifecycle.preStop", container.Name, sleep.Value, grace));
        }
    }
}
