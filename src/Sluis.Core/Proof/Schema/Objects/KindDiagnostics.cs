using Sluis.Core.Diagnostics;

namespace Sluis.Core.Proof.Schema.Objects;

/// <summary>Codes 5345 to 5359: what the API server asks of single kinds.</summary>
public static class KindDiagnostics
{
    internal static Diagnostic Strategy(Place at, string what, string fix) => at.Error("SL5345", what, fix);

    internal static Diagnostic Job(Place at, string what, string fix) => at.Error("SL5346", what, fix);

    internal static Diagnostic Schedule(Place at, string why) => at.Error("SL5347",
        $"The schedule is not valid: {why}.", "Write five fields (minute, hour, day of month, month, day of week) or a macro such as @daily.");

    internal static Diagnostic StatefulSet(Place at, string what, string fix) => at.Error("SL5348", what, fix);

    internal static Diagnostic Autoscaler(Place at, string what, string fix) => at.Error("SL5349", what, fix);

    internal static Diagnostic Budget(Place at, string what, string fix) => at.Error("SL5350", what, fix);

    internal static Diagnostic Service(Place at, string what, string fix) => at.Error("SL5351", what, fix);

    internal static Diagnostic Ingress(Place at, string what, string fix) => at.Error("SL5352", what, fix);

    internal static Diagnostic Policy(Place at, string what, string fix) => at.Error("SL5353", what, fix);

    internal static Diagnostic Claim(Place at, string what, string fix) => at.Error("SL5354", what, fix);

    internal static Diagnostic Access(Place at, string what, string fix) => at.Error("SL5355", what, fix);

    internal static Diagnostic Quota(Place at, string what, string fix) => at.Error("SL5356", what, fix);

    internal static Diagnostic Endpoints(Place at, string what, string fix) => at.Error("SL5357", what, fix);

    internal static Diagnostic Definition(Place at, string what, string fix) => at.Error("SL5358", what, fix);

    internal static Diagnostic Immutable(Place at, string field) => at.Error("SL5359",
        $"The field {field} cannot be changed on an object that exists.", "Delete the object first (mind its data), or give it a new name.");

    private const string Concepts = "https://kubernetes.io/docs/concepts/";

    public static readonly IReadOnlyList<DiagnosticHelp> Help =
    [
        new("SL5345", Severity.Error, "Update strategy not valid",
            "Recreate and OnDelete take no rollingUpdate; a rolling update that may neither add nor remove a Pod can never move; counts are not negative and percentages at most 100.",
            "Remove the fields that the strategy does not take, or allow one Pod more or less.", Concepts + "workloads/controllers/deployment/#strategy"),
        new("SL5346", Severity.Error, "Job not valid",
            "Counts are not negative; an indexed Job states its completions; policies by index or on failure ask for completionMode Indexed or restartPolicy Never.",
            "Correct the field.", Concepts + "workloads/controllers/job/"),
        new("SL5347", Severity.Error, "Schedule not valid",
            "The schedule of a CronJob has five fields or is a macro; a time zone goes into spec.timeZone.",
            "Correct the schedule.", Concepts + "workloads/controllers/cron-jobs/#schedule-syntax"),
        new("SL5348", Severity.Error, "StatefulSet not valid",
            "The templates of its claims have distinct names, its serviceName is the name of a Service, partition and counts are not negative.",
            "Correct the field.", Concepts + "workloads/controllers/statefulset/"),
        new("SL5349", Severity.Error, "Autoscaler not valid",
            "minReplicas is at least 1 and at most maxReplicas, and each metric states the source and target of its type.",
            "Correct the field.", "https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/"),
        new("SL5350", Severity.Error, "Disruption budget not valid",
            "A budget states minAvailable or maxUnavailable, not both, as a count or a percentage.",
            "Keep one of the two.", "https://kubernetes.io/docs/tasks/run-application/configure-pdb/"),
        new("SL5351", Severity.Error, "Service not valid",
            "Which fields a Service may have depends on its type: ExternalName has a host name and no address, a headless one has the type ClusterIP, node ports belong to NodePort and LoadBalancer, several ports each have a name.",
            "Correct the field, or the type.", Concepts + "services-networking/service/"),
        new("SL5352", Severity.Error, "Ingress not valid",
            "Each path has a pathType and, for Exact and Prefix, begins with '/'; a backend is a service with one port, or a resource; hosts are DNS names, with a '*' at most as their first label.",
            "Correct the rule.", Concepts + "services-networking/ingress/#path-types"),
        new("SL5353", Severity.Error, "NetworkPolicy not valid",
            "A peer is an ipBlock or selectors, not both and not nothing; the exceptions of a block lie inside it; endPort asks for a numeric port not above it.",
            "Correct the rule.", Concepts + "services-networking/network-policies/"),
        new("SL5354", Severity.Error, "Volume or claim not valid",
            "A claim states access modes and a positive size; ReadWriteOncePod stands alone; a volume has one source and a capacity.",
            "Correct the field.", Concepts + "storage/persistent-volumes/"),
        new("SL5355", Severity.Error, "Access rule not valid",
            "A rule names verbs, and API groups with resources or non-resource URLs (in ClusterRoles only); a binding refers to a Role or ClusterRole, and a service account with its namespace.",
            "Correct the rule.", "https://kubernetes.io/docs/reference/access-authn-authz/rbac/"),
        new("SL5356", Severity.Error, "Quota or limit range not valid",
            "Quantities are not negative, a minimum is at most its default and its default at most its maximum.",
            "Correct the numbers.", Concepts + "policy/resource-quotas/"),
        new("SL5357", Severity.Error, "Endpoints not valid",
            "Endpoints of a slice have addresses of its type, that are neither loopback nor link-local, and at most 100 of them.",
            "Correct the address.", Concepts + "services-networking/endpoint-slices/"),
        new("SL5358", Severity.Error, "CustomResourceDefinition not valid",
            "A definition is named plural.group, has exactly one stored version, and each version that is served has a schema.",
            "Take the file as its project publishes it.", "https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/"),
        new("SL5359", Severity.Error, "Immutable field changed",
            "The API server refuses an update that changes this field: selectors of workloads, templates of Jobs, claims of StatefulSets, the class of a claim, the reference of a role binding, data of an immutable ConfigMap or Secret.",
            "Plan a replacement: delete and create, or create under a new name and move over. For a claim that means moving the data.", "https://kubernetes.io/docs/reference/using-api/api-concepts/"),
    ];
}
