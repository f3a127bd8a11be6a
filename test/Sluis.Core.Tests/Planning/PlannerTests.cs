using Sluis.Core.Planning;
using Sluis.Core.Platform;
using Sluis.Core.Text;

namespace Sluis.Core.Tests.Planning;

public class PlannerTests
{
    private static Mount.HostPath Host(string path) => new(path, true) { Target = path };

    [Fact]
    public void Each_project_becomes_a_namespace()
    {
        var plan = new PlatformBuilder().Service("rent_guy/api").Service("psra/api").Plan();
        Assert.Equal(["psra", "rent-guy"], plan.Domains.Select(d => d.Namespace));
        Assert.Equal("rent-guy", plan.Of("rent_guy/api").Namespace);
        Assert.Equal("acme", plan.Name);
    }

    [Fact]
    public void Domains_of_intent_take_projects_and_single_services()
    {
        var intent = new Intent { Domains = [new("data", "stores", ["*/db"], default), new("apps", null, ["shop", "psra"], default)] };
        var plan = new PlatformBuilder().Service("shop/api").Service("shop/db").Service("psra/api").Plan(intent);
        Assert.Equal(["apps", "stores"], plan.Domains.Select(d => d.Namespace));
        Assert.Equal("stores", plan.Of("shop/db").Namespace);
        Assert.Equal("apps", plan.Of("psra/api").Namespace);
    }

    [Fact]
    public void Two_domains_with_one_namespace_are_an_error()
    {
        var platform = new PlatformBuilder().Service("a_b/x").Service("a.b/y");
        var plan = platform.Plan();
        Assert.Contains("SL3102", platform.Codes);
        Assert.Equal(2, plan.Domains.Select(d => d.Namespace).Distinct().Count());
    }

    [Fact]
    public void The_namespace_default_is_left_to_the_cluster() =>
        Assert.Equal("default-default", new PlatformBuilder().Service("default/x").Plan(new Intent { Platform = "default" }).Domains[0].Namespace);

    [Theory]
    [InlineData(ServiceRole.Database, "postgres:14", WorkloadKind.StatefulSet)]
    [InlineData(ServiceRole.Cache, "redis:7", WorkloadKind.Deployment)]
    [InlineData(ServiceRole.Backend, "example/app:1", WorkloadKind.Deployment)]
    [InlineData(ServiceRole.Job, "example/migrate:1", WorkloadKind.Job)]
    [InlineData(ServiceRole.Exporter, "prom/node-exporter:v1", WorkloadKind.DaemonSet)]
    public void Kind_follows_the_role(ServiceRole role, string image, WorkloadKind expected) =>
        Assert.Equal(expected, new PlatformBuilder().Service("s", image, role).Plan().Of("s").Kind);

    [Fact]
    public void One_writer_makes_a_stateful_set_with_its_claim_in_the_template()
    {
        var workload = new PlatformBuilder().Service("cache", "redis:7", ServiceRole.Cache).Store("cachedata", "cache").Plan().Of("cache");
        Assert.Equal(WorkloadKind.StatefulSet, workload.Kind);
        Assert.Equal((VolumeAccess.SingleWriter, true, true, 2 * Quantities.Gibi),
            (workload.Volumes[0].Access, workload.Volumes[0].OwnsClaim, workload.Volumes[0].InTemplate, workload.Volumes[0].SizeBytes));
    }

    [Fact]
    public void A_store_of_two_services_is_one_shared_claim()
    {
        var platform = new PlatformBuilder().Service("scanner").Service("sync").Store("sites", "sync", "scanner");
        var plan = platform.Plan();
        Assert.Equal([VolumeAccess.Shared, VolumeAccess.Shared], plan.Workloads.Select(w => w.Volumes[0].Access));
        Assert.Equal([true, false], plan.Workloads.Select(w => w.Volumes[0].OwnsClaim));
        Assert.Equal(["SL3107"], platform.Codes);
        Assert.All(plan.Workloads, w => Assert.Equal(WorkloadKind.Deployment, w.Kind));
    }

