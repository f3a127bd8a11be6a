using Sluis.Core.Diagnostics;
using Sluis.Core.Proof.Claims;
using Sluis.Core.Proof.Manifests;
using Sluis.Core.Text;

namespace Sluis.Core.Proof.Connectivity;

/// <summary>Codes 5500 to 5599: who reaches whom.</summary>
public static class ConnectivityDiagnostics
{
    private const string Page = "https://kubernetes.io/docs/concepts/services-networking/network-policies/";

    /// <param name="at">The policy or workload that decides.</param>
    public static Diagnostic Refused(ManifestObject at, string from, string to, string ports, string why, string refusal, string fix) => new("SL5501", Severity.Error, at.At,
        $"{from} needs {to} on {ports}{why}, and {refusal}.", fix)
    { Object = at.ToString(), Field = at.Kind.EndsWith("Policy", StringComparison.Ordinal) ? "spec" : null };

    public static Diagnostic EntranceRefused(ManifestObject at, string to, string ports, string entrance, string refusal, string fix) => new("SL5502", Severity.Error, at.At,
        $"{entrance} leads to {to} on {ports}, and {refusal}.", fix)
    { Object = at.ToString(), Field = at.Kind.EndsWith("Policy", StringComparison.Ordinal) ? "spec.ingress" : null };

    public static Diagnostic DnsRefused(ManifestObject at, string ns, string callers, string refusal) => new("SL5503", Severity.Error, at.At,
        $"Pods of namespace {ns} call names and cannot ask the cluster's DNS on 53/udp: {callers}; {refusal}.",
        "Allow egress to the Pods k8s-app=kube-dns of kube-system on port 53, UDP and TCP.")
    { Object = at.ToString(), Field = "spec.egress" };

    public static Diagnostic Wider(ManifestObject at, string to, string sources, string ports, string decider, string? field) => new("SL5504", Severity.Error, at.At,
        $"{to} is reached on {ports} by {sources}, which no Compose network let reach it: {decider}.",
        "Let the rule name only the Pods that need it, or select the Pods with a policy that denies the rest.")
    { Object = at.ToString(), Field = field };

    public static Diagnostic WithoutNeed(ManifestObject at, string to, string sources, string ports, string? field) => new("SL5505", Severity.Note, at.At,
        $"{to} is reached on {ports} by {sources} without a known need; Compose allowed that too.",
        "Remove what nobody uses.")
    { Object = at.ToString(), Field = field };

    public static Diagnostic InternetWider(ManifestObject at, string from, string decider, string? field) => new("SL5506", Severity.Error, at.At,
        $"{from} reaches the internet, and all its Compose networks were internal: {decider}.",
        "Remove the rule, or put the service on a network that is not internal.")
    { Object = at.ToString(), Field = field };

    public static Diagnostic InternetRefused(ManifestObject at, string from, string host, string ports, string why, string refusal) => new("SL5507", Severity.Error, at.At,
        $"{from} needs {host} on {ports}{why}, and {refusal}.",
        "Add an egress rule with an ipBlock that holds the address and a port that fits.")
    { Object = at.ToString(), Field = "spec.egress" };

    public static Diagnostic InternetNarrower(ManifestObject at, string from, string refusal) => new("SL5508", Severity.Warning, at.At,
        $"{from} reached the internet under Compose and no longer does: {refusal}.",
        "Keep it so if the service needs nothing outside; otherwise add an egress rule with an ipBlock.")
    { Object = at.ToString(), Field = "spec.egress" };

    public static Diagnostic NotEvaluated(PolicyReader.NotEvaluated left) => new("SL5509", Severity.Warning, left.Object.At,
        $"{left.Object} is not evaluated: {left.Reason}. Who reaches whom is judged as if it were not there.",
        "Say the same with NetworkPolicies, or prove these policies with their vendor's own tool.")
    { Object = left.Object.ToString(), Field = left.Field };

    public static Diagnostic CoversCluster(Policy policy, Direction direction, int rule) => new("SL5510", Severity.Warning, policy.Object.At,
        $"{policy.Object} allows {(direction == Direction.Egress ? "egress to" : "ingress from")} a block of addresses that holds a whole private range, on every port. Where the network plugin applies blocks to Pods, that is every Pod.",
        "Except 10.0.0.0/8, 100.64.0.0/10, 172.16.0.0/12 and 192.168.0.0/16 from the block, or state ports.")
    { Object = policy.Object.ToString(), Field = $"spec.{(direction == Direction.Egress ? "egress" : "ingress")}[{rule}]" };

