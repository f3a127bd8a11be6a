using Sluis.Core.Diagnostics;
using Sluis.Core.Proof.Manifests;
using Sluis.Core.Yaml;

namespace Sluis.Core.Proof.Posture;

/// <summary>An account per workload, and its token mounted only where something is granted to it.</summary>
internal static class Accounts
{
    public static void Check(RenderedEnvironment environment, Findings findings)
    {
        var granted = Granted(environment);
        foreach (var pod in environment.Pods)
        {
            var name = NameOf(pod);
            if (name == "default")
            {
                var node = pod.Spec["serviceAccountName"] ?? pod.Spec["serviceAccount"];
                findings.Add(PostureDiagnostics.DefaultAccount((node ?? pod.Spec).Span, pod.Workload, pod.Path + ".serviceAccountName"));
            }
            if (MountsToken(pod, environment) && !granted.Contains((pod.Namespace, name)) && !granted.Contains((pod.Namespace, "")) && !granted.Contains(("", "")))
                findings.Add(PostureDiagnostics.UnusedToken((pod.Spec["automountServiceAccountToken"] ?? pod.Spec).Span, pod.Workload, pod.Path + ".automountServiceAccountToken", name));
        }
    }

    public static string NameOf(PodTemplate pod) => (pod.Spec.Text("serviceAccountName") ?? pod.Spec.Text("serviceAccount")) is { Length: > 0 } name ? name : "default";

    /// <summary>The Pod's word goes before the account's. https://kubernetes.io/docs/tasks/configure-pod-container/configure-service-account/</summary>
    public static bool MountsToken(PodTemplate pod, RenderedEnvironment environment) =>
        (pod.Spec.Flag("automountServiceAccountToken")
            ?? environment.Find("ServiceAccount", pod.Namespace, NameOf(pod))?.Root.Flag("automountServiceAccountToken")
            ?? true)
        || ProjectsToken(pod);

    public static bool ProjectsToken(PodTemplate pod)
    {
        foreach (var volume in pod.Spec.Maps("volumes"))
            foreach (var source in volume.Map("projected").Maps("sources"))
                if (source["serviceAccountToken"] is MapNode)
                    return true;
        return false;
    }

    /// <summary>Accounts that a binding names, by namespace and name; no name: all of the namespace, by the group that holds them.</summary>
    private static HashSet<(string Namespace, string Name)> Granted(RenderedEnvironment environment)
    {
        var all = new HashSet<(string, string)>();
        foreach (var binding in Rbac.Bindings(environment))
            foreach (var subject in binding.Root.Maps("subjects"))
                switch (subject.Text("kind"), subject.Text("name"))
                {
                    case ("ServiceAccount", { } name):
                        all.Add((subject.Text("namespace") ?? binding.Namespace ?? "default", name));
                        break;
                    case ("Group", "system:serviceaccounts" or "system:authenticated"):
                        all.Add(("", ""));
                        break;
                    case ("Group", { } group) when group.StartsWith(Rbac.AccountsOf, StringComparison.Ordinal):
                        all.Add((group[Rbac.AccountsOf.Length..], ""));
                        break;
                }
        return all;
    }
}
