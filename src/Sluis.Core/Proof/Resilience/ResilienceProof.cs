using System.Globalization;
using Sluis.Core.Diagnostics;
using Sluis.Core.Proof.Claims;
using Sluis.Core.Proof.Manifests;

namespace Sluis.Core.Proof.Resilience;

/// <summary>What keeps the platform up: resources, probes, budgets, spread, time to stop, updates that suit the storage, and quotas that all fits in.</summary>
public static class ResilienceProof
{
    public static ProofResult Check(ProofContext context)
    {
        var services = Services(context.Claims);
        var found = new List<(Diagnostic Finding, List<string> Environments)>();
        var index = new Dictionary<Diagnostic, List<string>>();
        var workloads = new HashSet<string>(StringComparer.Ordinal);
        var quotas = 0;
        foreach (var environment in context.Environments)
        {
            var findings = new List<Diagnostic>();
            foreach (var workload in Environment(environment, services, context.Claims, findings))
                workloads.Add(workload.Item.ToString());
            quotas += environment.OfKind("ResourceQuota").Count;
            foreach (var finding in findings.Distinct())
                if (index.TryGetValue(finding, out var seen))
                    seen.Add(environment.Name);
                else
                {
                    index.Add(finding, seen = [environment.Name]);
                    found.Add((finding, seen));
                }
        }
        // What holds in every environment is said once; what an overlay decides, with its name.
        foreach (var (finding, environments) in found)
            context.Findings.Add(environments.Count == context.Environments.Count ? finding : finding with { Message = $"In {string.Join(", ", environments)}: {char.ToLowerInvariant(finding.Message[0])}{finding.Message[1..]}" });
        return new("resilience", workloads.Count, Sentence(workloads.Count, quotas, found), []);
    }

    private static List<Scaled> Environment(RenderedEnvironment environment, Dictionary<ObjectKey, List<ClaimedService>> services, Claims.Claims? claims, List<Diagnostic> findings)
    {
        var defaults = ContainerDefaults.ByNamespace(environment);
        var autoscalers = Scale.Autoscalers(environment);
        var workloads = new List<Scaled>(environment.Pods.Count);
        foreach (var pod in environment.Pods)
        {
            var own = defaults.GetValueOrDefault(pod.Namespace) ?? ContainerDefaults.None;
            var workload = new Scaled(pod, Scale.Of(pod, autoscalers), [.. pod.All.Select(c => ContainerResources.Of(c, own))]);
            workloads.Add(workload);
            var claimed = services.GetValueOrDefault(new(pod.Workload.Kind, pod.Workload.Namespace, pod.Workload.Name)) ?? [];
            Requirements.Check(workload, findings);
            Health.Check(workload, claimed, environment, claims, findings);
            Termination.Check(workload, claimed, findings);
            Disruption.Spread(workload, findings);
            Storage.Workload(workload, environment, findings);
            Scaling.Check(workload, findings);
        }
        Disruption.Budgets(environment, workloads, findings);
        Storage.Shared(environment, workloads, findings);
        Storage.Sizes(environment, findings);
        Quotas.Check(environment, workloads, findings);
        LimitRanges.Check(environment, workloads, findings);
        Tasks.Check(environment, findings);
        return workloads;
    }

    private static Dictionary<ObjectKey, List<ClaimedService>> Services(Claims.Claims? claims)
    {
        var all = new Dictionary<ObjectKey, List<ClaimedService>>();
        if (claims is not null)
            foreach (var service in claims.Services)
                if (service is { Kind: { } kind, Name: { } name })
                {
                    var key = new ObjectKey(kind, service.Namespace, name);
                    if (!all.TryGetValue(key, out var same))
                        all.Add(key, same = []);
                    same.Add(service);
                }
        return all;
    }

    private static string Sentence(int workloads, int quotas, List<(Diagnostic Finding, List<string> Environments)> found)
    {
        var errors = found.Count(static f => f.Finding.Severity == Severity.Error);
        return string.Create(CultureInfo.InvariantCulture, $"{workloads} workloads and {quotas} quotas: {errors} errors, {found.Count - errors} warnings");
    }
}
