using Sluis.Core.Proof.Manifests;

namespace Sluis.Core.Proof.Posture;

/// <summary>
/// Why a workload is not as strict as it could be, for whoever reads the manifest: the annotation <c>sluis.dev/pod-security-reason</c>
/// on the workload or its Pods, or on the namespace where it names the workload ("promtail: it mounts /var/log of the host").
/// </summary>
internal static class Reasons
{
    public const string Annotation = "sluis.dev/pod-security-reason";

    public static string? Of(PodTemplate pod, ManifestObject? ns)
    {
        if (Stated(pod.Workload.Metadata.Map("annotations").Text(Annotation)) is { } own)
            return own;
        if (Stated(pod.Metadata.Map("annotations").Text(Annotation)) is { } ofPods)
            return ofPods;
        var shared = Stated(ns?.Metadata.Map("annotations").Text(Annotation));
        return shared is not null && Names(shared, pod.Workload.Name) ? shared : null;
    }

    private static string? Stated(string? reason) => string.IsNullOrWhiteSpace(reason) ? null : reason;

    /// <summary>"api" is not named by "rentguy-api: …".</summary>
    private static bool Names(string reason, string name)
    {
        for (var at = reason.IndexOf(name, StringComparison.Ordinal); at >= 0; at = reason.IndexOf(name, at + 1, StringComparison.Ordinal))
            if ((at == 0 || !IsName(reason[at - 1])) && (at + name.Length == reason.Length || !IsName(reason[at + name.Length])))
                return true;
        return false;
    }

    private static bool IsName(char c) => char.IsAsciiLetterOrDigit(c) || c is '-' or '.';
}
