using Sluis.Core.Diagnostics;
using Sluis.Core.Proof.Manifests;
using Sluis.Core.Proof.Posture.PodSecurity;
using Sluis.Core.Text;

namespace Sluis.Core.Proof.Posture;

/// <summary>Codes 5700 to 5799: what workloads may do to the node and to the cluster.</summary>
public static class PostureDiagnostics
{
    public static Diagnostic Refused(ManifestObject item, PodSecurityViolation violation, PodSecurityLevel enforced) => Of("SL5701", Severity.Error, violation.At, item, violation.Field,
        $"Its namespace enforces {enforced.Word()} and refuses it: {violation.Field} {violation.Problem} ({violation.Control}).",
        "Change the field, or move the workload to a namespace that admits it.");

    public static Diagnostic Looser(SourceSpan at, ManifestObject item, string field, PodSecurityLevel enforced, PodSecurityLevel met) => Of("SL5702", Severity.Warning, at, item, field,
        $"The namespace admits {enforced.Word()} Pods, but all its workloads meet {met.Word()}.", $"Set the label to {met.Word()}.");

    public static Diagnostic NoLabel(SourceSpan at, ManifestObject item, string field) => Of("SL5703", Severity.Warning, at, item, field,
        "The namespace does not say which Pods it admits, so it admits all.", $"Add the labels {NamespaceLabels.Enforce} and {NamespaceLabels.EnforceVersion}.");

    public static Diagnostic BadLabel(SourceSpan at, ManifestObject item, string field, string value, string expected) => Of("SL5704", Severity.Error, at, item, field,
        $"\"{value}\" is not what a Pod Security label holds.", $"Write {expected}.");

    public static Diagnostic Privileged(SourceSpan at, ManifestObject item, string field, string container) => Of("SL5710", Severity.Error, at, item, field,
        $"Container {container} is privileged, and nothing says why.", Reason);

    public static Diagnostic HostNamespace(SourceSpan at, ManifestObject item, string field, string flag) => Of("SL5711", Severity.Error, at, item, field,
        $"Its Pods share {Shared(flag)} of the node, and nothing says why.", Reason);

    public static Diagnostic HostPath(SourceSpan at, ManifestObject item, string field, string path) => Of("SL5712", Severity.Error, at, item, field,
        $"It mounts {path} of the node, and nothing says why.", Reason);

    public static Diagnostic Capability(SourceSpan at, ManifestObject item, string field, string container, string capability) => Of("SL5713", Severity.Warning, at, item, field,
        $"Container {container} adds the capability {capability}, and nothing says why.", Reason);

    public static Diagnostic Root(SourceSpan at, ManifestObject item, string field, string container, bool stated) => Of("SL5714", Severity.Warning, at, item, field,
        stated ? $"Container {container} runs as root, and nothing says why." : $"Container {container} may run as root, and nothing says why.",
        $"Set runAsNonRoot, or state the reason in the annotation {Reasons.Annotation}.");

    public static Diagnostic Unpinned(SourceSpan at, ManifestObject item, string field, string image) => Of("SL5720", Severity.Warning, at, item, field,
        $"The image {image} is pinned by neither tag nor digest.", "Name a version or a digest, so that a restart runs the same program.");

    public static Diagnostic DefaultAccount(SourceSpan at, ManifestObject item, string field) => Of("SL5730", Severity.Warning, at, item, field,
        "It runs as the namespace's default service account, which others share.", "Give it an account of its own.");

    public static Diagnostic UnusedToken(SourceSpan at, ManifestObject item, string field, string account) => Of("SL5731", Severity.Warning, at, item, field,
        $"Its Pods hold the token of service account {account}, to which nothing is granted.", "Set automountServiceAccountToken: false.");

    public static Diagnostic Wildcard(SourceSpan at, ManifestObject item, string field) => Of("SL5740", Severity.Warning, at, item, field,
        "The rule grants \"*\", also what comes with the next version or the next operator.", "Name what is used.");

    public static Diagnostic Everything(SourceSpan at, ManifestObject item, string field) => Of("SL5741", Severity.Error, at, item, field,
        "It grants everything.", "Name the resources and verbs that are used.");

    public static Diagnostic ReadsSecrets(SourceSpan at, ManifestObject item, string field) => Of("SL5742", Severity.Warning, at, item, field,
        "The rule reads every Secret in its scope.", "List the names under resourceNames.");

    public static Diagnostic BoundDefault(SourceSpan at, ManifestObject item, string field, string ns) => Of("SL5743", Severity.Warning, at, item, field,
        $"It grants rights to the default service account of namespace {ns}, so to each Pod that names none.", "Bind an account that only this workload has.");

    public static Diagnostic BoundSystem(SourceSpan at, ManifestObject item, string field, string name) => Of("SL5744", Severity.Error, at, item, field,
        $"It grants rights to {name}, which is more than one person or program.", "Bind the account or the group that needs them.");

    public static Diagnostic UnboundRole(SourceSpan at, ManifestObject item) => Of("SL5745", Severity.Warning, at, item, "rules",
        "Nobody is bound to this role.", "Delete it, or bind who needs it.");

    public static Diagnostic UnusedGrant(SourceSpan at, ManifestObject item, string field, string account) => Of("SL5746", Severity.Warning, at, item, field,
        $"It grants rights to service account {account}, whose token no workload mounts.", "Delete the binding, or mount the token where it is used.");

    public static Diagnostic Escalation(SourceSpan at, ManifestObject item, string field, string verb) => Of("SL5747", Severity.Warning, at, item, field,
        $"The verb {verb} lets its holder get rights that nobody granted.", "Leave it out, or limit it with resourceNames.");

    private const string Reason = "Take it away, or state the reason in the annotation " + Reasons.Annotation + ".";

