using Sluis.Core.Diagnostics;
using Sluis.Core.Emit.Kubernetes;
using Sluis.Core.Emit.Kubernetes.Network;
using Sluis.Core.Emit.Kubernetes.Routing;
using Sluis.Core.Planning;

namespace Sluis.Core.Emit;

/// <summary>A plan to the files of the repository.</summary>
public static class Emitter
{
    public static RepositoryTree Emit(MigrationPlan plan, Findings findings)
    {
        var context = new EmitContext(plan, findings);
        var placed = new List<PlacedObject>();
        foreach (var domain in plan.Domains)
        {
            placed.Add(new("platform/namespaces/base", NamespaceEmitter.Namespace(domain)));
            placed.AddRange(NamespaceEmitter.Guards(context, domain).Select(o => new PlacedObject($"apps/{domain.Name}/base", o)));
        }
        placed.AddRange(NamespaceEmitter.Priorities(plan).Select(static p => new PlacedObject("platform/namespaces/base", p)));
        var routingSecrets = RoutingSecrets.Emit(plan).ToList();
        placed.AddRange(routingSecrets);
        if (plan.Secrets.Count > 0 || routingSecrets.Count > 0)
            placed.Add(new("platform/secrets/base", SecretEmitter.Store(plan)));

        var policies = new NetworkPolicyEmitter(context, RoutingEmitter.IngressNamespace).Gather();
        var perWorkload = new List<PlacedObject>[plan.Workloads.Count];
        Parallel.For(0, plan.Workloads.Count, i => perWorkload[i] = Workload(context, policies, plan.Workloads[i]));
        foreach (var objects in perWorkload)
            placed.AddRange(objects);
        var domainOf = plan.Domains.ToDictionary(static d => d.Namespace, static d => d.Name, StringComparer.Ordinal);
        foreach (var name in plan.Names)
            if (ServiceEmitter.Emit(context, name) is { } service)
                placed.Add(new($"apps/{domainOf[name.Namespace]}/base", service));
        placed.AddRange(RoutingEmitter.Emit(plan, findings));

        var files = new RepositoryFile[placed.Count];
        Parallel.For(0, placed.Count, i => files[i] = ObjectFiles.ToFile(placed[i]));
        var all = new SortedDictionary<string, RepositoryFile>(StringComparer.Ordinal);
        foreach (var file in files)
            if (!all.TryAdd(file.Path, file))
                findings.Add(EmitDiagnostics.SameFile(file.Path));
        foreach (var file in Kustomizations.Emit(plan, [.. all.Values]))
            all[file.Path] = file;
        return new([.. all.Values]);
    }

    private static List<PlacedObject> Workload(EmitContext context, NetworkPolicyEmitter policies, WorkloadPlan workload)
    {
        var folder = $"apps/{workload.Domain}/base";
        var objects = WorkloadObjects.Of(context, workload);
        if (ReferenceEquals(context.HostOf(workload), workload) && policies.Emit(workload) is { } policy)
            objects.Add(policy);
        return objects.ConvertAll(o => new PlacedObject(folder, o));
    }
}
