using k8s.Models;
using Sluis.Core.Emit.Kubernetes;

namespace Sluis.Core.Tests.Emit;

public class ContainerTests
{
    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("a$b", "a$b")]
    [InlineData("$(id)", "$$(id)")]
    [InlineData("a$$b", "a$$$b")]
    [InlineData("cost: 5$", "cost: 5$")]
    [InlineData("$$(x)", "$$$$(x)")]
    public void Dollars_that_kubelet_would_read_are_doubled(string value, string expected)
    {
        Assert.Equal(expected, ContainerText.Escaped(value, false));
        Assert.Equal(value, Expand(expected));
    }

    [Fact]
    public void A_dollar_before_a_reference_is_doubled() => Assert.Equal("pre$$", ContainerText.Escaped("pre$", true));

    /// <summary>Kubelet's own reading: https://github.com/kubernetes/kubernetes/blob/master/third_party/forked/golang/expansion/expand.go</summary>
    private static string Expand(string text)
    {
        var result = new System.Text.StringBuilder();
        for (var i = 0; i < text.Length; i++)
            if (text[i] == '$' && i + 1 < text.Length && text[i + 1] == '$')
                result.Append(text[i++]);
            else if (text[i] == '$' && i + 1 < text.Length && text[i + 1] == '(')
                return "expanded";
            else
                result.Append(text[i]);
        return result.ToString();
    }

    [Fact]
    public void A_password_inside_an_address_is_a_reference_to_a_variable_that_stands_before_it()
    {
        var emitted = Emitted.From("""
            services:
              api:
                image: example/api:1.0
                environment:
                  DATABASE_URL: postgres://app:${DB_PASSWORD}@db:5432/app
              db:
                image: postgres:16
                environment:
                  POSTGRES_PASSWORD: ${DB_PASSWORD}
            """, "", (".env", "DB_PASSWORD=tr0ub4dor-and-3"));
        var env = emitted.Container("api").Env;
        var address = env.Single(e => e.Name == "DATABASE_URL");
        var name = address.Value[(address.Value.IndexOf("$(", StringComparison.Ordinal) + 2)..address.Value.IndexOf(')', StringComparison.Ordinal)];
        Assert.Equal($"postgres://app:$({name})@db:5432/app", address.Value);
        var reference = env.Single(e => e.Name == name);
        Assert.NotNull(reference.ValueFrom.SecretKeyRef);
        Assert.True(env.IndexOf(reference) < env.IndexOf(address));
        Assert.DoesNotContain(emitted.Tree.Files, f => f.Content.Span.IndexOf("tr0ub4dor-and-3"u8) >= 0);
    }

    [Fact]
    public void Entrypoint_is_command_and_command_is_args()
    {
        var emitted = Emitted.From("""
            services:
              both: {image: "example/a:1", entrypoint: [/bin/run, -v], command: [serve, "$$(x)"]}
              cleared: {image: "example/a:1", entrypoint: [], command: [/bin/tool]}
              own: {image: "example/a:1", command: serve --port 80}
            """);
        var both = emitted.Container("both");
        Assert.Equal(["/bin/run", "-v"], both.Command);
        Assert.Equal(["serve", "$$(x)"], both.Args);
        Assert.Null(emitted.Container("own").Command);
        Assert.Equal(["serve", "--port", "80"], emitted.Container("own").Args);
    }

    [Fact]
    public void Curl_with_fail_against_a_known_port_is_httpGet_and_others_stay_commands()
    {
        var emitted = Emitted.From("""
            services:
              web:
                image: example/web:1
                expose: ["8080"]
                healthcheck: {test: "curl -fsS http://localhost:8080/health || exit 1", interval: 10s, timeout: 3s, retries: 5, start_period: 20s}
              piped:
                image: example/web:1
                expose: ["8080"]
                healthcheck: {test: "curl -s http://localhost:8080/health | grep ok"}
              lenient:
                image: example/web:1
                expose: ["8080"]
                healthcheck: {test: [CMD, curl, -s, "http://localhost:8080/"]}
            """);
        var web = emitted.Container("web");
        Assert.Equal("/health", web.ReadinessProbe.HttpGet.Path);
        Assert.Equal("8080", web.ReadinessProbe.HttpGet.Port.Value);
        Assert.Equal("localhost:8080", web.ReadinessProbe.HttpGet.HttpHeaders.Single(h => h.Name == "Host").Value);
        Assert.Equal((10, 3, 5), (web.ReadinessProbe.PeriodSeconds, web.ReadinessProbe.TimeoutSeconds, web.ReadinessProbe.FailureThreshold));
        Assert.Equal(15, web.LivenessProbe.FailureThreshold);
        Assert.Equal(9, web.StartupProbe.FailureThreshold);
        var piped = emitted.Container("piped").ReadinessProbe;
        Assert.Equal(["/bin/sh", "-c", "curl -s http://localhost:8080/health | grep ok"], piped.Exec.Command);
        Assert.Equal((30, 30, 3), (piped.PeriodSeconds, piped.TimeoutSeconds, piped.FailureThreshold));
        Assert.Equal(["curl", "-s", "http://localhost:8080/"], emitted.Container("lenient").ReadinessProbe.Exec.Command);
    }

    [Fact]
    public void A_secret_in_a_probe_is_left_to_the_shell()
    {
        var emitted = Emitted.From("""
            services:
              cache:
                image: redis:7
                command: redis-server --requirepass ${REDIS_PASSWORD}
                healthcheck: {test: [CMD, redis-cli, -a, "${REDIS_PASSWORD}", ping]}
            """, "", (".env", "REDIS_PASSWORD=correct-horse-9"));
        var container = emitted.Container("cache");
        var name = container.Env.Single(e => e.ValueFrom?.SecretKeyRef is not null).Name;
        Assert.Equal(["redis-server", "--requirepass", $"$({name})"], container.Args);
        Assert.Equal(["/bin/sh", "-c", $"exec \"redis-cli\" \"-a\" \"${{{name}}}\" \"ping\""], container.ReadinessProbe.Exec.Command);
    }

    [Fact]
    public void A_healthy_dependency_is_waited_for()
    {
        var emitted = Emitted.From("""
            services:
              api: {image: "example/api:1", depends_on: {db: {condition: service_healthy}}}
              db: {image: "postgres:16", healthcheck: {test: pg_isready}}
            """);
        var wait = emitted.Pod("api").InitContainers.Single();
        Assert.Contains("nc -z -w 2 db 5432", wait.Command[2], StringComparison.Ordinal);
        Assert.True(wait.SecurityContext.RunAsNonRoot);
    }

    [Fact]
    public void A_service_that_shares_a_network_is_a_container_in_that_pod()
    {
        var emitted = Emitted.From("""
            services:
              vpn: {image: "example/vpn:1", cap_add: [NET_ADMIN], volumes: ["state:/state"]}
              torrent: {image: "example/torrent:1", network_mode: "service:vpn", volumes: ["downloads:/downloads"], tmpfs: [/tmp]}
            volumes: {state: {}, downloads: {}}
            """);
        var pod = emitted.Pod("vpn");
        Assert.Equal(["vpn", "torrent"], pod.Containers.Select(c => c.Name));
        Assert.DoesNotContain(emitted.All<V1Deployment>(), d => d.Metadata.Name == "torrent");
        Assert.Contains(emitted.All<V1PersistentVolumeClaim>(), c => c.Metadata.Name == "downloads");
        var volumes = pod.Volumes.Select(v => v.Name).Concat(emitted.All<V1StatefulSet>().SelectMany(s => s.Spec.VolumeClaimTemplates ?? []).Select(t => t.Metadata.Name)).ToList();
        Assert.All(pod.Containers.SelectMany(c => c.VolumeMounts), m => Assert.Contains(m.Name, volumes));
    }

    [Theory]
    [InlineData("gpus: all", "nvidia.com/gpu", "1")]
    [InlineData("gpus: [{count: 2}]", "nvidia.com/gpu", "2")]
    [InlineData("deploy: {resources: {reservations: {devices: [{driver: amd, count: 1, capabilities: [gpu]}]}}}", "amd.com/gpu", "1")]
    [InlineData("deploy: {resources: {reservations: {devices: [{driver: nvidia, device_ids: ['0', '3'], capabilities: [gpu]}]}}}", "nvidia.com/gpu", "2")]
    [InlineData("deploy: {resources: {reservations: {devices: [{driver: cdi, device_ids: ['nvidia.com/gpu=all'], capabilities: [gpu]}]}}}", "nvidia.com/gpu", "1")]
    [InlineData("runtime: nvidia", "nvidia.com/gpu", "1")]
    [InlineData("devices: ['/dev/kfd', '/dev/dri']", "amd.com/gpu", "1")]
    public void Gpus_are_limits_of_their_device_plugin(string line, string resource, string count)
    {
        var container = Emitted.From($$"""
            services:
              ai:
                image: example/ai:1
                {{line}}
            """).Container("ai");
        Assert.Equal(count, container.Resources.Limits[resource].ToString());
        Assert.Null(container.VolumeMounts);
    }

    [Fact]
    public void A_device_driver_nobody_knows_is_a_finding() => Assert.Contains("SL4113", Emitted.From("""
        services:
          ai: {image: "example/ai:1", deploy: {resources: {reservations: {devices: [{driver: acme, count: 1, capabilities: [tpu]}]}}}}
        """).Codes);

    [Theory]
    [InlineData("build: ./ai, pull_policy: build", "Always")]
    [InlineData("build: ./ai", "Always")]
    [InlineData("image: 'example/ai:1'", null)]
    [InlineData("image: 'example/ai:1', pull_policy: missing", "IfNotPresent")]
    public void Built_images_are_asked_for_each_time(string service, string? policy) =>
        Assert.Equal(policy, Emitted.From($"services: {{ai: {{{service}}}}}").Container("ai").ImagePullPolicy);
}
