using Sluis.Core.Diagnostics;
using Sluis.Core.Proof.Manifests;
using Sluis.Core.Proof.Posture.PodSecurity;
using Sluis.Core.Yaml;

namespace Sluis.Core.Proof.Posture;

/// <summary>Rights over the node, and root: each only with a stated reason.</summary>
internal static class HostAccess
{
    public static void Check(PodTemplate template, Findings findings)
    {
        var pod = new ExaminedPod(template, PodSecurityStandards.Minor);
        var item = template.Workload;
        foreach (var key in (ReadOnlySpan<string>)["hostNetwork", "hostPID", "hostIPC"])
            if (pod.Spec.Flag(key) is true && pod.Spec[key] is { } flag)
                findings.Add(PostureDiagnostics.HostNamespace(flag.Span, item, $"{template.Path}.{key}", key));
        var volumes = pod.Spec.Items("volumes");
        for (var i = 0; i < volumes.Count; i++)
            if (volumes[i] is MapNode volume && volume["hostPath"] is MapNode host)
                findings.Add(PostureDiagnostics.HostPath(host.Span, item, $"{template.Path}.volumes[{i}].hostPath", host.Text("path") ?? ""));
        foreach (var container in pod.Containers)
        {
            var context = container.Node.Map("securityContext");
            if (context.Flag("privileged") is true && context?["privileged"] is { } flag)
                findings.Add(PostureDiagnostics.Privileged(flag.Span, item, container.Path + ".securityContext.privileged", container.Name));
            var added = context.Map("capabilities").Items("add");
            for (var i = 0; i < added.Count; i++)
                if (added[i] is ScalarNode { Text: not "NET_BIND_SERVICE" } capability)
                    findings.Add(PostureDiagnostics.Capability(capability.Span, item, $"{container.Path}.securityContext.capabilities.add[{i}]", container.Name, capability.Text));
            if (!pod.HasOwnUsers && !pod.IsWindows)
                Root(pod, container, item, findings);
        }
    }

    /// <summary>A container may be root when nothing says otherwise: the image decides, and most images say root.</summary>
    private static void Root(ExaminedPod pod, ContainerView container, ManifestObject item, Findings findings)
    {
        var context = container.Node.Map("securityContext");
        var (user, at) = context?["runAsUser"] is { } own ? (context.Number("runAsUser"), own) : (pod.Context.Number("runAsUser"), pod.Context?["runAsUser"]);
        if (user is > 0 || user is null && (context.Flag("runAsNonRoot") ?? pod.Context.Flag("runAsNonRoot")) is true)
            return;
        findings.Add(PostureDiagnostics.Root((at ?? container.Node).Span, item, container.Path + ".securityContext." + (user is 0 ? "runAsUser" : "runAsNonRoot"), container.Name, user is 0));
    }
}
