using Sluis.Core.Diagnostics;
using Sluis.Core.Proof.Manifests;
using Sluis.Core.Yaml;

namespace Sluis.Core.Proof.Resilience;

/// <summary>Autoscalers that own their count and can measure what they scale by. https://kubernetes.io/docs/concepts/workloads/autoscaling/horizontal-pod-autoscale/</summary>
internal static class Scaling
{
    public static void Check(Scaled workload, List<Diagnostic> findings)
    {
        if (workload.Scale.Autoscaler is not { } scaler)
            return;
        if (workload.Scale.Fixed is { } replicas)
            findings.Add(ResilienceDiagnostics.TwoCounts(replicas.Span, workload.Item, "spec.replicas", scaler.Name));
        var metrics = scaler.Spec.Items("metrics");
        for (var i = 0; i < metrics.Count; i++)
        {
            if ((metrics[i] as MapNode).Map("resource") is not { } metric || metric.Text("name") is not { } resource || metric.Map("target").Text("type") is not "Utilization")
                continue;
            foreach (var container in workload.Resources)
                if ((!container.Container.IsInit || container.IsSidecar) && container.Requests.GetValueOrDefault(resource) == 0)
                    findings.Add(ResilienceDiagnostics.CannotMeasure(metric.Span, scaler, $"spec.metrics[{i}].resource", container.Container.Name, resource));
        }
    }
}
