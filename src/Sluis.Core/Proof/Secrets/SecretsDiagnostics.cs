using Sluis.Core.Diagnostics;
using Sluis.Core.Text;

namespace Sluis.Core.Proof.Secrets;

/// <summary>Codes 5110 to 5199: secrets in files, and Secrets that come from nowhere. None of them ever shows a value.</summary>
public static class SecretsDiagnostics
{
    internal static Diagnostic KnownValue(Place place, string name, string form) => Of("SL5110", Severity.Error, place,
        $"The value of {name} stands here{(form == "as it is" ? "" : $", {form}")}.", "Take it out, refer to a Secret, and change the value: Git keeps it for ever.");

    internal static Diagnostic KnownWord(Place place, string name) => Of("SL5111", Severity.Warning, place,
        $"The value of {name} is a plain word that also stands here: it is easy to guess.", "Give it a random value before the move.");

    internal static Diagnostic Shape(Place place, string what) => Of("SL5112", Severity.Error, place,
        $"This looks like {what}.", "Take it out, refer to a Secret, and revoke it: Git keeps it for ever.");

    internal static Diagnostic UrlPassword(Place place) => Of("SL5113", Severity.Error, place,
        "This address holds a password.", "Put the password in a Secret and refer to it with $(NAME).");

    internal static Diagnostic Likely(Place place, string name) => Of("SL5114", Severity.Warning, place,
        $"The value of {name} looks like a secret.", "Put it in a Secret; if it is none, suppress this finding and say why.");

    internal static Diagnostic BasicHeader(Place place) => Of("SL5115", Severity.Error, place,
        "This is a user and a password in Base64.", "Put the header in a Secret.");

    internal static Diagnostic Hash(Place place, string what) => Of("SL5116", Severity.Warning, place,
        $"This is {what}, which can be tried against word lists at leisure.", "Put it in a Secret.");

    internal static Diagnostic PlainSecret(Place place, string key) => Of("SL5120", Severity.Error, place,
        $"The Secret holds {key} in Git, where Base64 hides nothing.", "Write an ExternalSecret or a SealedSecret instead, or encrypt the file with SOPS.");

    internal static Diagnostic GeneratedFromGit(Place place, string key) => Of("SL5121", Severity.Error, place,
        $"The generated Secret takes {key} from Git.", "Generate it from a file that Git ignores, or write an ExternalSecret or a SealedSecret.");

    internal static Diagnostic NoSource(Place place, string ns, string name) => Of("SL5130", Severity.Error, place,
        $"Nothing makes Secret {ns}/{name}, and {HandOver.Path} does not tell anybody to.", "Add an ExternalSecret or a SealedSecret of that name, or correct the name.");

    internal static Diagnostic NoKey(Place place, string name, string key) => Of("SL5131", Severity.Error, place,
        $"Secret {name} has no key {key}.", "Add the key where the Secret is made, or correct it here.");

    internal static Diagnostic NotHandedOver(Place place, string key) => Of("SL5132", Severity.Warning, place,
        $"{HandOver.Path} does not list {key}, so nobody knows that it has to be there.", $"Add it to {HandOver.Path}.");

    internal static Diagnostic NoHandOver(SourceSpan at) => new("SL5133", Severity.Warning, at,
        "Nothing tells people which secrets have to be put where.", $"Generate the repository again, or write {HandOver.Path}.");

    private static Diagnostic Of(string code, Severity severity, Place place, string message, string fix) =>
        new(code, severity, place.At, message, fix) { Object = place.Object?.ToString(), Field = place.Field };

    private const string Practice = "https://kubernetes.io/docs/concepts/security/secrets-good-practices/";

    public static readonly IReadOnlyList<DiagnosticHelp> Help =
    [
        new("SL5110", Severity.Error, "A known secret in a file", "The value of a secret stands in a file that goes to Git, as it is, in Base64, URL-encoded or escaped. Whoever can read the repository, now or later, has it.", "Take it out, refer to a Secret, and change the value where it is used. Deleting the line does not delete it from Git's history.", Practice),
        new("SL5111", Severity.Warning, "A secret that is a word", "The value of a secret is a plain word that stands in the repository without anybody having put it there. It is in every list of passwords too.", "Give it a random value before the move."),
        new("SL5112", Severity.Error, "The shape of a secret", "Private keys, JSON Web Tokens and the keys of many services are recognisable by their shape. One stands in a file that goes to Git.", "Take it out, refer to a Secret, and revoke it at its issuer.", Practice),
        new("SL5113", Severity.Error, "A password in an address", "The part of an address before the @ holds a user and a password, which also end in logs and error messages.", "Put the password in a Secret, in a variable before this one, and write $(NAME) in its place; Kubernetes fills it in.", "https://kubernetes.io/docs/tasks/inject-data-application/define-interdependent-environment-variables/"),
        new("SL5114", Severity.Warning, "It looks like a secret", "A name that says password, token or key has a value that is neither a reference nor a word.", "Put it in a Secret. If it is no secret, annotate the object with sluis.dev/ignore, the code and the reason.", Practice),
        new("SL5115", Severity.Error, "A header with a password", "HTTP's Basic scheme and registries' configuration hold user and password in Base64, which is no encryption.", "Put the header or the file in a Secret.", "https://www.rfc-editor.org/rfc/rfc7617"),
        new("SL5116", Severity.Warning, "The hash of a password", "A hash is tried against lists of words, offline and unseen, until one fits.", "Put the list of users in a Secret, which Traefik's and nginx's own annotations can name."),
        new("SL5120", Severity.Error, "A Secret in Git", "A Secret object with data is in the repository. Base64 is no encryption.", "Write an ExternalSecret or a SealedSecret instead, or encrypt the file with SOPS, and change the values.", Practice),
        new("SL5121", Severity.Error, "A Secret generated from Git", "A secretGenerator takes values from literals or files that are in the repository.", "Generate it from a file that Git ignores, or write an ExternalSecret or a SealedSecret.", "https://kubernetes.io/docs/tasks/configmap-secret/managing-secret-using-kustomize/"),
        new("SL5130", Severity.Error, "A Secret from nowhere", "A workload or a route uses a Secret that no object of this environment makes and that the hand-over does not ask for. The Pods wait for ever.", "Add an ExternalSecret, SealedSecret, Certificate or generator of that name, correct the name, or list it in docs/secrets.md when people make it by hand.", "https://kubernetes.io/docs/concepts/configuration/secret/"),
        new("SL5131", Severity.Error, "A key that the Secret has not", "The object that makes the Secret does not give it this key, so the container does not start.", "Add the key where the Secret is made, or correct it where it is used.", "https://kubernetes.io/docs/concepts/configuration/secret/"),
        new("SL5132", Severity.Warning, "A key that nobody was told of", "The key is read from a store, and docs/secrets.md does not list it. Somebody has to put it there before the move.", "Add it to docs/secrets.md, or generate the repository again."),
        new("SL5133", Severity.Warning, "No hand-over of secrets", "Secrets are read from a store, and docs/secrets.md, which tells people what has to be in it, is not there.", "Generate the repository again, or write the page."),
    ];
}
