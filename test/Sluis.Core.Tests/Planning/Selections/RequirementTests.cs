using Sluis.Core.Planning;
using Sluis.Core.Planning.Selections;
using Sluis.Core.Platform;

namespace Sluis.Core.Tests.Planning.Selections;

public class RequirementTests
{
    internal static readonly string[] Known =
    [
        "credentials-in-clear", "databases", "external-hosts", "few-nodes", "forward-auth", "grpc", "http-calls", "identity", "jobs", "large-team",
        "many-databases", "many-secrets", "many-workloads", "mesh-cilium", "mesh-istio", "no-cloud-store", "no-managed-databases", "no-operator-engine",
        "no-vault", "one-node", "other-engines", "own-machines", "plugin-calico", "routes-of-ingress", "routes-of-traefik", "server-first",
        "several-nodes", "shared-volumes", "small-team", "sops", "start-order", "stream-routes", "tcp-services", "traefik-middlewares",
        "traefik-today", "vault-api", "vault-runs",
    ];

    private static Requirement Need(MigrationPlan plan, string topic, string id) =>
        plan.Selections.Single(s => s.Topic == topic).Requirements.Single(r => r.Id == id);

    private static bool Has(MigrationPlan plan, string id) => plan.Selections.Any(s => s.Requirements.Any(r => r.Id == id));

    [Fact]
    public void A_call_to_MySQL_is_TCP_on_which_the_server_speaks_first()
    {
        var plan = new PlatformBuilder().Service("app").Service("db", "mariadb:11", ServiceRole.Database).Call("app", "db", "db", 3306).Plan();
        Assert.Equal(["shop/db:3306 (mysql)"], Need(plan, "mesh", "server-first").Evidence);
        Assert.Equal(["shop/db:3306 (mysql)"], Need(plan, "mesh", "tcp-services").Evidence);
    }

    [Fact]
    public void PostgreSQL_waits_for_its_caller()
    {
        var plan = new PlatformBuilder().Service("app").Service("db", "postgres:17", ServiceRole.Database).Call("app", "db", "db", 5432).Plan();
        Assert.False(Has(plan, "server-first"));
        Assert.True(Has(plan, "tcp-services"));
    }

    [Fact]
    public void A_password_that_both_ends_of_a_call_hold_travels_in_the_clear()
    {
        var builder = new PlatformBuilder().Service("app").Service("other").Service("db", "postgres:17", ServiceRole.Database)
            .Call("app", "db", "db", 5432).Call("other", "app", "app").Secret("DB_PASSWORD", "app", "db");
        Assert.Equal(["shop/app to shop/db:5432"], Need(builder.Plan(), "mesh", "credentials-in-clear").Evidence);
    }

    [Fact]
    public void A_middleware_without_a_filter_in_Gateway_API_is_counted_with_the_service_behind_it()
    {
        var plan = new PlatformBuilder().Service("app").Route("app", [new() { Host = "a.example.com" }],
            [new Middleware.RateLimit(10, TimeSpan.FromSeconds(1), 20) { Name = "slow" }, new Middleware.StripPrefix(["/api"]) { Name = "strip" }]).Plan();
        Assert.Equal(["slow (RateLimit) before shop/app"], Need(plan, "ingress", "traefik-middlewares").Evidence);
        Assert.Equal(["shop/app"], Need(plan, "ingress", "traefik-today").Evidence);
    }

    [Fact]
    public void A_service_that_calls_OpenBao_keeps_OpenBao()
    {
        var plan = new PlatformBuilder().Service("app").Service("bao", "openbao/openbao:2.4.1", ServiceRole.Secrets).Call("app", "bao", "bao", 8200).Secret("TOKEN", "app").Plan();
        var selection = plan.Selections.Single(s => s.Topic == "secrets");
        Assert.Equal(["shop/app to shop/bao"], Need(plan, "secrets", "vault-api").Evidence);
        Assert.Equal(("vault", false), (selection.Chosen, selection.Stated));
        Assert.Equal(SecretBackend.OpenBao, plan.Choices.SecretBackend);
    }

    [Fact]
    public void Without_OpenBao_the_option_is_excluded_and_says_why()
    {
        var plan = new PlatformBuilder().Service("app").Secret("TOKEN", "app").Plan();
        var selection = plan.Selections.Single(s => s.Topic == "secrets");
        Assert.Equal("kubernetes", selection.Chosen);
        Assert.Equal("no-vault", selection.Option("vault")?.Excluded.Single().Requirement);
    }

