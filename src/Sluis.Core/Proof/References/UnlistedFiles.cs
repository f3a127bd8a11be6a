using Sluis.Core.Proof.Manifests;
using Sluis.Core.Yaml;

namespace Sluis.Core.Proof.References;

/// <summary>Files of objects that lie beside a kustomization and are not in it.</summary>
internal static class UnlistedFiles
{
    private static readonly string[] Names = ["kustomization.yaml", "kustomization.yml", "Kustomization"];

    /// <summary>How many files were looked at.</summary>
    public static int Check(ProofContext context)
    {
        var listed = new HashSet<string>(StringComparer.Ordinal);
        var kustomizations = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var path in context.Repository.Paths)
        {
            var folder = FolderOf(path);
            if (!Names.Contains(path[(folder.Length == 0 ? 0 : folder.Length + 1)..]) || context.Repository.Documents(path, context.Findings) is not { } documents)
                continue;
            kustomizations[folder] = path;
            foreach (var document in documents)
            {
                Collect(document, folder, listed);
                Plugins(context, document as MapNode, folder, listed);
            }
        }
        var looked = 0;
        foreach (var path in context.Repository.Paths)
        {
            if (!path.EndsWith(".yaml", StringComparison.Ordinal) && !path.EndsWith(".yml", StringComparison.Ordinal))
                continue;
            if (!kustomizations.TryGetValue(FolderOf(path), out var kustomization) || path == kustomization)
                continue;
            looked++;
            if (!listed.Contains(path) && context.Repository.Documents(path, context.Findings) is [MapNode root, ..] && root.Text("apiVersion") is not null && root.Text("kind") is not null)
                context.Findings.Add(ReferenceDiagnostics.NotListed(root.Span, kustomization));
        }
        return looked;
    }

    /// <summary>Files of generators and transformers name files themselves, as that of KSOPS does.</summary>
    private static void Plugins(ProofContext context, MapNode? kustomization, string folder, HashSet<string> listed)
    {
        foreach (var field in (ReadOnlySpan<string>)["generators", "transformers", "validators"])
            foreach (var plugin in kustomization.Items(field).OfType<ScalarNode>())
                if (Join(folder, plugin.Text) is var path && context.Repository.Has(path) && context.Repository.Documents(path, context.Findings) is { } documents)
                    foreach (var document in documents)
                        Collect(document, FolderOf(path), listed);
    }

    /// <summary>Any text that could be a path counts: resources, patches, generators, components, replacements, values.</summary>
    private static void Collect(Node node, string folder, HashSet<string> listed)
    {
        switch (node)
        {
            case MapNode map:
                foreach (var entry in map.Entries)
                    Collect(entry.Value, folder, listed);
                break;
            case ListNode list:
                foreach (var item in list.Items)
                    Collect(item, folder, listed);
                break;
            case ScalarNode { Kind: ScalarKind.String } scalar when scalar.Text.Length < 400 && !scalar.Text.Contains('\n'):
                // A generator may give the file a key: key=path.
                var text = scalar.Text;
                listed.Add(Join(folder, text));
                if (text.IndexOf('=') is > 0 and var equals)
                    listed.Add(Join(folder, text[(equals + 1)..]));
                break;
        }
    }

    private static string FolderOf(string path) => path.LastIndexOf('/') is >= 0 and var slash ? path[..slash] : "";

    private static string Join(string folder, string relative)
    {
        if (!relative.Contains("..", StringComparison.Ordinal) && !relative.StartsWith("./", StringComparison.Ordinal))
            return folder.Length == 0 ? relative : $"{folder}/{relative}";
        var parts = folder.Length == 0 ? [] : new List<string>(folder.Split('/'));
        foreach (var part in relative.Split('/'))
            if (part == ".." && parts.Count > 0)
                parts.RemoveAt(parts.Count - 1);
            else if (part is not ("." or "" or ".."))
                parts.Add(part);
        return string.Join('/', parts);
    }
}
