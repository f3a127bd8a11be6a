namespace Sluis.Core.Proof.Posture.PodSecurity;

/// <summary>https://kubernetes.io/docs/concepts/security/pod-security-standards/, loosest first.</summary>
public enum PodSecurityLevel
{
    Privileged,
    Baseline,
    Restricted,
}

internal static class PodSecurityLevels
{
    public static string Word(this PodSecurityLevel level) => level switch
    {
        PodSecurityLevel.Restricted => "restricted",
        PodSecurityLevel.Baseline => "baseline",
        _ => "privileged",
    };

    /// <summary>Null for what is none of the three.</summary>
    public static PodSecurityLevel? Parse(string word) => word switch
    {
        "restricted" => PodSecurityLevel.Restricted,
        "baseline" => PodSecurityLevel.Baseline,
        "privileged" => PodSecurityLevel.Privileged,
        _ => null,
    };
}
