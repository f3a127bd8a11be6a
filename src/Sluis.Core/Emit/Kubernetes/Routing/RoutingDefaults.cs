using System.Text.Json.Nodes;
using Sluis.Core.Planning;

namespace Sluis.Core.Emit.Kubernetes.Routing;

/// <summary>Names and numbers that every routing dialect uses.</summary>
internal static class RoutingDefaults
{
    public const string Folder = "platform/ingress/base";
    public const string Namespace = GatewayAddress.Namespace;
    public const string GatewayName = GatewayAddress.Gateway;

    /// <summary>A namespace with this label may attach routes to the gateway.</summary>
    public const string AccessLabel = "sluis.dev/gateway-access";

    public const string TraefikClass = "traefik";

    /// <summary>The CRD allows 64 listeners; the first of them is plain HTTP.</summary>
    public const int HostsPerGateway = 60;

    /// <summary>https://letsencrypt.org/docs/acme-protocol-updates/</summary>
    public const string AcmeServer = "https://acme-v02.api.letsencrypt.org/directory";

    /// <summary>
    /// Traefik opens a listener only where an entry point has its port, and its chart's entry points listen on 8000 and 8443
    /// so that the process needs no rights; its Service still answers on 80 and 443.
    /// https://doc.traefik.io/traefik/reference/install-configuration/providers/kubernetes/kubernetes-gateway/
    /// </summary>
    public static (int Http, int Https) Ports(string gatewayClass) => gatewayClass == TraefikClass ? (8000, 8443) : (80, 443);

    /// <summary>Both are DNS subdomains, so the host stays as it is and two hosts never get one name.</summary>
    public static string ListenerOf(string host) => "https-" + Plain(host);

    /// <inheritdoc cref="ListenerOf"/>
    public static string CertificateOf(string host) => "tls-" + Plain(host);

    private static string Plain(string host) => host.StartsWith("*.", StringComparison.Ordinal) ? "wildcard." + host[2..] : host;

    public static JsonArray Strings(IEnumerable<string> values) => new([.. values.Select(static v => (JsonNode)JsonValue.Create(v))]);

    public static JsonArray Objects(IEnumerable<JsonObject> values) => new([.. values.Cast<JsonNode>()]);
}
