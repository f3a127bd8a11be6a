using System.Text;
using System.Text.Json;
using Sluis.Core.Diagnostics;
using Sluis.Core.Proof.Posture;

namespace Sluis.Core.Tests.Proof.Posture;

public class PostureProofTests
{
    private const string Account = """

        ---
        apiVersion: v1
        kind: ServiceAccount
        metadata: {name: api, namespace: shop}
        automountServiceAccountToken: false
        """;

    private const string Namespace = """

        ---
        apiVersion: v1
        kind: Namespace
        metadata:
          name: shop
          labels:
            pod-security.kubernetes.io/enforce: restricted
            pod-security.kubernetes.io/enforce-version: v1.36
        """;

    private const string Strict = """
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: api
          namespace: shop
        spec:
          template:
            spec:
              serviceAccountName: api
              securityContext:
                runAsNonRoot: true
                seccompProfile: {type: RuntimeDefault}
              containers:
              - name: api
                image: shop/api:1.2
                securityContext:
                  allowPrivilegeEscalation: false
                  capabilities: {drop: [ALL]}
        """;

    [Fact]
    public void A_strict_workload_in_a_strict_namespace_has_no_finding() => Assert.Empty(Check(Strict + Account + Namespace));

    [Fact]
    public void A_workload_that_its_namespace_refuses_is_an_error_at_the_field()
    {
        var found = Assert.Single(Check(Strict.Replace("allowPrivilegeEscalation: false", "allowPrivilegeEscalation: true", StringComparison.Ordinal) + Account + Namespace));
        Same(found, "SL5701", Severity.Error, 17, "Deployment shop/api", "spec.template.spec.containers[0].securityContext.allowPrivilegeEscalation");
    }

    [Fact]
    public void What_is_absent_is_refused_at_its_container()
    {
        var found = Assert.Single(Check(Strict.Replace("          allowPrivilegeEscalation: false\n          capabilities: {drop: [ALL]}", "          allowPrivilegeEscalation: false", StringComparison.Ordinal) + Account + Namespace));
        Same(found, "SL5701", Severity.Error, 14, "Deployment shop/api", "spec.template.spec.containers[0].securityContext.capabilities.drop");
    }

