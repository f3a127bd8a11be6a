using Sluis.Core.Diagnostics;
using Sluis.Core.Proof.Manifests;
using Sluis.Core.Yaml;

namespace Sluis.Core.Proof.Rendering;

/// <summary><c>labels</c>, <c>commonLabels</c> and <c>commonAnnotations</c>.</summary>
internal static class LabelRules
{
    public static void Apply(ResourceSet set, MapNode kustomization, Findings findings)
    {
        foreach (var item in kustomization.Items("labels"))
            if (item is MapNode entry)
                Apply(set, entry.Map("pairs"), Fields(entry));
            else
                findings.Add(RenderingDiagnostics.BadField(item.Span, "an entry of labels is not a mapping"));
        Apply(set, kustomization.Map("commonLabels"), LabelFields.OfSelectors);
        Apply(set, kustomization.Map("commonAnnotations"), LabelFields.OfAnnotations);
    }

    private static List<FieldSpec> Fields(MapNode entry)
    {
        var fields = new List<FieldSpec>();
        foreach (var field in entry.Maps("fields"))
            if (field.Text("path") is { Length: > 0 } path)
                fields.Add(new(path, field.Text("kind") ?? "", field.Text("group") ?? "", field.Text("version") ?? "", field.Flag("create") is true));
        if (entry.Flag("includeSelectors") is true)
        {
            fields.AddRange(LabelFields.OfSelectors);
            return fields;
        }
        if (entry.Flag("includeTemplates") is true)
            fields.AddRange(LabelFields.OfTemplates);
        if (entry.Flag("includeVolumeClaimTemplates") is true)
            fields.Add(LabelFields.OfClaims);
        fields.Add(LabelFields.OfObject);
        return fields;
    }

    private static void Apply(ResourceSet set, MapNode? pairs, IReadOnlyList<FieldSpec> fields)
    {
        if (pairs is null || pairs.Entries.Count == 0)
            return;
        var values = new List<(Entry Pair, ScalarNode Value)>(pairs.Entries.Count);
        foreach (var pair in pairs.Entries)
            if (pair.Value is ScalarNode scalar)
                values.Add((pair, NodeEdit.Text(scalar.Text, scalar.Span)));
        for (var i = 0; i < set.Count; i++)
        {
            var root = set[i].Root;
            foreach (var field in fields)
                if (field.Selects(set[i].Id))
                    root = field.Edit(root, Label, () => new MapNode(pairs.Span, []), pairs.Span);
            set.Replace(i, set[i].With(root));
        }

        Node Label(Node node)
        {
            if (node is not MapNode map)
                return node;
            foreach (var (pair, value) in values)
                if (map.Text(pair.Key) != value.Text)
                    map = map.With(pair.Key, value, pair.KeySpan);
            return map;
        }
    }
}
