using Sluis.Core.Proof.Manifests;
using Sluis.Core.Yaml;

namespace Sluis.Core.Proof.Schema.Objects;

/// <summary>
/// Security contexts that contradict themselves; how strict they are is another proof's matter.
/// https://kubernetes.io/docs/tasks/configure-pod-container/security-context/
/// </summary>
internal static class SecurityRules
{
    public static void Pod(RuleScope scope, PodTemplate pod)
    {
        var (spec, path) = (pod.Spec, pod.Path);
        if (spec.Flag("shareProcessNamespace") is true && spec.Flag("hostPID") is true)
            scope.Add(PodDiagnostics.Security(scope.At(spec, path, "shareProcessNamespace"), "shareProcessNamespace and hostPID exclude each other.", "Keep one of the two."));
        if (spec.Flag("hostUsers") is false && (pod.HostNetwork || spec.Flag("hostPID") is true || spec.Flag("hostIPC") is true))
            scope.Add(PodDiagnostics.HostNetwork(scope.At(spec, path, "hostUsers"), "A user namespace (hostUsers: false) excludes the host's network, processes and IPC.", "Remove one of the two."));
        if (spec.Map("securityContext") is not { } context)
            return;
        path += ".securityContext";
        Ids(scope, context, path);
        Profile(scope, context, path);
        var i = 0;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var sysctl in context.Maps("sysctls"))
        {
            var here = $"{path}.sysctls[{i++}]";
            if (sysctl.Text("name") is not { } name)
                continue;
            if (!seen.Add(name.Replace('/', '.')))
                scope.Add(PodDiagnostics.Twice(scope.At(sysctl, here, "name"), $"The sysctl \"{name}\""));
            if (pod.HostNetwork && name.StartsWith("net.", StringComparison.Ordinal))
                scope.Add(PodDiagnostics.HostNetwork(scope.At(sysctl, here, "name"), $"The sysctl \"{name}\" would be the node's, as the Pod is on its network.", "Remove it, or hostNetwork."));
        }
    }

    public static void Container(RuleScope scope, PodTemplate pod, ContainerView container)
    {
        var context = container.Node.Map("securityContext");
        var outer = pod.Spec.Map("securityContext");
        var path = $"{container.Path}.securityContext";
        // The inner value wins where both are stated.
        var user = context.Number("runAsUser") ?? outer.Number("runAsUser");
        var nonRoot = context.Flag("runAsNonRoot") ?? outer.Flag("runAsNonRoot");
        if (nonRoot is true && user is 0)
        {
            var holder = context?["runAsUser"] ?? outer?["runAsUser"] ?? container.Node;
            scope.Add(PodDiagnostics.Security(scope.At(holder, context?["runAsUser"] is not null ? $"{path}.runAsUser" : $"{pod.Path}.securityContext.runAsUser"),
                "runAsNonRoot forbids the user 0, so the kubelet does not start the container.", "Give another user, or set runAsNonRoot: false for this container."));
        }
        if (context is null)
            return;
        Ids(scope, context, path);
        Profile(scope, context, path);
        if (context.Flag("allowPrivilegeEscalation") is false)
        {
            if (context.Flag("privileged") is true)
                scope.Add(PodDiagnostics.Security(scope.At(context, path, "allowPrivilegeEscalation"), "A privileged container always allows the escalation of privileges.", "Remove privileged, or allowPrivilegeEscalation."));
            if (context.Map("capabilities").Items("add").OfType<ScalarNode>().FirstOrDefault(static c => c.Text == "CAP_SYS_ADMIN") is { } admin)
                scope.Add(PodDiagnostics.Security(scope.At(admin, $"{path}.capabilities.add"), "CAP_SYS_ADMIN allows the escalation of privileges, which allowPrivilegeEscalation forbids.", "Remove one of the two."));
        }
        if (context.Text("procMount") == "Unmasked" && pod.Spec.Flag("hostUsers") is not false)
            scope.Add(PodDiagnostics.Security(scope.At(context, path, "procMount"), "An unmasked /proc needs a user namespace (hostUsers: false).", "Set hostUsers: false, or remove procMount."));
    }

    private static void Ids(RuleScope scope, MapNode context, string path)
    {
        foreach (var field in (ReadOnlySpan<string>)["runAsUser", "runAsGroup", "fsGroup"])
            if (context.Number(field) is < 0 or > int.MaxValue)
                scope.Add(PodDiagnostics.Security(scope.At(context, path, field), $"{field} lies between 0 and {int.MaxValue}.", "Give an id of that range."));
        foreach (var group in context.Items("supplementalGroups"))
            if (group is ScalarNode { Kind: ScalarKind.Integer } id && (!long.TryParse(id.Text, out var value) || value is < 0 or > int.MaxValue))
                scope.Add(PodDiagnostics.Security(scope.At(id, $"{path}.supplementalGroups"), $"A group lies between 0 and {int.MaxValue}.", "Give an id of that range."));
    }

    private static void Profile(RuleScope scope, MapNode context, string path)
    {
        foreach (var kind in (ReadOnlySpan<string>)["seccompProfile", "appArmorProfile"])
        {
            if (context.Map(kind) is not { } profile)
                continue;
            var (type, file) = (profile.Text("type"), profile.Text("localhostProfile"));
            if (type == "Localhost" && string.IsNullOrEmpty(file))
                scope.Add(PodDiagnostics.Security(scope.At(profile, $"{path}.{kind}", "localhostProfile"), "A profile of the type Localhost needs localhostProfile.", "Name the profile, or use RuntimeDefault."));
            else if (type is not (null or "Localhost") && file is not null)
                scope.Add(PodDiagnostics.Security(scope.At(profile, $"{path}.{kind}", "localhostProfile"), $"localhostProfile does not belong to the type {type}.", "Remove it, or use the type Localhost."));
        }
    }
}
