using System.Text.Json.Nodes;
using Sluis.Core.Platform;

namespace Sluis.Core.Emit.Kubernetes.Routing.GatewayApi;

/// <summary>
/// The Gateway: a listener for plain HTTP, one for each TLS host with a certificate that cert-manager requests because of the
/// annotation, and one for each port that is not HTTP. https://cert-manager.io/docs/usage/gateway/
/// </summary>
internal sealed class Gateways
{
    public const string Api = "gateway.networking.k8s.io/v1";

    private readonly RoutingModel model;
    private readonly Dictionary<string, string> gatewayOf = new(StringComparer.Ordinal);
    private readonly int http, https;

    public Gateways(RoutingModel model)
    {
        this.model = model;
        (http, https) = RoutingDefaults.Ports(model.Plan.Choices.GatewayClass);
        var count = 0;
        foreach (var host in model.TlsHosts)
            gatewayOf[host] = Name(count++ / RoutingDefaults.HostsPerGateway);
    }

    private static string Name(int index) => index == 0 ? RoutingDefaults.GatewayName : $"{RoutingDefaults.GatewayName}-{index + 1}";

    public IEnumerable<CustomResource> Emit()
    {
        var names = gatewayOf.Values.Append(Name(0)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
        foreach (var name in names)
        {
            var listeners = new List<JsonObject>();
            if (name == Name(0))
                listeners.Add(new() { ["name"] = "http", ["port"] = http, ["protocol"] = "HTTP", ["allowedRoutes"] = Allowed() });
            foreach (var host in model.TlsHosts)
                if (gatewayOf[host] == name)
                    listeners.Add(Https(host));
            if (name == Name(0))
                listeners.AddRange(Streams());
            yield return new()
            {
                ApiVersion = Api,
                Kind = "Gateway",
                Metadata = new()
                {
                    Name = name,
                    NamespaceProperty = RoutingDefaults.Namespace,
                    Labels = new Dictionary<string, string> { ["app.kubernetes.io/managed-by"] = "sluis" },
                    Annotations = gatewayOf.Count == 0 ? null : new Dictionary<string, string> { ["cert-manager.io/cluster-issuer"] = model.Plan.Choices.ClusterIssuer },
                },
                Spec = new() { ["gatewayClassName"] = model.Plan.Choices.GatewayClass, ["listeners"] = RoutingDefaults.Objects(listeners) },
            };
        }
    }

    private JsonObject Https(string host) => new()
    {
        ["name"] = RoutingDefaults.ListenerOf(host),
        ["hostname"] = host,
        ["port"] = https,
        ["protocol"] = "HTTPS",
        ["tls"] = new JsonObject { ["mode"] = "Terminate", ["certificateRefs"] = new JsonArray(new JsonObject { ["name"] = RoutingDefaults.CertificateOf(host) }) },
        ["allowedRoutes"] = Allowed(),
    };

    private IEnumerable<JsonObject> Streams()
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var draft in model.Streams)
        {
            var (name, port) = StreamListener(draft);
            if (!seen.Add(name))
                continue;
            var listener = new JsonObject
            {
                ["name"] = name,
                ["port"] = port,
                ["protocol"] = draft.Route.Kind switch { RouteKind.Udp => "UDP", RouteKind.TlsPassthrough => "TLS", _ => "TCP" },
                ["allowedRoutes"] = Allowed(),
            };
            if (draft.Route.Kind == RouteKind.TlsPassthrough)
                listener["tls"] = new JsonObject { ["mode"] = "Passthrough" };
            yield return listener;
        }
    }

    /// <summary>The entry point's port on the host, which is the one that callers know.</summary>
    public (string Name, int Port) StreamListener(RouteDraft draft)
    {
        var port = draft.Port;
        foreach (var entryPoint in draft.Route.EntryPoints)
            if (model.Proxy.Port(entryPoint) is { } stated)
            {
                port = draft.Route.Kind == RouteKind.TlsPassthrough && stated == 443 ? https : stated;
                break;
            }
        return ($"{draft.Route.Kind switch { RouteKind.Udp => "udp", RouteKind.TlsPassthrough => "tls", _ => "tcp" }}-{port}", port);
    }

    /// <summary>The listeners that a route hangs on.</summary>
    public JsonArray Parents(bool tls, IReadOnlyList<string> hosts)
    {
        if (!tls)
            return new(Parent(Name(0), "http"));
        return hosts.Count == 0 ? new(Parent(Name(0), null))
            : RoutingDefaults.Objects(hosts.Select(h => Parent(gatewayOf[h], RoutingDefaults.ListenerOf(h))));
    }

    public static JsonObject Parent(string gateway, string? section)
    {
        var parent = new JsonObject { ["name"] = gateway, ["namespace"] = RoutingDefaults.Namespace };
        if (section is not null)
            parent["sectionName"] = section;
        return parent;
    }

    private static JsonObject Allowed() => new()
    {
        ["namespaces"] = new JsonObject
        {
            ["from"] = "Selector",
            ["selector"] = new JsonObject { ["matchLabels"] = new JsonObject { [RoutingDefaults.AccessLabel] = "true" } },
        },
    };
}
