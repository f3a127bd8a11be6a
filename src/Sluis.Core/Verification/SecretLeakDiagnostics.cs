using Sluis.Core.Diagnostics;
using Sluis.Core.Platform;

namespace Sluis.Core.Verification;

internal static class SecretLeakDiagnostics
{
    public static readonly IReadOnlyList<DiagnosticHelp> Help =
    [
        new("SL5101", Severity.Error, "A secret in the repository", "The value of a secret stands in a file that Git would keep for ever, so nothing is written.", "Name the variable or the file's setting under secrets.always in sluis.yaml, or take the value out of the file that is mounted."),
        new("SL5102", Severity.Warning, "A password that is also a name", "The value of a secret equals a plain value of the platform, so it is in the repository without anybody having put it there, and easy to guess.", "Rotate it before the move."),
    ];

    public static Diagnostic Leaked(PlatformSecret secret, string file) => new(
        "SL5101", Severity.Error, secret.At, $"The value of {secret.Name} would stand in {file}.", "Name what holds it under secrets.always in sluis.yaml, or take it out of the mounted file.");

    public static Diagnostic Guessable(PlatformSecret secret, string file) => new(
        "SL5102", Severity.Warning, secret.At, $"The value of {secret.Name} is also a plain value of the platform (in {file}): it is easy to guess.", "Rotate it before the move.");
}
