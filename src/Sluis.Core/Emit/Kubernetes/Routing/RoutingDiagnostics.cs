using Sluis.Core.Diagnostics;
using Sluis.Core.Platform;
using Sluis.Core.Text;

namespace Sluis.Core.Emit.Kubernetes.Routing;

internal static class RoutingDiagnostics
{
    private const string GatewayPage = "https://gateway-api.sigs.k8s.io/reference/spec/";
    private const string ChooseDialect = "Choose another dialect or class in sluis.yaml (routing.dialect, routing.className), or add it by hand in an overlay.";

    public static readonly IReadOnlyList<DiagnosticHelp> Help =
    [
        new("SL4201", Severity.Warning, "A route without a port", "The gateway needs a port of the service, and neither the route nor the service states one.", "State the port: a loadbalancer.server.port label, VIRTUAL_PORT, or expose."),
        new("SL4202", Severity.Warning, "Part of a route has no expression", "The chosen dialect has no field for it, so requests are treated differently than today.", ChooseDialect, GatewayPage),
        new("SL4203", Severity.Warning, "A middleware that nobody defines", "Its definition was not among the files that were read, so the route works without it. It may have been what kept people out.", "Give Sluis the proxy's dynamic configuration file, or add the middleware by hand before the route goes live."),
        new("SL4204", Severity.Warning, "A host expression that is not a wildcard", "Gateway API and Ingress know exact hosts and *.example.com, not regular expressions.", "Name the hosts, or write the expression as a wildcard.", GatewayPage),
        new("SL4205", Severity.Note, "A route of the proxy itself", "The dashboard and API of the old proxy go with it; the cluster's gateway has its own.", "Use the gateway's own dashboard, behind the same sign-in."),
        new("SL4206", Severity.Note, "A route that is not HTTP", "TCPRoute, UDPRoute and TLSRoute are v1 since Gateway API 1.6 and not every gateway implements them.", "Check that the gateway class supports the kind, and that its port is open on the load balancer.", GatewayPage),
        new("SL4207", Severity.Note, "A priority that is not carried over", "Gateway API and Ingress choose the most specific match; a stated priority has no field.", "Check that the more specific route is the one that had the higher priority.", GatewayPage),
        new("SL4208", Severity.Warning, "A route without a host", "On a Docker host a published port was the address; behind one gateway a host name is.", "State routing.domain in sluis.yaml, or give the service a host.", GatewayPage),
        new("SL4209", Severity.Warning, "A certificate needs a DNS challenge", "A wildcard certificate, or a resolver with a DNS challenge whose provider cert-manager does not know, cannot be had over HTTP.", "Configure dns01 on the ClusterIssuer in an overlay.", "https://cert-manager.io/docs/configuration/acme/dns01/"),
        new("SL4210", Severity.Note, "Certificates come from cert-manager", "The proxy's own resolver is replaced by a ClusterIssuer.", "Check the ClusterIssuer's e-mail address and server.", "https://cert-manager.io/docs/usage/gateway/"),
        new("SL4211", Severity.Warning, "The service speaks TLS behind the gateway", "The gateway must be told to speak TLS to it and which certificate to trust, which Compose does not say.", "Let the service speak plain HTTP, or add a BackendTLSPolicy with its CA.", "https://gateway-api.sigs.k8s.io/api-types/backendtlspolicy/"),
        new("SL4212", Severity.Warning, "A route is withheld because it would be open", "A middleware that keeps people out has no expression in the chosen dialect, and without it everybody could enter.", ChooseDialect, GatewayPage),
        new("SL4213", Severity.Warning, "A middleware of a kind that is not mapped", "A plugin, or a kind that no dialect here has a counterpart for. The route works without it.", "Do it in the service, or write it for the gateway in an overlay; if it kept people out, before the route goes live.", "https://doc.traefik.io/traefik/reference/routing-configuration/http/middlewares/overview/"),
        new("SL4214", Severity.Note, "A prefix that matches less than it did", "Gateway API and Ingress compare prefixes by whole path elements: /api matches /api and /api/x, not /apiary. Another route of the host has such a path.", "Give the route a second prefix for the paths that it should still have.", "https://gateway-api.sigs.k8s.io/reference/spec/#pathmatchtype"),
    ];

