using System.Globalization;
using Sluis.Core.Diagnostics;
using Sluis.Core.IO;
using Sluis.Core.Text;

namespace Sluis.Cli.IO;

/// <summary>Codes 9010 to 9019: reading a repository from disk.</summary>
internal static class RepositoryDiagnostics
{
    public static Diagnostic NoFolder(string folder, string why) => new(
        "SL9010", Severity.Error, SourceSpan.StartOf(folder), $"There is no repository to read here: {why}.", "Name the folder that sluis generate wrote.");

    public static Diagnostic TooMuch(string folder, string what) => new(
        "SL9011", Severity.Error, SourceSpan.StartOf(folder), $"The folder holds {what}, more than a repository of manifests.", "Name the repository's folder, without the caches of other tools in it.");

    public static Diagnostic TooLarge(string path, long bytes) => new(
        "SL9012", Severity.Warning, SourceSpan.StartOf(path), string.Create(CultureInfo.InvariantCulture, $"This file has {bytes} bytes, more than {SourceLimits.MaxFileBytes}; it was not looked at."),
        "Keep large files out of the repository.");

    public static Diagnostic LinkOut(string path) => new(
        "SL9013", Severity.Warning, SourceSpan.StartOf(path), "This link leads to a folder or out of the repository; it was not followed.", "Put the file itself here.");

    public static Diagnostic Unreadable(string path, string why) => new(
        "SL9014", Severity.Error, SourceSpan.StartOf(path), $"This file cannot be read: {why}.", "Mend its permissions.");

    public static readonly IReadOnlyList<DiagnosticHelp> Help =
    [
        new("SL9010", Severity.Error, "No repository", "The folder to verify is not there or refuses to be read.", "Name the folder that sluis generate wrote."),
        new("SL9011", Severity.Error, "Too much for a repository", "The folder holds more files or bytes than a repository of manifests has; it is likely another folder, or a tool keeps its cache in it.", "Name the repository's folder, and keep caches elsewhere."),
        new("SL9012", Severity.Warning, "A file that is too large", "A file above 16 MiB is not read, so nothing was proved about it, not even that it holds no secret.", "Keep large files out of the repository."),
        new("SL9013", Severity.Warning, "A link out of the repository", "What a link to elsewhere shows depends on the disk and not on the repository. A link to a folder is not followed, for it could lead in a circle.", "Put the file itself in its place."),
        new("SL9014", Severity.Error, "A file that cannot be read", "Nothing was proved about it.", "Mend its permissions."),
    ];
}
