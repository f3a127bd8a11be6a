using k8s.Models;
using Sluis.Core.Emit;
using Sluis.Core.Planning;
using Sluis.Core.Platform;
using Sluis.Core.Tests.Pipeline;
using Sluis.Core.Tests.Planning;

namespace Sluis.Core.Tests.Emit.Network;

/// <summary>Everybody reaches whom they reached, nobody else: read from the emitted files, not from the emitter.</summary>
public class ConnectivityTests
{
    private static readonly Pod Gateway = new("ingress", new Dictionary<string, string> { ["app.kubernetes.io/name"] = "traefik" });
    private static readonly Pod Dns = new("kube-system", new Dictionary<string, string> { ["k8s-app"] = "kube-dns" });

    private readonly record struct Call(ServiceKey From, ServiceKey To, int Port, TransportProtocol Protocol);

    private static List<string> Faults(MigrationPlan plan, RepositoryTree tree)
    {
        var reading = new PolicyReading(tree.Files.Select(static f => f.Object).OfType<V1NetworkPolicy>());
        var owners = plan.Workloads.ToDictionary(static w => w.Service.Key, w => w.PodOf is { } owner && plan.Workloads.Any(o => o.Service.Key == owner) ? owner : w.Service.Key);
        var labels = Labels(tree);
        var pods = plan.Workloads.Where(w => owners[w.Service.Key] == w.Service.Key).ToDictionary(static w => w.Service.Key, w => new Pod(w.Namespace, labels[(w.Namespace, w.Name)]));
        var faults = new List<string>();
        void Expect(bool holds, string fault)
        {
            if (!holds)
                faults.Add(fault);
        }

        var needed = new HashSet<Call>();
        var waits = new HashSet<(ServiceKey, ServiceKey)>();
        foreach (var edge in plan.Platform.Edges)
            if (edge is { CarriesTraffic: true, Reachable: true, To: EdgeTarget.Service(var key) } && owners.TryGetValue(edge.From, out var from) && owners.TryGetValue(key, out var to) && from != to)
                needed.Add(new(from, to, edge.Port ?? 0, edge.Protocol));
        foreach (var workload in plan.Workloads)
            foreach (var dependency in workload.Service.DependsOn)
                if (owners.TryGetValue(dependency.Target, out var target))
                    waits.Add((owners[workload.Service.Key], target));
        foreach (var call in needed)
            Expect(reading.Allows(pods[call.From], pods[call.To], call.Port, Name(call.Protocol)), $"{call.From} must reach {call.To}:{call.Port}");
        foreach (var (from, source) in pods)
        {
            Expect(reading.Allows(source, Dns, 53, "UDP"), $"{from} must reach DNS");
            foreach (var to in plan.Workloads)
                if (owners[to.Service.Key] is var owner && owner != from && !waits.Contains((from, owner)))
                    foreach (var port in to.Service.Ports)
                        Expect(needed.Contains(new(from, owner, port.Number, port.Protocol)) == reading.Allows(source, pods[owner], port.Number, Name(port.Protocol)), $"{from} to {owner}:{port.Number} differs");
        }
        foreach (var route in plan.Platform.Routes)
        {
            if (route.InternalService is not null || !owners.TryGetValue(route.Service, out var target))
                continue;
            var ports = plan.Workloads.Single(w => w.Service.Key == route.Service).Service.Ports;
            if ((route.Port ?? (ports.Count > 0 ? ports[0].Number : null)) is { } port)
                Expect(reading.Allows(Gateway, pods[target], port, route.Kind == RouteKind.Udp ? "UDP" : "TCP"), $"the gateway must reach {target}:{port}");
            foreach (var middleware in route.Middlewares)
                if (middleware is Middleware.ForwardAuth { Service: { } key, Port: { } asked } && owners.TryGetValue(key, out var auth))
                    Expect(reading.Allows(Gateway, pods[auth], asked, "TCP"), $"the gateway must ask {auth}:{asked}");
        }
        return faults;
    }

