using Sluis.Core.Diagnostics;
using Sluis.Core.Proof.Manifests;

namespace Sluis.Core.Proof.Posture;

/// <summary>An image without a tag, or with one that is meant to move, is another program after the next restart.</summary>
internal static class Images
{
    public static void Check(PodTemplate template, Findings findings)
    {
        var pod = new PodSecurity.ExaminedPod(template, PodSecurity.PodSecurityStandards.Minor);
        foreach (var container in pod.Containers)
            if (container.Node.Text("image") is { Length: > 0 } image && !IsPinned(image))
                findings.Add(PostureDiagnostics.Unpinned(container.Node.At("image")?.Span ?? container.Node.Span, template.Workload, container.Path + ".image", image));
    }

    /// <summary>The colon of a registry's port is before the last slash. https://kubernetes.io/docs/concepts/containers/images/#image-names</summary>
    public static bool IsPinned(string image)
    {
        if (image.Contains('@', StringComparison.Ordinal))
            return true;
        var name = image.AsSpan(image.LastIndexOf('/') + 1);
        var colon = name.IndexOf(':');
        return colon >= 0 && name[(colon + 1)..] is { IsEmpty: false } tag && tag is not "latest";
    }
}
