using System.Text.Json.Nodes;
using k8s.Models;
using Sluis.Core.Planning;
using Sluis.Core.Text;

namespace Sluis.Core.Emit.Kubernetes.Routing;

/// <summary>The old proxy's certificate resolver as cert-manager's ClusterIssuer. https://cert-manager.io/docs/configuration/acme/</summary>
internal static class CertManager
{
    private const string Api = "cert-manager.io/v1";

    /// <summary>Key of the Secret <see cref="DnsSecret"/> that holds the DNS provider's token.</summary>
    private const string DnsKey = "token";
    private const string DnsSecret = "acme-dns";

    public static CustomResource Issuer(RoutingModel model, JsonObject httpSolver)
    {
        var name = model.Plan.Choices.ClusterIssuer;
        var all = model.Proxy.Acme;
        var acme = all.FirstOrDefault(a => LegalNames.Label(a.Resolver) == name) ?? (all.Count > 0 ? all[0] : null);
        var spec = new JsonObject { ["server"] = acme?.Server ?? RoutingDefaults.AcmeServer };
        if (acme?.Email is { } email)
            spec["email"] = email;
        spec["privateKeySecretRef"] = new JsonObject { ["name"] = LegalNames.Label(name + "-account") };
        var solvers = new JsonArray();
        var dns = acme is { Dns: true } ? DnsSolver(acme.DnsProvider) : null;
        solvers.Add((JsonNode)(dns ?? new JsonObject { ["http01"] = httpSolver }));
        spec["solvers"] = solvers;
        if (dns is null)
        {
            if (acme is { Dns: true })
                model.Findings.Add(RoutingDiagnostics.NeedsDns(acme.At, $"Certificate resolver \"{acme.Resolver}\" ({acme.DnsProvider ?? "no provider stated"})"));
            else
                foreach (var host in model.TlsHosts)
                    if (host.StartsWith("*.", StringComparison.Ordinal))
                        model.Findings.Add(RoutingDiagnostics.NeedsDns(acme?.At ?? default, $"The certificate for {host}"));
        }
        model.Findings.Add(RoutingDiagnostics.Issuer(acme?.At ?? default, name,
            acme is null ? "no resolver's settings were read, so it is written for Let's Encrypt without an e-mail address"
            : dns is not null ? $"its DNS token is expected in Secret \"{DnsSecret}\", key \"{DnsKey}\", in cert-manager's namespace"
            : acme.Email is null ? "no e-mail address was read" : "e-mail address and server as the proxy had them"));
        return new() { ApiVersion = Api, Kind = "ClusterIssuer", Metadata = new() { Name = name }, Spec = new() { ["acme"] = spec } };
    }

    /// <summary>The providers that both sides know and whose only setting is a token. https://cert-manager.io/docs/configuration/acme/dns01/#supported-dns01-providers</summary>
    private static JsonObject? DnsSolver(string? provider)
    {
        var token = new JsonObject { ["name"] = DnsSecret, ["key"] = DnsKey };
        return provider?.ToLowerInvariant() switch
        {
            "cloudflare" => new() { ["dns01"] = new JsonObject { ["cloudflare"] = new JsonObject { ["apiTokenSecretRef"] = token } } },
            "digitalocean" => new() { ["dns01"] = new JsonObject { ["digitalocean"] = new JsonObject { ["tokenSecretRef"] = token } } },
            _ => null,
        };
    }

    /// <summary>For dialects without the Gateway's annotation: a Certificate beside the route.</summary>
    public static CustomResource Certificate(RoutingModel model, string ns, string name, EquatableArray<string> hosts) => new()
    {
        ApiVersion = Api,
        Kind = "Certificate",
        Metadata = new() { Name = name, NamespaceProperty = ns, Labels = new Dictionary<string, string> { ["app.kubernetes.io/managed-by"] = "sluis" } },
        Spec = new()
        {
            ["dnsNames"] = RoutingDefaults.Strings(hosts),
            ["issuerRef"] = new JsonObject { ["kind"] = "ClusterIssuer", ["name"] = model.Plan.Choices.ClusterIssuer },
            ["secretName"] = name,
        },
    };
}
