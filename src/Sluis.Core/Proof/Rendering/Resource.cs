using Sluis.Core.Proof.Manifests;
using Sluis.Core.Yaml;

namespace Sluis.Core.Proof.Rendering;

/// <summary>
/// An object on its way through kustomizations. Immutable, so what no overlay touches is the same instance in every environment.
/// </summary>
internal sealed class Resource
{
    public Resource(MapNode root)
    {
        Root = root;
        Id = ResourceId.Of(root);
    }

    private Resource(MapNode root, Resource before)
    {
        Root = root;
        Id = ResourceId.Of(root);
        Previous = before.Previous;
        Prefixes = before.Prefixes;
        Suffixes = before.Suffixes;
        NeedsHash = before.NeedsHash;
    }

    public MapNode Root { get; }
    public ResourceId Id { get; }

    /// <summary>Every identity it had before, the oldest first.</summary>
    public IReadOnlyList<ResourceId> Previous { get; private init; } = [];

    public IReadOnlyList<string> Prefixes { get; private init; } = [];
    public IReadOnlyList<string> Suffixes { get; private init; } = [];

    /// <summary>Made by a generator that wants the hash of the content in the name.</summary>
    public bool NeedsHash { get; init; }

    public ResourceId Original => Previous.Count == 0 ? Id : Previous[0];

    /// <summary>One for all environments that share this resource.</summary>
    public ManifestObject Manifest => field ??= new(Root);

    /// <summary>Orders the objects of one kind; what states no namespace comes last.</summary>
    public string SortKey => field ??= $"{(Root.Map("metadata").Text("namespace") is { Length: > 0 } ns ? ns : "~X")}|{Id.Name}";

    public Resource With(MapNode root) => ReferenceEquals(root, Root) ? this : new(root, this);

    public Resource WithHash(bool needsHash) => new(Root, this) { NeedsHash = needsHash };

    /// <summary>Keeps what it is called now, for references that still use that name.</summary>
    public Resource Remembering() => Previous.Count > 0 && Previous[^1] == Id ? this : new(Root, this) { Previous = [.. Previous, Id] };

    public Resource Affixed(string prefix, string suffix) => new(Root, this)
    {
        Prefixes = prefix.Length == 0 ? Prefixes : [.. Prefixes, prefix],
        Suffixes = suffix.Length == 0 ? Suffixes : [.. Suffixes, suffix],
    };

    /// <summary>As findings name it; the manifest is not made for that alone.</summary>
    public string Shown => new ManifestObject(Root).ToString();

    public override string ToString() => Id.ToString();
}
