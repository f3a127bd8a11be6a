using Sluis.Core.Diagnostics;
using Sluis.Core.Platform;
using Sluis.Core.Text;

namespace Sluis.Core.Planning;

internal static class PlanningDiagnostics
{
    private const string NamesPage = "https://kubernetes.io/docs/concepts/overview/working-with-objects/names/";

    public static readonly IReadOnlyList<DiagnosticHelp> Help =
    [
        new("SL3101", Severity.Warning, "Two services get the same name in a namespace", "A namespace holds one Service of a name. The second gets another name, and values that call it by its old name are rewritten.", "Put the two projects in different domains, or rename one service.", NamesPage),
        new("SL3102", Severity.Error, "Two domains get the same namespace", "Each domain is a namespace with policies and quotas of its own.", "State namespace for one of the domains, or list both projects under one domain.", NamesPage),
        new("SL3103", Severity.Warning, "A pattern matches no service", "The entry has no effect: probably a service was renamed or the pattern is mistyped.", "Write project, project/service or service, with * for any text."),
        new("SL3104", Severity.Warning, "A name that Kubernetes cannot have", "Service names are DNS labels of lower-case letters, digits and dashes. A caller that uses another name gets its values and its mounted files rewritten; a name inside an image is not reached.", "Rename the service, or check that the callers listed take the name from their environment.", NamesPage),
        new("SL3105", Severity.Warning, "One name, two services", "In a namespace a name has one answer. Compose answered with any of them.", "Give one of them another name, or put the callers in different domains."),
        new("SL3106", Severity.Warning, "A caller needs a service that the platform replaces", "The name will not resolve any more, because its service is not deployed.", "Let the caller use the public address, keep the service by stating its kind in sluis.yaml, or remove the call."),
        new("SL3107", Severity.Warning, "A volume that several workloads mount", "On several nodes this needs storage that many nodes can mount (ReadWriteMany), which the usual block storage is not.", "Name a class with ReadWriteMany under storage.sharedClass.", "https://kubernetes.io/docs/concepts/storage/persistent-volumes/#access-modes"),
        new("SL3108", Severity.Warning, "A volume used in several namespaces", "A claim belongs to one namespace. Each namespace gets a claim of its own, and the data in them is not shared.", "Put the services in one domain, or provide a static PersistentVolume for each claim on the same share.", "https://kubernetes.io/docs/concepts/storage/persistent-volumes/"),
        new("SL3109", Severity.Warning, "A service shares another's network", "Its processes meet on localhost, so it must run as a container in the other's Pod.", "Check that the two may start and stop together."),
        new("SL3110", Severity.Warning, "No registry for images that are built", "The cluster pulls images; what is built has to be pushed somewhere.", "State registry.address in sluis.yaml."),
        new("SL3111", Severity.Warning, "More replicas than its data allows", "The service writes to a volume that one Pod may mount, so it runs once.", "Remove replicas, or give the service storage that is shared."),
        new("SL3112", Severity.Error, "Two hosts of an environment are the same", "Two production hosts map to one host, so their routes would mix.", "State the hosts of the environment in sluis.yaml."),
        new("SL3113", Severity.Note, "A scheduled command mounts a single-writer volume", "Its Pod can only start on the node where the service runs.", "Use storage that is shared, or run the schedule inside the service."),
        new("SL3114", Severity.Warning, "A kind that needs something else", "A CronJob needs a schedule; without one the service stays what it was.", "State schedule next to kind: CronJob."),
        new("SL3118", Severity.Warning, "More than one schedule for one service", "A CronJob has one schedule; the first is used.", "Write the schedules as one expression, or repeat the service under another name.", "https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/"),
        new("SL3119", Severity.Warning, "Nothing is left to deploy", "Every service of these files is there for a single Docker host, and a part of the cluster takes its place. The repository then holds no objects, only what became of each value.", "Generate them together with the projects that they serve, or state kind for a service that is to stay."),
        new("SL3117", Severity.Note, "A name that the gateway answers now", "The proxy that had the name is replaced; the name leads to the cluster's gateway, which answers a request when its Host header matches a route.", "Call the service behind the route directly where the proxy is not needed.", NamesPage),
        new("SL3150", Severity.Warning, "The address of the secret store is not known", "The External Secrets operator reads the store at its address; the platform has no such store of its own to take it from.", "State secrets.address in sluis.yaml.", "https://external-secrets.io/latest/provider/hashicorp-vault/"),
        .. VolumeDiagnostics.Help,
    ];

    public static Diagnostic NameTaken(PlatformService service, string wanted, string owner, string given) => new(
        "SL3101", Severity.Warning, service.At, $"Service {service.Key} cannot be called \"{wanted}\" because {owner} is; it becomes \"{given}\".",
        "Put the projects in different domains, or rename one service.");

    public static Diagnostic NamespaceTaken(SourceSpan at, string domain, string other, string name, string given) => new(
        "SL3102", Severity.Error, at, $"Domains \"{domain}\" and \"{other}\" both get namespace \"{name}\"; \"{domain}\" would become \"{given}\".",
        $"State \"namespace\" for one of them, or list both under one domain.");

