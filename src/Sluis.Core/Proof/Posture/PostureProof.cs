using System.Globalization;
using Sluis.Core.Diagnostics;
using Sluis.Core.Proof.Manifests;
using Sluis.Core.Proof.Posture.PodSecurity;
using Sluis.Core.Yaml;

namespace Sluis.Core.Proof.Posture;

/// <summary>What each workload may do to the node and to the cluster: the Pod Security Standards, accounts, RBAC and images.</summary>
public static class PostureProof
{
    public static ProofResult Check(ProofContext context)
    {
        var assessed = new Dictionary<(MapNode Root, int Minor), PodSecurityAssessment>();
        var workloads = new List<WorkloadPosture>();
        var refused = 0;
        foreach (var environment in context.Environments)
        {
            var namespaces = Namespaces(environment, context.Findings);
            var loosest = new Dictionary<string, PodSecurityLevel>(StringComparer.Ordinal);
            foreach (var pod in environment.Pods)
            {
                var labels = namespaces.GetValueOrDefault(pod.Namespace);
                var ns = environment.Find("Namespace", null, pod.Namespace);
                var reason = Reasons.Of(pod, ns);
                var now = Assess(pod, PodSecurityStandards.Minor);
                workloads.Add(new(pod.Workload, environment.Name, now, labels?.Level, reason));
                if (labels is { Level: { } enforced } && Assess(pod, labels.Minor) is var pinned)
                {
                    if (!loosest.TryGetValue(pod.Namespace, out var seen) || pinned.Level < seen)
                        loosest[pod.Namespace] = pinned.Level;
                    if (pinned.Of(enforced) is { Count: > 0 } violations)
                    {
                        refused++;
                        foreach (var violation in violations)
                            context.Findings.Add(PostureDiagnostics.Refused(pod.Workload, violation, enforced));
                    }
                }
                if (reason is null)
                    HostAccess.Check(pod, context.Findings);
                Images.Check(pod, context.Findings);
            }
            foreach (var (name, level) in loosest)
                if (namespaces[name] is { Level: { } enforced, LevelNode: { } node } && enforced < level && environment.Find("Namespace", null, name) is { } ns)
                    context.Findings.Add(PostureDiagnostics.Looser(node.Span, ns, NamespaceLabels.Field(NamespaceLabels.Enforce), enforced, level));
            Accounts.Check(environment, context.Findings);
            Rbac.Check(environment, context.Findings);
        }
        var evidence = PostureEvidence.Write(workloads);
        return new("posture", evidence.Count, Sentence(workloads, refused), [new("evidence/posture.json", evidence.Json)]);

        PodSecurityAssessment Assess(PodTemplate pod, int minor)
        {
            if (!assessed.TryGetValue((pod.Workload.Root, minor), out var known))
                assessed.Add((pod.Workload.Root, minor), known = PodSecurityStandards.Assess(pod, minor));
            return known;
        }
    }

    private static Dictionary<string, NamespaceLabels> Namespaces(RenderedEnvironment environment, Findings findings)
    {
        var all = new Dictionary<string, NamespaceLabels>(StringComparer.Ordinal);
        foreach (var ns in environment.OfKind("Namespace"))
            all.TryAdd(ns.Name, NamespaceLabels.Read(ns, findings));
        return all;
    }

    /// <summary>A workload that differs between environments counts by the loosest of them.</summary>
    private static string Sentence(List<WorkloadPosture> workloads, int refused)
    {
        var levels = new Dictionary<string, PodSecurityLevel>(StringComparer.Ordinal);
        foreach (var workload in workloads)
        {
            var name = workload.Workload.ToString();
            if (!levels.TryGetValue(name, out var level) || workload.Assessment.Level < level)
                levels[name] = workload.Assessment.Level;
        }
        int Count(PodSecurityLevel level) => levels.Values.Count(l => l == level);
        return string.Create(CultureInfo.InvariantCulture,
            $"{levels.Count} workloads: {Count(PodSecurityLevel.Restricted)} restricted, {Count(PodSecurityLevel.Baseline)} baseline, {Count(PodSecurityLevel.Privileged)} privileged; {refused} refused by their namespace");
    }
}

/// <summary><paramref name="Enforced"/>: null where the namespace does not say.</summary>
internal sealed record WorkloadPosture(ManifestObject Workload, string Environment, PodSecurityAssessment Assessment, PodSecurityLevel? Enforced, string? Reason);
