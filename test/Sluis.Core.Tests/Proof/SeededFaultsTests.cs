using Sluis.Core.Diagnostics;

namespace Sluis.Core.Tests.Proof;

/// <summary>The verifier is itself verified: each fault a person could make, one at a time, is found with its code and its place.</summary>
public sealed class SeededFaultsTests(SeededRepository repository) : IClassFixture<SeededRepository>
{
    private const string Psra = "apps/psra/base/";
    private const string Rentguy = "apps/rentguy/base/";
    private const string Overlay = "apps/psra/overlays/production/kustomization.yaml";
    private const string Web = Psra + "deployment-psra-web.yaml";
    private const string Database = Psra + "statefulset-psra-db.yaml";
    private const string DatabasePolicy = Psra + "networkpolicy-psra-db.yaml";
    private const string Backup = Rentguy + "cronjob-rentguy-db-rentguy-backup.yaml";
    private const string Exporter = "apps/monitoring/base/deployment-psra-db-exporter.yaml";

    /// <summary>In two pieces, for it has the shape of a real one.</summary>
    private const string Token = "ghp" + "_R4nd0mLettersThatNobodyEverIssued01234";

    private static readonly SeededFault[] Rendering =
    [
        SeededFault.Text("a patch whose target is misspelt", Overlay, "name: psra-db-secrets", "name: psra-db-secret", "SL5205", "group: external-secrets.io"),
        SeededFault.Text("a patch of an item that is not there", Overlay, "name: psra-db-secrets\n  patch: |\n    - op: replace\n      path: /spec/data/0", "name: psra-db-secrets\n  patch: |\n    - op: replace\n      path: /spec/data/7", "SL5206", "/spec/data/7"),
        SeededFault.Text("a resource that is not there", Psra + "kustomization.yaml", "- service-psra-db.yaml", "- service-psra-database.yaml", "SL5202", "service-psra-database.yaml"),
        SeededFault.New("an object that is defined twice", Psra + "zz-copy.yaml", "apiVersion: v1\nkind: ServiceAccount\nmetadata: {name: psra-web, namespace: psra}", "SL5204", "apiVersion", Psra + "serviceaccount-psra-web.yaml"),
        SeededFault.Text("a base that includes its overlay", Psra + "kustomization.yaml", "resources:\n", "resources:\n- ../overlays/production\n", "SL5203", "overlays/production"),
        SeededFault.Text("a chart that only kustomize itself renders", Psra + "kustomization.yaml", "resources:\n", "helmCharts:\n- name: redis\nresources:\n", "SL5201", "helmCharts"),
        SeededFault.New("a file that is no object", Psra + "zz-values.yaml", "replicas: 3", "SL5210", "replicas"),
        SeededFault.Text("a quote that is never closed", Web, "value: production", "value: \"production", "SL1001", "value: \"production"),
        SeededFault.Text("a value that YAML reads as another type", Web, "value: production", "value: 1e3", "SL5305", "value: 1e3"),
    ];

