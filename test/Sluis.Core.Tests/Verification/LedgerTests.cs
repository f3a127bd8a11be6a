using Sluis.Core.Compose.Specification;
using Sluis.Core.Tests.Pipeline;
using Sluis.Core.Verification;

namespace Sluis.Core.Tests.Verification;

public class LedgerTests
{
    [Fact]
    public void Every_attribute_of_a_service_has_a_disposition() =>
        Assert.Empty(ComposeSpecification.Service.Fields.Keys.Except(ServiceDispositions.Keys).Order(StringComparer.Ordinal));

    [Fact]
    public void Every_attribute_in_the_published_schema_has_a_disposition()
    {
        using var schema = System.Text.Json.JsonDocument.Parse(File.ReadAllText(SharedData.Require("corpus/compose-spec.json")));
        var root = schema.RootElement;
        var definitions = root.TryGetProperty("definitions", out var d) ? d : root.GetProperty("$defs");
        var keys = definitions.GetProperty("service").GetProperty("properties").EnumerateObject().Select(p => p.Name);
        Assert.Empty(keys.Except(ServiceDispositions.Keys).Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(PipelineTests.RealProjects), MemberType = typeof(PipelineTests))]
    public void Every_leaf_of_a_real_project_is_accounted(string name)
    {
        var compilation = PipelineTests.Compile(SharedData.Require("corpus/real/" + name));
        if (compilation.Ledger is not { } ledger)
            return;
        Assert.Empty(ledger.Unaccounted);
    }

    [Fact]
    public void Every_leaf_of_the_first_users_files_is_accounted()
    {
        var ledger = PipelineTests.Compile(SharedData.Require("sevensa")).Ledger;
        Assert.NotNull(ledger);
        Assert.Empty(ledger.Unaccounted);
    }
}
