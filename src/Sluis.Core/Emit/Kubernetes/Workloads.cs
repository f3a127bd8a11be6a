using k8s;
using k8s.Models;
using Sluis.Core.Planning;
using Sluis.Core.Platform;

namespace Sluis.Core.Emit.Kubernetes;

/// <summary>Deployment, StatefulSet, DaemonSet, Job and CronJob around a Pod.</summary>
internal static class Workloads
{
    private const int Revisions = 5;

    public static IKubernetesObject<V1ObjectMeta> Of(EmitContext context, WorkloadPlan workload, V1PodTemplateSpec template, PodVolumes volumes)
    {
        var metadata = Labels.Meta(workload, workload.Name);
        var selector = new V1LabelSelector { MatchLabels = Labels.Selector(workload.Name) };
        // An autoscaler owns the count; stating it too would set it back at each synchronisation.
        int? replicas = workload.MaxReplicas is > 1 ? null : workload.Replicas;
        Updates.Report(context, workload);
        switch (workload.Kind)
        {
            case WorkloadKind.StatefulSet:
                var templates = volumes.Templates();
                return new V1StatefulSet
                {
                    ApiVersion = "apps/v1",
                    Kind = "StatefulSet",
                    Metadata = metadata,
                    Spec = new()
                    {
                        Replicas = replicas,
                        RevisionHistoryLimit = Revisions,
                        Selector = selector,
                        MinReadySeconds = Updates.MinReadySeconds(workload),
                        ServiceName = context.HeadlessOf(workload),
                        Template = template,
                        VolumeClaimTemplates = templates.Count == 0 ? null : templates,
                    },
                };
            case WorkloadKind.DaemonSet:
                return new V1DaemonSet
                {
                    ApiVersion = "apps/v1",
                    Kind = "DaemonSet",
                    Metadata = metadata,
                    Spec = new()
                    {
                        MinReadySeconds = Updates.MinReadySeconds(workload),
                        RevisionHistoryLimit = Revisions,
                        Selector = selector,
                        Template = template,
                        UpdateStrategy = Updates.OfDaemonSet(workload),
                    },
                };
            case WorkloadKind.Job:
                // A Job cannot be changed, so a changed one is replaced.
                metadata.Annotations[Labels.SyncOptions] = "Force=true,Replace=true";
                return new V1Job { ApiVersion = "batch/v1", Kind = "Job", Metadata = metadata, Spec = JobSpec(workload, template) };
            case WorkloadKind.CronJob:
                return CronJob(workload, workload.Name, workload.Schedule ?? "@daily", JobSpec(workload, template));
            default:
                return new V1Deployment
                {
                    ApiVersion = "apps/v1",
                    Kind = "Deployment",
                    Metadata = metadata,
                    Spec = new()
                    {
                        MinReadySeconds = Updates.MinReadySeconds(workload),
                        Replicas = replicas,
                        RevisionHistoryLimit = Revisions,
                        Selector = selector,
                        Strategy = Updates.OfDeployment(context, workload),
                        Template = template,
                    },
                };
        }
    }

    /// <summary>A scheduler runs a task once each time; the next time is its retry.</summary>
    public static V1CronJob Task(WorkloadPlan workload, ScheduledTask task, V1PodTemplateSpec template) =>
        CronJob(workload, task.Name, task.Cron, new() { BackoffLimit = 0, Template = template });

    private static V1CronJob CronJob(WorkloadPlan workload, string name, string schedule, V1JobSpec job) => new()
    {
        ApiVersion = "batch/v1",
        Kind = "CronJob",
        Metadata = Labels.Meta(workload, name),
        Spec = new()
        {
            // Two runs of a task that was written for one host would meet each other.
            ConcurrencyPolicy = "Forbid",
            Schedule = schedule,
            JobTemplate = new() { Spec = job },
        },
    };

    /// <summary>Kubernetes' own limit of six stands for Docker's on-failure without a number, which would go on for ever.</summary>
    private static V1JobSpec JobSpec(WorkloadPlan workload, V1PodTemplateSpec template) => new()
    {
        BackoffLimit = workload.Service.Lifecycle.MaxAttempts ?? (workload.Service.Lifecycle.Restart == RestartPolicy.No ? 0 : null),
        Completions = workload.Replicas > 1 ? workload.Replicas : null,
        Parallelism = workload.Replicas > 1 ? workload.Replicas : null,
        Template = template,
    };
}