    private static string Name(TransportProtocol protocol) => protocol.ToString().ToUpperInvariant();

    /// <summary>The labels that the pods will really carry.</summary>
    private static Dictionary<(string, string), IReadOnlyDictionary<string, string>> Labels(RepositoryTree tree)
    {
        var labels = new Dictionary<(string, string), IReadOnlyDictionary<string, string>>();
        foreach (var file in tree.Files)
            if (file.Object switch
            {
                V1Deployment d => (d.Metadata, d.Spec.Template),
                V1StatefulSet s => (s.Metadata, s.Spec.Template),
                V1DaemonSet d => (d.Metadata, d.Spec.Template),
                V1Job j => (j.Metadata, j.Spec.Template),
                V1CronJob c => (c.Metadata, c.Spec.JobTemplate.Spec.Template),
                _ => ((V1ObjectMeta, V1PodTemplateSpec)?)null,
            } is var (meta, template))
                labels[(meta.NamespaceProperty, meta.Name)] = template.Metadata.Labels.AsReadOnly();
        return labels;
    }

    private static PlatformService Listening(PlatformService service, int port) => service with { Ports = [new(port, TransportProtocol.Tcp, "main", null, "test")] };

    [Fact]
    public void Callers_reach_whom_they_call_and_nobody_else()
    {
        var platform = new PlatformBuilder()
            .Service("shop/web", with: s => Listening(s, 3000)).Service("shop/api", with: s => Listening(s, 8080)).Service("shop/db", "postgres:16", ServiceRole.Database, s => Listening(s, 5432))
            .Service("ops/grafana", with: s => Listening(s, 3001)).Service("ops/auth", with: s => Listening(s, 4181))
            .Call("shop/web", "shop/api", "api", 8080).Call("shop/api", "shop/db", "db", 5432).Call("ops/grafana", "shop/db", "db", 5432)
            .Route("shop/web", [new() { Host = "shop.nl" }], [new Middleware.ForwardAuth("http://auth:4181", PlatformBuilder.Key("ops/auth"), 4181, "/", false, [], []) { Name = "auth" }], static r => r with { Port = null });
        var plan = platform.Plan();
        Assert.Empty(Faults(plan, Emitter.Emit(plan, platform.Findings)));
    }

    [Fact]
    public void The_reading_itself_refuses_what_no_rule_allows()
    {
        var platform = new PlatformBuilder().Service("a", with: s => Listening(s, 80)).Service("b", with: s => Listening(s, 81)).Call("a", "b", "b", 81);
        var plan = platform.Plan();
        var reading = new PolicyReading(Emitter.Emit(plan, platform.Findings).Files.Select(static f => f.Object).OfType<V1NetworkPolicy>());
        Pod Of(string name) => new("shop", new Dictionary<string, string> { ["app.kubernetes.io/name"] = name });
        Assert.True(reading.Allows(Of("a"), Of("b"), 81, "TCP"));
        Assert.False(reading.Allows(Of("a"), Of("b"), 82, "TCP"));
        Assert.False(reading.Allows(Of("b"), Of("a"), 80, "TCP"));
        Assert.False(reading.Allows(Gateway, Of("b"), 81, "TCP"));
    }

    [Fact]
    public void The_first_users_platform_keeps_its_edges() => Holds(SharedData.Require("sevensa"));

    [Fact]
    public void The_example_keeps_its_edges()
    {
        var folder = Path.Combine(SharedData.ProjectRoot, "examples", "sevensa");
        if (!Directory.Exists(folder))
            Assert.Skip("examples/sevensa is not here.");
        Holds(folder);
    }

    private static void Holds(string folder)
    {
        var compilation = PipelineTests.Compile(folder);
        Assert.NotNull(compilation.Plan);
        Assert.NotNull(compilation.Tree);
        Assert.Empty(Faults(compilation.Plan, compilation.Tree));
    }
}
