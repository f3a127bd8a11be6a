using Sluis.Core.Proof.Manifests;
using Sluis.Core.Yaml;

namespace Sluis.Core.Proof.Schema.Objects;

/// <summary>HorizontalPodAutoscaler and PodDisruptionBudget.</summary>
internal static class ScalingRules
{
    private static readonly string[] Sources = ["resource", "containerResource", "pods", "object", "external"];

    public static void Autoscaler(RuleScope scope, MapNode spec)
    {
        var (least, most) = (spec.Number("minReplicas") ?? 1, spec.Number("maxReplicas"));
        if (least < 1)
            scope.Add(KindDiagnostics.Autoscaler(scope.At(spec, "spec", "minReplicas"), "minReplicas is at least 1.", "Give 1 or more; scaling to zero needs another autoscaler."));
        if (most < 1)
            scope.Add(KindDiagnostics.Autoscaler(scope.At(spec, "spec", "maxReplicas"), "maxReplicas is at least 1.", "Give the most replicas that may run."));
        else if (least > most)
            scope.Add(KindDiagnostics.Autoscaler(scope.At(spec, "spec", "maxReplicas"), $"maxReplicas ({most}) is less than minReplicas ({least}).", "Raise maxReplicas or lower minReplicas."));
        if (scope.Item.ApiVersion != "autoscaling/v2")
            return;
        var i = 0;
        foreach (var metric in spec.Maps("metrics"))
            Metric(scope, metric, $"spec.metrics[{i++}]");
        foreach (var direction in (ReadOnlySpan<string>)["scaleUp", "scaleDown"])
            if (spec.Map("behavior").Map(direction) is { } behaviour)
                Behaviour(scope, behaviour, $"spec.behavior.{direction}");
    }

    private static void Metric(RuleScope scope, MapNode metric, string path)
    {
        var count = Sources.Count(s => metric[s] is MapNode);
        if (count != 1)
            scope.Add(PodDiagnostics.ExactlyOne(scope.At(metric, path), "The metric", count));
        if (metric.Text("type") is not { Length: > 0 } type)
            return;
        var field = char.ToLowerInvariant(type[0]) + type[1..];
        if (metric.Map(field) is not { } source)
        {
            if (count == 1)
                scope.Add(KindDiagnostics.Autoscaler(scope.At(metric, path, "type"), $"A metric of the type {type} needs the field {field}.", "Let type and field agree."));
            return;
        }
        if (source.Map("target") is not { } target)
            return;
        var here = $"{path}.{field}.target";
        var wanted = target.Text("type") switch { "Utilization" => "averageUtilization", "AverageValue" => "averageValue", "Value" => "value", _ => null };
        if (wanted is not null && target[wanted] is null)
            scope.Add(KindDiagnostics.Autoscaler(scope.At(target, here, wanted), $"A target of the type {target.Text("type")} needs {wanted}.", $"Add {wanted}."));
        if (target.Number("averageUtilization") < 1)
            scope.Add(KindDiagnostics.Autoscaler(scope.At(target, here, "averageUtilization"), "averageUtilization is at least 1.", "Give per cent of the request."));
    }

    private static void Behaviour(RuleScope scope, MapNode behaviour, string path)
    {
        if (behaviour.Number("stabilizationWindowSeconds") is < 0 or > 3600)
            scope.Add(KindDiagnostics.Autoscaler(scope.At(behaviour, path, "stabilizationWindowSeconds"), "The stabilisation window lies between 0 and 3600 seconds.", "Shorten it."));
        var i = 0;
        foreach (var policy in behaviour.Maps("policies"))
        {
            var here = $"{path}.policies[{i++}]";
            if (policy.Number("value") < 1)
                scope.Add(KindDiagnostics.Autoscaler(scope.At(policy, here, "value"), "The value of a policy is at least 1.", "Give Pods or per cent."));
            if (policy.Number("periodSeconds") is < 1 or > 1800)
                scope.Add(KindDiagnostics.Autoscaler(scope.At(policy, here, "periodSeconds"), "The period of a policy lies between 1 and 1800 seconds.", "Shorten it."));
        }
    }

    public static void Budget(RuleScope scope, MapNode spec)
    {
        if (IsStated(spec["minAvailable"]) && IsStated(spec["maxUnavailable"]))
            scope.Add(KindDiagnostics.Budget(scope.At(spec, "spec", "maxUnavailable"), "minAvailable and maxUnavailable exclude each other.", "Keep one; a patch sets the other to null."));
        WorkloadRules.Amount(scope, spec, "spec", "minAvailable");
        WorkloadRules.Amount(scope, spec, "spec", "maxUnavailable");
        MetadataRules.Selector(scope, spec.Map("selector"), "spec.selector");
    }

    private static bool IsStated(Node? node) => node is not (null or ScalarNode { Kind: ScalarKind.Null });
}
