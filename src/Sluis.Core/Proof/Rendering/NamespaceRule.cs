using Sluis.Core.Diagnostics;
using Sluis.Core.Proof.Manifests;
using Sluis.Core.Yaml;

namespace Sluis.Core.Proof.Rendering;

/// <summary>
/// The <c>namespace</c> of a kustomization: on every object that may have one, in place of its own.
/// https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/namespace/
/// </summary>
internal static class NamespaceRule
{
    public static void Apply(ResourceSet set, ScalarNode ns, Findings findings)
    {
        var placed = new List<Resource>(set.Count);
        foreach (var item in set.Items)
            placed.Add(item.Remembering().With(Place(item, ns)));
        foreach (var second in set.Reset(placed))
            findings.Add(RenderingDiagnostics.Duplicate(second.Root.Span, second.Shown, set.Find(second.Id)?.Root.Span ?? default));
    }

    private static MapNode Place(Resource item, ScalarNode ns)
    {
        var root = item.Root;
        if (!item.Id.IsClusterScoped)
            root = Set(root, ["metadata", "namespace"], ns);
        switch (item.Id.Kind)
        {
            case "Namespace" when item.Id is { Group: "", Version: "v1" }:
                return Set(root, ["metadata", "name"], ns);
            case "APIService" when item.Id.Group == "apiregistration.k8s.io":
                return Set(root, ["spec", "service", "namespace"], ns);
            case "CustomResourceDefinition" when root.At("spec", "conversion", "webhook", "clientConfig", "service", "namespace") is not null:
                return Set(root, ["spec", "conversion", "webhook", "clientConfig", "service", "namespace"], ns);
            // Only the subject that every namespace has; other accounts are found by name when references are updated.
            case "RoleBinding" or "ClusterRoleBinding" when root["subjects"] is ListNode subjects:
                for (var i = 0; i < subjects.Items.Count; i++)
                    if (subjects.Items[i] is MapNode subject && subject.Text("name") == "default")
                        subjects = subjects.With(i, Set(subject, ["namespace"], ns));
                return root.With("subjects", subjects, default);
            default:
                return root;
        }
    }

    private static MapNode Set(MapNode map, ReadOnlySpan<string> path, ScalarNode ns)
    {
        if (path.Length > 1)
            return map.With(path[0], Set(map.Map(path[0]) ?? new MapNode(ns.Span, []), path[1..], ns), ns.Span);
        // What has the value already stays the object that it is.
        return map.Text(path[0]) == ns.Text ? map : map.With(path[0], NodeEdit.Text(ns.Text, ns.Span), ns.Span);
    }
}