    [Fact]
    public void A_namespace_looser_than_its_workloads_need_is_a_warning()
    {
        var found = Assert.Single(Check(Strict + Account + Namespace.Replace("enforce: restricted", "enforce: baseline", StringComparison.Ordinal)));
        Same(found, "SL5702", Severity.Warning, 30, "Namespace shop", "metadata.labels[pod-security.kubernetes.io/enforce]");
        Assert.Contains("restricted", found.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_namespace_without_a_level_is_a_warning()
    {
        var found = Assert.Single(Check("{apiVersion: v1, kind: Namespace, metadata: {name: shop}}"));
        Same(found, "SL5703", Severity.Warning, 1, "Namespace shop", "metadata.labels[pod-security.kubernetes.io/enforce]");
    }

    [Theory]
    [InlineData("enforce: strict", "metadata.labels[pod-security.kubernetes.io/enforce]")]
    [InlineData("enforce-version: '1.36'", "metadata.labels[pod-security.kubernetes.io/enforce-version]")]
    public void A_label_of_another_kind_is_an_error(string label, string field)
    {
        var other = label.StartsWith("enforce:", StringComparison.Ordinal) ? "enforce-version: latest" : "enforce: baseline";
        var found = Assert.Single(Check("{apiVersion: v1, kind: Namespace, metadata: {name: shop, labels: {pod-security.kubernetes.io/" + label + ", pod-security.kubernetes.io/" + other + "}}}"));
        Same(found, "SL5704", Severity.Error, 1, "Namespace shop", field);
    }

    [Theory]
    [InlineData("SL5710", "containers: [{name: c, image: 'i:1', securityContext: {privileged: true, runAsUser: 1}}]", "containers[0].securityContext.privileged")]
    [InlineData("SL5711", "hostNetwork: true", "hostNetwork")]
    [InlineData("SL5711", "hostPID: true", "hostPID")]
    [InlineData("SL5711", "hostIPC: true", "hostIPC")]
    [InlineData("SL5712", "volumes: [{name: v, hostPath: {path: /srv}}]", "volumes[0].hostPath")]
    [InlineData("SL5713", "containers: [{name: c, image: 'i:1', securityContext: {runAsUser: 1, capabilities: {add: [NET_BIND_SERVICE, CHOWN]}}}]", "containers[0].securityContext.capabilities.add[1]")]
    [InlineData("SL5714", "containers: [{name: c, image: 'i:1', securityContext: {runAsUser: 0}}]", "containers[0].securityContext.runAsUser")]
    [InlineData("SL5714", "containers: [{name: c, image: 'i:1'}]", "containers[0].securityContext.runAsNonRoot")]
    [InlineData("SL5720", "containers: [{name: c, image: 'registry:5000/i', securityContext: {runAsUser: 1}}]", "containers[0].image")]
    [InlineData("SL5720", "initContainers: [{name: c, image: 'i:latest', securityContext: {runAsUser: 1}}]", "initContainers[0].image")]
    [InlineData("SL5730", "serviceAccountName: default", "serviceAccountName")]
    [InlineData("SL5731", "automountServiceAccountToken: true", "automountServiceAccountToken")]
    public void Each_right_is_found_at_its_field(string code, string line, string field)
    {
        var found = Assert.Single(Check(Pod(line)));
        Assert.Equal((code, "Pod shop/p", "spec." + field), (found.Code, found.Object, found.Field));
    }

    [Theory]
    [InlineData("containers: [{name: c, image: 'i:1', securityContext: {privileged: true, runAsUser: 0}}]")]
    [InlineData("hostNetwork: true")]
    [InlineData("volumes: [{name: v, hostPath: {path: /srv}}]")]
    public void A_stated_reason_is_enough(string line) =>
        Assert.Empty(Check(Pod(line).Replace("namespace: shop", "namespace: shop, annotations: {sluis.dev/pod-security-reason: it watches the node}", StringComparison.Ordinal)));

    [Theory]
    [InlineData("p: it watches the node", 0)]
    [InlineData("other-p: it watches the node", 1)]
    public void A_reason_on_the_namespace_counts_for_whom_it_names(string reason, int findings) =>
        Assert.Equal(findings, Check(Pod("hostPID: true") + $"\n---\n{{apiVersion: v1, kind: Namespace, metadata: {{name: shop, labels: {{pod-security.kubernetes.io/enforce: privileged}}, annotations: {{sluis.dev/pod-security-reason: '{reason}'}}}}}}").Count);

    [Theory]
    [InlineData("i:1", true)]
    [InlineData("registry:5000/a/i:1.2-alpine", true)]
    [InlineData("i@sha256:ab", true)]
    [InlineData("i:latest@sha256:ab", true)]
    [InlineData("i", false)]
    [InlineData("registry:5000/a/i", false)]
    [InlineData("i:latest", false)]
    public void A_tag_or_a_digest_pins(string image, bool pinned) => Assert.Equal(pinned, Images.IsPinned(image));

    [Fact]
    public void A_token_is_the_accounts_default_unless_the_pod_says_otherwise()
    {
        Assert.Equal(["SL5731"], Check(Pod("automountServiceAccountToken:")).Select(static f => f.Code));
        Assert.Empty(Check(Pod("automountServiceAccountToken:") + "\n---\n{apiVersion: v1, kind: ServiceAccount, metadata: {name: own, namespace: shop}, automountServiceAccountToken: false}"));
    }

    [Theory]
    [InlineData("SL5740", "rules: [{apiGroups: [apps], resources: ['*'], verbs: [get]}]", "rules[0].resources[0]")]
    [InlineData("SL5740", "rules: [{apiGroups: [apps], resources: [deployments], verbs: ['*']}]", "rules[0].verbs[0]")]
    [InlineData("SL5741", "rules: [{apiGroups: ['*'], resources: ['*'], verbs: ['*']}]", "rules[0]")]
    [InlineData("SL5742", "rules: [{apiGroups: [''], resources: [pods, secrets], verbs: [create, list]}]", "rules[0].verbs[1]")]
    [InlineData("SL5747", "rules: [{apiGroups: [''], resources: [users], verbs: [impersonate]}]", "rules[0].verbs[0]")]
    public void A_rule_that_grants_too_much_is_found(string code, string rules, string field)
    {
        var found = Assert.Single(Check(Bound(rules)));
        Assert.Equal((code, "Role shop/r", field), (found.Code, found.Object, found.Field));
    }

    [Theory]
    [InlineData("rules: [{apiGroups: [''], resources: [secrets], resourceNames: [one], verbs: [get]}]")]
    [InlineData("rules: [{apiGroups: [''], resources: [configmaps], verbs: [get, list]}]")]
    [InlineData("rules: [{apiGroups: [external-secrets.io], resources: [secrets], verbs: [get]}]")]
    public void A_rule_that_names_what_it_grants_is_none(string rules) => Assert.Empty(Check(Bound(rules)));

    [Fact]
    public void Whoever_reads_a_store_reads_all_of_it() =>
        Assert.Empty(Check(Bound("rules: [{apiGroups: [''], resources: [secrets], verbs: [get, list, watch]}]").Replace("name: r, namespace: shop", "name: r, namespace: store", StringComparison.Ordinal)
            .Replace("name: b, namespace: shop", "name: b, namespace: store", StringComparison.Ordinal).Replace("name: c, namespace: shop", "name: c, namespace: store", StringComparison.Ordinal)));

    [Theory]
    [InlineData("SL5743", "{kind: ServiceAccount, name: default, namespace: shop}")]
    [InlineData("SL5744", "{kind: Group, name: 'system:authenticated', apiGroup: rbac.authorization.k8s.io}")]
    [InlineData("SL5744", "{kind: User, name: 'system:anonymous', apiGroup: rbac.authorization.k8s.io}")]
    [InlineData("SL5746", "{kind: ServiceAccount, name: idle, namespace: shop}")]
    public void A_subject_that_should_not_have_it_is_found(string code, string subject)
    {
        var found = Assert.Single(Check(Bound("rules: []", subject)));
        Assert.Equal((code, "RoleBinding shop/b", "subjects[0]"), (found.Code, found.Object, found.Field));
    }

    [Fact]
    public void Cluster_admin_is_everything()
    {
        var found = Assert.Single(Check("{apiVersion: rbac.authorization.k8s.io/v1, kind: ClusterRoleBinding, metadata: {name: b}, roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: cluster-admin}, subjects: [{kind: User, name: eve}]}"));
        Assert.Equal(("SL5741", "ClusterRoleBinding b", "roleRef"), (found.Code, found.Object, found.Field));
    }

    [Fact]
    public void A_role_that_nobody_has_is_found_unless_it_is_part_of_another()
    {
        const string role = "{apiVersion: rbac.authorization.k8s.io/v1, kind: ClusterRole, metadata: {name: r, labels: {LABEL: 'true'}}, rules: []}";
        Assert.Equal(["SL5745"], Check(role.Replace("LABEL", "x", StringComparison.Ordinal)).Select(static f => f.Code));
        Assert.Empty(Check(role.Replace("LABEL", "rbac.authorization.k8s.io/aggregate-to-view", StringComparison.Ordinal)));
    }

    [Fact]
    public void The_evidence_says_what_each_workload_meets_and_what_it_fails_next()
    {
        var loose = Strict.Replace("allowPrivilegeEscalation: false", "allowPrivilegeEscalation: true", StringComparison.Ordinal) + Account;
        var world = new World().With("dev", loose).With("production", Strict + Account).With("staging", loose);
        var result = world.Result(PostureProof.Check);
        Assert.Equal("1 workloads: 0 restricted, 1 baseline, 0 privileged; 0 refused by their namespace", result.Sentence);
        var file = Assert.Single(result.Evidence);
        Assert.Equal("evidence/posture.json", file.Path);
        using var json = JsonDocument.Parse(Encoding.UTF8.GetString(file.Content.Span));
        var workloads = json.RootElement.GetProperty("workloads");
        Assert.Equal(2, workloads.GetArrayLength());
        Assert.Equal(["dev", "staging"], workloads[0].GetProperty("environments").EnumerateArray().Select(static e => e.GetString() ?? ""));
        var fails = workloads[0].GetProperty("next").GetProperty("fails")[0];
        Assert.Equal("spec.template.spec.containers[0].securityContext.allowPrivilegeEscalation", fails.GetProperty("field").GetString());
        Assert.Equal("restricted", workloads[1].GetProperty("level").GetString());
    }

    [Fact]
    public void Every_code_has_a_case_here()
    {
        var cases = File.ReadAllText(Path.Combine(SharedData.ProjectRoot, "test", "Sluis.Core.Tests", "Proof", "Posture", "PostureProofTests.cs"));
        Assert.All(PostureDiagnostics.Help, help => Assert.Contains(help.Code, cases, StringComparison.Ordinal));
    }

    private static IReadOnlyList<Diagnostic> Check(string yaml) => World.Of(yaml).Check(PostureProof.Check);

    /// <summary>A Pod without findings, with a line more or instead.</summary>
    private static string Pod(string line)
    {
        var key = line[..line.IndexOf(':', StringComparison.Ordinal)];
        var lines = new[] { "serviceAccountName: own", "automountServiceAccountToken: false", "containers: [{name: c, image: 'i:1', securityContext: {runAsUser: 1}}]" }
            .Where(l => !l.StartsWith(key + ":", StringComparison.Ordinal)).Append(line);
        return "apiVersion: v1\nkind: Pod\nmetadata: {name: p, namespace: shop}\nspec:\n  " + string.Join("\n  ", lines);
    }

    private static string Bound(string rules, string subject = "{kind: ServiceAccount, name: own, namespace: shop}") => Pod("automountServiceAccountToken: true") + $$"""

        ---
        {apiVersion: v1, kind: ServiceAccount, metadata: {name: idle, namespace: shop}, automountServiceAccountToken: false}
        ---
        {apiVersion: rbac.authorization.k8s.io/v1, kind: Role, metadata: {name: r, namespace: shop}, {{rules}}}
        ---
        {apiVersion: rbac.authorization.k8s.io/v1, kind: RoleBinding, metadata: {name: b, namespace: shop}, roleRef: {kind: Role, name: r}, subjects: [{{subject}}]}
        ---
        {apiVersion: rbac.authorization.k8s.io/v1, kind: RoleBinding, metadata: {name: c, namespace: shop}, roleRef: {kind: Role, name: r}, subjects: [{kind: ServiceAccount, name: own, namespace: shop}]}
        """;

    private static void Same(Diagnostic found, string code, Severity severity, int line, string item, string field)
    {
        Assert.Equal((code, severity, item, field), (found.Code, found.Severity, found.Object, found.Field));
        Assert.Equal(("world.yaml", line), (found.At.File, found.At.Line));
    }
}
