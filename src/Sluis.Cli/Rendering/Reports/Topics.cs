namespace Sluis.Cli.Rendering.Reports;

/// <summary>The topic of a code, by its numbers.</summary>
internal static class Topics
{
    private static readonly (string Prefix, string Name)[] Known =
    [
        ("SL505", "claims"), ("SL506", "drift"), ("SL51", "secrets"), ("SL52", "rendering"), ("SL53", "schema"), ("SL54", "references"), ("SL55", "connectivity"),
        ("SL56", "names"), ("SL57", "posture"), ("SL58", "resilience"), ("SL591", "api-server"), ("SL59", "exceptions"), ("SL10", "yaml"), ("SL1", "compose"), ("SL2", "understanding"), ("SL3", "planning"), ("SL4", "emitting"),
        ("SL5", "ledger"), ("SL9", "tool"),
    ];

    public static string Of(string code)
    {
        foreach (var (prefix, name) in Known)
            if (code.StartsWith(prefix, StringComparison.Ordinal))
                return name;
        return "other";
    }
}
