using Sluis.Core.Diagnostics;
using Sluis.Core.Proof.Manifests;
using Sluis.Core.Proof.Posture.PodSecurity;
using Sluis.Core.Yaml;

namespace Sluis.Core.Proof.Posture;

/// <summary>
/// What a namespace admits, by its labels. https://kubernetes.io/docs/concepts/security/pod-security-admission/
/// Without a label a cluster admits everything, unless its administrator says otherwise.
/// </summary>
internal sealed record NamespaceLabels(PodSecurityLevel? Level, int Minor, Node? LevelNode)
{
    public const string Enforce = "pod-security.kubernetes.io/enforce";
    public const string EnforceVersion = Enforce + "-version";

    public static NamespaceLabels Read(ManifestObject ns, Findings findings)
    {
        var labels = ns.Metadata.Map("labels");
        var minor = PodSecurityStandards.Minor;
        if (labels?[EnforceVersion] is { } version)
        {
            if (labels.Text(EnforceVersion) is { } text && PodSecurityStandards.ParseVersion(text) is { } known)
                minor = known;
            else
                findings.Add(PostureDiagnostics.BadLabel(version.Span, ns, Field(EnforceVersion), labels.Text(EnforceVersion) ?? "", "v1.36 or latest"));
        }
        if (labels?[Enforce] is not { } level)
        {
            findings.Add(PostureDiagnostics.NoLabel((labels ?? (Node?)ns.Metadata ?? ns.Root).Span, ns, Field(Enforce)));
            return new(null, minor, null);
        }
        if (PodSecurityLevels.Parse(labels.Text(Enforce) ?? "") is { } parsed)
            return new(parsed, minor, level);
        findings.Add(PostureDiagnostics.BadLabel(level.Span, ns, Field(Enforce), labels.Text(Enforce) ?? "", "privileged, baseline or restricted"));
        return new(null, minor, null);
    }

    public static string Field(string label) => $"metadata.labels[{label}]";
}
