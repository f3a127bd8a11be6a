namespace Sluis.Core.Proof.Posture.PodSecurity;

/// <summary>
/// A row of the standards. <paramref name="Since"/> is the minor version of Kubernetes from which a namespace that pins its version
/// applies it; <paramref name="Replaces"/> names the baseline control that the restricted profile leaves out for this one.
/// </summary>
internal sealed record PodSecurityControl(string Name, PodSecurityLevel Level, Action<ExaminedPod> Examine, int Since = 0, string? Replaces = null);
