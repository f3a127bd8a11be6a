using Sluis.Core.Diagnostics;
using Sluis.Core.Proof.Manifests;

namespace Sluis.Core.Proof.Resilience;

/// <summary>Budgets that let a node be drained, and replicas that do not all stand on one node.</summary>
internal static class Disruption
{
    /// <summary>https://kubernetes.io/docs/tasks/run-application/configure-pdb/</summary>
    public static void Budgets(RenderedEnvironment environment, IReadOnlyList<Scaled> workloads, List<Diagnostic> findings)
    {
        var covered = new Dictionary<ManifestObject, ManifestObject>();
        foreach (var budget in environment.OfKind("PodDisruptionBudget"))
        {
            var total = 0;
            foreach (var workload in workloads)
                if (workload.Item.Kind is "Deployment" or "StatefulSet" or "ReplicaSet" && workload.Item.Namespace == budget.Namespace
                    && Selectors.Matches(budget.Spec.Map("selector"), workload.Pod.Labels))
                {
                    total += workload.Scale.Min;
                    if (!covered.TryAdd(workload.Item, budget))
                        findings.Add(ResilienceDiagnostics.TwoBudgets(budget.Spec?["selector"]?.Span ?? budget.At, budget, "spec.selector", workload.Item.ToString(), covered[workload.Item].Name));
                }
            if (total == 0)
                continue;
            if (Scale.Portion(budget.Spec, "minAvailable", total) is { } needed && needed >= total)
                findings.Add(ResilienceDiagnostics.BudgetBlocks(budget.Spec?["minAvailable"]?.Span ?? budget.At, budget, "spec.minAvailable", total));
            if (Scale.Portion(budget.Spec, "maxUnavailable", total) is 0)
                findings.Add(ResilienceDiagnostics.BudgetBlocks(budget.Spec?["maxUnavailable"]?.Span ?? budget.At, budget, "spec.maxUnavailable", total));
        }
    }

    public static void Spread(Scaled workload, List<Diagnostic> findings)
    {
        if (workload.Scale.Max < 2 || workload.Item.Kind is not ("Deployment" or "StatefulSet"))
            return;
        var pod = workload.Pod;
        foreach (var constraint in pod.Spec.Maps("topologySpreadConstraints"))
            if (Selectors.Matches(constraint.Map("labelSelector"), pod.Labels))
                return;
        var apart = pod.Spec.Map("affinity").Map("podAntiAffinity");
        foreach (var term in apart.Maps("requiredDuringSchedulingIgnoredDuringExecution"))
            if (Selectors.Matches(term.Map("labelSelector"), pod.Labels))
                return;
        foreach (var term in apart.Maps("preferredDuringSchedulingIgnoredDuringExecution"))
            if (Selectors.Matches(term.Map("podAffinityTerm").Map("labelSelector"), pod.Labels))
                return;
        findings.Add(ResilienceDiagnostics.NotSpread((pod.Spec["topologySpreadConstraints"] ?? pod.Spec).Span, workload.Item, pod.Path + ".topologySpreadConstraints", workload.Scale.Max));
    }
}