    public static Diagnostic NoPort(Route route) => new(
        "SL4201", Severity.Warning, route.At, $"Route \"{route.Name}\" to {route.Service} states no port and the service listens on none that is known; it is not carried over.",
        "State the port: a loadbalancer.server.port label, VIRTUAL_PORT, or expose.");

    public static Diagnostic NotExpressed(Route route, string what, SourceSpan at = default) => new(
        "SL4202", Severity.Warning, at.IsNone ? route.At : at, $"Route \"{route.Name}\" to {route.Service}: {what} has no expression in the chosen dialect.", ChooseDialect);

    public static Diagnostic Undefined(Route route, string middleware, string kind) => kind.Length > 0
        ? new("SL4213", Severity.Warning, route.At, $"Route \"{route.Name}\" uses middleware \"{middleware}\" of kind {kind}, which is not mapped; the route works without it.",
            "Do it in the service, or write it for the gateway in an overlay.")
        : new("SL4203", Severity.Warning, route.At, $"Route \"{route.Name}\" uses middleware \"{middleware}\", which nothing that was read defines; the route works without it.",
            "Give Sluis the proxy's dynamic configuration file, or add the middleware by hand before the route goes live.");

    public static Diagnostic HostExpression(Route route, string host) => new(
        "SL4204", Severity.Warning, route.At, $"Route \"{route.Name}\": host expression \"{host}\" is not a plain wildcard; this way in is not carried over.",
        "Name the hosts, or write the expression as a wildcard.");

    public static Diagnostic ProxyOwn(Route route) => new(
        "SL4205", Severity.Note, route.At, $"Route \"{route.Name}\" leads to the proxy's own {route.InternalService}; it goes with the proxy.",
        "Use the dashboard of the cluster's gateway, behind the same sign-in.");

    public static Diagnostic NotHttp(Route route, string kind) => new(
        "SL4206", Severity.Note, route.At, $"Route \"{route.Name}\" becomes a {kind}, which not every gateway implements.",
        "Check that the gateway class supports it, and open its port on the load balancer.");

    public static Diagnostic Priority(Route route) => new(
        "SL4207", Severity.Note, route.At, $"Route \"{route.Name}\" states priority {route.Priority}; the most specific match wins instead.",
        "Check that the more specific route is the one that had the higher priority.");

    public static Diagnostic NoHost(Route route, string host) => new(
        "SL4208", Severity.Warning, route.At, $"Route \"{route.Name}\" to {route.Service} names no host; it gets \"{host}\".",
        "State routing.domain in sluis.yaml, or give the service a host.");

    public static Diagnostic NeedsDns(SourceSpan at, string what) => new(
        "SL4209", Severity.Warning, at, $"{what} needs a DNS challenge, and the ClusterIssuer is written with an HTTP challenge.",
        "Configure dns01 on the ClusterIssuer in an overlay: https://cert-manager.io/docs/configuration/acme/dns01/.");

    public static Diagnostic Issuer(SourceSpan at, string issuer, string detail) => new(
        "SL4210", Severity.Note, at, $"Certificates come from cert-manager's ClusterIssuer \"{issuer}\": {detail}.",
        "Check the ClusterIssuer's e-mail address and server.");

    public static Diagnostic Withheld(Route route, string what) => new(
        "SL4212", Severity.Warning, route.At, $"Route \"{route.Name}\" to {route.Service} is not carried over: without {what} it would be open to everybody, and the chosen dialect cannot say it.", ChooseDialect);

    public static Diagnostic BackendTls(Route route) => new(
        "SL4211", Severity.Warning, route.At, $"Route \"{route.Name}\": {route.Service} is reached over {route.Scheme}, and nothing says which certificate to trust.",
        "Let the service speak plain HTTP, or add a BackendTLSPolicy with its CA.");

    public static Diagnostic WholeElements(Route route, string prefix, string sibling) => new(
        "SL4214", Severity.Note, route.At, $"Route \"{route.Name}\" has the prefix {prefix}, which matched {sibling} and the like too; now it matches {prefix} and what is below it.",
        "Give the route a second prefix for the paths that it should still have.");
}
