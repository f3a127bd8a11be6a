using Sluis.Core.Diagnostics;
using Sluis.Core.Text;

namespace Sluis.Core.Compose;

/// <summary>What the reader refuses, as the reference implementation does, in our own words.</summary>
internal static class ComposeDiagnostics
{
    private const string Services = "https://docs.docker.com/reference/compose-file/services/";
    private const string Merge = "https://docs.docker.com/reference/compose-file/merge/";
    private const string IncludePage = "https://docs.docker.com/reference/compose-file/include/";

    public static readonly IReadOnlyList<DiagnosticHelp> Help =
    [
        new("SL1201", Severity.Error, "A key that Compose does not know", "The Compose Specification has no such attribute; docker compose refuses the file.", "Correct the spelling, or write x- before a key of your own.", Services),
        new("SL1202", Severity.Error, "A value of the wrong type", "The attribute cannot be written like this.", "Write it as the specification says.", Services),
        new("SL1203", Severity.Error, "A required key is missing", "The value has no meaning without it.", "Add the key.", Services),
        new("SL1204", Severity.Error, "A value that is not one of those allowed", "The attribute takes one of a few words, or a number in a range.", "Choose one of them.", Services),
        new("SL1205", Severity.Error, "The same item twice", "The items of this list must differ.", "Remove one.", Services),
        new("SL1206", Severity.Error, "A short form that cannot be taken apart", "The one-line form does not follow its grammar.", "Write the long form, or mend it.", Services),
        new("SL1207", Severity.Error, "An override of another type", "A mapping cannot be laid over a list, nor a list over a mapping.", "Write both in the same form, or mark the later one !override.", Merge),
        new("SL1208", Severity.Error, "Nothing to read", "The file is missing, cannot be read, or says nothing.", "Check the path, or write services.", "https://docs.docker.com/reference/compose-file/"),
        new("SL1209", Severity.Error, "A project name that is not one", "A project's name has lower-case letters, digits, hyphens and underscores.", "Choose another name.", "https://docs.docker.com/reference/compose-file/version-and-name/"),
        new("SL1211", Severity.Error, "An extends that leads nowhere", "The extended service or file is not there, or the chain comes back to its start.", "Point extends at a service that exists.", Services + "#extends"),
        new("SL1212", Severity.Error, "An include that leads nowhere", "The included file is not there, is remote, or includes its includer.", "Point include at a local file.", IncludePage),
        new("SL1221", Severity.Error, "A service with nothing to run", "It has neither image nor build nor provider.", "Add an image.", Services + "#image"),
        new("SL1222", Severity.Error, "A reference to something undefined", "The service names a network, volume, secret, config, model or service that the project does not define.", "Define it, or correct the name.", Services),
        new("SL1223", Severity.Error, "Two settings that exclude each other", "Both cannot hold.", "Keep one.", Services),
        new("SL1224", Severity.Error, "A dependency that comes back to its start", "No order of start satisfies it.", "Remove one of the dependencies.", Services + "#depends_on"),
        new("SL1225", Severity.Error, "A path mounted twice", "Two mounts of the service have the same target.", "Give one another target.", Services + "#volumes"),
        new("SL1227", Severity.Error, "A value that cannot be printed", "docker compose config fails to write an ssh key that has a path, so there is nothing to be equal to.", "Leave the path out, or use sluis inspect.", Services),
        new("SL1226", Severity.Error, "A value that cannot be read", "It is neither a duration, a size nor a number where one is needed.", "Write it as the specification says.", Services),
    ];

    private static Diagnostic Error(string code, SourceSpan at, string message, string fix) => new(code, Severity.Error, at, message, fix);

    public static Diagnostic UnknownKey(SourceSpan at, string path, string key, string? suggestion) => Error(
        "SL1201", at, $"{Where(path)} has an unknown key \"{key}\".",
        suggestion is null ? "Remove it, or write \"x-\" before a key of your own." : $"Did you mean \"{suggestion}\"?");

    public static Diagnostic BadName(SourceSpan at, string path, string key) => Error(
        "SL1201", at, $"{Where(path)} has a key \"{key}\" that is not a name.", "Use letters, digits, dots, hyphens and underscores.");

    public static Diagnostic WrongType(SourceSpan at, string path, string expected) => Error(
        "SL1202", at, $"{Where(path)} must be {expected}.", $"Write {expected}.");

    public static Diagnostic MissingKey(SourceSpan at, string path, string key) => Error(
        "SL1203", at, $"{Where(path)} has no \"{key}\".", $"Add \"{key}\".");

