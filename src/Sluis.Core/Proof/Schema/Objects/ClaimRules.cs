using Sluis.Core.Proof.Manifests;
using Sluis.Core.Proof.Schema.Values;
using Sluis.Core.Yaml;

namespace Sluis.Core.Proof.Schema.Objects;

/// <summary>Claims and volumes. https://kubernetes.io/docs/concepts/storage/persistent-volumes/</summary>
internal static class ClaimRules
{
    private static readonly string[] NoSources =
        ["accessModes", "capacity", "claimRef", "mountOptions", "nodeAffinity", "persistentVolumeReclaimPolicy", "storageClassName", "volumeAttributesClassName", "volumeMode"];

    public static void Claim(RuleScope scope, MapNode spec, string path)
    {
        Modes(scope, spec, path);
        var requests = spec.Map("resources").Map("requests");
        if (requests?["storage"] is not ScalarNode size)
            scope.Add(KindDiagnostics.Claim(scope.At(spec, path, "resources"), "The claim asks for no size.", "Add resources.requests.storage."));
        else if (Quantity.TryParse(size.Text, out var bytes) && bytes <= 0)
            scope.Add(KindDiagnostics.Claim(scope.At(size, $"{path}.resources.requests.storage"), "The size is not positive.", "Give a size such as 10Gi."));
        else if (spec.Map("resources").Map("limits").Text("storage") is { } limit && Quantity.TryParse(limit, out var most) && bytes > most)
            scope.Add(PodDiagnostics.Resources(scope.At(size, $"{path}.resources.requests.storage"), $"The request of storage ({size.Text}) is more than its limit ({limit}).", "Raise the limit or lower the request."));
        if (spec.Text("storageClassName") is { Length: > 0 } name && Grammar.Subdomain(name) is { } must)
            scope.Add(ObjectDiagnostics.Name(scope.At(spec, path, "storageClassName"), name, must));
        MetadataRules.Selector(scope, spec.Map("selector"), $"{path}.selector");
    }

    public static void Volume(RuleScope scope, MapNode spec)
    {
        Modes(scope, spec, "spec");
        if (spec.Map("capacity")?["storage"] is null)
            scope.Add(KindDiagnostics.Claim(scope.At(spec, "spec", "capacity"), "The volume has no capacity.", "Add capacity.storage."));
        var sources = spec.Entries.Count(static e => e.Value is MapNode && !NoSources.Contains(e.Key));
        if (sources != 1)
            scope.Add(PodDiagnostics.ExactlyOne(scope.At(spec, "spec"), "The volume", sources));
    }

    private static void Modes(RuleScope scope, MapNode spec, string path)
    {
        var modes = spec.Items("accessModes");
        if (modes.Count == 0 && (spec["accessModes"] is null or ListNode or ScalarNode { Kind: ScalarKind.Null }))
            scope.Add(KindDiagnostics.Claim(scope.At(spec, path, "accessModes"), "No access mode is stated.", "Add ReadWriteOnce, or what the storage can do."));
        if (modes.Count > 1 && modes.FirstOrDefault(static m => m is ScalarNode { Text: "ReadWriteOncePod" }) is { } alone)
            scope.Add(KindDiagnostics.Claim(scope.At(alone, $"{path}.accessModes"), "ReadWriteOncePod stands alone.", "Remove the other modes."));
    }
}
