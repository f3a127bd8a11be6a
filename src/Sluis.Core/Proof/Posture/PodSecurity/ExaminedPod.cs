using Sluis.Core.Proof.Manifests;
using Sluis.Core.Text;
using Sluis.Core.Yaml;

namespace Sluis.Core.Proof.Posture.PodSecurity;

/// <summary>A Pod template before the controls. <see cref="Minor"/>: the standards as they were in Kubernetes 1.<see cref="Minor"/>.</summary>
internal sealed class ExaminedPod
{
    private readonly List<PodSecurityViolation> violations = [];
    private string control = "";

    public ExaminedPod(PodTemplate template, int minor)
    {
        Template = template;
        Minor = minor;
        var containers = new List<ContainerView>(2);
        foreach (var list in (ReadOnlySpan<string>)["initContainers", "containers", "ephemeralContainers"])
        {
            var items = template.Spec.Items(list);
            for (var i = 0; i < items.Count; i++)
                if (items[i] is MapNode container)
                    containers.Add(new(container, $"{template.Path}.{list}[{i}]", list is "initContainers"));
        }
        Containers = containers;
    }

    public PodTemplate Template { get; }
    public int Minor { get; }
    public MapNode Spec => Template.Spec;
    public MapNode? Context => Spec.Map("securityContext");
    public string ContextPath => Template.Path + ".securityContext";

    /// <summary>Of every kind, ephemeral ones too.</summary>
    public IReadOnlyList<ContainerView> Containers { get; }

    public bool IsWindows => Spec.Map("os").Text("name") is "windows";

    /// <summary>Root in the container is nobody on the node. https://kubernetes.io/docs/concepts/workloads/pods/user-namespaces/</summary>
    public bool HasOwnUsers => Spec.Flag("hostUsers") is false;

    public string MetadataPath => Template.Path == "spec" ? "metadata" : Template.Path[..^".spec".Length] + ".metadata";

    public IReadOnlyList<PodSecurityViolation> Run(IEnumerable<PodSecurityControl> controls)
    {
        violations.Clear();
        foreach (var next in controls)
        {
            control = next.Name;
            next.Examine(this);
        }
        return [.. violations];
    }

    public void Refuse(SourceSpan at, string field, string problem) => violations.Add(new(control, at, field, problem));

    public void RefuseTrue(MapNode? owner, string path, string key)
    {
        if (owner.Flag(key) is true)
            Refuse(owner.At(key)?.Span ?? default, $"{path}.{key}", "must be false or absent");
    }

    /// <summary>The security context of the Pod and of each container, where there is one.</summary>
    public IEnumerable<(MapNode Context, string Path)> Contexts()
    {
        if (Context is { } own)
            yield return (own, ContextPath);
        foreach (var container in Containers)
            if (container.Node.Map("securityContext") is { } context)
                yield return (context, container.Path + ".securityContext");
    }
}
