using Sluis.Core.Diagnostics;
using Sluis.Core.Proof.Claims;
using Sluis.Core.Proof.Manifests;
using Sluis.Core.Text;

namespace Sluis.Core.Proof.Names;

/// <summary>Codes 5600 to 5699: names that containers call.</summary>
public static class NamesDiagnostics
{
    private const string Dns = "https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/";
    private const string Services = "https://kubernetes.io/docs/concepts/services-networking/service/";

    /// <summary>A call as findings tell it: who, by which name and port, and where that was read.</summary>
    public readonly record struct Call(PodTemplate Caller, ClaimedEdge Edge, string Host)
    {
        public override string ToString()
        {
            var read = Edge.Evidence.Count == 0 ? "" : $" ({Edge.Evidence[0].Detail}, {Edge.Evidence[0].At})";
            return Edge.Port is { } port ? $"{Edge.From} calls {Host}:{port} for {Edge.To}{read}" : $"{Edge.From} calls {Host} for {Edge.To}{read}";
        }
    }

    public static Diagnostic Unanswered(Call call) => new("SL5600", Severity.Error, call.Caller.Workload.At,
        $"{call}, and no Service in namespace {call.Caller.Namespace} or of that full name answers.",
        $"Add a Service {call.Host} to namespace {call.Caller.Namespace}: an ExternalName where the target lives in another one.")
    { Object = call.Caller.Workload.ToString() };

    public static Diagnostic BrokenChain(Call call, ManifestObject alias, bool loop) => new("SL5601", Severity.Error, alias.At,
        $"{call}, and {alias} leads {(loop ? "back to itself" : $"to {alias.Spec.Text("externalName")}, which does not exist")}.",
        "Let spec.externalName be the full name of the target's Service: name.namespace.svc.cluster.local.")
    { Object = alias.ToString(), Field = "spec.externalName" };

    public static Diagnostic OtherService(Call call, ManifestObject at, string leads) => new("SL5602", Severity.Error, at.At,
        $"{call}, and the name leads to {leads}.",
        "Let the name lead to the target's Pods again, or change the caller's configuration and generate anew.")
    { Object = at.ToString(), Field = at.Kind != "Service" ? null : at.Spec.Text("type") is "ExternalName" ? "spec.externalName" : "spec.selector" };

    public static Diagnostic NoPort(Call call, ManifestObject service) => new("SL5603", Severity.Error, service.At,
        $"{call}, and {service} has no such port.",
        $"Add port {call.Edge.Port} to spec.ports of the Service.")
    { Object = service.ToString(), Field = "spec.ports" };

    public static Diagnostic NoListener(Call call, ManifestObject service, PortEnd end, PodTemplate target) => new("SL5604", Severity.Error, service.At,
        end.Pod is { } number
            ? $"{call}, and {service} passes that to port {number}, on which no container of {target.Workload} listens."
            : $"{call}, and {service} passes that to a port \"{end.Name}\", which no container of {target.Workload} has.",
        "Let targetPort be the number or the name of a port of the container.")
    { Object = service.ToString(), Field = end.Field };

    public static Diagnostic NoPods(Call call, ManifestObject service) => new("SL5605", Severity.Error, service.At,
        $"{call}, and the selector of {service} picks no Pods.",
        "Let spec.selector be labels that the target's Pod template carries.")
    { Object = service.ToString(), Field = "spec.selector" };

    public static Diagnostic MixedPods(ManifestObject service, PodTemplate target, string others) => new("SL5606", Severity.Warning, service.At,
        $"{service} stands for {target.Workload} and also sends its callers to {others}.",
        "Give the selector a label that only the one workload's Pods carry.")
    { Object = service.ToString(), Field = "spec.selector" };

