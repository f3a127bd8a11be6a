namespace Sluis.Core.Proof.Posture.PodSecurity.Controls;

/// <summary>The node's network, processes and shared memory.</summary>
internal static class HostNamespaces
{
    public static readonly PodSecurityControl Control = new("Host Namespaces", PodSecurityLevel.Baseline, static pod =>
    {
        pod.RefuseTrue(pod.Spec, pod.Template.Path, "hostNetwork");
        pod.RefuseTrue(pod.Spec, pod.Template.Path, "hostPID");
        pod.RefuseTrue(pod.Spec, pod.Template.Path, "hostIPC");
    });
}
