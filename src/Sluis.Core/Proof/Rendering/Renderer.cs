using System.Collections.Concurrent;
using Sluis.Core.Diagnostics;
using Sluis.Core.Proof.Manifests;
using Sluis.Core.Text;

namespace Sluis.Core.Proof.Rendering;

/// <summary>
/// Folders with a kustomization to the objects that <c>kubectl kustomize</c> would write for them. Files and bases that several of
/// them share are read and rendered once.
/// </summary>
public static class Renderer
{
    /// <summary>The objects of one root; null when it cannot be rendered in process, after a finding that says why.</summary>
    public static IReadOnlyList<ManifestObject>? Render(RepositorySnapshot repository, string root, Findings findings)
    {
        var rendered = Render(repository, [root], findings)[0];
        findings.AddRange(rendered.Beyond);
        return rendered.Objects;
    }

    /// <summary>One result a root, in their order. What is beyond rendering in process is in the result and is no finding yet.</summary>
    public static IReadOnlyList<RenderedRoot> Render(RepositorySnapshot repository, IReadOnlyList<string> roots, Findings findings)
    {
        var graph = new KustomizationGraph(repository, findings);
        var tops = roots.Select(root => graph.Load(root, SourceSpan.StartOf(root))).ToList();
        var files = new ConcurrentDictionary<string, IReadOnlyList<Resource>>(StringComparer.Ordinal);
        Parallel.ForEach(graph.Files(), file =>
        {
            if (repository.Documents(file, findings) is { } documents)
                files[file] = ResourceFile.Read(documents, findings);
        });
        var rendering = new KustomizationRendering(repository, files, findings);
        foreach (var level in graph.Levels())
            Parallel.ForEach(level, kustomization =>
            {
                if (kustomization.Beyond.Count == 0)
                    kustomization.Result = rendering.Render(kustomization);
            });
        return [.. tops.Select((top, i) => Finish(roots[i], top, findings))];
    }

    private static RenderedRoot Finish(string root, Kustomization? top, Findings findings)
    {
        if (top is null)
            return new(root, null, []);
        if (top.Result is not { } result)
            return new(root, null, [.. top.Beyond.Order()]);
        var sorted = OutputOrder.Sort(References.Follow(Hashed(result, findings), findings), top.Root, findings);
        var objects = new ManifestObject[sorted.Count];
        for (var i = 0; i < objects.Length; i++)
            objects[i] = sorted[i].Manifest;
        return new(root, [.. objects.Where(static o => !IsLocal(o))], []);
    }

    /// <summary>Only now, for the hash is over what patches and prefixes left.</summary>
    private static IReadOnlyList<Resource> Hashed(IReadOnlyList<Resource> items, Findings findings)
    {
        if (!items.Any(static i => i.NeedsHash))
            return items;
        var set = new ResourceSet();
        foreach (var item in items)
        {
            var named = item.NeedsHash ? item.Remembering().With(NameRules.Named(item.Root, $"{item.Id.Name}-{ContentHash.Of(item.Root)}", item.Root.Map("metadata")?["name"] ?? item.Root)) : item;
            if (!set.Add(named))
                findings.Add(RenderingDiagnostics.Duplicate(named.Root.Span, named.Shown, set.Find(named.Id)?.Root.Span ?? default));
        }
        return set.Items;
    }

    /// <summary>https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/resource/: for tools, never applied.</summary>
    private static bool IsLocal(ManifestObject item) => item.Metadata.Map("annotations").Text("config.kubernetes.io/local-config") is not (null or "false");
}

/// <summary><paramref name="Objects"/> is null when the root cannot be rendered; <paramref name="Beyond"/> then says which features need the real command, if that is why.</summary>
public sealed record RenderedRoot(string Root, IReadOnlyList<ManifestObject>? Objects, IReadOnlyList<Diagnostic> Beyond);