    public static Diagnostic OtherDns(Call call, string policy) => new("SL5607", Severity.Error, call.Caller.Spec.Span,
        $"{call}, and its Pod does not ask the cluster's DNS: dnsPolicy is {policy}{(call.Caller.HostNetwork ? " on the host's network" : "")}.",
        call.Caller.HostNetwork ? "Set dnsPolicy: ClusterFirstWithHostNet." : "Set dnsPolicy: ClusterFirst.")
    { Object = call.Caller.Workload.ToString(), Field = call.Caller.Path + ".dnsPolicy" };

    public static Diagnostic LeavesCluster(Call call, ManifestObject at, string leads) => new("SL5608", Severity.Warning, at.At,
        $"{call}, and the name leads out of the cluster, to {leads}, though {call.Edge.To} runs in it.",
        "Keep it only while the old one serves; then let the name lead to the target's Service.")
    { Object = at.ToString() };

    public static Diagnostic OtherPort(Call call, ManifestObject service, PortEnd end) => new("SL5609", Severity.Warning, service.At,
        $"{call}, and {service} passes that to port {end.Pod} of the Pod, where Compose's container listened on {call.Edge.Port}.",
        "Let targetPort be the port that the image listens on, unless the image was told another one.")
    { Object = service.ToString(), Field = end.Field };

    public static readonly IReadOnlyList<DiagnosticHelp> Help =
    [
        new("SL5600", Severity.Error, "A name that nothing answers",
            "A container calls a host name that worked on its Compose networks. Looked up from the Pod's namespace with the Pod's search list, no Service and no host alias answers, so the call will fail.",
            "Restore the Service or the ExternalName alias in the caller's namespace, or change the caller's configuration.", Dns),
        new("SL5601", Severity.Error, "An alias that leads nowhere",
            "A Service of type ExternalName is a CNAME. Its target does not exist in the cluster, or the chain of aliases comes back to itself.",
            "Write the full name of an existing Service in spec.externalName.", Services + "#externalname"),
        new("SL5602", Severity.Error, "A name that leads elsewhere",
            "The name resolves, but the Pods behind it are not those of the service that answered to it under Compose.",
            "Correct the selector or the alias.", Dns),
        new("SL5603", Severity.Error, "A port that the Service does not have",
            "The caller uses a port that the Service behind the name does not list. A ClusterIP Service answers on its listed ports only.",
            "Add the port to the Service.", Services + "#field-spec-ports"),
        new("SL5604", Severity.Error, "A Service's port that ends nowhere",
            "targetPort names a port that no container of the target has, or a number that no container says it listens on and that was not the port under Compose.",
            "Let targetPort be a containerPort's number or name.", Services + "#field-spec-ports"),
        new("SL5605", Severity.Error, "A Service without Pods",
            "The Service's selector matches no Pod template of its namespace, so it has no endpoints.",
            "Correct spec.selector or the labels of the Pod template.", Services + "#defining-a-service"),
        new("SL5606", Severity.Warning, "A Service with other Pods too",
            "Besides the claimed target's Pods the selector matches Pods of another workload that also have the port, so a part of the calls ends there.",
            "Make the selector more exact.", Services + "#defining-a-service"),
        new("SL5607", Severity.Error, "A Pod that does not ask the cluster's DNS",
            "With dnsPolicy Default, and on the host's network with ClusterFirst, a Pod asks the node's name servers, which do not know Services.",
            "Set dnsPolicy to ClusterFirst, or on the host's network to ClusterFirstWithHostNet.", Dns + "#pod-s-dns-policy"),
        new("SL5608", Severity.Warning, "A name that leads out of the cluster",
            "The target runs in the cluster, but the name leads to a Service without a selector: to endpoints that are stated by hand, such as a bridge to the old host.",
            "Remove the bridge when its lifetime is over.", Services + "#services-without-selectors"),
        new("SL5609", Severity.Warning, "A port that ends at another one",
            "The Service passes the port on to a port of the Pod that is not the one the container listened on under Compose. That is right only where the image's configuration changed with it.",
            "Check the image's configuration, or let targetPort be the old port.", Services + "#field-spec-ports"),
    ];
}
