using Sluis.Core.Diagnostics;
using Sluis.Core.Text;

namespace Sluis.Core.Planning.Selections;

internal static class SelectionDiagnostics
{
    public static readonly IReadOnlyList<DiagnosticHelp> Help =
    [
        new("SL3301", Severity.Warning, "sluis.yaml asks for something that this platform cannot use", "A requirement of the platform, or another key of sluis.yaml, excludes what the key states. docs/selections.md shows the requirement and the options that are left.", "State another value, remove the key for the default, or remove what excludes it."),
    ];

    public static Diagnostic Excluded(SourceSpan at, string key, string name, string reason, string need, string best) => new(
        "SL3301", Severity.Warning, at, $"sluis.yaml asks for {name} ({key}): {reason} The requirement: {need}.", $"{best} scores best of what is left; remove {key}, or what excludes {name}.");
}
