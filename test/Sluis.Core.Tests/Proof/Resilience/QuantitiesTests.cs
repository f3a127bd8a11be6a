using System.Globalization;
using Sluis.Core.Proof.Resilience;

namespace Sluis.Core.Tests.Proof.Resilience;

public class QuantitiesTests
{
    [Theory]
    [InlineData("100m", "0.1")]
    [InlineData("1.5", "1.5")]
    [InlineData("2Ki", "2048")]
    [InlineData("1Gi", "1073741824")]
    [InlineData("1k", "1000")]
    [InlineData("1E", "1000000000000000000")]
    [InlineData("1e3", "1000")]
    [InlineData("1E-3", "0.001")]
    [InlineData("500n", "0.0000005")]
    [InlineData("-1", "-1")]
    [InlineData("", null)]
    [InlineData("1GB", null)]
    [InlineData("m", null)]
    [InlineData("1e99", null)]
    public void Quantities_are_read_exactly(string text, string? value) =>
        Assert.Equal(value is null ? null : decimal.Parse(value, CultureInfo.InvariantCulture), Quantities.Parse(text));

    [Theory]
    [InlineData("requests.cpu", "1.25", "1250m")]
    [InlineData("limits.memory", "134217728", "128Mi")]
    [InlineData("requests.storage", "3221225472", "3Gi")]
    [InlineData("pods", "7", "7")]
    public void Quantities_are_shown_as_people_write_them(string resource, string amount, string shown) =>
        Assert.Equal(shown, Quantities.Show(resource, decimal.Parse(amount, CultureInfo.InvariantCulture)));
}
