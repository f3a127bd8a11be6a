using System.Globalization;
using Sluis.Core.Diagnostics;
using Sluis.Core.Planning;
using Sluis.Core.Platform;
using Sluis.Core.Text;

namespace Sluis.Core.Emit;

internal static class EmitDiagnostics
{
    public static readonly IReadOnlyList<DiagnosticHelp> Help =
    [
        new("SL4001", Severity.Error, "Two objects want one file", "Their kinds and names are the same in one folder.", "Rename one of the services in sluis.yaml or in Compose."),
        new("SL4003", Severity.Warning, "Nobody to encrypt secrets for", "SOPS encrypts for the public keys that .sops.yaml names; without one the script has to be told when it runs.", "State the public keys that age-keygen prints under secrets.recipients in sluis.yaml.", "https://getsops.io/docs/"),
        new("SL4004", Severity.Warning, "Secrets that the GitOps tool cannot see", "A plain file is left out of Git, and the tool reads nothing else, so its overlays do not build there.", "Set gitops to none and apply by hand, or choose another delivery.", "https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/secretgenerator/"),
        new("SL4101", Severity.Error, "Configuration is too large for a ConfigMap", "The API server refuses a ConfigMap or Secret of more than 1 MiB.", "Mount fewer files, put them in the image, or use a volume.", "https://kubernetes.io/docs/concepts/configuration/configmap/"),
        new("SL4102", Severity.Warning, "A user by name", "Kubernetes runs containers as user numbers. A name is looked up in the image by Docker only, so the container runs as the image's own user.", "Write the number in user:, or runAsUser for the service in sluis.yaml.", "https://kubernetes.io/docs/tasks/configure-pod-container/security-context/"),
        new("SL4103", Severity.Warning, "A host entry without an address", "hostAliases need an IP address; host-gateway is the Docker host, which a Pod does not have.", "Use a name that DNS answers, or state the address."),
        new("SL4104", Severity.Warning, "ulimits have no place in a Pod", "Kubernetes takes limits of processes from the container runtime of the node.", "Set the limit in the node's container runtime, or in the image's entry point.", "https://github.com/kubernetes/kubernetes/issues/3595"),
        new("SL4105", Severity.Note, "Waiting for completion is order only", "No Pod can see that a Job has completed without rights on the API. The Job is in an earlier sync wave, for which the GitOps controller waits.", "Nothing to do with a GitOps controller; apply by hand in the order of the waves."),
        new("SL4106", Severity.Warning, "A placement constraint that Kubernetes cannot express", "Constraints on node.labels, node.role, node.hostname and node.platform become node selection; others name things that a cluster does not have.", "Label the nodes, and write node.labels.<label>."),
        new("SL4107", Severity.Note, "All GPUs became one", "A Pod asks for a number of GPUs.", "State count for the device."),
        new("SL4113", Severity.Warning, "A device driver that no device plugin is known for", "GPUs of nvidia, amd and intel become a limit of their device plugin's resource; the name of another's is not known.", "Add the limit in an overlay, under the name that the device plugin gives.", "https://kubernetes.io/docs/concepts/extend-kubernetes/compute-storage-net/device-plugins/"),
        new("SL4114", Severity.Note, "A name in a mounted file is rewritten", "No Service can carry the name where the caller is, so the file names the service as it is called in the cluster.", "Rename the service in Compose to keep the file as it is.", "https://kubernetes.io/docs/concepts/overview/working-with-objects/names/"),
        new("SL4115", Severity.Warning, "A name in a mounted file that will not resolve", "No Service can carry the name where the caller is, and it stands where it cannot be told from other text.", "Write the new name into the file, or rename the service in Compose.", "https://kubernetes.io/docs/concepts/overview/working-with-objects/names/"),
        .. LifecycleDiagnostics.Help,
        new("SL4151", Severity.Warning, "A device that a Pod cannot open", "A path of the host shows the device's file, but the container runtime refuses the device itself to a container that is not privileged and has it from no device plugin.", "Install a device plugin for it and ask for its resource in an overlay, or make the service privileged.", "https://kubernetes.io/docs/concepts/extend-kubernetes/compute-storage-net/device-plugins/"),
        new("SL4150", Severity.Note, "A scheduled command runs in a Pod of its own", "The scheduler on the Docker host ran it inside the running container; a CronJob starts another Pod with the same image, variables and volumes. It shares no processes, sockets or localhost with the service.", "Let the command address the service by its name, for example with PGHOST or -h."),
    ];

    public static Diagnostic SameFile(string path) => new(
        "SL4001", Severity.Error, SourceSpan.None, $"Two objects want the file {path}.", "Rename one of the services.");

