using Sluis.Core.Proof.Manifests;
using Sluis.Core.Proof.Schema.Values;
using Sluis.Core.Yaml;

namespace Sluis.Core.Proof.Schema.Objects;

/// <summary>ResourceQuota and LimitRange.</summary>
internal static class QuotaRules
{
    public static void Quota(RuleScope scope, MapNode spec)
    {
        foreach (var entry in spec.Entries("hard"))
            if (Value(entry.Value) < 0)
                scope.Add(KindDiagnostics.Quota(scope.At(entry.Value, $"spec.hard[{entry.Key}]"), $"The quota of {entry.Key} is negative.", "Give 0 or more."));
            else if (Grammar.QualifiedName(entry.Key) is { } must)
                scope.Add(KindDiagnostics.Quota(scope.At(entry, $"spec.hard[{entry.Key}]"), $"The resource \"{entry.Key}\" must {must}.", "Correct the name."));
    }

    /// <summary>min, defaultRequest, default and max rise in this order.</summary>
    public static void Range(RuleScope scope, MapNode spec)
    {
        var i = 0;
        foreach (var limit in spec.Maps("limits"))
        {
            var path = $"spec.limits[{i++}]";
            Rises(scope, limit, path, "min", "max");
            Rises(scope, limit, path, "min", "default");
            Rises(scope, limit, path, "min", "defaultRequest");
            Rises(scope, limit, path, "defaultRequest", "default");
            Rises(scope, limit, path, "defaultRequest", "max");
            Rises(scope, limit, path, "default", "max");
            if (limit.Text("type") == "Pod")
                foreach (var field in (ReadOnlySpan<string>)["default", "defaultRequest"])
                    if (limit.Entries(field).Count > 0)
                        scope.Add(KindDiagnostics.Quota(scope.At(limit, path, field), $"A limit of the type Pod takes no {field}.", "Move it to the type Container."));
        }
    }

    private static void Rises(RuleScope scope, MapNode limit, string path, string lower, string upper)
    {
        var above = limit.Map(upper);
        foreach (var entry in limit.Entries(lower))
            if (Value(entry.Value) > Value(above?[entry.Key]))
                scope.Add(KindDiagnostics.Quota(scope.At(entry.Value, $"{path}.{lower}.{entry.Key}"), $"{lower} of {entry.Key} ({(entry.Value as ScalarNode)?.Text}) is more than its {upper} ({above.Text(entry.Key)}).", "Let min, defaultRequest, default and max rise in this order."));
    }

    private static double? Value(Node? node) => node is ScalarNode scalar && Quantity.TryParse(scalar.Text, out var value) ? value : null;
}
