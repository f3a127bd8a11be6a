using Sluis.Core.Diagnostics;
using Sluis.Core.Proof.Manifests;
using Sluis.Core.Yaml;

namespace Sluis.Core.Proof.Secrets;

/// <summary>Each Secret that is used comes from somewhere, with the key that is used.</summary>
internal sealed class SecretReferences(RenderedEnvironment environment, HandOver handOver, Findings findings)
{
    private readonly SecretSources sources = new(environment);

    /// <summary>How many references there are.</summary>
    public int Check()
    {
        var count = 0;
        foreach (var pod in environment.Pods)
        {
            foreach (var container in pod.All)
            {
                var variables = container.Node.Items("env");
                for (var i = 0; i < variables.Count; i++)
                    if ((variables[i] as MapNode).Map("valueFrom").Map("secretKeyRef") is { } reference)
                        count += Check(pod.Workload, reference, "name", $"{container.Path}.env[{i}].valueFrom.secretKeyRef", reference["key"]);
                var all = container.Node.Items("envFrom");
                for (var i = 0; i < all.Count; i++)
                    if ((all[i] as MapNode).Map("secretRef") is { } reference)
                        count += Check(pod.Workload, reference, "name", $"{container.Path}.envFrom[{i}].secretRef");
            }
            count += Volumes(pod);
            count += Pulls(pod.Workload, pod.Spec, pod.Path);
        }
        foreach (var account in environment.OfKind("ServiceAccount"))
            count += Pulls(account, account.Root, "");
        return count + Routes();
    }

    private int Volumes(PodTemplate pod)
    {
        var count = 0;
        var volumes = pod.Spec.Items("volumes");
        for (var i = 0; i < volumes.Count; i++)
        {
            var volume = volumes[i] as MapNode;
            if (volume.Map("secret") is { } secret)
                count += Mounted(pod.Workload, secret, "secretName", $"{pod.Path}.volumes[{i}].secret");
            var projected = volume.Map("projected").Items("sources");
            for (var j = 0; j < projected.Count; j++)
                if ((projected[j] as MapNode).Map("secret") is { } source)
                    count += Mounted(pod.Workload, source, "name", $"{pod.Path}.volumes[{i}].projected.sources[{j}].secret");
        }
        return count;
    }

    private int Mounted(ManifestObject item, MapNode secret, string nameKey, string field)
    {
        var items = secret.Items("items");
        for (var k = 0; k < items.Count; k++)
            if ((items[k] as MapNode)?["key"] is { } key)
                Check(item, secret, nameKey, $"{field}.items[{k}]", key, onlyKey: true);
        return Check(item, secret, nameKey, field);
    }

    private int Pulls(ManifestObject item, MapNode owner, string path)
    {
        var pulls = owner.Items("imagePullSecrets");
        for (var i = 0; i < pulls.Count; i++)
            if (pulls[i] is MapNode pull)
                Check(item, pull, "name", $"{(path.Length == 0 ? "" : path + ".")}imagePullSecrets[{i}]");
        return pulls.Count;
    }

    private int Routes()
    {
        var count = 0;
        foreach (var ingress in environment.OfKind("Ingress"))
        {
            var tls = ingress.Spec.Items("tls");
            for (var i = 0; i < tls.Count; i++)
                if (tls[i] is MapNode one && one["secretName"] is not null)
                    count += Check(ingress, one, "secretName", $"spec.tls[{i}]");
        }
        foreach (var gateway in environment.OfKind("Gateway"))
        {
            var listeners = gateway.Spec.Items("listeners");
            for (var i = 0; i < listeners.Count; i++)
            {
                var references = (listeners[i] as MapNode).Map("tls").Items("certificateRefs");
                for (var j = 0; j < references.Count; j++)
                    if (references[j] is MapNode reference && reference.Text("kind") is null or "Secret")
                        count += Check(gateway, (MapNode)references[j], "name", $"spec.listeners[{i}].tls.certificateRefs[{j}]");
            }
        }
        foreach (var middleware in environment.OfKind("Middleware"))
            foreach (var kind in (ReadOnlySpan<string>)["basicAuth", "digestAuth"])
                if (middleware.Spec.Map(kind) is { } auth && auth["secret"] is not null)
                    count += Check(middleware, auth, "secret", $"spec.{kind}");
        foreach (var route in environment.OfKind("IngressRoute"))
            if (route.Spec.Map("tls") is { } tls && tls["secretName"] is not null)
                count += Check(route, tls, "secretName", "spec.tls");
        return count;
    }

    private int Check(ManifestObject item, MapNode reference, string nameKey, string field, Node? key = null, bool onlyKey = false)
    {
        if (reference.Text(nameKey) is not { Length: > 0 } name || reference.Flag("optional") is true)
            return 0;
        var ns = reference.Text("namespace") ?? item.Namespace ?? "default";
        if (!sources.TryGet(ns, name, out var keys))
        {
            if (!onlyKey && !handOver.Names(name))
                findings.Add(SecretsDiagnostics.NoSource(new((reference[nameKey] ?? reference).Span, item, $"{field}.{nameKey}"), ns, name));
        }
        else if (key is ScalarNode { Text: var wanted } && keys is not null && !keys.Contains(wanted))
            findings.Add(SecretsDiagnostics.NoKey(new(key.Span, item, field + ".key"), name, wanted));
        return 1;
    }
}
