using Sluis.Core.Proof.Manifests;
using Sluis.Core.Yaml;

namespace Sluis.Core.Proof.Schema.Objects;

/// <summary>https://kubernetes.io/docs/reference/access-authn-authz/rbac/</summary>
internal static class AccessRules
{
    public static void Role(RuleScope scope)
    {
        var ofCluster = scope.Item.Kind == "ClusterRole";
        var i = 0;
        foreach (var rule in scope.Item.Root.Maps("rules"))
        {
            var path = $"rules[{i++}]";
            if (rule.Items("verbs").Count == 0 && rule["verbs"] is ListNode or null)
                scope.Add(KindDiagnostics.Access(scope.At(rule, path, "verbs"), "The rule names no verb.", "Add what may be done, such as get and list."));
            var urls = rule.Items("nonResourceURLs").Count;
            if (urls > 0 && !ofCluster)
                scope.Add(KindDiagnostics.Access(scope.At(rule, path, "nonResourceURLs"), "A Role cannot grant URLs that belong to no namespace.", "Move the rule to a ClusterRole."));
            if (urls > 0 && (rule.Items("resources").Count > 0 || rule.Items("apiGroups").Count > 0))
                scope.Add(KindDiagnostics.Access(scope.At(rule, path, "nonResourceURLs"), "A rule is about resources or about URLs, not both.", "Make two rules of it."));
            if (urls > 0)
                continue;
            if (rule.Items("apiGroups").Count == 0)
                scope.Add(KindDiagnostics.Access(scope.At(rule, path, "apiGroups"), "The rule names no API group.", "Add apiGroups; \"\" is the core group."));
            if (rule.Items("resources").Count == 0)
                scope.Add(KindDiagnostics.Access(scope.At(rule, path, "resources"), "The rule names no resource.", "Add the resources."));
        }
    }

    public static void Binding(RuleScope scope)
    {
        var root = scope.Item.Root;
        if (root.Map("roleRef") is { } reference)
        {
            if (reference.Text("apiGroup") is { } group && group != "rbac.authorization.k8s.io")
                scope.Add(KindDiagnostics.Access(scope.At(reference, "roleRef", "apiGroup"), $"A role does not belong to the group \"{group}\".", "Write rbac.authorization.k8s.io."));
            if (reference.Text("kind") is { } kind && kind != "ClusterRole" && (kind != "Role" || scope.Item.Kind == "ClusterRoleBinding"))
                scope.Add(KindDiagnostics.Access(scope.At(reference, "roleRef", "kind"), $"A {scope.Item.Kind} cannot refer to a {kind}.", scope.Item.Kind == "RoleBinding" ? "Use Role or ClusterRole." : "Use ClusterRole."));
        }
        var i = 0;
        foreach (var subject in root.Maps("subjects"))
        {
            var path = $"subjects[{i++}]";
            switch (subject.Text("kind"))
            {
                case "ServiceAccount":
                    if (string.IsNullOrEmpty(subject.Text("namespace")))
                        scope.Add(KindDiagnostics.Access(scope.At(subject, path, "namespace"), "A service account needs its namespace.", "Add namespace."));
                    if (subject.Text("apiGroup") is { Length: > 0 } group)
                        scope.Add(KindDiagnostics.Access(scope.At(subject, path, "apiGroup"), $"A service account does not belong to the group \"{group}\".", "Remove apiGroup."));
                    break;
                case "User" or "Group":
                    if (subject.Text("apiGroup") is { Length: > 0 } other && other != "rbac.authorization.k8s.io")
                        scope.Add(KindDiagnostics.Access(scope.At(subject, path, "apiGroup"), $"Users and groups do not belong to \"{other}\".", "Write rbac.authorization.k8s.io."));
                    break;
                case { } kind:
                    scope.Add(KindDiagnostics.Access(scope.At(subject, path, "kind"), $"\"{kind}\" is no kind of subject.", "Use ServiceAccount, User or Group."));
                    break;
            }
        }
    }
}
