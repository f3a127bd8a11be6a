using k8s.Models;
using Sluis.Core.Planning;
using Sluis.Core.Text;

namespace Sluis.Core.Emit.Kubernetes;

/// <summary>Security contexts as planned. https://kubernetes.io/docs/concepts/security/pod-security-standards/</summary>
internal static class Security
{
    /// <summary>Why the workload's Pods are not held to the restricted level; null when they are.</summary>
    public static string? Reason(EmitContext context, WorkloadPlan workload)
    {
        var reason = Reason(workload);
        foreach (var sidecar in context.CompanionsOf(workload.Service.Key))
            if (sidecar.Security.Level != PodSecurityLevel.Restricted)
                reason = $"{(reason is null ? "" : reason + "; ")}{sidecar.Name}: {sidecar.Security.Reason}";
        return reason;
    }

    public static string? Reason(WorkloadPlan workload) => workload.Security.Level == PodSecurityLevel.Restricted ? null : workload.Security.Reason;

    public static V1SecurityContext OfContainer(SecurityPlan plan) => new()
    {
        // Kubernetes refuses false together with privileged or CAP_SYS_ADMIN.
        AllowPrivilegeEscalation = plan.Privileged || plan.AddCapabilities.AsSpan().Contains("SYS_ADMIN") ? null : plan.AllowPrivilegeEscalation,
        Capabilities = plan.AddCapabilities.IsEmpty && plan.DropCapabilities.IsEmpty
            ? null
            : new() { Add = List(plan.AddCapabilities), Drop = List(plan.DropCapabilities) },
        Privileged = plan.Privileged ? true : null,
        ReadOnlyRootFilesystem = plan.ReadOnlyRootFilesystem ? true : null,
        RunAsUser = plan.RunAsUser,
        RunAsGroup = plan.RunAsGroup,
        RunAsNonRoot = plan.RunAsNonRoot,
        SeccompProfile = plan.SeccompProfile is { } profile ? new() { Type = profile } : null,
        AppArmorProfile = plan.AppArmorProfile is { } armour ? new() { Type = armour } : null,
    };

    public static V1PodSecurityContext? OfPod(SecurityPlan plan)
    {
        if (plan.FsGroup is null && plan.SupplementalGroups.IsEmpty && plan.Sysctls.IsEmpty)
            return null;
        return new()
        {
            FsGroup = plan.FsGroup,
            // Large volumes are not walked file by file at each start when their owner is right already.
            FsGroupChangePolicy = plan.FsGroup is null ? null : "OnRootMismatch",
            SupplementalGroups = plan.SupplementalGroups.IsEmpty ? null : [.. plan.SupplementalGroups.Select(static g => (long?)g)],
            Sysctls = plan.Sysctls.IsEmpty ? null : [.. plan.Sysctls.Select(static s => new V1Sysctl { Name = s.Key, Value = s.Value })],
        };
    }

    private static List<string>? List(EquatableArray<string> names) => names.IsEmpty ? null : [.. names];
}
