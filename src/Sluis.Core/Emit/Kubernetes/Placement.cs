using k8s.Models;
using Sluis.Core.Planning;
using Sluis.Core.Platform;

namespace Sluis.Core.Emit.Kubernetes;

/// <summary>Where Pods go: Compose's placement constraints, and replicas apart from each other.</summary>
internal static class Placement
{
    public static void Apply(EmitContext context, WorkloadPlan workload, V1PodSpec pod)
    {
        var lifecycle = workload.Service.Lifecycle;
        var rules = new List<V1NodeSelectorRequirement>();
        foreach (var constraint in lifecycle.PlacementConstraints)
            if (Rule(constraint) is { } rule)
                rules.Add(rule);
            else
                context.Findings.Add(EmitDiagnostics.Placement(workload, constraint));
        if (workload.Service.PlatformArchitecture is { } platform && platform.Split('/') is [_, var architecture, ..])
            rules.Add(new() { Key = "kubernetes.io/arch", OperatorProperty = "In", Values = [architecture] });
        if (rules.Count > 0)
            pod.Affinity = new()
            {
                NodeAffinity = new() { RequiredDuringSchedulingIgnoredDuringExecution = new() { NodeSelectorTerms = [new() { MatchExpressions = rules }] } },
            };
        if (workload.Kind is WorkloadKind.Deployment or WorkloadKind.StatefulSet && (workload.Replicas > 1 || workload.MaxReplicas > 1))
            pod.TopologySpreadConstraints = Spread(workload, lifecycle);
    }

    /// <summary>A volume that one node holds is mounted on that node only.</summary>
    public static void Beside(WorkloadPlan workload, V1PodSpec pod)
    {
        foreach (var volume in workload.Volumes)
            if (volume.Access == VolumeAccess.SingleWriter)
            {
                (pod.Affinity ??= new()).PodAffinity = new()
                {
                    RequiredDuringSchedulingIgnoredDuringExecution = [new() { LabelSelector = new() { MatchLabels = Labels.Selector(workload.Name) }, TopologyKey = "kubernetes.io/hostname" }],
                };
                return;
            }
    }

    private static List<V1TopologySpreadConstraint> Spread(WorkloadPlan workload, Lifecycle lifecycle)
    {
        var selector = new V1LabelSelector { MatchLabels = Labels.Selector(workload.Name) };
        var spread = new List<V1TopologySpreadConstraint>
        {
            new()
            {
                MaxSkew = Math.Max(1, lifecycle.MaxReplicasPerNode ?? 1),
                TopologyKey = "kubernetes.io/hostname",
                // A limit per node is a promise; otherwise a full cluster is better than a missing replica.
                WhenUnsatisfiable = lifecycle.MaxReplicasPerNode is null ? "ScheduleAnyway" : "DoNotSchedule",
                LabelSelector = selector,
            },
            new() { MaxSkew = 1, TopologyKey = "topology.kubernetes.io/zone", WhenUnsatisfiable = "ScheduleAnyway", LabelSelector = selector },
        };
        foreach (var preference in lifecycle.PlacementPreferences)
            if (Key(preference) is { } key)
                spread.Add(new() { MaxSkew = 1, TopologyKey = key, WhenUnsatisfiable = "ScheduleAnyway", LabelSelector = selector });
        return spread;
    }

    private static V1NodeSelectorRequirement? Rule(string constraint)
    {
        var not = constraint.Contains("!=", StringComparison.Ordinal);
        if (constraint.Split(not ? "!=" : "==", StringSplitOptions.TrimEntries) is not [var left, { Length: > 0 } right])
            return null;
        if (left == "node.role")
            return new() { Key = "node-role.kubernetes.io/control-plane", OperatorProperty = right == "manager" != not ? "Exists" : "DoesNotExist" };
        return Key(left) is { } key ? new() { Key = key, OperatorProperty = not ? "NotIn" : "In", Values = [right] } : null;
    }

    private static string? Key(string place) => place switch
    {
        "node.hostname" => "kubernetes.io/hostname",
        "node.platform.os" => "kubernetes.io/os",
        "node.platform.arch" => "kubernetes.io/arch",
        _ when place.StartsWith("node.labels.", StringComparison.Ordinal) => place["node.labels.".Length..],
        _ => null,
    };
}
