using Sluis.Core.Diagnostics;
using Sluis.Core.Text;

namespace Sluis.Core.Compose.EnvFiles;

internal static class EnvFileDiagnostics
{
    private const string Page = "https://docs.docker.com/compose/how-tos/environment-variables/variable-interpolation/#env-file-syntax";

    public static readonly IReadOnlyList<DiagnosticHelp> Help =
    [
        new("SL1111", Severity.Error, "A line that names no variable", "Each line of an environment file is NAME=value, a comment or empty.", "Mend the line.", Page),
        new("SL1112", Severity.Error, "A quote that does not end", "The value opens with a quote and the file ends before it closes.", "Close the quote.", Page),
        new("SL1113", Severity.Error, "An environment file is missing", "The values in it are part of the project. When assessing a platform, or with --missing-env-file=warn, this is a warning.", "Put the file there, or write required: false.", "https://docs.docker.com/reference/compose-file/services/#env_file"),
        new("SL1114", Severity.Warning, "An environment file is not UTF-8", "Bytes that are not UTF-8 become replacement characters, because no Kubernetes object can hold them.", "Save the file as UTF-8.", Page),
    ];

    /// <summary>Says where and what, never the line: it may be the middle of a secret.</summary>
    public static Diagnostic BadName(SourceSpan at, string found) => new(
        "SL1111", Severity.Error, at, $"This line of the environment file has an unexpected '{found}' in the variable's name.", "Write NAME=value.");

    public static Diagnostic Unterminated(SourceSpan at, string name) => new(
        "SL1112", Severity.Error, at, $"The quoted value of {name} does not end.", "Close the quote.");

    public static Diagnostic NotUtf8(SourceSpan at) => new(
        "SL1114", Severity.Warning, at, "The environment file holds bytes on this line that are not UTF-8 text.", "Save the file as UTF-8.");

    public static Diagnostic Missing(SourceSpan at, string path, string why, bool warning) => new(
        "SL1113", warning ? Severity.Warning : Severity.Error, at, $"Environment file {path} cannot be read: {why}.",
        "Put the file there, write \"required: false\", or assess without it using --missing-env-file=warn.");
}
