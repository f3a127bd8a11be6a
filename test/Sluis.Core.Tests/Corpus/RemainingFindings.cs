using Sluis.Core.Diagnostics;

namespace Sluis.Core.Tests.Corpus;

/// <summary>
/// Why <c>sluis verify</c> still says something of repositories that nobody has touched. A code that is not here and comes up in a real
/// project is a mistake of ours, or a reason that is yet to be written.
/// </summary>
internal static class RemainingFindings
{
    private static readonly Dictionary<string, string> Reasons = new(StringComparer.Ordinal)
    {
        ["SL5418"] = "The service reads its secrets from a mounted file only, and that file is filled from the store by an ExternalSecret of its own; the Secret with the service's keys is for what a person adds to its environment. It may be removed.",
        ["SL5423"] = "The account belongs to an operator that is installed from its chart, in a namespace that the chart makes: not in this repository.",
        ["SL5512"] = "Compose published the port on its host and no router, label or `sluis.yaml` says by which name it is to be called from outside. Who needs it says so with a route; all others lose an open port.",
        ["SL5720"] = "The Compose file names no tag, or `latest` (`generate` says so too, as SL2201). Which version runs is for a person to look up on the old host; a guess would change the program during the move.",
    };

    public static string? Why(string code) => Reasons.GetValueOrDefault(code);
}
