using Sluis.Cli.Output;
using Sluis.Core.Diagnostics;
using Sluis.Core.Proof.Manifests;
using Sluis.Core.Proof.Schema.Objects;
using Sluis.Core.Yaml;

namespace Sluis.Cli.Verifying;

/// <summary>
/// What a second run changes although a cluster that has the first one's objects will refuse it. A warning: nobody here knows
/// whether the objects were applied.
/// </summary>
internal static class ImmutableChanges
{
    public static IEnumerable<Diagnostic> In(PreparedWrite prepared, string shown)
    {
        if (prepared.IsNew)
            yield break;
        foreach (var file in prepared.Files)
        {
            if (file.Act != WriteAct.Write || file.File.Object is null || file.After is not { } after)
                continue;
            var path = Path.Combine(prepared.Folder, file.File.Path);
            if (!File.Exists(path))
                continue;
            if (Object(path, File.ReadAllBytes(path)) is { } before && Object($"{shown}/{file.File.Path}", after) is { } now && before.Kind == now.Kind && before.Name == now.Name && before.Namespace == now.Namespace)
                foreach (var finding in ImmutableFields.Changed(before, now))
                    yield return finding with { Severity = Severity.Warning };
        }
    }

    /// <summary>Null for what is not one readable object; reading it for good reports that.</summary>
    private static ManifestObject? Object(string name, ReadOnlyMemory<byte> content) =>
        YamlReader.ReadAll(name, content.Span, new Findings()) is [MapNode root] ? new(root) : null;
}
