using System.Globalization;
using Sluis.Core.Diagnostics;
using Sluis.Core.Text;
using Sluis.Core.Yaml;

namespace Sluis.Core.Planning;

/// <summary>sluis.yaml to <see cref="Intent"/>. What is wrong is a finding, and the default applies in its place.</summary>
public static class IntentReader
{
    /// <summary><paramref name="utf8"/> empty: there is no file. <paramref name="sets"/> are the <c>--set key=value</c> of this run.</summary>
    public static Intent Read(string file, ReadOnlySpan<byte> utf8, Findings findings, IReadOnlyList<string>? sets = null)
    {
        var root = utf8.IsEmpty ? null : YamlReader.Read(file, utf8, findings);
        if (root is not (null or MapNode or ScalarNode { Kind: ScalarKind.Null }))
            findings.Add(IntentDiagnostics.WrongForm(root.Span, "sluis.yaml", IntentValidator.Expected(IntentKeyType.Section)));
        var map = root as MapNode ?? new MapNode(SourceSpan.StartOf(file), []);
        if (sets is { Count: > 0 })
            map = IntentOverrides.Apply(map, sets, findings);
        return map.Entries.Count == 0 ? Intent.Empty : Build(new(new IntentValidator(findings).Section(map, "", "")), findings);
    }

    private static Intent Build(IntentMap root, Findings findings)
    {
        var (routing, network, secrets) = (root.Section("routing"), root.Section("network"), root.Section("secrets"));
        var (storage, registry, repository) = (root.Section("storage"), root.Section("registry"), root.Section("repository"));
        var cluster = root.Section("cluster");
        return new Intent
        {
            Platform = root.Text("platform"),
            Language = root.Text("language"),
            Layout = root.Word("layout", IntentWords.Layouts),
            Projects = Projects(root, findings),
            Domains = [.. root.Entries("domains").Select(static e => new DomainIntent(e.Key, e.Map.Text("namespace"), e.Map.List("members"), e.At))],
            Environments = [.. root.Entries("environments").Select(static e => Environment(e.Key, e.Map, e.At))],
            Services = [.. root.Entries("services").Select(static e => Service(e.Key, e.Map, e.At))],
            Provider = root.Word("provider", IntentWords.Providers),
            Region = root.Text("region"),
            Cluster = new()
            {
                Zones = (int?)cluster.Whole("zones"),
                Headroom = (int?)cluster.Whole("headroom"),
                NodeShape = cluster.Text("nodeShape"),
                At = cluster.At,
            },
            Mesh = root.Word("mesh", IntentWords.Meshes),
            GitOps = root.Word("gitops", IntentWords.GitOps),
            Infrastructure = root.Word("infrastructure", IntentWords.Infrastructures),
            NetworkPlugin = root.Word("networkPlugin", IntentWords.NetworkPlugins),
            Routing = new()
            {
                Dialect = routing.Word("dialect", IntentWords.Dialects),
                ClassName = routing.Text("className"),
                ClusterIssuer = routing.Text("clusterIssuer"),
                Domain = routing.Text("domain"),
            },
            Network = new() { Connectivity = network.Word("connectivity", IntentWords.Connectivities), Names = network.Word("names", IntentWords.NameModes) },
            Secrets = new()
            {
                Delivery = secrets.Word("delivery", IntentWords.Deliveries),
                Backend = secrets.Word("backend", IntentWords.Backends),
                Address = secrets.Text("address"),
                MountPath = secrets.Text("mountPath"),
                StoreName = secrets.Text("storeName"),
                Recipients = Recipients(secrets, findings),
                Always = secrets.List("always"),
                Never = secrets.List("never"),
            },
            Storage = new() { Class = storage.Text("class"), SharedClass = storage.Text("sharedClass"), DefaultSize = storage.Text("defaultSize") },
            Database = root.Word("database", IntentWords.Databases),
            Registry = new() { Address = registry.Text("address"), PullSecret = registry.Text("pullSecret") },
            Repository = new() { Url = repository.Text("url"), Branch = repository.Text("branch") },
            TeamSize = (int?)root.Section("team").Whole("size"),
            At = root.At,
        };
    }

    private static EquatableArray<ProjectIntent> Projects(IntentMap root, Findings findings)
    {
        var projects = new List<ProjectIntent>();
        foreach (var (name, map, at) in root.Entries("projects"))
        {
            var files = map.List("files");
            if (files.IsEmpty)
                findings.Add(IntentDiagnostics.NoFiles(at, name));
            else
                projects.Add(new(name, files, map.Text("domain")));
        }
        return [.. projects];
    }

