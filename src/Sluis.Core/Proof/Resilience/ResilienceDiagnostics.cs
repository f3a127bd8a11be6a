using System.Globalization;
using Sluis.Core.Diagnostics;
using Sluis.Core.Proof.Manifests;
using Sluis.Core.Text;

namespace Sluis.Core.Proof.Resilience;

/// <summary>Codes 5800 to 5899: what keeps workloads up, and lets them be replaced.</summary>
public static partial class ResilienceDiagnostics
{
    public static Diagnostic NoRequest(SourceSpan at, ManifestObject item, string field, string container, string resource) => Of("SL5801", Severity.Warning, at, item, field,
        $"Container {container} asks for no {resource}, so the scheduler takes it for nothing.", $"State a request of {resource}, or a default in the namespace's LimitRange.");

    public static Diagnostic NoMemoryLimit(SourceSpan at, ManifestObject item, string field, string container) => Of("SL5802", Severity.Warning, at, item, field,
        $"Container {container} has no limit of memory, so a leak takes its neighbours down too.", "State a limit of memory.");

    public static Diagnostic RequestOverLimit(SourceSpan at, ManifestObject item, string field, string container, string resource, string request, string limit, bool byDefault) => Of("SL5803", Severity.Error, at, item, field,
        $"Container {container} asks for {request} of {resource}, more than its limit of {limit}{(byDefault ? ", which is the namespace's default" : "")}.", "Raise the limit or lower the request.");

    public static Diagnostic OddAmount(SourceSpan at, ManifestObject item, string field, string container, string resource, string amount) => Of("SL5804", Severity.Warning, at, item, field,
        $"Container {container} has {amount} of {resource}, which looks like a wrong unit.", "Write memory in Mi or Gi, and cores as a number or in thousandths (250m).");

    public static Diagnostic HealthCheckLost(SourceSpan at, ManifestObject item, string field, string service) => Of("SL5810", Severity.Error, at, item, field,
        $"Service {service} had a health check under Compose, and the workload has no probe.", "Write the check as a readiness probe.");

    public static Diagnostic NotAwaited(SourceSpan at, ManifestObject item, string field) => Of("SL5811", Severity.Warning, at, item, field,
        "A Service sends it traffic as soon as it has started, whether it answers or not.", "Add a readiness probe.");

    public static Diagnostic LivenessIsReadiness(SourceSpan at, ManifestObject item, string field, string container, string neighbour) => Of("SL5812", Severity.Warning, at, item, field,
        $"The liveness probe of container {container} gives up as soon as its readiness probe does, and it depends on {neighbour}: one outage restarts both.",
        "Let the liveness probe look at the process itself, or be much more patient.");

    public static Diagnostic ProbeSleeps(SourceSpan at, ManifestObject item, string field, string container, string kind) => Of("SL5813", Severity.Error, at, item, field,
        $"The {kind} of container {container} sleeps as long as its timeout, so it never succeeds.", "Raise timeoutSeconds, or sleep less.");

    public static Diagnostic ReadyTooLate(SourceSpan at, ManifestObject item, string field, string container, long earliest, long deadline) => Of("SL5814", Severity.Error, at, item, field,
        string.Create(CultureInfo.InvariantCulture, $"Container {container} is ready after {earliest} s at the earliest, and the rollout gives up after {deadline} s."), "Shorten the probe's delays, or raise progressDeadlineSeconds.");

    public static Diagnostic BudgetBlocks(SourceSpan at, ManifestObject item, string field, int pods) => Of("SL5820", Severity.Error, at, item, field,
        string.Create(CultureInfo.InvariantCulture, $"The budget never lets one of its {pods} Pods go, so no node that holds one can be drained."), "Run one replica more, or allow one Pod to be away.");

    public static Diagnostic TwoBudgets(SourceSpan at, ManifestObject item, string field, string workload, string other) => Of("SL5821", Severity.Error, at, item, field,
        $"{workload} is in this budget and in {other}, and Pods of two budgets cannot be evicted.", "Keep one of the two.");

    public static Diagnostic NotSpread(SourceSpan at, ManifestObject item, string field, int replicas) => Of("SL5822", Severity.Warning, at, item, field,
        string.Create(CultureInfo.InvariantCulture, $"Nothing keeps its {replicas} replicas apart, so one node may hold them all."), "Add a topologySpreadConstraint on kubernetes.io/hostname that selects its Pods.");

    public static Diagnostic StopsTooSoon(SourceSpan at, ManifestObject item, string field, long grace, string service, double claimed) => Of("SL5825", Severity.Error, at, item, field,
        string.Create(CultureInfo.InvariantCulture, $"Its Pods are killed after {grace} s, and Compose gave service {service} {claimed:0.###} s to stop."), "Set terminationGracePeriodSeconds to at least that.");

    public static Diagnostic HookTakesAll(SourceSpan at, ManifestObject item, string field, string container, double sleep, long grace) => Of("SL5826", Severity.Error, at, item, field,
        string.Create(CultureInfo.InvariantCulture, $"The preStop hook of container {container} sleeps {sleep:0.###} s of the {grace} s to stop, so the program is killed at once."), "Sleep less, or raise terminationGracePeriodSeconds.");

    public static Diagnostic RollingOnOneWriter(SourceSpan at, ManifestObject item, string field, string claim) => Of("SL5830", Severity.Error, at, item, field,
        $"The new Pod starts before the old one ends, and claim {claim} is for one node at a time: the rollout hangs, or two programs write.", "Use strategy Recreate, or a StatefulSet.");

    public static Diagnostic SharedByReplicas(SourceSpan at, ManifestObject item, string field, string claim, int? replicas, bool scaled) => Of("SL5831", Severity.Error, at, item, field,
        string.Create(CultureInfo.InvariantCulture, $"{(replicas is null ? "A Pod on each node" : scaled ? $"An autoscaler makes up to {replicas} replicas, which" : $"{replicas} replicas")} mount{(replicas is null ? "s" : "")} claim {claim}, which one node has at a time."),
        "Use a claim that is ReadWriteMany, volumeClaimTemplates, or one replica.");

    public static Diagnostic SharedByWorkloads(SourceSpan at, ManifestObject item, string field, string claim, string other) => Of("SL5832", Severity.Warning, at, item, field,
        $"It mounts claim {claim} as {other} does; one node has the claim at a time, and nothing puts both there.", "Use a claim that is ReadWriteMany, or add a podAffinity.");

    public static Diagnostic UpdatesByHand(SourceSpan at, ManifestObject item, string field) => Of("SL5833", Severity.Warning, at, item, field,
        "A new version waits until somebody deletes the Pods.", "Use RollingUpdate.");

    public static Diagnostic TwoCounts(SourceSpan at, ManifestObject item, string field, string scaler) => Of("SL5834", Severity.Warning, at, item, field,
        $"It states replicas and is scaled by HorizontalPodAutoscaler {scaler}: each synchronisation sets the count back.", "Leave replicas out.");

    public static Diagnostic CannotMeasure(SourceSpan at, ManifestObject item, string field, string container, string resource) => Of("SL5835", Severity.Error, at, item, field,
        $"It scales by a share of the requested {resource}, and container {container} requests none, so it never scales.", $"State a request of {resource}.");

    public static Diagnostic QuotaTooSmall(SourceSpan at, ManifestObject item, string field, string resource, string needed, string hard, bool nodes) => Of("SL5840", Severity.Error, at, item, field,
        $"The namespace's workloads need {needed} of {resource}{(nodes ? ", on one node," : "")} and the quota is {hard}: the last ones do not start.", "Raise the quota, or ask for less.");

    public static Diagnostic NoRoomForRollout(SourceSpan at, ManifestObject item, string field, string resource, string needed, string hard, string workload) => Of("SL5841", Severity.Warning, at, item, field,
        $"A rollout of {workload} needs {needed} of {resource}, and the quota is {hard}: it hangs.", "Raise the quota.");

    public static Diagnostic QuotaNeedsIt(SourceSpan at, ManifestObject item, string field, string container, string quota, string resource) => Of("SL5842", Severity.Error, at, item, field,
        $"Container {container} does not state what quota {quota} limits as {resource}, so its Pods are refused.", "State it, or give the namespace a LimitRange with a default.");

    public static Diagnostic OutOfRange(SourceSpan at, ManifestObject item, string field, string who, string problem, string range) => Of("SL5850", Severity.Error, at, item, field,
        $"{who} {problem}, as LimitRange {range} bounds it.", "Change the amount or the range.");

    public static Diagnostic RangeContradicts(SourceSpan at, ManifestObject item, string field, string low, string high, string resource) => Of("SL5851", Severity.Error, at, item, field,
        $"The {low} of {resource} is above the {high}.", "Put them in order: min, defaultRequest, default, max.");

    public static Diagnostic RunsMayMeet(SourceSpan at, ManifestObject item, string field) => Of("SL5860", Severity.Warning, at, item, field,
        "A run that takes long meets the next one.", "Set concurrencyPolicy to Forbid or Replace.");

    public static Diagnostic NeverStarts(SourceSpan at, ManifestObject item, string field) => Of("SL5861", Severity.Error, at, item, field,
        "The controller looks every ten seconds, so a shorter deadline may miss every run.", "Set startingDeadlineSeconds to 10 or more, or leave it out.");

    public static Diagnostic NothingToLookAt(SourceSpan at, ManifestObject item, string field) => Of("SL5862", Severity.Warning, at, item, field,
        "A failed run leaves nothing to look at.", "Keep at least one.");

    public static Diagnostic RetriesForEver(SourceSpan at, ManifestObject item, string field, long limit) => Of("SL5863", Severity.Warning, at, item, field,
        string.Create(CultureInfo.InvariantCulture, $"A Job that cannot succeed is tried {limit} times, which takes hours, before anybody hears of it."), "Lower backoffLimit.");

    public static Diagnostic RetriesNever(SourceSpan at, ManifestObject item, string field) => Of("SL5864", Severity.Warning, at, item, field,
        "restartPolicy OnFailure asks for another try, and backoffLimit 0 forbids it.", "Raise backoffLimit, or set restartPolicy to Never.");

    public static Diagnostic TinyClaim(SourceSpan at, ManifestObject item, string field, string size) => Of("SL5870", Severity.Error, at, item, field,
        $"A claim of {size} is less than a mebibyte: the unit is missing.", "Write the size in Gi.");

    private static Diagnostic Of(string code, Severity severity, SourceSpan at, ManifestObject item, string field, string message, string fix) =>
        new(code, severity, at, message, fix) { Object = item.ToString(), Field = field };
}
