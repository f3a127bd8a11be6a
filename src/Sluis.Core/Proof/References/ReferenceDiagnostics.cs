using Sluis.Core.Diagnostics;
using Sluis.Core.Proof.Schema;
using Sluis.Core.Text;

namespace Sluis.Core.Proof.References;

/// <summary>Codes 5400 to 5423: what one object names and another must be.</summary>
public static class ReferenceDiagnostics
{
    internal static Diagnostic NoConfigMap(Place at, string name) => at.Error("SL5400",
        $"There is no ConfigMap \"{name}\" in this namespace.", "Add it to a kustomization, correct the name, or say optional: true.");

    internal static Diagnostic NoSecret(Place at, string name, bool startsWithout) => at.Finding("SL5401", startsWithout ? Severity.Warning : Severity.Error,
        $"Nothing makes the Secret \"{name}\" in this namespace.", "Add its ExternalSecret, SealedSecret or Certificate, or correct the name.");

    internal static Diagnostic NoKey(Place at, string kind, string name, string key) => at.Error("SL5402",
        $"The {kind} \"{name}\" has no key \"{key}\".", "Add the key, or correct its name.");

    internal static Diagnostic NoClaim(Place at, string name) => at.Error("SL5403",
        $"There is no PersistentVolumeClaim \"{name}\" in this namespace.", "Add the claim, or correct the name.");

    internal static Diagnostic NoAccount(Place at, string name) => at.Error("SL5404",
        $"There is no ServiceAccount \"{name}\".", "Add it, or correct the name.");

    internal static Diagnostic NoPriority(Place at, string name) => at.Error("SL5405",
        $"There is no PriorityClass \"{name}\".", "Add it under platform/, or remove the name.");

    internal static Diagnostic NoTarget(Place at, string kind, string name) => at.Error("SL5406",
        $"There is no {kind} \"{name}\" to scale in this namespace.", "Correct scaleTargetRef, or remove the autoscaler.");

    internal static Diagnostic NobodySelected(Place at, string kind) => at.Error("SL5407",
        $"The selector of the {kind} matches no Pod of this namespace.", "Let it ask for labels that the Pods have.");

    internal static Diagnostic NoEndpoints(Place at, string name) => at.Error("SL5408",
        $"The Service \"{name}\" selects no Pod, so every call to it is refused.", "Let the selector ask for labels that the Pods have.");

    internal static Diagnostic NoTargetPort(Place at, string service, string port, bool named) => at.Finding("SL5409", named ? Severity.Error : Severity.Warning,
        named ? $"No Pod of the Service \"{service}\" has a port named \"{port}\"." : $"No Pod of the Service \"{service}\" declares the port {port}.", "Correct targetPort, or the ports of the container.");

    internal static Diagnostic NoBackend(Place at, string name) => at.Error("SL5410",
        $"There is no Service \"{name}\" behind this route.", "Correct the name or namespace of the backend.");

    internal static Diagnostic NoBackendPort(Place at, string name, string port) => at.Error("SL5411",
        $"The Service \"{name}\" has no port {port}.", "Use a port that the Service has.");

    internal static Diagnostic NoMiddleware(Place at, string kind, string name) => at.Error("SL5412",
        $"There is no {kind} \"{name}\", so the proxy refuses the route.", "Add it, or correct the name or namespace.");

    internal static Diagnostic NoGateway(Place at, string what) => at.Error("SL5413",
        what, "Correct parentRefs, or the listeners of the Gateway.");

    internal static Diagnostic NoNamespace(Place at, string name) => at.Error("SL5414",
        $"Nothing makes the namespace \"{name}\".", "Add a Namespace object, or correct the namespace of the kustomization.");

    internal static Diagnostic Twice(Place at, SourceSpan first) => at.Error("SL5415",
        $"The object is defined twice; the first stands in {first.File}.", "Remove one of the two, or make one a patch of the other.");

    internal static Diagnostic NotListed(SourceSpan at, string kustomization) => new("SL5416", Severity.Warning, at,
        $"The file holds objects and is not listed in {kustomization}, so it is never applied.", "List it under resources: or patches:, or delete it.");

