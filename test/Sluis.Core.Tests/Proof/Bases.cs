using Sluis.Core.Diagnostics;
using Sluis.Core.Emit;
using Sluis.Core.Proof;
using Sluis.Core.Proof.Claims;
using Sluis.Core.Proof.Manifests;
using Sluis.Core.Yaml;

namespace Sluis.Core.Tests.Proof;

/// <summary>A generated repository's bases as one environment, without a renderer: overlays change sizes, not who reaches whom.</summary>
internal static class Bases
{
    public static ProofContext Of(RepositoryTree tree, Func<string, string, string>? edit = null)
    {
        var snapshot = new RepositorySnapshot(tree.Files.Select(f => new KeyValuePair<string, ReadOnlyMemory<byte>>(f.Path,
            edit is null || !f.Path.EndsWith(".yaml", StringComparison.Ordinal) ? f.Content : System.Text.Encoding.UTF8.GetBytes(edit(f.Path, System.Text.Encoding.UTF8.GetString(f.Content.Span))))));
        var findings = new Findings();
        var objects = new List<ManifestObject>();
        foreach (var path in snapshot.Paths)
            if (path.Contains("/base/", StringComparison.Ordinal) && path.EndsWith(".yaml", StringComparison.Ordinal))
                foreach (var document in snapshot.Documents(path, findings) ?? [])
                    if (document is MapNode map && map.Text("kind") is not (null or "Kustomization"))
                        objects.Add(new(map));
        var claims = ClaimsReader.Read(snapshot, findings);
        Assert.Empty(findings.Sorted());
        return new() { Repository = snapshot, Environments = [new("base", objects)], Claims = claims, Findings = findings };
    }
}
