using Sluis.Core.Proof.Manifests;
using Sluis.Core.Yaml;

namespace Sluis.Core.Proof.Posture.PodSecurity.Controls;

/// <summary>The runtime's profile or one of the node's, in the field or in the older annotation.</summary>
internal static class AppArmor
{
    private const string Annotation = "container.apparmor.security.beta.kubernetes.io/";

    public static readonly PodSecurityControl Control = new("AppArmor", PodSecurityLevel.Baseline, static pod =>
    {
        foreach (var (context, path) in pod.Contexts())
            if (context.Map("appArmorProfile").Text("type") is not (null or "RuntimeDefault" or "Localhost"))
                pod.Refuse(context.At("appArmorProfile", "type")?.Span ?? context.Span, path + ".appArmorProfile.type", "must be RuntimeDefault or Localhost");
        foreach (var annotation in pod.Template.Metadata.Entries("annotations"))
            if (annotation.Key.StartsWith(Annotation, StringComparison.Ordinal) && annotation.Value is ScalarNode { Text: var profile }
                && profile is not ("" or "runtime/default") && !profile.StartsWith("localhost/", StringComparison.Ordinal))
                pod.Refuse(annotation.Value.Span, $"{pod.MetadataPath}.annotations[{annotation.Key}]", "must be runtime/default or localhost/…");
    });
}
