using Sluis.Core.Platform;

namespace Sluis.Core.Tests.Understanding.Edges;

public class EdgeReaderTests
{
    private const string Backends = """
          db: {image: "postgres:16"}
          cache: {image: "redis:7"}
          kafka1: {image: "bitnami/kafka:3"}
          kafka2: {image: "bitnami/kafka:3"}
          api: {image: "example/api:1", expose: ["3000"]}
          mail: {image: "mailhog/mailhog:v1.0.1"}
        """;

    private static Understood Web(string more) => new("name: shop\nservices:\n" + Backends + "\n  web:\n    image: example/web:1\n" + more);

    private static IEnumerable<string> FromWeb(string more) => Web(more).Edges.Where(e => e.StartsWith("web ", StringComparison.Ordinal)).Select(e => e[7..]);

    [Theory]
    [InlineData("DATABASE_URL: postgresql://user:${PW:-hunter2}@db:5432/app", "db:5432")]
    [InlineData("DATABASE_URL: postgresql+asyncpg://user:pa@db/app", "db:5432")]
    [InlineData("SPRING_DATASOURCE_URL: jdbc:postgresql://db:5433/app", "db:5433")]
    [InlineData("REDIS_URL: redis://cache", "cache:6379")]
    [InlineData("BROKERS: kafka1:9092,kafka2:9092", "kafka1:9092 kafka2:9092")]
    [InlineData("URLS: http://api:3000,http://api:3001", "api:3000 api:3001")]
    [InlineData("KAFKA_BROKERS: kafka1,kafka2", "kafka1:9092 kafka2:9092")]
    [InlineData("MONGO: mongodb://a:b@kafka1:27017,kafka2:27018/x?replicaSet=rs", "kafka1:27017 kafka2:27018")]
    [InlineData("DB_HOST: db", "db:5432")]
    [InlineData("DB_HOST: db\n      DB_PORT: 5444", "db:5444")]
    [InlineData("CONNECTION: host=db port=5440 dbname=x", "db:5440")]
    [InlineData("CONNECTION: Server=tcp:db,1433;Database=x", "db:1433")]
    [InlineData("CONNECTION: Host=db;Database=x", "db:5432")]
    [InlineData("UPSTREAM: api:3000", "api:3000")]
    [InlineData("SMTP_HOST: smtp.example.com\n      SMTP_PORT: 587", "smtp.example.com:587")]
    [InlineData("RELAY: smtp.example.com:587", "smtp.example.com:587")]
    [InlineData("API: https://api.stripe.com/v1", "api.stripe.com:443")]
    [InlineData("SELF: http://localhost:3000 and http://127.0.0.1:80 and http://web:80", "")]
    [InlineData("BIND: 0.0.0.0:8080", "")]
    [InlineData("TIME: '12:30'", "")]
    [InlineData("ENTRY: app.wsgi:8000", "")]
    [InlineData("NAME: db", "")]
    [InlineData("SOCKET: unix:///var/run/db.sock", "")]
    public void Environment_names_whom_a_service_calls(string environment, string expected) =>
        Assert.Equal(expected, string.Join(' ', FromWeb("    environment:\n      " + environment)));

    [Theory]
    [InlineData("    command: [\"--redis=cache:6379\", \"--url=http://api:3000/x\"]", "api:3000 cache:6379")]
    [InlineData("    command: serve --db-host db --host db --port 5433", "db:5433")]
    [InlineData("    healthcheck: {test: [\"CMD\", \"pg_isready\", \"-h\", \"db\", \"-p\", \"5439\"]}", "db:5439")]
    [InlineData("    healthcheck: {test: \"curl -f http://api:3000/health || exit 1\"}", "api:3000")]
    [InlineData("    healthcheck: {test: \"curl -f http://localhost:3000/health || exit 1\"}", "")]
    [InlineData("    depends_on: [db]", "db:5432")]
    [InlineData("    depends_on: [api]", "api")]
    [InlineData("    depends_on: [api]\n    environment: {API: \"http://api:3000\"}", "api:3000")]
    [InlineData("    links: [\"db:database\"]\n    environment: {A: \"1\"}", "db:5432")]
    [InlineData("    network_mode: service:api", "api")]
    public void Arguments_checks_and_order_name_them_too(string more, string expected) => Assert.Equal(expected, string.Join(' ', FromWeb(more)));

