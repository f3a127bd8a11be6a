namespace Sluis.Core.Planning.Selections;

/// <summary>What the plan holds, in the options' ids, and why it is not always what the scores say.</summary>
internal static class SelectionChoice
{
    public static (string Chosen, bool Stated) Of(string topic, string best, Intent intent, Choices choices) => topic switch
    {
        "mesh" => (IntentWords.Of(choices.Mesh), intent.Mesh is not null),
        "gitops" => (IntentWords.Of(choices.GitOps), intent.GitOps is not null),
        "infrastructure" => (choices.Infrastructure == IacChoice.Terraform ? "opentofu" : IntentWords.Of(choices.Infrastructure), intent.Infrastructure is not null),
        "network-plugin" => (IntentWords.Of(choices.NetworkPlugin), intent.NetworkPlugin is not null),
        "routes" => (IntentWords.Of(choices.Routing), intent.Routing.Dialect is not null),
        "ingress" => (Gateway(choices), intent.Routing.ClassName is not null),
        // Claims that state no class take the cluster's default, which whoever makes the cluster chooses.
        "storage" => choices.StorageClass is { } stated ? (Storage(stated), true) : (best, false),
        "secrets" => (Secrets(choices), intent.Secrets.Delivery is not null || intent.Secrets.Backend is not null),
        "database" => (IntentWords.Of(choices.Database), intent.Database is not null),
        _ => (best, false),
    };

    /// <summary>Null where the plan does what the scores say and nothing is left to do.</summary>
    public static string? Note(string topic, string chosen, string name, ScoredOption best, bool stated, Choices choices)
    {
        if (topic == "storage" && !stated)
            return $"sluis.yaml states no storage.class, so claims ask for the cluster's default class: make {best.Name} that default";
        if (stated || chosen == best.Id)
            return null;
        return topic switch
        {
            "mesh" => $"{best.Name} scores best; no mesh is written, so the plan keeps {name} until sluis.yaml asks for one",
            "database" => $"{best.Name} score best; they are not written, so the plan keeps {name}",
            "infrastructure" => $"{best.Name} scores best; no infrastructure code is written, so the plan keeps {name} in sluis.yaml",
            "secrets" => $"{best.Name} scores best; state secrets.delivery, secrets.backend and secrets.address to have it",
            _ => $"{best.Name} scores best; state {topic} in sluis.yaml to have it",
        };
    }

    /// <summary>The class that each gateway's own installation makes.</summary>
    public static string ClassOf(string gateway) => gateway == "envoy" ? "eg" : gateway;

    private static string Gateway(Choices choices) => choices.GatewayClass switch
    {
        "eg" => "envoy",
        // The class of this name that reads Ingress objects is another program than NGINX Gateway Fabric.
        "nginx" when choices.Routing == RoutingDialect.Ingress => "ingress-nginx",
        var name when name.Contains("envoy", StringComparison.OrdinalIgnoreCase) => "envoy",
        var name when name.Contains("traefik", StringComparison.OrdinalIgnoreCase) => "traefik",
        var name when name.Contains("istio", StringComparison.OrdinalIgnoreCase) => "istio",
        var name => name,
    };

    /// <summary>By the names that the products' own installations give their classes; others stay as they are.</summary>
    private static string Storage(string className) => className switch
    {
        _ when className.StartsWith("longhorn", StringComparison.Ordinal) => "longhorn",
        _ when className.Contains("ceph", StringComparison.Ordinal) => "rook-ceph",
        _ when className.StartsWith("local", StringComparison.Ordinal) || className == "openebs-hostpath" => "local",
        "gp2" or "gp3" or "hcloud-volumes" or "do-block-storage" or "managed-csi" or "managed-csi-premium" or "premium-rwo" or "standard-rwo" or "scw-bssd" => "provider-csi",
        _ => className,
    };

    private static string Secrets(Choices choices) => (choices.SecretDelivery, choices.SecretBackend) switch
    {
        (SecretDelivery.ExternalSecrets, SecretBackend.OpenBao or SecretBackend.Vault) => "vault",
        (SecretDelivery.ExternalSecrets, SecretBackend.Kubernetes) => "kubernetes",
        (SecretDelivery.ExternalSecrets, _) => "cloud",
        (var delivery, _) => IntentWords.Of(delivery),
    };
}
