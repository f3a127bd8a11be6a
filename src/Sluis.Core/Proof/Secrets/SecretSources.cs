using Sluis.Core.Proof.Manifests;
using Sluis.Core.Yaml;

namespace Sluis.Core.Proof.Secrets;

/// <summary>What makes Secrets in one environment, and with which keys; null keys: not known here.</summary>
internal sealed class SecretSources
{
    private readonly Dictionary<(string Namespace, string Name), HashSet<string>?> byName = [];
    private readonly HashSet<string> anywhere = new(StringComparer.Ordinal);

    public SecretSources(RenderedEnvironment environment)
    {
        foreach (var item in environment.Objects)
            Add(item);
    }

    /// <summary>False: nothing here makes it.</summary>
    public bool TryGet(string ns, string name, out IReadOnlySet<string>? keys)
    {
        keys = null;
        if (byName.TryGetValue((ns, name), out var known))
        {
            keys = known;
            return true;
        }
        return anywhere.Contains(name);
    }

    private void Add(ManifestObject item)
    {
        var ns = item.Namespace ?? "default";
        var spec = item.Spec;
        switch (item.Kind)
        {
            case "Secret" when item.Group.Length == 0:
                Add(ns, item.Name, Keys(item.Root, "data", "stringData"));
                break;
            case "ExternalSecret":
                Add(ns, spec.Map("target").Text("name") ?? item.Name, OfExternal(spec));
                break;
            case "ClusterExternalSecret":
                anywhere.Add(spec.Map("externalSecretSpec").Map("target").Text("name") ?? spec.Text("externalSecretName") ?? item.Name);
                break;
            case "SealedSecret":
                var sealedKeys = Keys(spec, "encryptedData");
                sealedKeys.UnionWith(Keys(spec.Map("template"), "data"));
                Add(ns, spec.Map("template").Map("metadata").Text("name") ?? item.Name, sealedKeys);
                break;
            case "SopsSecret":
                foreach (var template in spec.Maps("secretTemplates"))
                    Add(ns, template.Text("name") ?? "", null);
                break;
            case "Certificate" when spec.Text("secretName") is { } name:
                Add(ns, name, spec?["keystores"] is null ? new(["tls.crt", "tls.key", "ca.crt"], StringComparer.Ordinal) : null);
                break;
            case "VaultStaticSecret" or "VaultDynamicSecret" or "VaultPKISecret" when spec.Map("destination").Text("name") is { } name:
                Add(ns, name, null);
                break;
            case "SecretProviderClass":
                foreach (var made in spec.Maps("secretObjects"))
                    Add(ns, made.Text("secretName") ?? "", [.. made.Maps("data").Select(static d => d.Text("key")).OfType<string>()]);
                break;
            // https://cloudnative-pg.io/documentation/current/applications/#secrets
            case "Cluster" when item.Group == "postgresql.cnpg.io":
                foreach (var part in (ReadOnlySpan<string>)["app", "superuser", "ca", "server", "replication"])
                    Add(ns, $"{item.Name}-{part}", null);
                break;
            // cert-manager makes a certificate for each host of an annotated Ingress or Gateway.
            case "Ingress" when Issued(item):
                foreach (var tls in spec.Maps("tls"))
                    Add(ns, tls.Text("secretName") ?? "", null);
                break;
            case "Gateway" when Issued(item):
                foreach (var listener in spec.Maps("listeners"))
                    foreach (var reference in listener.Map("tls").Maps("certificateRefs"))
                        Add(reference.Text("namespace") ?? ns, reference.Text("name") ?? "", null);
                break;
        }
    }

    private static bool Issued(ManifestObject item) =>
        item.Metadata.Entries("annotations").Any(static a => a.Key is "cert-manager.io/cluster-issuer" or "cert-manager.io/issuer" or "kubernetes.io/tls-acme");

    /// <summary>https://external-secrets.io/latest/guides/templating/: a template replaces the data unless it is merged.</summary>
    private static HashSet<string>? OfExternal(MapNode? spec)
    {
        var template = spec.Map("target").Map("template");
        if (spec.Items("dataFrom").Count > 0 || template.Items("templateFrom").Count > 0)
            return null;
        var keys = Keys(template, "data");
        if (keys.Count == 0 || template.Text("mergePolicy") is "Merge")
            foreach (var data in spec.Maps("data"))
                if (data.Text("secretKey") is { } key)
                    keys.Add(key);
        return keys;
    }

    private static HashSet<string> Keys(MapNode? owner, params ReadOnlySpan<string> lists)
    {
        var keys = new HashSet<string>(StringComparer.Ordinal);
        foreach (var list in lists)
            foreach (var entry in owner.Entries(list))
                keys.Add(entry.Key);
        return keys;
    }

    /// <summary>Two sources of one Secret, as with <c>creationPolicy: Merge</c>, give their keys together.</summary>
    private void Add(string ns, string name, HashSet<string>? keys)
    {
        if (byName.TryGetValue((ns, name), out var before))
        {
            if (before is not null && keys is not null)
                before.UnionWith(keys);
            else
                byName[(ns, name)] = null;
            return;
        }
        byName.Add((ns, name), keys);
    }
}