    private static EnvironmentIntent Environment(string name, IntentMap map, SourceSpan at) => new()
    {
        Name = name,
        Hosts = map.Texts("hosts"),
        HostSuffix = map.Text("hostSuffix"),
        Scale = map.Factor("scale"),
        Replicas = (int?)map.Whole("replicas"),
        StorageClass = map.Text("storageClass"),
        StorageScale = map.Factor("storageScale"),
        ImageTags = map.Texts("imageTags"),
        SecretPath = map.Text("secretPath"),
        At = at,
    };

    /// <summary>
    /// Public keys for age: its own, those of its plugins, and SSH's. A private key beside them would go into Git with the file.
    /// https://github.com/getsops/sops#encrypting-using-age
    /// </summary>
    private static EquatableArray<string> Recipients(IntentMap secrets, Findings findings)
    {
        var good = new List<string>();
        foreach (var item in secrets.Items("recipients"))
        {
            var text = item.Text.Trim();
            if (text.Contains("SECRET-KEY", StringComparison.OrdinalIgnoreCase) || text.Contains("PRIVATE KEY", StringComparison.Ordinal))
                findings.Add(IntentDiagnostics.PrivateRecipient(item.Span));
            else if (IsRecipient(text))
                good.Add(text);
            else
                findings.Add(IntentDiagnostics.WrongForm(item.Span, "secrets.recipients", "public keys such as age1…"));
        }
        return [.. good];
    }

    private static bool IsRecipient(string text) =>
        text.StartsWith("age1", StringComparison.Ordinal) && text.Length > 20 && text.AsSpan().IndexOfAnyExcept("abcdefghijklmnopqrstuvwxyz0123456789-") < 0
        || (text.StartsWith("ssh-ed25519 ", StringComparison.Ordinal) || text.StartsWith("ssh-rsa ", StringComparison.Ordinal)) && text.AsSpan().IndexOfAny("',\n") < 0;

    private static ServiceIntent Service(string match, IntentMap map, SourceSpan at) => new()
    {
        Match = match,
        Role = map.Word("role", IntentWords.Roles),
        Kind = map.Word("kind", IntentWords.Kinds),
        Replicas = (int?)map.Whole("replicas"),
        MaxReplicas = (int?)map.Whole("maxReplicas"),
        CpuRequest = map.Text("cpuRequest"),
        CpuLimit = map.Text("cpuLimit"),
        MemoryRequest = map.Text("memoryRequest"),
        MemoryLimit = map.Text("memoryLimit"),
        StorageSize = map.Text("storageSize"),
        StorageClass = map.Text("storageClass"),
        Image = map.Text("image"),
        Schedule = map.Text("schedule"),
        Exclude = map.Text("exclude"),
        Secrets = map.List("secrets"),
        NotSecrets = map.List("notSecrets"),
        RunAsUser = map.Whole("runAsUser"),
        InternetEgress = map.Flag("internetEgress"),
        Wave = (int?)map.Whole("wave"),
        At = at,
    };
}

/// <summary>A validated mapping: what is there is of the right form.</summary>
internal readonly struct IntentMap(MapNode? map)
{
    public SourceSpan At => map?.Span ?? default;

    public string? Text(string key) => (map?[key] as ScalarNode)?.Text;

    public long? Whole(string key) => Text(key) is { } text && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : null;

    public double? Factor(string key) => Text(key) is { } text && double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) ? value : null;

    public bool? Flag(string key) => Text(key) is { } text && bool.TryParse(text, out var value) ? value : null;

    public T? Word<T>(string key, IReadOnlyList<(string Word, T Value)> table) where T : struct
    {
        if (Text(key) is { } text)
            foreach (var (word, value) in table)
                if (word == text)
                    return value;
        return null;
    }

    public IEnumerable<ScalarNode> Items(string key) => (map?[key] as ListNode)?.Items.OfType<ScalarNode>() ?? [];

    public EquatableArray<string> List(string key) => map?[key] is ListNode list ? [.. list.Items.OfType<ScalarNode>().Select(static s => s.Text)] : [];

    public EquatableArray<KeyValuePair<string, string>> Texts(string key) => map?[key] is MapNode texts
        ? [.. texts.Entries.Select(static e => KeyValuePair.Create(e.Key, e.Value.ToString() ?? ""))]
        : [];

    public IntentMap Section(string key) => new(map?[key] as MapNode);

    public IEnumerable<(string Key, IntentMap Map, SourceSpan At)> Entries(string key)
    {
        if (map?[key] is MapNode entries)
            foreach (var entry in entries.Entries)
                yield return (entry.Key, new IntentMap(entry.Value as MapNode), entry.KeySpan);
    }
}
