using Sluis.Core.Diagnostics;
using Sluis.Core.Proof.Manifests;
using Sluis.Core.Text;
using Sluis.Core.Yaml;

namespace Sluis.Core.Proof.Rendering;

/// <summary>A <c>kustomization.yaml</c> and what it draws on. https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/</summary>
internal sealed class Kustomization(string folder, string file, MapNode root)
{
    /// <summary>Kustomize takes the first of these that a folder has, and refuses a folder with two.</summary>
    public static readonly IReadOnlyList<string> FileNames = ["kustomization.yaml", "kustomization.yml", "Kustomization"];

    public string Folder { get; } = folder;
    public string File { get; } = file;
    public MapNode Root { get; } = root;

    public bool IsComponent => Root.Text("kind") is "Component";

    public List<Source> Resources { get; } = [];
    public List<Source> Components { get; } = [];

    /// <summary>Features that only the real command renders, here or in what this draws on.</summary>
    public HashSet<Diagnostic> Beyond { get; } = [];

    /// <summary>0 when it draws on no other kustomization; otherwise more than any that it draws on.</summary>
    public int Height { get; set; }

    /// <summary>What it comes to, once rendered; never set for a component.</summary>
    public IReadOnlyList<Resource>? Result { get; set; }

    /// <summary>An entry of <c>resources</c> or <c>components</c>: a file with objects or another kustomization.</summary>
    public readonly record struct Source(SourceSpan At, string? File, Kustomization? Kustomization);
}
