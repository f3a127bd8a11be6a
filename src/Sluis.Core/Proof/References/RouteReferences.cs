using Sluis.Core.Proof.Manifests;
using Sluis.Core.Proof.Schema.Objects;
using Sluis.Core.Yaml;

namespace Sluis.Core.Proof.References;

/// <summary>Ingress and the routes and gateways of the Gateway API. https://gateway-api.sigs.k8s.io/</summary>
internal static class RouteReferences
{
    private const string GatewayGroup = "gateway.networking.k8s.io";

    public static void Ingress(EnvironmentIndex index, ManifestObject item)
    {
        var (by, spec) = (new Referrer(item), item.Spec);
        if (spec.Map("defaultBackend") is { } fallback)
            Backend(index, by, fallback, "spec.defaultBackend");
        var i = 0;
        foreach (var rule in spec.Maps("rules"))
        {
            var j = 0;
            foreach (var path in rule.Map("http").Maps("paths"))
                if (path.Map("backend") is { } backend)
                    Backend(index, by, backend, $"spec.rules[{i}].http.paths[{j++}].backend");
            i++;
        }
        var annotations = item.Metadata.Map("annotations");
        // cert-manager makes the Secret of an Ingress that asks for it. https://cert-manager.io/docs/usage/ingress/
        var made = annotations.Text("cert-manager.io/cluster-issuer") is not null || annotations.Text("cert-manager.io/issuer") is not null || annotations.Text("kubernetes.io/tls-acme") == "true";
        i = 0;
        foreach (var tls in spec.Maps("tls"))
        {
            var path = $"spec.tls[{i++}]";
            if (tls.Text("secretName") is { Length: > 0 } secret && !index.Secret(item.Namespace, secret, out _) && !made)
                index.Report(ReferenceDiagnostics.NoSecret(by.At(tls, path, "secretName"), secret, startsWithout: false));
        }
        TraefikReferences.Annotated(index, item);
    }

    private static void Backend(EnvironmentIndex index, Referrer by, MapNode backend, string path)
    {
        if (backend.Map("service") is not { } service || service.Text("name") is not { } name)
            return;
        if (index.Find("Service", by.Item.Namespace, name) is not { } target)
        {
            index.Report(ReferenceDiagnostics.NoBackend(by.At(service, $"{path}.service", "name"), name));
            return;
        }
        var port = service.Map("port");
        if ((port.Text("number") ?? port.Text("name")) is { } wanted && !ServiceReferences.HasPort(target, wanted))
            index.Report(ReferenceDiagnostics.NoBackendPort(by.At(service, $"{path}.service", "port"), name, wanted));
    }

    /// <summary>HTTPRoute, GRPCRoute, TLSRoute, TCPRoute, UDPRoute.</summary>
    public static void Route(EnvironmentIndex index, ManifestObject item)
    {
        var (by, spec) = (new Referrer(item), item.Spec);
        var i = 0;
        foreach (var parent in spec.Maps("parentRefs"))
            Parent(index, by, parent, $"spec.parentRefs[{i++}]");
        i = 0;
        foreach (var rule in spec.Maps("rules"))
        {
            var path = $"spec.rules[{i++}]";
            var j = 0;
            foreach (var backend in rule.Maps("backendRefs"))
            {
                var here = $"{path}.backendRefs[{j++}]";
                BackendRef(index, by, backend, here);
                Filters(index, by, backend, here);
            }
            Filters(index, by, rule, path);
        }
    }

    private static void Filters(EnvironmentIndex index, Referrer by, MapNode owner, string path)
    {
        var i = 0;
        foreach (var filter in owner.Maps("filters"))
        {
            var here = $"{path}.filters[{i++}]";
            if (filter.Map("requestMirror").Map("backendRef") is { } mirror)
                BackendRef(index, by, mirror, $"{here}.requestMirror.backendRef");
            if (filter.Map("extensionRef") is { } extension && extension.Text("group") is "traefik.io" or "traefik.containo.us" && extension.Text("kind") is { } kind && extension.Text("name") is { } name)
                TraefikReferences.Named(index, by, by.At(extension, $"{here}.extensionRef", "name"), kind, by.Item.Namespace, name);
        }
    }

    private static void BackendRef(EnvironmentIndex index, Referrer by, MapNode backend, string path)
    {
        if (backend.Text("name") is not { } name)
            return;
        var (kind, ns) = (backend.Text("kind") ?? "Service", backend.Text("namespace") ?? by.Item.Namespace);
        if (kind == "TraefikService")
            TraefikReferences.Named(index, by, by.At(backend, path, "name"), kind, ns, name);
        if (kind != "Service" || backend.Text("group") is { Length: > 0 } and not "core")
            return;
        if (index.Find("Service", ns, name) is not { } service)
            index.ReportMissing(ns, "Service", name, by.At(backend, path, "name"), at => ReferenceDiagnostics.NoBackend(at, name));
        else if (backend.Text("port") is { } port && !ServiceReferences.HasPort(service, port))
            index.Report(ReferenceDiagnostics.NoBackendPort(by.At(backend, path, "port"), name, port));
        if (ns is not null && ns != by.Item.Namespace && index.Manages(ns) && !IsGranted(index, by.Item, "", "Service", ns, name))
            index.Report(ReferenceDiagnostics.NotGranted(by.At(backend, path, "namespace"), "Service", ns));
    }

