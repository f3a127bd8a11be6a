using Sluis.Core.Diagnostics;
using Sluis.Core.Text;

namespace Sluis.Core.Proof.Schema;

/// <summary>Codes 5300 to 5319: objects against the schema of their kind. Values are shown only where a field cannot hold a secret.</summary>
public static class SchemaDiagnostics
{
    internal static Diagnostic UnknownKind(Place at, string apiVersion, string kind, string? nearest) => at.Error("SL5300",
        apiVersion.Length == 0 || kind.Length == 0 ? "The object does not say what it is: apiVersion or kind is missing." : $"Kubernetes has no kind \"{kind}\" in \"{apiVersion}\".",
        nearest is null ? "Write the apiVersion and kind as the API reference names them." : $"Did you mean {nearest}?");

    internal static Diagnostic RemovedVersion(Place at, string apiVersion, string kind, string instead, string since) => at.Error("SL5301",
        $"{apiVersion} {kind} is not served since Kubernetes {since}.", $"Use {instead}.");

    internal static Diagnostic DeprecatedVersion(Place at, string apiVersion, string kind, string instead, string since) => at.Finding("SL5302", Severity.Warning,
        $"{apiVersion} {kind} is deprecated since Kubernetes {since}.", $"Use {instead}.");

    internal static Diagnostic UnknownField(Place at, string field, string? nearest, string? home) => at.Error("SL5303",
        $"There is no field \"{field}\" here.",
        nearest is not null ? $"Did you mean \"{nearest}\"?" : home is not null ? $"Move it into {home}." : "Remove it, or move it to the level that it belongs to.");

    internal static Diagnostic Missing(Place at, string field) => at.Error("SL5304",
        $"The field \"{field}\" is required and missing.", $"Add {field}.");

    internal static Diagnostic WrongType(Place at, string actual, string expected) => at.Error("SL5305",
        $"{actual} stands where {expected} is needed.",
        actual is "a number" or "a boolean" && expected == "text" ? "Put the value in quotes." : $"Write {expected}.");

    internal static Diagnostic NotAllowed(Place at, string value, IEnumerable<string> allowed, string? nearest) => at.Error("SL5306",
        $"\"{value}\" is not one of {string.Join(", ", allowed.Where(static a => a.Length > 0))}.",
        nearest is null ? "Use one of these values." : $"Did you mean \"{nearest}\"?");

    internal static Diagnostic WrongFormat(Place at, string expected) => at.Error("SL5307",
        $"The value is not {expected}.", $"Write {expected}.");

    internal static Diagnostic NoMatch(Place at, string pattern) => at.Error("SL5308",
        $"The value does not match the pattern {pattern}.", "Write a value that the pattern of its definition allows.");

    internal static Diagnostic OutOfBounds(Place at, string what) => at.Error("SL5309", $"The value {what}.", "Stay within the bounds that the API sets.");

    internal static Diagnostic Duplicate(Place at, string what) => at.Error("SL5310",
        $"{what} stands twice in a list whose items must differ.", "Remove one of the two.");

    internal static Diagnostic NoAlternative(Place at, string what) => at.Error("SL5311",
        $"The value fits {what}.", "Set exactly the fields that one of the alternatives of its definition asks for.");

    internal static Diagnostic RuleBroken(Place at, string message, string rule) => at.Error("SL5312",
        $"A rule of its definition is broken: {OneLine(message).TrimEnd('.')}.", $"Change the object so that this holds: {OneLine(rule)}");

    internal static Diagnostic NotChecked(Place at, string apiVersion, string kind) => at.Finding("SL5313", Severity.Note,
        $"{apiVersion} {kind} is not checked, because its definition is not here.",
        "Give the CustomResourceDefinition with --crds, or keep it under platform/<concern>/crds/.");

    internal static Diagnostic NotServed(Place at, string apiVersion, string kind, string served) => at.Error("SL5314",
        $"The definition of {kind} does not serve \"{apiVersion}\".", served.Length == 0 ? "Use a version that it serves." : $"Use {served}.");

    internal static Diagnostic BrokenDefinition(string file, string why) => new("SL5315", Severity.Warning, SourceSpan.StartOf(file),
        $"A CustomResourceDefinition cannot be used: {why}.", "Get the file again from the project that publishes it.");

    internal static Diagnostic NotEvaluated(string file, string apiVersion, string kind, int count) => new("SL5316", Severity.Note, SourceSpan.StartOf(file),
        $"{count} {(count == 1 ? "rule" : "rules")} of {apiVersion} {kind} could not be evaluated here.",
        "Ask the API server too: sluis verify --context.");

    internal static Diagnostic NoName(Place at) => at.Error("SL5317", "The object has no name.", "Add metadata.name.");

    internal static Diagnostic ClusterScoped(Place at, string kind) => at.Finding("SL5318", Severity.Warning,
        $"{kind} belongs to the whole cluster, so its namespace has no effect.", "Remove metadata.namespace.");

