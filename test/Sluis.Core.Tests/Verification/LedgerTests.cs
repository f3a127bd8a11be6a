using Sluis.Core.Compose.Specification;
using Sluis.Core.Tests.Corpus;
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

    [Fact]
    public void Every_leaf_of_the_first_users_files_is_accounted()
    {
        var ledger = PipelineTests.Compile(SharedData.Require("sevensa")).Ledger;
        Assert.NotNull(ledger);
        Assert.Empty(ledger.Unaccounted);
    }

    [Fact]
    public void Attributes_with_nothing_in_them_are_accounted()
    {
        const string Compose = """
            services:
              web:
                image: nginx:1.27
                healthcheck: {}
                deploy: {labels: {}}
                labels: {}
                depends_on: {}
                networks: {}
                ports: []
                volumes: []
                environment: {}
                command: []
              worker:
                image: nginx:1.27
                deploy: {}
            networks: {}
            volumes: {}
            secrets: {}
            configs: {}
            """;
        var compilation = CorpusCase.Compile([("compose.yaml", System.Text.Encoding.UTF8.GetBytes(Compose))]);
        Assert.True(compilation.Ledger is not null, string.Join('\n', compilation.Findings));
        Assert.Empty(compilation.Ledger.Unaccounted);
    }
}