    private static string Shared(string flag) => flag switch { "hostNetwork" => "the network", "hostPID" => "the processes", _ => "the shared memory" };

    private static Diagnostic Of(string code, Severity severity, SourceSpan at, ManifestObject item, string field, string message, string fix) =>
        new(code, severity, at, message, fix) { Object = item.ToString(), Field = field };

    private const string Standards = "https://kubernetes.io/docs/concepts/security/pod-security-standards/";
    private const string Admission = "https://kubernetes.io/docs/concepts/security/pod-security-admission/";
    private const string Practice = "https://kubernetes.io/docs/concepts/security/rbac-good-practices/";
    private const string AccountPage = "https://kubernetes.io/docs/tasks/configure-pod-container/configure-service-account/";

    public static readonly IReadOnlyList<DiagnosticHelp> Help =
    [
        new("SL5701", Severity.Error, "Refused by its namespace",
            "The namespace's label pod-security.kubernetes.io/enforce names a level of the Pod Security Standards, and the workload does not meet it. The API server accepts the Deployment and refuses its Pods, so nothing starts.",
            "Change the field that the finding names. Where the image cannot work that way, lower the namespace's level or move the workload to a namespace of its own.", Standards),
        new("SL5702", Severity.Warning, "Namespace looser than needed",
            "Every workload in the namespace meets a stricter level than the namespace enforces. What a person or an attacker adds later is admitted although nothing there needs it.",
            "Raise the label to the level in the finding.", Admission),
        new("SL5703", Severity.Warning, "Namespace without a level",
            "Without the label pod-security.kubernetes.io/enforce a cluster admits every Pod, privileged ones included.",
            "Add the label, and pin its version with pod-security.kubernetes.io/enforce-version.", Admission),
        new("SL5704", Severity.Error, "Not a Pod Security label",
            "The API server refuses a namespace whose level is not privileged, baseline or restricted, or whose version is neither v1.<minor> nor latest.",
            "Correct the value.", Admission),
        new("SL5710", Severity.Error, "Privileged without a reason",
            "A privileged container is root on its node: it can read every Secret and every volume there.",
            "Take the flag away, or say on the workload why it is needed: the annotation sluis.dev/pod-security-reason.", Standards),
        new("SL5711", Severity.Error, "Host namespaces without a reason",
            "Pods that share the node's network pass every NetworkPolicy, and those that share its processes see the environment of all others.",
            "Take the flag away, or say on the workload why it is needed: the annotation sluis.dev/pod-security-reason.", Standards),
        new("SL5712", Severity.Error, "Host path without a reason",
            "A folder of the node is shared with whatever else runs there, is lost when the Pod moves, and may open the node.",
            "Use a claim or an emptyDir, or say on the workload why it is needed: the annotation sluis.dev/pod-security-reason.", Standards),
        new("SL5713", Severity.Warning, "Capability without a reason",
            "Each Linux capability is a piece of root.",
            "Take it away, or say on the workload why it is needed: the annotation sluis.dev/pod-security-reason.", Standards),
        new("SL5714", Severity.Warning, "Root without a reason",
            "When nothing forbids it, the image decides which user runs, and most images say root.",
            "Set runAsNonRoot (and runAsUser when the image states no number), or say on the workload why not: the annotation sluis.dev/pod-security-reason.", Standards),
        new("SL5720", Severity.Warning, "Image not pinned",
            "An image without a tag, or with latest, is another program after the next restart, and two replicas may differ.",
            "Name a version, or better a digest.", "https://kubernetes.io/docs/concepts/containers/images/"),
        new("SL5730", Severity.Warning, "Default service account",
            "What is granted to the default account of a namespace is granted to every workload that names none.",
            "Give each workload an account of its own.", AccountPage),
        new("SL5731", Severity.Warning, "Token without a use",
            "A token in a Pod is a way to the API server for whoever breaks in. Nothing is granted to this one, so nothing needs it.",
            "Set automountServiceAccountToken: false on the Pod or on the account.", AccountPage),
        new("SL5740", Severity.Warning, "Wildcard in a rule",
            "\"*\" also means resources and verbs that do not exist yet.",
            "Name the resources and verbs that are used.", Practice),
        new("SL5741", Severity.Error, "A rule that grants everything",
            "All verbs on all resources, or the role cluster-admin: whoever holds it holds the cluster.",
            "Name the resources and verbs that are used.", Practice),
        new("SL5742", Severity.Warning, "Reads every Secret",
            "get, list or watch on secrets gives the content of each Secret in the namespace, or with a ClusterRole in the cluster.",
            "List the names under resourceNames, or mount the Secret.", Practice),
        new("SL5743", Severity.Warning, "Rights for the default account",
            "Every Pod that names no account gets them.",
            "Bind an account that only this workload has.", Practice),
        new("SL5744", Severity.Error, "Rights for a system group",
            "system:authenticated, system:unauthenticated, system:anonymous and the groups of service accounts hold more than whoever needed the rights.",
            "Bind the account or the group of people that needs them.", Practice),
        new("SL5745", Severity.Warning, "Role that nobody has",
            "A role without a binding grants nothing today, and its rules are not looked at on the day that somebody binds it.",
            "Delete it, or bind who needs it.", Practice),
        new("SL5746", Severity.Warning, "Grant that nobody uses",
            "The account's token is mounted in no Pod, so no workload can use the rights; whoever may create Pods in the namespace can.",
            "Delete the binding, or set automountServiceAccountToken: true on the workload that uses it.", Practice),
        new("SL5747", Severity.Warning, "Verb that escalates",
            "escalate, bind and impersonate let their holder have rights beyond those that were granted.",
            "Leave the verb out, or limit it to names.", Practice),
    ];
}
