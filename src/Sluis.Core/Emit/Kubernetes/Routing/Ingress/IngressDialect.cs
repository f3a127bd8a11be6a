using System.Text.Json.Nodes;
using k8s.Models;
using Sluis.Core.Emit.Kubernetes.Routing.Traefik;
using Sluis.Core.Platform;
using Sluis.Core.Text;

namespace Sluis.Core.Emit.Kubernetes.Routing.Ingress;

/// <summary>
/// Routes as networking.k8s.io/v1 Ingress: hosts and paths for every controller; middlewares where the class is Traefik's
/// (by annotation) or ingress-nginx's. https://kubernetes.io/docs/concepts/services-networking/ingress/
/// </summary>
internal sealed class IngressDialect : IRoutingDialect
{
    public IEnumerable<PlacedObject> Emit(RoutingModel model)
    {
        PathElements.Report(model);
        if (model.TlsHosts.Count > 0)
            yield return new(RoutingDefaults.Folder, CertManager.Issuer(model, new() { ["ingress"] = new JsonObject { ["ingressClassName"] = model.Plan.Choices.GatewayClass } }));
        var traefik = new TraefikMiddleware(model);
        var emitted = new HashSet<(string, string)>();
        foreach (var draft in model.Http)
        {
            if (!draft.Shares.IsEmpty || !draft.Mirrors.IsEmpty)
                model.Findings.Add(RoutingDiagnostics.NotExpressed(draft.Route, "sharing or copying requests between services"));
            var used = new List<CustomResource>();
            var ingresses = Ingresses(model, traefik, draft, used);
            foreach (var middleware in used)
                if (emitted.Add((draft.Workload.Namespace, middleware.Metadata.Name)))
                    yield return new(draft.Folder, middleware);
            foreach (var ingress in ingresses)
                yield return new(draft.Folder, ingress);
        }
        foreach (var draft in model.Streams)
            model.Findings.Add(RoutingDiagnostics.NotExpressed(draft.Route, $"{draft.Route.Kind} traffic"));
    }

    /// <summary>One for all conditions, but one for each rewrite: an annotation holds for the whole object.</summary>
    private static List<V1Ingress> Ingresses(RoutingModel model, TraefikMiddleware traefik, RouteDraft draft, List<CustomResource> used)
    {
        var annotations = new Dictionary<string, string>();
        if (!Middlewares(model, traefik, draft, annotations, used))
            return [];
        if (draft.Route.Tls is not null && draft.Hosts.Count > 0)
            annotations["cert-manager.io/cluster-issuer"] = model.Plan.Choices.ClusterIssuer;
        var nginx = IsNginx(model);
        if (nginx)
            NginxAnnotations.Backend(draft, annotations);
        else if (draft.Route.StickyCookie is not null)
            model.Findings.Add(RoutingDiagnostics.NotExpressed(draft.Route, "a sticky session"));
        if (draft.Route.Priority is { } priority)
            if (model.IsTraefik)
                annotations["traefik.ingress.kubernetes.io/router.priority"] = $"{priority}";
            else
                model.Findings.Add(RoutingDiagnostics.Priority(draft.Route));

        var paths = new List<(PathMatch Path, PathRewrite Rewrite)>();
        foreach (var condition in draft.Conditions)
        {
            // Without its further conditions the path would let in more than before.
            if (condition.Headers.Count + condition.Query.Count + condition.Methods.Count + condition.ClientIps.Count > 0
                || (condition.Path?.Kind == PathMatchKind.Regex && !nginx))
                model.Findings.Add(RoutingDiagnostics.NotExpressed(draft.Route, "a condition other than host and path"));
            else if (model.IsTraefik)
                paths.Add((condition.Path ?? new(PathMatchKind.Prefix, "/"), default));
            else if (PathRewrites.Of(condition, draft.Route.Middlewares) is { } rewrites)
                paths.AddRange(rewrites.Select(static r => (r.Match.Path ?? new(PathMatchKind.Prefix, "/"), r.Rewrite)));
            else
                model.Findings.Add(RoutingDiagnostics.NotExpressed(draft.Route, "a rewrite of an expression"));
        }
        var result = new List<V1Ingress>();
        foreach (var group in paths.Distinct().GroupBy(static p => p.Rewrite))
        {
            if (!group.Key.IsNone && !nginx)
            {
                model.Findings.Add(RoutingDiagnostics.NotExpressed(draft.Route, "a rewrite of the path"));
                continue;
            }
            var name = result.Count == 0 ? draft.Name : model.Name("http", draft.Workload.Namespace, $"{draft.Name}#{result.Count}", $"{draft.Name}-{result.Count + 1}");
            result.Add(Ingress(model, draft, name, [.. group.Select(static g => g.Path)], group.Key, new(annotations)));
        }
        return result;
    }

