using Sluis.Core.Diagnostics;
using Sluis.Core.Platform;
using Sluis.Core.Text;

namespace Sluis.Core.Understanding;

internal static class UnderstandingDiagnostics
{
    public static readonly IReadOnlyList<DiagnosticHelp> Help =
    [
        new("SL2001", Severity.Note, "How the files were read", "Several Compose files in one folder can be one project or many; this says which was assumed.", "Set layout or projects in sluis.yaml to decide otherwise."),
        new("SL2002", Severity.Error, "No Compose file", "There is nothing to read at the path.", "Name a Compose file or a folder that has one."),
        new("SL2101", Severity.Warning, "A secret written in the file", "Whoever can read the file can read the secret, and Git keeps it for ever.", "Move it to a variable, then rotate it."),
        new("SL2102", Severity.Warning, "A mounted path that is not here", "The folder or file of a bind mount is not beside the Compose file, so its content cannot be carried over.", "Put it there before generating, or replace the mount by a volume."),
        new("SL2103", Severity.Warning, "A mounted folder that is too large for configuration", "A ConfigMap holds at most 1 MiB. A folder of small files is spread over several; one with a file of more than 1 MB, more than 8 MB or more than 500 files is taken for data.", "Make it a volume and carry its content with the data.", "https://kubernetes.io/docs/concepts/configuration/configmap/"),
        new("SL2104", Severity.Warning, "A host name that nothing answers", "A service calls a name that no service, container, host name or alias on its networks has.", "Start what answers to it, or correct the name."),
        new("SL2105", Severity.Warning, "A call that cannot have worked", "Caller and target share no network, so Docker does not resolve the name.", "Put both on one network, or remove the call. It is moved as if it worked."),
        new("SL2106", Severity.Warning, "Volumes of a container that is not here", "volumes_from names a container that no project declares, so nobody knows what it mounts.", "Declare the volumes in the service.", "https://docs.docker.com/reference/compose-file/services/#volumes_from"),
        new("SL2107", Severity.Warning, "A port published twice", "Two services cannot both listen on one port of the host.", "Give one of them another published port, or a route with its own host."),
        new("SL2108", Severity.Error, "A mounted file that is too large for configuration", "A ConfigMap holds at most 1 MiB, and a volume is a folder, so a single larger file has no place.", "Put the file in the image, or mount its folder, which becomes a volume.", "https://kubernetes.io/docs/concepts/configuration/configmap/"),
        new("SL2201", Severity.Warning, "An image without a fixed version", "latest changes under you: what is tested is not what runs.", "Pin a version or a digest."),
        new("SL2202", Severity.Warning, "The Docker socket is mounted", "Whoever reaches the container owns the host; in Kubernetes there is no socket.", "Use what the platform offers instead."),
        new("SL2203", Severity.Warning, "A privileged container", "It can do whatever the host can.", "Ask for the capabilities that it needs.", "https://kubernetes.io/docs/concepts/security/pod-security-standards/"),
        new("SL2204", Severity.Warning, "A health check that cannot work", "The image does not have the program that the check calls.", "Use a program of the image, or an HTTP check in sluis.yaml."),
        new("SL2205", Severity.Warning, "A Redis client without the password", "The server asks for a password and the client's URL has none.", "Put the password in the URL."),
        new("SL2206", Severity.Warning, "A volume that several services write", "Only some storage can be written from several nodes (ReadWriteMany).", "Choose a shared storage class, or let one service write."),
        new("SL2301", Severity.Warning, "A route rule that cannot be read", "Part of the rule has no meaning here; that part is not routed.", "Write the rule with Host, PathPrefix, Path, && and ||."),
        new("SL2302", Severity.Warning, "A middleware that is not here", "The route names a middleware that neither a label nor a mounted file defines.", "Add its definition, or remove it from the route."),
        .. HostDiagnostics.Help,
        .. Routes.RouteDiagnostics.Help,
        .. Lint.LintDiagnostics.Help,
    ];

    private static Diagnostic Warn(string code, SourceSpan at, string message, string fix) => new(code, Severity.Warning, at, message, fix);

    public static Diagnostic HowRead(SourceSpan at, string what) => new("SL2001", Severity.Note, at, what, "Set \"layout\" or \"projects\" in sluis.yaml to decide otherwise.");

