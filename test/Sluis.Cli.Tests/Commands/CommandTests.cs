using System.Text.Json.Nodes;

namespace Sluis.Cli.Tests.Commands;

public sealed class CommandTests : IDisposable
{
    private const string Shop = """
        services:
          api:
            image: acme/api:1.2
            environment:
              DATABASE_URL: postgres://shop:${DB_PASSWORD}@db:5432/shop
            ports: ["8080:8080"]
            depends_on: [db]
          db:
            image: postgres:16
            environment:
              POSTGRES_PASSWORD: ${DB_PASSWORD}
            volumes: [data:/var/lib/postgresql/data]
        volumes:
          data:
        """;

    private readonly TestWorld world = new TestWorld().With("shop/compose.yaml", Shop).With("shop/.env", "DB_PASSWORD=correct-horse-battery\n");

    public void Dispose() => world.Dispose();

    private string[] Files() =>
        [.. Directory.EnumerateFiles(Path.Combine(world.Folder, "out"), "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(world.Folder, f)).Order(StringComparer.Ordinal)];

    [Fact]
    public void Generate_writes_a_repository_and_a_second_run_changes_nothing()
    {
        Assert.Equal(ExitCode.Done, world.Run("generate", "shop", "-o", "out"));
        Assert.Contains(Files(), f => f.EndsWith("deployment-api.yaml", StringComparison.Ordinal));
        Assert.Equal(ExitCode.Done, world.Run("generate", "shop", "-o", "out"));
        Assert.Contains(" 0 files written, 0 removed", world.Complained);
    }

    [Fact]
    public void No_secret_of_the_environment_reaches_the_repository_or_the_screen()
    {
        world.Run("generate", "shop", "-o", "out");
        foreach (var file in Files())
            Assert.DoesNotContain("correct-horse-battery", File.ReadAllText(Path.Combine(world.Folder, file)));
        foreach (var command in (string[][])[["generate", "shop", "-o", "out"], ["inspect", "shop"], ["inspect", "shop", "--format", "json"], ["plan", "shop"], ["plan", "shop", "--format", "json"], ["init", "shop", "-o", "-"]])
        {
            world.Run(command);
            Assert.DoesNotContain("correct-horse-battery", world.Printed + world.Complained);
        }
    }

    [Fact]
    public void A_second_run_names_what_a_cluster_will_not_let_change()
    {
        world.With("store/compose.yaml", "services:\n  db:\n    image: postgres:17\n    volumes: [data:/var/lib/postgresql/data]\nvolumes:\n  data: {}\n");
        world.Run("generate", "store", "-o", "out", "--set", "storage.class=slow");
        Assert.DoesNotContain("SL5359", world.Complained);
        world.Run("generate", "store", "-o", "out", "--set", "storage.class=fast");
        Assert.Contains("out/apps/store/base/statefulset-db.yaml", world.Complained);
        Assert.Contains("warning SL5359", world.Complained);
    }

    [Fact]
    public void A_dry_run_lists_the_files_and_writes_none()
    {
        Assert.Equal(ExitCode.Done, world.Run("generate", "shop", "-o", "out", "--dry-run"));
        Assert.Contains("write  ", world.Printed);
        Assert.False(Directory.Exists(Path.Combine(world.Folder, "out")));
    }

    [Fact]
    public void A_changed_file_is_kept_with_a_finding_until_force()
    {
        world.Run("generate", "shop", "-o", "out");
        var file = Path.Combine(world.Folder, Files().Single(f => f.EndsWith("deployment-api.yaml", StringComparison.Ordinal)));
        File.AppendAllText(file, "# mine\n");
        Assert.Equal(ExitCode.Done, world.Run("generate", "shop", "-o", "out"));
        Assert.Contains("SL9001", world.Complained);
        Assert.EndsWith("# mine\n", File.ReadAllText(file));
        Assert.Equal(ExitCode.Done, world.Run("generate", "shop", "-o", "out", "--force"));
        Assert.DoesNotContain("# mine", File.ReadAllText(file));
    }

    [Fact]
    public void Generate_reports_as_json()
    {
        Assert.Equal(ExitCode.Done, world.Run("generate", "shop", "-o", "out", "--format", "json"));
        var report = JsonNode.Parse(world.Printed)!;
        Assert.Equal(Path.Combine(world.Folder, "out"), (string?)report["folder"]);
        Assert.NotEmpty(report["written"]!.AsArray());
        Assert.Equal("", world.Complained);
    }

    [Fact]
    public void Errors_stop_generation_with_exit_code_1()
    {
        world.With("bad/compose.yaml", "services:\n  a:\n    imaeg: b\n");
        Assert.Equal(ExitCode.Findings, world.Run("generate", "bad", "-o", "out"));
        Assert.Contains("SL1201", world.Complained);
        Assert.False(Directory.Exists(Path.Combine(world.Folder, "out")));
    }

    [Fact]
    public void An_output_that_is_a_file_is_a_finding()
    {
        world.With("out", "");
        Assert.Equal(ExitCode.Findings, world.Run("generate", "shop", "-o", "out"));
        Assert.Contains("SL9004", world.Complained);
    }

    [Fact]
    public void Inspect_names_services_edges_and_secrets()
    {
        Assert.Equal(ExitCode.Done, world.Run("inspect", "shop"));
        Assert.Contains("1 project, 2 services", world.Printed);
        Assert.Contains("DATABASE_URL names db:5432", world.Printed);
        Assert.Contains("DB_PASSWORD", world.Printed);
        Assert.Equal(ExitCode.Done, world.Run("inspect", "shop", "--format", "json"));
        var platform = JsonNode.Parse(world.Printed)!;
        Assert.Equal("database", (string?)platform["services"]!.AsArray().Single(s => (string?)s!["service"] == "db")!["role"]);
    }

    [Fact]
    public void Plan_obeys_set_and_sluis_yaml()
    {
        Assert.Equal(ExitCode.Done, world.Run("plan", "shop", "--set", "platform=webshop"));
        Assert.StartsWith("Platform webshop\n", world.Printed);
        world.With("shop/sluis.yaml", "platform: store\n");
        world.Run("plan", "shop");
        Assert.StartsWith("Platform store\n", world.Printed);
        Assert.Equal(ExitCode.Findings, world.Run("plan", "shop", "--set", "platfrom=x"));
        Assert.Contains("Did you mean", world.Complained);
    }

    [Fact]
    public void Plan_shows_each_selection_with_its_score_and_reason_and_json_has_all_of_it()
    {
        world.Run("plan", "shop");
        Assert.Contains("\nSelections\n", world.Printed);
        Assert.Contains("Argo CD", world.Printed);
        world.Run("plan", "shop", "--format", "json");
        var gitops = JsonNode.Parse(world.Printed)!["selections"]!.AsArray().Single(s => (string?)s!["topic"] == "gitops")!;
        Assert.Equal("argocd", (string?)gitops["chosen"]);
        Assert.Equal("flux", (string?)gitops["second"]);
        Assert.Equal(2, gitops["options"]!.AsArray().Count);
        Assert.Equal(5, (int?)gitops["options"]![0]!["scores"]!["order"]!["value"]);
        Assert.StartsWith("https://", (string?)gitops["options"]![0]!["scores"]!["order"]!["page"]);
    }

    [Fact]
    public void Init_writes_once_and_what_it_writes_gives_the_same_plan()
    {
        world.Run("plan", "shop", "--format", "json");
        var before = JsonNode.Parse(world.Printed)!["workloads"]!.ToJsonString();
        Assert.Equal(ExitCode.Done, world.Run("init", "shop"));
        Assert.True(File.Exists(Path.Combine(world.Folder, "shop/sluis.yaml")));
        Assert.Equal(ExitCode.Done, world.Run("plan", "shop", "--format", "json"));
        Assert.Equal(before, JsonNode.Parse(world.Printed)!["workloads"]!.ToJsonString());
        Assert.Equal(ExitCode.Findings, world.Run("init", "shop"));
        Assert.Contains("SL9006", world.Complained);
    }

    [Theory]
    [InlineData("SL2101")]
    [InlineData("sl2101")]
    [InlineData("2101")]
    public void Explain_shows_the_page_of_a_code(string code)
    {
        Assert.Equal(ExitCode.Done, world.Run("explain", code));
        Assert.StartsWith("SL2101 (warning): A secret written in the file\n", world.Printed);
    }

    [Fact]
    public void Explain_suggests_a_code_that_exists()
    {
        Assert.Equal(ExitCode.Usage, world.Run("explain", "SL21011"));
        Assert.Contains("Did you mean SL2101?", world.Complained);
    }

    [Theory]
    [InlineData("bash", "complete -o filenames -F _sluis sluis")]
    [InlineData("zsh", "compdef _sluis sluis")]
    [InlineData("fish", "complete -c sluis")]
    [InlineData("powershell", "Register-ArgumentCompleter")]
    public void Completion_prints_a_script(string shell, string part)
    {
        Assert.Equal(ExitCode.Done, world.Run("completion", shell));
        Assert.Contains(part, world.Printed);
    }

    [Fact]
    public void A_wrong_option_is_a_usage_error()
    {
        Assert.Equal(ExitCode.Usage, world.Run("generate", "shop", "--nonsense"));
        Assert.Contains("--nonsense", world.Complained);
    }

    [Fact]
    public void A_folder_without_compose_files_is_a_finding()
    {
        Directory.CreateDirectory(Path.Combine(world.Folder, "empty"));
        Assert.Equal(ExitCode.Findings, world.Run("inspect", "empty"));
        Assert.Contains("SL2002", world.Complained);
    }

    [Fact]
    public void Observed_usage_and_prices_of_ones_own_size_the_cluster()
    {
        world.With("prices.yaml", "asOf: 2026-11-01\ncurrency: EUR\nnodes:\n- { name: mine, cpu: 8, memory: 32Gi, volumes: 16, pods: 110, price: 10 }\n");
        world.With("usage.csv", "name,cpu,memory\nnobody,1,1Gi\n");
        Assert.Equal(ExitCode.Done, world.Run("plan", "shop", "--prices", "prices.yaml", "--usage", "usage.csv"));
        Assert.Contains("mine", world.Printed, StringComparison.Ordinal);
        Assert.Contains("usage.csv:2:1", world.Complained, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_of_usage_that_is_not_there_is_an_error()
    {
        Assert.Equal(ExitCode.Findings, world.Run("plan", "shop", "--usage", "none.csv"));
        Assert.Contains("SL9020", world.Complained, StringComparison.Ordinal);
    }
}