    private static bool IsNginx(RoutingModel model) => model.Plan.Choices.GatewayClass.Contains("nginx", StringComparison.Ordinal);

    private static bool Middlewares(RoutingModel model, TraefikMiddleware traefik, RouteDraft draft, Dictionary<string, string> annotations, List<CustomResource> used)
    {
        if (model.IsTraefik)
        {
            if (!IngressRouteDialect.Middlewares(model, traefik, draft, used))
                return false;
            if (used.Count > 0)
                annotations["traefik.ingress.kubernetes.io/router.middlewares"] = string.Join(',', used.Select(m => $"{draft.Workload.Namespace}-{m.Metadata.Name}@kubernetescrd"));
            annotations["traefik.ingress.kubernetes.io/router.entrypoints"] = draft.Route.Tls is null ? "web" : "websecure";
            return true;
        }
        foreach (var middleware in draft.Route.Middlewares)
        {
            if ((IsNginx(model) && NginxAnnotations.Add(model, middleware, annotations)) || PathRewrites.Is(middleware))
                continue;
            if (RoutingModel.Guards(middleware))
            {
                model.Findings.Add(RoutingDiagnostics.Withheld(draft.Route, $"middleware \"{middleware.Name}\""));
                return false;
            }
            model.Findings.Add(middleware is Middleware.Unresolved(_, var kind, _) ? RoutingDiagnostics.Undefined(draft.Route, middleware.Name, kind)
                : RoutingDiagnostics.NotExpressed(draft.Route, $"middleware \"{middleware.Name}\"", middleware.At));
        }
        return true;
    }

    private static V1Ingress Ingress(RoutingModel model, RouteDraft draft, string name, EquatableArray<PathMatch> paths, PathRewrite rewrite, Dictionary<string, string> annotations)
    {
        var rules = new List<V1HTTPIngressPath>();
        foreach (var path in paths)
            rules.Add(new()
            {
                Path = rewrite.IsNone ? path.Kind == PathMatchKind.Regex ? Patterns.Path(path.Value) : path.Value : NginxAnnotations.Rewrite(path.Value, rewrite, annotations),
                PathType = !rewrite.IsNone || path.Kind == PathMatchKind.Regex ? "ImplementationSpecific" : path.Kind == PathMatchKind.Exact ? "Exact" : "Prefix",
                Backend = new() { Service = new() { Name = draft.Workload.Name, Port = new() { Number = draft.Port } } },
            });
        if (paths.Any(static p => p.Kind == PathMatchKind.Regex))
            annotations["nginx.ingress.kubernetes.io/use-regex"] = "true";
        return new()
        {
            ApiVersion = "networking.k8s.io/v1",
            Kind = "Ingress",
            Metadata = Labels.Meta(draft.Workload, name, annotations.Count == 0 ? null : annotations),
            Spec = new()
            {
                IngressClassName = model.Plan.Choices.GatewayClass,
                Rules = [.. (draft.Hosts.Count == 0 ? [null] : draft.Hosts.Select(static h => (string?)h)).Select(h => new V1IngressRule { Host = h, Http = new() { Paths = rules } })],
                Tls = draft.Route.Tls is null || draft.Hosts.Count == 0 ? null
                    : [.. draft.Hosts.Select(static h => new V1IngressTLS { Hosts = [h], SecretName = RoutingDefaults.CertificateOf(h) })],
            },
        };
    }
}
