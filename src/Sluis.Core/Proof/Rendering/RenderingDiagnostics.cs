using Sluis.Core.Diagnostics;
using Sluis.Core.Text;

namespace Sluis.Core.Proof.Rendering;

/// <summary>Codes 5200 to 5299: rendering the environments as Kustomize does.</summary>
public static class RenderingDiagnostics
{
    private const string Reference = "https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/";

    public static Diagnostic NoEnvironment() => new("SL5200", Severity.Error, SourceSpan.StartOf("clusters"),
        "There is no environment to verify: no clusters/<environment>/kustomization.yaml.",
        "Run sluis verify on the folder that sluis generate wrote.");

    public static Diagnostic Beyond(SourceSpan at, string feature) => new("SL5201", Severity.Error, at,
        $"{feature} is beyond what is rendered in process.",
        "Install kubectl or kustomize, which sluis verify then runs, or express it with patches.");

    public static Diagnostic Missing(SourceSpan at, string path) => new("SL5202", Severity.Error, at,
        $"\"{path}\" is neither a file nor a folder with a kustomization.",
        "Restore it, or take the entry out.");

    public static Diagnostic Cycle(SourceSpan at, string folder) => new("SL5203", Severity.Error, at,
        $"\"{folder}\" draws on itself.",
        "Take out the entry that leads back.");

    public static Diagnostic Duplicate(SourceSpan at, string item, SourceSpan first) => new("SL5204", Severity.Error, at,
        $"{item} is there already, from {first}.",
        "Rename one of the two, or change the first by a patch.")
    { Object = item };

    public static Diagnostic NoTarget(SourceSpan at, string target) => new("SL5205", Severity.Error, at,
        $"No matches for Id {target}: the patch changes nothing.",
        "Correct the target, or take the patch out if its object has gone.");

    public static Diagnostic Operation(SourceSpan at, string item, string? field, string reason) => new("SL5206", Severity.Error, at,
        $"The patch cannot be applied to {item}: {reason}.",
        "Correct the path: it must exist for replace, remove and test, and its parent must exist for add.")
    { Object = item, Field = field };

    public static Diagnostic BadPatch(SourceSpan at, string reason) => new("SL5207", Severity.Error, at,
        $"This is not a patch that can be applied: {reason}.",
        "Write a list of JSON 6902 operations with a target, or a part of an object with its apiVersion, kind and name.");

    public static Diagnostic BadField(SourceSpan at, string reason) => new("SL5208", Severity.Error, at,
        $"The kustomization cannot be read: {reason}.",
        "Correct it; the reference lists the fields and what they hold.");

    public static Diagnostic Outside(SourceSpan at, string path) => new("SL5209", Severity.Error, at,
        $"\"{path}\" is not in or below the folder of its kustomization, and kustomize refuses to read it.",
        "Move the file, or draw on a folder with a kustomization of its own.");

    public static Diagnostic NotAnObject(SourceSpan at, string missing) => new("SL5210", Severity.Error, at,
        $"This is no Kubernetes object: {missing}.",
        "Give it apiVersion, kind and metadata.name, or take the file out of resources.");

    public static Diagnostic BadGenerator(SourceSpan at, string reason) => new("SL5213", Severity.Error, at,
        $"Nothing can be generated here: {reason}.",
        "Correct the generator, or the file that it reads.");

    public static Diagnostic Ambiguous(SourceSpan at, string name, string candidates) => new("SL5214", Severity.Error, at,
        $"\"{name}\" may mean any of {candidates}.",
        "Give the objects different names, or state the namespace.");

    public static Diagnostic UnknownEnvironment(string name, string known) => new("SL5211", Severity.Error, SourceSpan.StartOf("clusters"),
        $"There is no environment \"{name}\", only {known}.",
        "Name one of those, or none to verify all.");

    public static Diagnostic ExternalFailed(SourceSpan at, string root, string reason) => new("SL5212", Severity.Error, at,
        $"\"{root}\" could not be rendered by the external command: {reason}.",
        "Run kubectl kustomize on the folder and mend what it reports.");

