namespace Sluis.Core.Planning;

public enum IntentKeyType
{
    Text,
    /// <summary>One of <see cref="IntentKey.Words"/>.</summary>
    Word,
    /// <summary>A DNS label.</summary>
    Label,
    /// <summary>A whole number from 0.</summary>
    Whole,
    /// <summary>A factor above zero.</summary>
    Factor,
    Flag,
    /// <summary>CPU: 500m, 0.5, 2.</summary>
    Cpu,
    /// <summary>A size: 512Mi, 10Gi, 1g.</summary>
    Bytes,
    /// <summary>Five cron fields or a word such as @daily.</summary>
    Cron,
    TextList,
    /// <summary>Text by name.</summary>
    TextMap,
    /// <summary>Keys below it are listed with its path and a dot.</summary>
    Section,
    /// <summary>Entries by a name of the user's; keys below it are listed with its path and ".*.".</summary>
    Entries,
}

/// <summary>
/// A key of sluis.yaml. <paramref name="Default"/> explains what is chosen when the key is absent. <paramref name="Later"/>: the
/// part that acts on it is not in this version, and what happens today; values in <paramref name="Now"/> need no such note.
/// </summary>
public sealed record IntentKey(
    string Path, IntentKeyType Type, string Meaning, string Default = "", IReadOnlyList<string>? Words = null, string? Later = null, string? Now = null)
{
    /// <summary>The last part of the path.</summary>
    public string Name { get; } = Path[(Path.LastIndexOf('.') + 1)..];
}

