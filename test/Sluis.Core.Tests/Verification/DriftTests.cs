using System.Text;
using Sluis.Core.Compose;
using Sluis.Core.Diagnostics;
using Sluis.Core.IO;
using Sluis.Core.Planning;
using Sluis.Core.Proof;
using Sluis.Core.Verification;

namespace Sluis.Core.Tests.Verification;

public class DriftTests
{
    private const string Before = """
        services:
          api:
            image: acme/api:1.2
            environment: {LEVEL: info, API_TOKEN: old-token-of-the-api-0192, DB_URL: "postgres://db:5432/shop"}
            depends_on: [db]
          db:
            image: postgres:16
        """;

    private static Compilation Compile(string compose)
    {
        var findings = new Findings();
        var tree = new MemorySourceTree().Add("shop/compose.yaml", compose);
        var compilation = SluisCompiler.Compile(tree, ["/work/shop"], new ComposeOptions { MissingEnvFileIsWarning = true, MissingVariableIsWarning = true, AllProfiles = true }, Intent.Empty, findings);
        Assert.DoesNotContain(findings.Sorted(), static f => f.Severity == Severity.Error);
        return compilation;
    }

    private static (IReadOnlyList<Diagnostic> Findings, ProofResult Result) Drift(string now, string before = Before)
    {
        var repository = new RepositorySnapshot(Compile(before).Tree!.Files.Select(static f => KeyValuePair.Create(f.Path, f.Content)));
        var compilation = Compile(now);
        var findings = new Findings();
        ClaimsDrift.Check(repository, compilation.Claims!, findings);
        var result = LedgerDrift.Check(repository, compilation.Ledger!, findings);
        return (findings.Sorted(), result);
    }

    [Fact]
    public void The_same_files_have_no_drift()
    {
        var (findings, result) = Drift(Before);
        Assert.Empty(findings);
        Assert.EndsWith("values are as generated, 0 added, 0 removed, 0 changed, 0 would move", result.Sentence);
    }

    [Fact]
    public void Lines_that_only_moved_are_no_drift() => Assert.Empty(Drift("# A new heading\n\n" + Before).Findings);

    [Fact]
    public void A_changed_value_is_shown_with_both_values_and_its_place_in_the_compose_file()
    {
        var finding = Assert.Single(Drift(Before.Replace("acme/api:1.2", "acme/api:1.3")).Findings, static f => f.Code == "SL5062");
        Assert.Equal(("SL5062", Severity.Error, "shop/compose.yaml:3:12"), (finding.Code, finding.Severity, finding.At.ToString()));
        Assert.StartsWith("shop/services.api.image is \"acme/api:1.3\" in the Compose files and \"acme/api:1.2\" in the repository: apps/shop/base/deployment-api.yaml ", finding.Message);
    }

    [Fact]
    public void Added_and_removed_values_are_shown_key_by_key()
    {
        var findings = Drift(Before.Replace("LEVEL: info", "LEVELS: info")).Findings;
        Assert.Equal(["SL5060", "SL5061"], findings.Select(static f => f.Code).Order(StringComparer.Ordinal));
        Assert.Contains(findings, static f => f.Message.StartsWith("shop/services.api.environment.LEVELS is new in the Compose files (\"info\")", StringComparison.Ordinal));
        Assert.Contains(findings, static f => f.Message.StartsWith("shop/services.api.environment.LEVEL is no longer in the Compose files", StringComparison.Ordinal));
    }

    [Fact]
    public void A_service_that_is_new_or_gone_is_one_finding_and_so_is_its_call()
    {
        var findings = Drift(Before + "\n  cache:\n    image: redis:7\n").Findings;
        Assert.Equal("shop/cache", Assert.Single(findings, static f => f.Code == "SL5060").Message.Split('"')[1]);
        findings = Drift(Before, Before + "\n  cache:\n    image: redis:7\n").Findings;
        Assert.Equal("shop/cache", Assert.Single(findings, static f => f.Code == "SL5061").Message.Split('"')[1]);
    }

    [Fact]
    public void A_call_that_is_new_is_a_claim_that_is_new()
    {
        var findings = Drift(Before.Replace("LEVEL: info", "LEVEL: info, CACHE: \"http://db:9999/\"")).Findings;
        Assert.Contains(findings, static f => f.Code == "SL5065" && f.Message.Contains("on port 9999", StringComparison.Ordinal));
        Assert.Contains(Drift(Before, Before.Replace("LEVEL: info", "LEVEL: info, CACHE: \"http://db:9999/\"")).Findings, static f => f.Code == "SL5066");
    }

    [Fact]
    public void The_value_of_a_secret_is_never_shown()
    {
        var findings = Drift(Before.Replace("old-token-of-the-api-0192", "new-token-of-the-api-7281")).Findings;
        Assert.DoesNotContain(findings, static f => (f.Message + f.Fix).Contains("-token-of-", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("{}")]
    [InlineData("[1]")]
    [InlineData("{\"entries\":[{}]}")]
    public void A_repository_without_a_ledger_is_a_finding(string? ledger)
    {
        var findings = new Findings();
        var repository = new RepositorySnapshot(ledger is null ? [] : [KeyValuePair.Create("evidence/ledger.json", (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(ledger))]);
        LedgerDrift.Check(repository, Compile(Before).Ledger!, findings);
        Assert.Equal("SL5064", Assert.Single(findings.Sorted()).Code);
    }
}
