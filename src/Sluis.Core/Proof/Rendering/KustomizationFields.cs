using System.Collections.Frozen;

namespace Sluis.Core.Proof.Rendering;

/// <summary>The fields of a kustomization. https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/</summary>
internal static class KustomizationFields
{
    /// <summary>Rendered in process.</summary>
    public static readonly FrozenSet<string> Rendered = new[]
    {
        "apiVersion", "kind", "metadata", "resources", "bases", "components", "namespace", "namePrefix", "nameSuffix", "labels", "commonLabels",
        "commonAnnotations", "images", "replicas", "patches", "patchesStrategicMerge", "patchesJson6902", "configMapGenerator", "secretGenerator",
        "generatorOptions", "sortOptions",
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Known, and left to the real command: they run programs, fetch charts or change what the transformers do.</summary>
    public static readonly FrozenSet<string> Beyond = new[]
    {
        "buildMetadata", "configurations", "crds", "generators", "helmChartInflationGenerator", "helmCharts", "helmGlobals", "imageTags",
        "inventory", "openapi", "replacements", "transformers", "validators", "vars",
    }.ToFrozenSet(StringComparer.Ordinal);
}
