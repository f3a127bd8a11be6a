using Sluis.Core.Proof.Manifests;
using Sluis.Core.Proof.Schema.Values;
using Sluis.Core.Yaml;

namespace Sluis.Core.Proof.Schema.Objects;

/// <summary>The volumes of a Pod. https://kubernetes.io/docs/concepts/storage/volumes/</summary>
internal static class VolumeRules
{
    /// <summary>The names that containers may mount.</summary>
    public static HashSet<string> Check(RuleScope scope, PodTemplate pod)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        if (scope.Item.Kind == "StatefulSet")
            foreach (var template in scope.Item.Spec.Maps("volumeClaimTemplates"))
                if (template.Map("metadata").Text("name") is { } claim)
                    names.Add(claim);
        var i = 0;
        foreach (var volume in pod.Spec.Maps("volumes"))
        {
            var path = $"{pod.Path}.volumes[{i++}]";
            if (volume.Text("name") is { } name)
            {
                if (Grammar.Label(name) is { } must)
                    scope.Add(ObjectDiagnostics.Name(scope.At(volume, path, "name"), name, must));
                names.Add(name);
            }
            // A null source, as in "emptyDir:", is dropped by the decoder.
            var sources = volume.Entries.Count(static e => e.Key != "name" && e.Value is MapNode);
            if (sources != 1)
                scope.Add(PodDiagnostics.ExactlyOne(scope.At(volume, path), "The volume", sources));
            Source(scope, volume, path);
        }
        return names;
    }

    private static void Source(RuleScope scope, MapNode volume, string path)
    {
        foreach (var kind in (ReadOnlySpan<string>)["configMap", "secret"])
            if (volume.Map(kind) is { } files)
                Files(scope, files, $"{path}.{kind}");
        if (volume.Map("emptyDir").Text("sizeLimit") is { } limit && Quantity.TryParse(limit, out var size) && size < 0)
            scope.Add(PodDiagnostics.Resources(scope.At(volume, path, "emptyDir"), "The size limit is negative.", "Give a positive size."));
        if (volume.Map("hostPath").Text("path") is { } host && HasDots(host))
            scope.Add(PodDiagnostics.Mount(scope.At(volume.Map("hostPath") ?? volume, $"{path}.hostPath", "path"), "The path of the host holds '..'.", "Give the path without it."));
        if (volume.Map("persistentVolumeClaim") is { } claim && claim.Text("claimName") is { } name && Grammar.Subdomain(name) is { } must)
            scope.Add(ObjectDiagnostics.Name(scope.At(claim, $"{path}.persistentVolumeClaim", "claimName"), name, must));
        if (volume.Map("projected") is not { } projected)
            return;
        Mode(scope, projected, $"{path}.projected", "defaultMode");
        var i = 0;
        foreach (var source in projected.Maps("sources"))
        {
            var here = $"{path}.projected.sources[{i++}]";
            var count = source.Entries.Count(static e => e.Value is MapNode);
            if (count != 1)
                scope.Add(PodDiagnostics.ExactlyOne(scope.At(source, here), "The projected source", count));
            foreach (var kind in (ReadOnlySpan<string>)["configMap", "secret"])
                if (source.Map(kind) is { } files)
                    Files(scope, files, $"{here}.{kind}");
        }
    }

    private static void Files(RuleScope scope, MapNode source, string path)
    {
        Mode(scope, source, path, "defaultMode");
        var i = 0;
        foreach (var item in source.Maps("items"))
        {
            var here = $"{path}.items[{i++}]";
            Mode(scope, item, here, "mode");
            if (item.Text("path") is { } file && (file.StartsWith('/') || HasDots(file)))
                scope.Add(PodDiagnostics.Mount(scope.At(item, here, "path"), "The path of a file in a volume must be relative and hold no '..'.", "Give the path below the mount."));
        }
    }

    /// <summary>Modes are octal in YAML or decimal in JSON: the number counts.</summary>
    private static void Mode(RuleScope scope, MapNode map, string path, string field)
    {
        if (NodeText.Integer(map[field]) is < 0 or > 511)
            scope.Add(PodDiagnostics.Mount(scope.At(map, path, field), "A mode lies between 0 and 0777.", "Write it as an octal number such as 0644."));
    }

    public static bool HasDots(string path)
    {
        foreach (var part in path.AsSpan().Split('/'))
            if (path.AsSpan(part) is "..")
                return true;
        return false;
    }
}
