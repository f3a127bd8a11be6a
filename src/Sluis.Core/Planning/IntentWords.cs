using Sluis.Core.Platform;

namespace Sluis.Core.Planning;

/// <summary>The words of sluis.yaml for each choice.</summary>
public static class IntentWords
{
    public static readonly IReadOnlyList<(string Word, ProjectsLayout Value)> Layouts =
        [("file-per-project", ProjectsLayout.FilePerProject), ("folder-per-project", ProjectsLayout.FolderPerProject)];

    public static readonly IReadOnlyList<(string Word, Provider Value)> Providers =
    [
        ("hetzner", Provider.Hetzner), ("aws", Provider.Aws), ("azure", Provider.Azure), ("gcp", Provider.Gcp),
        ("digitalocean", Provider.DigitalOcean), ("scaleway", Provider.Scaleway), ("bare-metal", Provider.BareMetal), ("local", Provider.Local),
    ];

    public static readonly IReadOnlyList<(string Word, MeshChoice Value)> Meshes =
    [
        ("none", MeshChoice.None), ("istio-ambient", MeshChoice.IstioAmbient), ("istio-sidecar", MeshChoice.IstioSidecar),
        ("linkerd", MeshChoice.Linkerd), ("cilium", MeshChoice.Cilium),
    ];

    public static readonly IReadOnlyList<(string Word, GitOpsChoice Value)> GitOps =
        [("argocd", GitOpsChoice.ArgoCd), ("flux", GitOpsChoice.Flux), ("none", GitOpsChoice.None)];

    public static readonly IReadOnlyList<(string Word, IacChoice Value)> Infrastructures =
    [
        ("opentofu", IacChoice.OpenTofu), ("terraform", IacChoice.Terraform), ("pulumi", IacChoice.Pulumi),
        ("crossplane", IacChoice.Crossplane), ("none", IacChoice.None),
    ];

    public static readonly IReadOnlyList<(string Word, NetworkPluginChoice Value)> NetworkPlugins =
        [("cilium", NetworkPluginChoice.Cilium), ("calico", NetworkPluginChoice.Calico)];

    public static readonly IReadOnlyList<(string Word, RoutingDialect Value)> Dialects =
        [("gateway-api", RoutingDialect.GatewayApi), ("traefik", RoutingDialect.TraefikIngressRoute), ("ingress", RoutingDialect.Ingress)];

    public static readonly IReadOnlyList<(string Word, ConnectivityMode Value)> Connectivities =
        [("strict", ConnectivityMode.Strict), ("compose", ConnectivityMode.Compose)];

    public static readonly IReadOnlyList<(string Word, NameMode Value)> NameModes =
        [("alias", NameMode.Alias), ("rewrite", NameMode.Rewrite)];

    public static readonly IReadOnlyList<(string Word, SecretDelivery Value)> Deliveries =
    [
        ("external-secrets", SecretDelivery.ExternalSecrets), ("sealed-secrets", SecretDelivery.SealedSecrets),
        ("sops", SecretDelivery.Sops), ("plain-file", SecretDelivery.PlainFile),
    ];

    public static readonly IReadOnlyList<(string Word, SecretBackend Value)> Backends =
    [
        ("openbao", SecretBackend.OpenBao), ("vault", SecretBackend.Vault), ("aws-secrets-manager", SecretBackend.AwsSecretsManager),
        ("azure-key-vault", SecretBackend.AzureKeyVault), ("gcp-secret-manager", SecretBackend.GcpSecretManager), ("kubernetes", SecretBackend.Kubernetes),
    ];

    public static readonly IReadOnlyList<(string Word, DatabaseMode Value)> Databases =
        [("statefulset", DatabaseMode.StatefulSet), ("operator", DatabaseMode.Operator), ("managed", DatabaseMode.Managed)];

    public static readonly IReadOnlyList<(string Word, WorkloadKind Value)> Kinds =
    [
        ("Deployment", WorkloadKind.Deployment), ("StatefulSet", WorkloadKind.StatefulSet), ("DaemonSet", WorkloadKind.DaemonSet),
        ("Job", WorkloadKind.Job), ("CronJob", WorkloadKind.CronJob),
    ];

    public static readonly IReadOnlyList<(string Word, ServiceRole Value)> Roles =
    [
        ("database", ServiceRole.Database), ("cache", ServiceRole.Cache), ("broker", ServiceRole.Broker), ("search", ServiceRole.Search),
        ("object-store", ServiceRole.ObjectStore), ("vector-store", ServiceRole.VectorStore), ("identity", ServiceRole.Identity),
        ("secrets", ServiceRole.Secrets), ("gateway", ServiceRole.Gateway), ("forward-auth", ServiceRole.ForwardAuth),
        ("frontend", ServiceRole.Frontend), ("backend", ServiceRole.Backend), ("worker", ServiceRole.Worker), ("job", ServiceRole.Job),
        ("scheduler", ServiceRole.Scheduler), ("monitoring", ServiceRole.Monitoring), ("logging", ServiceRole.Logging),
        ("tracing", ServiceRole.Tracing), ("exporter", ServiceRole.Exporter), ("automation", ServiceRole.Automation),
        ("mail", ServiceRole.Mail), ("tool", ServiceRole.Tool), ("ai", ServiceRole.Ai), ("unknown", ServiceRole.Unknown),
    ];

    public static readonly IReadOnlyList<string> Languages = ["en", "nl"];

    public static string Of(Provider value) => Word(Providers, value);
    public static string Of(MeshChoice value) => Word(Meshes, value);
    public static string Of(GitOpsChoice value) => Word(GitOps, value);
    public static string Of(IacChoice value) => Word(Infrastructures, value);
    public static string Of(NetworkPluginChoice value) => Word(NetworkPlugins, value);
    public static string Of(RoutingDialect value) => Word(Dialects, value);
    public static string Of(ConnectivityMode value) => Word(Connectivities, value);
    public static string Of(NameMode value) => Word(NameModes, value);
    public static string Of(SecretDelivery value) => Word(Deliveries, value);
    public static string Of(SecretBackend value) => Word(Backends, value);
    public static string Of(DatabaseMode value) => Word(Databases, value);
    public static string Of(WorkloadKind value) => Word(Kinds, value);
    public static string Of(ServiceRole value) => Word(Roles, value);

    /// <summary>The value of a word; null for a word that is not in the table.</summary>
    public static T? Find<T>(IReadOnlyList<(string Word, T Value)> table, string word) where T : struct
    {
        foreach (var (candidate, value) in table)
            if (candidate == word)
                return value;
        return null;
    }

    private static string Word<T>(IReadOnlyList<(string Word, T Value)> table, T value) where T : struct
    {
        foreach (var (word, candidate) in table)
            if (EqualityComparer<T>.Default.Equals(candidate, value))
                return word;
        return value.ToString() ?? "";
    }
}