    private static readonly SeededFault[] Schema =
    [
        SeededFault.Text("an unknown field", Web, "  revisionHistoryLimit: 5", "  revisionHistoryLimits: 5", "SL5303", "revisionHistoryLimits"),
        SeededFault.Text("an unknown field of a custom resource", Psra + "externalsecret-psra-db-secrets.yaml", "refreshInterval: 1h", "refreshIntervals: 1h", "SL5303", "refreshIntervals"),
        SeededFault.Text("a required field of a custom resource that is gone", Psra + "externalsecret-psra-db-secrets.yaml", "  secretStoreRef:\n    kind: ClusterSecretStore\n    name: sevensa-store\n", "", "SL5304", "refreshInterval"),
        SeededFault.Text("a number in words", Psra + "horizontalpodautoscaler-psra-web.yaml", "maxReplicas: 4", "maxReplicas: four", "SL5305", "maxReplicas: four"),
        SeededFault.Text("a word that the API does not know", Web, "type: RollingUpdate", "type: RollingUpdates", "SL5306", "RollingUpdates"),
        SeededFault.Text("a quantity with a wrong unit", Web, "memory: 256Mi", "memory: 256MB", "SL5307", "256MB"),
        SeededFault.Text("a request above its limit", Web, "memory: 96Mi", "memory: 960Mi", "SL5336", "960Mi"),
        SeededFault.Text("a label that is none", Web, "app.kubernetes.io/component: frontend", "app.kubernetes.io/component: front end", "SL5321", "front end"),
        SeededFault.Text("a name with a capital", Psra + "serviceaccount-psra-web.yaml", "name: psra-web\n  namespace", "name: Psra-web\n  namespace", "SL5320", "Psra-web"),
        SeededFault.Text("a selector that misses its own Pods", Web, "    matchLabels:\n      app.kubernetes.io/name: psra-web", "    matchLabels:\n      app.kubernetes.io/name: psra-wed", "SL5330", "psra-wed"),
        SeededFault.Text("a mount of a volume that is not there", Backup, "- mountPath: /dev/shm\n              name: scratch-shm", "- mountPath: /dev/shm\n              name: scratch-shn", "SL5331", "scratch-shn"),
        SeededFault.Text("a probe of a port that has no such name", Web, "tcpSocket:\n            port: 80", "tcpSocket:\n            port: https", "SL5334", "port: https"),
        SeededFault.Text("a restart policy that a Job cannot have", Backup, "restartPolicy: Never", "restartPolicy: Always", "SL5335", "restartPolicy"),
        SeededFault.Text("a schedule with an hour that no day has", Backup, "schedule: '30 2 * * *'", "schedule: '30 25 * * *'", "SL5347", "schedule"),
        SeededFault.Text("a port that stands twice", Web, "        - containerPort: 80\n          name: http", "        - containerPort: 80\n          name: http\n        - containerPort: 81\n          name: http", "SL5332", "name: http"),
        SeededFault.Text("a port beyond the last", Psra + "service-psra-web.yaml", "port: 80", "port: 80000", "SL5324", "port: 80000"),
        SeededFault.Text("a version that is no longer served", Psra + "poddisruptionbudget-psra-web.yaml", "apiVersion: policy/v1", "apiVersion: policy/v1beta1", "SL5301", "policy/v1beta1"),
        SeededFault.Text("a budget that says both", Psra + "poddisruptionbudget-psra-web.yaml", "maxUnavailable: 1", "maxUnavailable: 1\n  minAvailable: 1", "SL5350", "maxUnavailable"),
        SeededFault.Text("an autoscaler upside down", Psra + "horizontalpodautoscaler-psra-web.yaml", "maxReplicas: 4", "maxReplicas: 1", "SL5349", "maxReplicas"),
        SeededFault.Text("an address block that is none", DatabasePolicy, "cidr: '0.0.0.0/0'", "cidr: '0.0.0.0/33'", "SL5353", "0.0.0.0/33"),
    ];

    private static readonly SeededFault[] References =
    [
        SeededFault.Gone("a ConfigMap that is gone", Rentguy + "configmap-rentguy-db-docker-entrypoint-initdb-d.yaml", "SL5400", "rentguy-db-docker-entrypoint-initdb-d", Rentguy + "statefulset-rentguy-db.yaml"),
        SeededFault.Text("a claim that nobody makes", Backup, "claimName: rentguy-db-data-rentguy-db-0", "claimName: rentguy-db-data-rentguy-db-zero", "SL5403", "claimName"),
        SeededFault.Gone("an account that is gone", Psra + "serviceaccount-psra-web.yaml", "SL5404", "serviceAccountName", Web),
        SeededFault.Text("a priority that does not exist", Web, "priorityClassName: platform-standard", "priorityClassName: platform-standart", "SL5405", "priorityClassName"),
        SeededFault.Text("an autoscaler of nothing", Psra + "horizontalpodautoscaler-psra-web.yaml", "    name: psra-web", "    name: psra-wed", "SL5406", "psra-wed"),
        SeededFault.Text("a budget of nothing", Psra + "poddisruptionbudget-psra-web.yaml", "    matchLabels:\n      app.kubernetes.io/name: psra-web", "    matchLabels:\n      app.kubernetes.io/name: psra-wed", "SL5407", "matchLabels"),
        SeededFault.Text("a route to a Service that is not there", Psra + "httproute-psra-web.yaml", "    - name: psra-web\n      port: 80", "    - name: psra-wed\n      port: 80", "SL5410", "psra-wed"),
        SeededFault.Text("a route to a port that is not there", Psra + "httproute-psra-web.yaml", "    - name: psra-web\n      port: 80", "    - name: psra-web\n      port: 8080", "SL5411", "8080"),
        SeededFault.Text("a listener that the gateway has not", Psra + "httproute-psra-web.yaml", "sectionName: https-psra", "sectionName: https-psrb", "SL5413", "https-psrb"),
        SeededFault.Text("a middleware that is not there", Psra + "httproute-psra-web.yaml", "name: oauth2-auth", "name: oauth3-auth", "SL5412", "oauth3-auth"),
        SeededFault.Text("a store of secrets that is not there", Psra + "externalsecret-psra-db-secrets.yaml", "name: sevensa-store", "name: sevensa-stores", "SL5420", "sevensa-stores"),
        SeededFault.Text("a file that the list leaves out", Psra + "kustomization.yaml", "- networkpolicy-psra-web.yaml\n", "", "SL5416", "", Psra + "networkpolicy-psra-web.yaml"),
        SeededFault.Gone("a headless Service that is gone", Psra + "service-psra-db-headless.yaml", "SL5421", "serviceName", Database),
    ];

