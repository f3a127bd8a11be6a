using Sluis.Core.Diagnostics;

namespace Sluis.Core.Proof.Schema.Objects;

/// <summary>Codes 5320 to 5329: the grammar of names, labels, ports and keys.</summary>
public static class ObjectDiagnostics
{
    internal static Diagnostic Name(Place at, string name, string must) => at.Error("SL5320",
        $"The name \"{name}\" must {must}.", "Choose a name of that form, here and where it is referred to.");

    internal static Diagnostic Label(Place at, string what, string text, string must) => at.Error("SL5321",
        $"The {what} \"{text}\" must {must}.", "Choose another one, also in the selectors that use it.");

    internal static Diagnostic Annotation(Place at, string key, string must) => at.Error("SL5322",
        $"The annotation \"{key}\" must {must}.", "Rename or shorten it.");

    internal static Diagnostic Finaliser(Place at, string text, string must) => at.Error("SL5323",
        $"The finaliser \"{text}\" must {must}.", "Name it as its controller does.");

    internal static Diagnostic Port(Place at, string what, string must) => at.Error("SL5324",
        $"The {what} must {must}.", "Use a number from 1 to 65535, or a name such as \"http\".");

    internal static Diagnostic Variable(Place at, string name, string must) => at.Error("SL5325",
        $"The variable \"{name}\" must {must}.", "Rename the variable.");

    internal static Diagnostic DataKey(Place at, string key, string must) => at.Error("SL5326",
        $"The key \"{key}\" must {must}.", "Rename the key, and give it its file name with items: where it is mounted.");

    internal static Diagnostic TooLarge(Place at, long bytes, string what, long most) => at.Error("SL5327",
        $"{what} hold {bytes} bytes; {most} are allowed.", "Split it, put the file into the image, or mount it from a volume.");

    internal static Diagnostic Selector(Place at, string what) => at.Error("SL5328", what, "Correct the requirement: In and NotIn take values, Exists and DoesNotExist take none.");

    internal static Diagnostic Secret(Place at, string type, string key) => at.Error("SL5329",
        $"A Secret of the type {type} needs the key \"{key}\".", "Add the key, or use the type Opaque.");

    private const string Names = "https://kubernetes.io/docs/concepts/overview/working-with-objects/names/";
    private const string Labels = "https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#syntax-and-character-set";

    public static readonly IReadOnlyList<DiagnosticHelp> Help =
    [
        new("SL5320", Severity.Error, "Name not valid",
            "Names of objects, containers, volumes and ports follow DNS rules, some stricter than others: a Service's name begins with a letter, a namespace's holds no dot.",
            "Choose a name of the form described, here and where it is referred to.", Names),
        new("SL5321", Severity.Error, "Label not valid",
            "The key of a label is an optional DNS prefix with a slash and a name of at most 63 characters; its value has at most 63 letters, digits, '-', '_' or '.'.",
            "Shorten or rename it; what does not fit into a label can be an annotation.", Labels),
        new("SL5322", Severity.Error, "Annotation not valid",
            "Keys of annotations are written like those of labels, and all annotations of an object together hold at most 256 KiB.",
            "Rename the key, or move large values to a ConfigMap.", "https://kubernetes.io/docs/concepts/overview/working-with-objects/annotations/#syntax-and-character-set"),
        new("SL5323", Severity.Error, "Finaliser not valid",
            "A finaliser names the controller that cleans up, as domain/name. One that no controller knows keeps the object from ever being deleted.",
            "Write the name exactly as the controller's documentation does.", "https://kubernetes.io/docs/concepts/overview/working-with-objects/finalizers/"),
        new("SL5324", Severity.Error, "Port not valid",
            "Ports are numbers from 1 to 65535; names of ports have at most 15 lower-case letters, digits and hyphens, and at least one letter.",
            "Correct the number, or shorten the name.", "https://kubernetes.io/docs/concepts/services-networking/service/#field-spec-ports"),
        new("SL5325", Severity.Error, "Name of a variable not valid",
            "The name of an environment variable is printable ASCII without '='.",
            "Rename the variable; the program that reads it may accept another spelling.", "https://kubernetes.io/docs/tasks/inject-data-application/define-environment-variable-container/"),
        new("SL5326", Severity.Error, "Key of a ConfigMap or Secret not valid",
            "Keys are letters, digits, '-', '_' and '.', so a path with slashes cannot be one, and a key cannot be both in data and in binaryData.",
            "Rename the key; the mount can give it its path with items:.", "https://kubernetes.io/docs/concepts/configuration/configmap/#configmap-object"),
        new("SL5327", Severity.Error, "Object too large",
            "A ConfigMap or Secret holds at most 1 MiB, because it lives in etcd.",
            "Split it, build the files into the image, or mount a volume.", "https://kubernetes.io/docs/concepts/configuration/configmap/#motivation"),
        new("SL5328", Severity.Error, "Selector not valid",
            "A requirement of a label selector has an operator: In and NotIn with values, Exists and DoesNotExist without. A selector that is broken or empty selects nothing or everything.",
            "Correct the requirement.", "https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#label-selectors"),
        new("SL5329", Severity.Error, "Secret lacks a key of its type",
            "The type of a Secret promises keys to those who use it: kubernetes.io/tls has tls.crt and tls.key, a pull secret has .dockerconfigjson. The API server refuses one without them.",
            "Add the key, or use the type Opaque.", "https://kubernetes.io/docs/concepts/configuration/secret/#secret-types"),
    ];
}
