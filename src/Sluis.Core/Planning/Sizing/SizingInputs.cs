using Sluis.Core.Planning.Sizing.Usage;
using Sluis.Core.Text;

namespace Sluis.Core.Planning.Sizing;

/// <summary>What a user gives besides Compose files and sluis.yaml: prices of their own, and what the services were seen to use.</summary>
public sealed record SizingInputs
{
    public static readonly SizingInputs Empty = new();

    /// <summary>Null: the table of the provider that comes with the program.</summary>
    public PriceTable? Prices { get; init; }

    public EquatableArray<UsageSeries> Usage { get; init; }
}