    private static readonly SeededFault[] Connectivity =
    [
        SeededFault.Gone("a policy that is gone", DatabasePolicy, "SL5501", "podSelector", Psra + "networkpolicy-default-deny.yaml"),
        SeededFault.Text("a port that changed in a policy", DatabasePolicy, "port: 5432", "port: 5433", "SL5501", "egress:"),
        SeededFault.Text("a policy that selects nobody", DatabasePolicy, "  podSelector:\n    matchLabels:\n      app.kubernetes.io/name: psra-db\n", "  podSelector:\n    matchLabels:\n      app.kubernetes.io/name: psra-bd\n", "SL5501", "podSelector", Psra + "networkpolicy-default-deny.yaml"),
        SeededFault.Text("a caller that is misspelt in a policy", DatabasePolicy, "app.kubernetes.io/name: psra-api", "app.kubernetes.io/name: psra-apo", "SL5501", "egress:"),
        SeededFault.Text("a caller's namespace that is misspelt", DatabasePolicy, "kubernetes.io/metadata.name: monitoring", "kubernetes.io/metadata.name: monitor", "SL5501", "egress:"),
        SeededFault.Text("the ingress that may no longer enter", Psra + "networkpolicy-psra-web.yaml", "kubernetes.io/metadata.name: ingress", "kubernetes.io/metadata.name: gateway", "SL5502", "- from:"),
        SeededFault.Gone("DNS that nobody may ask", Psra + "networkpolicy-allow-dns.yaml", "SL5503", "podSelector", Psra + "networkpolicy-default-deny.yaml"),
        SeededFault.New("a policy that opens a namespace to itself", Psra + "zz-open.yaml", "apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: open, namespace: psra}\nspec:\n  podSelector: {}\n  ingress:\n  - from: [{podSelector: {}}]\n  egress:\n  - to: [{podSelector: {}}]", "SL5504", "from:"),
        SeededFault.New("the internet from an internal network", Rentguy + "zz-out.yaml", "apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: out, namespace: rentguy}\nspec:\n  podSelector: {matchLabels: {app.kubernetes.io/name: rentguy-onboarding}}\n  policyTypes: [Egress]\n  egress:\n  - to: [{ipBlock: {cidr: 0.0.0.0/0}}]", "SL5506", "0.0.0.0/0"),
        SeededFault.New("a port of the node that leads to a database", Psra + "zz-node-port.yaml", "apiVersion: v1\nkind: Service\nmetadata: {name: open, namespace: psra}\nspec:\n  type: NodePort\n  selector: {app.kubernetes.io/name: psra-db}\n  ports: [{port: 5432}]", "SL5513", "ports:"),
        SeededFault.Gone("a workload that is gone", Psra + "deployment-psra-origin-engine.yaml", "SL5511", "", "examples/sevensa/docker-compose.psra.yml"),
    ];

