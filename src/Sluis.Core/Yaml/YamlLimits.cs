namespace Sluis.Core.Yaml;

/// <summary>Bounds that keep hostile input from costing more than it is worth.</summary>
public sealed record YamlLimits
{
    public static readonly YamlLimits Default = new();

    /// <summary>Compose nests about ten levels; the scanner itself recurses, so this also guards the stack.</summary>
    public int MaxDepth { get; init; } = 200;

    /// <summary>Nodes after aliases are expanded. A project of 5 000 services has some 300 000.</summary>
    public int MaxNodes { get; init; } = 4_000_000;

    /// <summary>Nodes that aliases may add to those written out; a "billion laughs" file passes this after a few lines.</summary>
    public int MaxAliasedNodes { get; init; } = 500_000;
}
