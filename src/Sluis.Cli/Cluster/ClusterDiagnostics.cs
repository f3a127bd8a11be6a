using System.Globalization;
using Sluis.Core.Diagnostics;
using Sluis.Core.Proof.Manifests;
using Sluis.Core.Text;

namespace Sluis.Cli.Cluster;

/// <summary>Codes 5910 to 5919: what the API server answers to a dry run.</summary>
internal static class ClusterDiagnostics
{
    /// <param name="field">As the API names it; null: it speaks of the object as a whole.</param>
    public static Diagnostic Refused(ManifestObject item, SourceSpan at, string? field, string reason, string message) => new("SL5910", Severity.Error, at,
        $"The API server refuses it ({reason}): {Sentence(message)}", "Mend the field, or ask who runs the cluster for what its policy wants.")
    { Object = item.ToString(), Field = field };

    public static Diagnostic Warned(ManifestObject item, string message) => new("SL5911", Severity.Warning, item.At,
        $"The API server warns: {Sentence(message)}", "Mend it before the warning becomes a refusal.")
    { Object = item.ToString() };

    public static Diagnostic NotServed(SourceSpan at, string apiVersion, string kind, int objects) => new("SL5912", Severity.Note, at,
        string.Create(CultureInfo.InvariantCulture, $"The API server does not serve {kind} of {apiVersion} yet, so {objects} {(objects == 1 ? "object was" : "objects were")} not asked."), "Install its CustomResourceDefinition, then verify again.");

    public static Diagnostic NoNamespace(SourceSpan at, string name, int objects) => new("SL5913", Severity.Note, at,
        string.Create(CultureInfo.InvariantCulture, $"Namespace {name} is not in the cluster yet, so {objects} {(objects == 1 ? "object was" : "objects were")} not asked: a dry run leaves nothing behind to ask the next object in."),
        "Create the namespaces first, then verify again.");

    public static Diagnostic Unreachable(string server, string why) => new("SL5914", Severity.Error, SourceSpan.None,
        $"The API server {server} cannot be asked: {Sentence(why)}", "Check --context and --kubeconfig, and what kubectl auth whoami says.");

    public static Diagnostic NoConfiguration(string file, string why) => new("SL5915", Severity.Error, SourceSpan.StartOf(file),
        $"The cluster's access file cannot be used: {Sentence(why)}", "Check --kubeconfig and --context.");

    private static string Sentence(string text) => text.Length == 0 ? "it does not say why." : text[^1] is '.' or '!' or '?' ? text : text + ".";

    public static readonly IReadOnlyList<DiagnosticHelp> Help =
    [
        new("SL5910", Severity.Error, "Refused by the API server", "A server-side apply with dryRun=All was refused: by the schema, by validation across fields, or by an admission policy of that cluster. The words are the server's own.", "Mend the field that it names. A policy of the cluster is explained by who runs it.", "https://kubernetes.io/docs/reference/using-api/api-concepts/#dry-run"),
        new("SL5911", Severity.Warning, "A warning of the API server", "The server would take the object, and warns: of a version that will be removed, or of a policy that only warns so far.", "Mend it before the warning becomes a refusal.", "https://kubernetes.io/blog/2020/09/03/warnings/"),
        new("SL5912", Severity.Note, "A kind that the cluster does not serve yet", "Its CustomResourceDefinition is not installed, so the server cannot judge these objects. The schema proof has judged them by the definition in the repository, if there is one.", "Install the definition, then verify again.", "https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/"),
        new("SL5913", Severity.Note, "A namespace that the cluster does not have yet", "A dry run stores nothing, so what lives in a namespace that would be created first cannot be asked.", "Create the namespaces first, then verify again.", "https://kubernetes.io/docs/reference/using-api/api-concepts/#dry-run"),
        new("SL5914", Severity.Error, "A cluster that cannot be asked", "The API server did not answer, or does not know who asks.", "Check --context and --kubeconfig, and what kubectl auth whoami says."),
        new("SL5915", Severity.Error, "No access to a cluster", "The file that says how to reach the cluster is absent, broken, or has no such context. Client certificates, tokens, user name and password, and programs that fetch a token are supported; the auth-provider plugins that kubectl removed in 1.26 are not.", "Check --kubeconfig and --context."),
    ];
}
