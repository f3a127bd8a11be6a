using k8s;
using k8s.Models;
using Sluis.Core.Planning;
using Sluis.Core.Platform;

namespace Sluis.Core.Emit.Kubernetes;

/// <summary>A workload and what belongs to it: service account, claims, configuration, disruption budget, autoscaler.</summary>
internal static class WorkloadEmitter
{
    public static IEnumerable<IKubernetesObject<V1ObjectMeta>> Emit(EmitContext context, WorkloadPlan workload)
    {
        if (workload.PodOf is not null)
            return Extras(new PodEmitter(context, workload), workload);
        var pod = new PodEmitter(context, workload);
        var objects = new List<IKubernetesObject<V1ObjectMeta>>
        {
            new V1ServiceAccount { ApiVersion = "v1", Kind = "ServiceAccount", Metadata = Labels.Meta(workload), AutomountServiceAccountToken = false },
        };
        if (workload.Kind != WorkloadKind.CronJob || workload.ScheduledTasks.Count == 0)
            objects.Add(Workload(pod, workload));
        foreach (var task in workload.ScheduledTasks)
            objects.Add(Task(context, workload, task));
        objects.AddRange(Extras(pod, workload));
        if (workload.MaxReplicas is > 1)
            objects.Add(Autoscaler(workload));
        if (workload.Kind is WorkloadKind.Deployment or WorkloadKind.StatefulSet && (workload.Replicas > 1 || workload.MaxReplicas is > 1))
            objects.Add(new V1PodDisruptionBudget
            {
                ApiVersion = "policy/v1",
                Kind = "PodDisruptionBudget",
                Metadata = Labels.Meta(workload),
                Spec = new() { MaxUnavailable = 1, Selector = Selector(workload) },
            });
        return objects;
    }

    private static List<IKubernetesObject<V1ObjectMeta>> Extras(PodEmitter pod, WorkloadPlan workload)
    {
        var objects = new List<IKubernetesObject<V1ObjectMeta>>();
        objects.AddRange(pod.Volumes.Claims);
        objects.AddRange(pod.Volumes.ConfigMaps);
        return objects;
    }

    private static V1LabelSelector Selector(WorkloadPlan workload) => new() { MatchLabels = Labels.Selector(workload.Name) };

    private static V1ObjectMeta Meta(WorkloadPlan workload) => Labels.Meta(workload, null, new()
    {
        [Labels.SyncWave] = workload.SyncWave.ToString(System.Globalization.CultureInfo.InvariantCulture),
        [Labels.ServiceAnnotation] = workload.Service.Key.ToString(),
    });

    private static IKubernetesObject<V1ObjectMeta> Workload(PodEmitter pod, WorkloadPlan workload) => workload.Kind switch
    {
        WorkloadKind.StatefulSet => new V1StatefulSet
        {
            ApiVersion = "apps/v1",
            Kind = "StatefulSet",
            Metadata = Meta(workload),
            Spec = new()
            {
                Replicas = workload.Replicas,
                ServiceName = LegalNames.Label(workload.Name + "-headless"),
                Selector = Selector(workload),
                Template = pod.Template(),
                VolumeClaimTemplates = pod.Volumes.Templates.Count == 0 ? null : pod.Volumes.Templates,
            },
        },
        WorkloadKind.DaemonSet => new V1DaemonSet
        {
            ApiVersion = "apps/v1",
            Kind = "DaemonSet",
            Metadata = Meta(workload),
            Spec = new() { Selector = Selector(workload), Template = pod.Template() },
        },
        WorkloadKind.Job => new V1Job
        {
            ApiVersion = "batch/v1",
            Kind = "Job",
            Metadata = Meta(workload),
            Spec = new() { BackoffLimit = workload.Service.Lifecycle.MaxAttempts ?? 6, Template = pod.Template(RestartOf(workload)) },
        },
        WorkloadKind.CronJob => new V1CronJob
        {
            ApiVersion = "batch/v1",
            Kind = "CronJob",
            Metadata = Meta(workload),
            Spec = new()
            {
                Schedule = workload.Schedule ?? "@daily",
                ConcurrencyPolicy = "Forbid",
                JobTemplate = new() { Spec = new() { BackoffLimit = workload.Service.Lifecycle.MaxAttempts ?? 6, Template = pod.Template(RestartOf(workload)) } },
            },
        },
        _ => new V1Deployment
        {
            ApiVersion = "apps/v1",
            Kind = "Deployment",
            Metadata = Meta(workload),
            Spec = new()
            {
                Replicas = workload.MaxReplicas is > 1 ? null : workload.Replicas,
                Selector = Selector(workload),
                Strategy = Strategy(workload),
                Template = pod.Template(),
            },
        },
    };

    private static string RestartOf(WorkloadPlan workload) => workload.Service.Lifecycle.Restart == RestartPolicy.OnFailure ? "OnFailure" : "Never";

    /// <summary>A claim with one writer cannot be mounted by the old pod and the new one at once.</summary>
    private static V1DeploymentStrategy? Strategy(WorkloadPlan workload)
    {
        foreach (var volume in workload.Volumes)
            if (volume.Access == VolumeAccess.SingleWriter)
                return new() { Type = "Recreate" };
        return workload.Service.Lifecycle.UpdateOrder switch
        {
            "stop-first" => new() { Type = "RollingUpdate", RollingUpdate = new() { MaxSurge = 0, MaxUnavailable = workload.Service.Lifecycle.UpdateParallelism ?? 1 } },
            "start-first" => new() { Type = "RollingUpdate", RollingUpdate = new() { MaxSurge = workload.Service.Lifecycle.UpdateParallelism ?? 1, MaxUnavailable = 0 } },
            _ => null,
        };
    }

    private static V1CronJob Task(EmitContext context, WorkloadPlan workload, ScheduledTask task)
    {
        var pod = new PodEmitter(context, workload with { Kind = WorkloadKind.CronJob });
        var command = Compose.Loading.ShellWords.Split(new(task.At, task.Command.ToString(), Yaml.ScalarKind.String))?.Select(static n => SecretText.Of(((Yaml.ScalarNode)n).Text));
        var template = pod.Template("Never", Text.EquatableArray.ToEquatableArray(command ?? []));
        // What the old host ran inside the container replaces its entry point.
        template.Spec.Containers[0].Command = template.Spec.Containers[0].Args;
        template.Spec.Containers[0].Args = null;
        return new()
        {
            ApiVersion = "batch/v1",
            Kind = "CronJob",
            Metadata = Labels.Meta(workload, task.Name),
            Spec = new() { Schedule = task.Cron, ConcurrencyPolicy = "Forbid", JobTemplate = new() { Spec = new() { Template = template } } },
        };
    }

    private static V2HorizontalPodAutoscaler Autoscaler(WorkloadPlan workload) => new()
    {
        ApiVersion = "autoscaling/v2",
        Kind = "HorizontalPodAutoscaler",
        Metadata = Labels.Meta(workload),
        Spec = new()
        {
            MinReplicas = workload.Replicas,
            MaxReplicas = workload.MaxReplicas ?? workload.Replicas,
            ScaleTargetRef = new() { ApiVersion = "apps/v1", Kind = workload.Kind.ToString(), Name = workload.Name },
            Metrics = [new() { Type = "Resource", Resource = new() { Name = "cpu", Target = new() { Type = "Utilization", AverageUtilization = 70 } } }],
        },
    };
}
