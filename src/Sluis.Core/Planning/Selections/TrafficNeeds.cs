using Sluis.Core.Platform;

namespace Sluis.Core.Planning.Selections;

/// <summary>What calls and routes ask of a mesh, a network plugin and a gateway.</summary>
internal static class TrafficNeeds
{
    public static void Read(PlanningContext context, IReadOnlyCollection<WorkloadDraft> drafts, RequirementList needs)
    {
        Calls(context, drafts, needs);
        Routes(context.Platform, needs);
    }

    private static void Calls(PlanningContext context, IReadOnlyCollection<WorkloadDraft> drafts, RequirementList needs)
    {
        var moved = drafts.Select(static d => d.Key).ToHashSet();
        var secrets = SecretsByUser(context.Platform);
        List<string> streams = [], serverFirst = [], http = [], grpc = [], clear = [], external = [];
        foreach (var edge in context.Platform.Edges)
        {
            if (!moved.Contains(edge.From))
                continue;
            if (edge.To is EdgeTarget.External(var host))
                external.Add($"{edge.From} to {host}");
            if (edge.To is not EdgeTarget.Service(var target) || edge.Port is not { } port || edge.Protocol != TransportProtocol.Tcp || !moved.Contains(target))
                continue;
            var protocol = Protocol(context, edge, target, port);
            var place = protocol.Length == 0 ? $"{target}:{port}" : $"{target}:{port} ({protocol})";
            if (protocol == "grpc")
                grpc.Add(place);
            else if (protocol is "http" or "https")
                http.Add(place);
            else
                streams.Add(place);
            if (SpeaksFirst(protocol, port))
                serverFirst.Add(place);
            if (protocol != "https" && secrets.TryGetValue(edge.From, out var own) && secrets.TryGetValue(target, out var theirs) && own.Overlaps(theirs))
                clear.Add($"{edge.From} to {target}:{port}");
        }
        needs.AddIfAny("tcp-services", streams, static n => $"{RequirementList.Count(n, "port is", "ports are")} called over TCP that is not HTTP");
        needs.AddIfAny("server-first", serverFirst, static n => $"on {RequirementList.Count(n, "port", "ports")} the server speaks first, so a proxy that waits for the caller's words to tell the protocol waits in vain");
        needs.AddIfAny("http-calls", http, static n => $"{RequirementList.Count(n, "port is", "ports are")} called over HTTP from inside");
        needs.AddIfAny("grpc", grpc, static n => $"{RequirementList.Count(n, "port speaks", "ports speak")} gRPC, whose long connections are shared badly without a proxy");
        needs.AddIfAny("credentials-in-clear", clear, static n => $"{RequirementList.Count(n, "call carries", "calls carry")} a password that both sides hold, over a connection without TLS");
        needs.AddIfAny("external-hosts", external, static n => $"{RequirementList.Count(n, "call leaves", "calls leave")} the platform for a named host");
    }

    /// <summary>As the caller said, else as the service says, else by the port's usual use.</summary>
    private static string Protocol(PlanningContext context, Edge edge, ServiceKey target, int port)
    {
        if (edge.AppProtocol is { } stated)
            return stated;
        if (context.Services.TryGetValue(target, out var service))
            foreach (var own in service.Ports)
                if (own.Number == port && own.AppProtocol is { } known)
                    return known;
        return port switch
        {
            3306 => "mysql",
            5432 => "postgres",
            6379 => "redis",
            25 or 587 or 1025 => "smtp",
            80 or 3000 or 8000 or 8080 or 8200 or 9090 => "http",
            443 or 8443 => "https",
            _ => "",
        };
    }

    /// <summary>
    /// https://istio.io/latest/docs/ops/deployment/application-requirements/#server-first-protocols and
    /// https://linkerd.io/2/features/protocol-detection/ name MySQL and SMTP; NATS sends INFO first (https://docs.nats.io/reference/reference-protocols/nats-protocol).
    /// </summary>
    private static bool SpeaksFirst(string protocol, int port) => protocol is "mysql" or "smtp" or "nats" || port is 25 or 587 or 3306 or 4222;

    private static Dictionary<ServiceKey, HashSet<SecretName>> SecretsByUser(PlatformModel platform)
    {
        var held = new Dictionary<ServiceKey, HashSet<SecretName>>();
        foreach (var secret in platform.Secrets)
        {
            if (secret.Kind is SecretKind.Certificate or SecretKind.PrivateKey or SecretKind.KeyStore or SecretKind.File)
                continue;
            foreach (var user in secret.Users)
                if (held.TryGetValue(user, out var names))
                    names.Add(secret.Name);
                else
                    held.Add(user, [secret.Name]);
        }
        return held;
    }

    private static void Routes(PlatformModel platform, RequirementList needs)
    {
        List<string> middlewares = [], auth = [], streams = [], traefik = [];
        foreach (var route in platform.Routes)
        {
            if (route.Origin == RouteOrigin.Traefik)
                traefik.Add(route.Service.ToString());
            if (route.InternalService is not null)
                continue;
            if (route.Kind != RouteKind.Http)
                streams.Add($"{route.Service} (route {route.Name})");
            foreach (var middleware in route.Middlewares)
            {
                if (!HasFilter(middleware))
                    middlewares.Add($"{middleware.Name} ({middleware.GetType().Name}) before {route.Service}");
                if (middleware is Middleware.ForwardAuth)
                    auth.Add(route.Service.ToString());
            }
        }
        needs.AddIfAny("traefik-today", traefik, static n => $"Traefik routes to {RequirementList.Count(n, "service", "services")} today");
        needs.AddIfAny("traefik-middlewares", middlewares, static n => $"{RequirementList.Count(n, "use", "uses")} of a middleware for which Gateway API has no filter of its own");
        needs.AddIfAny("forward-auth", auth, static n => $"{RequirementList.Count(n, "service is", "services are")} behind a sign-in at the gateway");
        needs.AddIfAny("stream-routes", streams, static n => $"{RequirementList.Count(n, "route carries", "routes carry")} TCP, UDP or TLS passed through");
    }

    /// <summary>https://gateway-api.sigs.k8s.io/reference/spec/#httproutefilter</summary>
    private static bool HasFilter(Middleware middleware) => middleware
        is Middleware.RedirectScheme or Middleware.StripPrefix or Middleware.AddPrefix or Middleware.ReplacePath or Middleware.Unresolved
        or Middleware.Headers { Cors: null };
}