    [Fact]
    public void A_volume_that_two_services_mount_excludes_local_disks()
    {
        var plan = new PlatformBuilder().Service("web").Service("worker").Store("uploads", "web", "worker").Plan();
        var selection = plan.Selections.Single(s => s.Topic == "storage");
        Assert.Equal(["shop/web (uploads)", "shop/worker (uploads)"], Need(plan, "storage", "shared-volumes").Evidence);
        Assert.NotEmpty(selection.Option("local")?.Excluded ?? []);
        Assert.NotEmpty(selection.Option("provider-csi")?.Excluded ?? []);
        Assert.Equal("longhorn", selection.Best);
        Assert.Contains("make Longhorn that default", selection.Note, StringComparison.Ordinal);
    }

    [Fact]
    public void A_small_platform_does_not_fill_three_nodes_so_Ceph_is_excluded()
    {
        var plan = new PlatformBuilder().Service("web").Store("data", "web").Plan();
        Assert.Equal("few-nodes", plan.Selections.Single(s => s.Topic == "storage").Option("rook-ceph")?.Excluded.Single().Requirement);
    }

    [Fact]
    public void A_TCP_route_excludes_Ingress()
    {
        var plan = new PlatformBuilder().Service("db", "postgres:17").Route("db", [new() { Host = "*" }], with: r => r with { Kind = RouteKind.Tcp }).Plan();
        var selection = plan.Selections.Single(s => s.Topic == "routes");
        Assert.Equal("stream-routes", selection.Option("ingress")?.Excluded.Single().Requirement);
        Assert.Equal("gateway-api", selection.Chosen);
    }

    [Fact]
    public void Three_databases_ask_for_operators_which_are_not_written_and_the_plan_says_so()
    {
        var builder = new PlatformBuilder();
        foreach (var name in (ReadOnlySpan<string>)["a", "b", "c"])
            builder.Service(name, "postgres:17", ServiceRole.Database);
        var selection = builder.Plan().Selections.Single(s => s.Topic == "database");
        Assert.Equal(("statefulset", "operator"), (selection.Chosen, selection.Best));
        Assert.Contains("not written", selection.Note, StringComparison.Ordinal);
    }

    [Fact]
    public void One_database_stays_a_StatefulSet()
    {
        var selection = new PlatformBuilder().Service("db", "postgres:17", ServiceRole.Database).Plan().Selections.Single(s => s.Topic == "database");
        Assert.Equal(("statefulset", "statefulset"), (selection.Chosen, selection.Best));
    }

    [Fact]
    public void No_operator_runs_MongoDB()
    {
        var selection = new PlatformBuilder().Service("db", "mongo:8", ServiceRole.Database).Plan().Selections.Single(s => s.Topic == "database");
        Assert.Equal("no-operator-engine", selection.Option("operator")?.Excluded.Single().Requirement);
    }

    [Theory]
    [InlineData(null, "small-team", true)]
    [InlineData(3, "small-team", true)]
    [InlineData(4, "small-team", false)]
    [InlineData(8, "large-team", true)]
    public void The_size_of_the_team_is_a_requirement(int? size, string id, bool there) =>
        Assert.Equal(there, Has(new PlatformBuilder().Service("web").Plan(new Intent { TeamSize = size }), id));

    [Fact]
    public void Calico_and_Ciliums_mesh_exclude_each_other()
    {
        var plan = new PlatformBuilder().Service("web").Plan(new Intent { NetworkPlugin = NetworkPluginChoice.Calico });
        Assert.NotEmpty(plan.Selections.Single(s => s.Topic == "mesh").Option("cilium")?.Excluded ?? []);
        plan = new PlatformBuilder().Service("web").Plan(new Intent { Mesh = MeshChoice.Cilium });
        Assert.NotEmpty(plan.Selections.Single(s => s.Topic == "network-plugin").Option("calico")?.Excluded ?? []);
    }

    [Fact]
    public void What_is_stated_is_chosen_and_the_scores_stay()
    {
        var plan = new PlatformBuilder().Service("web").Plan(new Intent { GitOps = GitOpsChoice.Flux });
        var selection = plan.Selections.Single(s => s.Topic == "gitops");
        Assert.Equal(("flux", true, "argocd"), (selection.Chosen, selection.Stated, selection.Best));
        Assert.Equal(GitOpsChoice.Flux, plan.Choices.GitOps);
    }

    /// <summary>The table, the choices and the decisions are three views of one plan.</summary>
    [Fact]
    public void Selections_agree_with_the_decisions_of_the_plan()
    {
        var plan = new PlatformBuilder().Service("web").Route("web", "a.example.com", "le").Store("data", "web").Secret("TOKEN", "web").Plan();
        foreach (var (topic, key) in (ReadOnlySpan<(string, string)>)[("mesh", "mesh"), ("gitops", "gitops"), ("infrastructure", "infrastructure"), ("network-plugin", "networkPlugin"), ("routes", "routing.dialect"), ("ingress", "routing.className")])
            Assert.Equal(plan.Decision(key).Value, plan.Selections.Single(s => s.Topic == topic).Chosen);
    }

