using Sluis.Core.Diagnostics;
using Sluis.Core.Platform;
using Sluis.Core.Text;

namespace Sluis.Core.Understanding;

/// <summary>What reaches from the platform into the host it ran on.</summary>
internal static class HostDiagnostics
{
    public static readonly IReadOnlyList<DiagnosticHelp> Help =
    [
        new("SL2109", Severity.Warning, "A link to a container that is not here", "external_links names a container that no project of this platform declares, so nothing will answer to the alias.", "Read the project that has it together with this one, or use an address.", "https://docs.docker.com/reference/compose-file/services/#external_links"),
        new("SL2110", Severity.Warning, "A call to the Docker host", "host-gateway and host.docker.internal are the machine that Docker runs on, which a Pod does not have. The name is left out.", "Call the service by its own name where the platform runs it; else move what listens on the host into the cluster, or make a Service without a selector and an EndpointSlice with its address.", "https://kubernetes.io/docs/concepts/services-networking/service/#services-without-selectors"),
        new("SL2111", Severity.Warning, "A call to the internet from an internal network", "All networks of the service are internal, so Docker lets nothing out and neither will the cluster's policies.", "Put the service on a network that is not internal, or set internetEgress for it in sluis.yaml; remove the call if it is not made.", "https://docs.docker.com/reference/compose-file/networks/#internal"),
        new("SL2112", Severity.Warning, "Two projects whose volume is one on the host", "Files of one folder that are started without -p are one project to Docker, so volumes of one key are one volume. Each project gets a volume of its own here.", "State name for the volume in one of the files, or mark it external where it is shared."),
        new("SL2113", Severity.Warning, "A job of the scheduler that no service has", "The scheduler runs it on the host, in a new container, or in a container that no project here declares, so no CronJob comes of it.", "Add a service for it with a schedule in sluis.yaml, or give the job the container of a service.", "https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/"),
        new("SL2114", Severity.Warning, "A mount of Windows", "A named pipe, or a target such as C:\\data, is in a Windows container; the nodes of the cluster run Linux, and a Pod cannot mount anything there. The mount is left out. A target of one letter before a colon, as in a:/a, is read as a Windows drive by Compose too.", "Mount it at a path of Linux, or write the long form with source and target apart.", "https://docs.docker.com/reference/compose-file/services/#volumes"),
    ];

    public static Diagnostic LinkToStranger(SourceSpan at, ServiceKey service, string container, string alias) => new(
        "SL2109", Severity.Warning, at, $"Service \"{service.Service}\" links to container \"{container}\" as \"{alias}\", and no project here declares it.",
        "Read the project that has it together with this one, or use an address.");

    public static Diagnostic CallsTheHost(SourceSpan at, ServiceKey service, string names, string ports, string? known) => new(
        "SL2110", Severity.Warning, at, $"Service \"{service.Service}\" calls the Docker host ({names}){ports}, which a cluster does not have.",
        known is null ? "Move what listens there into the cluster, or make a Service without a selector and an EndpointSlice with its address." : $"Call the service by its own name: {known}.");

    public static Diagnostic InternalCallsOut(SourceSpan at, ServiceKey service, string host) => new(
        "SL2111", Severity.Warning, at, $"Service \"{service.Service}\" calls {host}, but all its networks are internal: nothing gets out, before or after.",
        "Put it on a network that is not internal, or set internetEgress for it in sluis.yaml.");

    public static Diagnostic OneVolumeTwice(SourceSpan at, string volume, string first, string second) => new(
        "SL2112", Severity.Warning, at, $"Projects \"{first}\" and \"{second}\" both declare what Docker calls \"{volume}\" when nobody says -p; each gets a volume of its own.",
        "State name for the volume in one of the files, or mark it external where it is shared.");

    public static Diagnostic JobOfScheduler(SourceSpan at, ServiceKey scheduler, string kind, string name, string? container) => new(
        "SL2113", Severity.Warning, at, $"Scheduler \"{scheduler.Service}\" has the {kind} \"{name}\"{(container is null ? "" : $" for container \"{container}\"")}, which is no service here; no CronJob comes of it.",
        "Add a service for it with a schedule in sluis.yaml, or give the job the container of a service.");

    public static Diagnostic MountOfWindows(SourceSpan at, ServiceKey service, string target) => new(
        "SL2114", Severity.Warning, at, $"Service \"{service.Service}\" mounts {target}, which is a path of Windows, so nothing is mounted there.",
        "Mount it at a path of Linux, or write the long form with source and target apart.");
}
