using Sluis.Core.Diagnostics;
using Sluis.Core.Proof.Manifests;
using Sluis.Core.Yaml;

namespace Sluis.Core.Proof.Schema.Objects;

/// <summary>The object that rules look at, and where they say what is wrong with it.</summary>
internal sealed class RuleScope(ManifestObject item, List<Diagnostic> findings)
{
    public ManifestObject Item { get; } = item;

    public void Add(Diagnostic finding) => findings.Add(finding);

    public Place At(Node node, string field) => new(node.Span, Item, field);

    public Place At(in Entry entry, string field) => new(entry.KeySpan, Item, field);

    /// <summary>The field of a mapping, or the mapping itself where it is missing.</summary>
    public Place At(MapNode map, string path, string field) => new(map[field]?.Span ?? map.Span, Item, path.Length == 0 ? field : $"{path}.{field}");
}
