using Sluis.Core.Proof.Manifests;
using Sluis.Core.Proof.Schema;
using Sluis.Core.Yaml;

namespace Sluis.Core.Proof.References;

/// <summary>Traefik's own kinds. https://doc.traefik.io/traefik/reference/routing-configuration/kubernetes/crd/http/ingressroute/</summary>
internal static class TraefikReferences
{
    private const string Middlewares = "traefik.ingress.kubernetes.io/router.middlewares";

    /// <summary>IngressRoute, IngressRouteTCP, IngressRouteUDP.</summary>
    public static void Route(EnvironmentIndex index, ManifestObject item)
    {
        var (by, spec) = (new Referrer(item), item.Spec);
        var middleware = item.Kind == "IngressRouteTCP" ? "MiddlewareTCP" : "Middleware";
        var i = 0;
        foreach (var route in spec.Maps("routes"))
        {
            var path = $"spec.routes[{i++}]";
            Services(index, by, route, $"{path}.services", "services");
            Middleware(index, by, route, path, middleware);
        }
        if (spec.Map("tls") is not { } tls)
            return;
        if (tls.Text("secretName") is { Length: > 0 } secret && !index.Secret(item.Namespace, secret, out _))
            index.Report(ReferenceDiagnostics.NoSecret(by.At(tls, "spec.tls", "secretName"), secret, startsWithout: false));
        if (tls.Map("options") is { } options && options.Text("name") is { } name && name != "default")
            Named(index, by, by.At(options, "spec.tls.options", "name"), "TLSOption", options.Text("namespace") ?? item.Namespace, name);
    }

    public static void MiddlewareOf(EnvironmentIndex index, ManifestObject item)
    {
        var (by, spec) = (new Referrer(item), item.Spec);
        if (spec.Map("chain") is { } chain)
            Middleware(index, by, chain, "spec.chain", item.Kind);
        if (spec.Map("errors").Map("service") is { } service)
            Service(index, by, service, "spec.errors.service");
        foreach (var kind in (ReadOnlySpan<string>)["basicAuth", "digestAuth"])
            if (spec.Map(kind) is { } auth && auth.Text("secret") is { } secret && !index.Secret(item.Namespace, secret, out _))
                index.Report(ReferenceDiagnostics.NoSecret(by.At(auth, $"spec.{kind}", "secret"), secret, startsWithout: false));
        if (spec.Map("forwardAuth").Map("tls") is { } tls)
            foreach (var field in (ReadOnlySpan<string>)["caSecret", "certSecret"])
                if (tls.Text(field) is { } name && !index.Secret(item.Namespace, name, out _))
                    index.Report(ReferenceDiagnostics.NoSecret(by.At(tls, "spec.forwardAuth.tls", field), name, startsWithout: false));
    }

    public static void TraefikService(EnvironmentIndex index, ManifestObject item)
    {
        var (by, spec) = (new Referrer(item), item.Spec);
        if (spec.Map("weighted") is { } weighted)
            Services(index, by, weighted, "spec.weighted.services", "services");
        if (spec.Map("mirroring") is not { } mirroring)
            return;
        Service(index, by, mirroring, "spec.mirroring");
        Services(index, by, mirroring, "spec.mirroring.mirrors", "mirrors");
    }

    /// <summary>The middlewares that an Ingress or Service names in an annotation, as <c>namespace-name@kubernetescrd</c>.</summary>
    public static void Annotated(EnvironmentIndex index, ManifestObject item)
    {
        if (item.Metadata.Map("annotations") is not { } annotations || annotations.Text(Middlewares) is not { } text)
            return;
        foreach (var part in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (!part.EndsWith("@kubernetescrd", StringComparison.Ordinal))
                continue;
            var full = part[..^"@kubernetescrd".Length];
            if (!index.Environment.OfKind("Middleware").Any(m => $"{m.Namespace}-{m.Name}" == full))
                index.Report(ReferenceDiagnostics.NoMiddleware(new Referrer(item).At(annotations, "metadata.annotations", Middlewares), "Middleware", full));
        }
    }

    /// <summary>A Middleware, TLSOption, TraefikService … by its name; what another provider has (<c>@file</c>) is not here.</summary>
    public static void Named(EnvironmentIndex index, Referrer by, Place at, string kind, string? ns, string name)
    {
        if (!name.Contains('@') && index.Find(kind, ns, name) is null)
            index.ReportMissing(ns, kind, name, at, place => ReferenceDiagnostics.NoMiddleware(place, kind, name));
    }

    private static void Middleware(EnvironmentIndex index, Referrer by, MapNode owner, string path, string kind)
    {
        var i = 0;
        foreach (var middleware in owner.Maps("middlewares"))
        {
            var here = $"{path}.middlewares[{i++}]";
            if (middleware.Text("name") is { } name)
                Named(index, by, by.At(middleware, here, "name"), kind, middleware.Text("namespace") ?? by.Item.Namespace, name);
        }
    }

    private static void Services(EnvironmentIndex index, Referrer by, MapNode owner, string path, string field)
    {
        var i = 0;
        foreach (var service in owner.Maps(field))
            Service(index, by, service, $"{path}[{i++}]");
    }

    private static void Service(EnvironmentIndex index, Referrer by, MapNode service, string path)
    {
        if (service.Text("name") is not { } name || name.Contains('@'))
            return;
        var ns = service.Text("namespace") ?? by.Item.Namespace;
        if (service.Text("kind") == "TraefikService")
        {
            Named(index, by, by.At(service, path, "name"), "TraefikService", ns, name);
            return;
        }
        if (index.Find("Service", ns, name) is not { } target)
            index.ReportMissing(ns, "Service", name, by.At(service, path, "name"), at => ReferenceDiagnostics.NoBackend(at, name));
        else if (service.Text("port") is { } port && !ServiceReferences.HasPort(target, port))
            index.Report(ReferenceDiagnostics.NoBackendPort(by.At(service, path, "port"), name, port));
    }
}
