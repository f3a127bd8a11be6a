namespace Sluis.Core.Understanding.Routes;

/// <summary>A rule as written: conditions joined by and, or, not.</summary>
internal abstract record Rule
{
    private Rule() { }

    public sealed record And(Rule Left, Rule Right) : Rule;

    public sealed record Or(Rule Left, Rule Right) : Rule;

    public sealed record Not(Rule Inner) : Rule;

    /// <summary><paramref name="Name"/> in lower case: host, pathprefix …</summary>
    public sealed record Condition(string Name, IReadOnlyList<string> Values) : Rule;
}
