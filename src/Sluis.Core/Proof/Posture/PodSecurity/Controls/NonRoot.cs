using Sluis.Core.Proof.Manifests;
using Sluis.Core.Yaml;

namespace Sluis.Core.Proof.Posture.PodSecurity.Controls;

/// <summary>The kubelet refuses root, and nobody asks for it. A Pod with users of its own may be root among them, since 1.35.</summary>
internal static class NonRoot
{
    public static readonly PodSecurityControl Flag = new("Running as Non-root", PodSecurityLevel.Restricted, static pod =>
    {
        if (Excused(pod))
            return;
        var ofPod = pod.Context.Flag("runAsNonRoot");
        if (ofPod is false)
            pod.Refuse(pod.Context.At("runAsNonRoot")?.Span ?? pod.Spec.Span, pod.ContextPath + ".runAsNonRoot", "must be true");
        foreach (var container in pod.Containers)
        {
            var context = container.Node.Map("securityContext");
            var own = context.Flag("runAsNonRoot");
            if (own is false || own is null && ofPod is null)
                pod.Refuse((context.At("runAsNonRoot") ?? container.Node).Span, container.Path + ".securityContext.runAsNonRoot", "must be true");
        }
    });

    public static readonly PodSecurityControl User = new("Running as Non-root user", PodSecurityLevel.Restricted, static pod =>
    {
        if (Excused(pod))
            return;
        foreach (var (context, path) in pod.Contexts())
            if (context.Number("runAsUser") is 0)
                pod.Refuse(context.At("runAsUser")?.Span ?? context.Span, path + ".runAsUser", "must not be 0");
    }, Since: 23);

    private static bool Excused(ExaminedPod pod) => pod.Minor >= 35 && pod.HasOwnUsers;
}
