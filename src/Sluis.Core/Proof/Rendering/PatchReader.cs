using Sluis.Core.Diagnostics;
using Sluis.Core.Proof.Manifests;
using Sluis.Core.Text;
using Sluis.Core.Yaml;

namespace Sluis.Core.Proof.Rendering;

/// <summary>The patches of a kustomization, inline or in files.</summary>
internal sealed class PatchReader(RepositorySnapshot repository, Kustomization of, Findings findings)
{
    private readonly SourceLines lines = new(repository.Read(of.File) ?? default);

    /// <summary><c>patches</c>, which may be of either kind, and <c>patchesJson6902</c>.</summary>
    public IEnumerable<Patch> Patches(string field)
    {
        foreach (var item in of.Root.Items(field))
            if (item is MapNode entry)
                foreach (var patch in Read(entry))
                    yield return patch;
            else
                findings.Add(RenderingDiagnostics.BadPatch(item.Span, "an entry is not a mapping"));
    }

    /// <summary><c>patchesStrategicMerge</c>: each entry is a path, or a patch itself.</summary>
    public IEnumerable<Patch> Merges()
    {
        foreach (var item in of.Root.Items("patchesStrategicMerge"))
        {
            if (item is not ScalarNode { Kind: not ScalarKind.Null, Text.Length: > 0 } entry)
            {
                findings.Add(RenderingDiagnostics.BadPatch(item.Span, "an entry is neither a path nor a patch"));
                continue;
            }
            var documents = entry.Text.Contains('\n') || entry.Text.Contains(": ", StringComparison.Ordinal) ? EmbeddedText.Read(entry, lines, findings) : ContentOf(entry);
            foreach (var document in documents ?? [])
                if (Part(document, null, null) is { } patch)
                    yield return patch;
        }
    }

    private IEnumerable<Patch> Read(MapNode entry)
    {
        Selector? target = null;
        if (entry.Map("target") is { } stated && (target = Selector.Read(stated, findings)) is null || Documents(entry) is not { } documents)
            yield break;
        if (documents is [ListNode list, ..])
        {
            if (JsonOperation.ReadAll(list, findings) is { } operations)
                yield return new Patch.Json(list.Span, target, operations);
            yield break;
        }
        if (target is not null && documents.Count > 1)
        {
            findings.Add(RenderingDiagnostics.BadPatch(documents[1].Span, "a patch with a target is one document"));
            yield break;
        }
        foreach (var document in documents)
            if (Part(document, target, entry.Map("options")) is { } patch)
                yield return patch;
    }

    private Patch.Merge? Part(Node document, Selector? target, MapNode? options)
    {
        var missing = document is not MapNode map ? "it is neither a list of operations nor a part of an object"
            : string.IsNullOrEmpty(map.Text("kind")) ? "it has no kind"
            : string.IsNullOrEmpty(map.Map("metadata").Text("name")) ? "it has no metadata.name"
            : null;
        if (missing is null && document is MapNode part)
            return new(part.Span, target, part, ResourceId.Of(part), options.Flag("allowNameChange") is true, options.Flag("allowKindChange") is true);
        findings.Add(RenderingDiagnostics.BadPatch(document.Span, missing ?? ""));
        return null;
    }

    private IReadOnlyList<Node>? Documents(MapNode entry)
    {
        var inline = entry["patch"] is ScalarNode { Kind: not ScalarKind.Null, Text.Length: > 0 } text ? text : null;
        var path = entry["path"] is ScalarNode { Kind: not ScalarKind.Null, Text.Length: > 0 } file ? file : null;
        if (inline is null == path is null)
            return Wrong(entry.Span, inline is null ? "it has neither patch nor path" : "it has both patch and path");
        if ((inline is not null ? EmbeddedText.Read(inline, lines, findings) : ContentOf(path)) is not { } documents)
            return null;
        IReadOnlyList<Node> all = [.. documents.Where(static d => d is not ScalarNode { Kind: ScalarKind.Null })];
        return all.Count == 0 ? Wrong(entry.Span, "it is empty") : all;
    }

    private IReadOnlyList<Node>? ContentOf(ScalarNode? path) =>
        path is not null && SourceFile.Find(repository, of, path, findings) is { } file ? repository.Documents(file, findings) : null;

    private IReadOnlyList<Node>? Wrong(SourceSpan at, string reason)
    {
        findings.Add(RenderingDiagnostics.BadPatch(at, reason));
        return null;
    }
}

/// <summary>A file that a kustomization names outside of its resources.</summary>
internal static class SourceFile
{
    /// <summary>Null, after a finding, when it is not there or may not be read.</summary>
    public static string? Find(RepositorySnapshot repository, Kustomization of, ScalarNode entry, Findings findings, string? path = null)
    {
        path ??= entry.Text;
        if (RelativePath.Resolve(of.Folder, path) is not { } file || !repository.Has(file))
            findings.Add(RenderingDiagnostics.Missing(entry.Span, path));
        else if (!RelativePath.IsBelow(of.Folder, file))
            findings.Add(RenderingDiagnostics.Outside(entry.Span, path));
        else
            return file;
        return null;
    }
}
