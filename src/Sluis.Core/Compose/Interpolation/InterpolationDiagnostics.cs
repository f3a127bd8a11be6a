using Sluis.Core.Diagnostics;
using Sluis.Core.Text;

namespace Sluis.Core.Compose.Interpolation;

internal static class InterpolationDiagnostics
{
    private const string Page = "https://docs.docker.com/reference/compose-file/interpolation/";

    public static readonly IReadOnlyList<DiagnosticHelp> Help =
    [
        new("SL1101", Severity.Error, "A variable reference that is not one", "\"${\" must be followed by a name and, perhaps, an operator.", "Mend the reference, or write $$ for a dollar sign.", Page),
        new("SL1102", Severity.Error, "A required variable has no value", "The file says \":?\" or \"?\": without the value the project has no meaning. When assessing a platform this is a warning.", "Set the variable in the environment or in .env.", Page),
        new("SL1103", Severity.Warning, "A variable has no value", "The variable is neither in the environment nor in .env, so it becomes an empty text.", "Set it, or give it a default with ${NAME:-default}.", Page),
        new("SL1104", Severity.Error, "A value of the wrong type after interpolation", "This attribute takes a number or a boolean, and the text cannot be read as one.", "Write a value of the right type.", Page),
    ];

    /// <summary>Says what is wrong without the text, which may hold a password.</summary>
    public static Diagnostic Invalid(SourceSpan at, string what) => new(
        "SL1101", Severity.Error, at, $"Invalid interpolation format: \"${{\" {what}.", "Write ${NAME}, or $$ for a dollar sign.");

    public static Diagnostic Required(SourceSpan at, string name, string reason, bool warning) => new(
        "SL1102", warning ? Severity.Warning : Severity.Error, at,
        reason.Length == 0 ? $"Required variable {name} is missing a value." : $"Required variable {name} is missing a value: {reason}",
        $"Set {name} in the environment or in .env.");

    public static Diagnostic Unset(SourceSpan at, string name) => new(
        "SL1103", Severity.Warning, at, $"Variable {name} is not set; it becomes an empty text.", $"Set {name}, or write ${{{name}:-default}}.");

    public static Diagnostic Cast(SourceSpan at, string path, string type) => new(
        "SL1104", Severity.Error, at, $"{path} must be {type}.", "Write a value of that type.");
}