    public static Diagnostic MissingWorkload(ClaimedService service) => new("SL5511", Severity.Error, ClaimsReader.Place(service.At),
        $"{service.Key} should run as {service.Kind} {service.Namespace}/{service.Name}, which no manifest makes.",
        "Restore the workload, or remove the service from the Compose files and generate again.")
    { Object = $"{service.Kind} {service.Namespace}/{service.Name}" };

    public static Diagnostic PublishedWithoutRoute(ManifestObject at, string service, string ports) => new("SL5512", Severity.Note, at.At,
        $"{service} published {ports} on the Compose host; in the cluster it is reached from inside only, for no route leads to it.",
        "Add a route, or a Service of type LoadBalancer, if somebody outside used it.")
    { Object = at.ToString() };

    public static Diagnostic Exposed(ManifestObject at, string workload, string port, string field, string how) => new("SL5513", Severity.Error, at.At,
        $"{workload} is reached from outside the cluster on {port} through {how}, which Compose did not publish.",
        "Use a Service of type ClusterIP, and a route where something must come in.")
    { Object = at.ToString(), Field = field };

    public static readonly IReadOnlyList<DiagnosticHelp> Help =
    [
        new("SL5501", Severity.Error, "A needed connection is refused",
            "The Compose files or the configuration show that one service calls another. The policies that select the caller's Pods (egress) or the target's Pods (ingress) have no rule that allows it, so the call will time out. Both ends must allow a connection.",
            "Add the missing rule to the named policy, or restore the policy from Git.", Page + "#the-two-sorts-of-pod-isolation"),
        new("SL5502", Severity.Error, "An entrance is refused",
            "A route leads from outside to this service, and no ingress rule admits the namespace of the ingress controller on that port.",
            "Admit the ingress controller's namespace by its label kubernetes.io/metadata.name.", Page),
        new("SL5503", Severity.Error, "DNS is refused",
            "Once a policy restricts the egress of a Pod, it must also allow the questions to the cluster's DNS; without that no name resolves and every call fails.",
            "Allow egress to the Pods k8s-app=kube-dns in kube-system on port 53 with UDP and TCP.", Page),
        new("SL5504", Severity.Error, "Wider than Compose",
            "Services that shared no Compose network could not reach each other. The policies now allow it, or no policy selects the target at all.",
            "Narrow the rule, or restore the policy that denies by default.", Page + "#default-deny-all-ingress-traffic"),
        new("SL5505", Severity.Note, "Allowed without a known need",
            "The policies allow more than the edges that were found, though not more than Compose allowed. With networkPolicy strict only the needed edges are expected.",
            "Remove the rule if nobody uses it.", Page),
        new("SL5506", Severity.Error, "The internet is reached from an internal network",
            "All Compose networks of the service were internal, so it could not reach the internet; now it can.",
            "Remove the rule with the ipBlock, or select the Pods with a policy for egress.", Page),
        new("SL5507", Severity.Error, "An outside host is refused",
            "The service is configured to call a host outside the platform, its Compose networks reached the internet, and no egress rule allows it on that port.",
            "Add an egress rule with an ipBlock.", Page),
        new("SL5508", Severity.Warning, "The internet is no longer reached",
            "A Compose network of the service reached the internet. Nothing that was found needs it, but what images do by themselves (updates, licences, mail) does not show in configuration.",
            "Decide it knowingly; sluis.yaml can state it for the service.", Page),
        new("SL5509", Severity.Warning, "A policy that is not evaluated",
            "Rules of Calico and Cilium with an order, denials, host names or requests go beyond what add up like Kubernetes NetworkPolicies. They are counted here and not judged.",
            "Prefer NetworkPolicies, or prove these with the vendor's tool."),
        new("SL5510", Severity.Warning, "A block of addresses that may hold the Pods",
            "Address blocks are meant for what is outside the cluster, but some network plugins compare them with the addresses of Pods too. A block that holds a whole private range then allows every Pod.",
            "Except the private ranges from the block.", Page + "#behavior-of-ipblock-selectors"),
        new("SL5511", Severity.Error, "A workload is missing",
            "The claims say in which workload each Compose service runs. No environment's manifests make this one, so the service is lost.",
            "Restore the manifest and its line in kustomization.yaml."),
        new("SL5512", Severity.Note, "A published port without a route",
            "The port was published on the Compose host. In the cluster nothing leads to it from outside, which is safer and may be missed by somebody.",
            "Add a route if it is used from outside."),
        new("SL5513", Severity.Error, "Exposed though Compose did not publish it",
            "A Service of type LoadBalancer or NodePort, an external address or a host port makes the workload reachable past the gateway, with its logins and limits.",
            "Use a ClusterIP Service and a route.", "https://kubernetes.io/docs/concepts/services-networking/service/#publishing-services-service-types"),
    ];
}
