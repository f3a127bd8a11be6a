using Sluis.Core.Diagnostics;
using Sluis.Core.Proof.Manifests;
using Sluis.Core.Text;

namespace Sluis.Core.Proof;

/// <summary>A finding that names an object and a field, but stands at a part that only holds the field, is put at the field.</summary>
public static class Places
{
    public static IReadOnlyList<Diagnostic> Refine(IReadOnlyList<Diagnostic> findings, IReadOnlyList<RenderedEnvironment> environments)
    {
        Dictionary<string, List<ManifestObject>>? objects = null;
        var refined = new Findings();
        foreach (var finding in findings)
            refined.Add(finding is { Object: { } subject, Field: { } field } && (objects ??= ByName(environments)).TryGetValue(subject, out var items)
                ? finding with { At = Deepest(finding.At, field, items) }
                : finding);
        return refined.Sorted();
    }

    private static SourceSpan Deepest(SourceSpan at, string field, List<ManifestObject> items)
    {
        foreach (var item in items)
            if (FieldPlace.Along(item.Root, field) is var along && along.Contains(at))
                return along[^1];
        return at;
    }

    private static Dictionary<string, List<ManifestObject>> ByName(IReadOnlyList<RenderedEnvironment> environments)
    {
        var objects = new Dictionary<string, List<ManifestObject>>(StringComparer.Ordinal);
        var seen = new HashSet<object>(ReferenceEqualityComparer.Instance);
        foreach (var environment in environments)
            foreach (var item in environment.Objects)
                if (seen.Add(item.Root))
                {
                    var name = item.ToString();
                    if (!objects.TryGetValue(name, out var same))
                        objects.Add(name, same = []);
                    same.Add(item);
                }
        return objects;
    }
}
