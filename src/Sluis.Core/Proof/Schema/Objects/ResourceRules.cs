using Sluis.Core.Proof.Manifests;
using Sluis.Core.Proof.Schema.Values;
using Sluis.Core.Yaml;

namespace Sluis.Core.Proof.Schema.Objects;

/// <summary>Requests and limits. https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/</summary>
internal static class ResourceRules
{
    public static void Check(RuleScope scope, MapNode? resources, string path)
    {
        if (resources is null)
            return;
        var limits = resources.Map("limits");
        foreach (var side in (ReadOnlySpan<string>)["limits", "requests"])
            foreach (var entry in resources.Entries(side))
            {
                var here = $"{path}.{side}.{entry.Key}";
                if (!IsOfContainers(entry.Key))
                    scope.Add(PodDiagnostics.Resources(scope.At(entry, here), $"Containers have no resource \"{entry.Key}\".", "Use cpu, memory, ephemeral-storage, hugepages-<size> or <domain>/<name>."));
                if (Value(entry.Value) is not { } value)
                    continue;
                if (value < 0)
                    scope.Add(PodDiagnostics.Resources(scope.At(entry.Value, here), $"The {side[..^1]} of {entry.Key} is negative.", "Give a positive quantity."));
                if (side == "requests")
                    Request(scope, limits, entry, value, here);
            }
    }

    private static void Request(RuleScope scope, MapNode? limits, in Entry request, double value, string path)
    {
        var limit = Value(limits?[request.Key]);
        var mustEqual = request.Key.Contains('/') || request.Key.StartsWith("hugepages-", StringComparison.Ordinal);
        if (limit is null && mustEqual)
            scope.Add(PodDiagnostics.Resources(scope.At(request.Value, path), $"{request.Key} is requested without a limit.", "Give a limit of the same amount."));
        else if (value > limit)
            scope.Add(PodDiagnostics.Resources(scope.At(request.Value, path), $"The request of {request.Key} ({Text(request.Value)}) is more than its limit ({Text(limits?[request.Key])}).", "Raise the limit or lower the request."));
        else if (mustEqual && value != limit)
            scope.Add(PodDiagnostics.Resources(scope.At(request.Value, path), $"The request of {request.Key} must equal its limit.", "Give both the same amount."));
    }

    private static bool IsOfContainers(string name) =>
        name is "cpu" or "memory" or "ephemeral-storage" || name.StartsWith("hugepages-", StringComparison.Ordinal)
        || name.Contains('/') && !name.StartsWith("kubernetes.io/", StringComparison.Ordinal) && Grammar.QualifiedName(name) is null;

    private static string Text(Node? node) => (node as ScalarNode)?.Text ?? "";

    private static double? Value(Node? node) => node is ScalarNode scalar && Quantity.TryParse(scalar.Text, out var value) ? value : null;
}
