using System.Text;
using Sluis.Core.Diagnostics;
using Sluis.Core.Proof.Exceptions;

namespace Sluis.Core.Tests.Proof.Exceptions;

public class BaselineTests
{
    private static Diagnostic Finding(string code, int line, string message = "It is so.") => new(code, Severity.Error, new("apps/shop/base/deployment-api.yaml", line, 3), message)
    { Object = "Deployment shop/api", Field = "spec.replicas" };

    private static Baseline Written(params Diagnostic[] findings)
    {
        var report = new Findings();
        var baseline = Baseline.Read("baseline.json", Baseline.Write(findings), report);
        Assert.Empty(report.Sorted());
        Assert.NotNull(baseline);
        return baseline;
    }

    [Fact]
    public void Only_what_is_new_is_reported_though_lines_have_moved()
    {
        var baseline = Written(Finding("SL5301", 4), Finding("SL5302", 9));
        var (fresh, known, gone) = baseline.Compare([Finding("SL5301", 40), Finding("SL5401", 4)]);
        Assert.Equal(["SL5401"], fresh.Select(static f => f.Code));
        Assert.Equal((1, 1), (known, gone));
    }

    [Fact]
    public void The_same_code_with_another_message_is_new() =>
        Assert.Single(Written(Finding("SL5301", 4)).Compare([Finding("SL5301", 4, "Another.")]).New);

    [Fact]
    public void The_order_of_findings_does_not_change_the_file() =>
        Assert.Equal(Baseline.Write([Finding("SL5301", 4), Finding("SL5302", 9)]), Baseline.Write([Finding("SL5302", 10), Finding("SL5301", 5)]));

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{\"version\":1}")]
    [InlineData("{\"version\":2,\"findings\":[]}")]
    [InlineData("{\"version\":1,\"findings\":[{}]}")]
    public void A_broken_baseline_is_a_finding(string content)
    {
        var findings = new Findings();
        Assert.Null(Baseline.Read("baseline.json", Encoding.UTF8.GetBytes(content), findings));
        Assert.Equal("SL5905", Assert.Single(findings.Sorted()).Code);
    }
}