    internal static Diagnostic NothingWatched(Place at, string kind, string what) => at.Finding("SL5417", Severity.Warning,
        $"The {kind} watches nothing: {what}.", "Let its selector and port fit the Service, or remove it.");

    internal static Diagnostic Unused(Place at, string kind, string name) => at.Finding("SL5418", Severity.Note,
        $"Nobody uses the {kind} \"{name}\".", "Remove it, or mount it where it was meant to be.");

    internal static Diagnostic NoRole(Place at, string kind, string name) => at.Error("SL5419",
        $"There is no {kind} \"{name}\".", "Add it, or correct roleRef.");

    internal static Diagnostic NoStore(Place at, string kind, string name) => at.Error("SL5420",
        $"There is no {kind} \"{name}\".", "Add it under platform/, or correct the reference.");

    internal static Diagnostic NoGoverningService(Place at, string name) => at.Error("SL5421",
        $"There is no Service \"{name}\" to give the Pods of the StatefulSet their names.", "Add a headless Service of that name, or correct serviceName.");

    internal static Diagnostic NotGranted(Place at, string kind, string ns) => at.Error("SL5422",
        $"The namespace \"{ns}\" grants no reference to its {kind} from here.", "Add a ReferenceGrant in that namespace.");

    internal static Diagnostic NotSeen(Place at, string kind, string name) => at.Finding("SL5423", Severity.Note,
        $"The {kind} \"{name}\" lies in a namespace of which this repository has no objects, so it was not looked for.", "See that it is there, or ask the API server too: sluis verify --context.");

    private const string Concepts = "https://kubernetes.io/docs/concepts/";