/// <summary>
/// The one table of keys: the reader validates by it, and the JSON Schema and the key reference are written from it.
/// </summary>
public static class IntentKeys
{
    public static IReadOnlyList<IntentKey> All { get; } =
    [
        new("platform", IntentKeyType.Label, "Name of the platform; prefixes paths in the secret store.", "the one project's name, else the folder that the projects share"),
        new("language", IntentKeyType.Word, "Language of the documents that are written.", "en", IntentWords.Languages, "documents are written in English", "en"),
        new("layout", IntentKeyType.Word, "How Compose files become projects.", "detected from the files", Words(IntentWords.Layouts)),

        new("projects", IntentKeyType.Entries, "Projects by name, where the layout cannot say which files belong together.", "by layout"),
        new("projects.*.files", IntentKeyType.TextList, "Compose files of the project, in the order in which they merge.", "required"),
        new("projects.*.domain", IntentKeyType.Text, "The domain that the project belongs to.", "the project's own"),

        new("domains", IntentKeyType.Entries, "Domains by name. Each becomes a namespace with policies and quotas of its own.", "each project is a domain"),
        new("domains.*.namespace", IntentKeyType.Label, "Name of the namespace.", "the domain's name as a DNS label"),
        new("domains.*.members", IntentKeyType.TextList, "What belongs to it: project or project/service, with * for any text. project/service wins over project.", "nothing"),

        new("environments", IntentKeyType.Entries, "Environments by name, in the order of promotion. The one named production or prod, else the last, is production.", "dev, staging, production"),
        new("environments.*.hosts", IntentKeyType.TextMap, "Host in this environment by production host.", "production as it is; elsewhere <environment>.<host>"),
        new("environments.*.hostSuffix", IntentKeyType.Text, "Replaces the base domain (routing.domain) of each host that hosts does not name.", "none"),
        new("environments.*.scale", IntentKeyType.Factor, "Factor on requests and limits.", "1 in production, 0.5 elsewhere"),
        new("environments.*.replicas", IntentKeyType.Whole, "Replicas of each service that may scale.", "as planned in production, 1 elsewhere"),
        new("environments.*.storageClass", IntentKeyType.Text, "Storage class in this environment.", "storage.class"),
        new("environments.*.storageScale", IntentKeyType.Factor, "Factor on the sizes of volumes.", "1 in production, 0.5 elsewhere"),
        new("environments.*.imageTags", IntentKeyType.TextMap, "Image tag in this environment by image name.", "as in Compose"),
        new("environments.*.secretPath", IntentKeyType.Text, "Path in the secret store under which the environment's secrets are.", "<platform>/<environment>"),

        new("services", IntentKeyType.Entries, "What to do differently for services that match project/service or service, with * for any text. Every entry that matches applies; the later wins, key by key.", "nothing"),
        new("services.*.role", IntentKeyType.Word, "What the service is for.", "from the image, ports and position in the graph", Words(IntentWords.Roles)),
        new("services.*.kind", IntentKeyType.Word, "Kind of workload. Stating it also keeps a service that the platform would replace.", "by role, volumes and lifecycle", Words(IntentWords.Kinds)),
        new("services.*.replicas", IntentKeyType.Whole, "Pods in production.", "as in Compose; 2 for stateless frontends and backends that are called"),
        new("services.*.maxReplicas", IntentKeyType.Whole, "Pods at most, when load asks for more.", "4, or twice replicas, for what keeps nothing between requests"),
        new("services.*.cpuRequest", IntentKeyType.Cpu, "CPU to reserve: 250m, 0.5.", "Compose's reservation, else usual for the image or role"),
        new("services.*.cpuLimit", IntentKeyType.Cpu, "CPU at most.", "Compose's limit, else none: a limit throttles while CPU is free"),
        new("services.*.memoryRequest", IntentKeyType.Bytes, "Memory to reserve: 256Mi, 1Gi.", "Compose's reservation, else usual for the image or role"),
        new("services.*.memoryLimit", IntentKeyType.Bytes, "Memory at most.", "Compose's limit, else usual for the image or role"),
        new("services.*.storageSize", IntentKeyType.Bytes, "Size of each of its volumes.", "usual for the image, else storage.defaultSize"),
        new("services.*.storageClass", IntentKeyType.Text, "Storage class of its volumes.", "storage.class or storage.sharedClass"),
        new("services.*.image", IntentKeyType.Text, "Image to run.", "as in Compose; built images by registry.address"),
        new("services.*.schedule", IntentKeyType.Cron, "Cron expression: the service becomes a CronJob.", "as labels state"),
        new("services.*.exclude", IntentKeyType.Text, "Leave the service out, for this reason.", "deployed, unless the platform replaces it"),
        new("services.*.secrets", IntentKeyType.TextList, "Environment variables that are secrets.", "by origin, name, shape and entropy"),
        new("services.*.notSecrets", IntentKeyType.TextList, "Environment variables that are not secrets.", "none"),
        new("services.*.runAsUser", IntentKeyType.Whole, "Number of the user to run as.", "Compose's user, else the image's known one"),
        new("services.*.internetEgress", IntentKeyType.Flag, "May open connections to the internet.", "true when one of its Compose networks is not internal"),
        new("services.*.wave", IntentKeyType.Whole, "Migration wave, from 1.", "by the risk of calls between the old host and the cluster"),

        new("provider", IntentKeyType.Word, "Where the cluster runs.", "bare-metal", Words(IntentWords.Providers), "no infrastructure code is written; the manifests fit any cluster"),
        new("region", IntentKeyType.Text, "Region of the provider.", "none", null, "no infrastructure code is written"),
        new("cluster", IntentKeyType.Section, "How large the cluster of production is."),
        new("cluster.zones", IntentKeyType.Whole, "Zones over which the nodes are spread.", "3 with AWS, Azure and Google Cloud, else 1"),
        new("cluster.headroom", IntentKeyType.Whole, "Nodes that may be lost at once while everything runs.", "1"),
        new("cluster.nodeShape", IntentKeyType.Text, "Machine that the nodes are: a name of the price table.", "the one with the lowest cost a month"),
        new("mesh", IntentKeyType.Word, "Service mesh.", "none", Words(IntentWords.Meshes), "no mesh is installed; network policies hold each service to its edges", "none"),
        new("gitops", IntentKeyType.Word, "GitOps tool.", "argocd", Words(IntentWords.GitOps), "the repository is plain Kustomize that any tool applies; no tool is installed", "none"),
        new("infrastructure", IntentKeyType.Word, "Infrastructure as code tool.", "opentofu", Words(IntentWords.Infrastructures), "no infrastructure code is written", "none"),
        new("networkPlugin", IntentKeyType.Word, "Network plugin of the cluster.", "cilium", Words(IntentWords.NetworkPlugins), "no plugin is installed; standard network policies fit both"),

        new("routing", IntentKeyType.Section, "How traffic enters."),
        new("routing.dialect", IntentKeyType.Word, "Kind of objects for routes: Gateway API, Traefik IngressRoute or Ingress.", "gateway-api", Words(IntentWords.Dialects)),
        new("routing.className", IntentKeyType.Text, "GatewayClass or IngressClass.", "traefik"),
        new("routing.clusterIssuer", IntentKeyType.Text, "cert-manager ClusterIssuer for certificates.", "the certificate resolver that routes name, else letsencrypt"),
        new("routing.domain", IntentKeyType.Text, "Base domain of the platform.", "the domain that most hosts share"),

        new("network", IntentKeyType.Section, "Who reaches whom, by which name."),
        new("network.connectivity", IntentKeyType.Word, "strict: only the edges that are needed. compose: whatever shared a network.", "strict", Words(IntentWords.Connectivities)),
        new("network.names", IntentKeyType.Word, "alias: a name used from another namespace gets a Service there. rewrite: values change to the full name.", "alias", Words(IntentWords.NameModes)),

        new("secrets", IntentKeyType.Section, "Where secrets live and how they reach the cluster."),
        new("secrets.delivery", IntentKeyType.Word, "How Secrets are filled. plain-file is a git-ignored file, for a laptop.", "external-secrets", Words(IntentWords.Deliveries)),
        new("secrets.backend", IntentKeyType.Word, "The store.", "openbao or vault when the platform has one, else kubernetes", Words(IntentWords.Backends)),
        new("secrets.address", IntentKeyType.Text, "Address of the store: its URL; for AWS the region, for Google Cloud the project.", "the Service of the platform's own store"),
        new("secrets.mountPath", IntentKeyType.Text, "Mount path of the key-value engine; for the backend kubernetes the namespace that serves as the store.", "secret; <platform>-secrets for kubernetes"),
        new("secrets.storeName", IntentKeyType.Label, "Name of the ClusterSecretStore.", "<platform>-store"),
        new("secrets.recipients", IntentKeyType.TextList, "Public keys of who may decrypt what sops encrypts, as age-keygen prints them.", "none"),
        new("secrets.always", IntentKeyType.TextList, "Names of variables that are secrets anywhere, with *.", "none"),
        new("secrets.never", IntentKeyType.TextList, "Names of variables that are no secrets anywhere, with *.", "none"),

        new("storage", IntentKeyType.Section, "Volumes."),
        new("storage.class", IntentKeyType.Text, "Storage class for volumes that one workload mounts.", "the cluster's default"),
        new("storage.sharedClass", IntentKeyType.Text, "Storage class (ReadWriteMany) for volumes that several workloads mount.", "the cluster's default"),
        new("storage.defaultSize", IntentKeyType.Bytes, "Size of volumes whose image says nothing of a usual one.", "10Gi"),

        new("database", IntentKeyType.Word, "How databases run.", "statefulset", Words(IntentWords.Databases), "databases run as StatefulSets with the images of today", "statefulset"),

        new("registry", IntentKeyType.Section, "Where built images go."),
        new("registry.address", IntentKeyType.Text, "Registry and path for images of services that are built.", "beside the repository, else registry.<domain>/<platform>"),
        new("registry.pullSecret", IntentKeyType.Label, "Name of the Secret to pull with, when the registry is private.", "none"),

        new("team", IntentKeyType.Section, "The people who run the platform."),
        new("team.size", IntentKeyType.Whole, "How many they are: what a few people cannot run weighs more when products are selected.", "2 are assumed"),

        new("repository", IntentKeyType.Section, "The Git repository that is generated."),
        new("repository.url", IntentKeyType.Text, "Its address.", "not known"),
        new("repository.branch", IntentKeyType.Text, "The branch that is deployed.", "main"),
    ];

    /// <summary>The keys right below a path; "" is the top. Entries have theirs below <c>path.*</c>.</summary>
    public static IEnumerable<IntentKey> Below(string path)
    {
        var prefix = path.Length == 0 ? "" : path + ".";
        foreach (var key in All)
            if (key.Path.StartsWith(prefix, StringComparison.Ordinal) && key.Path.Length == prefix.Length + key.Name.Length && key.Path.EndsWith(key.Name, StringComparison.Ordinal))
                yield return key;
    }

    public static IntentKey? Find(string parent, string name)
    {
        foreach (var key in Below(parent))
            if (key.Name == name)
                return key;
        return null;
    }

    private static string[] Words<T>(IReadOnlyList<(string Word, T Value)> table) => [.. table.Select(static t => t.Word)];
}
