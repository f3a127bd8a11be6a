using Sluis.Core.Diagnostics;
using Sluis.Core.Proof.Claims;
using Sluis.Core.Proof.Resilience;

namespace Sluis.Core.Tests.Proof.Resilience;

public class ResilienceProofTests
{
    /// <summary>A Deployment without findings; a row replaces a part of it.</summary>
    private const string Api = """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: api, namespace: shop}
        spec:
          replicas: 1
          strategy: {type: RollingUpdate, rollingUpdate: {maxSurge: 1}}
          template:
            metadata: {labels: {app: api}}
            spec:
              terminationGracePeriodSeconds: 30
              containers:
              - name: api
                image: shop/api:1
                readinessProbe: {httpGet: {path: /, port: 80}, periodSeconds: 10}
                resources: {requests: {cpu: 100m, memory: 64Mi}, limits: {memory: 128Mi}}
              volumes: []
        ---
        apiVersion: v1
        kind: Service
        metadata: {name: api, namespace: shop}
        spec: {selector: {app: api}, ports: [{port: 80}]}

        """;

    private const string Hpa = "\n---\n{apiVersion: autoscaling/v2, kind: HorizontalPodAutoscaler, metadata: {name: api, namespace: shop}, spec: {minReplicas: 2, maxReplicas: 4, scaleTargetRef: {kind: Deployment, name: api}, metrics: [{type: Resource, resource: {name: cpu, target: {type: Utilization, averageUtilization: 70}}}]}}";
    private const string Claim = "\n---\n{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: data, namespace: shop}, spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}}";
    private const string Mounted = "volumes: [{name: d, persistentVolumeClaim: {claimName: data}}]";
    private const string Spread = "topologySpreadConstraints: [{maxSkew: 1, topologyKey: kubernetes.io/hostname, whenUnsatisfiable: ScheduleAnyway, labelSelector: {matchLabels: {app: api}}}]\n      volumes: []";

    [Fact]
    public void A_sound_workload_has_no_finding() => Assert.Empty(Check(Api));

    public static TheoryData<string, string, string, string, int> Workloads() => new()
    {
        // code, what is replaced, by what, field, line
        { "SL5801", "requests: {cpu: 100m, memory: 64Mi}", "requests: {memory: 64Mi}", "spec.template.spec.containers[0].resources.requests.cpu", 15 },
        { "SL5802", ", limits: {memory: 128Mi}", "", "spec.template.spec.containers[0].resources.limits.memory", 15 },
        { "SL5803", "memory: 64Mi", "memory: 256Mi", "spec.template.spec.containers[0].resources.requests.memory", 15 },
        { "SL5804", "memory: 64Mi", "memory: 64m", "spec.template.spec.containers[0].resources.requests.memory", 15 },
        { "SL5804", "cpu: 100m", "cpu: 200", "spec.template.spec.containers[0].resources.requests.cpu", 15 },
        { "SL5811", "readinessProbe", "x-probe", "spec.template.spec.containers[0].readinessProbe", 12 },
        { "SL5813", "httpGet: {path: /, port: 80}", "exec: {command: [/bin/sh, -c, 'sleep 2; true']}", "spec.template.spec.containers[0].readinessProbe.timeoutSeconds", 14 },
        { "SL5814", "periodSeconds: 10", "initialDelaySeconds: 600", "spec.template.spec.containers[0].readinessProbe", 14 },
        { "SL5822", "replicas: 1", "replicas: 2", "spec.template.spec.topologySpreadConstraints", 10 },
        { "SL5826", "image: shop/api:1", "lifecycle: {preStop: {sleep: {seconds: 30}}}", "spec.template.spec.containers[0].lifecycle.preStop", 13 },
        { "SL5826", "image: shop/api:1", "lifecycle: {preStop: {exec: {command: [sleep, '60']}}}", "spec.template.spec.containers[0].lifecycle.preStop", 13 },
    };