    private static readonly SeededFault[] Names =
    [
        SeededFault.Gone("an alias that is gone", Psra + "service-keycloak.yaml", "SL5600", "apiVersion", Web),
        SeededFault.Text("an alias that leads nowhere", Psra + "service-keycloak.yaml", "keycloak.keycloak.svc", "keycloack.keycloak.svc", "SL5601", "keycloack.keycloak"),
        SeededFault.Text("an alias that leads to another service", Psra + "service-keycloak.yaml", "keycloak.keycloak.svc", "psra-web.psra.svc", "SL5602", "psra-web.psra"),
        SeededFault.Gone("a Service that is gone", Psra + "service-psra-db.yaml", "SL5600", "apiVersion", Psra + "deployment-psra-api.yaml"),
        SeededFault.Text("a Service whose port changed", Psra + "service-psra-db.yaml", "port: 5432", "port: 5433", "SL5603", "- appProtocol"),
        SeededFault.Text("a Service's port that no container has", Psra + "service-psra-db.yaml", "targetPort: postgres", "targetPort: postgresql", "SL5604", "targetPort"),
        SeededFault.Text("a Service that selects nobody", Psra + "service-psra-db.yaml", "  selector:\n    app.kubernetes.io/name: psra-db", "  selector:\n    app.kubernetes.io/name: psra-bd", "SL5605", "psra-bd"),
        SeededFault.Text("a Pod that asks another DNS", Psra + "deployment-psra-api.yaml", "      enableServiceLinks: false", "      dnsPolicy: Default\n      enableServiceLinks: false", "SL5607", "dnsPolicy"),
    ];

    private static readonly SeededFault[] Secrets =
    [
        SeededFault.Text("a known secret that is pasted", Web, "value: production", "value: " + SeededRepository.KnownSecret, "SL5110", SeededRepository.KnownSecret),
        SeededFault.Text("a token in a document", "README.md", "#", "Use " + Token + " to push.\n#", "SL5112", Token),
        SeededFault.Text("a password in an address", Web, "value: http://psra-api:3000", "value: http://admin:Tr0ub4dor-and-3@psra-api:3000", "SL5113", "psra-api:3000"),
        SeededFault.New("a Secret with its data", Psra + "zz-secret.yaml", "apiVersion: v1\nkind: Secret\nmetadata: {name: extra, namespace: psra}\nstringData: {note: nothing}", "SL5120", "stringData"),
        SeededFault.Text("a Secret that is generated from Git", Psra + "kustomization.yaml", "resources:\n", "secretGenerator:\n- name: extra\n  literals: [note=nothing]\nresources:\n", "SL5121", "note=nothing"),
        SeededFault.Text("a Secret from nowhere", Database, "name: psra-db-secrets", "name: psra-database-secrets", "SL5130", "psra-database-secrets"),
        SeededFault.Text("a key that the Secret has not", Database, "key: PSRA_DB_PASSWORD", "key: PSRA_DB_PASSWORT", "SL5131", "PSRA_DB_PASSWORT"),
        SeededFault.Gone("a source of a Secret that is gone", Psra + "externalsecret-psra-redis-secrets.yaml", "SL5130", "name: psra-redis-secrets", Psra + "statefulset-psra-redis.yaml"),
    ];

    private static readonly SeededFault[] Posture =
    [
        SeededFault.Text("a privileged container in a namespace that refuses it", Web, "allowPrivilegeEscalation: true", "privileged: true", "SL5701", "privileged"),
        SeededFault.Text("a namespace stricter than its Pods", "platform/namespaces/base/namespace-psra.yaml", "enforce: baseline", "enforce: restricted", "SL5701", "allowPrivilegeEscalation: true", Web),
        SeededFault.Text("a level that does not exist", "platform/namespaces/base/namespace-psra.yaml", "enforce: baseline", "enforce: basic", "SL5704", "enforce: basic"),
        SeededFault.Text("host namespaces without a reason", Exporter, "      enableServiceLinks: false", "      hostPID: true\n      enableServiceLinks: false", "SL5711", "hostPID"),
        SeededFault.Text("a path of the host without a reason", Exporter, "      enableServiceLinks: false", "      volumes:\n      - name: logs\n        hostPath: {path: /var/log}\n      enableServiceLinks: false", "SL5712", "/var/log"),
        SeededFault.Text("a privileged container without a reason", Exporter, "allowPrivilegeEscalation: false", "privileged: true", "SL5710", "privileged"),
        SeededFault.Text("an image without a version", Database, "image: postgres:14-alpine", "image: postgres", "SL5720", "image: postgres"),
        SeededFault.Text("the account that everybody shares", Web, "      serviceAccountName: psra-web\n", "", "SL5730", "automountServiceAccountToken"),
        SeededFault.New("rights for everybody", Psra + "zz-binding.yaml", "apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRoleBinding\nmetadata: {name: all}\nroleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: cluster-admin}\nsubjects:\n- {apiGroup: rbac.authorization.k8s.io, kind: Group, name: 'system:authenticated'}", "SL5744", "system:authenticated"),
    ];

