using Sluis.Core.Proof.Manifests;
using Sluis.Core.Yaml;

namespace Sluis.Core.Proof.Posture.PodSecurity.Controls;

/// <summary>Configuration, scratch space and claims. A volume that states no type is an emptyDir.</summary>
internal static class VolumeTypes
{
    public static readonly PodSecurityControl Control = new("Volume Types", PodSecurityLevel.Restricted, static pod =>
    {
        var volumes = pod.Spec.Items("volumes");
        for (var i = 0; i < volumes.Count; i++)
            if (volumes[i] is MapNode volume)
                foreach (var entry in volume.Entries)
                    if (entry.Key is not ("name" or "configMap" or "csi" or "downwardAPI" or "emptyDir" or "ephemeral" or "image" or "persistentVolumeClaim" or "projected" or "secret")
                        && entry.Value is not ScalarNode { Kind: ScalarKind.Null })
                        pod.Refuse(entry.KeySpan, $"{pod.Template.Path}.volumes[{i}].{entry.Key}", "is not an allowed type of volume");
    }, Replaces: HostPathVolumes.Name);
}
