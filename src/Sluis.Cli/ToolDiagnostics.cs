using Sluis.Core.Diagnostics;
using Sluis.Core.Text;

namespace Sluis.Cli;

internal static class ToolDiagnostics
{
    public static readonly IReadOnlyList<DiagnosticHelp> Help =
    [
        new("SL9001", Severity.Warning, "A generated file was changed by hand", "What a person wrote is kept; what would have been generated is not written.", "Put the change into sluis.yaml or an overlay and restore the file, or run again with --force to overwrite it."),
        new("SL9002", Severity.Warning, "A file in the way", "A file that no run wrote lies where a generated one belongs; it is kept.", "Move it, or run again with --force to overwrite it."),
        new("SL9003", Severity.Warning, "A file that is no longer generated was changed by hand", "It is kept, though nothing refers to it any more.", "Delete it, or take its content over into an overlay."),
        new("SL9004", Severity.Error, "The output cannot be written", "The folder or a file in it refuses to be written.", "Choose another folder with -o, or mend its permissions."),
        new("SL9005", Severity.Error, "A file of choices that cannot be read", "The file that --intent names is not there or refuses to be read.", "Check its path, or leave --intent out to use sluis.yaml beside the Compose files."),
        new("SL9006", Severity.Error, "A file of choices that exists already", "sluis init does not overwrite what you decided.", "Edit the file, or use --force to write it anew."),
        new("SL9020", Severity.Error, "A file that an option names cannot be read", "The file is not there or refuses to be read, so what it would have said is missing.", "Check its path, or leave the option out."),
    ];

    public static Diagnostic Changed(string path) => new(
        "SL9001", Severity.Warning, SourceSpan.StartOf(path), "This generated file was changed by hand; it is kept.", "Move the change to an overlay or sluis.yaml, or use --force.");

    public static Diagnostic Foreign(string path) => new(
        "SL9002", Severity.Warning, SourceSpan.StartOf(path), "This file is not one of ours; it is kept.", "Move it, or use --force.");

    public static Diagnostic Orphaned(string path) => new(
        "SL9003", Severity.Warning, SourceSpan.StartOf(path), "This file is no longer generated, but it was changed by hand; it is kept.", "Delete it, or take its content over.");

    public static Diagnostic Refused(string folder, string why) => new(
        "SL9004", Severity.Error, SourceSpan.StartOf(folder), $"The repository cannot be written here: {why}.", "Choose another folder with -o.");

    public static Diagnostic NoIntent(string path, string why) => new(
        "SL9005", Severity.Error, SourceSpan.StartOf(path), $"The file of choices cannot be read: {why}.", "Check the path that --intent names.");

    public static Diagnostic IntentExists(string path) => new(
        "SL9006", Severity.Error, SourceSpan.StartOf(path), "This file exists already; it is kept.", "Edit it, or use --force to write it anew.");

    public static Diagnostic NoFile(string path, string option, string why) => new(
        "SL9020", Severity.Error, SourceSpan.StartOf(path), $"The file that {option} names cannot be read: {why}.", $"Check the path, or leave {option} out.");
}
