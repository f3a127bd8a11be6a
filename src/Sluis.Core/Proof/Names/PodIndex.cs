using Sluis.Core.Proof.Manifests;
using Sluis.Core.Yaml;

namespace Sluis.Core.Proof.Names;

/// <summary>The Pod templates of an environment by namespace and label, for Services, whose selectors are plain equalities.</summary>
public sealed class PodIndex
{
    private readonly Dictionary<(string Namespace, string Key, string Value), List<PodTemplate>> byLabel = [];
    private readonly Dictionary<(string Namespace, string Name), PodTemplate> byName = [];
    private readonly Dictionary<(string Namespace, string Kind, string Name), PodTemplate> byKind = [];

    public PodIndex(RenderedEnvironment environment)
    {
        foreach (var pod in environment.Pods)
        {
            byName.TryAdd((pod.Namespace, pod.Workload.Name), pod);
            byKind.TryAdd((pod.Namespace, pod.Workload.Kind, pod.Workload.Name), pod);
            foreach (var label in pod.Labels)
                if (label.Value is ScalarNode value)
                {
                    var key = (pod.Namespace, label.Key, value.Text);
                    if (!byLabel.TryGetValue(key, out var same))
                        byLabel.Add(key, same = []);
                    same.Add(pod);
                }
        }
    }

    /// <summary>By kind and name; where somebody made a Deployment of a StatefulSet, by name.</summary>
    public PodTemplate? Find(string ns, string? kind, string name) =>
        kind is not null && byKind.GetValueOrDefault((ns, kind, name)) is { } exact ? exact : byName.GetValueOrDefault((ns, name));

    /// <summary>The Pods that a Service takes; none for one without a selector.</summary>
    public List<PodTemplate> Selected(ManifestObject service)
    {
        List<PodTemplate>? rarest = null;
        var wanted = service.Spec.Entries("selector");
        var ns = service.Namespace ?? "default";
        foreach (var label in wanted)
        {
            var list = label.Value is ScalarNode value ? byLabel.GetValueOrDefault((ns, label.Key, value.Text)) : null;
            if (list is null)
                return [];
            if (rarest is null || list.Count < rarest.Count)
                rarest = list;
        }
        return rarest is null ? [] : wanted.Count == 1 ? rarest : rarest.FindAll(p => Carries(p, wanted));
    }

    private static bool Carries(PodTemplate pod, IReadOnlyList<Entry> wanted)
    {
        foreach (var label in wanted)
            if (pod.Metadata.Map("labels").Text(label.Key) != (label.Value as ScalarNode)?.Text)
                return false;
        return true;
    }
}