    private static bool IsGranted(EnvironmentIndex index, ManifestObject from, string group, string kind, string ns, string name)
    {
        foreach (var grant in index.Environment.OfKind("ReferenceGrant"))
            if (grant.Namespace == ns
                && grant.Spec.Maps("from").Any(f => f.Text("group") == from.Group && f.Text("kind") == from.Kind && f.Text("namespace") == from.Namespace)
                && grant.Spec.Maps("to").Any(t => (t.Text("group") ?? "") == group && t.Text("kind") == kind && t.Text("name") is null or "" || t.Text("name") == name))
                return true;
        return false;
    }

    private static void Parent(EnvironmentIndex index, Referrer by, MapNode parent, string path)
    {
        if ((parent.Text("kind") ?? "Gateway") != "Gateway" || (parent.Text("group") ?? GatewayGroup) != GatewayGroup || parent.Text("name") is not { } name)
            return;
        var ns = parent.Text("namespace") ?? by.Item.Namespace;
        if (index.Find("Gateway", ns, name) is not { } gateway)
        {
            index.ReportMissing(ns, "Gateway", name, by.At(parent, path, "name"), at => ReferenceDiagnostics.NoGateway(at, $"There is no Gateway \"{name}\" in {ns ?? "this namespace"}."));
            return;
        }
        var section = parent.Text("sectionName");
        var port = parent.Text("port");
        var listeners = gateway.Spec.Maps("listeners").Where(l => (section is null or "" || l.Text("name") == section) && (port is null || l.Text("port") == port)).ToList();
        if (listeners.Count == 0)
            index.Report(ReferenceDiagnostics.NoGateway(by.At(parent, path, section is null ? "port" : "sectionName"), $"The Gateway \"{name}\" has no listener {(section is null ? $"on the port {port}" : $"\"{section}\"")}."));
        else if (!listeners.Exists(l => Admits(index, gateway, l, by.Item.Namespace)))
            index.Report(ReferenceDiagnostics.NoGateway(by.At(parent, path, "name"), $"No listener of the Gateway \"{name}\" that is meant admits routes of the namespace {by.Item.Namespace}."));
    }

    private static bool Admits(EnvironmentIndex index, ManifestObject gateway, MapNode listener, string? ns)
    {
        var allowed = listener.Map("allowedRoutes").Map("namespaces");
        return allowed.Text("from") switch
        {
            "All" => true,
            "Selector" => ns is not null && allowed.Map("selector") is { } selector && index.Environment.Find("Namespace", null, ns) is { } named && LabelSelectors.Matches(WithName(named), selector),
            _ => ns == gateway.Namespace,
        };
    }

    /// <summary>Every namespace carries its name as a label. https://kubernetes.io/docs/reference/labels-annotations-taints/#kubernetes-io-metadata-name</summary>
    private static MapNode WithName(ManifestObject ns) => new(ns.Root.Span,
        [.. ns.Metadata.Entries("labels").Where(static l => l.Key != "kubernetes.io/metadata.name"), new Entry("kubernetes.io/metadata.name", ns.Root.Span, new ScalarNode(ns.Root.Span, ns.Name, ScalarKind.String))]);

    public static void Gateway(EnvironmentIndex index, ManifestObject item)
    {
        var by = new Referrer(item);
        var annotations = item.Metadata.Map("annotations");
        var made = annotations.Text("cert-manager.io/cluster-issuer") is not null || annotations.Text("cert-manager.io/issuer") is not null;
        var i = 0;
        foreach (var listener in item.Spec.Maps("listeners"))
        {
            var j = 0;
            foreach (var certificate in listener.Map("tls").Maps("certificateRefs"))
            {
                var path = $"spec.listeners[{i}].tls.certificateRefs[{j++}]";
                if ((certificate.Text("kind") ?? "Secret") != "Secret" || certificate.Text("name") is not { } name)
                    continue;
                var ns = certificate.Text("namespace") ?? item.Namespace;
                if (!index.Secret(ns, name, out _) && !made && index.Manages(ns))
                    index.Report(ReferenceDiagnostics.NoSecret(by.At(certificate, path, "name"), name, startsWithout: false));
                if (ns is not null && ns != item.Namespace && index.Manages(ns) && !IsGranted(index, item, "", "Secret", ns, name))
                    index.Report(ReferenceDiagnostics.NotGranted(by.At(certificate, path, "namespace"), "Secret", ns));
            }
            i++;
        }
    }
}
