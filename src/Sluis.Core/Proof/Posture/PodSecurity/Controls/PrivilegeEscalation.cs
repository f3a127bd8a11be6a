using Sluis.Core.Proof.Manifests;
using Sluis.Core.Yaml;

namespace Sluis.Core.Proof.Posture.PodSecurity.Controls;

/// <summary>No process gets more rights than its parent (no_new_privs).</summary>
internal static class PrivilegeEscalation
{
    public static readonly PodSecurityControl Control = new("Privilege Escalation", PodSecurityLevel.Restricted, static pod =>
    {
        if (pod.Minor >= 25 && pod.IsWindows)
            return;
        foreach (var container in pod.Containers)
        {
            var context = container.Node.Map("securityContext");
            if (context.Flag("allowPrivilegeEscalation") is not false)
                pod.Refuse((context.At("allowPrivilegeEscalation") ?? container.Node).Span, container.Path + ".securityContext.allowPrivilegeEscalation", "must be false");
        }
    }, Since: 8);
}
