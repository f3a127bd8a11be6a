using Sluis.Core.Diagnostics;
using Sluis.Core.Text;

namespace Sluis.Core.Emit;

internal static class EmitDiagnostics
{
    public static readonly IReadOnlyList<DiagnosticHelp> Help =
    [
        new("SL4001", Severity.Error, "Two objects want one file", "Their kinds and names are the same in one folder.", "Rename one of the services in sluis.yaml or in Compose."),
    ];

    public static Diagnostic SameFile(string path) => new(
        "SL4001", Severity.Error, SourceSpan.None, $"Two objects want the file {path}.", "Rename one of the services.");
}
