using FsCheck.Xunit;
using Sluis.Core.Planning;
using Sluis.Core.Platform;
using Sluis.Core.Text;

namespace Sluis.Core.Tests.Planning;

public class PlannerPropertyTests
{
    private static readonly string[] Images = ["postgres:14", "redis:7", "traefik:v2", "nginx:1", "example/app:1", "prom/node-exporter:v1", "openbao/openbao:2", "mcuadros/ofelia:v3"];
    private static readonly string[] Names = ["api", "db", "my_db", "Db.Main", "web", "x", "redis", "api-headless"];
    private static readonly string[] Projects = ["shop", "re_nt", "default", "kube-x"];

    /// <summary>A platform from a seed: everything refers to everything, also to what is not there.</summary>
    private static PlatformBuilder Random(int seed)
    {
        var random = new Random(seed);
        T Any<T>(IReadOnlyList<T> from) => from[random.Next(from.Count)];
        string Key() => $"{Any(Projects)}/{Any(Names)}";
        var platform = new PlatformBuilder().Network("inner", true);
        var keys = Enumerable.Range(0, random.Next(1, 14)).Select(_ => Key()).Distinct().ToList();
        foreach (var key in keys)
            platform.Service(key, Any(Images), Any(Enum.GetValues<ServiceRole>()), s => s with
            {
                DependsOn = [new(PlatformBuilder.Key(Key()), Any(Enum.GetValues<DependencyCondition>()), true, false, default)],
                NetworkMode = random.Next(4) switch { 0 => new NetworkMode.OfService(PlatformBuilder.Key(Key())), 1 => new NetworkMode.Host(), _ => new NetworkMode.Bridge() },
                Networks = random.Next(2) == 0 ? [] : [new(new("inner"), [], null, null)],
                Lifecycle = new() { Mode = Any(Enum.GetValues<DeployMode>()), Replicas = random.Next(3) == 0 ? random.Next(5) : null },
                Security = new() { User = Any(["", "0", "1000:1000", "app", "99999999999999999999"]), Privileged = random.Next(9) == 0 },
                Schedules = random.Next(4) == 0 ? [new("s", "0 0 * * *", random.Next(2) == 0 ? default : SecretText.Of("x"), default)] : [],
                Links = [new(PlatformBuilder.Key(Key()), Any(Names))],
                Mounts = random.Next(3) == 0 ? [new Mount.HostPath(Any(["/", "/data", "/var/run/docker.sock"]), true) { Target = "/t" }] : [],
            });
        foreach (var store in new[] { "data", "Data", "x_y" })
            platform.Store(store, [.. keys.Where(_ => random.Next(3) == 0)]);
        for (var i = 0; i < 12; i++)
            platform.Call(Key(), Key(), Any([.. Names, "", "a.b.c", "UPPER"]), random.Next(2) == 0 ? null : 80);
        platform.Route(Any(keys), "a.example.org").Route(Any(keys), "dev.a.example.org").Route(Key(), "localhost").Secret("A_B", [.. keys]).Secret("a-b", [.. keys]);
        return platform;
    }

    [Property(MaxTest = 300)]
    public bool There_is_a_plan_for_every_platform(int seed)
    {
        var platform = Random(seed);
        var plan = platform.Plan();
        var services = platform.Build().Services.Select(s => s.Key).ToHashSet();
        return plan.Workloads.Select(w => w.Service.Key).Concat(plan.Replaced.Select(r => r.Service)).Order().SequenceEqual(services.Order())
            && plan.Workloads.Select(w => (w.Namespace, w.Name)).Distinct().Count() == plan.Workloads.Count
            && plan.Names.Select(n => (n.Namespace, n.Name)).Distinct().Count() == plan.Names.Count
            && plan.Names.All(n => LegalNames.IsLabel(n.Name) && LegalNames.IsLabel(n.Namespace))
            && plan.Workloads.Where(w => w is { Kind: WorkloadKind.StatefulSet, PodOf: null }).All(w => plan.Names.Count(n => n.Kind == NameKind.Headless && n.Target == w.Service.Key) == 1)
            && plan.Workloads.SelectMany(w => w.Volumes.Select(v => (w.Namespace, v))).GroupBy(v => (v.Namespace, v.v.ClaimName)).All(g => g.Count(v => v.v.OwnsClaim) == 1 && g.Select(v => v.v.Store).Distinct().Count() == 1)
            && plan.Secrets.Select(s => (s.Namespace, s.SecretObject, s.SecretKey)).Distinct().Count() == plan.Secrets.Count
            && plan.Workloads.All(w => w.Resources.MemoryRequestBytes <= w.Resources.MemoryLimitBytes && w.Resources.MemoryLimitBytes > 0)
            && plan.Domains.All(d => plan.Workloads.Where(w => w.Namespace == d.Namespace).All(w => w.Security.Level <= d.PodSecurity))
            && plan.Workloads.All(w => w.PodOf is not { } host || plan.Workloads.Any(o => o.Service.Key == host && o.PodOf is null && o.Namespace == w.Namespace));
    }

    [Property(MaxTest = 100)]
    public bool Two_runs_give_the_same_plan(int seed)
    {
        var (first, second) = (Random(seed), Random(seed));
        return first.Plan() == second.Plan() && first.Findings.Sorted().SequenceEqual(second.Findings.Sorted());
    }

    [Property(MaxTest = 100)]
    public bool The_template_of_any_plan_is_read_without_an_error(int seed)
    {
        var findings = new Diagnostics.Findings();
        IntentReader.Read("sluis.yaml", IntentTemplate.Write(Random(seed).Plan()), findings);
        return !findings.HasErrors;
    }
}
