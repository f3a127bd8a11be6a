using Sluis.Core.Diagnostics;
using Sluis.Core.Proof.Manifests;
using Sluis.Core.Yaml;

namespace Sluis.Core.Proof.Rendering;

/// <summary>
/// The order in which Kustomize writes: by kind, in the order of an old list, unless the root's <c>sortOptions</c> say otherwise.
/// https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/sortoptions/
/// </summary>
internal static class OutputOrder
{
    private static readonly string[] First =
    [
        "Namespace", "ResourceQuota", "StorageClass", "CustomResourceDefinition", "ServiceAccount", "PodSecurityPolicy", "Role", "ClusterRole",
        "RoleBinding", "ClusterRoleBinding", "ConfigMap", "Secret", "Endpoints", "Service", "LimitRange", "PriorityClass", "PersistentVolume",
        "PersistentVolumeClaim", "Deployment", "StatefulSet", "CronJob", "PodDisruptionBudget",
    ];

    private static readonly string[] Last = ["MutatingWebhookConfiguration", "ValidatingWebhookConfiguration"];

    public static IReadOnlyList<Resource> Sort(IReadOnlyList<Resource> items, MapNode kustomization, Findings findings)
    {
        var options = kustomization.Map("sortOptions");
        switch (options.Text("order"))
        {
            case null when options is null:
                return Sort(items, First, Last);
            case "legacy":
                return options.Map("legacySortOptions") is { } lists ? Sort(items, Kinds(lists, "orderFirst"), Kinds(lists, "orderLast")) : Sort(items, First, Last);
            case "fifo" when options.Map("legacySortOptions") is null:
                return items;
            case "fifo":
                findings.Add(RenderingDiagnostics.BadField(options?["legacySortOptions"]?.Span ?? default, "legacySortOptions are for the order legacy"));
                return items;
            default:
                findings.Add(RenderingDiagnostics.BadField((options?["order"] ?? options)?.Span ?? default, "the order of sortOptions is legacy or fifo"));
                return items;
        }
    }

    private static IReadOnlyList<string> Kinds(MapNode lists, string field) => [.. lists.Items(field).OfType<ScalarNode>().Select(static k => k.Text)];

    private static Resource[] Sort(IReadOnlyList<Resource> items, IReadOnlyList<string> first, IReadOnlyList<string> last)
    {
        var ranks = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < first.Count; i++)
            ranks[first[i]] = i - first.Count;
        for (var i = 0; i < last.Count; i++)
            ranks[last[i]] = i + 1;
        // Objects of one kind stand together, so the kinds are compared once each.
        var groups = new Dictionary<(string, string, string), List<Resource>>();
        foreach (var item in items)
        {
            var type = (item.Id.Group, item.Id.Version, item.Id.Kind);
            if (!groups.TryGetValue(type, out var same))
                groups.Add(type, same = []);
            same.Add(item);
        }
        var types = groups.Keys.Select(t => (Type: t, Rank: ranks.GetValueOrDefault(t.Item3), Text: TypeText(t))).ToList();
        types.Sort(static (a, b) => a.Rank != b.Rank ? a.Rank.CompareTo(b.Rank)
            // Another API's Namespace comes after the one that objects live in.
            : a.Type.Item3 == "Namespace" && b.Type.Item3 == "Namespace" && (a.Type.Item1.Length == 0 || b.Type.Item1.Length == 0) ? string.CompareOrdinal(b.Text, a.Text)
            : string.CompareOrdinal(a.Text, b.Text));
        var sorted = new Resource[items.Count];
        var at = 0;
        foreach (var (type, _, _) in types)
        {
            var same = groups[type];
            same.Sort(static (a, b) => string.CompareOrdinal(a.SortKey, b.SortKey));
            same.CopyTo(sorted, at);
            at += same.Count;
        }
        return sorted;
    }

    /// <summary>What has no group or version comes after what has one.</summary>
    private static string TypeText((string Group, string Version, string Kind) type) =>
        $"{(type.Group.Length == 0 ? "~G" : type.Group)}_{(type.Version.Length == 0 ? "~V" : type.Version)}_{type.Kind}";
}