    public static readonly IReadOnlyList<DiagnosticHelp> Help =
    [
        new("SL5400", Severity.Error, "ConfigMap missing",
            "A Pod takes variables or files from a ConfigMap that no kustomization of the environment makes in its namespace. The Pod waits for ever in CreateContainerConfigError or ContainerCreating.",
            "Add the ConfigMap or its generator, or correct the name. ConfigMaps cannot be used across namespaces.", Concepts + "configuration/configmap/"),
        new("SL5401", Severity.Error, "Secret missing",
            "A Pod, route or gateway uses a Secret that nothing makes: neither an ExternalSecret, SealedSecret, Certificate or generator of that namespace. Without a Pod's Secret its containers do not start; without a pull secret a private image cannot be fetched.",
            "Add what makes the Secret, or correct the name.", Concepts + "configuration/secret/"),
        new("SL5402", Severity.Error, "Key missing",
            "The ConfigMap or Secret exists, the key that is asked for does not. The container does not start, or finds an empty folder where a file should be.",
            "Add the key, or correct its name.", Concepts + "configuration/configmap/"),
        new("SL5403", Severity.Error, "Claim missing",
            "A Pod mounts a PersistentVolumeClaim that does not exist in its namespace, so it stays Pending.",
            "Add the claim, or correct the name.", Concepts + "storage/persistent-volumes/#claims-as-volumes"),
        new("SL5404", Severity.Error, "Service account missing",
            "Pods that name a service account which does not exist are not created; a binding to one grants nothing.",
            "Add the ServiceAccount, or correct the name.", Concepts + "security/service-accounts/"),
        new("SL5405", Severity.Error, "Priority class missing",
            "Pods that name a priority class which does not exist are refused.",
            "Add the PriorityClass under platform/.", Concepts + "scheduling-eviction/pod-priority-preemption/"),
        new("SL5406", Severity.Error, "Nothing to scale",
            "The autoscaler names a workload that does not exist in its namespace, so it never acts.",
            "Correct scaleTargetRef.", "https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/"),
        new("SL5407", Severity.Error, "Selector selects nobody",
            "A disruption budget whose selector matches no Pod protects nothing.",
            "Let it ask for labels that the Pods' template has.", "https://kubernetes.io/docs/tasks/run-application/configure-pdb/"),
        new("SL5408", Severity.Error, "Service without Pods",
            "The selector of the Service matches no Pod of its namespace, so it has no endpoints and every connection is refused.",
            "Let the selector ask for labels that the Pods' template has.", Concepts + "services-networking/service/#services-with-selectors"),
        new("SL5409", Severity.Error, "Target port missing",
            "A target port that is a name must be the name of a port of a container; without one the Service sends traffic nowhere. A number that no container declares is a warning: the program may listen there all the same.",
            "Correct targetPort, or declare the port.", Concepts + "services-networking/service/#field-spec-ports"),
        new("SL5410", Severity.Error, "Service behind a route missing",
            "The route sends requests to a Service that does not exist, so the gateway answers 500 or 503.",
            "Correct the name or namespace of the backend.", "https://gateway-api.sigs.k8s.io/api-types/httproute/#backendrefs-optional"),
        new("SL5411", Severity.Error, "Port behind a route missing",
            "The Service behind the route exists, and has no such port.",
            "Use the port of the Service, not that of the container.", "https://gateway-api.sigs.k8s.io/api-types/httproute/#backendrefs-optional"),
        new("SL5412", Severity.Error, "Middleware missing",
            "The route uses a Middleware, TLSOption or TraefikService that does not exist; Traefik then leaves the whole route out.",
            "Add it, or correct the name or namespace.", "https://doc.traefik.io/traefik/reference/routing-configuration/kubernetes/crd/http/ingressroute/"),
        new("SL5413", Severity.Error, "Gateway missing or closed",
            "The route names a Gateway or listener that does not exist or does not admit routes of this namespace, so it is never attached.",
            "Correct parentRefs, or allowedRoutes of the listener.", "https://gateway-api.sigs.k8s.io/api-types/httproute/#attaching-to-gateways"),
        new("SL5414", Severity.Error, "Namespace missing",
            "Objects lie in a namespace that nothing makes, so none of them can be created.",
            "Add a Namespace object, or correct the namespace.", Concepts + "overview/working-with-objects/namespaces/"),
        new("SL5415", Severity.Error, "Object defined twice",
            "Two files define the same object. The one that is applied last wins, and a GitOps tool flaps between both or refuses to sync.",
            "Remove one of the two, or make one a patch.", "https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/resource/"),
        new("SL5416", Severity.Warning, "File not listed",
            "The kustomization of this folder does not list the file, so nothing applies it: a policy or patch that seems to be there is not.",
            "List the file, or delete it.", "https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/resource/"),
        new("SL5417", Severity.Warning, "Monitor watches nothing",
            "No Service or Pod has the labels or the port that the monitor asks for, so nothing is scraped and no alert can fire.",
            "Let selector, namespaceSelector and port fit.", "https://prometheus-operator.dev/docs/developer/getting-started/"),
        new("SL5418", Severity.Note, "Nobody uses it",
            "No Pod, route or custom resource of the environment names this ConfigMap, Secret or claim. It may be left over.",
            "Remove it if it is.", Concepts + "configuration/"),
        new("SL5419", Severity.Error, "Role missing",
            "The binding refers to a role that does not exist, so it grants nothing.",
            "Add the role, or correct roleRef.", "https://kubernetes.io/docs/reference/access-authn-authz/rbac/#rolebinding-and-clusterrolebinding"),
        new("SL5420", Severity.Error, "Store or issuer missing",
            "The ExternalSecret names a store, or the Certificate an issuer, that does not exist, so the Secret is never made.",
            "Add it under platform/, or correct the reference.", "https://external-secrets.io/latest/api/externalsecret/"),
        new("SL5421", Severity.Error, "Governing Service missing",
            "The Pods of a StatefulSet get their names in DNS from the Service that serviceName names; it does not exist.",
            "Add a headless Service of that name.", Concepts + "workloads/controllers/statefulset/#stable-network-id"),
        new("SL5422", Severity.Error, "Reference across namespaces not granted",
            "A route may use a Service or Secret of another namespace only where a ReferenceGrant of that namespace allows it; without one the gateway answers 500.",
            "Add the ReferenceGrant, or an alias Service beside the route.", "https://gateway-api.sigs.k8s.io/api-types/referencegrant/"),
        new("SL5423", Severity.Note, "Outside of this repository",
            "What is named lies in a namespace that somebody else manages, such as an operator that was installed with its chart. Whether it is there cannot be told from the files.",
            "See that it is there before the first sync.", Concepts + "overview/working-with-objects/namespaces/"),
    ];
}
