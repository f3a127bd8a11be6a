using Sluis.Core.Diagnostics;
using Sluis.Core.Platform;
using Sluis.Core.Text;

namespace Sluis.Core.Understanding.Lint;

internal static class LintDiagnostics
{
    public static readonly IReadOnlyList<DiagnosticHelp> Help =
    [
        new("SL2207", Severity.Warning, "A name that two services answer to", "Two services of one name share a network across projects, and Docker's DNS answers with either. After the move each caller reaches the one of its own project.", "Give one of them another name or alias."),
        new("SL2208", Severity.Warning, "The host's network", "The container listens on every address of the host and reaches all that the host reaches; network policies do not hold it.", "Publish the ports that it needs instead.", "https://kubernetes.io/docs/concepts/security/pod-security-standards/"),
        new("SL2209", Severity.Note, "A network that nobody is on", "It is declared and no service of the platform is on it.", "Remove it, or put on it who belongs there."),
        new("SL2210", Severity.Note, "A volume that nobody mounts", "It is declared and no service mounts it; what lies in it is not moved.", "Remove it, or mount it where it belongs."),
        new("SL2211", Severity.Note, "An external network or volume that nobody declares", "Something outside of these files made it. A network needs nothing in the cluster; the data of a volume must be brought.", "Declare it in one of the projects, or bring its data yourself."),
        new("SL2212", Severity.Warning, "A health check whose operators do nothing", "In the exec form there is no shell: || and | are arguments of the program.", "Use CMD-SHELL, or leave the operator out.", "https://docs.docker.com/reference/dockerfile/#healthcheck"),
        new("SL2213", Severity.Note, "A health check on another port", "The check asks a port that the service does not say it listens on.", "Check the port, or expose it."),
        new("SL2214", Severity.Warning, "A health check without the password", "redis-cli ends well even when Redis answers NOAUTH, so that the check says nothing.", "Set REDISCLI_AUTH in the service's environment."),
        new("SL2215", Severity.Warning, "Nothing to await", "depends_on waits for the health of a service that has no health check; unless its image brings one, it never starts.", "Give it a health check, or wait for service_started."),
        new("SL2216", Severity.Warning, "A store that is open to the network", "The port of a database, cache or broker is published on every address of the host.", "Publish it on 127.0.0.1, or not at all: services reach it by its name."),
        new("SL2217", Severity.Note, "Services that are not started again", "Without restart they stay down after a crash or a reboot. Kubernetes always starts them again.", "Set restart: unless-stopped, or restart: \"no\" and wait for its end where it is a job."),
        new("SL2218", Severity.Warning, "A container name twice", "Two services ask for one container name; the engine refuses the second.", "Leave container_name out, or make it unique."),
        new("SL2219", Severity.Warning, "A tool that is open to the network", "A tool for those who run the platform is published on every address of the host, and nothing asks who comes.", "Publish it on 127.0.0.1, or put authentication in front of it."),
    ];

    private static Diagnostic Warn(string code, SourceSpan at, string message, string fix) => new(code, Severity.Warning, at, message, fix);

    private static Diagnostic Note(string code, SourceSpan at, string message, string fix) => new(code, Severity.Note, at, message, fix);

    public static Diagnostic TwoAnswer(SourceSpan at, ServiceKey first, ServiceKey second, NetworkName network) =>
        Warn("SL2207", at, $"Services \"{first}\" and \"{second}\" both answer to \"{second.Service}\" on network \"{network}\".", "Give one of them another name or alias.");

    public static Diagnostic HostNetwork(SourceSpan at, ServiceKey service) =>
        Warn("SL2208", at, $"Service \"{service.Service}\" uses the host's network.", "Publish the ports that it needs instead.");

    public static Diagnostic UnusedNetwork(SourceSpan at, NetworkName network) =>
        Note("SL2209", at, $"Nobody is on network \"{network}\".", "Remove it, or put on it who belongs there.");

    public static Diagnostic UnusedVolume(SourceSpan at, StoreName volume) =>
        Note("SL2210", at, $"Nobody mounts volume \"{volume}\"; what lies in it is not moved.", "Remove it, or mount it where it belongs.");

    public static Diagnostic UndeclaredNetwork(SourceSpan at, NetworkName network) =>
        Note("SL2211", at, $"No project here declares the external network \"{network}\".", "Add the project that makes it, or declare it in one of these.");

    public static Diagnostic UndeclaredVolume(SourceSpan at, StoreName volume) =>
        Note("SL2211", at, $"No project here declares the external volume \"{volume}\".", "Add the project that makes it, or bring its data yourself.");

    public static Diagnostic CheckWithOperators(SourceSpan at, ServiceKey service, string word) =>
        Warn("SL2212", at, $"The health check of \"{service.Service}\" passes \"{word}\" to its program, as no shell reads it.", "Use CMD-SHELL, or leave it out.");

    public static Diagnostic CheckOnOtherPort(SourceSpan at, ServiceKey service, int port) =>
        Note("SL2213", at, $"The health check of \"{service.Service}\" asks port {port}, which the service does not say it listens on.", "Check the port, or expose it.");

    public static Diagnostic CheckWithoutPassword(SourceSpan at, ServiceKey service) =>
        Warn("SL2214", at, $"The health check of \"{service.Service}\" asks Redis without the password that it needs.", "Set REDISCLI_AUTH in its environment.");

    public static Diagnostic NothingToAwait(SourceSpan at, ServiceKey service, ServiceKey target, bool certain) => new(
        "SL2215", certain ? Severity.Warning : Severity.Note, at, $"Service \"{service.Service}\" waits for the health of \"{target.Service}\", which has no health check{(certain ? "" : " unless its image brings one")}.",
        "Give it a health check, or wait for service_started.");

    public static Diagnostic StoreOpen(SourceSpan at, ServiceKey service, int port) =>
        Warn("SL2216", at, $"Service \"{service.Service}\" publishes its port {port} on every address of the host.", "Publish it on 127.0.0.1, or not at all.");

    public static Diagnostic NeverRestarted(SourceSpan at, string project, IReadOnlyList<string> services) =>
        Note("SL2217", at, $"In project \"{project}\" {services.Count} {(services.Count == 1 ? "service is" : "services are")} never started again: {string.Join(", ", services.Take(5))}{(services.Count > 5 ? " …" : "")}.",
            "Set restart: unless-stopped.");

    public static Diagnostic ContainerNameTwice(SourceSpan at, ServiceKey first, ServiceKey second, string name) =>
        Warn("SL2218", at, $"Services \"{first}\" and \"{second}\" both ask for the container name \"{name}\".", "Leave container_name out, or make it unique.");

    public static Diagnostic ToolOpen(SourceSpan at, ServiceKey service, int port) =>
        Warn("SL2219", at, $"Service \"{service.Service}\" is open on port {port} to whoever reaches the host.", "Publish it on 127.0.0.1, or put authentication in front of it.");
}