    private static string OneLine(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private const string Api = "https://kubernetes.io/docs/reference/kubernetes-api/";
    private const string Crd = "https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/";

    public static readonly IReadOnlyList<DiagnosticHelp> Help =
    [
        new("SL5300", Severity.Error, "Unknown kind",
            "The API server has no such kind in this group and version, so it refuses the object and the whole sync stops there.",
            "Correct apiVersion and kind; the API reference lists both for every kind.", Api),
        new("SL5301", Severity.Error, "Version no longer served",
            "This version of the kind was removed from Kubernetes. Clusters of today answer \"no matches for kind\".",
            "Move to the version named; some fields changed with it, which the other findings show.", "https://kubernetes.io/docs/reference/using-api/deprecation-guide/"),
        new("SL5302", Severity.Warning, "Deprecated version",
            "This version still works and prints a warning at every apply. It will be removed.",
            "Move to the version named while there is time.", "https://kubernetes.io/docs/reference/using-api/deprecation-guide/"),
        new("SL5303", Severity.Error, "Unknown field",
            "The schema of the kind has no such field at this place. With strict validation the API server refuses the object; without it the field is dropped, and what it was meant to do does not happen.",
            "Correct the spelling, or move the field to its level: a field of a container indented like one of the Pod is the usual cause.", "https://kubernetes.io/docs/reference/using-api/api-concepts/#field-validation"),
        new("SL5304", Severity.Error, "Required field missing",
            "The API server refuses the object without this field.",
            "Add the field. In an overlay, see whether a patch removed it.", Api),
        new("SL5305", Severity.Error, "Wrong type",
            "The value has another type than the field: a number or boolean where text is needed (quote it), a single value where a list is needed, a mapping where a list is needed.",
            "Write the value in the type of the field.", Api),
        new("SL5306", Severity.Error, "Value not allowed",
            "The field takes one of a few values, and this is none of them. Upper and lower case count.",
            "Use one of the values listed.", Api),
        new("SL5307", Severity.Error, "Wrong format",
            "The field has a format (quantity, duration, date, IP address, CIDR block, base64, a range of numbers), and the value does not have it.",
            "Write the value in the format named.", Api),
        new("SL5308", Severity.Error, "Pattern not matched",
            "The definition of the custom resource states a regular expression for this field, and the value does not match it.",
            "Write a value that matches.", Crd + "#validation"),
        new("SL5309", Severity.Error, "Out of bounds",
            "A number, the length of a text, or the count of items or keys lies outside what the API allows.",
            "Stay within the bounds named.", Crd + "#validation"),
        new("SL5310", Severity.Error, "Item stands twice",
            "The list is a set, or a list whose items are told apart by a key (containers by name, mounts by path, Service ports by port and protocol). Two items are the same, so server-side apply refuses the object.",
            "Remove or rename one. After a patch: the patch probably added what the base already has.", "https://kubernetes.io/docs/reference/using-api/server-side-apply/#merge-strategy"),
        new("SL5311", Severity.Error, "No alternative fits",
            "The definition offers alternatives (oneOf, anyOf, not), usually \"set exactly one of these fields\", and the value fits none, several, or a forbidden one.",
            "Set exactly what one alternative asks for.", Crd + "#validation"),
        new("SL5312", Severity.Error, "Rule of the definition broken",
            "The definition carries a rule in CEL that relates fields to each other. It was evaluated on the object and does not hold, so the API server would refuse the object.",
            "Change the fields that the rule names.", Crd + "#validation-rules"),
        new("SL5313", Severity.Note, "Custom resource not checked",
            "No CustomResourceDefinition of this kind is in the repository or was given, so fields and values of its objects were not checked. Each kind is noted once.",
            "Keep the definitions under platform/<concern>/crds/, or point --crds at a folder of them.", Crd),
        new("SL5314", Severity.Error, "Version not served by the definition",
            "The CustomResourceDefinition that is here knows the kind, but not in this version, so the API server refuses the object.",
            "Use a version that the definition serves, or update the definition.", Crd + "#specify-multiple-versions"),
        new("SL5315", Severity.Warning, "Definition cannot be used",
            "A file that should hold CustomResourceDefinitions is broken or lacks its schema; the kinds that it defines are not checked.",
            "Get the file again from the release of the project that publishes it.", Crd),
        new("SL5316", Severity.Note, "Rules not evaluated",
            "Some rules of the definition use functions that only the API server evaluates, or compare with the object as it was before (oldSelf). They are counted here so that nobody takes them for checked.",
            "Run sluis verify with --context: the API server then evaluates them in a dry run.", Crd + "#validation-rules"),
        new("SL5317", Severity.Error, "Object without a name",
            "An object in a GitOps repository needs a name of its own: generateName makes a new object at every sync.",
            "Add metadata.name.", "https://kubernetes.io/docs/concepts/overview/working-with-objects/names/"),
        new("SL5318", Severity.Warning, "Namespace on a cluster-scoped object",
            "Objects of this kind lie in no namespace. Tools differ in what they do with a namespace that is stated all the same.",
            "Remove metadata.namespace.", "https://kubernetes.io/docs/concepts/overview/working-with-objects/namespaces/#not-all-objects-are-in-a-namespace"),
    ];
}
