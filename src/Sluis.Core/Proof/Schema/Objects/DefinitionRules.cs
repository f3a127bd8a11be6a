using Sluis.Core.Proof.Manifests;
using Sluis.Core.Yaml;

namespace Sluis.Core.Proof.Schema.Objects;

/// <summary>CustomResourceDefinitions themselves.</summary>
internal static class DefinitionRules
{
    public static void Check(RuleScope scope, MapNode spec)
    {
        if (spec.Text("group") is { } group && spec.Map("names").Text("plural") is { } plural && scope.Item.Name != $"{plural}.{group}")
            scope.Add(KindDiagnostics.Definition(scope.At(scope.Item.Metadata ?? scope.Item.Root, "metadata", "name"), $"The definition must be named {plural}.{group}.", "Correct its name."));
        var stored = spec.Maps("versions").Count(static v => v.Flag("storage") is true);
        if (stored != 1 && spec["versions"] is ListNode)
            scope.Add(KindDiagnostics.Definition(scope.At(spec, "spec", "versions"), $"Exactly one version is stored, not {stored}.", "Set storage: true on one version."));
        var i = 0;
        foreach (var version in spec.Maps("versions"))
        {
            if (version.Map("schema").Map("openAPIV3Schema") is null)
                scope.Add(KindDiagnostics.Definition(scope.At(version, $"spec.versions[{i}]", "schema"), $"The version \"{version.Text("name")}\" has no schema.", "Add schema.openAPIV3Schema."));
            i++;
        }
    }
}
