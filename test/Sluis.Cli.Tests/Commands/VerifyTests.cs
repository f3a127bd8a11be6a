using System.Text.Json.Nodes;

namespace Sluis.Cli.Tests.Commands;

public sealed class VerifyTests : IDisposable
{
    private const string Shop = """
        services:
          api:
            image: acme/api:1.2
            environment:
              DATABASE_URL: postgres://shop:${DB_PASSWORD}@db:5432/shop
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

    public VerifyTests() => world.Run("generate", "shop", "-o", "out");

    public void Dispose() => world.Dispose();

    private string Out(string path) => Path.Combine(world.Folder, "out", path);

    [Fact]
    public void A_generated_repository_is_proved()
    {
        Assert.Equal(ExitCode.Done, world.Run("verify", "out"));
        Assert.StartsWith("out: tree ", world.Printed);
        Assert.Contains("Proved: 0 errors", world.Printed);
        Assert.Equal("", world.Complained);
    }

    [Fact]
    public void The_folder_is_out_beside_the_compose_files()
    {
        Assert.Equal(ExitCode.Done, world.Run("verify"));
        Assert.StartsWith("out: tree ", world.Printed);
    }

    [Fact]
    public void Broken_claims_break_a_promise_and_the_place_is_as_the_user_would_write_it()
    {
        File.WriteAllText(Out("evidence/claims.json"), "{\n  \"services\": 1\n");
        Assert.Equal(ExitCode.VerificationFailed, world.Run("verify", "out"));
        Assert.Contains("error SL5051 out/evidence/claims.json:", world.Printed);
        Assert.Contains("Refuted: 1 error,", world.Printed);
    }

    [Fact]
    public void Fail_on_decides_from_which_severity_a_promise_is_broken()
    {
        File.Delete(Out("evidence/claims.json"));
        Assert.Equal(ExitCode.Done, world.Run("verify", "out"));
        Assert.Contains("warning SL5050", world.Printed);
        Assert.Equal(ExitCode.VerificationFailed, world.Run("verify", "out", "--fail-on", "warning"));
    }

    [Fact]
    public void Json_has_the_proofs_the_counts_and_the_findings()
    {
        File.Delete(Out("evidence/claims.json"));
        Assert.Equal(ExitCode.Done, world.Run("verify", "out", "--format", "json"));
        var report = JsonNode.Parse(world.Printed)!;
        Assert.Equal(64, ((string?)report["tree"])!.Length);
        Assert.Contains(report["findings"]!.AsArray(), f => (string?)f!["code"] == "SL5050");
        Assert.NotNull(report["proofs"]);
        Assert.Equal(0, (int?)report["counts"]!["error"]);
    }

    [Fact]
    public void A_folder_that_is_not_there_is_a_finding_of_the_tool()
    {
        Assert.Equal(ExitCode.Findings, world.Run("verify", "nowhere"));
        Assert.Contains("SL9010", world.Complained);
        Assert.Equal("", world.Printed);
    }

    [Fact]
    public void A_baseline_that_is_not_there_is_a_finding()
    {
        Assert.Equal(ExitCode.Findings, world.Run("verify", "out", "--baseline", "known.json"));
        Assert.Contains("SL5905", world.Complained);
    }

    [Fact]
    public void Two_runs_print_the_same()
    {
        world.Run("verify", "out", "--show", "note");
        var first = world.Printed;
        world.Run("verify", "out", "--show", "note");
        Assert.Equal(first, world.Printed);
    }

    [Fact]
    public void A_baseline_leaves_only_what_is_new()
    {
        File.Delete(Out("evidence/claims.json"));
        Assert.Equal(ExitCode.VerificationFailed, world.Run("verify", "out", "--fail-on", "warning", "--write-baseline", "known.json"));
        Assert.Equal(ExitCode.Done, world.Run("verify", "out", "--fail-on", "warning", "--baseline", "known.json"));
        Assert.Contains(" known to the baseline", world.Printed);
        File.WriteAllText(Out("evidence/claims.json"), "{");
        Assert.Equal(ExitCode.VerificationFailed, world.Run("verify", "out", "--baseline", "known.json"));
        Assert.Contains("SL5051", world.Printed);
    }

    [Fact]
    public void A_source_that_did_not_change_has_no_drift_and_one_that_did_is_shown_key_by_key()
    {
        Assert.Equal(ExitCode.Done, world.Run("verify", "out", "--source", "shop"));
        Assert.Contains("0 added, 0 removed, 0 changed", world.Printed);
        world.With("shop/compose.yaml", Shop.Replace("acme/api:1.2", "acme/api:1.3"));
        Assert.Equal(ExitCode.VerificationFailed, world.Run("verify", "out", "--source", "shop"));
        Assert.Contains("SL5062 shop/compose.yaml:3:12", world.Printed);
    }

    [Fact]
    public void A_source_that_cannot_be_compiled_stops_it()
    {
        world.With("shop/compose.yaml", "services:\n  api:\n    imaeg: x\n");
        Assert.Equal(ExitCode.Findings, world.Run("verify", "out", "--source", "shop"));
        Assert.Contains("SL1201", world.Complained);
    }

    [Fact]
    public void Evidence_is_written_by_generate_and_again_when_asked_and_is_nobody_s_change()
    {
        Assert.True(File.Exists(Out("evidence/findings.sarif")));
        var summary = File.ReadAllText(Out("evidence/summary.json"));
        world.Run("verify", "out", "--format", "json");
        Assert.Equal((string?)JsonNode.Parse(summary)!["tree"], (string?)JsonNode.Parse(world.Printed)!["tree"]);
        File.WriteAllText(Out("evidence/summary.json"), "{}\n");
        Assert.Equal(ExitCode.Done, world.Run("verify", "out", "--write-evidence"));
        Assert.Equal(summary, File.ReadAllText(Out("evidence/summary.json")));
        File.WriteAllText(Out("evidence/summary.json"), "{}\n");
        Assert.Equal(ExitCode.Done, world.Run("generate", "shop", "-o", "out"));
        Assert.DoesNotContain("SL9001", world.Complained);
        Assert.Equal(summary, File.ReadAllText(Out("evidence/summary.json")));
    }

    [Fact]
    public void Evidence_speaks_about_the_whole_repository() =>
        Assert.Equal(ExitCode.Usage, world.Run("verify", "out", "--write-evidence", "--env", "dev"));

    [Fact]
    public void A_second_generation_writes_nothing()
    {
        Assert.Equal(ExitCode.Done, world.Run("generate", "shop", "-o", "out"));
        Assert.Contains(" 0 files written, 0 removed", world.Complained);
    }

    [Theory]
    [InlineData("sarif", "{\n  \"$schema\"")]
    [InlineData("junit", "<?xml")]
    [InlineData("json", "{\n")]
    [InlineData("github", "::error file=out/evidence/claims.json,line=1,")]
    public void Every_format_is_printed_on_standard_output(string format, string start)
    {
        File.WriteAllText(Out("evidence/claims.json"), "{");
        Assert.Equal(ExitCode.VerificationFailed, world.Run("verify", "out", "--format", format));
        Assert.StartsWith(start, world.Printed);
        Assert.Equal("", world.Complained);
    }
}
