using Sluis.Core.Proof.Manifests;
using Sluis.Core.Proof.Schema.Values;
using Sluis.Core.Yaml;

namespace Sluis.Core.Proof.Schema.Objects;

/// <summary>Where Pods may run. https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/</summary>
internal static class SchedulingRules
{
    public static void Check(RuleScope scope, PodTemplate pod)
    {
        var (spec, path) = (pod.Spec, pod.Path);
        MetadataRules.Labels(scope, spec.Entries("nodeSelector"), $"{path}.nodeSelector");
        Tolerations(scope, spec, path);
        var i = 0;
        foreach (var spread in spec.Maps("topologySpreadConstraints"))
        {
            var here = $"{path}.topologySpreadConstraints[{i++}]";
            if (spread.Number("maxSkew") < 1)
                scope.Add(PodDiagnostics.Scheduling(scope.At(spread, here, "maxSkew"), "maxSkew is at least 1.", "Use 1 for an even spread."));
            if (spread.Number("minDomains") is { } domains && (domains < 1 || spread.Text("whenUnsatisfiable") == "ScheduleAnyway"))
                scope.Add(PodDiagnostics.Scheduling(scope.At(spread, here, "minDomains"), "minDomains is at least 1 and goes with whenUnsatisfiable: DoNotSchedule only.", "Remove it."));
            if (spread.Text("topologyKey") is { } key && Grammar.QualifiedName(key) is { } must)
                scope.Add(ObjectDiagnostics.Label(scope.At(spread, here, "topologyKey"), "label", key, must));
            MetadataRules.Selector(scope, spread.Map("labelSelector"), $"{here}.labelSelector");
        }
        if (spec.Map("affinity") is not { } affinity)
            return;
        foreach (var kind in (ReadOnlySpan<string>)["podAffinity", "podAntiAffinity"])
            Terms(scope, affinity.Map(kind), $"{path}.affinity.{kind}");
        i = 0;
        foreach (var term in affinity.Map("nodeAffinity").Maps("preferredDuringSchedulingIgnoredDuringExecution"))
            Weight(scope, term, $"{path}.affinity.nodeAffinity.preferredDuringSchedulingIgnoredDuringExecution[{i++}]");
    }

    private static void Tolerations(RuleScope scope, MapNode spec, string path)
    {
        var i = 0;
        foreach (var toleration in spec.Maps("tolerations"))
        {
            var here = $"{path}.tolerations[{i++}]";
            var (key, mode) = (toleration.Text("key"), toleration.Text("operator") ?? "Equal");
            if (string.IsNullOrEmpty(key) && mode != "Exists")
                scope.Add(PodDiagnostics.Scheduling(scope.At(toleration, here, "operator"), "A toleration without a key must have the operator Exists.", "Add the key, or the operator."));
            if (mode == "Exists" && toleration.Text("value") is { Length: > 0 })
                scope.Add(PodDiagnostics.Scheduling(scope.At(toleration, here, "value"), "The operator Exists takes no value.", "Remove the value, or use Equal."));
            if (toleration["tolerationSeconds"] is ScalarNode { Kind: ScalarKind.Integer } && toleration.Text("effect") != "NoExecute")
                scope.Add(PodDiagnostics.Scheduling(scope.At(toleration, here, "tolerationSeconds"), "tolerationSeconds belongs to the effect NoExecute.", "Remove it, or state the effect."));
            if (key is { Length: > 0 } && Grammar.QualifiedName(key) is { } must)
                scope.Add(ObjectDiagnostics.Label(scope.At(toleration, here, "key"), "taint", key, must));
        }
    }

    private static void Terms(RuleScope scope, MapNode? affinity, string path)
    {
        var i = 0;
        foreach (var term in affinity.Maps("requiredDuringSchedulingIgnoredDuringExecution"))
            Term(scope, term, $"{path}.requiredDuringSchedulingIgnoredDuringExecution[{i++}]");
        i = 0;
        foreach (var weighted in affinity.Maps("preferredDuringSchedulingIgnoredDuringExecution"))
        {
            var here = $"{path}.preferredDuringSchedulingIgnoredDuringExecution[{i++}]";
            Weight(scope, weighted, here);
            if (weighted.Map("podAffinityTerm") is { } term)
                Term(scope, term, $"{here}.podAffinityTerm");
        }
    }

    private static void Term(RuleScope scope, MapNode term, string path)
    {
        if (term.Text("topologyKey") is "")
            scope.Add(PodDiagnostics.Scheduling(scope.At(term, path, "topologyKey"), "The topology key is empty.", "Use kubernetes.io/hostname for a spread over nodes."));
        MetadataRules.Selector(scope, term.Map("labelSelector"), $"{path}.labelSelector");
    }

    private static void Weight(RuleScope scope, MapNode term, string path)
    {
        if (term.Number("weight") is < 1 or > 100)
            scope.Add(PodDiagnostics.Scheduling(scope.At(term, path, "weight"), "A weight lies between 1 and 100.", "Use 100 for the strongest."));
    }
}
