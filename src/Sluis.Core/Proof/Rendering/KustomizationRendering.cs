using Sluis.Core.Diagnostics;
using Sluis.Core.Yaml;

namespace Sluis.Core.Proof.Rendering;

/// <summary>
/// One kustomization, after those that it draws on: first what it gathers and generates, then its components, then its transformers in Kustomize's own order,
/// whatever the order in the file. https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/
/// </summary>
internal sealed class KustomizationRendering(RepositorySnapshot repository, IReadOnlyDictionary<string, IReadOnlyList<Resource>> files, Findings findings)
{
    public IReadOnlyList<Resource> Render(Kustomization of)
    {
        var set = new ResourceSet();
        Apply(of, set);
        return [.. set.Items];
    }

    /// <summary>A component works on what the kustomization that lists it has gathered so far.</summary>
    private void Apply(Kustomization of, ResourceSet set)
    {
        foreach (var source in of.Resources)
            foreach (var item in source.Kustomization?.Result ?? (source.File is { } file ? files.GetValueOrDefault(file) : null) ?? [])
                if (!set.Add(item))
                    findings.Add(RenderingDiagnostics.Duplicate(item.Root.Span, item.Shown, set.Find(item.Id)?.Root.Span ?? default));
        new Generators(repository, of, findings).Apply(set);
        foreach (var component in of.Components)
            if (component.Kustomization is { } inner)
                Apply(inner, set);
        Transform(of, set);
    }

    private void Transform(Kustomization of, ResourceSet set)
    {
        var patches = new PatchReader(repository, of, findings);
        foreach (var patch in patches.Merges())
            patch.Apply(set, findings);
        foreach (var patch in patches.Patches("patches"))
            patch.Apply(set, findings);
        if (of.Root["namespace"] is ScalarNode { Kind: not ScalarKind.Null, Text.Length: > 0 } ns)
            NamespaceRule.Apply(set, ns, findings);
        NameRules.Affix(set, of.Root, findings);
        LabelRules.Apply(set, of.Root, findings);
        foreach (var patch in patches.Patches("patchesJson6902"))
            patch.Apply(set, findings);
        NameRules.Scale(set, of.Root, findings);
        if (ImageRules.Read(of.Root, findings) is { } images)
            for (var i = 0; i < set.Count; i++)
                set.Replace(i, images.Apply(set[i]));
    }
}
