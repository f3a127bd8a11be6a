using System.Text;
using Sluis.Core.Diagnostics;
using Sluis.Core.Planning;
using Sluis.Core.Planning.Sizing;

namespace Sluis.Core.Tests.Planning.Sizing;

public class PriceTableTests
{
    [Theory]
    [InlineData(Provider.Hetzner, "EUR")]
    [InlineData(Provider.Aws, "USD")]
    [InlineData(Provider.Azure, "USD")]
    [InlineData(Provider.Gcp, "USD")]
    [InlineData(Provider.DigitalOcean, "USD")]
    [InlineData(Provider.Scaleway, "EUR")]
    public void Each_provider_has_a_whole_table(Provider provider, string currency)
    {
        var table = PriceTables.Of(provider);
        Assert.Equal((provider, currency), (table.Provider, table.Currency));
        Assert.StartsWith("https://", table.Source, StringComparison.Ordinal);
        Assert.StartsWith("https://", table.VolumesSource, StringComparison.Ordinal);
        Assert.True(DateOnly.TryParseExact(table.AsOf, "yyyy-MM-dd", out _));
        Assert.NotEmpty(table.Region);
        Assert.InRange(table.StoragePerGiB, 0.01m, 1);
        Assert.True(table.Nodes.Count >= 6);
        foreach (var node in table.Nodes)
        {
            Assert.True(node.Price is > 0 and < 5000 && node.Pods >= 10 && node.Volumes >= 4, node.Name);
            var (cpu, memory) = SystemReserve.Of(node, table.Reserve);
            Assert.True(cpu < 500 && memory < node.MemoryBytes / 2, $"{node.Name} keeps {cpu} and {memory}");
        }
    }

    [Theory]
    [InlineData(Provider.BareMetal)]
    [InlineData(Provider.Local)]
    public void Machines_of_ones_own_have_no_price(Provider provider) =>
        Assert.All(PriceTables.Of(provider).Nodes, static n => Assert.Null(n.Price));

    /// <summary>https://cloud.google.com/kubernetes-engine/docs/concepts/plan-node-sizes: 4 vCPU and 16 GiB keep 80m and 2.6 GiB, and 100 MiB more before eviction.</summary>
    [Fact]
    public void The_reserve_is_what_the_formula_says()
    {
        NodeShape node = new("n", 4, 16 * Quantities.Gibi, 16, 110, null, false);
        Assert.Equal((80L, 2662L + 100), (SystemReserve.Of(node, ReserveFormula.Gke).CpuMillis, SystemReserve.Of(node, ReserveFormula.Gke).MemoryBytes / Quantities.Mebi));
        Assert.Equal((80L, 11L * 110 + 255 + 100), (SystemReserve.Of(node, ReserveFormula.Eks).CpuMillis, SystemReserve.Of(node, ReserveFormula.Eks).MemoryBytes / Quantities.Mebi));
        Assert.Equal((140L, 20L * 110 + 50 + 100), (SystemReserve.Of(node, ReserveFormula.Aks).CpuMillis, SystemReserve.Of(node, ReserveFormula.Aks).MemoryBytes / Quantities.Mebi));
    }

    [Theory]
    [InlineData("nodes: []", 1)]
    [InlineData("currency: EUR\nnodes:\n- { name: a, cpu: 2, memory: 4Gi, volumes: 1, pods: 10, price: 3 }", 1)]
    [InlineData("nodes:\n- { name: a, cpu: two, memory: 4Gi, volumes: 1, pods: 10 }", 2)]
    [InlineData("nodes:\n- { name: a, cpu: 2, memory: much, volumes: 1, pods: 10 }", 2)]
    [InlineData("nodes:\n- { name: a, cpu: 2, memory: 4Gi, volumes: 1, pods: 10 }\n- { name: a, cpu: 2, memory: 4Gi, volumes: 1, pods: 10 }", 3)]
    [InlineData("nodes:\n- { name: a, cpu: 2, memory: 4Gi, volumes: 1, pods: 10, cost: 3 }", 2)]
    public void A_mistake_in_a_table_is_found_at_its_line(string text, int line)
    {
        var findings = new Findings();
        Assert.Null(PriceTables.Read("prices.yaml", Encoding.UTF8.GetBytes(text), findings));
        var finding = Assert.Single(findings.Sorted());
        Assert.Equal(("SL3205", line), (finding.Code, finding.At.Line));
    }
}
