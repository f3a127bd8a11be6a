using Sluis.Core.Proof.Manifests;
using Sluis.Core.Proof.Schema.Values;
using Sluis.Core.Yaml;

namespace Sluis.Core.Proof.Schema.Objects;

/// <summary>Job and CronJob. https://kubernetes.io/docs/concepts/workloads/controllers/job/</summary>
internal static class JobRules
{
    private static readonly string[] Counts = ["parallelism", "completions", "backoffLimit", "backoffLimitPerIndex", "maxFailedIndexes", "ttlSecondsAfterFinished", "activeDeadlineSeconds"];

    public static void Job(RuleScope scope, MapNode spec, string path)
    {
        foreach (var field in Counts)
            if (spec.Number(field) < 0)
                scope.Add(KindDiagnostics.Job(scope.At(spec, path, field), $"{field} is negative.", "Give 0 or more."));
        var indexed = spec.Text("completionMode") == "Indexed";
        if (indexed && spec["completions"] is null or ScalarNode { Kind: ScalarKind.Null })
            scope.Add(KindDiagnostics.Job(scope.At(spec, path, "completionMode"), "An indexed Job must state its completions.", "Add completions."));
        foreach (var field in (ReadOnlySpan<string>)["backoffLimitPerIndex", "successPolicy"])
            if (!indexed && spec[field] is not (null or ScalarNode { Kind: ScalarKind.Null }))
                scope.Add(KindDiagnostics.Job(scope.At(spec, path, field), $"{field} asks for completionMode Indexed.", "Add completionMode: Indexed, or remove the field."));
        if (spec.Map("podFailurePolicy") is not null && spec.Map("template").Map("spec").Text("restartPolicy") is { } policy && policy != "Never")
            scope.Add(KindDiagnostics.Job(scope.At(spec, path, "podFailurePolicy"), "podFailurePolicy asks for restartPolicy Never.", "Set restartPolicy: Never in the template."));
        if (spec.Flag("manualSelector") is not true && spec.Map("selector") is not null && path == "spec" && !scope.Item.Root.At("metadata", "labels").HasControllerUid())
            scope.Add(KindDiagnostics.Job(scope.At(spec, path, "selector"), "The selector of a Job is made by the server.", "Remove it, or set manualSelector: true."));
    }

    public static void CronJob(RuleScope scope, MapNode spec)
    {
        if (spec.Text("schedule") is { } schedule && CronSchedule.Fault(schedule) is { } why)
            scope.Add(KindDiagnostics.Schedule(scope.At(spec, "spec", "schedule"), why));
        if (spec.Text("timeZone") is { } zone && (zone.Length == 0 || zone.Equals("local", StringComparison.OrdinalIgnoreCase)))
            scope.Add(KindDiagnostics.Schedule(scope.At(spec, "spec", "timeZone"), "the time zone is not one of the IANA database"));
        foreach (var field in (ReadOnlySpan<string>)["startingDeadlineSeconds", "successfulJobsHistoryLimit", "failedJobsHistoryLimit"])
            if (spec.Number(field) < 0)
                scope.Add(KindDiagnostics.Job(scope.At(spec, "spec", field), $"{field} is negative.", "Give 0 or more."));
        if (spec.Map("jobTemplate").Map("spec") is not { } job)
            return;
        Job(scope, job, "spec.jobTemplate.spec");
        if (job.Flag("manualSelector") is true)
            scope.Add(KindDiagnostics.Job(scope.At(job, "spec.jobTemplate.spec", "manualSelector"), "The Jobs of a CronJob cannot have a selector of their own.", "Remove it."));
    }

    /// <summary>An object that was exported from a cluster has a selector that its labels agree with.</summary>
    private static bool HasControllerUid(this Node? labels) => (labels as MapNode)?["batch.kubernetes.io/controller-uid"] is not null || (labels as MapNode)?["controller-uid"] is not null;
}
