using Sluis.Core.Diagnostics;
using Sluis.Core.Proof.Manifests;
using Sluis.Core.Yaml;

namespace Sluis.Core.Proof.Rendering;

/// <summary><c>namePrefix</c>, <c>nameSuffix</c> and <c>replicas</c>. https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/nameprefix/</summary>
internal static class NameRules
{
    private static readonly string[] Scalable = ["Deployment", "ReplicationController", "ReplicaSet", "StatefulSet"];

    private static readonly FieldSpec ReplicaCount = new("spec/replicas", create: true);

    public static void Affix(ResourceSet set, MapNode kustomization, Findings findings)
    {
        if (kustomization["namePrefix"] is ScalarNode { Kind: not ScalarKind.Null, Text.Length: > 0 } prefix)
            Rename(set, prefix, prefix.Text, "", findings);
        if (kustomization["nameSuffix"] is ScalarNode { Kind: not ScalarKind.Null, Text.Length: > 0 } suffix)
            Rename(set, suffix, "", suffix.Text, findings);
    }

    /// <summary>All at once, for a new name may be an old one of another object.</summary>
    private static void Rename(ResourceSet set, ScalarNode by, string prefix, string suffix, Findings findings)
    {
        var renamed = new List<Resource>(set.Count);
        foreach (var item in set.Items)
            renamed.Add(item.Original is { Kind: "CustomResourceDefinition" or "Namespace" } or { Kind: "APIService", Group: "apiregistration.k8s.io" }
                ? item
                : item.Affixed(prefix, suffix).Remembering().With(Named(item.Root, prefix + item.Id.Name + suffix, by)));
        foreach (var second in set.Reset(renamed))
            findings.Add(RenderingDiagnostics.Duplicate(second.Root.Span, second.Shown, set.Find(second.Id)?.Root.Span ?? default));
    }

    public static MapNode Named(MapNode root, string name, Node by) =>
        root.With("metadata", (root.Map("metadata") ?? new MapNode(by.Span, [])).With("name", NodeEdit.Text(name, by.Span), by.Span), by.Span);

    public static void Scale(ResourceSet set, MapNode kustomization, Findings findings)
    {
        foreach (var item in kustomization.Items("replicas"))
        {
            if (item is not MapNode entry || entry.Text("name") is not { Length: > 0 } name || entry["count"] is not ScalarNode { Kind: ScalarKind.Integer } count)
            {
                findings.Add(RenderingDiagnostics.BadField(item.Span, "an entry of replicas needs a name and a count"));
                continue;
            }
            var found = false;
            foreach (var at in set.Named(name))
                if (Scalable.Contains(set[at].Id.Kind))
                {
                    found = true;
                    set.Replace(at, set[at].With(ReplicaCount.Edit(set[at].Root, _ => count, () => count, count.Span)));
                }
            if (!found)
                findings.Add(RenderingDiagnostics.NoTarget(item.Span, name));
        }
    }
}