    public static Diagnostic NoRecipient(MigrationPlan plan) => new(
        "SL4003", Severity.Warning, plan.Intent.At, "Secrets are to be encrypted by SOPS, and no recipient is stated.",
        "State the public keys that age-keygen prints under secrets.recipients in sluis.yaml.");

    public static Diagnostic PlainFilesAreNotInGit(MigrationPlan plan, string tool) => new(
        "SL4004", Severity.Warning, plan.Intent.At, $"Secrets come from files that Git leaves out, so {tool} cannot build the overlays.",
        "Set gitops to none and apply by hand, or choose another delivery.");

    public static Diagnostic ConfigTooLarge(SourceSpan at, WorkloadPlan workload, string target, long bytes) => new("SL4101", Severity.Error, at,
        string.Create(CultureInfo.InvariantCulture, $"What \"{workload.Service.Key}\" mounts at {target} has {bytes} bytes; a ConfigMap holds 1048576."),
        "Mount fewer files, put them in the image, or use a volume.");

    public static Diagnostic UserByName(WorkloadPlan workload, string user) => new("SL4102", Severity.Warning, workload.Service.At,
        $"\"{workload.Service.Key}\" runs as user \"{user}\", whose number is not known; it will run as the image's own user.",
        "Write the number in user:, or runAsUser for the service in sluis.yaml.");

    public static Diagnostic HostWithoutAddress(WorkloadPlan workload, string host, string address) => new("SL4103", Severity.Warning, workload.Service.At,
        $"\"{workload.Service.Key}\" maps {host} to {address}, which is no address a Pod can use; the entry is left out.",
        "Use a name that DNS answers, or state the address.");

    public static Diagnostic Ulimits(WorkloadPlan workload, string names) => new("SL4104", Severity.Warning, workload.Service.At,
        $"\"{workload.Service.Key}\" sets ulimits ({names}), which a Pod cannot.",
        "Set them in the node's container runtime, or in the image's entry point.");

    public static Diagnostic CompletionByOrder(SourceSpan at, WorkloadPlan workload, string target) => new("SL4105", Severity.Note, at,
        $"\"{workload.Service.Key}\" waits until \"{target}\" has completed: an earlier sync wave sees to it, not the Pod.");

    public static Diagnostic Placement(WorkloadPlan workload, string constraint) => new("SL4106", Severity.Warning, workload.Service.At,
        $"\"{workload.Service.Key}\" has the placement constraint \"{constraint}\", which has no counterpart; it is left out.",
        "Label the nodes, and write node.labels.<label>.");

    public static Diagnostic AllGpus(WorkloadPlan workload) => new("SL4107", Severity.Note, workload.Service.At,
        $"\"{workload.Service.Key}\" asks for all GPUs; it gets one.", "State count for the device.");

    public static Diagnostic UnknownGpu(WorkloadPlan workload, string driver) => new("SL4113", Severity.Warning, workload.Service.At,
        $"\"{workload.Service.Key}\" asks for devices of driver \"{driver}\", whose resource is not known; it gets none.",
        "Add the limit in an overlay, under the name that the device plugin gives.");

    public static Diagnostic TaskBeside(WorkloadPlan workload, ScheduledTask task) => new("SL4150", Severity.Note, task.At,
        $"The task \"{task.Name}\" of \"{workload.Service.Key}\" runs in a Pod of its own, which has the service's image, variables and volumes but not its processes.",
        $"Let its command reach the service as {workload.Name}, not as localhost or by a socket.");

    public static Diagnostic FileRewritten(WorkloadPlan workload, Mount mount, string file, NameRewrite rewrite) => new("SL4114", Severity.Note, mount.At,
        $"In {file}, which \"{workload.Service.Key}\" mounts, \"{rewrite.From}\" becomes \"{rewrite.To}\", because no Service can have that name there.",
        "Rename the service in Compose to keep the file as it is.");

    public static Diagnostic FileNotRewritten(WorkloadPlan workload, SourceSpan at, string file, NameRewrite rewrite) => new("SL4115", Severity.Warning, at,
        $"{file}, which \"{workload.Service.Key}\" mounts, calls \"{rewrite.From}\", which is \"{rewrite.To}\" in the cluster.",
        "Write the new name into the file, or rename the service in Compose.");

    public static Diagnostic Device(WorkloadPlan workload, string device) => new("SL4151", Severity.Warning, workload.Service.At,
        $"\"{workload.Service.Key}\" uses the device {device}, which a container that is not privileged sees but cannot open.",
        "Install a device plugin for it and ask for its resource in an overlay, or make the service privileged.");
}
