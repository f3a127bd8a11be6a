using Sluis.Core.Proof.Manifests;
using Sluis.Core.Yaml;

namespace Sluis.Core.Proof.Posture.PodSecurity.Controls;

/// <summary>Ports of the node.</summary>
internal static class HostPorts
{
    public static readonly PodSecurityControl Control = new("Host Ports", PodSecurityLevel.Baseline, static pod =>
    {
        foreach (var container in pod.Containers)
        {
            var ports = container.Node.Items("ports");
            for (var i = 0; i < ports.Count; i++)
                if (ports[i] is MapNode port && port.Number("hostPort") is not (null or 0))
                    pod.Refuse(port.At("hostPort")?.Span ?? port.Span, $"{container.Path}.ports[{i}].hostPort", "must be 0 or absent");
        }
    });
}