    public static Diagnostic NotAllowed(SourceSpan at, string path, string allowed) => Error(
        "SL1204", at, $"{Where(path)} must be {allowed}.", $"Write {allowed}.");

    public static Diagnostic Duplicate(SourceSpan at, string path) => Error(
        "SL1205", at, $"{Where(path)} has this item twice.", "Remove one of the two.");

    public static Diagnostic BadVolume(SourceSpan at, string text) => Error(
        "SL1206", at, $"\"{text}\" is not a volume.", "Write source:target or source:target:ro, or the long form.");

    public static Diagnostic BadDevice(SourceSpan at, string text) => Error(
        "SL1206", at, $"\"{text}\" is not a device mapping.", "Write source:target:permissions, or the long form.");

    public static Diagnostic BadPort(SourceSpan at, string text) => Error(
        "SL1206", at, $"\"{text}\" is not a port mapping.", "Write [ip:]published:target[/protocol], or the long form.");

    public static Diagnostic NotKeyValue(SourceSpan at, string text) => Error(
        "SL1206", at, $"\"{text}\" is not key=value.", "Write key=value.");

    public static Diagnostic TrailingSpace(SourceSpan at, string name) => Error(
        "SL1206", at, $"Variable \"{name.TrimEnd()}\" has a space before its equals sign.", "Remove the space.");

    public static Diagnostic BadHost(SourceSpan at, string text) => Error(
        "SL1206", at, $"\"{text}\" is not a host with an address.", "Write host=address.");

    public static Diagnostic BadItem(SourceSpan at) => Error(
        "SL1202", at, "This item cannot be written like this.", "Write it as the specification says.");

    public static Diagnostic CannotOverride(SourceSpan at) => Error(
        "SL1207", at, "This cannot be laid over what the earlier file says: their types differ.", "Write both in the same form, or mark this one !override.");

    public static Diagnostic NoFile(SourceSpan at, string path, string why) => Error(
        "SL1208", at, $"{path} cannot be read: {why}.", "Check the path.");

    public static Diagnostic Nothing(SourceSpan at, string what) => Error(
        "SL1208", at, what, "Name a Compose file with -f, or start in a folder that has one.");

    public static Diagnostic BadProjectName(SourceSpan at, string name) => Error(
        "SL1209", at, name.Length == 0 ? "The project has no name." : $"\"{name}\" is not a project name.",
        "Use lower-case letters, digits, hyphens and underscores, and begin with a letter or digit.");

    public static Diagnostic BadExtends(SourceSpan at, string what) => Error(
        "SL1211", at, what, "Point extends at a service that exists and does not extend this one.");

    public static Diagnostic BadInclude(SourceSpan at, string what) => Error(
        "SL1212", at, what, "Point include at a local file that does not include this one.");

    public static Diagnostic NothingToRun(SourceSpan at, string service) => Error(
        "SL1221", at, $"Service \"{service}\" has neither an image nor a build.", "Add an image.");

    public static Diagnostic Undefined(SourceSpan at, string service, string kind, string name) => Error(
        "SL1222", at, $"Service \"{service}\" refers to {kind} \"{name}\", which is not defined.", $"Define {kind} \"{name}\", or correct the name.");

    public static Diagnostic ExternalNameConflict(SourceSpan at) => Error(
        "SL1223", at, "name and external.name say different things.", "Keep name.");

    public static Diagnostic Exclusive(SourceSpan at, string what) => Error("SL1223", at, what, "Keep one of the two.");

    public static Diagnostic UnprintableSshKey(SourceSpan at, string service) => Error(
        "SL1227", at, $"Service \"{service}\" has an ssh key with a path, for which the reference implementation has no JSON.", "Leave the path out, or use \"sluis inspect\", which reads it.");

    public static Diagnostic Cycle(SourceSpan at, string chain) => Error(
        "SL1224", at, $"The dependencies come back to their start: {chain}.", "Remove one of them.");

    public static Diagnostic MountedTwice(SourceSpan at, string service, string target) => Error(
        "SL1225", at, $"Service \"{service}\" mounts {target} twice.", "Give one of the mounts another target.");

    public static Diagnostic Unreadable(SourceSpan at, string path, string expected) => Error(
        "SL1226", at, $"{Where(path)} must be {expected}.", $"Write {expected}.");

    private static string Where(string path) => path.Length == 0 ? "The file" : path;
}
