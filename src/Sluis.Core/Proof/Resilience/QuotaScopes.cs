using Sluis.Core.Proof.Manifests;
using Sluis.Core.Yaml;

namespace Sluis.Core.Proof.Resilience;

/// <summary>Which Pods a quota counts. A scope that is not known here counts none: a quota is not called too small on a guess.</summary>
internal static class QuotaScopes
{
    public static bool Covers(ManifestObject quota, PodTemplate pod)
    {
        foreach (var scope in quota.Spec.Items("scopes"))
            if (scope is not ScalarNode { Text: var name } || !Holds(name, pod))
                return false;
        foreach (var expression in quota.Spec.Map("scopeSelector").Maps("matchExpressions"))
        {
            var name = expression.Text("scopeName") ?? "";
            var priority = name == "PriorityClass" ? pod.Spec.Text("priorityClassName") : null;
            var holds = (name, expression.Text("operator")) switch
            {
                ("PriorityClass", "In") => expression.Items("values").Any(v => v is ScalarNode s && s.Text == priority),
                ("PriorityClass", "NotIn") => !expression.Items("values").Any(v => v is ScalarNode s && s.Text == priority),
                ("PriorityClass", "Exists") => priority is not null,
                ("PriorityClass", "DoesNotExist") => priority is null,
                (_, "Exists") => Holds(name, pod),
                _ => false,
            };
            if (!holds)
                return false;
        }
        return true;
    }

    private static bool Holds(string scope, PodTemplate pod) => scope switch
    {
        "Terminating" => pod.Spec["activeDeadlineSeconds"] is not null,
        "NotTerminating" => pod.Spec["activeDeadlineSeconds"] is null,
        "BestEffort" => IsBestEffort(pod),
        "NotBestEffort" => !IsBestEffort(pod),
        _ => false,
    };

    private static bool IsBestEffort(PodTemplate pod)
    {
        foreach (var container in pod.All)
            if (container.Node.Map("resources") is { } resources && (resources.Entries("requests").Count > 0 || resources.Entries("limits").Count > 0))
                return false;
        return true;
    }
}
