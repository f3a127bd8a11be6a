using Sluis.Core.Planning.Selections;
using Sluis.Core.Platform;
using Sluis.Core.Text;

namespace Sluis.Core.Planning;

/// <summary>What is chosen when sluis.yaml is silent. Each choice is noted with its reason.</summary>
internal static class IntentDefaults
{
    public const long StorageBytes = 10 * Quantities.Gibi;

    public static string PlatformName(PlanningContext context)
    {
        var projects = context.Platform.Projects;
        var (chosen, reason) = projects.Count == 1
            ? (projects[0].Name, "the name of the one project")
            : CommonFolder(projects) is { } folder ? (folder, "the folder of the projects") : ("platform", "several projects without a common folder");
        return LegalNames.Label(context.Choose("platform", context.Intent.Platform, LegalNames.Label(chosen), reason), 40);
    }

    public static Choices Choose(PlanningContext context, Dictionary<ServiceKey, WorkloadDraft> drafts, string platform, EquatableArray<string> hosts, Selector selector)
    {
        var intent = context.Intent;
        var language = context.Choose("language", intent.Language, "en", "documents are written in English");
        var provider = context.Choose("provider", intent.Provider, Provider.BareMetal, IntentWords.Of, "Compose runs on a machine of your own and nothing names a cloud");
        var mesh = context.Choose("mesh", intent.Mesh, MeshChoice.None, IntentWords.Of, "a mesh is added only when asked for; network policies already hold each service to its edges");
        var gitOps = context.Choose("gitops", intent.GitOps, IntentWords.Find(IntentWords.GitOps, selector.Best("gitops")) ?? GitOpsChoice.ArgoCd, IntentWords.Of, selector.Because("gitops"));
        var iac = context.Choose("infrastructure", intent.Infrastructure, IacChoice.OpenTofu, IntentWords.Of, "open licence, and providers for every cloud in the list");
        var plugin = context.Choose("networkPlugin", intent.NetworkPlugin, IntentWords.Find(IntentWords.NetworkPlugins, selector.Best("network-plugin")) ?? NetworkPluginChoice.Cilium, IntentWords.Of, selector.Because("network-plugin"));
        var routing = context.Choose("routing.dialect", intent.Routing.Dialect, IntentWords.Find(IntentWords.Dialects, selector.Best("routes")) ?? RoutingDialect.GatewayApi, IntentWords.Of, selector.Because("routes"));
        var className = context.Choose("routing.className", intent.Routing.ClassName, SelectionChoice.ClassOf(selector.Best("ingress")), selector.Because("ingress"));
        var issuer = context.Choose("routing.clusterIssuer", intent.Routing.ClusterIssuer, Resolver(context.Platform) ?? "letsencrypt",
            Resolver(context.Platform) is null ? "cert-manager's usual name for Let's Encrypt" : "the certificate resolver that the routes name");
        var domain = context.Choose("routing.domain", intent.Routing.Domain, BaseDomain(hosts) ?? "", hosts.IsEmpty ? "no route names a host" : "the domain that the hosts share");
        var connectivity = context.Choose("network.connectivity", intent.Network.Connectivity, ConnectivityMode.Strict, IntentWords.Of, "everybody reaches whom they need, nobody else");
        var names = context.Choose("network.names", intent.Network.Names, NameMode.Alias, IntentWords.Of, "images and their configuration stay as they are");
        var delivery = context.Choose("secrets.delivery", intent.Secrets.Delivery, SecretDelivery.ExternalSecrets, IntentWords.Of, "values stay in a store; Git holds references");
        var (backend, address) = SecretStore(context, drafts, delivery, selector);
        var store = context.Choose("secrets.storeName", intent.Secrets.StoreName, $"{platform}-store", "after the platform");
        var path = backend == SecretBackend.Kubernetes
            ? context.Choose("secrets.mountPath", intent.Secrets.MountPath, $"{platform}-secrets", "a namespace of its own, after the platform")
            : context.Choose("secrets.mountPath", intent.Secrets.MountPath, "secret", "where OpenBao and Vault mount key-value version 2");
        var database = context.Choose("database", intent.Database, DatabaseMode.StatefulSet, IntentWords.Of, "the same images as today, so data moves without a change of engine");
        var size = context.Choose("storage.defaultSize", intent.Storage.DefaultSize, Quantities.Format(StorageBytes), "Compose states no sizes; volumes can grow later, not shrink");
        var url = context.Choose("repository.url", intent.Repository.Url, "", "where the generated repository will live is not known yet");
        var branch = context.Choose("repository.branch", intent.Repository.Branch, "main", "Git's usual default");
        return new Choices
        {
            Language = language,
            Provider = provider,
            Mesh = mesh,
            GitOps = gitOps,
            Infrastructure = iac,
            NetworkPlugin = plugin,
            Routing = routing,
            GatewayClass = className,
            ClusterIssuer = LegalNames.Label(issuer),
            Connectivity = connectivity,
            NameMode = names,
            SecretDelivery = delivery,
            SecretBackend = backend,
            SecretStoreName = LegalNames.Label(store),
            SecretStoreAddress = address,
            SecretMountPath = path,
            Database = database,
            StorageClass = intent.Storage.Class,
            SharedStorageClass = intent.Storage.SharedClass,
            DefaultStorageBytes = Quantities.Bytes(size) ?? StorageBytes,
            Registry = Registry(context, drafts, platform, domain, url),
            PullSecret = intent.Registry.PullSecret,
            RepositoryUrl = url,
            RepositoryBranch = branch,
        };
    }