    public static readonly IReadOnlyList<DiagnosticHelp> Help =
    [
        new("SL5200", Severity.Error, "No environment",
            "sluis verify renders clusters/<environment> for each environment and proves its promises over the result. Without one there is nothing to prove.",
            "Give the folder of the repository, the one with clusters/, apps/ and platform/."),
        new("SL5201", Severity.Error, "Beyond in-process rendering",
            "Generators and transformers that run programs, Helm charts, remote bases, replacements and variables are left to the real command. Without it this environment has not been verified.",
            "Install kubectl or kustomize so that sluis verify can run it, or write the change as a patch.", Reference),
        new("SL5202", Severity.Error, "Missing file or base",
            "A kustomization lists a file or folder that does not exist, so neither kustomize nor a GitOps tool can render the environment.",
            "Restore the file from Git, or take the entry out of the kustomization.", Reference + "resource/"),
        new("SL5203", Severity.Error, "Kustomization cycle",
            "Following resources and components leads back to the same folder. Kustomize refuses this.",
            "Take out one of the entries on the way round.", Reference + "resource/"),
        new("SL5204", Severity.Error, "Object defined twice",
            "Two files give an object with the same group, version, kind, namespace and name. Kustomize stops: it cannot know which one is meant.",
            "Rename or delete one of them. To change an object of a base, write a patch instead of a second object.", Reference + "resource/"),
        new("SL5205", Severity.Error, "Patch without target",
            "No object matches the patch. Its change is silently lost, or kustomize refuses to render, depending on the kind of patch. Often the object was renamed or removed in the base.",
            "Correct group, kind, name or selector of the target, or take the patch out.", Reference + "patches/"),
        new("SL5206", Severity.Error, "Patch operation failed",
            "An operation of a JSON 6902 patch names a place that the object does not have, or a test found another value. Kustomize and every GitOps tool stop here.",
            "Compare the path with the object: list positions count from 0, \"-\" is the end of a list, a slash in a key is written ~1 and a tilde ~0.", "https://www.rfc-editor.org/rfc/rfc6902"),
        new("SL5207", Severity.Error, "Not a patch",
            "A patch is either a list of JSON 6902 operations, which needs a target, or a part of an object that names it by apiVersion, kind and metadata.name.",
            "Bring it into one of the two forms. Give either patch or path, not both.", Reference + "patches/"),
        new("SL5208", Severity.Error, "Unreadable kustomization",
            "A field of the kustomization is unknown or holds another type than kustomize expects, so kustomize refuses the file.",
            "Correct the field.", Reference),
        new("SL5209", Severity.Error, "File outside the folder",
            "Kustomize reads files only from the folder of the kustomization and below it, so that a base cannot read what it should not.",
            "Move the file below the folder, or make its folder a base with a kustomization.yaml and list the folder.", Reference + "resource/"),
        new("SL5210", Severity.Error, "Not an object",
            "Every document under resources must be a Kubernetes object with apiVersion, kind and metadata.name.",
            "Complete it, or keep the file out of resources.", Reference + "resource/"),
        new("SL5211", Severity.Error, "Unknown environment",
            "The environment that was asked for has no folder under clusters/.",
            "Name an environment that clusters/ has."),
        new("SL5212", Severity.Error, "External rendering failed",
            "An environment that uses features beyond in-process rendering is rendered by kubectl or kustomize, and that failed or wrote something other than Kubernetes objects.",
            "Run the command by hand on clusters/<environment> and mend what it reports."),
        new("SL5213", Severity.Error, "Generator failed",
            "A generator of ConfigMaps or Secrets has no name, repeats a key, reads a line that is not key=value, or is to merge with an object that is not there.",
            "Correct the generator. To change an object of a base with behavior: merge, its name and namespace must be those of the base.", Reference + "configmapgenerator/"),
        new("SL5214", Severity.Error, "Ambiguous reference",
            "A name was changed by a prefix, suffix or hash, and a reference to it could now mean several objects, so kustomize refuses to choose.",
            "Give the objects different names, or state the namespace where the field allows it.", Reference),
    ];
}
