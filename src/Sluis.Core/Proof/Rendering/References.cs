using Sluis.Core.Diagnostics;
using Sluis.Core.Proof.Manifests;
using Sluis.Core.Text;
using Sluis.Core.Yaml;

namespace Sluis.Core.Proof.Rendering;

/// <summary>Names in other objects follow those that a prefix, a suffix or a hash changed. The last step of a root.</summary>
internal sealed class References
{
    private readonly Dictionary<string, List<Resource>> byFormerName = new(StringComparer.Ordinal);
    private readonly HashSet<string> changed = new(StringComparer.Ordinal);
    private readonly Findings findings;

    private References(IReadOnlyList<Resource> items, Findings findings)
    {
        this.findings = findings;
        foreach (var item in items)
            foreach (var before in item.Previous)
            {
                if (!byFormerName.TryGetValue(before.Name, out var same))
                    byFormerName.Add(before.Name, same = []);
                if (same.Count == 0 || !ReferenceEquals(same[^1], item))
                    same.Add(item);
                if (before.Name != item.Id.Name)
                    changed.Add(before.Name);
            }
    }

    /// <summary>The same instances where nothing changes.</summary>
    public static IReadOnlyList<Resource> Follow(IReadOnlyList<Resource> items, Findings findings)
    {
        var references = new References(items, findings);
        if (references.byFormerName.Count == 0)
            return items;
        Resource[]? followed = null;
        for (var i = 0; i < items.Count; i++)
        {
            var item = items[i];
            if (references.changed.Count == 0 && !ReferenceFields.NamesNamespaces(item.Id.Kind))
                continue;
            var root = references.Follow(item);
            if (!ReferenceEquals(root, item.Root))
                (followed ??= [.. items])[i] = item.With(root);
        }
        return followed ?? items;
    }

    private MapNode Follow(Resource referrer)
    {
        var root = referrer.Root;
        foreach (var reference in ReferenceFields.Of(referrer.Id.Kind))
            if (reference.Field.Selects(referrer.Id))
                root = reference.Field.Edit(root, node => Value(node, referrer, reference), null, default);
        return root;
    }

    private Node Value(Node node, Resource referrer, ReferenceFields.Reference reference)
    {
        switch (node)
        {
            case ListNode list:
                for (var i = 0; i < list.Items.Count; i++)
                    list = list.With(i, Value(list.Items[i], referrer, reference));
                return list;
            case ScalarNode { Kind: not ScalarKind.Null } scalar:
                return changed.Contains(scalar.Text) && Target(scalar, null, referrer, reference) is { } target && target.Id.Name != scalar.Text
                    ? NameOf(target) : node;
            case MapNode map when map["name"] is ScalarNode name && byFormerName.ContainsKey(name.Text):
                if (Target(name, map.Text("namespace"), referrer, reference) is not { } found)
                    return node;
                var ns = found.Root.Map("metadata")?["namespace"] as ScalarNode;
                if (found.Id.Name == name.Text && string.IsNullOrEmpty(ns?.Text))
                    return node;
                map = found.Id.Name == name.Text ? map : map.With("name", NameOf(found), name.Span);
                return string.IsNullOrEmpty(ns?.Text) || map.Text("namespace") == ns.Text ? map : map.With("namespace", NodeEdit.Text(ns.Text, ns.Span), ns.Span);
            default:
                return node;
        }
    }

    private static ScalarNode NameOf(Resource target) => NodeEdit.Text(target.Id.Name, target.Root.Map("metadata")?["name"]?.Span ?? target.Root.Span);

    private Resource? Target(ScalarNode name, string? ns, Resource referrer, ReferenceFields.Reference reference)
    {
        if (!byFormerName.TryGetValue(name.Text, out var candidates))
            return null;
        var found = candidates.FindAll(c => Was(c, reference.Target) && Reachable(c, referrer) && InRole(c, referrer, reference));
        if (ns is not null)
        {
            var original = found.FindAll(c => c.Original.Namespace == ns);
            found = original.Count > 0 ? original : found.FindAll(c => c.Id.Namespace == ns);
        }
        if (found.Count > 1)
            found = found.FindAll(c => SameAffixes(c, referrer, orNone: true));
        if (found.Count > 1)
            found = found.FindAll(c => SameAffixes(c, referrer, orNone: false));
        if (found.Count > 1 && found.Exists(c => c.Id.Name != found[0].Id.Name))
        {
            findings.Add(RenderingDiagnostics.Ambiguous(name.Span, name.Text, string.Join(", ", found.Select(static c => c.Id.ToString()))));
            return null;
        }
        return found.Count == 0 ? null : found[0];
    }

    private static bool Was(Resource candidate, FieldSpec target)
    {
        foreach (var before in candidate.Previous)
            if (target.Selects(before with { Group = candidate.Id.Group, Version = candidate.Id.Version }))
                return true;
        return false;
    }

    /// <summary>Objects name others of their own namespace or of none; a binding may name accounts of any.</summary>
    private static bool Reachable(Resource candidate, Resource referrer)
    {
        if (referrer.Id.IsClusterScoped || candidate.Id.IsClusterScoped || candidate.Id.Namespace == referrer.Id.Namespace)
            return true;
        if (candidate.Id.Kind != "ServiceAccount" || referrer.Id.Kind != "RoleBinding")
            return false;
        foreach (var subject in referrer.Root.Maps("subjects"))
            if (subject.Text("kind") == "ServiceAccount" && subject.Text("namespace") == candidate.Id.Namespace)
                return true;
        return false;
    }

    private static bool InRole(Resource candidate, Resource referrer, ReferenceFields.Reference reference) =>
        reference.Field.Path != "roleRef/name" || referrer.Root.Map("roleRef") is not { } role || role.Text("kind") is not { } kind || role.Text("apiGroup") is not { } group
        || Was(candidate, new("", kind, group));

    private static bool SameAffixes(Resource left, Resource right, bool orNone) =>
        (orNone && (left.Prefixes.Count == 0 || right.Prefixes.Count == 0) || SameEnd(left.Prefixes, right.Prefixes))
        && (orNone && (left.Suffixes.Count == 0 || right.Suffixes.Count == 0) || SameEnd(left.Suffixes, right.Suffixes));

    /// <summary>Of an empty and another list: no.</summary>
    private static bool SameEnd(IReadOnlyList<string> left, IReadOnlyList<string> right)
    {
        var shorter = Math.Min(left.Count, right.Count);
        if (shorter == 0)
            return left.Count == right.Count;
        for (var i = 1; i <= shorter; i++)
            if (left[^i] != right[^i])
                return false;
        return true;
    }
}
