using Sluis.Core.Diagnostics;
using Sluis.Core.Text;

namespace Sluis.Core.Yaml;

internal static class YamlDiagnostics
{
    public static readonly IReadOnlyList<DiagnosticHelp> Help =
    [
        new("SL1001", Severity.Error, "Not valid YAML", "The file cannot be read, so nothing in it can be moved.", "Mend the syntax at the place shown.", "https://yaml.org/spec/1.2.2/"),
        new("SL1002", Severity.Error, "A key stands twice in one mapping", "YAML mappings have unique keys; which value is meant cannot be told.", "Remove one of the two.", "https://yaml.org/spec/1.2.2/#3213-node-comparison"),
        new("SL1003", Severity.Error, "An alias without an anchor", "The alias names an anchor that the document does not define before it.", "Define the anchor above, or write the value out."),
        new("SL1004", Severity.Error, "Too large, too deep or too many aliases", "The document expands beyond what a real platform needs: a mistake or an attack.", "Write the values out, or split the file."),
        new("SL1005", Severity.Error, "Not UTF-8 text", "YAML is text; this file holds bytes that are not UTF-8.", "Save the file as UTF-8."),
        new("SL1006", Severity.Error, "A merge key that cannot be merged", "<< takes a mapping or a list of mappings.", "Point the merge key at an anchor of a mapping.", "https://yaml.org/type/merge.html"),
        new("SL1007", Severity.Error, "A key that is not text", "An unquoted number, true, false or null as a key is not a string, and Compose takes only strings.", "Put the key in quotes."),
        new("SL1008", Severity.Error, "A character that YAML forbids", "Control characters cannot stand in YAML; the file may not be text at all.", "Remove the character, or write it as an escape in double quotes.", "https://yaml.org/spec/1.2.2/#51-character-set"),
        new("SL1009", Severity.Error, "A value that its tag does not fit", "!!int, !!float, !!bool and !!null say what a value is; this text cannot be read as that.", "Remove the tag, or mend the value.", "https://yaml.org/spec/1.2.2/#103-core-schema"),
        new("SL1010", Severity.Error, "An alias inside its own anchor", "The value would contain itself without end.", "Give the inner value an anchor of its own."),
    ];

    public static Diagnostic Syntax(SourceSpan at, string what) => new(
        "SL1001", Severity.Error, at, $"This is not valid YAML: {what}.", Advice(what));

    /// <summary>What the scanner's words mean in the mistakes that people make.</summary>
    private static string Advice(string what) => what switch
    {
        _ when what.Contains("cannot start any token", StringComparison.Ordinal) => "Put quotes around the value: it begins with a character that YAML reserves.",
        _ when what.Contains("invalid mapping", StringComparison.Ordinal) => "Put quotes around the value that holds \": \", or indent the key like its neighbours.",
        _ when what.Contains("expected key", StringComparison.Ordinal) => "Indent the line like its neighbours.",
        _ when what.Contains("'-' indicator", StringComparison.Ordinal) => "Begin the line with \"- \", or indent it less.",
        _ when what.Contains("end of stream", StringComparison.Ordinal) => "Close the quote that opens here.",
        _ when what.Contains("escape", StringComparison.Ordinal) => "Double the backslash, or use single quotes.",
        _ => "Mend the syntax here or on the line before.",
    };

    public static Diagnostic ComplexKey(SourceSpan at) => new(
        "SL1001", Severity.Error, at, "This is not valid YAML: a key must be plain text.", "Put quotes around it if brackets or braces are meant as text.");

    public static Diagnostic Tab(SourceSpan at) => new(
        "SL1001", Severity.Error, at, "This line is indented with a tab, which YAML forbids.", "Indent with spaces.");

    public static Diagnostic DuplicateKey(SourceSpan at, string key, SourceSpan first) => new(
        "SL1002", Severity.Error, at, $"Key \"{Short(key)}\" stands here and on line {first.Line}.", "Remove one of the two.");

    public static Diagnostic UnknownAlias(SourceSpan at, string name) => new(
        "SL1003", Severity.Error, at, $"Alias \"*{Short(name)}\" has no anchor of that name above it.", "Define the anchor before this line, or write the value out.");

    public static Diagnostic SelfAlias(SourceSpan at, string name) => new(
        "SL1010", Severity.Error, at, $"Alias \"*{Short(name)}\" stands inside the value that it names.", "Give the inner value an anchor of its own, or write the value out.");

    public static Diagnostic Forbidden(SourceSpan at, char found) => new(
        "SL1008", Severity.Error, at, $"The file holds the character U+{(int)found:X4} here, which YAML forbids.", "Remove the character, or write it as an escape in double quotes.");

    public static Diagnostic WrongTag(SourceSpan at, ScalarKind kind)
    {
        var (tag, what) = kind switch
        {
            ScalarKind.Integer => ("!!int", "a whole number"),
            ScalarKind.Float => ("!!float", "a number"),
            ScalarKind.Boolean => ("!!bool", "true or false"),
            _ => ("!!null", "null"),
        };
        return new("SL1009", Severity.Error, at, $"The tag {tag} stands before a value that is not {what}.", "Remove the tag, or mend the value.");
    }

    public static Diagnostic TooMuch(SourceSpan at, string what) => new(
        "SL1004", Severity.Error, at, $"The document {what}.", "Write the values out, or split the file.");

    public static Diagnostic NotUtf8(SourceSpan at) => new(
        "SL1005", Severity.Error, at, "The file holds bytes here that are not UTF-8 text.", "Save the file as UTF-8.");

    public static Diagnostic KeyIsNotText(SourceSpan at, string key) => new(
        "SL1007", Severity.Error, at, $"Key {Short(key)} is not text.", "Put the key in quotes.");

    public static Diagnostic BadMerge(SourceSpan at) => new(
        "SL1006", Severity.Error, at, "The merge key \"<<\" needs a mapping or a list of mappings.", "Point it at an anchor of a mapping.");

    private static string Short(string name) => name.Length <= 60 ? name : name[..57] + "...";
}