    public static Diagnostic NoMatch(SourceSpan at, string what, string pattern, string? near) => new(
        "SL3103", Severity.Warning, at, $"{what} \"{pattern}\" matches no service.",
        near is null ? "Write project, project/service or service, with * for any text." : $"Did you mean \"{near}\"?");

    public static Diagnostic IllegalName(PlatformService target, string name, string given, string callers) => new(
        "SL3104", Severity.Warning, target.At, $"{callers} calls {target.Key} by the name \"{name}\", which no Kubernetes Service can have; values and mounted files that name it are rewritten to \"{given}\".",
        "Rename the service, or check that its callers take the name from their environment.");

    public static Diagnostic TwoTargets(PlatformService caller, string name, string ns, ServiceKey first, ServiceKey second, string rewritten) => new(
        "SL3105", Severity.Warning, caller.At, $"In namespace {ns} the name \"{name}\" means {first}, but {caller.Key} uses it for {second}; its values are rewritten to \"{rewritten}\".",
        "Give one of them another name, or put the callers in different domains.");

    public static Diagnostic CallsReplaced(PlatformService caller, string name, ServiceKey target, string by) => new(
        "SL3106", Severity.Warning, caller.At, $"{caller.Key} calls \"{name}\", but {target} is not deployed: {by} takes its place.",
        $"Use the public address, or keep {target} by stating its kind under \"services\".");

    public static Diagnostic SeveralSchedules(PlatformService service, string used) => new(
        "SL3118", Severity.Warning, service.At, $"{service.Key} has more than one schedule; \"{used}\" is used.",
        "Write the schedules as one expression, or repeat the service under another name.");

    public static Diagnostic GatewayAnswers(PlatformService caller, string name, ServiceKey target, string address) => new(
        "SL3117", Severity.Note, caller.At, $"{caller.Key} calls \"{name}\"; {target} is replaced, and the name leads to the gateway ({address}).",
        "Call the service behind the route directly where the proxy is not needed.");

    public static Diagnostic SharedVolume(SourceSpan at, string name, string users) => new(
        "SL3107", Severity.Warning, at, $"Volume \"{name}\" is mounted by {users}, so its claim is ReadWriteMany.",
        "Name a storage class with ReadWriteMany under storage.sharedClass.");

    public static Diagnostic AcrossNamespaces(SourceSpan at, string name, string namespaces) => new(
        "SL3108", Severity.Warning, at, $"Volume \"{name}\" is used in namespaces {namespaces}; each gets a claim of its own and they share no data.",
        "Put these services in one domain, or provide a static PersistentVolume on one share for each claim.");

    public static Diagnostic SharesNetwork(PlatformService service, ServiceKey host, bool together) => new(
        "SL3109", Severity.Warning, service.At, $"{service.Key} shares the network of {host}, so it has to run as a container in the same Pod.",
        together ? "Check that the two may start and stop together." : $"Put both in one domain and keep {host}: now each gets a Pod of its own.");

    public static Diagnostic NoRegistry(PlatformService first, int count, string assumed) => new(
        "SL3110", Severity.Warning, first.At, $"{count} service(s), {first.Key} first, have an image without a registry, and none is stated; \"{assumed}\" is assumed.",
        "State registry.address in sluis.yaml.");

    public static Diagnostic TooManyReplicas(PlatformService service, int stated) => new(
        "SL3111", Severity.Warning, service.At, $"{service.Key} states {stated} replicas but writes to a volume that one Pod may mount; it runs once.",
        "Remove replicas, or use a volume that several may write.");

    public static Diagnostic HostClash(SourceSpan at, string environment, string first, string second, string host) => new(
        "SL3112", Severity.Error, at, $"In environment \"{environment}\" both {first} and {second} become {host}.",
        $"State them under environments: {environment}: hosts.");

    public static Diagnostic ScheduleNeedsVolume(PlatformService service, string task, string volume) => new(
        "SL3113", Severity.Note, service.At, $"Scheduled command \"{task}\" of {service.Key} mounts \"{volume}\", which one node at a time can mount: its Pod runs on the service's node.",
        "Use storage that is shared if the schedule must not depend on that node.");

    public static Diagnostic NoStoreAddress(SourceSpan at, string backend, string assumed) => new(
        "SL3150", Severity.Warning, at, $"Secrets are kept in {backend}, whose address is not known; {assumed} stands in its place.",
        "State secrets.address in sluis.yaml.");

    public static Diagnostic NoSchedule(PlatformService service) => new(
        "SL3114", Severity.Warning, service.At, $"{service.Key} is to be a CronJob but has no schedule.", "State \"schedule\" next to \"kind: CronJob\".");

    public static Diagnostic NothingLeft(PlatformService first, int services) => new(
        "SL3119", Severity.Warning, first.At, $"Nothing is left to deploy: the cluster takes the place of {(services == 1 ? $"\"{first.Key}\"" : $"all {services} services")}.",
        "Generate it together with the projects that it serves, or state kind for a service that is to stay.");
}