    private static (SecretBackend, string) SecretStore(PlanningContext context, Dictionary<ServiceKey, WorkloadDraft> drafts, SecretDelivery delivery, Selector selector)
    {
        WorkloadDraft? bao = null, vault = null;
        foreach (var draft in drafts.Values.OrderBy(d => d.Key))
        {
            var id = ImageFacts.IdOf(draft.Service);
            if (id is not ("openbao" or "vault") || draft.Kind is WorkloadKind.Job or WorkloadKind.CronJob)
                continue;
            // The catalogue knows Vault as OpenBao: they speak the same protocol.
            if (id == "vault" || draft.Service.Image is { } image && image.Repository.EndsWith("vault", StringComparison.Ordinal))
                vault ??= draft;
            else
                bao ??= draft;
        }
        var (chosen, reason) = (bao, vault) switch
        {
            (not null, _) => (SecretBackend.OpenBao, $"the platform has one: {bao.Key}"),
            (_, not null) => (SecretBackend.Vault, $"the platform has one: {vault.Key}"),
            // Of the cloud's stores this one needs nothing but the region.
            _ when context.Intent is { Provider: Provider.Aws, Region: not null } && selector.Best("secrets") == "cloud" => (SecretBackend.AwsSecretsManager, selector.Because("secrets")),
            _ => (SecretBackend.Kubernetes, "the platform has no secret store; Secrets of a namespace of their own serve as one"),
        };
        var backend = context.Choose("secrets.backend", context.Intent.Secrets.Backend, chosen, IntentWords.Of, reason);
        var server = backend switch { SecretBackend.OpenBao => bao, SecretBackend.Vault => vault, _ => null };
        var (known, why) = (server, backend) switch
        {
            (not null, _) => ($"http://{server.Name}.{server.Namespace}.svc:8200", $"the Service of {server.Key}"),
            (_, SecretBackend.Kubernetes) => ("", "the cluster itself"),
            (_, SecretBackend.AwsSecretsManager) when context.Intent.Region is { } region => (region, "the platform's region"),
            (_, SecretBackend.AwsSecretsManager) => ("eu-west-1", "a placeholder: no region is stated"),
            (_, SecretBackend.AzureKeyVault) => ("https://example.vault.azure.net", "a placeholder: no vault is stated"),
            (_, SecretBackend.GcpSecretManager) => ("example-project", "a placeholder: no project is stated"),
            _ => ("https://vault.example.com:8200", "a placeholder: no address is stated"),
        };
        var address = context.Choose("secrets.address", context.Intent.Secrets.Address, known, why);
        if (context.Intent.Secrets.Address is null && why.StartsWith("a placeholder", StringComparison.Ordinal) && context.Platform.Secrets.Count > 0 && delivery == SecretDelivery.ExternalSecrets)
            context.Findings.Add(PlanningDiagnostics.NoStoreAddress(context.Intent.At, IntentWords.Of(backend), known));
        return (backend, address);
    }

