using System.Globalization;
using Sluis.Core.Proof.Manifests;
using Sluis.Core.Proof.Schema.Values;
using Sluis.Core.Yaml;

namespace Sluis.Core.Proof.Schema.Objects;

/// <summary>Deployment, StatefulSet, DaemonSet, ReplicaSet: selector, counts and update strategy.</summary>
internal static class WorkloadRules
{
    public static void Check(RuleScope scope, MapNode spec)
    {
        var kind = scope.Item.Kind;
        foreach (var field in (ReadOnlySpan<string>)["replicas", "minReadySeconds", "revisionHistoryLimit", "progressDeadlineSeconds"])
            NotNegative(scope, spec, "spec", field);
        Selector(scope, spec);
        switch (kind)
        {
            case "Deployment":
                if (spec.Number("progressDeadlineSeconds") is { } deadline && deadline <= (spec.Number("minReadySeconds") ?? 0))
                    scope.Add(KindDiagnostics.Strategy(scope.At(spec, "spec", "progressDeadlineSeconds"), "progressDeadlineSeconds must be more than minReadySeconds.", "Raise it."));
                Strategy(scope, spec.Map("strategy"), "spec.strategy", "Recreate", surgeDefault: 1, unavailableDefault: 1);
                break;
            case "DaemonSet":
                Strategy(scope, spec.Map("updateStrategy"), "spec.updateStrategy", "OnDelete", surgeDefault: 0, unavailableDefault: 1);
                break;
            case "StatefulSet":
                Strategy(scope, spec.Map("updateStrategy"), "spec.updateStrategy", "OnDelete", surgeDefault: 1, unavailableDefault: 1);
                StatefulSet(scope, spec);
                break;
        }
    }

    public static void NotNegative(RuleScope scope, MapNode map, string path, string field)
    {
        if (map.Number(field) < 0)
            scope.Add(KindDiagnostics.Strategy(scope.At(map, path, field), $"{field} is negative.", "Give 0 or more."));
    }

    private static void Selector(RuleScope scope, MapNode spec)
    {
        if (spec.Map("selector") is not { } selector)
            return;
        MetadataRules.Selector(scope, selector, "spec.selector");
        if (selector.Entries("matchLabels").Count == 0 && selector.Items("matchExpressions").Count == 0)
        {
            scope.Add(PodDiagnostics.SelectorMismatch(scope.At(selector, "spec.selector"), "The selector is empty."));
            return;
        }
        var template = spec.Map("template");
        if (template is null)
            return;
        var labels = template.Map("metadata").Map("labels");
        foreach (var entry in selector.Entries("matchLabels"))
            if (entry.Value is ScalarNode wanted && labels.Text(entry.Key) != wanted.Text)
                scope.Add(PodDiagnostics.SelectorMismatch(scope.At(entry, $"spec.selector.matchLabels[{entry.Key}]"),
                    labels.Text(entry.Key) is { } actual ? $"The selector asks for {entry.Key}={wanted.Text}; the template has {entry.Key}={actual}." : $"The selector asks for {entry.Key}={wanted.Text}; the template has no such label."));
        var i = 0;
        foreach (var requirement in selector.Maps("matchExpressions"))
        {
            if (!LabelSelectors.Satisfies(labels, requirement))
                scope.Add(PodDiagnostics.SelectorMismatch(scope.At(requirement, $"spec.selector.matchExpressions[{i}]"), $"The template's labels do not satisfy the requirement on {requirement.Text("key")}."));
            i++;
        }
    }

    private static void Strategy(RuleScope scope, MapNode? strategy, string path, string without, int surgeDefault, int unavailableDefault)
    {
        if (strategy is null)
            return;
        var rolling = strategy.Map("rollingUpdate");
        if (strategy.Text("type") == without && rolling is not null)
            scope.Add(KindDiagnostics.Strategy(scope.At(strategy, path, "rollingUpdate"), $"The strategy {without} takes no rollingUpdate.", "Remove it; a patch sets it to null."));
        if (strategy.Text("type") is { } type && type != without && type != "RollingUpdate")
            scope.Add(KindDiagnostics.Strategy(scope.At(strategy, path, "type"), $"\"{type}\" is no strategy of a {scope.Item.Kind}.", $"Use RollingUpdate or {without}."));
        if (rolling is null)
            return;
        NotNegative(scope, rolling, $"{path}.rollingUpdate", "partition");
        var surge = Amount(scope, rolling, $"{path}.rollingUpdate", "maxSurge") ?? surgeDefault;
        var unavailable = Amount(scope, rolling, $"{path}.rollingUpdate", "maxUnavailable") ?? unavailableDefault;
        if (surge == 0 && unavailable == 0)
            scope.Add(KindDiagnostics.Strategy(scope.At(rolling, $"{path}.rollingUpdate", "maxUnavailable"), "maxSurge and maxUnavailable are both 0, so the update cannot begin.", "Allow one Pod more or one less."));
        if (scope.Item.Kind == "DaemonSet" && surge != 0 && unavailable != 0 && rolling["maxSurge"] is not null)
            scope.Add(KindDiagnostics.Strategy(scope.At(rolling, $"{path}.rollingUpdate", "maxSurge"), "A DaemonSet surges or allows missing Pods, not both.", "Set one of the two to 0."));
    }

    /// <summary>A count or a percentage; null where it is not stated or not readable.</summary>
    public static double? Amount(RuleScope scope, MapNode map, string path, string field)
    {
        switch (map[field])
        {
            case ScalarNode { Kind: ScalarKind.Integer } number:
                if (NodeText.Integer(number) is not < 0)
                    return NodeText.Integer(number);
                scope.Add(KindDiagnostics.Strategy(scope.At(number, $"{path}.{field}"), $"{field} is negative.", "Give 0 or more."));
                return null;
            case ScalarNode { Kind: ScalarKind.String } text:
                if (text.Text is [.. var digits, '%'] && int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var percent) && (percent <= 100 || field == "maxSurge"))
                    return percent;
                scope.Add(KindDiagnostics.Strategy(scope.At(text, $"{path}.{field}"), $"{field} \"{text.Text}\" is neither a count nor a percentage up to 100%.", "Write 1, or \"25%\"."));
                return null;
            default:
                return null;
        }
    }

    private static void StatefulSet(RuleScope scope, MapNode spec)
    {
        if (spec.Text("serviceName") is { Length: > 0 } service && Grammar.Dns1035(service) is { } must)
            scope.Add(KindDiagnostics.StatefulSet(scope.At(spec, "spec", "serviceName"), $"serviceName \"{service}\" must {must}.", "Give the name of its headless Service."));
        if (spec.Map("ordinals").Number("start") < 0)
            scope.Add(KindDiagnostics.StatefulSet(scope.At(spec, "spec", "ordinals"), "The first ordinal is negative.", "Give 0 or more."));
        var names = new HashSet<string>(StringComparer.Ordinal);
        var i = 0;
        foreach (var template in spec.Maps("volumeClaimTemplates"))
        {
            var path = $"spec.volumeClaimTemplates[{i++}]";
            var name = template.Map("metadata").Text("name");
            if (name is null)
                scope.Add(KindDiagnostics.StatefulSet(scope.At(template, $"{path}.metadata.name"), "A template of a claim has no name.", "Give it the name that the containers mount."));
            else if (!names.Add(name))
                scope.Add(PodDiagnostics.Twice(scope.At(template, $"{path}.metadata.name"), $"The claim \"{name}\""));
            if (template.Map("spec") is { } claim)
                ClaimRules.Claim(scope, claim, $"{path}.spec");
        }
    }
}
