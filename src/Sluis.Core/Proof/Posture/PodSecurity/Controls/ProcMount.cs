using Sluis.Core.Proof.Manifests;

namespace Sluis.Core.Proof.Posture.PodSecurity.Controls;

/// <summary>/proc with its masks. Baseline allows it bare to Pods that have users of their own, since 1.35.</summary>
internal static class ProcMount
{
    public const string BaselineName = "/proc Mount Type";

    public static readonly PodSecurityControl Baseline = new(BaselineName, PodSecurityLevel.Baseline, static pod =>
    {
        if (!(pod.Minor >= 35 && pod.HasOwnUsers))
            Examine(pod);
    });

    public static readonly PodSecurityControl Restricted = new("/proc Mount Type (restricted)", PodSecurityLevel.Restricted, Examine, Since: 35, Replaces: BaselineName);

    private static void Examine(ExaminedPod pod)
    {
        foreach (var container in pod.Containers)
            if (container.Node.Map("securityContext") is { } context && context.Text("procMount") is not (null or "Default"))
                pod.Refuse(context.At("procMount")?.Span ?? context.Span, container.Path + ".securityContext.procMount", "must be Default or absent");
    }
}