    [Fact]
    public void One_edge_carries_all_its_evidence()
    {
        var edge = Assert.Single(Web("    depends_on: [db]\n    environment: {DB_HOST: db, URL: \"postgres://db:5432/x\"}").Model.Edges, e => e.From.Service == "web");
        Assert.Equal([EvidenceKind.DependsOn, EvidenceKind.Environment, EvidenceKind.Environment], edge.Evidence.Select(e => e.Kind).Order());
        Assert.Equal(Confidence.High, edge.Confidence);
        Assert.Equal(["db"], edge.HostNames);
        Assert.Equal("postgres", edge.AppProtocol);
    }

    [Fact]
    public void Evidence_never_shows_a_secret()
    {
        var platform = Web("    environment: {URL: \"postgres://u:hunter2@db:5432/x\"}");
        Assert.DoesNotContain("hunter2", string.Concat(platform.Model.Edges.SelectMany(e => e.Evidence).Select(e => e.Detail)), StringComparison.Ordinal);
    }

    [Fact]
    public void Names_resolve_across_projects_on_a_shared_network_only()
    {
        var platform = new Understood(
            """
            name: one
            services:
              web: {image: "example/web:1", networks: [shared], environment: {A: "http://vault:8200", B: "http://hidden:80", C: "http://side:81"}}
            networks: {shared: {external: true}}
            """,
            """
            name: two
            services:
              bao: {image: "openbao/openbao:2", container_name: vault, networks: [shared]}
              secret: {image: "example/x:1", hostname: hidden, networks: [own]}
              other: {image: "example/x:1", networks: {shared: {}, own: {aliases: [side]}}}
            networks: {shared: {name: shared}, own: {}}
            """);
        Assert.Equal(["web -> bao:8200", "web -> other:81 unreachable", "web -> secret:80 unreachable"], platform.Edges.Order());
        Assert.Equal(2, platform.Codes.Count(c => c == "SL2105"));
    }

    [Fact]
    public void Name_nobody_answers_is_a_finding()
    {
        var platform = Web("    environment: {URL: \"http://ghost:80\", DB_HOST: phantom}");
        Assert.Equal(["Service \"web\" calls \"ghost\", and nothing answers to that name.", "Service \"web\" calls \"phantom\", and nothing answers to that name."], platform.Messages("SL2104").Order());
    }

    [Fact]
    public void Own_public_address_is_no_edge_and_anothers_names_its_route()
    {
        var platform = new Understood(
            """
            name: shop
            services:
              traefik: {image: "traefik:v3"}
              auth: {image: "example/auth:1", labels: {"traefik.http.routers.auth.rule": "Host(`auth.example.com`)", "traefik.http.services.auth.loadbalancer.server.port": "80"}, environment: {URL: "https://auth.example.com"}}
              web: {image: "example/web:1", environment: {ISSUER: "https://auth.example.com/realm"}}
            """);
        Assert.Equal(["traefik -> auth:80", "web -> auth.example.com:443"], platform.Edges);
        Assert.Contains("which is route auth to shop/auth", platform.Model.Edges[1].Evidence[0].Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Mounted_configuration_names_them()
    {
        var platform = Web("    volumes: [\"./nginx.conf:/etc/nginx/nginx.conf:ro\", \"./prometheus.yml:/p.yml\", \"./app.yml:/app.yml\"]")
            .File("nginx.conf", "upstream api {\n  server api:3000;\n}\n# proxy_pass http://mail:1;\nlocation / { proxy_pass http://api; }\n")
            .File("prometheus.yml", "scrape_configs:\n  - job_name: c\n    static_configs:\n      - targets: ['cache:9121', 'localhost:9090', 'elsewhere:80']\n")
            .File("app.yml", "smtp:\n  host: mail\n  port: 1025\n");
        Assert.Equal(["web -> api:3000", "web -> cache:9121", "web -> mail:1025"], platform.Edges.Where(e => e.StartsWith("web", StringComparison.Ordinal)));
        Assert.Equal(EvidenceKind.ScrapeConfiguration, platform.Model.Edges.Single(e => e.Port == 9121).Evidence[0].Kind);
    }

    [Fact]
    public void Five_hundred_services_are_read_quickly()
    {
        var text = new System.Text.StringBuilder("name: big\nservices:\n");
        for (var i = 0; i < 500; i++)
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"  s{i}: {{image: \"example/x:1\", environment: {{NEXT: \"http://s{(i + 1) % 500}:8080/\", A: \"b\"}}, depends_on: [{(i == 0 ? "" : $"s{i - 1}")}]}}\n");
        var model = new Understood(text.ToString()).Model;
        Assert.Equal(999, model.Edges.Count);
    }
}