    [Fact]
    public void A_store_used_in_two_namespaces_is_a_warning_and_a_claim_in_each()
    {
        var platform = new PlatformBuilder().Service("a/x").Service("b/y").Store("files", "a/x", "b/y");
        var plan = platform.Plan();
        Assert.Contains("SL3108", platform.Codes);
        Assert.All(plan.Workloads, w => Assert.True(w.Volumes[0].OwnsClaim));
    }

    [Fact]
    public void A_data_folder_of_the_project_becomes_a_claim_and_a_socket_does_not()
    {
        var plan = new PlatformBuilder().Service("db", "postgres:14", ServiceRole.Database, s => s with { Mounts = [Host("/srv/acme/data"), Host("/var/run/docker.sock")] }).Plan();
        Assert.Equal("/srv/acme/data", Assert.Single(plan.Of("db").Volumes).Store.Value);
    }

    [Fact]
    public void Awaited_to_the_end_is_a_job_and_global_is_on_every_node()
    {
        var plan = new PlatformBuilder()
            .Service("migrate")
            .Service("api", with: s => s with { DependsOn = [new(PlatformBuilder.Key("migrate"), DependencyCondition.CompletedSuccessfully, true, false, default)] })
            .Service("agent", with: s => s with { Lifecycle = new() { Mode = DeployMode.Global } })
            .Plan();
        Assert.Equal(WorkloadKind.Job, plan.Of("migrate").Kind);
        Assert.Equal(WorkloadKind.DaemonSet, plan.Of("agent").Kind);
        Assert.True(plan.Of("migrate").SyncWave < plan.Of("api").SyncWave);
    }

    [Fact]
    public void A_scheduled_service_is_a_cron_job_and_a_scheduled_command_a_task_beside_it()
    {
        var plan = new PlatformBuilder()
            .Service("report", with: s => s with { Schedules = [new("nightly", "0 3 * * *", default, default)] })
            .Service("web", with: s => s with { Schedules = [new("clean_up", "*/5 * * * *", SecretText.Of("php cron.php"), default)] })
            .Plan();
        Assert.Equal((WorkloadKind.CronJob, "0 3 * * *"), (plan.Of("report").Kind, plan.Of("report").Schedule));
        Assert.Equal(("web-clean-up", "*/5 * * * *"), (plan.Of("web").ScheduledTasks[0].Name, plan.Of("web").ScheduledTasks[0].Cron));
        Assert.Equal(WorkloadKind.Deployment, plan.Of("web").Kind);
    }

    [Fact]
    public void Only_what_keeps_nothing_scales()
    {
        var plan = new PlatformBuilder().Service("web", role: ServiceRole.Frontend).Service("db", "postgres:14", ServiceRole.Database)
            .Service("upload").Store("up", "upload").Service("worker", role: ServiceRole.Worker).Plan();
        Assert.Equal((2, 4), (plan.Of("web").Replicas, plan.Of("web").MaxReplicas));
        Assert.All(new[] { "db", "upload", "worker" }, key => Assert.Equal((1, (int?)null), (plan.Of(key).Replicas, plan.Of(key).MaxReplicas)));
    }

    [Fact]
    public void Replicas_beyond_one_writer_are_a_finding()
    {
        var platform = new PlatformBuilder().Service("up", with: s => s with { Lifecycle = new() { Replicas = 3 } }).Store("files", "up");
        Assert.Equal(1, platform.Plan().Of("up").Replicas);
        Assert.Contains("SL3111", platform.Codes);
    }

