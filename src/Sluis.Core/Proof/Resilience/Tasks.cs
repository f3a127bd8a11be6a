using Sluis.Core.Diagnostics;
using Sluis.Core.Proof.Manifests;
using Sluis.Core.Yaml;

namespace Sluis.Core.Proof.Resilience;

/// <summary>Jobs that end and schedules that keep. https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/</summary>
internal static class Tasks
{
    /// <summary>The wait doubles from ten seconds to six minutes, so this many attempts take about an hour and a half.</summary>
    private const long MostRetries = 20;

    /// <summary>The controller looks every ten seconds and takes a start that is later than the deadline for missed.</summary>
    private const long LeastDeadline = 10;

    public static void Check(RenderedEnvironment environment, List<Diagnostic> findings)
    {
        foreach (var job in environment.OfKind("Job"))
            Job(job, job.Spec, "spec", findings);
        foreach (var task in environment.OfKind("CronJob"))
        {
            if (task.Group != "batch")
                continue;
            var spec = task.Spec;
            if (spec.Text("concurrencyPolicy") is null or "Allow")
                findings.Add(ResilienceDiagnostics.RunsMayMeet((spec?["concurrencyPolicy"] ?? spec ?? task.Root).Span, task, "spec.concurrencyPolicy"));
            if (spec.Number("startingDeadlineSeconds") < LeastDeadline)
                findings.Add(ResilienceDiagnostics.NeverStarts((spec?["startingDeadlineSeconds"] ?? task.Root).Span, task, "spec.startingDeadlineSeconds"));
            if (spec.Number("failedJobsHistoryLimit") is 0)
                findings.Add(ResilienceDiagnostics.NothingToLookAt((spec?["failedJobsHistoryLimit"] ?? task.Root).Span, task, "spec.failedJobsHistoryLimit"));
            Job(task, spec.Map("jobTemplate").Map("spec"), "spec.jobTemplate.spec", findings);
        }
    }

    private static void Job(ManifestObject item, MapNode? job, string field, List<Diagnostic> findings)
    {
        if (job?["backoffLimit"] is not { } node || job.Number("backoffLimit") is not { } limit)
            return;
        if (limit > MostRetries)
            findings.Add(ResilienceDiagnostics.RetriesForEver(node.Span, item, field + ".backoffLimit", limit));
        else if (limit == 0 && job.Map("template").Map("spec").Text("restartPolicy") is "OnFailure")
            findings.Add(ResilienceDiagnostics.RetriesNever(node.Span, item, field + ".backoffLimit"));
    }
}
