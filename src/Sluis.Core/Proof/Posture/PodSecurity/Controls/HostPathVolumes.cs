using Sluis.Core.Proof.Manifests;
using Sluis.Core.Yaml;

namespace Sluis.Core.Proof.Posture.PodSecurity.Controls;

/// <summary>Folders of the node.</summary>
internal static class HostPathVolumes
{
    public const string Name = "HostPath Volumes";

    public static readonly PodSecurityControl Control = new(Name, PodSecurityLevel.Baseline, static pod =>
    {
        var volumes = pod.Spec.Items("volumes");
        for (var i = 0; i < volumes.Count; i++)
            if ((volumes[i] as MapNode)?["hostPath"] is MapNode path)
                pod.Refuse(path.Span, $"{pod.Template.Path}.volumes[{i}].hostPath", "is not allowed");
    });
}