    [Fact]
    public void Memory_always_has_a_limit_and_cpu_only_when_stated()
    {
        var plan = new PlatformBuilder().Service("a").Service("b", with: s => s with { Resources = new() { CpuLimitMillis = 50, MemoryLimitBytes = 64 * Quantities.Mebi } }).Plan();
        Assert.Null(plan.Of("a").Resources.CpuLimitMillis);
        Assert.Equal(512 * Quantities.Mebi, plan.Of("a").Resources.MemoryLimitBytes);
        Assert.Equal((50L, 50L, 64 * Quantities.Mebi, 64 * Quantities.Mebi),
            (plan.Of("b").Resources.CpuRequestMillis, plan.Of("b").Resources.CpuLimitMillis ?? 0, plan.Of("b").Resources.MemoryRequestBytes, plan.Of("b").Resources.MemoryLimitBytes));
    }

    [Fact]
    public void A_namespace_is_as_loose_as_its_loosest_workload()
    {
        var plan = new PlatformBuilder()
            .Service("a/x", with: s => s with { Security = new() { User = "1000:1000" } })
            .Service("b/x", with: s => s with { Security = new() { User = "1000" } }).Service("b/y")
            .Service("c/x", with: s => s with { Mounts = [Host("/proc")] })
            .Plan();
        Assert.Equal([PodSecurityLevel.Restricted, PodSecurityLevel.Baseline, PodSecurityLevel.Privileged], plan.Domains.Select(d => d.PodSecurity));
        Assert.Equal("y: nothing shows that the image runs without root", plan.Domains[1].PodSecurityReason);
        Assert.Equal(["ALL"], plan.Of("a/x").Security.DropCapabilities);
    }

    [Theory]
    [InlineData("traefik:v2", "platform/ingress")]
    [InlineData("gcr.io/cadvisor/cadvisor:v1", "kubelet")]
    [InlineData("containrrr/watchtower:1", "platform/gitops")]
    [InlineData("mcuadros/ofelia:v3", "CronJob")]
    [InlineData("tecnativa/docker-socket-proxy:1", "kubernetes")]
    public void What_a_docker_host_lacks_the_cluster_has(string image, string by)
    {
        var plan = new PlatformBuilder().Service("helper", image, ServiceRole.Tool, s => s with { Mounts = [Host("/var/run/docker.sock")] }).Plan();
        Assert.Equal((by, false), (plan.Replaced[0].By, plan.Replaced[0].Excluded));
        Assert.Empty(plan.Workloads);
    }

    [Fact]
    public void An_nginx_of_the_application_stays() =>
        Assert.Empty(new PlatformBuilder().Service("web", "nginx:1", ServiceRole.Gateway).Plan().Replaced);

    [Fact]
    public void A_stated_kind_keeps_a_service_and_exclude_leaves_one_out()
    {
        var intent = new Intent { Services = [new() { Match = "proxy", Kind = WorkloadKind.Deployment }, new() { Match = "shop/adminer", Exclude = "not in the cluster" }] };
        var plan = new PlatformBuilder().Service("proxy", "nginxproxy/nginx-proxy:1").Service("adminer").Plan(intent);
        Assert.Equal("proxy", Assert.Single(plan.Workloads).Name);
        Assert.Equal(("not in the cluster", true), (plan.Replaced[0].Reason, plan.Replaced[0].Excluded));
    }

    [Fact]
    public void Internet_is_open_only_through_a_network_that_is_not_internal()
    {
        var plan = new PlatformBuilder().Network("back", true).Network("front", false)
            .Service("db", with: s => s with { Networks = [new(new("back"), [], null, null)] })
            .Service("web", with: s => s with { Networks = [new(new("back"), [], null, null), new(new("front"), [], null, null)] })
            .Plan();
        Assert.False(plan.Of("db").InternetEgress);
        Assert.True(plan.Of("web").InternetEgress);
    }

