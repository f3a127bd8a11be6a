namespace Sluis.Core.Tests.Understanding.Lint;

public class PlatformLintTests
{
    private static string Codes(string services, string rest = "") =>
        string.Join(' ', new Understood("name: shop\nservices:\n" + services + "\n" + rest).Codes.Where(c => c.StartsWith("SL22", StringComparison.Ordinal) || c == "SL2107").Distinct());

    [Theory]
    [InlineData("  a: {image: \"example/a:1\", restart: always}", "")]
    [InlineData("  a: {image: \"example/a\", restart: always}", "SL2201")]
    [InlineData("  a: {image: \"example/a:latest\", build: ., restart: always}", "")]
    [InlineData("  a: {image: \"example/a:1\", restart: always, volumes: [\"/var/run/docker.sock:/var/run/docker.sock\"]}", "SL2202")]
    [InlineData("  a: {image: \"example/a:1\", restart: always, privileged: true}", "SL2203")]
    [InlineData("  a: {image: \"example/a:1\", restart: always, network_mode: host}", "SL2208")]
    [InlineData("  a: {image: \"postgres:16\", restart: always, healthcheck: {test: [\"CMD\", \"curl\", \"localhost\"]}}", "SL2204")]
    [InlineData("  a: {image: \"postgres:16\", restart: always, healthcheck: {test: \"pg_isready && curl localhost\"}}", "SL2204")]
    [InlineData("  a: {image: \"example/a:1\", restart: always, healthcheck: {test: [\"CMD\", \"nc\", \"-z\", \"localhost\", \"||\", \"exit\", \"1\"]}}", "SL2212")]
    [InlineData("  a: {image: \"example/a:1\", restart: always, healthcheck: {test: [\"CMD\", \"sh\", \"-c\", \"a || b\"]}}", "")]
    [InlineData("  a: {image: \"example/a:1\", restart: always, expose: [\"3000\"], healthcheck: {test: \"curl http://localhost:4000/\"}}", "SL2213")]
    [InlineData("  a: {image: \"example/a:1\", restart: always, expose: [\"3000\"], healthcheck: {test: \"curl http://localhost:3000/\"}}", "")]
    [InlineData("  a: {image: \"redis:7\", restart: always, command: \"redis-server --requirepass secret123\", healthcheck: {test: [\"CMD\", \"redis-cli\", \"ping\"]}}", "SL2214")]
    [InlineData("  a: {image: \"redis:7\", restart: always, command: \"redis-server --requirepass secret123\", healthcheck: {test: [\"CMD\", \"redis-cli\", \"-a\", \"secret123\", \"ping\"]}}", "")]
    [InlineData("  a: {image: \"postgres:16\", restart: always, ports: [\"5432:5432\"]}", "SL2216")]
    [InlineData("  a: {image: \"postgres:16\", restart: always, ports: [\"127.0.0.1:5432:5432\"]}", "")]
    [InlineData("  a: {image: \"adminer:4\", restart: always, ports: [\"8080:8080\"]}", "SL2219")]
    [InlineData("  a: {image: \"example/a:1\"}", "SL2217")]
    public void One_service(string service, string expected) => Assert.Equal(expected, Codes(service));

    [Theory]
    [InlineData("  a: {image: \"example/a:1\", restart: always, ports: [\"80:80\"]}\n  b: {image: \"example/a:1\", restart: always, ports: [\"80:81\"]}", "SL2107")]
    [InlineData("  a: {image: \"example/a:1\", restart: always, ports: [\"127.0.0.1:80:80\"]}\n  b: {image: \"example/a:1\", restart: always, ports: [\"0.0.0.0:80:81\"]}", "SL2107")]
    [InlineData("  a: {image: \"example/a:1\", restart: always, ports: [\"53:53/udp\"]}\n  b: {image: \"example/a:1\", restart: always, ports: [\"53:53/tcp\"]}", "")]
    [InlineData("  a: {image: \"example/a:1\", restart: always, depends_on: {b: {condition: service_healthy}}}\n  b: {image: \"postgres:16\", restart: always}", "SL2215")]
    [InlineData("  a: {image: \"example/a:1\", restart: always, environment: {R: \"redis://b:6379\"}}\n  b: {image: \"redis:7\", restart: always, command: \"redis-server --requirepass secret123\"}", "SL2205")]
    [InlineData("  a: {image: \"example/a:1\", restart: always, environment: {R: \"redis://:secret123@b:6379\"}}\n  b: {image: \"redis:7\", restart: always, command: \"redis-server --requirepass secret123\"}", "")]
    public void Two_services(string services, string expected) => Assert.Equal(expected, Codes(services));

    [Fact]
    public void Volumes_and_networks()
    {
        const string Two = "  a: {image: \"example/a:1\", restart: always, networks: [used], volumes: [\"vol:/v\", \"ext:/x\"]}\n  b: {image: \"example/a:1\", restart: always, networks: [used], volumes: [\"vol:/v\", \"own:/w\"]}";
        Assert.Equal("SL2206 SL2209 SL2210 SL2211", string.Join(' ', Codes(Two, "networks: {used: {external: true}, idle: {}}\nvolumes: {vol: {}, own: {}, idle: {}, ext: {external: true}}").Split(' ').Order()));
    }

    [Fact]
    public void Projects_that_clash()
    {
        const string Project = "services:\n  db: {image: \"postgres:16\", restart: always, container_name: db, ports: [\"127.0.0.1:5432:5432\"], networks: [n]}\nnetworks: {n: {name: shared, external: true}}\n";
        var platform = new Understood("name: one\n" + Project, "name: two\n" + Project);
        Assert.Equal(["SL2107", "SL2207", "SL2211", "SL2218"], platform.Codes.Order());
    }

    [Fact]
    public void Volume_that_one_project_declares_and_another_calls_external_is_declared()
    {
        var platform = new Understood(
            "name: one\nservices:\n  a: {image: \"example/a:1\", restart: always, volumes: [\"vol:/v:ro\"]}\nvolumes: {vol: {name: data, external: true}}\n",
            "name: two\nservices:\n  b: {image: \"example/a:1\", restart: always, volumes: [\"vol:/v\"]}\nvolumes: {vol: {name: data}}\n");
        Assert.Empty(platform.Codes);
        Assert.Equal("two", platform.Model.Stores[0].Project);
    }
}
