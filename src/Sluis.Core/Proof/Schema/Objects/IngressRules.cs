using Sluis.Core.Proof.Manifests;
using Sluis.Core.Proof.Schema.Values;
using Sluis.Core.Yaml;

namespace Sluis.Core.Proof.Schema.Objects;

/// <summary>https://kubernetes.io/docs/concepts/services-networking/ingress/</summary>
internal static class IngressRules
{
    private static readonly string[] BadParts = ["//", "/./", "/../", "%2f", "%2F"];

    public static void Check(RuleScope scope, MapNode spec)
    {
        if (spec.Map("defaultBackend") is { } fallback)
            Backend(scope, fallback, "spec.defaultBackend");
        else if (spec.Items("rules").Count == 0)
            scope.Add(KindDiagnostics.Ingress(scope.At(spec, "spec", "rules"), "The Ingress has neither rules nor a default backend.", "Add one of the two."));
        var i = 0;
        foreach (var rule in spec.Maps("rules"))
        {
            var path = $"spec.rules[{i++}]";
            if (rule.Text("host") is { Length: > 0 } host)
                Host(scope, rule, path, "host", host);
            var j = 0;
            foreach (var entry in rule.Map("http").Maps("paths"))
                Path(scope, entry, $"{path}.http.paths[{j++}]");
        }
        i = 0;
        foreach (var tls in spec.Maps("tls"))
        {
            var path = $"spec.tls[{i++}].hosts";
            foreach (var host in tls.Items("hosts").OfType<ScalarNode>())
                if (HostFault(host.Text) is { } must)
                    scope.Add(KindDiagnostics.Ingress(scope.At(host, path), $"The host \"{host.Text}\" must {must}.", "Give a host name."));
        }
        if (spec["ingressClassName"] is ScalarNode { Kind: ScalarKind.String } && scope.Item.Metadata.Map("annotations")?["kubernetes.io/ingress.class"] is not null)
            scope.Add(KindDiagnostics.Ingress(scope.At(spec, "spec", "ingressClassName"), "The class is given twice, as a field and as an annotation.", "Remove the annotation kubernetes.io/ingress.class."));
    }

    private static void Path(RuleScope scope, MapNode entry, string path)
    {
        if (entry.Text("path") is { } text && entry.Text("pathType") is "Exact" or "Prefix" && entry.Text("path") is { } checkedText)
        {
            if (!checkedText.StartsWith('/'))
                scope.Add(KindDiagnostics.Ingress(scope.At(entry, path, "path"), $"The path \"{checkedText}\" does not begin with '/'.", "Begin it with '/', or use the pathType ImplementationSpecific."));
            else if (Array.Find(BadParts, p => text.Contains(p, StringComparison.Ordinal)) is { } bad)
                scope.Add(KindDiagnostics.Ingress(scope.At(entry, path, "path"), $"The path holds \"{bad}\".", "Write the path in its simple form."));
        }
        else if (entry.Text("pathType") is "Exact" or "Prefix" && string.IsNullOrEmpty(entry.Text("path")))
            scope.Add(KindDiagnostics.Ingress(scope.At(entry, path, "path"), "The path is missing.", "Add path: /."));
        if (entry.Map("backend") is { } backend)
            Backend(scope, backend, $"{path}.backend");
    }

    private static void Backend(RuleScope scope, MapNode backend, string path)
    {
        var (service, resource) = (backend.Map("service"), backend.Map("resource"));
        if (service is null == resource is null)
            scope.Add(PodDiagnostics.ExactlyOne(scope.At(backend, path), "The backend (service, resource)", service is null ? 0 : 2));
        if (service is null)
            return;
        if (service.Text("name") is { } name && Grammar.Dns1035(name) is { } must)
            scope.Add(ObjectDiagnostics.Name(scope.At(service, $"{path}.service", "name"), name, must));
        var port = service.Map("port");
        var (number, named) = (port.Number("number"), port.Text("name"));
        if (number is null or 0 == string.IsNullOrEmpty(named))
            scope.Add(PodDiagnostics.ExactlyOne(scope.At(port ?? service, $"{path}.service.port"), "The port (name, number)", number is null or 0 ? 0 : 2));
        if (port is not null && number is not 0)
            ContainerRules.PortNumber(scope, port, $"{path}.service.port", "number", "port");
    }

    private static void Host(RuleScope scope, MapNode rule, string path, string field, string host)
    {
        if (HostFault(host) is { } must)
            scope.Add(KindDiagnostics.Ingress(scope.At(rule, path, field), $"The host \"{host}\" must {must}.", "Give a host name without scheme, port or path."));
    }

    public static string? HostFault(string host) =>
        Formats.IsIp(host) ? "be a name, not an address" : Grammar.Subdomain(host.StartsWith("*.", StringComparison.Ordinal) ? host.AsSpan(2) : host);
}