    [Fact]
    public void A_mesh_is_recommended_where_passwords_travel_and_none_where_nothing_asks_for_it()
    {
        var quiet = new PlatformBuilder().Service("web").Plan().Selections.Single(s => s.Topic == "mesh");
        Assert.Equal(("none", "none"), (quiet.Chosen, quiet.Best));
        var plan = new PlatformBuilder().Service("app").Service("db", "mysql:8", ServiceRole.Database).Call("app", "db", "db", 3306).Secret("DB_PASSWORD", "app", "db").Plan();
        var asked = plan.Selections.Single(s => s.Topic == "mesh");
        Assert.Equal(("none", "istio-ambient"), (asked.Chosen, asked.Best));
        Assert.Contains("no mesh is written", asked.Note, StringComparison.Ordinal);
    }

    [Fact]
    public void A_stated_choice_that_cannot_be_is_a_finding_with_what_excludes_it()
    {
        var builder = new PlatformBuilder().Service("web");
        builder.Plan(new Intent { Mesh = MeshChoice.Cilium, NetworkPlugin = NetworkPluginChoice.Calico });
        var finding = Assert.Single(builder.Findings.Sorted(), f => f.Code == "SL3301");
        Assert.Contains("sluis.yaml asks for Cilium (mesh)", finding.Message, StringComparison.Ordinal);
        Assert.Contains("sluis.yaml asks for Calico (networkPlugin)", finding.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("local-path", null, true)]
    [InlineData("local-path", "nfs", false)]
    [InlineData("longhorn", null, false)]
    [InlineData("our-own", null, false)]
    public void Local_disks_for_a_shared_volume_are_a_finding_unless_shared_volumes_have_a_class_of_their_own(string name, string? shared, bool found)
    {
        var builder = new PlatformBuilder().Service("web").Service("worker").Store("uploads", "web", "worker");
        builder.Plan(new Intent { Storage = new() { Class = name, SharedClass = shared } });
        Assert.Equal(found, builder.Codes.Contains("SL3301"));
    }

    [Fact]
    public void The_class_nginx_of_an_Ingress_is_not_NGINX_Gateway_Fabric()
    {
        var builder = new PlatformBuilder().Service("web").Route("web", "a.example.com");
        var plan = builder.Plan(new Intent { Routing = new() { Dialect = RoutingDialect.Ingress, ClassName = "nginx" } });
        Assert.Equal("ingress-nginx", plan.Selections.Single(s => s.Topic == "ingress").Chosen);
        Assert.DoesNotContain("SL3301", builder.Codes);
    }

    [Fact]
    public void On_AWS_with_a_region_the_clouds_store_is_the_default()
    {
        var plan = new PlatformBuilder().Service("web").Secret("TOKEN", "web").Plan(new Intent { Provider = Provider.Aws, Region = "eu-central-1" });
        Assert.Equal((SecretBackend.AwsSecretsManager, "eu-central-1"), (plan.Choices.SecretBackend, plan.Choices.SecretStoreAddress));
        Assert.Equal("cloud", plan.Selections.Single(s => s.Topic == "secrets").Chosen);
    }

    [Fact]
    public void On_Azure_the_clouds_store_is_recommended_and_its_address_asked_for()
    {
        var plan = new PlatformBuilder().Service("web").Secret("TOKEN", "web").Plan(new Intent { Provider = Provider.Azure });
        var selection = plan.Selections.Single(s => s.Topic == "secrets");
        Assert.Equal(("kubernetes", "cloud"), (selection.Chosen, selection.Best));
        Assert.Contains("secrets.address", selection.Note, StringComparison.Ordinal);
    }

    [Fact]
    public void The_order_of_the_input_does_not_show()
    {
        var builder = new PlatformBuilder().Service("app").Service("db", "mysql:8", ServiceRole.Database).Service("other")
            .Call("app", "db", "db", 3306).Call("other", "db", "db", 3306).Call("app", "other", "other").Secret("DB_PASSWORD", "app", "db", "other");
        var model = builder.Build();
        var turned = model with { Edges = [.. model.Edges.Reverse()], Services = [.. model.Services.Reverse()], Secrets = [.. model.Secrets.Reverse()] };
        Assert.Equal(Planner.Plan(model, Intent.Empty, new()).Selections, Planner.Plan(turned, Intent.Empty, new()).Selections);
    }
}
