using Sluis.Core.Proof.Manifests;

namespace Sluis.Core.Proof.Posture.PodSecurity.Controls;

/// <summary>Windows containers that are processes of the node.</summary>
internal static class HostProcess
{
    public static readonly PodSecurityControl Control = new("HostProcess", PodSecurityLevel.Baseline, static pod =>
    {
        foreach (var (context, path) in pod.Contexts())
            pod.RefuseTrue(context.Map("windowsOptions"), path + ".windowsOptions", "hostProcess");
    });
}
