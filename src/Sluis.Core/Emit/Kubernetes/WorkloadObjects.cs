using k8s;
using k8s.Models;
using Sluis.Core.Emit.Secrets;
using Sluis.Core.Planning;
using Sluis.Core.Platform;

namespace Sluis.Core.Emit.Kubernetes;

/// <summary>Everything that one workload brings: itself, its account, its configuration, its claims, and what keeps it up.</summary>
internal static class WorkloadObjects
{
    public static List<IKubernetesObject<V1ObjectMeta>> Of(EmitContext context, WorkloadPlan workload)
    {
        var objects = new List<IKubernetesObject<V1ObjectMeta>>(8);
        foreach (var volume in workload.Volumes)
            if (volume.OwnsClaim && !(volume.InTemplate && workload.Kind == WorkloadKind.StatefulSet && ReferenceEquals(context.HostOf(workload), workload)))
                objects.Add(Claims.Of(workload, volume));
        if (SecretObjects.Of(context, workload) is { } secret)
            objects.Add(secret);
        // A service that shares another's network is a container in that one's Pod.
        if (!ReferenceEquals(context.HostOf(workload), workload))
            return objects;

        var volumes = new PodVolumes(context, workload);
        var template = PodTemplates.Of(context, workload, volumes);
        objects.Add(new V1ServiceAccount
        {
            ApiVersion = "v1",
            Kind = "ServiceAccount",
            Metadata = Labels.Meta(workload, Labels.Account(workload)),
            AutomountServiceAccountToken = false,
        });
        objects.Add(Explained(Workloads.Of(context, workload, template, volumes), Security.Reason(context, workload)));
        objects.AddRange(volumes.Objects);
        foreach (var file in volumes.SecretFiles)
            objects.Add(SecretObjects.File(context, file));
        foreach (var task in workload.ScheduledTasks)
        {
            var own = new PodVolumes(context, workload, task: true);
            objects.Add(Explained(Workloads.Task(workload, task, PodTemplates.Task(context, workload, task, own)), Security.Reason(workload)));
        }
        Availability(workload, objects);
        return objects;
    }

    private static IKubernetesObject<V1ObjectMeta> Explained(IKubernetesObject<V1ObjectMeta> item, string? reason)
    {
        if (reason is not null)
            item.Metadata.Annotations[Labels.PodSecurityReason] = reason;
        return item;
    }

    /// <summary>A single replica gets no disruption budget: it would only keep its node from being drained.</summary>
    private static void Availability(WorkloadPlan workload, List<IKubernetesObject<V1ObjectMeta>> objects)
    {
        if (workload.Kind is not (WorkloadKind.Deployment or WorkloadKind.StatefulSet))
            return;
        if (workload.Replicas > 1 || workload.MaxReplicas > 1)
            objects.Add(new V1PodDisruptionBudget
            {
                ApiVersion = "policy/v1",
                Kind = "PodDisruptionBudget",
                Metadata = Labels.Meta(workload, workload.Name),
                Spec = new() { MaxUnavailable = 1, Selector = new() { MatchLabels = Labels.Selector(workload.Name) } },
            });
        if (workload.MaxReplicas is > 1 and { } max)
            objects.Add(new V2HorizontalPodAutoscaler
            {
                ApiVersion = "autoscaling/v2",
                Kind = "HorizontalPodAutoscaler",
                Metadata = Labels.Meta(workload, workload.Name),
                Spec = Scaling(workload, workload.Replicas, max),
            });
    }

    /// <summary>Per cent of the request. New Pods need about a minute to help, and 70 leaves room for it.</summary>
    private const int TargetCpu = 70;

    public static V2HorizontalPodAutoscalerSpec Scaling(WorkloadPlan workload, int min, int max) => new()
    {
        ScaleTargetRef = new() { ApiVersion = "apps/v1", Kind = workload.Kind.ToString(), Name = workload.Name },
        MinReplicas = Math.Max(1, min),
        MaxReplicas = Math.Max(Math.Max(1, min), max),
        Metrics = [new() { Type = "Resource", Resource = new() { Name = "cpu", Target = new() { Type = "Utilization", AverageUtilization = TargetCpu } } }],
    };
}
