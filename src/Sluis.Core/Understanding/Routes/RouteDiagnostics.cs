using Sluis.Core.Diagnostics;
using Sluis.Core.Platform;
using Sluis.Core.Text;

namespace Sluis.Core.Understanding.Routes;

internal static class RouteDiagnostics
{
    public static readonly IReadOnlyList<DiagnosticHelp> Help =
    [
        new("SL2303", Severity.Warning, "A route rule that cannot be expressed", "A negation, an unknown condition or two expressions at once have no counterpart in a cluster's router. Requests that only that part lets in are not routed, so that nothing is exposed that was not.", "State what is let in: list the paths or hosts, or give another route a higher priority.", "https://gateway-api.sigs.k8s.io/api-types/httproute/#matches"),
        new("SL2304", Severity.Warning, "A route to a service that is not here", "A router names a service that neither a label nor a mounted file defines.", "Define the service, or correct the router's service label."),
        new("SL2305", Severity.Note, "A published port that becomes no route", "The port is published on the host, and it is not HTTP, or a proxy already lets people in. In the cluster only those who call the service reach it.", "Use kubectl port-forward, or state a route in sluis.yaml when the outside must reach it."),
        new("SL2306", Severity.Warning, "A proxy's file that cannot be read", "A file that is mounted into the proxy is not plain YAML or TOML, so that its routers and middlewares are not known.", "Write it as plain YAML or TOML, or put its routers into labels."),
        new("SL2307", Severity.Warning, "A Caddy directive that has no counterpart", "The label configures something that no route of the cluster expresses.", "Do it in the service, or add it to the gateway by hand."),
        new("SL2308", Severity.Warning, "Part of the proxy's configuration that is not carried over", "TLS options, certificates from files, transports to servers and front ends of Traefik 1 in a file have no counterpart that all dialects share.", "Set it on the cluster's gateway by hand, or leave it out: certificates come from cert-manager.", "https://doc.traefik.io/traefik/reference/routing-configuration/kubernetes/crd/tls/tlsoption/"),
        new("SL2309", Severity.Warning, "A fallback that is not carried over", "The proxy sent requests to another service while the first failed. A Service sends them to Pods that are ready, and to nobody when there are none.", "Run more than one replica, or show an error page at the gateway."),
        new("SL2310", Severity.Note, "How the proxy treated plain HTTP", "HTTPS_METHOD says what happens to requests without TLS; the gateway redirects them to HTTPS, or serves both.", "Take the plain listener from the gateway in an overlay if it must not answer."),
    ];

    public static Diagnostic NotExpressible(SourceSpan at, string rule) => new("SL2303", Severity.Warning, at,
        $"Part of the rule \"{rule}\" has no counterpart in the cluster; requests that only that part lets in are not routed.",
        "List the hosts and paths that are let in.");

    public static Diagnostic NoService(SourceSpan at, string router, string service) => new("SL2304", Severity.Warning, at,
        $"Router \"{router}\" sends to service \"{service}\", which is defined nowhere in the platform.", "Define the service, or correct the router's service.");

    public static Diagnostic PublishedWithoutRoute(SourceSpan at, ServiceKey service, int port, TransportProtocol protocol) => new("SL2305", Severity.Note, at,
        $"Service \"{service.Service}\" publishes port {port}{(protocol == TransportProtocol.Tcp ? "" : "/" + protocol.ToString().ToLowerInvariant())} on the host; in the cluster only its callers reach it.",
        "Use kubectl port-forward, or state a route in sluis.yaml when the outside must reach it.");

    public static Diagnostic UnreadableFile(SourceSpan at, string path) => new("SL2306", Severity.Warning, at,
        $"The proxy's file {path} is not plain YAML or TOML; its routers and middlewares are not known.", "Write it as plain YAML or TOML, or put its routers into labels.");

    public static Diagnostic UnknownDirective(SourceSpan at, ServiceKey service, string label) => new("SL2307", Severity.Warning, at,
        $"Label \"{label}\" of service \"{service.Service}\" has no counterpart in the cluster's routes.", "Do it in the service, or add it to the gateway by hand.");

    public static Diagnostic NotCarried(SourceSpan at, string what, string advice) => new("SL2308", Severity.Warning, at,
        $"The proxy's {what} is not carried over.", advice);

    public static Diagnostic Failover(SourceSpan at, string service, string fallback) => new("SL2309", Severity.Warning, at,
        $"Service \"{service}\" of the proxy falls back to \"{fallback}\" when it fails; that is not carried over.", "Run more than one replica, or show an error page at the gateway.");

    public static Diagnostic NoPlainHttp(SourceSpan at, ServiceKey service) => new("SL2310", Severity.Note, at,
        $"Service \"{service.Service}\" is not served over plain HTTP (HTTPS_METHOD=nohttp); the gateway answers there with a redirect.", "Take the plain listener from the gateway in an overlay if it must not answer.");
}
