using Sluis.Core.Proof.Manifests;

namespace Sluis.Core.Proof.Posture.PodSecurity.Controls;

/// <summary>Containers that are root on the node.</summary>
internal static class PrivilegedContainers
{
    public static readonly PodSecurityControl Control = new("Privileged Containers", PodSecurityLevel.Baseline, static pod =>
    {
        foreach (var container in pod.Containers)
            pod.RefuseTrue(container.Node.Map("securityContext"), container.Path + ".securityContext", "privileged");
    });
}