    private static string Registry(PlanningContext context, Dictionary<ServiceKey, WorkloadDraft> drafts, string platform, string domain, string url)
    {
        var built = drafts.Values.Where(static d => d.Intent.Image is null && d.Service.Image is null or { Original: ['/', ..] }).OrderBy(d => d.Key).ToList();
        if (built.Count == 0 || context.Intent.Registry.Address is not null)
            return context.Choose("registry.address", context.Intent.Registry.Address, "", "nothing is built without an image name of its own").TrimEnd('/');
        var (assumed, reason) = FromRepository(url) is { } beside ? (beside, "the registry beside the repository")
            : domain.Length > 0 ? ($"registry.{domain}/{platform}", "a registry under the platform's domain")
            : ($"registry.example.com/{platform}", "a placeholder: no registry is known");
        context.Findings.Add(PlanningDiagnostics.NoRegistry(built[0].Service, built.Count, assumed));
        return context.Choose("registry.address", null, assumed, reason);
    }

    /// <summary>GitHub and GitLab keep images beside the code.</summary>
    private static string? FromRepository(string url)
    {
        foreach (var (host, registry) in (ReadOnlySpan<(string, string)>)[("github.com", "ghcr.io"), ("gitlab.com", "registry.gitlab.com")])
        {
            var at = url.IndexOf(host, StringComparison.OrdinalIgnoreCase);
            if (at < 0)
                continue;
            var path = url[(at + host.Length)..].Trim('/', ':').ToLowerInvariant();
            if (path.EndsWith(".git", StringComparison.Ordinal))
                path = path[..^4];
            if (path.Length > 0)
                return $"{registry}/{path}";
        }
        return null;
    }

    private static string? Resolver(PlatformModel platform)
    {
        string? first = null;
        foreach (var route in platform.Routes)
            if (route.Tls?.CertificateResolver is { Length: > 0 } name && (first is null || string.CompareOrdinal(name, first) < 0))
                first = name;
        return first;
    }

    /// <summary>The longest suffix of at least two labels that most hosts share.</summary>
    private static string? BaseDomain(EquatableArray<string> hosts)
    {
        var counts = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var host in hosts)
        {
            var last = host.LastIndexOf('.');
            var before = last <= 0 ? -1 : host.LastIndexOf('.', last - 1);
            if (last > 0)
                counts[host[(before + 1)..]] = counts.GetValueOrDefault(host[(before + 1)..]) + 1;
        }
        var best = counts.OrderByDescending(static c => c.Value).FirstOrDefault();
        return best.Key;
    }

    private static string? CommonFolder(EquatableArray<PlatformProject> projects)
    {
        string? common = null;
        foreach (var project in projects)
        {
            var folder = project.Directory.TrimEnd('/');
            if (folder.Length == 0)
                return null;
            common ??= folder;
            while (common.Length > 0 && folder != common && !folder.StartsWith(common + "/", StringComparison.Ordinal))
                common = common[..Math.Max(0, common.LastIndexOf('/'))];
        }
        var name = common?[(common.LastIndexOf('/') + 1)..];
        return string.IsNullOrEmpty(name) ? null : name;
    }
}
