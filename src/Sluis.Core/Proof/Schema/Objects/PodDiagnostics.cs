using Sluis.Core.Diagnostics;

namespace Sluis.Core.Proof.Schema.Objects;

/// <summary>Codes 5330 to 5344: what the API server asks of Pods and their templates.</summary>
public static class PodDiagnostics
{
    internal static Diagnostic SelectorMismatch(Place at, string what) => at.Error("SL5330", what, "Let the labels of the template hold everything that the selector asks for.");

    internal static Diagnostic NoVolume(Place at, string name) => at.Error("SL5331",
        $"The container mounts the volume \"{name}\", which the Pod does not have.", "Add the volume, or correct the name.");

    internal static Diagnostic Twice(Place at, string what) => at.Error("SL5332", $"{what} stands twice.", "Rename or remove one of the two.");

    internal static Diagnostic ExactlyOne(Place at, string what, int count) => at.Error("SL5333",
        $"{what} needs exactly one of its alternatives and has {(count == 0 ? "none" : $"{count}")}.", "Set exactly one.");

    internal static Diagnostic NoPort(Place at, string port) => at.Error("SL5334",
        $"The container has no port named \"{port}\".", "Name the container's port so, or give the number.");

    internal static Diagnostic RestartPolicy(Place at, string what, string fix) => at.Error("SL5335", what, fix);

    internal static Diagnostic Resources(Place at, string what, string fix) => at.Error("SL5336", what, fix);

    internal static Diagnostic Security(Place at, string what, string fix) => at.Error("SL5337", what, fix);

    internal static Diagnostic HostNetwork(Place at, string what, string fix) => at.Error("SL5338", what, fix);

    internal static Diagnostic Variable(Place at, string what, string fix) => at.Error("SL5339", what, fix);

    internal static Diagnostic Container(Place at, string what, string fix) => at.Error("SL5340", what, fix);

    internal static Diagnostic Mount(Place at, string what, string fix) => at.Error("SL5341", what, fix);

    internal static Diagnostic Scheduling(Place at, string what, string fix) => at.Error("SL5342", what, fix);

    internal static Diagnostic Probe(Place at, string what, string fix) => at.Error("SL5343", what, fix);

    internal static Diagnostic Hosts(Place at, string what, string fix) => at.Error("SL5344", what, fix);

    private const string Concepts = "https://kubernetes.io/docs/concepts/";
    private const string Tasks = "https://kubernetes.io/docs/tasks/";

    public static readonly IReadOnlyList<DiagnosticHelp> Help =
    [
        new("SL5330", Severity.Error, "Selector does not match the template",
            "A workload finds its Pods by its selector. The labels of its template do not satisfy it, so the API server refuses the object: it would make Pods for ever and never see one.",
            "Give the template the labels that the selector asks for. The selector of a workload that exists cannot be changed.", Concepts + "workloads/controllers/deployment/#selector"),
        new("SL5331", Severity.Error, "Mounted volume missing",
            "A container mounts a volume by a name that neither spec.volumes nor volumeClaimTemplates has.",
            "Add the volume or correct the name of the mount.", Concepts + "storage/volumes/"),
        new("SL5332", Severity.Error, "Name or port stands twice",
            "Containers, volumes, ports and mount paths of a Pod, and ports of a Service, are told apart by their name, number or path; the API server refuses two of the same.",
            "Rename or remove one of the two.", Concepts + "workloads/pods/"),
        new("SL5333", Severity.Error, "Exactly one alternative is needed",
            "A probe has one handler (exec, httpGet, tcpSocket, grpc), a volume one source, a metric one kind, a variable one source.",
            "Keep one and remove the others.", Tasks + "configure-pod-container/configure-liveness-readiness-startup-probes/"),
        new("SL5334", Severity.Error, "Port of a probe missing",
            "A probe or hook calls a port by a name that its container does not declare, so it fails at every try and the container is restarted or never ready.",
            "Declare the port with that name in the same container, or give the number.", Tasks + "configure-pod-container/configure-liveness-readiness-startup-probes/#use-a-named-port"),
        new("SL5335", Severity.Error, "Restart policy does not suit the kind",
            "Pods of a Deployment, StatefulSet or DaemonSet are always restarted (Always); Pods of a Job end (OnFailure or Never, to be stated). A container that initialises may state Always, which makes it a sidecar.",
            "Set the policy that the kind allows.", Concepts + "workloads/pods/pod-lifecycle/#restart-policy"),
        new("SL5336", Severity.Error, "Resources not valid",
            "A request may not be more than its limit, quantities are not negative, and containers have cpu, memory, ephemeral-storage, huge pages and extended resources only.",
            "Correct the numbers; in an overlay look at both the base and the patch.", Concepts + "configuration/manage-resources-containers/"),
        new("SL5337", Severity.Error, "Security context contradicts itself",
            "The fields exclude each other (privileged without escalation, runAsNonRoot with user 0, a seccomp profile of a type without its file) or an id is out of range. The API server refuses it, or the kubelet does not start the container.",
            "Decide for one of the two fields.", Tasks + "configure-pod-container/security-context/"),
        new("SL5338", Severity.Error, "Host network fields contradict each other",
            "With hostNetwork a container's port is the node's port, so hostPort must be the same as containerPort; user namespaces and net.* sysctls exclude it.",
            "Leave hostPort out, or make both the same.", Concepts + "workloads/pods/"),
        new("SL5339", Severity.Error, "Variable not valid",
            "A variable has a value or a valueFrom, not both, and fieldRef knows a fixed set of fields.",
            "Keep one of the two.", Tasks + "inject-data-application/define-environment-variable-container/"),
        new("SL5340", Severity.Error, "Container not valid",
            "A container needs a name and an image without white space around it, and a Pod needs a container.",
            "Add or correct the field.", Concepts + "containers/images/"),
        new("SL5341", Severity.Error, "Volume or mount not valid",
            "Mount paths hold no ':', subPath stays below the volume, modes are between 0 and 0777, files of items: are relative.",
            "Correct the path or mode.", Concepts + "storage/volumes/#using-subpath"),
        new("SL5342", Severity.Error, "Scheduling not valid",
            "Tolerations, affinities and spread constraints have rules of their own: Exists takes no value, tolerationSeconds belongs to NoExecute, weights are 1 to 100, maxSkew is at least 1.",
            "Correct the field.", Concepts + "scheduling-eviction/"),
        new("SL5343", Severity.Error, "Probe or hook not valid",
            "Counts and seconds are not negative, liveness and startup probes succeed at the first success, only sidecars among initialising containers have probes.",
            "Correct or remove the field.", Concepts + "workloads/pods/pod-lifecycle/#container-probes"),
        new("SL5344", Severity.Error, "Host names or DNS of a Pod not valid",
            "hostAliases need an IP address and host names, dnsPolicy None needs name servers, at most three of them; hostname and subdomain are DNS labels.",
            "Correct the field.", Concepts + "services-networking/dns-pod-service/"),
    ];
}
