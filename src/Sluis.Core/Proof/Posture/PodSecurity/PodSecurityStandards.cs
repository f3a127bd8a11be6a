using System.Globalization;
using Sluis.Core.Proof.Manifests;
using Sluis.Core.Proof.Posture.PodSecurity.Controls;

namespace Sluis.Core.Proof.Posture.PodSecurity;

/// <summary>
/// The Pod Security Standards as of Kubernetes 1.36. https://kubernetes.io/docs/concepts/security/pod-security-standards/
/// The same for every cluster, so that an upgrade changes no verdict by itself.
/// </summary>
public static class PodSecurityStandards
{
    public const int Minor = 36;

    internal static readonly IReadOnlyList<PodSecurityControl> All =
    [
        HostProcess.Control,
        HostNamespaces.Control,
        PrivilegedContainers.Control,
        Capabilities.Baseline,
        HostPathVolumes.Control,
        HostPorts.Control,
        HostProbes.Control,
        AppArmor.Control,
        SeLinux.Control,
        ProcMount.Baseline,
        Seccomp.Baseline,
        Sysctls.Control,
        VolumeTypes.Control,
        PrivilegeEscalation.Control,
        NonRoot.Flag,
        NonRoot.User,
        Seccomp.Restricted,
        Capabilities.Restricted,
        ProcMount.Restricted,
    ];

    /// <summary>What each of the two profiles refuses of a Pod.</summary>
    public static PodSecurityAssessment Assess(PodTemplate template, int minor = Minor)
    {
        var pod = new ExaminedPod(template, minor);
        var restricting = All.Where(c => c.Level == PodSecurityLevel.Restricted && c.Since <= minor).ToList();
        var replaced = restricting.Select(static c => c.Replaces).ToList();
        var basic = All.Where(c => c.Level == PodSecurityLevel.Baseline && c.Since <= minor).ToList();
        return new(pod.Run(basic), pod.Run([.. basic.Where(c => !replaced.Contains(c.Name)), .. restricting]));
    }

    /// <summary>The 33 of <c>v1.33</c>; what a cluster of 1.36 applies for <c>latest</c>; null for what is no version.</summary>
    public static int? ParseVersion(string version)
    {
        if (version == "latest")
            return Minor;
        return version.StartsWith("v1.", StringComparison.Ordinal)
            && int.TryParse(version.AsSpan(3), NumberStyles.None, CultureInfo.InvariantCulture, out var minor) && (version.Length == 4 || version[3] != '0')
            ? Math.Min(minor, Minor) : null;
    }
}

/// <summary>The violations of either profile; the restricted ones hold the baseline ones, except where a stricter control stands in.</summary>
public sealed record PodSecurityAssessment(IReadOnlyList<PodSecurityViolation> Baseline, IReadOnlyList<PodSecurityViolation> Restricted)
{
    public PodSecurityLevel Level => Baseline.Count > 0 ? PodSecurityLevel.Privileged : Restricted.Count > 0 ? PodSecurityLevel.Baseline : PodSecurityLevel.Restricted;

    public IReadOnlyList<PodSecurityViolation> Of(PodSecurityLevel level) => level switch
    {
        PodSecurityLevel.Restricted => Restricted,
        PodSecurityLevel.Baseline => Baseline,
        _ => [],
    };
}
