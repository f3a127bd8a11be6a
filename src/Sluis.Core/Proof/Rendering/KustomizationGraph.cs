using Sluis.Core.Diagnostics;
using Sluis.Core.Proof.Manifests;
using Sluis.Core.Text;
using Sluis.Core.Yaml;

namespace Sluis.Core.Proof.Rendering;

/// <summary>All kustomizations that some roots draw on, each once. Cycles are cut, so what is left can be rendered bottom up.</summary>
internal sealed class KustomizationGraph(RepositorySnapshot repository, Findings findings)
{
    private readonly Dictionary<string, Kustomization?> byFolder = new(StringComparer.Ordinal);
    private readonly HashSet<string> open = new(StringComparer.Ordinal);

    /// <summary>Those rendered on their own, in the order in which they may be.</summary>
    public IEnumerable<IGrouping<int, Kustomization>> Levels() =>
        byFolder.Values.OfType<Kustomization>().Where(static k => !k.IsComponent).GroupBy(static k => k.Height).OrderBy(static g => g.Key);

    public IEnumerable<string> Files() => byFolder.Values.OfType<Kustomization>()
        .SelectMany(static k => k.Resources).Select(static r => r.File).OfType<string>().Distinct(StringComparer.Ordinal);

    /// <summary>Null when the folder has no kustomization that can be read; the finding is given once.</summary>
    public Kustomization? Load(string folder, SourceSpan from)
    {
        if (byFolder.TryGetValue(folder, out var known))
            return known;
        if (FileOf(repository, folder, findings) is not { } file)
        {
            findings.Add(RenderingDiagnostics.Missing(from, folder));
            return byFolder[folder] = null;
        }
        if (repository.Documents(file, findings) is not { } documents)
            return byFolder[folder] = null;
        if (documents is not [MapNode root, ..])
        {
            findings.Add(RenderingDiagnostics.BadField(SourceSpan.StartOf(file), "it is not a mapping"));
            return byFolder[folder] = null;
        }
        var loaded = new Kustomization(folder, file, root);
        open.Add(folder);
        KustomizationFields.Check(loaded, findings);
        Follow(loaded, "resources", loaded.Resources);
        Follow(loaded, "bases", loaded.Resources);
        Follow(loaded, "components", loaded.Components);
        open.Remove(folder);
        foreach (var source in loaded.Resources.Concat(loaded.Components))
            if (source.Kustomization is { } child)
            {
                loaded.Height = Math.Max(loaded.Height, child.Height + 1);
                loaded.Beyond.UnionWith(child.Beyond);
            }
        return byFolder[folder] = loaded;
    }

    public static string? FileOf(RepositorySnapshot repository, string folder, Findings? findings = null)
    {
        string? found = null;
        foreach (var name in Kustomization.FileNames)
        {
            var path = RelativePath.Join(folder, name);
            if (!repository.Has(path))
                continue;
            if (found is not null)
                findings?.Add(RenderingDiagnostics.BadField(SourceSpan.StartOf(path), $"the folder has {found} too"));
            found ??= path;
        }
        return found;
    }

    private void Follow(Kustomization of, string field, List<Kustomization.Source> into)
    {
        foreach (var item in of.Root.Items(field))
            if (item is not ScalarNode { Kind: not ScalarKind.Null, Text.Length: > 0 } entry)
                findings.Add(RenderingDiagnostics.BadField(item.Span, $"an entry of {field} is not a path"));
            else if (Follow(of, entry, field == "components") is { } source)
                into.Add(source);
    }

    private Kustomization.Source? Follow(Kustomization of, ScalarNode entry, bool component)
    {
        if (IsRemote(entry.Text))
        {
            of.Beyond.Add(RenderingDiagnostics.Beyond(entry.Span, $"The remote base \"{entry.Text}\""));
            return null;
        }
        var path = RelativePath.Resolve(of.Folder, entry.Text);
        if (path is not null && !component && repository.Has(path))
        {
            if (RelativePath.IsBelow(of.Folder, path))
                return new(entry.Span, path, null);
            findings.Add(RenderingDiagnostics.Outside(entry.Span, entry.Text));
            return null;
        }
        if (path is null || FileOf(repository, path) is null)
        {
            findings.Add(RenderingDiagnostics.Missing(entry.Span, entry.Text));
            return null;
        }
        if (open.Contains(path))
        {
            findings.Add(RenderingDiagnostics.Cycle(entry.Span, path));
            return null;
        }
        if (Load(path, entry.Span) is not { } child)
            return null;
        if (child.IsComponent != component)
        {
            findings.Add(RenderingDiagnostics.BadField(entry.Span, component ? $"\"{entry.Text}\" is not of kind Component" : $"\"{entry.Text}\" is a Component and belongs under components"));
            return null;
        }
        return new(entry.Span, null, child);
    }

    /// <summary>https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/resource/</summary>
    private static bool IsRemote(string path) =>
        path.Contains("://", StringComparison.Ordinal) || path.Contains("?ref=", StringComparison.Ordinal) || path.StartsWith("git@", StringComparison.Ordinal)
        || path.StartsWith("git::", StringComparison.Ordinal) || path.StartsWith("github.com/", StringComparison.OrdinalIgnoreCase) || path.StartsWith("gh:", StringComparison.Ordinal);
}
