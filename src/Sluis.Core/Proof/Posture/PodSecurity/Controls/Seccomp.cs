using Sluis.Core.Proof.Manifests;
using Sluis.Core.Yaml;

namespace Sluis.Core.Proof.Posture.PodSecurity.Controls;

/// <summary>Baseline: not Unconfined. Restricted: stated for each container, by itself or by the Pod.</summary>
internal static class Seccomp
{
    public const string BaselineName = "Seccomp";
    private const string Expected = "must be RuntimeDefault or Localhost";

    public static readonly PodSecurityControl Baseline = new(BaselineName, PodSecurityLevel.Baseline, Stated, Since: 19);

    public static readonly PodSecurityControl Restricted = new("Seccomp (restricted)", PodSecurityLevel.Restricted, static pod =>
    {
        if (pod.Minor >= 25 && pod.IsWindows)
            return;
        Stated(pod);
        if (pod.Context.Map("seccompProfile").Text("type") is not null)
            return;
        foreach (var container in pod.Containers)
        {
            var context = container.Node.Map("securityContext");
            if (context.Map("seccompProfile").Text("type") is null)
                pod.Refuse(container.Node.Span, container.Path + ".securityContext.seccompProfile.type", Expected);
        }
    }, Since: 19, Replaces: BaselineName);

    private static void Stated(ExaminedPod pod)
    {
        foreach (var (context, path) in pod.Contexts())
            if (context.Map("seccompProfile").Text("type") is not (null or "RuntimeDefault" or "Localhost"))
                pod.Refuse(context.At("seccompProfile", "type")?.Span ?? context.Span, path + ".seccompProfile.type", Expected);
    }
}
