using Sluis.Core.Diagnostics;
using Sluis.Core.Proof.Manifests;
using Sluis.Core.Proof.Schema;
using Sluis.Core.Proof.Schema.Objects;
using Sluis.Core.Yaml;

namespace Sluis.Core.Proof.References;

/// <summary>What an environment has, and what of it was asked for.</summary>
internal sealed class EnvironmentIndex
{
    private static readonly string[] WellKnownNamespaces = ["default", "kube-system", "kube-public", "kube-node-lease"];

    /// <summary>The keys that a Secret or ConfigMap will have; null: not known from here.</summary>
    private readonly Dictionary<(string? Namespace, string Name), HashSet<string>?> secrets = [];
    private readonly Dictionary<(string? Namespace, string Name), HashSet<string>?> configMaps = [];
    private readonly Dictionary<(string? Namespace, string Key, string Value), List<PodTemplate>> podsByLabel = [];
    private readonly Dictionary<string, List<PodTemplate>> podsByNamespace = new(StringComparer.Ordinal);
    /// <summary>What stands before the number in the name of a claim that a StatefulSet makes.</summary>
    private readonly HashSet<(string? Namespace, string Prefix)> claimPrefixes = [];
    private readonly HashSet<string> everywhere = new(StringComparer.Ordinal);
    private readonly HashSet<string> namespaces = new(WellKnownNamespaces, StringComparer.Ordinal);
    private readonly HashSet<string> managed = new(StringComparer.Ordinal);
    private readonly HashSet<(string Kind, string? Namespace, string Name)> used = [];
    private readonly Findings findings;

    /// <param name="promised">Secrets that an operator's script makes, from <see cref="SecretList"/>.</param>
    public EnvironmentIndex(RenderedEnvironment environment, IEnumerable<PromisedKey> promised, Findings findings)
    {
        Environment = environment;
        this.findings = findings;
        foreach (var (ns, secret, key) in promised)
            if (!secrets.TryGetValue((ns, secret), out var keys))
                secrets.Add((ns, secret), [key]);
            else
                keys?.Add(key);
        foreach (var item in environment.Objects)
            Add(item);
        foreach (var pod in environment.Pods)
        {
            if (!podsByNamespace.TryGetValue(pod.Workload.Namespace ?? "", out var all))
                podsByNamespace.Add(pod.Workload.Namespace ?? "", all = []);
            all.Add(pod);
            foreach (var label in pod.Labels)
                if (label.Value is ScalarNode value)
                {
                    var key = (pod.Workload.Namespace, label.Key, value.Text);
                    if (!podsByLabel.TryGetValue(key, out var same))
                        podsByLabel.Add(key, same = []);
                    same.Add(pod);
                }
        }
    }

    public RenderedEnvironment Environment { get; }

    /// <summary>How many references were followed.</summary>
    public int Followed { get; private set; }

    public void Report(Diagnostic finding) => findings.Add(finding);

    /// <summary>A namespace of which this repository has objects; what lies in others cannot be seen from here.</summary>
    public bool Manages(string? ns) => ns is null || managed.Contains(ns);

    /// <summary>The finding, unless the namespace is not ours to see into.</summary>
    public void ReportMissing(string? ns, string kind, string name, Place at, Func<Place, Diagnostic> finding) =>
        Report(Manages(ns) ? finding(at) : ReferenceDiagnostics.NotSeen(at, kind, name));

    public bool HasNamespace(string ns) => namespaces.Contains(ns);

    public ManifestObject? Find(string kind, string? ns, string name)
    {
        Followed++;
        return Environment.Find(kind, ns, name);
    }

    public bool Secret(string? ns, string name, out HashSet<string>? keys)
    {
        Followed++;
        used.Add(("Secret", ns, name));
        return secrets.TryGetValue((ns, name), out keys) || everywhere.Contains(name);
    }

    public bool ConfigMap(string? ns, string name, out HashSet<string>? keys)
    {
        Followed++;
        used.Add(("ConfigMap", ns, name));
        // Every namespace has it: https://kubernetes.io/docs/concepts/configuration/configmap/
        return configMaps.TryGetValue((ns, name), out keys) || name == "kube-root-ca.crt";
    }

    /// <summary>A claim, or one that a StatefulSet makes. https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#stable-storage</summary>
    public bool Claim(string? ns, string name)
    {
        Followed++;
        Use("PersistentVolumeClaim", ns, name);
        return Environment.Find("PersistentVolumeClaim", ns, name) is not null
            || name.TrimEnd("0123456789".ToCharArray()) is var prefix && prefix.Length < name.Length && claimPrefixes.Contains((ns, prefix));
    }

    public void Use(string kind, string? ns, string name) => used.Add((kind, ns, name));

    public bool IsUsed(string kind, string? ns, string name) => used.Contains((kind, ns, name));

