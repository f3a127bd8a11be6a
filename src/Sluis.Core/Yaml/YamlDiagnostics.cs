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
    ];

    public static Diagnostic Syntax(SourceSpan at, string what) => new(
        "SL1001", Severity.Error, at, $"This is not valid YAML: {what}.", "Mend the syntax here or on the line before.");

    public static Diagnostic Tab(SourceSpan at) => new(
        "SL1001", Severity.Error, at, "This line is indented with a tab, which YAML forbids.", "Indent with spaces.");

    public static Diagnostic DuplicateKey(SourceSpan at, string key, SourceSpan first) => new(
        "SL1002", Severity.Error, at, $"Key \"{key}\" stands here and on line {first.Line}.", "Remove one of the two.");

    public static Diagnostic UnknownAlias(SourceSpan at, string name) => new(
        "SL1003", Severity.Error, at, $"Alias \"*{name}\" has no anchor \"&{name}\" above it.", $"Define \"&{name}\" before this line, or write the value out.");

    public static Diagnostic TooMuch(SourceSpan at, string what) => new(
        "SL1004", Severity.Error, at, $"The document {what}.", "Write the values out, or split the file.");

    public static Diagnostic NotUtf8(SourceSpan at) => new(
        "SL1005", Severity.Error, at, "The file holds bytes here that are not UTF-8 text.", "Save the file as UTF-8.");

    public static Diagnostic BadMerge(SourceSpan at) => new(
        "SL1006", Severity.Error, at, "The merge key \"<<\" needs a mapping or a list of mappings.", "Point it at an anchor of a mapping.");
}
