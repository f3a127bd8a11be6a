using Sluis.Core.Diagnostics;
using Sluis.Core.Proof.Manifests;
using Sluis.Core.Yaml;

namespace Sluis.Core.Proof.Rendering;

/// <summary>The objects of a file: every document, and every item of a list.</summary>
internal static class ResourceFile
{
    public static IReadOnlyList<Resource> Read(IReadOnlyList<Node> documents, Findings findings)
    {
        // Items of a list come after everything else in the file, as in Kustomize.
        var queue = new Queue<Node>(documents);
        var all = new List<Resource>(documents.Count);
        while (queue.TryDequeue(out var node))
        {
            if (node is ScalarNode { Kind: ScalarKind.Null } or MapNode { Entries.Count: 0 })
                continue;
            if (node is not MapNode root)
            {
                findings.Add(RenderingDiagnostics.NotAnObject(node.Span, "it is not a mapping"));
                continue;
            }
            if (root.Text("kind") is { } kind && kind.EndsWith("List", StringComparison.Ordinal) && root["items"] is ListNode or ScalarNode { Kind: ScalarKind.Null })
            {
                foreach (var item in root.Items("items"))
                    queue.Enqueue(item);
                continue;
            }
            if (Missing(root) is { } missing)
                findings.Add(RenderingDiagnostics.NotAnObject(root.Span, missing));
            else
                all.Add(new(root));
        }
        return all;
    }

    private static string? Missing(MapNode root) =>
        string.IsNullOrEmpty(root.Text("apiVersion")) ? "it has no apiVersion"
        : string.IsNullOrEmpty(root.Text("kind")) ? "it has no kind"
        : string.IsNullOrEmpty(root.Map("metadata").Text("name")) ? "it has no metadata.name"
        : null;
}
