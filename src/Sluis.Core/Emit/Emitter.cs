using Sluis.Core.Diagnostics;
using Sluis.Core.Emit.Documents;
using Sluis.Core.Emit.Documents.Runbooks;
using Sluis.Core.Emit.Images;
using Sluis.Core.Emit.Kubernetes;
using Sluis.Core.Emit.Kubernetes.Network;
using Sluis.Core.Emit.Kubernetes.Routing;
using Sluis.Core.Emit.Secrets;
using Sluis.Core.Planning;
using Sluis.Core.Planning.Waves;

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
            placed.AddRange(NamespaceEmitter.Guards(context, domain).Select(o => new PlacedObject($"{AppFolder(domain.Name)}/base", o)));
        }
        placed.AddRange(NamespaceEmitter.Priorities(plan).Select(static p => new PlacedObject("platform/namespaces/base", p)));
        placed.AddRange(RoutingSecrets.Of(plan).Select(static s => new PlacedObject($"{AppFolder(s.Domain)}/base", SecretObjects.Of(s))));

        var policies = new NetworkPolicyEmitter(context, RoutingEmitter.IngressNamespace).Gather();
        var perWorkload = new List<PlacedObject>[plan.Workloads.Count];
        IReadOnlyList<PlacedObject> routing = [];
        var runbooks = new List<RepositoryFile>();
        Parallel.Invoke(
            () => runbooks.AddRange(Runbooks(plan)),
            () => routing = RoutingEmitter.Emit(plan, findings),
            () => Parallel.For(0, plan.Workloads.Count, i => perWorkload[i] = Workload(context, policies, plan.Workloads[i])));
        foreach (var objects in perWorkload)
            placed.AddRange(objects);
        var domainOf = plan.Domains.ToDictionary(static d => d.Namespace, static d => d.Name, StringComparer.Ordinal);
        foreach (var name in plan.Names)
            if (ServiceEmitter.Emit(context, name) is { } service)
                placed.Add(new($"{AppFolder(domainOf[name.Namespace])}/base", service));
        placed.AddRange(routing);
        var secrets = new SecretDeliveries(plan, placed, findings);

        var files = new RepositoryFile[placed.Count];
        Parallel.For(0, placed.Count, i => files[i] = ObjectFiles.ToFile(placed[i]));
        var all = new SortedDictionary<string, RepositoryFile>(StringComparer.Ordinal);
        foreach (var file in files)
            if (!all.TryAdd(file.Path, file))
                findings.Add(EmitDiagnostics.SameFile(file.Path));
        foreach (var file in Kustomizations.Emit(plan, [.. all.Values], secrets.OverlaysWithSecrets()))
            all[file.Path] = file;
        foreach (var file in secrets.Files())
            all[file.Path] = file;
        foreach (var file in Pages(plan, secrets))
            all[file.Path] = file;
        foreach (var file in runbooks)
            all[file.Path] = file;
        return new([.. all.Values]);
    }

    private static IEnumerable<RepositoryFile> Pages(MigrationPlan plan, SecretDeliveries secrets)
    {
        var built = BakeFile.Built(plan);
        yield return ObjectFiles.Text(ReadmePage.Path, ReadmePage.Write(plan, built.Count > 0, secrets.Any));
        yield return ObjectFiles.Text(ClusterSizingPage.Path, ClusterSizingPage.Write(plan));
        if (!plan.Selections.IsEmpty)
            yield return ObjectFiles.Text(SelectionsPage.Path, SelectionsPage.Write(plan));
        if (secrets.Any)
            yield return ObjectFiles.Text(SecretsPage.Path, SecretsPage.Write(plan, secrets.Layout));
        if (built.Count == 0)
            yield break;
        yield return ObjectFiles.Text(BakeFile.Path, BakeFile.Write(plan, built));
        yield return ObjectFiles.Text(BuildPipeline.Path, BuildPipeline.Write(plan));
    }

    private static IEnumerable<RepositoryFile> Runbooks(MigrationPlan plan)
    {
        if (plan.Workloads.IsEmpty)
            yield break;
        var crossing = new Crossing(plan, WavePlanner.Plan(plan));
        yield return ObjectFiles.Text(StrategyPage.Path, StrategyPage.Write(crossing));
        foreach (var wave in crossing.Waves.Waves)
            yield return ObjectFiles.Text(WavePage.Path(wave), WavePage.Write(crossing, wave));
    }

    /// <summary>A domain's name comes from a person, and becomes part of a path.</summary>
    internal static string AppFolder(string domain) => "apps/" + LegalNames.Label(domain);

    private static List<PlacedObject> Workload(EmitContext context, NetworkPolicyEmitter policies, WorkloadPlan workload)
    {
        var folder = $"{AppFolder(workload.Domain)}/base";
        var objects = WorkloadObjects.Of(context, workload);
        if (ReferenceEquals(context.HostOf(workload), workload) && policies.Emit(workload) is { } policy)
            objects.Add(policy);
        foreach (var task in ReferenceEquals(context.HostOf(workload), workload) ? workload.ScheduledTasks : [])
            if (policies.Emit(workload, task) is { } own)
                objects.Add(own);
        return objects.ConvertAll(o => new PlacedObject(folder, o));
    }
}
