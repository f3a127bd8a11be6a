using Sluis.Core.Diagnostics;
using Sluis.Core.Proof.Manifests;
using Sluis.Core.Yaml;

namespace Sluis.Core.Proof.Posture;

/// <summary>Rules that grant more than anybody uses. https://kubernetes.io/docs/concepts/security/rbac-good-practices/</summary>
internal static class Rbac
{
    public const string Group = "rbac.authorization.k8s.io";
    public const string AccountsOf = "system:serviceaccounts:";

    public static IEnumerable<ManifestObject> Bindings(RenderedEnvironment environment) =>
        environment.OfKind("RoleBinding").Concat(environment.OfKind("ClusterRoleBinding")).Where(static b => b.Group == Group);

    public static void Check(RenderedEnvironment environment, Findings findings)
    {
        var roles = environment.OfKind("Role").Concat(environment.OfKind("ClusterRole")).Where(static r => r.Group == Group).ToList();
        var inhabited = environment.Pods.Select(static p => p.Namespace).ToHashSet(StringComparer.Ordinal);
        foreach (var role in roles)
            // A namespace without Pods that holds Secrets is a store, and whoever reads the store reads all of it.
            Rules(role, role.Kind == "Role" && !inhabited.Contains(role.Namespace ?? "default"), findings);
        var bound = new HashSet<(string Kind, string? Namespace, string Name)>();
        HashSet<(string, string)>? tokens = null;
        foreach (var binding in Bindings(environment))
        {
            if (binding.Root.Map("roleRef") is { } reference && reference.Text("name") is { } name)
            {
                var kind = reference.Text("kind") ?? "";
                bound.Add((kind, kind == "Role" ? binding.Namespace : null, name));
                if (kind == "ClusterRole" && name == "cluster-admin")
                    findings.Add(PostureDiagnostics.Everything(reference.Span, binding, "roleRef"));
            }
            Subjects(binding, environment, tokens ??= Tokens(environment), findings);
        }
        foreach (var role in roles)
            if (!bound.Contains((role.Kind, role.Kind == "Role" ? role.Namespace : null, role.Name)) && !IsAggregated(role))
                findings.Add(PostureDiagnostics.UnboundRole(role.At, role));
    }

    /// <summary>Its rules become part of another role by label, or others' become part of it.</summary>
    private static bool IsAggregated(ManifestObject role) =>
        role.Root["aggregationRule"] is MapNode
        || role.Metadata.Entries("labels").Any(static l => l.Key.StartsWith(Group + "/aggregate-to-", StringComparison.Ordinal));

    private static void Rules(ManifestObject role, bool ofStore, Findings findings)
    {
        var rules = role.Root.Items("rules");
        for (var i = 0; i < rules.Count; i++)
        {
            if (rules[i] is not MapNode rule)
                continue;
            var field = $"rules[{i}]";
            if (Has(rule, "verbs", "*") && Has(rule, "resources", "*") && (Has(rule, "apiGroups", "*") || Has(rule, "apiGroups", "")))
            {
                findings.Add(PostureDiagnostics.Everything(rule.Span, role, field));
                continue;
            }
            foreach (var key in (ReadOnlySpan<string>)["apiGroups", "resources", "verbs", "nonResourceURLs"])
            {
                var items = rule.Items(key);
                for (var j = 0; j < items.Count; j++)
                    if (items[j] is ScalarNode { Text: "*" })
                        findings.Add(PostureDiagnostics.Wildcard(items[j].Span, role, $"{field}.{key}[{j}]"));
            }
            if (!ofStore && (Has(rule, "resources", "secrets") || Has(rule, "resources", "*")) && (Has(rule, "apiGroups", "") || Has(rule, "apiGroups", "*")))
                Secrets(rule, field, role, findings);
            var verbs = rule.Items("verbs");
            for (var j = 0; j < verbs.Count; j++)
                if (verbs[j] is ScalarNode { Text: "escalate" or "bind" or "impersonate" } verb)
                    findings.Add(PostureDiagnostics.Escalation(verb.Span, role, $"{field}.verbs[{j}]", verb.Text));
        }
    }

    /// <summary>list and watch give the content of every Secret, as get does. Names in the rule hold for all three.</summary>
    private static void Secrets(MapNode rule, string field, ManifestObject role, Findings findings)
    {
        var named = rule.Items("resourceNames").Count > 0;
        var verbs = rule.Items("verbs");
        for (var j = 0; j < verbs.Count; j++)
            if (verbs[j] is ScalarNode { Text: "get" or "list" or "watch" or "*" } && !named)
            {
                findings.Add(PostureDiagnostics.ReadsSecrets(verbs[j].Span, role, $"{field}.verbs[{j}]"));
                return;
            }
    }

    private static bool Has(MapNode rule, string key, string value)
    {
        foreach (var item in rule.Items(key))
            if (item is ScalarNode scalar && scalar.Text == value)
                return true;
        return false;
    }

    private static void Subjects(ManifestObject binding, RenderedEnvironment environment, HashSet<(string, string)> tokens, Findings findings)
    {
        var subjects = binding.Root.Items("subjects");
        for (var i = 0; i < subjects.Count; i++)
        {
            if (subjects[i] is not MapNode subject || subject.Text("name") is not { } name)
                continue;
            var field = $"subjects[{i}]";
            if (subject.Text("kind") is "ServiceAccount")
            {
                var ns = subject.Text("namespace") ?? binding.Namespace ?? "default";
                if (name == "default")
                    findings.Add(PostureDiagnostics.BoundDefault(subject.Span, binding, field, ns));
                else if (environment.Find("ServiceAccount", ns, name) is not null && !tokens.Contains((ns, name)))
                    findings.Add(PostureDiagnostics.UnusedGrant(subject.Span, binding, field, $"{ns}/{name}"));
            }
            else if (name.StartsWith("system:", StringComparison.Ordinal))
                findings.Add(PostureDiagnostics.BoundSystem(subject.Span, binding, field, name));
        }
    }

    /// <summary>Accounts whose token some Pod has.</summary>
    private static HashSet<(string, string)> Tokens(RenderedEnvironment environment)
    {
        var all = new HashSet<(string, string)>();
        foreach (var pod in environment.Pods)
            if (Accounts.MountsToken(pod, environment))
                all.Add((pod.Namespace, Accounts.NameOf(pod)));
        return all;
    }
}
