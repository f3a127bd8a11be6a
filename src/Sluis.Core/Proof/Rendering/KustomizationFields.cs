using Sluis.Core.Diagnostics;
using Sluis.Core.Proof.Manifests;
using Sluis.Core.Text;
using Sluis.Core.Yaml;

namespace Sluis.Core.Proof.Rendering;

/// <summary>
/// The fields of a kustomization and what they hold; Kustomize refuses any other, so a misspelt one is found.
/// https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/
/// </summary>
internal static class KustomizationFields
{
    private enum Shape
    {
        Text,
        Map,
        Texts,
        Maps,
        /// <summary>A map whose values are texts.</summary>
        Pairs,
        /// <summary>Left to the real command: it runs programs, fetches charts or changes what the transformers do.</summary>
        Beyond,
    }

    private const string Generator = "name namespace behavior files literals env envs options kvSources";

    /// <summary>The shape, and the fields of a map or of each map of a list; "" where any is right or none is checked.</summary>
    private static (Shape Shape, string Fields)? Of(string field) => field switch
    {
        "apiVersion" or "kind" or "namespace" or "namePrefix" or "nameSuffix" => (Shape.Text, ""),
        "metadata" => (Shape.Map, ""),
        "resources" or "bases" or "components" or "patchesStrategicMerge" => (Shape.Texts, ""),
        "commonLabels" or "commonAnnotations" => (Shape.Pairs, ""),
        "labels" => (Shape.Maps, "pairs includeSelectors includeTemplates includeVolumeClaimTemplates fields"),
        "images" => (Shape.Maps, "name newName newTag digest"),
        "replicas" => (Shape.Maps, "name count"),
        "patches" => (Shape.Maps, "path patch target options"),
        "patchesJson6902" => (Shape.Maps, "path patch target"),
        "configMapGenerator" => (Shape.Maps, Generator),
        "secretGenerator" => (Shape.Maps, Generator + " type"),
        "generatorOptions" => (Shape.Map, "labels annotations disableNameSuffixHash immutable"),
        "sortOptions" => (Shape.Map, "order legacySortOptions"),
        "buildMetadata" or "configurations" or "crds" or "generators" or "helmChartInflationGenerator" or "helmCharts" or "helmGlobals" or "imageTags"
            or "inventory" or "openapi" or "replacements" or "transformers" or "validators" or "vars" => (Shape.Beyond, ""),
        _ => null,
    };

    public static void Check(Kustomization loaded, Findings findings)
    {
        var content = false;
        foreach (var (key, at, value) in loaded.Root.Entries)
        {
            if (Of(key) is not { } known)
                findings.Add(RenderingDiagnostics.BadField(at, $"\"{key}\" is not a field of a kustomization"));
            else if (IsEmpty(value))
                continue;
            else if (known.Shape == Shape.Beyond)
                loaded.Beyond.Add(RenderingDiagnostics.Beyond(at, $"The field {key}"));
            else
                Check(key, value, known.Shape, known.Fields, findings);
            content |= key is not ("apiVersion" or "kind" or "metadata");
        }
        if (!content)
            findings.Add(RenderingDiagnostics.BadField(SourceSpan.StartOf(loaded.File), "it is empty"));
        if (loaded.Root["kind"] is ScalarNode { Text: not ("Kustomization" or "Component") } kind)
            findings.Add(RenderingDiagnostics.BadField(kind.Span, "its kind is neither Kustomization nor Component"));
    }

    private static bool IsEmpty(Node value) => value is ScalarNode { Kind: ScalarKind.Null } or ListNode { Items.Count: 0 } or MapNode { Entries.Count: 0 };

    private static void Check(string key, Node value, Shape shape, string fields, Findings findings)
    {
        switch (shape)
        {
            case Shape.Text when value is not ScalarNode { Kind: ScalarKind.String }:
                findings.Add(RenderingDiagnostics.BadField(value.Span, $"{key} is not a text"));
                break;
            case Shape.Texts or Shape.Maps when value is not ListNode:
                findings.Add(RenderingDiagnostics.BadField(value.Span, $"{key} is not a list"));
                break;
            case Shape.Map or Shape.Pairs when value is not MapNode:
                findings.Add(RenderingDiagnostics.BadField(value.Span, $"{key} is not a mapping"));
                break;
            case Shape.Maps:
                foreach (var item in ((ListNode)value).Items)
                    if (item is MapNode entry)
                        Known(key, entry, fields, findings);
                break;
            case Shape.Map when fields.Length > 0:
                Known(key, (MapNode)value, fields, findings);
                break;
            case Shape.Pairs:
                Texts((MapNode)value, findings);
                break;
        }
    }

    private static void Known(string key, MapNode entry, string fields, Findings findings)
    {
        foreach (var (name, at, value) in entry.Entries)
            if (!fields.Split(' ').Contains(name))
                findings.Add(RenderingDiagnostics.BadField(at, $"\"{name}\" is not a field of {key}"));
            else if (name is "pairs" or "labels" or "annotations" && value is MapNode pairs)
                Texts(pairs, findings);
            else if (name is "newTag" or "newName" or "digest" or "name" && value is not ScalarNode { Kind: ScalarKind.String })
                findings.Add(RenderingDiagnostics.BadField(value.Span, $"{name} is not a text; put it in quotes"));
    }

    private static void Texts(MapNode pairs, Findings findings)
    {
        foreach (var (name, _, value) in pairs.Entries)
            if (value is not ScalarNode { Kind: ScalarKind.String })
                findings.Add(RenderingDiagnostics.BadField(value.Span, $"the value of \"{name}\" is not a text; put it in quotes"));
    }
}
