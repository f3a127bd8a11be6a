using System.Text;
using Sluis.Core.Compose;
using Sluis.Core.Diagnostics;
using Sluis.Core.Planning;

namespace Sluis.Core.Tests.Emit.Runbooks;

public class RunbookTests
{
    private const string Shop = """
        name: shop
        services:
          web:
            image: nginx:1.29
            labels:
              traefik.enable: "true"
              traefik.http.routers.web.rule: Host(`shop.example`)
              traefik.http.services.web.loadbalancer.server.port: "80"
            environment: { API: "http://api:8080" }
          api:
            image: example/api:1.0
            stop_grace_period: 20s
            environment: { DATABASE_URL: "postgres://shop@db:5432/shop" }
            volumes: ["uploads:/srv/uploads"]
          db:
            image: postgres:17
            volumes: ["data:/var/lib/postgresql/data"]
        volumes: { uploads: {}, data: {} }
        """;

    /// <summary>Whole pages. <c>UPDATE_GOLDEN=1</c> writes them anew; read the difference before committing it.</summary>
    [Theory]
    [InlineData("docs/migration-strategy.md", "shop-strategy.md")]
    [InlineData("docs/waves/wave-1.md", "shop-wave-1.md")]
    public void The_pages_of_a_small_platform_are_the_golden_ones(string page, string golden)
    {
        var file = Path.Combine(SharedData.ProjectRoot, "test", "Sluis.Core.Tests", "Emit", "Runbooks", golden);
        var actual = Emitted.From(Shop).Text(page);
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
            File.WriteAllText(file, actual);
        Assert.Equal(File.ReadAllText(file), actual);
    }

    [Fact]
    public void Each_service_of_the_reference_platform_has_one_step_or_its_replacement()
    {
        var options = new ComposeOptions { MissingEnvFileIsWarning = true, MissingVariableIsWarning = true, AllProfiles = true };
        var compilation = SluisCompiler.Compile(new DiskTree(SharedData.ProjectRoot, []), [Path.Combine(SharedData.ProjectRoot, "examples", "sevensa")], options, Intent.Empty, new Findings());
        var (tree, plan) = (compilation.Tree ?? throw new InvalidOperationException("no tree"), compilation.Plan ?? throw new InvalidOperationException("no plan"));
        var steps = tree.Files.Where(f => f.Path.StartsWith("docs/waves/", StringComparison.Ordinal))
            .SelectMany(f => Encoding.UTF8.GetString(f.Content.Span).Split('\n')).Where(l => l.StartsWith("### ", StringComparison.Ordinal))
            .Select(l => l.Split(' ')[2].TrimEnd(':')).Concat(plan.Replaced.Select(r => r.Service.ToString())).Order(StringComparer.Ordinal);
        Assert.Equal(plan.Platform.Services.Select(s => s.Key.ToString()).Order(StringComparer.Ordinal), steps);
        Assert.Equal(46, plan.Platform.Services.Count);
    }
}