    public static Diagnostic NoCompose(string path) => new("SL2002", Severity.Error, SourceSpan.StartOf(path), $"There is no Compose file at {path}.", "Name a Compose file, or a folder that has one.");

    public static Diagnostic LiteralSecret(SourceSpan at, ServiceKey service, string what) =>
        Warn("SL2101", at, $"Service \"{service.Service}\" has a secret written in the file ({what}).", "Move it to a variable in .env, then rotate it.");

    public static Diagnostic MissingSource(SourceSpan at, ServiceKey service, string path, string consequence) =>
        Warn("SL2102", at, $"Service \"{service.Service}\" mounts {path}, which is not here, {consequence}.", "Put it there before generating, or replace the mount by a volume.");

    public static Diagnostic TooLarge(SourceSpan at, ServiceKey service, string path) =>
        Warn("SL2103", at, $"Service \"{service.Service}\" mounts {path}, which is more than ConfigMaps should hold; it becomes a volume.", "Make it a volume and carry its content with the data.");

    public static Diagnostic FileTooLarge(SourceSpan at, ServiceKey service, string path) =>
        new("SL2108", Severity.Error, at, $"Service \"{service.Service}\" mounts the file {path}, which is more than a ConfigMap holds (1 MiB).", "Put the file in the image, or mount its folder, which becomes a volume.");

    public static Diagnostic NobodyAnswers(SourceSpan at, ServiceKey service, string host) =>
        Warn("SL2104", at, $"Service \"{service.Service}\" calls \"{host}\", and nothing answers to that name.", "Start what answers to it, or correct the name.");

    public static Diagnostic NoSharedNetwork(SourceSpan at, ServiceKey service, ServiceKey target) =>
        Warn("SL2105", at, $"Service \"{service.Service}\" calls \"{target}\", but they share no network.", "Put both on one network, or remove the call.");

    public static Diagnostic VolumesOfStranger(SourceSpan at, ServiceKey service, string container) =>
        Warn("SL2106", at, $"Service \"{service.Service}\" mounts the volumes of container \"{container}\", which is declared nowhere here.", "Declare the volumes in the service.");

    public static Diagnostic PortTwice(SourceSpan at, ServiceKey first, ServiceKey second, int port) =>
        Warn("SL2107", at, $"Services \"{first}\" and \"{second}\" both publish port {port}.", "Give one of them another published port, or a route with its own host.");

    public static Diagnostic Latest(SourceSpan at, ServiceKey service, string image) =>
        Warn("SL2201", at, $"Service \"{service.Service}\" runs {image}, which is not a fixed version.", "Pin a version or a digest.");

    public static Diagnostic DockerSocket(SourceSpan at, ServiceKey service) =>
        Warn("SL2202", at, $"Service \"{service.Service}\" mounts the Docker socket, which a cluster does not have.", "Use what the platform offers instead.");

    public static Diagnostic Privileged(SourceSpan at, ServiceKey service) =>
        Warn("SL2203", at, $"Service \"{service.Service}\" is privileged.", "Ask for the capabilities that it needs.");

    public static Diagnostic NoProgram(SourceSpan at, ServiceKey service, string program) =>
        Warn("SL2204", at, $"The health check of \"{service.Service}\" calls {program}, which its image does not have.", "Use a program of the image.");

    public static Diagnostic RedisPassword(SourceSpan at, ServiceKey service, ServiceKey server) =>
        Warn("SL2205", at, $"Service \"{service.Service}\" calls Redis \"{server.Service}\" without the password that it asks for.", "Put the password in the URL.");

    public static Diagnostic SharedVolume(SourceSpan at, StoreName store, string writers) =>
        Warn("SL2206", at, $"Volume \"{store}\" is written by {writers}.", "Choose a shared storage class in sluis.yaml (storage.sharedClass), or let one service write.");

    public static Diagnostic BadRule(SourceSpan at, string rule) =>
        Warn("SL2301", at, $"Part of the rule \"{rule}\" cannot be read.", "Write it with Host, PathPrefix, Path, && and ||.");

    public static Diagnostic NoMiddleware(SourceSpan at, string name) =>
        Warn("SL2302", at, $"Middleware \"{name}\" is defined nowhere in the platform.", "Add its definition, or remove it from the route.");
}
