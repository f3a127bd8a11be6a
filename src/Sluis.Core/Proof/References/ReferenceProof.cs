using Sluis.Core.Diagnostics;
using Sluis.Core.Proof.Manifests;
using Sluis.Core.Proof.Schema;
using Sluis.Core.Text;

namespace Sluis.Core.Proof.References;

/// <summary>What an object names exists in its environment, and has the key, port or label that is asked for.</summary>
public static class ReferenceProof
{
    public static ProofResult Check(ProofContext context)
    {
        var followed = new int[context.Environments.Count];
        var broken = new Findings();
        var promised = SecretList.Read(context.Repository);
        Parallel.For(0, followed.Length, i => followed[i] = Check(context.Environments[i], promised, broken));
        var found = broken.Sorted();
        context.Findings.AddRange(found);
        UnlistedFiles.Check(context);
        var errors = found.Count(static f => f.Severity == Severity.Error);
        var unused = found.Count(static f => f.Code == "SL5418");
        var total = followed.Sum();
        return new("references", total, $"{total} references between objects followed, {errors} lead nowhere; {unused} objects unused", []);
    }

    private static int Check(RenderedEnvironment environment, IReadOnlyList<PromisedKey> promised, Findings findings)
    {
        var index = new EnvironmentIndex(environment, promised, findings);
        var namespaces = new HashSet<string>(StringComparer.Ordinal);
        var seen = new Dictionary<(string Group, string Kind, string? Namespace, string Name), SourceSpan>(environment.Objects.Count);
        foreach (var item in environment.Objects)
        {
            if (item.Name.Length > 0 && !seen.TryAdd((item.Group, item.Kind, item.Namespace, item.Name), item.At))
                index.Report(ReferenceDiagnostics.Twice(new Place(item.At, item, ""), seen[(item.Group, item.Kind, item.Namespace, item.Name)]));
            if (item.Namespace is { } ns && namespaces.Add(ns) && !index.HasNamespace(ns))
                index.Report(ReferenceDiagnostics.NoNamespace(new Referrer(item).At(item.Metadata ?? item.Root, "metadata", "namespace"), ns));
            One(index, item);
        }
        foreach (var pod in environment.Pods)
            WorkloadReferences.Check(index, pod);
        UnusedObjects.Check(index);
        return index.Followed;
    }

    private static void One(EnvironmentIndex index, ManifestObject item)
    {
        switch (item.Kind)
        {
            case "Service" when item.Group.Length == 0:
                ServiceReferences.Service(index, item);
                break;
            case "ServiceAccount":
                WorkloadReferences.PullSecrets(index, new(item), item.Root, "");
                break;
            case "PodDisruptionBudget":
                ServiceReferences.Budget(index, item);
                break;
            case "HorizontalPodAutoscaler" or "ScaledObject":
                ServiceReferences.Autoscaler(index, item);
                break;
            case "ServiceMonitor" or "PodMonitor":
                ServiceReferences.Monitor(index, item);
                break;
            case "Ingress":
                RouteReferences.Ingress(index, item);
                break;
            case "HTTPRoute" or "GRPCRoute" or "TLSRoute" or "TCPRoute" or "UDPRoute":
                RouteReferences.Route(index, item);
                break;
            case "Gateway" when item.Group == "gateway.networking.k8s.io":
                RouteReferences.Gateway(index, item);
                break;
            case "IngressRoute" or "IngressRouteTCP" or "IngressRouteUDP":
                TraefikReferences.Route(index, item);
                break;
            case "Middleware" or "MiddlewareTCP":
                TraefikReferences.MiddlewareOf(index, item);
                break;
            case "TraefikService":
                TraefikReferences.TraefikService(index, item);
                break;
            case "RoleBinding" or "ClusterRoleBinding":
                AccessReferences.Binding(index, item);
                break;
            case "ExternalSecret":
                AccessReferences.ExternalSecret(index, item);
                break;
            case "Certificate" when item.Group == "cert-manager.io":
                AccessReferences.Certificate(index, item);
                break;
        }
    }
}