    private static readonly SeededFault[] Resilience =
    [
        SeededFault.Text("a quota that is too small", Psra + "resourcequota-quota.yaml", "requests.cpu: '3'", "requests.cpu: 300m", "SL5840", "requests.cpu"),
        SeededFault.Cut("a health check that is lost", Database, [("        livenessProbe:", "        name:"), ("        readinessProbe:", "        resources:")], "SL5810", "- env:"),
        SeededFault.Text("a budget that blocks every node", Psra + "poddisruptionbudget-psra-web.yaml", "maxUnavailable: 1", "maxUnavailable: 0", "SL5820", "maxUnavailable"),
        SeededFault.Text("less time to stop than Compose gave", Rentguy + "statefulset-rentguy-api.yaml", "terminationGracePeriodSeconds: 30", "terminationGracePeriodSeconds: 3", "SL5825", "terminationGracePeriodSeconds"),
        SeededFault.Text("an amount outside of the range", Psra + "limitrange-defaults.yaml", "    type: Container", "    max: {memory: 300Mi}\n    type: Container", "SL5850", "memory: 512Mi", Psra + "deployment-psra-api.yaml"),
        SeededFault.Text("two counts of replicas", Web, "  revisionHistoryLimit: 5", "  replicas: 2\n  revisionHistoryLimit: 5", "SL5834", "replicas: 2"),
        SeededFault.Text("a claim without a unit", Database, "storage: 10Gi", "storage: '10'", "SL5870", "storage"),
        SeededFault.Text("a quota of what no Pod states", Psra + "resourcequota-quota.yaml", "    pods: '33'", "    limits.cpu: '33'\n    pods: '33'", "SL5842", "memory: 256Mi", Web),
    ];

    private static readonly SeededFault[] Exceptions =
    [
        SeededFault.Text("an exception without a reason", Web, "    sluis.dev/service: psra/psra-web", "    sluis.dev/ignore: SL5720\n    sluis.dev/service: psra/psra-web", "SL5902", "sluis.dev/ignore"),
        SeededFault.Text("an exception for nothing", Database, "    sluis.dev/service: psra/psra-db", "    sluis.dev/ignore: SL5720 we build it ourselves\n    sluis.dev/service: psra/psra-db", "SL5903", "sluis.dev/ignore"),
        new("an exception that is seen", "SL5901", Web, "revisionHistoryLimits", static files => files[Web] = files[Web]
            .Replace("    sluis.dev/service: psra/psra-web", "    sluis.dev/ignore: SL5303 our controller adds it\n    sluis.dev/service: psra/psra-web", StringComparison.Ordinal)
            .Replace("revisionHistoryLimit:", "revisionHistoryLimits:", StringComparison.Ordinal)),
        SeededFault.Text("claims that are cut short", "evidence/claims.json", "\"services\": [", "\"services\": {", "SL5051", ""),
    ];

    private static readonly Dictionary<string, SeededFault> All =
        ((SeededFault[][])[Rendering, Schema, References, Connectivity, Names, Secrets, Posture, Resilience, Exceptions]).SelectMany(static f => f).ToDictionary(static f => f.Name);

    internal static IEnumerable<string> Codes => All.Values.Select(static f => f.Code);

    public static TheoryData<string> Faults() => [.. All.Keys];

    [Theory]
    [MemberData(nameof(Faults))]
    public void A_fault_is_found_with_its_code_and_place(string name)
    {
        var fault = All[name];
        var (found, files) = repository.With(fault);
        var told = string.Join("\n", found.Select(f => $"{f.Code} {f.At} «{Line(files, f)}» {f.Object} {f.Field}: {f.Message}"));
        Assert.True(found.Any(f => f.Code == fault.Code && f.At.File == fault.At && Line(files, f).Contains(fault.Line, StringComparison.Ordinal)), $"{fault.Code} at {fault.At} «{fault.Line}» is not among:\n{told}");
    }

    [Fact]
    public void Without_a_fault_there_is_no_error() => Assert.DoesNotContain(repository.Sound, static f => f.Severity == Severity.Error);

    [Fact]
    public void The_table_is_long_enough() => Assert.True(All.Count >= 45);

    private static string Line(IReadOnlyDictionary<string, string> files, Diagnostic finding) =>
        files.TryGetValue(finding.At.File, out var content) && content.Split('\n') is var lines && finding.At.Line <= lines.Length ? lines[finding.At.Line - 1].Trim() : "";
}
