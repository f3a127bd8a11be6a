using System.Globalization;
using Sluis.Core.Diagnostics;
using Sluis.Core.Planning;
using Sluis.Core.Platform;
using Sluis.Core.Text;

namespace Sluis.Core.Emit;

/// <summary>What of a container's life has no word in a Pod.</summary>
internal static class LifecycleDiagnostics
{
    private const string HooksPage = "https://kubernetes.io/docs/concepts/containers/container-lifecycle-hooks/";

    public static readonly IReadOnlyList<DiagnosticHelp> Help =
    [
        new("SL4108", Severity.Warning, "A hook as another user", "Kubernetes runs post-start and pre-stop commands as the container's own user, and starts an init container only as a numbered one.", "Do what needs root in a pre_start step or in the image; write the user as a number.", HooksPage),
        new("SL4109", Severity.Warning, "A privileged hook", "A hook has the rights of its container.", "Move the command to a pre_start step, which has a container of its own.", HooksPage),
        new("SL4110", Severity.Note, "A step before the start that runs for each replica", "Compose ran it once for the service; an init container runs in each Pod.", "See to it that the step may run several times at once, or make it a Job.", "https://kubernetes.io/docs/concepts/workloads/pods/init-containers/"),
        new("SL4111", Severity.Note, "Options of a memory volume that a Pod cannot state", "An emptyDir belongs to root, may be written by everyone, and takes a size only.", "Set the mode or owner in a pre_start step if the program checks it.", "https://kubernetes.io/docs/concepts/storage/volumes/#emptydir"),
        new("SL4112", Severity.Note, "An update that goes another way", "Pods that write one volume cannot run side by side, and a StatefulSet replaces its Pods one by one, the old before the new.", "Nothing, unless the service may not be away during an update: then its data must be replicated.", "https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#update-strategies"),
    ];

    public static Diagnostic HookUser(WorkloadPlan workload, Hook hook, string kind, string user) => new("SL4108", Severity.Warning, hook.At,
        $"A {kind} step of \"{workload.Service.Key}\" runs as \"{user}\"; {(kind == "pre_start" ? "the number of that user is not known, so it runs as the service's user" : "it will run as the container's user")}.",
        kind == "pre_start" ? "Write the user as a number." : "Move what needs another user to a pre_start step, or do it in the image.");

    public static Diagnostic HookPrivileged(WorkloadPlan workload, Hook hook, string kind) => new("SL4109", Severity.Warning, hook.At,
        $"A {kind} step of \"{workload.Service.Key}\" is privileged; it will have only the rights of its container.",
        "Move it to a pre_start step, which has a container of its own.");

    public static Diagnostic HookPerReplica(WorkloadPlan workload, Hook hook) => new("SL4110", Severity.Note, hook.At,
        $"A pre_start step of \"{workload.Service.Key}\" runs once under Compose; it will run in each of its Pods.",
        "See to it that the step may run several times at once, or make it a service that others await.");

    public static Diagnostic TmpfsOptions(WorkloadPlan workload, Mount mount, string options) => new("SL4111", Severity.Note, mount.At,
        $"\"{workload.Service.Key}\" mounts memory at {mount.Target} with {options}, which a Pod cannot state.",
        "Set the mode or owner in a pre_start step if the program checks it.");

    public static Diagnostic UpdateOtherwise(WorkloadPlan workload, string asked, string given) => new("SL4112", Severity.Note, workload.Service.At,
        string.Create(CultureInfo.InvariantCulture, $"\"{workload.Service.Key}\" asks for {asked}; {given}."));
}
