using Sluis.Core.Proof.Manifests;

namespace Sluis.Core.Proof.Posture.PodSecurity.Controls;

/// <summary>A type of the container policy, and neither user nor role.</summary>
internal static class SeLinux
{
    public static readonly PodSecurityControl Control = new("SELinux", PodSecurityLevel.Baseline, static pod =>
    {
        foreach (var (context, contextPath) in pod.Contexts())
        {
            if (context.Map("seLinuxOptions") is not { } options)
                continue;
            var path = contextPath + ".seLinuxOptions";
            var type = options.Text("type");
            if (type is not (null or "" or "container_t" or "container_init_t" or "container_kvm_t") && !(type is "container_engine_t" && pod.Minor >= 31))
                pod.Refuse(options.At("type")?.Span ?? options.Span, path + ".type", "must be container_t, container_init_t, container_kvm_t or container_engine_t");
            foreach (var key in (ReadOnlySpan<string>)["user", "role"])
                if (options.Text(key) is { Length: > 0 })
                    pod.Refuse(options.At(key)?.Span ?? options.Span, $"{path}.{key}", "must be absent");
        }
    });
}