    [Fact]
    public void Waiting_in_a_circle_shares_a_wave()
    {
        Dependency On(string key) => new(PlatformBuilder.Key(key), DependencyCondition.Started, true, false, default);
        var plan = new PlatformBuilder()
            .Service("a", with: s => s with { DependsOn = [On("b")] })
            .Service("b", with: s => s with { DependsOn = [On("a"), On("db")] })
            .Service("c", with: s => s with { DependsOn = [On("a")] })
            .Service("db", "postgres:14", ServiceRole.Database).Plan();
        Assert.Equal([1, 1, 2, 0], plan.Workloads.Select(w => w.SyncWave));
    }

    [Fact]
    public void A_secret_of_two_services_lives_once_in_the_store()
    {
        var plan = new PlatformBuilder().Service("a/api").Service("b/api").Secret("DB_PASSWORD", "a/api", "b/api").Plan();
        Assert.Equal(["a", "b"], plan.Secrets.Select(s => s.Namespace));
        Assert.All(plan.Secrets, s => Assert.Equal(("api-secrets", "DB_PASSWORD", "db-password", "value"), (s.SecretObject, s.SecretKey, s.StoreKey, s.StoreProperty)));
        Assert.Equal("acme/production", plan.Environments[2].SecretPath);
    }

    [Fact]
    public void Hosts_of_other_environments_carry_their_name()
    {
        var plan = new PlatformBuilder().Service("web").Route("web", "rentguy.sevensa.nl", "le").Plan();
        Assert.Equal(["dev", "staging", "production"], plan.Environments.Select(e => e.Name));
        Assert.Equal(["dev.rentguy.sevensa.nl", "staging.rentguy.sevensa.nl", "rentguy.sevensa.nl"], plan.Environments.Select(e => e.HostFor("rentguy.sevensa.nl")));
        Assert.Equal([0.5, 0.5, 1], plan.Environments.Select(e => e.Scale));
        Assert.Equal(("le", "sevensa.nl"), (plan.Choices.ClusterIssuer, plan.Decision("routing.domain").Value));
    }

    [Fact]
    public void A_host_suffix_replaces_the_base_domain()
    {
        var intent = new Intent { Environments = [new() { Name = "test", HostSuffix = ".test.example.org" }, new() { Name = "production" }] };
        var plan = new PlatformBuilder().Service("web").Route("web", "rentguy.sevensa.nl").Plan(intent);
        Assert.Equal("rentguy.test.example.org", plan.Environments[0].HostFor("rentguy.sevensa.nl"));
    }

    [Fact]
    public void Secrets_live_in_the_store_the_platform_has()
    {
        var plan = new PlatformBuilder().Service("sec/openbao", "openbao/openbao:2", ServiceRole.Secrets).Plan();
        Assert.Equal((SecretBackend.OpenBao, "http://openbao.sec.svc:8200"), (plan.Choices.SecretBackend, plan.Choices.SecretStoreAddress));
        Assert.Equal(SecretBackend.Kubernetes, new PlatformBuilder().Service("x").Plan().Choices.SecretBackend);
    }

    [Fact]
    public void A_built_image_is_named_by_rule()
    {
        var platform = new PlatformBuilder().Service("api", with: s => s with { Image = null, Build = new() { Context = "/srv" } });
        Assert.Equal("ghcr.io/sevensa/platform/shop-api:main", platform.Plan(new Intent { Repository = new() { Url = "https://github.com/Sevensa/platform.git" } }).Of("api").Image);
        Assert.Contains("SL3110", platform.Codes);
    }

    [Fact]
    public void An_image_whose_registry_variable_is_empty_gets_the_registry() =>
        Assert.Equal("registry.sevensa.nl/app:1", new PlatformBuilder().Service("api", "/app:1")
            .Plan(new Intent { Registry = new() { Address = "registry.sevensa.nl/" } }).Of("api").Image);

    [Fact]
    public void Every_default_has_a_reason() =>
        Assert.All(new PlatformBuilder().Service("x").Plan().Decisions, d => Assert.NotEmpty(d.Reason));
}