    /// <summary>The Pods of a namespace that have all these labels; none for no labels.</summary>
    public List<PodTemplate> Select(string? ns, IReadOnlyList<Entry> labels)
    {
        Followed++;
        List<PodTemplate>? candidates = null;
        foreach (var label in labels)
        {
            if (label.Value is not ScalarNode value || !podsByLabel.TryGetValue((ns, label.Key, value.Text), out var same))
                return [];
            if (candidates is null || same.Count < candidates.Count)
                candidates = same;
        }
        return candidates is null ? [] : labels.Count == 1 ? candidates : candidates.FindAll(p => LabelSelectors.MatchesAll(p.Metadata.Map("labels"), labels));
    }

    /// <summary>By a selector with requirements.</summary>
    public bool SelectsAny(string? ns, MapNode selector)
    {
        if (selector.Items("matchExpressions").Count == 0 && selector.Entries("matchLabels") is { Count: > 0 } labels)
            return Select(ns, labels).Count > 0;
        Followed++;
        return podsByNamespace.TryGetValue(ns ?? "", out var pods) && pods.Exists(p => LabelSelectors.Matches(p.Metadata.Map("labels"), selector));
    }

    private void Add(ManifestObject item)
    {
        if (item.Namespace is { } ns)
            managed.Add(ns);
        var (root, spec) = (item.Root, item.Spec);
        switch (item.Kind)
        {
            case "Namespace" when item.Group.Length == 0:
                namespaces.Add(item.Name);
                break;
            case "StatefulSet":
                foreach (var template in spec.Maps("volumeClaimTemplates"))
                    if (template.Map("metadata").Text("name") is { } claim)
                        claimPrefixes.Add((item.Namespace, $"{claim}-{item.Name}-"));
                break;
            case "ConfigMap":
                configMaps[(item.Namespace, item.Name)] = Keys(root.Entries("data"), root.Entries("binaryData"));
                break;
            case "Secret":
                secrets[(item.Namespace, item.Name)] = Keys(root.Entries("data"), root.Entries("stringData"));
                break;
            case "ExternalSecret":
                secrets[(item.Namespace, spec.Map("target").Text("name") ?? item.Name)] = OfExternalSecret(spec);
                break;
            case "ClusterExternalSecret":
                everywhere.Add(spec.Map("externalSecretSpec").Map("target").Text("name") ?? spec.Text("externalSecretName") ?? item.Name);
                break;
            case "SealedSecret":
                var sealedTemplate = spec.Map("template");
                secrets[(item.Namespace, sealedTemplate.Map("metadata").Text("name") ?? item.Name)] = Keys(spec.Entries("encryptedData"), sealedTemplate.Entries("data"));
                break;
            case "Certificate" when spec.Text("secretName") is { } made:
                secrets[(item.Namespace, made)] = spec.Map("keystores") is null && spec.Items("additionalOutputFormats").Count == 0 ? ["tls.crt", "tls.key", "ca.crt"] : null;
                break;
            case "VaultStaticSecret" or "VaultDynamicSecret" or "VaultPKISecret" when spec.Map("destination").Text("name") is { } made:
                secrets[(item.Namespace, made)] = null;
                break;
            case "Cluster" when item.Group == "postgresql.cnpg.io":
                foreach (var suffix in (ReadOnlySpan<string>)["app", "superuser", "ca", "server", "replication"])
                    secrets[(item.Namespace, $"{item.Name}-{suffix}")] = null;
                break;
            case "Application" when spec.Map("syncPolicy").Items("syncOptions").Any(static o => o is ScalarNode { Text: "CreateNamespace=true" }) && spec.Map("destination").Text("namespace") is { } created:
                namespaces.Add(created);
                break;
        }
    }

    private static HashSet<string>? OfExternalSecret(MapNode? spec)
    {
        var target = spec.Map("target");
        if (spec.Items("dataFrom").Count > 0 || target.Map("template").Items("templateFrom").Count > 0)
            return null;
        var keys = target.Map("template") is { } template && template.Map("data") is { } made && template.Text("mergePolicy") != "Merge"
            ? Keys(made.Entries, [])
            : Keys(spec.Map("target").Map("template").Entries("data"), []);
        if (target.Map("template").Map("data") is null || target.Map("template").Text("mergePolicy") == "Merge")
            foreach (var data in spec.Maps("data"))
                if (data.Text("secretKey") is { } key)
                    keys.Add(key);
        return keys;
    }

    private static HashSet<string> Keys(IReadOnlyList<Entry> first, IReadOnlyList<Entry> second)
    {
        var keys = new HashSet<string>(first.Count + second.Count, StringComparer.Ordinal);
        foreach (var entry in first)
            keys.Add(entry.Key);
        foreach (var entry in second)
            keys.Add(entry.Key);
        return keys;
    }
}

/// <summary>The object that refers, and where in it.</summary>
internal readonly record struct Referrer(ManifestObject Item)
{
    public Place At(MapNode map, string path, string field) => new(map[field]?.Span ?? map.Span, Item, path.Length == 0 ? field : $"{path}.{field}");

    public Place At(Node node, string path) => new(node.Span, Item, path);
}
