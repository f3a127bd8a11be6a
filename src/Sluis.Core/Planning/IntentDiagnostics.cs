using Sluis.Core.Diagnostics;
using Sluis.Core.Text;

namespace Sluis.Core.Planning;

internal static class IntentDiagnostics
{
    public static readonly IReadOnlyList<DiagnosticHelp> Help =
    [
        new("SL3001", Severity.Error, "An unknown key in sluis.yaml", "A key that is not read would be a wish that is not kept.", "Correct the spelling; docs/intent.md lists the keys."),
        new("SL3002", Severity.Error, "A value of the wrong form in sluis.yaml", "The value cannot be read as what the key means.", "Write the value in the form shown; docs/intent.md lists the keys."),
        new("SL3003", Severity.Error, "A word that the key does not know", "The key takes one of a few words.", "Write one of the words listed."),
        new("SL3004", Severity.Note, "A key whose part comes later", "The key is valid and kept, and this version does not act on it yet.", "Nothing to do; the message says what happens today."),
        new("SL3005", Severity.Error, "An override that cannot be read", "--set takes a key of sluis.yaml, an equals sign and a value.", "Write --set key=value, for example --set services.shop/api.replicas=3."),
        new("SL3006", Severity.Error, "A project without files", "A project in sluis.yaml names the Compose files that make it.", "List them under files."),
        new("SL3007", Severity.Error, "A private key in sluis.yaml", "Recipients are public keys. A private key in a file that goes into Git opens every secret of the repository.", "Make a new key with age-keygen, keep its file out of Git, and write the line that begins with age1.", "https://getsops.io/docs/"),
    ];

    public static Diagnostic UnknownKey(SourceSpan at, string key, string parent, string? near) => new(
        "SL3001", Severity.Error, at, parent.Length == 0 ? $"\"{key}\" is not a key of sluis.yaml." : $"\"{key}\" is not a key of {parent}.",
        near is null ? "See docs/intent.md for the keys." : $"Did you mean \"{near}\"?");

    public static Diagnostic WrongForm(SourceSpan at, string path, string expected) => new(
        "SL3002", Severity.Error, at, $"\"{path}\" has to be {expected}.", "Write it in that form, or remove the key for the default.");

    public static Diagnostic UnknownWord(SourceSpan at, string path, string word, IReadOnlyList<string> words, string? near) => new(
        "SL3003", Severity.Error, at, $"\"{word}\" is not a value of \"{path}\".",
        near is null ? $"Write one of {string.Join(", ", words)}." : $"Did you mean \"{near}\"? The values are {string.Join(", ", words)}.");

    public static Diagnostic Later(SourceSpan at, string path, string today) => new(
        "SL3004", Severity.Note, at, $"\"{path}\" is kept for a later version: {today}.");

    public static Diagnostic BadOverride(SourceSpan at, string text) => new(
        "SL3005", Severity.Error, at, $"\"--set {text}\" is not key=value.", "Write for example --set services.shop/api.replicas=3.");

    public static Diagnostic PrivateRecipient(SourceSpan at) => new(
        "SL3007", Severity.Error, at, "\"secrets.recipients\" holds a private key; it takes public ones.",
        "Make a new key with age-keygen, because this one has been in a file, and write the line that begins with age1.");

    public static Diagnostic NoFiles(SourceSpan at, string project) => new(
        "SL3006", Severity.Error, at, $"Project \"{project}\" names no files.", "List its Compose files under \"files\".");
}
