using k8s.Models;
using Sluis.Core.Planning;

namespace Sluis.Core.Emit.Kubernetes;

/// <summary>Init containers that fill an empty volume with what the image has at its path, from the same image.</summary>
internal static class VolumeSeeds
{
    private const string Place = "/sluis/volume";

    /// <summary>
    /// A block volume holds lost+found. Kubelet reads a doubled dollar as one. <c>cp -a</c> with a dot at the end also gives the volume the owner and mode of the folder,
    /// which is what lets an image that runs as its own user write there, as under Docker.
    /// </summary>
    private const string Script = """
        if [ -d "$0" ] && [ -z "$$(ls -A "$1" | grep -v '^lost+found$')" ]; then cp -a "$0/." "$1/"; fi
        """;

    public static void Add(WorkloadPlan workload, V1Container container, ref List<V1Container>? init)
    {
        foreach (var seed in workload.Seeds)
        {
            if (container.VolumeMounts?.FirstOrDefault(m => m.MountPath == seed.Target) is not { } mount)
                continue;
            var name = LegalNames.Label($"fill-{workload.Name}-{mount.Name}");
            if (init?.Exists(c => c.Name == name) == true)
                name = LegalNames.Distinct($"fill-{workload.Name}-{mount.Name}", seed.Target);
            (init ??= []).Add(new()
            {
                Name = name,
                Image = container.Image,
                ImagePullPolicy = container.ImagePullPolicy,
                Command = ["/bin/sh", "-c", Script, seed.Target.TrimEnd('/'), Place],
                Resources = new()
                {
                    Limits = new SortedDictionary<string, ResourceQuantity>(StringComparer.Ordinal) { ["memory"] = new("128Mi") },
                    Requests = new SortedDictionary<string, ResourceQuantity>(StringComparer.Ordinal) { ["cpu"] = new("10m"), ["memory"] = new("32Mi") },
                },
                SecurityContext = Context(workload.Security),
                VolumeMounts = [new() { Name = mount.Name, MountPath = Place, SubPath = mount.SubPath }],
            });
        }
    }

    /// <summary>
    /// Root keeps the owners of the files, so it is used where the Pod is not held to a user. A Pod with a user has a volume that
    /// belongs to its group.
    /// </summary>
    private static V1SecurityContext Context(SecurityPlan plan) => plan.Level == PodSecurityLevel.Restricted
        ? Security.OfContainer(plan)
        : new()
        {
            AllowPrivilegeEscalation = false,
            Capabilities = new() { Drop = ["ALL"], Add = ["CHOWN", "DAC_OVERRIDE", "FOWNER", "FSETID"] },
            RunAsUser = 0,
            SeccompProfile = new() { Type = "RuntimeDefault" },
        };
}
