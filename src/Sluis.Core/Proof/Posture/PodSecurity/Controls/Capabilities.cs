using Sluis.Core.Proof.Manifests;
using Sluis.Core.Yaml;

namespace Sluis.Core.Proof.Posture.PodSecurity.Controls;

/// <summary>Baseline: none beyond what a container runtime gives. Restricted: all dropped, and only low ports allowed again.</summary>
internal static class Capabilities
{
    public const string BaselineName = "Capabilities";

    public static readonly PodSecurityControl Baseline = new(BaselineName, PodSecurityLevel.Baseline, static pod =>
    {
        foreach (var container in pod.Containers)
            Added(pod, container, static c => c is "AUDIT_WRITE" or "CHOWN" or "DAC_OVERRIDE" or "FOWNER" or "FSETID" or "KILL" or "MKNOD"
                or "NET_BIND_SERVICE" or "SETFCAP" or "SETGID" or "SETPCAP" or "SETUID" or "SYS_CHROOT", "is more than a container has by default");
    });

    public static readonly PodSecurityControl Restricted = new("Capabilities (restricted)", PodSecurityLevel.Restricted, static pod =>
    {
        if (pod.Minor >= 25 && pod.IsWindows)
            return;
        foreach (var container in pod.Containers)
        {
            var capabilities = container.Node.Map("securityContext").Map("capabilities");
            if (!capabilities.Items("drop").Any(static c => c is ScalarNode { Text: "ALL" }))
                pod.Refuse((capabilities.At("drop") ?? container.Node).Span, container.Path + ".securityContext.capabilities.drop", "must hold ALL");
            Added(pod, container, static c => c is "NET_BIND_SERVICE", "is not allowed, only NET_BIND_SERVICE is");
        }
    }, Since: 22, Replaces: BaselineName);

    private static void Added(ExaminedPod pod, ContainerView container, Func<string, bool> allowed, string problem)
    {
        var added = container.Node.Map("securityContext").Map("capabilities").Items("add");
        for (var i = 0; i < added.Count; i++)
            if (added[i] is ScalarNode capability && !allowed(capability.Text))
                pod.Refuse(capability.Span, $"{container.Path}.securityContext.capabilities.add[{i}]", $"{capability.Text} {problem}");
    }
}
