using Sluis.Core.Yaml;

namespace Sluis.Core.Proof.Manifests;

/// <summary>The Pods of a workload. <paramref name="Path"/> is the way from the object's root to <paramref name="Spec"/>, for findings.</summary>
public sealed record PodTemplate(ManifestObject Workload, MapNode? Metadata, MapNode Spec, string Path)
{
    public string Namespace => Workload.Namespace ?? "default";

    public IReadOnlyList<Entry> Labels => Metadata.Entries("labels");

    public bool HostNetwork => Spec.Flag("hostNetwork") is true;

    /// <summary>Containers that run side by side, native sidecars included. https://kubernetes.io/docs/concepts/workloads/pods/sidecar-containers/</summary>
    public IEnumerable<ContainerView> Running =>
        Spec.Maps("initContainers").Select((c, i) => new ContainerView(c, $"{Path}.initContainers[{i}]", IsInit: true))
            .Where(static c => c.Node.Text("restartPolicy") is "Always")
            .Concat(Spec.Maps("containers").Select((c, i) => new ContainerView(c, $"{Path}.containers[{i}]", IsInit: false)));

    /// <summary>Every container, those of initialisation first.</summary>
    public IEnumerable<ContainerView> All =>
        Spec.Maps("initContainers").Select((c, i) => new ContainerView(c, $"{Path}.initContainers[{i}]", IsInit: true))
            .Concat(Spec.Maps("containers").Select((c, i) => new ContainerView(c, $"{Path}.containers[{i}]", IsInit: false)));

    /// <summary>Null for an object that makes no Pods.</summary>
    public static PodTemplate? Of(ManifestObject item)
    {
        var (owner, path) = item.Kind switch
        {
            "Deployment" or "StatefulSet" or "DaemonSet" or "ReplicaSet" or "Job" or "ReplicationController" => (item.Spec.Map("template"), "spec.template"),
            "CronJob" => (item.Spec.Map("jobTemplate").Map("spec").Map("template"), "spec.jobTemplate.spec.template"),
            "Pod" => (item.Root, ""),
            _ => (null, ""),
        };
        if (item.Group is not ("" or "apps" or "batch") || owner.Map("spec") is not { } spec)
            return null;
        return new(item, owner.Map("metadata"), spec, path.Length == 0 ? "spec" : path + ".spec");
    }
}

public sealed record ContainerView(MapNode Node, string Path, bool IsInit)
{
    public string Name => Node.Text("name") ?? "";
}
