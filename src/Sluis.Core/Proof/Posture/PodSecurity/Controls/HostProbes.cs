using Sluis.Core.Proof.Manifests;
using Sluis.Core.Yaml;

namespace Sluis.Core.Proof.Posture.PodSecurity.Controls;

/// <summary>Probes and hooks that make the kubelet call another machine than the Pod.</summary>
internal static class HostProbes
{
    public static readonly PodSecurityControl Control = new("Host Probes / Lifecycle Hooks", PodSecurityLevel.Baseline, static pod =>
    {
        foreach (var container in pod.Containers)
        {
            foreach (var probe in (ReadOnlySpan<string>)["livenessProbe", "readinessProbe", "startupProbe"])
                Handler(pod, container.Node.Map(probe), $"{container.Path}.{probe}");
            foreach (var hook in (ReadOnlySpan<string>)["postStart", "preStop"])
                Handler(pod, container.Node.Map("lifecycle").Map(hook), $"{container.Path}.lifecycle.{hook}");
        }
    }, Since: 34);

    private static void Handler(ExaminedPod pod, MapNode? handler, string path)
    {
        foreach (var kind in (ReadOnlySpan<string>)["httpGet", "tcpSocket"])
            if (handler.Map(kind) is { } call && call.Text("host") is { Length: > 0 })
                pod.Refuse(call.At("host")?.Span ?? call.Span, $"{path}.{kind}.host", "must be absent");
    }
}