    [Theory]
    [MemberData(nameof(Workloads))]
    public void Each_fault_of_a_workload_is_found_at_its_field(string code, string part, string with, string field, int line)
    {
        var found = Assert.Single(Check(Api.Replace(part, with, StringComparison.Ordinal)));
        Assert.Equal((code, "Deployment shop/api", field, line), (found.Code, found.Object, found.Field, found.At.Line));
    }

    [Theory]
    [InlineData("ports: [{port: 80}]", "clusterIP: None, ports: [{port: 80}]")]
    [InlineData(", ports: [{port: 80}]", "")]
    public void A_Service_that_sends_no_traffic_awaits_nothing(string part, string with) =>
        Assert.Empty(Check(Api.Replace("readinessProbe", "x-probe", StringComparison.Ordinal).Replace(part, with, StringComparison.Ordinal)));

    [Fact]
    public void Defaults_of_the_namespace_count_as_stated()
    {
        var bare = Api.Replace("resources: {requests: {cpu: 100m, memory: 64Mi}, limits: {memory: 128Mi}}", "resources: {}", StringComparison.Ordinal);
        Assert.Equal(["SL5801", "SL5801", "SL5802"], Codes(Check(bare)));
        Assert.Empty(Check(bare + "---\n{apiVersion: v1, kind: LimitRange, metadata: {name: defaults, namespace: shop}, spec: {limits: [{type: Container, default: {memory: 128Mi}, defaultRequest: {cpu: 25m}}]}}"));
    }

