using Sluis.Core.Diagnostics;
using Sluis.Core.Text;

namespace Sluis.Core.Emit.Kubernetes.Routing;

internal static class RoutingDiagnostics
{
    public static readonly IReadOnlyList<DiagnosticHelp> Help =
    [
        new("SL4201", Severity.Warning, "A route that is not carried over", "It is not HTTP, or names no port that can be found.", "Give the service a port, or add a TCPRoute by hand.", "https://gateway-api.sigs.k8s.io/"),
        new("SL4202", Severity.Warning, "Part of a route has no expression", "The chosen dialect has no field for it.", "Choose another dialect in sluis.yaml (routing.dialect), or add it by hand.", "https://gateway-api.sigs.k8s.io/"),
    ];

    public static Diagnostic NotRouted(SourceSpan at, string route) => new(
        "SL4201", Severity.Warning, at, $"Route \"{route}\" is not carried over: it is not HTTP or has no port.", "Give the service a port, or add a TCPRoute by hand.");

    public static Diagnostic NotExpressed(SourceSpan at, string route, string what) => new(
        "SL4202", Severity.Warning, at, $"Route \"{route}\": {what} has no expression in the chosen dialect.", "Choose another dialect in sluis.yaml (routing.dialect), or add it by hand.");
}
