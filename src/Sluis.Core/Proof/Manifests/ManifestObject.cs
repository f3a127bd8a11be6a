using Sluis.Core.Text;
using Sluis.Core.Yaml;

namespace Sluis.Core.Proof.Manifests;

/// <summary>
/// A Kubernetes object after rendering. Its nodes keep the places they were written at, in the base or in a patch.
/// An object that no overlay changes has the same <see cref="Root"/> in every environment, so what was found out about it can be kept.
/// </summary>
public sealed class ManifestObject
{
    public ManifestObject(MapNode root)
    {
        Root = root;
        ApiVersion = root.Text("apiVersion") ?? "";
        Kind = root.Text("kind") ?? "";
        var metadata = root.Map("metadata");
        Name = metadata?.Text("name") ?? "";
        Namespace = metadata?.Text("namespace");
    }

    public MapNode Root { get; }
    public string ApiVersion { get; }
    public string Kind { get; }
    public string Name { get; }
    /// <summary>Null for cluster-scoped objects, and where nobody stated one.</summary>
    public string? Namespace { get; }

    /// <summary>"" for the core group.</summary>
    public string Group => ApiVersion.IndexOf('/') is >= 0 and var slash ? ApiVersion[..slash] : "";
    public SourceSpan At => Root.Span;

    public MapNode? Metadata => Root.Map("metadata");
    public MapNode? Spec => Root.Map("spec");

    /// <summary>As findings name it: <c>Deployment rentguy/rentguy-api</c>.</summary>
    public override string ToString() => Namespace is null ? $"{Kind} {Name}" : $"{Kind} {Namespace}/{Name}";
}

public readonly record struct ObjectKey(string Kind, string? Namespace, string Name);

/// <summary>Everything one environment applies, in the order it is applied.</summary>
public sealed class RenderedEnvironment
{
    private readonly Dictionary<ObjectKey, ManifestObject> byKey;
    private readonly Dictionary<string, List<ManifestObject>> byKind = new(StringComparer.Ordinal);

    public RenderedEnvironment(string name, IReadOnlyList<ManifestObject> objects)
    {
        Name = name;
        Objects = objects;
        byKey = new(objects.Count);
        foreach (var item in objects)
        {
            byKey.TryAdd(new(item.Kind, item.Namespace, item.Name), item);
            if (!byKind.TryGetValue(item.Kind, out var same))
                byKind.Add(item.Kind, same = []);
            same.Add(item);
        }
        Pods = [.. objects.Select(static o => PodTemplate.Of(o)).OfType<PodTemplate>()];
    }

    public string Name { get; }
    public IReadOnlyList<ManifestObject> Objects { get; }

    /// <summary>The Pod template of each workload (Deployment, StatefulSet, DaemonSet, ReplicaSet, Job, CronJob, Pod).</summary>
    public IReadOnlyList<PodTemplate> Pods { get; }

    public ManifestObject? Find(string kind, string? ns, string name) => byKey.GetValueOrDefault(new(kind, ns, name));

    public IReadOnlyList<ManifestObject> OfKind(string kind) => byKind.TryGetValue(kind, out var same) ? same : [];
}
