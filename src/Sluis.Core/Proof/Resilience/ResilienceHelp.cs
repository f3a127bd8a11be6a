using Sluis.Core.Diagnostics;

namespace Sluis.Core.Proof.Resilience;

public static partial class ResilienceDiagnostics
{
    private const string Resources = "https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/";
    private const string Probes = "https://kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes/";
    private const string Budgets = "https://kubernetes.io/docs/tasks/run-application/configure-pdb/";
    private const string Stopping = "https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#pod-termination";
    private const string Modes = "https://kubernetes.io/docs/concepts/storage/persistent-volumes/#access-modes";
    private const string Autoscaling = "https://kubernetes.io/docs/concepts/workloads/autoscaling/horizontal-pod-autoscale/";
    private const string Quota = "https://kubernetes.io/docs/concepts/policy/resource-quotas/";
    private const string Range = "https://kubernetes.io/docs/concepts/policy/limit-range/";
    private const string Cron = "https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/";
    private const string Jobs = "https://kubernetes.io/docs/concepts/workloads/controllers/job/";

    public static readonly IReadOnlyList<DiagnosticHelp> Help =
    [
        new("SL5801", Severity.Warning, "No request", "The scheduler places Pods by what they request. What requests nothing is put anywhere and is the first to be evicted.", "State requests of CPU and memory, measured or estimated; sluis optimize corrects them later.", Resources),
        new("SL5802", Severity.Warning, "No limit of memory", "Without a limit a leak ends only when the node has no memory left, and then the kernel chooses whom to kill.", "State a limit of memory. A limit of CPU is not needed.", Resources),
        new("SL5803", Severity.Error, "Request over limit", "The API server refuses a container that requests more than its limit, also when the limit is the default of the namespace's LimitRange.", "Raise the limit or lower the request.", Resources),
        new("SL5804", Severity.Warning, "An odd amount", "memory: 512m is half a byte, and cpu: 500 is five hundred cores. Both are accepted, and the Pod never runs.", "Write memory in Mi or Gi, and CPU as cores or thousandths.", Resources),
        new("SL5810", Severity.Error, "A health check was lost", "Compose checked this service's health, and others may have waited for it. Without a probe Kubernetes takes a started process for a working one.", "Write the check as a readiness probe: exec, httpGet, tcpSocket or grpc.", Probes),
        new("SL5811", Severity.Warning, "Traffic before it is ready", "A Pod without a readiness probe gets traffic as soon as its process runs, at each rollout.", "Add a readiness probe.", Probes),
        new("SL5812", Severity.Warning, "Liveness like readiness", "A check that also tests a neighbour fails when the neighbour does. As a readiness probe that takes the Pod out of its Services; as an equally impatient liveness probe it restarts all Pods, which makes an outage larger.", "Let liveness look at the process itself, or give it several times the patience of readiness.", Probes),
        new("SL5813", Severity.Error, "A probe that never succeeds", "The command sleeps as long as the probe may take, so every try times out.", "Raise timeoutSeconds, or sleep less.", Probes),
        new("SL5814", Severity.Error, "Ready after the deadline", "The delays of the probes, with minReadySeconds, are longer than progressDeadlineSeconds (600 where it is not stated), so every rollout is reported as failed.", "Shorten the delays or raise the deadline.", "https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#progress-deadline-seconds"),
        new("SL5820", Severity.Error, "A budget that blocks", "minAvailable as high as the count, or maxUnavailable 0, means that no Pod may ever be evicted: draining a node waits for ever, and so does an upgrade of the cluster.", "Run one replica more, allow one Pod to be away, or leave the budget out for a single replica.", Budgets),
        new("SL5821", Severity.Error, "Two budgets for one Pod", "The eviction API answers with an error for Pods that more than one budget selects.", "Keep one of the two.", Budgets),
        new("SL5822", Severity.Warning, "Replicas together", "Replicas are there so that a node can fail. Without a rule the scheduler may put all of them on one.", "Add a topologySpreadConstraint on kubernetes.io/hostname whose labelSelector selects these Pods.", "https://kubernetes.io/docs/concepts/scheduling-eviction/topology-spread-constraints/"),
        new("SL5825", Severity.Error, "Less time to stop", "Compose gave the service a stop_grace_period, and the Pod is killed before it is over: requests are cut off, or data is not written.", "Set terminationGracePeriodSeconds to at least that.", Stopping),
        new("SL5826", Severity.Error, "A hook that takes all the time", "The time to stop includes the preStop hook. When that sleeps it away the program gets two seconds more and is killed.", "Sleep less, or raise terminationGracePeriodSeconds.", Stopping),
        new("SL5830", Severity.Error, "A rolling update on one writer's volume", "RollingUpdate starts the new Pod first. On another node it waits for the volume that the old Pod has, and on the same node two programs write one volume.", "Use strategy Recreate, maxSurge 0, or a StatefulSet.", Modes),
        new("SL5831", Severity.Error, "Replicas on one writer's volume", "A ReadWriteOnce claim is attached to one node; replicas on other nodes never start, and on the same node they write over each other.", "Use a claim that is ReadWriteMany, volumeClaimTemplates, or one replica.", Modes),
        new("SL5832", Severity.Warning, "Workloads that share one node's volume", "A ReadWriteOnce claim is attached to one node. Two workloads can mount it only when both stand there.", "Use a claim that is ReadWriteMany, or add a podAffinity to one of them.", Modes),
        new("SL5833", Severity.Warning, "Updates by hand", "With OnDelete a changed manifest changes nothing until somebody deletes the Pods, so the repository and the cluster differ silently.", "Use RollingUpdate.", "https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#update-strategies"),
        new("SL5834", Severity.Warning, "Two counts", "An autoscaler owns the number of replicas. A number in the manifest sets it back at each synchronisation.", "Leave replicas out where there is an autoscaler.", Autoscaling),
        new("SL5835", Severity.Error, "An autoscaler that cannot measure", "Utilization is a share of what the containers request; where one requests nothing, the autoscaler does nothing.", "State the request.", Autoscaling),
        new("SL5840", Severity.Error, "Quota too small", "The requests and limits of the namespace's workloads, with every autoscaler at its top, are more than the quota, so the last Pods are refused.", "Raise the quota or ask for less. A DaemonSet counts once for each node, and one node is assumed.", Quota),
        new("SL5841", Severity.Warning, "No room for a rollout", "During a rollout the new Pods exist beside the old ones. The quota has no room for them, so the rollout hangs when the namespace is full.", "Raise the quota by the surge.", Quota),
        new("SL5842", Severity.Error, "The quota needs it stated", "In a namespace whose quota limits a resource the API server refuses each Pod with a container that does not state it.", "State it, or give the namespace a LimitRange with a default.", Quota),
        new("SL5850", Severity.Error, "Outside of the range", "The API server refuses what a LimitRange of the namespace bounds otherwise.", "Change the amount or the range.", Range),
        new("SL5851", Severity.Error, "A range that contradicts itself", "The API server refuses a LimitRange whose values are not in order, or the defaults it fills in are refused.", "Put them in order: min, defaultRequest, default, max.", Range),
        new("SL5860", Severity.Warning, "Runs that may meet", "With concurrencyPolicy Allow, which is the default, a run that takes longer than the schedule's step meets the next one.", "Set concurrencyPolicy to Forbid or Replace, or state Allow's reason in a suppression.", Cron),
        new("SL5861", Severity.Error, "A run that never starts", "The CronJob controller looks every ten seconds. With a shorter startingDeadlineSeconds it may take each start for missed.", "Set it to 10 or more, or leave it out.", Cron),
        new("SL5862", Severity.Warning, "No history of failures", "With failedJobsHistoryLimit 0 a failed run is deleted with its logs.", "Keep at least one.", Cron),
        new("SL5863", Severity.Warning, "Too many tries", "The wait between tries grows to six minutes, so a high backoffLimit hides a failure for hours.", "Lower backoffLimit.", Jobs),
        new("SL5864", Severity.Warning, "A try that is forbidden", "restartPolicy OnFailure restarts the container, and backoffLimit 0 ends the Job at its first failure.", "Raise backoffLimit, or set restartPolicy to Never.", Jobs),
        new("SL5870", Severity.Error, "A claim without a unit", "storage: 10 is ten bytes.", "Write the size in Gi.", "https://kubernetes.io/docs/concepts/storage/persistent-volumes/"),
    ];
}