    [Fact]
    public void A_request_over_the_default_limit_is_refused_as_one_over_its_own()
    {
        var found = Assert.Single(Check(Api.Replace(", limits: {memory: 128Mi}", "", StringComparison.Ordinal) + "---\n{apiVersion: v1, kind: LimitRange, metadata: {name: defaults, namespace: shop}, spec: {limits: [{type: Container, default: {memory: 32Mi}}]}}"));
        Assert.Equal("SL5803", found.Code);
        Assert.Contains("default", found.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_lost_health_check_is_found_at_the_services_container()
    {
        var found = Check(Api.Replace("readinessProbe", "x-probe", StringComparison.Ordinal), Claimed(s => s with { HadHealthCheck = true }));
        Assert.Equal(["SL5810", "SL5811"], Codes(found));
        Assert.Equal(("spec.template.spec.containers[0].readinessProbe", 12), (found[0].Field, found[0].At.Line));
        Assert.Empty(Check(Api, Claimed(s => s with { HadHealthCheck = true })));
    }

    [Theory]
    [InlineData("failureThreshold: 3", "SL5812")]
    [InlineData("failureThreshold: 9", null)]
    public void A_liveness_probe_as_impatient_as_readiness_is_found_where_there_is_a_neighbour(string patience, string? code)
    {
        var twin = Api.Replace("        resources:", "        livenessProbe: {httpGet: {path: /, port: 80}, periodSeconds: 10, " + patience + "}\n        resources:", StringComparison.Ordinal);
        Assert.Equal(code is null ? [] : [code], Codes(Check(twin, Claimed(s => s, new ClaimedEdge("shop/api", "shop/db", null, 5432, "tcp", [], "certain", [])))));
        Assert.Empty(Check(twin, Claimed(s => s)));
    }

    [Theory]
    [InlineData(31, "SL5825")]
    [InlineData(30, null)]
    public void The_time_to_stop_is_at_least_what_Compose_gave(double grace, string? code)
    {
        var found = Check(Api, Claimed(s => s with { StopGraceSeconds = grace }));
        Assert.Equal(code is null ? [] : [code], Codes(found));
        if (code is not null)
            Assert.Equal(("spec.template.spec.terminationGracePeriodSeconds", 10), (found[0].Field, found[0].At.Line));
    }

    [Theory]
    [InlineData("minAvailable: 1", 1, "spec.minAvailable")]
    [InlineData("minAvailable: 50%", 1, "spec.minAvailable")]
    [InlineData("minAvailable: 2", 2, "spec.minAvailable")]
    [InlineData("maxUnavailable: 0", 2, "spec.maxUnavailable")]
    [InlineData("maxUnavailable: 0%", 1, "spec.maxUnavailable")]
    [InlineData("minAvailable: 1", 2, null)]
    [InlineData("minAvailable: 50%", 3, null)]
    [InlineData("maxUnavailable: 1", 1, null)]
    public void A_budget_must_let_one_Pod_go(string budget, int replicas, string? field)
    {
        var found = Check(Many(replicas) + Budget("b", budget));
        Assert.Equal(field is null ? [] : [("SL5820", "PodDisruptionBudget shop/b", field)], found.Select(static f => (f.Code, f.Object ?? "", f.Field ?? "")));
    }

    [Fact]
    public void Two_budgets_for_one_Pod_are_found_once() =>
        Assert.Equal(["SL5821"], Codes(Check(Many(3) + Budget("b", "maxUnavailable: 1") + Budget("c", "maxUnavailable: 1"))));

    [Theory]
    [InlineData("SL5830", Api, "volumes: []", Mounted, "Deployment shop/api", "spec.strategy")]
    [InlineData("SL5831", Api, "strategy: {type: RollingUpdate, rollingUpdate: {maxSurge: 1}}", "strategy: {type: Recreate}", "Deployment shop/api", "spec.template.spec.volumes[0].persistentVolumeClaim.claimName")]
    public void A_volume_of_one_node_takes_one_Pod_at_a_time(string code, string yaml, string part, string with, string item, string field)
    {
        var world = yaml.Replace(part, with, StringComparison.Ordinal);
        if (code == "SL5831")
            world = world.Replace("replicas: 1", "replicas: 2", StringComparison.Ordinal).Replace("volumes: []", Spread, StringComparison.Ordinal).Replace("volumes: []", Mounted, StringComparison.Ordinal);
        var found = Assert.Single(Check(world + Claim));
        Assert.Equal((code, item, field), (found.Code, found.Object, found.Field));
        Assert.Empty(Check(world + Claim.Replace("ReadWriteOnce", "ReadWriteMany", StringComparison.Ordinal)));
    }

    [Fact]
    public void Recreate_suits_a_volume_of_one_node() =>
        Assert.Empty(Check(Api.Replace("volumes: []", Mounted, StringComparison.Ordinal).Replace("{type: RollingUpdate, rollingUpdate: {maxSurge: 1}}", "{type: Recreate}", StringComparison.Ordinal) + Claim));

    [Fact]
    public void An_autoscaler_on_a_volume_of_one_node_is_found()
    {
        var world = Api.Replace("  replicas: 1\n", "", StringComparison.Ordinal).Replace("{type: RollingUpdate, rollingUpdate: {maxSurge: 1}}", "{type: Recreate}", StringComparison.Ordinal)
            .Replace("volumes: []", Spread, StringComparison.Ordinal).Replace("volumes: []", Mounted, StringComparison.Ordinal);
        var found = Assert.Single(Check(world + Claim + Hpa));
        Assert.Equal("SL5831", found.Code);
        Assert.Contains("autoscaler", found.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_workloads_on_a_volume_of_one_node_are_found_unless_they_stand_together()
    {
        var one = Api.Replace("volumes: []", Mounted, StringComparison.Ordinal).Replace("{type: RollingUpdate, rollingUpdate: {maxSurge: 1}}", "{type: Recreate}", StringComparison.Ordinal);
        var two = one.Replace("name: api,", "name: worker,", StringComparison.Ordinal);
        Assert.Equal([("SL5832", "Deployment shop/worker")], Check(one + "---\n" + two + Claim).Select(static f => (f.Code, f.Object ?? "")));
        Assert.Empty(Check(one + "---\n" + two.Replace("      " + Mounted, "      affinity: {podAffinity: {}}\n      " + Mounted, StringComparison.Ordinal) + Claim));
    }

    [Fact]
    public void Updates_by_hand_are_found()
    {
        var found = Assert.Single(Check("{apiVersion: apps/v1, kind: StatefulSet, metadata: {name: db, namespace: shop}, spec: {updateStrategy: {type: OnDelete}, template: {spec: {containers: []}}}}"));
        Assert.Equal(("SL5833", "spec.updateStrategy.type"), (found.Code, found.Field));
    }

    [Fact]
    public void An_autoscaler_and_a_count_set_each_other_back()
    {
        var found = Assert.Single(Check(Api.Replace("volumes: []", Spread, StringComparison.Ordinal) + Hpa));
        Assert.Equal(("SL5834", "Deployment shop/api", "spec.replicas", 5), (found.Code, found.Object, found.Field, found.At.Line));
    }

    [Fact]
    public void An_autoscaler_needs_a_request_to_measure_by()
    {
        var found = Check(Api.Replace("  replicas: 1\n", "", StringComparison.Ordinal).Replace("volumes: []", Spread, StringComparison.Ordinal).Replace("cpu: 100m, ", "", StringComparison.Ordinal) + Hpa);
        Assert.Equal(["SL5801", "SL5835"], Codes(found));
        Assert.Equal(("HorizontalPodAutoscaler shop/api", "spec.metrics[0].resource"), (found[1].Object, found[1].Field));
    }

    [Theory]
    // one replica and a surge of one; 100m, 64Mi and 128Mi each
    [InlineData("requests.cpu: 200m", null)]
    [InlineData("requests.cpu: 100m", "SL5841")]
    [InlineData("requests.cpu: 99m", "SL5840")]
    [InlineData("cpu: 50m", "SL5840")]
    [InlineData("requests.memory: 128Mi", null)]
    [InlineData("limits.memory: 128Mi", "SL5841")]
    [InlineData("limits.memory: 100Mi", "SL5840")]
    [InlineData("pods: '1'", "SL5841")]
    [InlineData("count/pods: '0'", "SL5840")]
    [InlineData("limits.cpu: '1'", "SL5842")]
    [InlineData("count/deployments.apps: '0'", "SL5840")]
    [InlineData("count/deployments.apps: '1'", null)]
    [InlineData("services: '0'", "SL5840")]
    [InlineData("count/networkpolicies.networking.k8s.io: '0'", null)]
    [InlineData("requests.storage: 1Gi", null)]
    [InlineData("requests.storage: 1000Mi", "SL5840")]
    [InlineData("persistentvolumeclaims: '0'", "SL5840")]
    [InlineData("fast.storageclass.storage.k8s.io/requests.storage: '0'", null)]
    public void Workloads_fit_in_the_quota_with_room_for_one_rollout(string hard, string? code)
    {
        var found = Check(Api + Claim + "\n---\n{apiVersion: v1, kind: ResourceQuota, metadata: {name: quota, namespace: shop}, spec: {hard: {" + hard + "}}}");
        Assert.Equal(code is null ? [] : [code], Codes(found));
        if (code is "SL5840" or "SL5841")
            Assert.Equal(("ResourceQuota shop/quota", $"spec.hard[{hard[..hard.IndexOf(':', StringComparison.Ordinal)]}]"), (found[0].Object, found[0].Field));
    }

    [Fact]
    public void An_autoscaler_counts_at_its_top_and_a_template_for_each_replica()
    {
        var world = Api.Replace("  replicas: 1\n", "", StringComparison.Ordinal).Replace("volumes: []", Spread, StringComparison.Ordinal) + Hpa
            + "\n---\n{apiVersion: apps/v1, kind: StatefulSet, metadata: {name: db, namespace: shop}, spec: {replicas: 3, template: {spec: {topologySpreadConstraints: [{labelSelector: {}}], containers: []}}, volumeClaimTemplates: [{spec: {resources: {requests: {storage: 2Gi}}}}]}}"
            + "\n---\n{apiVersion: v1, kind: ResourceQuota, metadata: {name: quota, namespace: shop}, spec: {hard: {requests.cpu: 500m, requests.storage: 5Gi, pods: '6'}}}";
        Assert.Equal(
            ["The namespace's workloads need 6Gi of requests.storage and the quota is 5Gi: the last ones do not start.",
             "The namespace's workloads need 7 of pods and the quota is 6: the last ones do not start."],
            Check(world).Select(static f => f.Message).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_Pod_takes_its_largest_step_of_initialisation_when_that_is_more()
    {
        var world = Api.Replace("      containers:", """
                  initContainers:
                  - {name: proxy, restartPolicy: Always, resources: {requests: {cpu: 50m, memory: 1Mi}, limits: {memory: 8Mi}}}
                  - {name: migrate, resources: {requests: {cpu: 900m, memory: 1Mi}, limits: {memory: 8Mi}}}
                  containers:
            """, StringComparison.Ordinal).Replace("maxSurge: 1", "maxSurge: 0", StringComparison.Ordinal);
        Assert.Empty(Check(world + Quota("requests.cpu: 950m")));
        Assert.Equal(["SL5840"], Codes(Check(world + Quota("requests.cpu: 949m"))));
    }

    [Theory]
    [InlineData("scopes: [BestEffort], ", 0)]
    [InlineData("scopes: [NotBestEffort], ", 1)]
    [InlineData("scopeSelector: {matchExpressions: [{scopeName: PriorityClass, operator: In, values: [high]}]}, ", 0)]
    [InlineData("scopes: [SomethingNew], ", 0)]
    public void A_quota_counts_the_Pods_of_its_scope(string scope, int findings) =>
        Assert.Equal(findings, Check(Api + "---\n{apiVersion: v1, kind: ResourceQuota, metadata: {name: quota, namespace: shop}, spec: {" + scope + "hard: {pods: '0'}}}").Count);

    [Theory]
    [InlineData("{type: Container, max: {memory: 64Mi}}", "SL5850", "Deployment shop/api", "spec.template.spec.containers[0].resources.limits.memory")]
    [InlineData("{type: Container, min: {cpu: 200m}}", "SL5850", "Deployment shop/api", "spec.template.spec.containers[0].resources.requests.cpu")]
    [InlineData("{type: Container, maxLimitRequestRatio: {memory: 1}}", "SL5850", "Deployment shop/api", "spec.template.spec.containers[0].resources.limits.memory")]
    [InlineData("{type: Pod, min: {memory: 128Mi}}", "SL5850", "Deployment shop/api", "spec.template.spec.requests.memory")]
    [InlineData("{type: PersistentVolumeClaim, max: {storage: 512Mi}}", "SL5850", "PersistentVolumeClaim shop/data", "spec.resources.requests.storage")]
    [InlineData("{type: Container, default: {memory: 64Mi}, defaultRequest: {memory: 65Mi}}", "SL5851", "LimitRange shop/range", "spec.limits[0].defaultRequest.memory")]
    [InlineData("{type: Container, min: {memory: 64Mi}, max: {memory: 256Mi}}", null, "", "")]
    public void What_a_range_bounds_otherwise_is_refused(string limit, string? code, string item, string field)
    {
        var found = Check(Api + Claim + "\n---\n{apiVersion: v1, kind: LimitRange, metadata: {name: range, namespace: shop}, spec: {limits: [" + limit + "]}}");
        Assert.Equal(code is null ? [] : [(code, item, field)], found.Select(static f => (f.Code, f.Object ?? "", f.Field ?? "")));
    }

    [Theory]
    [InlineData("SL5860", "", "spec.concurrencyPolicy")]
    [InlineData("SL5861", "concurrencyPolicy: Forbid, startingDeadlineSeconds: 5, ", "spec.startingDeadlineSeconds")]
    [InlineData("SL5862", "concurrencyPolicy: Forbid, failedJobsHistoryLimit: 0, ", "spec.failedJobsHistoryLimit")]
    [InlineData(null, "concurrencyPolicy: Forbid, startingDeadlineSeconds: 60, failedJobsHistoryLimit: 1, ", "")]
    public void A_schedule_keeps(string? code, string spec, string field)
    {
        var found = Check("{apiVersion: batch/v1, kind: CronJob, metadata: {name: t, namespace: shop}, spec: {" + spec + "schedule: '@daily', jobTemplate: {spec: {template: {spec: {restartPolicy: Never, containers: []}}}}}}");
        Assert.Equal(code is null ? [] : [(code, field)], found.Select(static f => (f.Code, f.Field ?? "")));
    }

    [Theory]
    [InlineData("SL5863", "backoffLimit: 100", "Never")]
    [InlineData("SL5864", "backoffLimit: 0", "OnFailure")]
    [InlineData(null, "backoffLimit: 0", "Never")]
    public void A_Job_ends(string? code, string backoff, string restart)
    {
        var found = Check("{apiVersion: batch/v1, kind: Job, metadata: {name: t, namespace: shop}, spec: {" + backoff + ", template: {spec: {restartPolicy: " + restart + ", containers: []}}}}");
        Assert.Equal(code is null ? [] : [(code, "spec.backoffLimit")], found.Select(static f => (f.Code, f.Field ?? "")));
    }

    [Fact]
    public void A_claim_without_a_unit_is_found()
    {
        var found = Assert.Single(Check(Claim.Replace("1Gi", "10", StringComparison.Ordinal)));
        Assert.Equal(("SL5870", "PersistentVolumeClaim shop/data", "spec.resources.requests.storage"), (found.Code, found.Object, found.Field));
    }

    [Fact]
    public void What_one_overlay_decides_names_it_and_what_holds_everywhere_does_not()
    {
        var world = new World().With("dev", Api + Quota("pods: '9'")).With("production", Api.Replace("replicas: 1", "replicas: 20", StringComparison.Ordinal).Replace("volumes: []", Spread, StringComparison.Ordinal) + Quota("pods: '9'"));
        Assert.Equal(["In production: the namespace's workloads need 20 of pods and the quota is 9: the last ones do not start."], world.Check(ResilienceProof.Check).Select(static f => f.Message));
        var both = Api + Quota("pods: '0'");
        Assert.StartsWith("The namespace's", Assert.Single(new World().With("dev", both).With("production", both).Check(ResilienceProof.Check)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_code_has_a_case_here()
    {
        var cases = File.ReadAllText(Path.Combine(SharedData.ProjectRoot, "test", "Sluis.Core.Tests", "Proof", "Resilience", "ResilienceProofTests.cs"));
        Assert.All(ResilienceDiagnostics.Help, help => Assert.Contains(help.Code, cases, StringComparison.Ordinal));
    }

    private static IReadOnlyList<Diagnostic> Check(string yaml, Claims? claims = null) => new World { Claims = claims }.With("production", yaml).Check(ResilienceProof.Check);

    private static IEnumerable<string> Codes(IReadOnlyList<Diagnostic> found) => found.Select(static f => f.Code).Order(StringComparer.Ordinal);

    private static string Many(int replicas) => Api.Replace("replicas: 1", $"replicas: {replicas}", StringComparison.Ordinal).Replace("volumes: []", Spread, StringComparison.Ordinal);

    private static string Budget(string name, string spec) => "---\n{apiVersion: policy/v1, kind: PodDisruptionBudget, metadata: {name: " + name + ", namespace: shop}, spec: {selector: {matchLabels: {app: api}}, " + spec + "}}\n";

    private static string Quota(string hard) => "---\n{apiVersion: v1, kind: ResourceQuota, metadata: {name: quota, namespace: shop}, spec: {hard: {" + hard + "}}}";

    private static Claims Claimed(Func<ClaimedService, ClaimedService> change, params ClaimedEdge[] edges) => new()
    {
        Services = [change(new("shop/api", "shop", "Deployment", "api", null))],
        Networks = [],
        Edges = edges,
        Entrances = [],
    };
}
