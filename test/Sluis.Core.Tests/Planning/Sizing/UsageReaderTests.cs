using System.Text;
using Sluis.Core.Diagnostics;
using Sluis.Core.Planning;
using Sluis.Core.Planning.Sizing;
using Sluis.Core.Planning.Sizing.Usage;
using Sluis.Core.Text;

namespace Sluis.Core.Tests.Planning.Sizing;

public class UsageReaderTests
{
    private const long MiB = Quantities.Mebi;

    private static (EquatableArray<UsageSeries> Series, IReadOnlyList<Diagnostic> Findings) Read(string text)
    {
        var (samples, findings) = (new UsageSamples(), new Findings());
        UsageReader.Read("usage", Encoding.UTF8.GetBytes(text), samples, findings);
        return (samples.ToSeries(), findings.Sorted());
    }

    private static UsageSeries Single(string text)
    {
        var (series, findings) = Read(text);
        Assert.Empty(findings);
        return Assert.Single(series);
    }

    [Fact]
    public void Json_lines_of_docker_stats()
    {
        var read = Single("""
            {"BlockIO":"0B / 0B","CPUPerc":"12.50%","Container":"4f","ID":"4f","MemPerc":"1.2%","MemUsage":"100MiB / 7.6GiB","Name":"shop-api-1","NetIO":"0B / 0B","PIDs":"7"}
            {"CPUPerc":"150.00%","MemUsage":"1.5GiB / 7.6GiB","Name":"shop-api-1"}
            {"CPUPerc":"--","MemUsage":"-- / --","Name":"shop-api-1"}
            """);
        Assert.Equal(("shop-api-1", new ObservedUsage(1500, 1500, 2, 1536 * MiB, 1536 * MiB, 2)), (read.Name, read.Usage));
    }

    [Fact]
    public void The_table_of_docker_stats_with_its_cursor_moves()
    {
        var read = Single("\u001b[2J\u001b[HCONTAINER ID   NAME         CPU %     MEM USAGE / LIMIT     MEM %     NET I/O       BLOCK I/O   PIDS\n"
            + "4f1c2a3b4c5d   shop-api-1   0.25%     64MiB / 7.6GiB        0.82%     1kB / 2kB     0B / 0B     7\n"
            + "\u001b[HCONTAINER ID   NAME         CPU %     MEM USAGE / LIMIT     MEM %     NET I/O       BLOCK I/O   PIDS\n"
            + "4f1c2a3b4c5d   shop-api-1   20.00%    70MiB / 7.6GiB        0.82%     1kB / 2kB     0B / 0B     7\n");
        Assert.Equal(new ObservedUsage(200, 200, 2, 70 * MiB, 70 * MiB, 2), read.Usage);
    }

    [Fact]
    public void Prometheus_ranges_of_memory_and_of_a_rate()
    {
        var memory = string.Join(',', Enumerable.Range(1, 100).Select(static i => $"[{1700000000 + i},\"{i * MiB}\"]"));
        var read = Single($$$"""{"status":"success","data":{"resultType":"matrix","result":[{"metric":{"__name__":"container_memory_working_set_bytes","name":"shop-api-1"},"values":[{{{memory}}}]},{"metric":{"id":"/"},"values":[[1,"5"]]}]}}""");
        Assert.Equal((95 * MiB, 100 * MiB, 100), (read.Usage.MemoryP95, read.Usage.MemoryPeak, read.Usage.MemorySamples));
        var cpu = Single("""{"status":"success","data":{"resultType":"vector","result":[{"metric":{"container_label_com_docker_compose_project":"shop","container_label_com_docker_compose_service":"api"},"value":[1,"0.25"]}]}}""");
        Assert.Equal(("shop/api", 250L), (cpu.Name, cpu.Usage.CpuP95));
    }

    [Theory]
    [InlineData("name,cpu,memory\napi,0.5,104857600")]
    [InlineData("time;container;cpu_percent;memory_mib\n10:00;api;50;100")]
    [InlineData("\"service\",\"CPUPerc\",\"MemUsage\"\n\"api\",\"50%\",\"100MiB / 1GiB\"")]
    [InlineData("name,cpu_millis,mem_usage\napi,500,100Mi")]
    public void Csv_with_what_columns_are_called(string text) =>
        Assert.Equal(new ObservedUsage(500, 500, 1, 100 * MiB, 100 * MiB, 1), Single(text).Usage);

    [Theory]
    [InlineData("name,cpu,memory\napi,0.5,1\napi,much,1", 3)]
    [InlineData("name,cpu,memory\napi,0.5,1\napi,0.5", 3)]
    [InlineData("{\"CPUPerc\":\"1%\",\"Name\":\"a\"}\n{\"CPUPerc\":", 2)]
    [InlineData("{\"CPUPerc\":\"1%\",\"Name\":\"a\"}\n\n{\"CPUPerc\":\"2%\"}", 3)]
    [InlineData("what is this\n{\"CPUPerc\":\"1%\",\"Name\":\"a\"}", 1)]
    [InlineData("{\"data\":{\"result\":[\n{\"metric\":{\"name\":\"a\"},\"values\":[[1,\"1\"]]},\n{\"metric\":{\"name\":\"b\"},\"values\":[[1,\"NaN\"]]}]}}", 3)]
    [InlineData("{\"data\":{\"result\":[\n{\"metric\":{\"name\":\"a\"},\"values\":[[1,\"1\"]]},\n{\"met", 3)]
    public void A_bad_line_is_found_and_the_others_count(string text, int line)
    {
        var (series, findings) = Read(text);
        Assert.Single(series);
        var finding = Assert.Single(findings);
        Assert.Equal(("SL3201", line), (finding.Code, finding.At.Line));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("{\"status\":\"success\",\"data\":{\"result\":[]}}")]
    [InlineData("\0\u0001\u0002")]
    public void A_file_without_figures_says_so(string text) => Assert.Contains(Read(text).Findings, static f => f.Code == "SL3202");

    [Fact]
    public void What_was_observed_takes_the_place_of_what_is_usual_and_not_of_what_is_stated()
    {
        var (series, _) = Read("name,cpu,memory\nshop-api-1,0.3,300Mi\nshop_api_2,0.4,200Mi\nweb,0.01,20Mi\nstray,1,1Gi");
        var platform = new PlatformBuilder().Service("api").Service("web");
        var intent = new Intent { Services = [new() { Match = "web", MemoryLimit = "16Mi" }] };
        var findings = new Findings();
        var plan = Planner.Plan(platform.Build(), intent, findings, new SizingInputs { Usage = series });
        var api = plan.Of("api").Resources;
        Assert.Equal((400L, 304 * MiB, 464 * MiB), (api.CpuRequestMillis, api.MemoryRequestBytes, api.MemoryLimitBytes));
        Assert.Equal("observed: CPU 400m in 95 % of 2 samples, peak 400m; memory 300 MiB in 95 % of 2 samples, peak 300 MiB", api.Reason);
        Assert.Equal(16 * MiB, plan.Of("web").Resources.MemoryLimitBytes);
        Assert.Equal(["SL3203", "SL3204"], findings.Sorted().Select(static f => f.Code).Order());
    }

    [Fact]
    public void A_name_that_two_services_have_is_nobodys()
    {
        var (series, _) = Read("name,cpu\nweb,1");
        var findings = new Findings();
        Planner.Plan(new PlatformBuilder().Service("a/web").Service("b/web").Build(), Intent.Empty, findings, new SizingInputs { Usage = series });
        Assert.Contains(findings.Sorted(), static f => f.Code == "SL3203");
    }
}
