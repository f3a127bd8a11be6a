namespace Sluis.Cli;

/// <summary>What the process says when it ends; documented in docs/cli.md.</summary>
internal static class ExitCode
{
    public const int Done = 0;
    public const int Findings = 1;
    public const int Usage = 2;
    public const int VerificationFailed = 3;
    public const int Unreachable = 4;
    public const int Bug = 70;
    public const int Cancelled = 130;

    public static readonly IReadOnlyList<(int Code, string Meaning)> Meanings =
    [
        (Done, "Done"),
        (Findings, "Findings at error level; nothing was written"),
        (Usage, "The command line could not be understood"),
        (VerificationFailed, "A promise is broken: `verify`, or the check that ends `generate`, has findings at the level of `--fail-on`"),
        (Unreachable, "The cluster cannot be reached or does not know who asks"),
        (Bug, "A bug of ours: report it with what `--verbose` prints"),
        (Cancelled, "Cancelled"),
    ];
}
