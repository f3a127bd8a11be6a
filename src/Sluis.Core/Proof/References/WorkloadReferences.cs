using Sluis.Core.Proof.Manifests;
using Sluis.Core.Yaml;

namespace Sluis.Core.Proof.References;

/// <summary>What Pods name: ConfigMaps, Secrets and their keys, claims, service accounts, priority classes.</summary>
internal static class WorkloadReferences
{
    public static void Check(EnvironmentIndex index, PodTemplate pod)
    {
        var (by, ns, spec) = (new Referrer(pod.Workload), pod.Workload.Namespace, pod.Spec);
        var account = spec.Text("serviceAccountName") ?? spec.Text("serviceAccount");
        if (account is not (null or "" or "default") && index.Find("ServiceAccount", ns, account) is null)
            index.Report(ReferenceDiagnostics.NoAccount(by.At(spec, pod.Path, spec["serviceAccountName"] is null ? "serviceAccount" : "serviceAccountName"), account));
        if (spec.Text("priorityClassName") is { Length: > 0 } priority && !priority.StartsWith("system-", StringComparison.Ordinal) && index.Find("PriorityClass", null, priority) is null)
            index.Report(ReferenceDiagnostics.NoPriority(by.At(spec, pod.Path, "priorityClassName"), priority));
        PullSecrets(index, by, spec, pod.Path);
        var volumes = Volumes(index, by, pod);
        foreach (var container in pod.All)
        {
            Variables(index, by, container);
            var i = 0;
            foreach (var mount in container.Node.Maps("volumeMounts"))
            {
                var path = $"{container.Path}.volumeMounts[{i++}]";
                if (mount.Text("subPath") is { Length: > 0 } file && mount.Text("name") is { } name && volumes.TryGetValue(name, out var source) && !source.Keys.Contains(file))
                    index.Report(ReferenceDiagnostics.NoKey(by.At(mount, path, "subPath"), source.Kind, source.Name, file));
            }
        }
        if (pod.Workload.Kind == "StatefulSet" && pod.Workload.Spec.Text("serviceName") is { Length: > 0 } service && index.Find("Service", ns, service) is null)
            index.Report(ReferenceDiagnostics.NoGoverningService(by.At(pod.Workload.Spec ?? pod.Workload.Root, "spec", "serviceName"), service));
    }

    public static void PullSecrets(EnvironmentIndex index, Referrer by, MapNode owner, string path)
    {
        var i = 0;
        foreach (var pull in owner.Maps("imagePullSecrets"))
        {
            var here = $"{(path.Length == 0 ? "" : path + ".")}imagePullSecrets[{i++}]";
            if (pull.Text("name") is { } name && !index.Secret(by.Item.Namespace, name, out _))
                index.Report(ReferenceDiagnostics.NoSecret(by.At(pull, here, "name"), name, startsWithout: true));
        }
    }

    /// <summary>The volumes whose files are known, for mounts of one file.</summary>
    private static Dictionary<string, (string Kind, string Name, HashSet<string> Keys)> Volumes(EnvironmentIndex index, Referrer by, PodTemplate pod)
    {
        var known = new Dictionary<string, (string, string, HashSet<string>)>(StringComparer.Ordinal);
        var i = 0;
        foreach (var volume in pod.Spec.Maps("volumes"))
        {
            var path = $"{pod.Path}.volumes[{i++}]";
            var name = volume.Text("name") ?? "";
            if (volume.Map("configMap") is { } map && Files(index, by, map, $"{path}.configMap", "ConfigMap", "name") is var (mapName, mapFiles))
                known[name] = ("ConfigMap", mapName, mapFiles);
            if (volume.Map("secret") is { } secret && Files(index, by, secret, $"{path}.secret", "Secret", "secretName") is var (secretName, secretFiles))
                known[name] = ("Secret", secretName, secretFiles);
            if (volume.Map("persistentVolumeClaim") is { } claim && claim.Text("claimName") is { } claimName && !index.Claim(by.Item.Namespace, claimName))
                index.Report(ReferenceDiagnostics.NoClaim(by.At(claim, $"{path}.persistentVolumeClaim", "claimName"), claimName));
            var j = 0;
            foreach (var source in volume.Map("projected").Maps("sources"))
            {
                var here = $"{path}.projected.sources[{j++}]";
                if (source.Map("configMap") is { } projectedMap)
                    Files(index, by, projectedMap, $"{here}.configMap", "ConfigMap", "name");
                if (source.Map("secret") is { } projectedSecret)
                    Files(index, by, projectedSecret, $"{here}.secret", "Secret", "name");
            }
        }
        return known;
    }

    /// <summary>The files that a ConfigMap or Secret becomes; null when that is not known.</summary>
    private static (string Name, HashSet<string> Files)? Files(EnvironmentIndex index, Referrer by, MapNode source, string path, string kind, string field)
    {
        if (source.Text(field) is not { } name || Keys(index, by, source, path, kind, field, name) is not { } keys)
            return null;
        var items = source.Items("items");
        if (items.Count == 0)
            return (name, keys);
        var files = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < items.Count; i++)
        {
            if (items[i] is not MapNode item || item.Text("key") is not { } key)
                continue;
            if (!keys.Contains(key) && source.Flag("optional") is not true)
                index.Report(ReferenceDiagnostics.NoKey(by.At(item, $"{path}.items[{i}]", "key"), kind, name, key));
            if (item.Text("path") is { } file)
            {
                files.Add(file);
                // A mount may also take a folder of the files.
                for (var slash = file.LastIndexOf('/'); slash > 0; slash = file.LastIndexOf('/', slash - 1))
                    files.Add(file[..slash]);
            }
        }
        return (name, files);
    }

    private static HashSet<string>? Keys(EnvironmentIndex index, Referrer by, MapNode source, string path, string kind, string field, string name)
    {
        HashSet<string>? keys;
        var found = kind == "Secret" ? index.Secret(by.Item.Namespace, name, out keys) : index.ConfigMap(by.Item.Namespace, name, out keys);
        if (!found && source.Flag("optional") is not true)
            index.Report(kind == "Secret"
                ? ReferenceDiagnostics.NoSecret(by.At(source, path, field), name, startsWithout: false)
                : ReferenceDiagnostics.NoConfigMap(by.At(source, path, field), name));
        return keys;
    }

    private static void Variables(EnvironmentIndex index, Referrer by, ContainerView container)
    {
        var i = 0;
        foreach (var variable in container.Node.Maps("env"))
        {
            var path = $"{container.Path}.env[{i++}].valueFrom";
            var from = variable.Map("valueFrom");
            foreach (var (field, kind) in (ReadOnlySpan<(string, string)>)[("secretKeyRef", "Secret"), ("configMapKeyRef", "ConfigMap")])
                if (from.Map(field) is { } source && source.Text("name") is { } name && Keys(index, by, source, $"{path}.{field}", kind, "name", name) is { } keys
                    && source.Text("key") is { } key && !keys.Contains(key) && source.Flag("optional") is not true)
                    index.Report(ReferenceDiagnostics.NoKey(by.At(source, $"{path}.{field}", "key"), kind, name, key));
        }
        i = 0;
        foreach (var from in container.Node.Maps("envFrom"))
        {
            var path = $"{container.Path}.envFrom[{i++}]";
            foreach (var (field, kind) in (ReadOnlySpan<(string, string)>)[("secretRef", "Secret"), ("configMapRef", "ConfigMap")])
                if (from.Map(field) is { } source && source.Text("name") is { } name)
                    Keys(index, by, source, $"{path}.{field}", kind, "name", name);
        }
    }
}
