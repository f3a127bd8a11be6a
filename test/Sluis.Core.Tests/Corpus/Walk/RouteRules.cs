using System.Text.Json.Nodes;
using k8s.Models;

namespace Sluis.Core.Tests.Corpus.Walk;

/// <summary>Routes lead to Services and ports that are there, through gateways, listeners and middlewares that are there.</summary>
internal static class RouteRules
{
    public static void Check(Written written)
    {
        foreach (var obj in written.Objects)
            switch (obj.Kind)
            {
                case "HTTPRoute" or "TCPRoute" or "UDPRoute" or "TLSRoute" or "GRPCRoute": GatewayRoute(written, obj); break;
                case "IngressRoute" or "IngressRouteTCP" or "IngressRouteUDP": TraefikRoute(written, obj); break;
                case "TraefikService": Weighted(written, obj); break;
                case "Middleware": Middleware(written, obj); break;
                case "Ingress": Ingress(written, obj); break;
                case "ExternalSecret": Store(written, obj); break;
            }
    }

    private static IEnumerable<JsonNode> List(JsonNode? node) => (node as JsonArray ?? []).OfType<JsonNode>();

    private static void GatewayRoute(Written written, WrittenObject obj)
    {
        var spec = obj.Json["spec"];
        foreach (var parent in List(spec?["parentRefs"]))
        {
            var ns = (string?)parent["namespace"] ?? obj.Namespace;
            var gateway = written.Find("Gateway", ns, (string?)parent["name"]);
            if (gateway is null)
            {
                written.Fault(obj, $"there is no Gateway {ns}/{parent["name"]}");
                continue;
            }
            var listeners = List(gateway.Json["spec"]?["listeners"]).ToList();
            if ((string?)parent["sectionName"] is { } section && !listeners.Exists(l => (string?)l["name"] == section))
                written.Fault(obj, $"Gateway {ns}/{parent["name"]} has no listener {section}");
            var access = written.Find("Namespace", null, obj.Namespace)?.Json["metadata"]?["labels"]?["sluis.dev/gateway-access"];
            if ((string?)access != "true")
                written.Fault(obj, $"the namespace {obj.Namespace} may not attach routes to the gateway");
        }
        foreach (var rule in List(spec?["rules"]))
            foreach (var backend in List(rule["backendRefs"]).Concat(List(rule["filters"]).Select(static f => f["requestMirror"]?["backendRef"]).OfType<JsonNode>()))
            {
                var ns = (string?)backend["namespace"] ?? obj.Namespace;
                if ((string?)backend["kind"] == "TraefikService")
                {
                    if (written.Find("TraefikService", ns, (string?)backend["name"]) is null)
                        written.Fault(obj, $"there is no TraefikService {ns}/{backend["name"]}");
                    continue;
                }
                if (ns != obj.Namespace && !written.Objects.Exists(o => o.Kind == "ReferenceGrant" && o.Namespace == ns))
                    written.Fault(obj, $"nothing grants it the use of a Service in {ns}");
                Backend(written, obj, ns, (string?)backend["name"], (int?)backend["port"], null);
            }
    }

    private static void TraefikRoute(Written written, WrittenObject obj)
    {
        foreach (var route in List(obj.Json["spec"]?["routes"]))
        {
            foreach (var service in List(route["services"]))
                if ((string?)service["kind"] != "TraefikService")
                    Backend(written, obj, (string?)service["namespace"] ?? obj.Namespace, (string?)service["name"], (int?)service["port"], null);
            foreach (var middleware in List(route["middlewares"]))
                if (written.Find(obj.Kind == "IngressRoute" ? "Middleware" : "MiddlewareTCP", (string?)middleware["namespace"] ?? obj.Namespace, (string?)middleware["name"]) is null)
                    written.Fault(obj, $"there is no middleware {middleware["name"]}");
        }
        if ((string?)obj.Json["spec"]?["tls"]?["secretName"] is { } secret)
            Certificate(written, obj, secret);
    }

    private static void Weighted(Written written, WrittenObject obj)
    {
        foreach (var service in List(obj.Json["spec"]?["weighted"]?["services"]))
            Backend(written, obj, obj.Namespace, (string?)service["name"], (int?)service["port"], null);
    }

    private static void Certificate(Written written, WrittenObject obj, string secret)
    {
        var issued = obj.Json["metadata"]?["annotations"]?["cert-manager.io/cluster-issuer"] is not null;
        if (!issued && !written.Objects.Exists(o => o.Kind == "Certificate" && o.Namespace == obj.Namespace && (string?)o.Json["spec"]?["secretName"] == secret))
            written.Fault(obj, $"nothing issues the certificate {secret}");
    }

    private static void Middleware(Written written, WrittenObject obj)
    {
        foreach (var kind in new[] { "basicAuth", "digestAuth" })
            if ((string?)obj.Json["spec"]?[kind]?["secret"] is { } secret && PodRules.SecretKeys(written, obj.Namespace, secret).Count != 1)
                written.Fault(obj, $"the Secret {secret} must have one key");
        if ((string?)obj.Json["spec"]?["errors"]?["service"]?["name"] is { } service)
            Backend(written, obj, obj.Namespace, service, (int?)obj.Json["spec"]?["errors"]?["service"]?["port"], null);
        foreach (var next in List(obj.Json["spec"]?["chain"]?["middlewares"]))
            if (written.Find("Middleware", (string?)next["namespace"] ?? obj.Namespace, (string?)next["name"]) is null)
                written.Fault(obj, $"there is no middleware {next["name"]}");
    }

    private static void Ingress(Written written, WrittenObject obj)
    {
        if (obj.Typed is not V1Ingress ingress)
            return;
        foreach (var path in (ingress.Spec.Rules ?? []).SelectMany(static r => r.Http?.Paths ?? []))
            Backend(written, obj, obj.Namespace, path.Backend.Service?.Name, path.Backend.Service?.Port?.Number, path.Backend.Service?.Port?.Name);
        foreach (var tls in ingress.Spec.Tls ?? [])
            Certificate(written, obj, tls.SecretName);
        if (obj.Json["metadata"]?["annotations"]?["nginx.ingress.kubernetes.io/auth-secret"] is { } secret && !PodRules.SecretKeys(written, obj.Namespace, (string)secret!).Contains("auth"))
            written.Fault(obj, $"nothing fills auth of the Secret {secret}");
    }

    private static void Store(Written written, WrittenObject obj)
    {
        var store = obj.Json["spec"]?["secretStoreRef"];
        if (written.Find((string?)store?["kind"] ?? "SecretStore", null, (string?)store?["name"]) is null)
            written.Fault(obj, $"there is no {store?["kind"]} {store?["name"]}");
    }

    private static void Backend(Written written, WrittenObject obj, string? ns, string? name, int? port, string? portName)
    {
        if (written.Find("Service", ns, name)?.Typed is not V1Service service)
            written.Fault(obj, $"there is no Service {ns}/{name}");
        else if ((service.Spec.Ports ?? []).All(p => p.Port != port && p.Name != (portName ?? "\0")))
            written.Fault(obj, $"Service {ns}/{name} has no port {port?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? portName}");
    }
}
