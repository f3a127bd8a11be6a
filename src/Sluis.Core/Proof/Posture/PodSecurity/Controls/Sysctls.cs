using Sluis.Core.Proof.Manifests;
using Sluis.Core.Yaml;

namespace Sluis.Core.Proof.Posture.PodSecurity.Controls;

/// <summary>Kernel parameters that a Pod has for itself and that cannot hurt others.</summary>
internal static class Sysctls
{
    public static readonly PodSecurityControl Control = new("Sysctls", PodSecurityLevel.Baseline, static pod =>
    {
        var sysctls = pod.Context.Items("sysctls");
        for (var i = 0; i < sysctls.Count; i++)
            if (sysctls[i] is MapNode sysctl && sysctl.Text("name") is { } name && Since(name) > pod.Minor)
                pod.Refuse(sysctl.At("name")?.Span ?? sysctl.Span, $"{pod.ContextPath}.sysctls[{i}].name", $"{name} is not one of the safe parameters");
    });

    /// <summary>The minor version from which it counts as safe.</summary>
    private static int Since(string name) => name switch
    {
        "kernel.shm_rmid_forced" or "net.ipv4.ip_local_port_range" or "net.ipv4.tcp_syncookies" or "net.ipv4.ping_group_range"
            or "net.ipv4.ip_unprivileged_port_start" => 0,
        "net.ipv4.ip_local_reserved_ports" => 27,
        "net.ipv4.tcp_keepalive_time" or "net.ipv4.tcp_fin_timeout" or "net.ipv4.tcp_keepalive_intvl" or "net.ipv4.tcp_keepalive_probes" => 29,
        "net.ipv4.tcp_rmem" or "net.ipv4.tcp_wmem" => 32,
        _ => int.MaxValue,
    };
}
