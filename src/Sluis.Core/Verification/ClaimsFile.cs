using System.Buffers;
using System.Text.Json;
using Sluis.Core.Emit;
using Sluis.Core.Planning;
using Sluis.Core.Platform;
using Sluis.Core.Proof.Claims;

namespace Sluis.Core.Verification;

/// <summary>The old platform as the proofs need to know it, out of the model and the plan; and as a file.</summary>
public static class ClaimsFile
{
    public static Claims Of(MigrationPlan plan, string input)
    {
        var platform = plan.Platform;
        var workloads = plan.Workloads.ToDictionary(static w => w.Service.Key);
        var replaced = plan.Replaced.ToDictionary(static r => r.Service, static r => r.By);
        var rewrites = plan.Rewrites.ToLookup(static r => (r.Caller, r.From), static r => r.To);
        return new()
        {
            Input = input,
            Connectivity = plan.Choices.Connectivity == ConnectivityMode.Strict ? "strict" : "compose",
            IngressNamespace = platform.Routes.IsEmpty ? null : Emit.Kubernetes.Routing.RoutingEmitter.IngressNamespace,
            Services = [.. platform.Services.Select(s => Service(s, workloads, replaced))],
            Networks = [.. platform.Networks.Select(static n => new ClaimedNetwork(n.Name.Value, n.Internal, [.. n.Members.Select(static m => m.ToString())]))],
            Edges = [.. platform.Edges.Select(e => new ClaimedEdge(
                e.From.ToString(), (e.To as EdgeTarget.Service)?.Key.ToString(), (e.To as EdgeTarget.External)?.Host, e.Port, Word(e.Protocol),
                [.. e.HostNames.Select(h => rewrites[(e.From, h)].FirstOrDefault() ?? h)], Lower(e.Confidence.ToString()),
                [.. e.Evidence.Select(static v => new ClaimedEvidence(v.Kind.ToString(), v.Detail, v.At.ToString()))])
            { Reachable = e.Reachable })],
            Entrances = [.. Entrances(platform)],
        };
    }

    private static ClaimedService Service(PlatformService service, Dictionary<ServiceKey, WorkloadPlan> workloads, Dictionary<ServiceKey, string> replaced)
    {
        var own = workloads.GetValueOrDefault(service.Key);
        var host = own?.PodOf is { } other ? workloads.GetValueOrDefault(other) : own;
        return new(service.Key.ToString(), host?.Namespace, host?.Kind.ToString(), host?.Name, host is null ? replaced.GetValueOrDefault(service.Key, "nothing") : null)
        {
            HostNetwork = service.NetworkMode is NetworkMode.Host,
            Internet = own?.InternetEgress ?? false,
            HadHealthCheck = service.HealthCheck is { Test: not null and not HealthTest.Disabled },
            StopGraceSeconds = service.Lifecycle.StopGracePeriod?.TotalSeconds,
            At = service.At.ToString(),
        };
    }

    private static IEnumerable<ClaimedEntrance> Entrances(PlatformModel platform)
    {
        foreach (var route in platform.Routes)
            if (route is { Port: { } port, InternalService: null })
                yield return new(route.Service.ToString(), port, route.Kind == RouteKind.Udp ? "udp" : "tcp", Lower(route.Origin.ToString()),
                    [.. route.Matches.Select(static m => m.Host).OfType<string>().Distinct(StringComparer.Ordinal)]);
        foreach (var service in platform.Services)
            foreach (var published in service.Published)
                yield return new(service.Key.ToString(), published.ContainerPort, Word(published.Protocol), "published", []);
    }

    private static string Word(TransportProtocol protocol) => Lower(protocol.ToString());

    private static string Lower(string name) => char.ToLowerInvariant(name[0]) + name[1..];

    public static RepositoryFile Write(Claims claims)
    {
        var buffer = new ArrayBufferWriter<byte>(64 * 1024);
        using (var json = new Utf8JsonWriter(buffer, new() { Indented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
            Write(json, claims);
        return new(ClaimsReader.Path, (byte[])[.. buffer.WrittenSpan, (byte)'\n'], FileOwner.Tool);
    }

    private static void Write(Utf8JsonWriter json, Claims claims)
    {
        json.WriteStartObject();
        json.WriteString("input", claims.Input);
        json.WriteString("connectivity", claims.Connectivity);
        Optional(json, "ingressNamespace", claims.IngressNamespace);
        List(json, "services", claims.Services, static (json, s) =>
        {
            json.WriteString("key", s.Key);
            Optional(json, "namespace", s.Namespace);
            Optional(json, "kind", s.Kind);
            Optional(json, "name", s.Name);
            Optional(json, "replacedBy", s.ReplacedBy);
            Flag(json, "hostNetwork", s.HostNetwork, false);
            Flag(json, "internet", s.Internet, false);
            Flag(json, "healthCheck", s.HadHealthCheck, false);
            if (s.StopGraceSeconds is { } grace)
                json.WriteNumber("stopGraceSeconds", grace);
            json.WriteString("at", s.At);
        });
        List(json, "networks", claims.Networks, static (json, n) =>
        {
            json.WriteString("name", n.Name);
            Flag(json, "internal", n.Internal, false);
            Texts(json, "members", n.Members);
        });
        List(json, "edges", claims.Edges, static (json, e) =>
        {
            json.WriteString("from", e.From);
            Optional(json, "to", e.To);
            Optional(json, "externalHost", e.ExternalHost);
            if (e.Port is { } port)
                json.WriteNumber("port", port);
            json.WriteString("protocol", e.Protocol);
            Texts(json, "hosts", e.Hosts);
            json.WriteString("confidence", e.Confidence);
            Flag(json, "reachable", e.Reachable, true);
            List(json, "evidence", e.Evidence, static (json, v) =>
            {
                json.WriteString("kind", v.Kind);
                json.WriteString("detail", v.Detail);
                json.WriteString("at", v.At);
            });
        });
        List(json, "entrances", claims.Entrances, static (json, e) =>
        {
            json.WriteString("service", e.Service);
            json.WriteNumber("port", e.Port);
            json.WriteString("protocol", e.Protocol);
            json.WriteString("kind", e.Kind);
            Texts(json, "hosts", e.Hosts);
        });
        json.WriteEndObject();
    }

    private static void List<T>(Utf8JsonWriter json, string name, IReadOnlyList<T> items, Action<Utf8JsonWriter, T> write)
    {
        json.WriteStartArray(name);
        foreach (var item in items)
        {
            json.WriteStartObject();
            write(json, item);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void Texts(Utf8JsonWriter json, string name, IReadOnlyList<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
            json.WriteStringValue(text);
        json.WriteEndArray();
    }

    private static void Optional(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
            json.WriteString(name, value);
    }

    private static void Flag(Utf8JsonWriter json, string name, bool value, bool usual)
    {
        if (value != usual)
            json.WriteBoolean(name, value);
    }
}
