using System.Globalization;
using System.Text.Json.Nodes;
using k8s.Models;
using Sluis.Core.Emit.Kubernetes.Routing;
using Sluis.Core.Emit.Kubernetes;
using Sluis.Core.Emit.Secrets;
using Sluis.Core.Planning;

namespace Sluis.Core.Emit;

/// <summary>Plain Kustomize: a base that lists its objects, an overlay an environment, a root an environment. https://kubectl.docs.kubernetes.io/references/kustomize/</summary>
internal static class Kustomizations
{
    public static IEnumerable<RepositoryFile> Emit(MigrationPlan plan, IReadOnlyList<RepositoryFile> files, HashSet<string> withSecrets)
    {
        var bases = files.GroupBy(static f => f.Path[..f.Path.LastIndexOf('/')]).OrderBy(static g => g.Key, StringComparer.Ordinal).ToList();
        foreach (var group in bases)
            yield return Kustomization($"{group.Key}/kustomization.yaml", group.Select(static f => f.Path[(f.Path.LastIndexOf('/') + 1)..]));
        foreach (var environment in plan.Environments)
        {
            var roots = new List<string>();
            foreach (var group in bases)
            {
                var folder = group.Key[..group.Key.LastIndexOf('/')];
                roots.Add($"../../{folder}/overlays/{environment.Name}");
                yield return Overlay($"{folder}/overlays/{environment.Name}/kustomization.yaml", plan, environment, group, withSecrets.Contains(folder));
            }
            roots.Sort(static (a, b) => a.Contains("/platform/", StringComparison.Ordinal) == b.Contains("/platform/", StringComparison.Ordinal)
                ? string.CompareOrdinal(a, b) : a.Contains("/platform/", StringComparison.Ordinal) ? -1 : 1);
            yield return Kustomization($"clusters/{environment.Name}/kustomization.yaml", roots, sort: false);
        }
    }

    private static JsonObject Head() => new() { ["apiVersion"] = "kustomize.config.k8s.io/v1beta1", ["kind"] = "Kustomization" };

    private static JsonArray Strings(IEnumerable<string> values) => new([.. values.Select(static v => (JsonNode)JsonValue.Create(v))]);

    private static RepositoryFile Kustomization(string path, IEnumerable<string> resources, bool sort = true)
    {
        var content = Head();
        content["resources"] = Strings(sort ? resources.Order(StringComparer.Ordinal) : resources);
        return ObjectFiles.Yaml(path, content);
    }

    private static RepositoryFile Overlay(string path, MigrationPlan plan, EnvironmentPlan environment, IEnumerable<RepositoryFile> files, bool withSecrets)
    {
        var content = Head();
        content["resources"] = Strings(withSecrets ? ["../../base", "secrets"] : ["../../base"]);
        var patches = new JsonArray();
        foreach (var file in files)
            if (Operations(plan, file, environment) is { Count: > 0 } operations && file.Object is { } target)
                patches.Add((JsonNode)new JsonObject
                {
                    ["target"] = Target(target),
                    ["patch"] = System.Text.Encoding.UTF8.GetString(Yaml(operations)),
                });
        if (environment.ImageTags.Count > 0)
        {
            var images = files.Select(static f => ImageOf(f)).OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
            var tags = new JsonArray();
            foreach (var image in images)
                foreach (var (name, tag) in environment.ImageTags)
                    if (image == name || image.EndsWith("/" + name, StringComparison.Ordinal))
                        tags.Add((JsonNode)new JsonObject { ["name"] = image, ["newTag"] = tag });
            if (tags.Count > 0)
                content["images"] = tags;
        }
        if (patches.Count > 0)
            content["patches"] = patches;
        return ObjectFiles.Yaml(path, content);
    }

    private static JsonObject Target(k8s.IKubernetesObject target)
    {
        var group = target.ApiVersion.Contains('/') ? target.ApiVersion[..target.ApiVersion.IndexOf('/')] : null;
        var node = new JsonObject();
        if (group is not null)
            node["group"] = group;
        node["kind"] = target.Kind;
        node["name"] = ((k8s.IKubernetesObject<V1ObjectMeta>)target).Metadata.Name;
        return node;
    }

    private static byte[] Yaml(JsonArray operations)
    {
        var output = new System.Buffers.ArrayBufferWriter<byte>(256);
        using (var stream = new MemoryStream())
        {
            using (var writer = new System.Text.Json.Utf8JsonWriter(stream))
                operations.WriteTo(writer);
            Core.Yaml.YamlWriter.WriteJson(stream.ToArray(), output);
        }
        return output.WrittenSpan.ToArray();
    }

    private static string? ImageOf(RepositoryFile file)
    {
        var image = Pod(file)?.Containers[0].Image;
        if (image is null)
            return null;
        var colon = image.LastIndexOf(':');
        return colon > image.LastIndexOf('/') ? image[..colon] : image;
    }

    private static V1PodSpec? Pod(RepositoryFile file) => file.Object switch
    {
        V1Deployment d => d.Spec.Template.Spec,
        V1StatefulSet s => s.Spec.Template.Spec,
        V1DaemonSet d => d.Spec.Template.Spec,
        V1Job j => j.Spec.Template.Spec,
        V1CronJob c => c.Spec.JobTemplate.Spec.Template.Spec,
        _ => null,
    };

    private static JsonObject Replace(string path, JsonNode value) => new() { ["op"] = "replace", ["path"] = path, ["value"] = value };

    private static JsonArray Operations(MigrationPlan plan, RepositoryFile file, EnvironmentPlan environment)
    {
        var operations = new JsonArray();
        void Add(string path, JsonNode value) => operations.Add((JsonNode)Replace(path, value));
        if (Pod(file) is { } pod && environment.Scale != 1)
        {
            var prefix = file.Object is V1CronJob ? "/spec/jobTemplate/spec/template/spec" : "/spec/template/spec";
            for (var i = 0; i < pod.Containers.Count; i++)
                foreach (var (kind, values) in new[] { ("requests", pod.Containers[i].Resources?.Requests), ("limits", pod.Containers[i].Resources?.Limits) })
                    foreach (var (resource, quantity) in values?.OrderBy(static v => v.Key, StringComparer.Ordinal) ?? Enumerable.Empty<KeyValuePair<string, ResourceQuantity>>())
                        if (resource is "cpu" or "memory")
                            Add($"{prefix}/containers/{i}/resources/{kind}/{resource}", Scaled(resource, quantity, environment.Scale));
        }
        switch (file.Object)
        {
            case V1Deployment { Spec.Replicas: > 1 } when environment.Replicas is { } replicas:
                Add("/spec/replicas", replicas);
                break;
            case V2HorizontalPodAutoscaler scaler when environment.Replicas is { } fixedCount:
                Add("/spec/minReplicas", fixedCount);
                Add("/spec/maxReplicas", Math.Max(fixedCount, Math.Min(scaler.Spec.MaxReplicas, fixedCount + 1)));
                break;
            case V1PersistentVolumeClaim claim:
                Claim(operations, "", claim.Spec, environment);
                break;
            case V1StatefulSet { Spec.VolumeClaimTemplates: { } templates }:
                for (var i = 0; i < templates.Count; i++)
                    Claim(operations, $"/spec/volumeClaimTemplates/{i}", templates[i].Spec, environment);
                break;
            case CustomResource { Kind: "ExternalSecret" } external:
                var data = (JsonArray?)external.Spec["data"];
                for (var i = 0; i < (data?.Count ?? 0); i++)
                    Add($"/spec/data/{i}/remoteRef/key", SecretNames.InStore(plan.Choices.SecretBackend, environment, (string?)data?[i]?["remoteRef"]?["key"] ?? ""));
                break;
            case V1Ingress ingress:
                foreach (var operation in RoutingOverlays.Patches(ingress, environment))
                    operations.Add(operation?.DeepClone());
                break;
            case CustomResource route:
                foreach (var operation in RoutingOverlays.Patches(route, environment))
                    operations.Add(operation?.DeepClone());
                break;
        }
        return operations;
    }

    private static void Claim(JsonArray operations, string prefix, V1PersistentVolumeClaimSpec claim, EnvironmentPlan environment)
    {
        if (environment.StorageScale != 1 && claim.Resources?.Requests?["storage"] is { } size)
            operations.Add((JsonNode)Replace($"{prefix}/spec/resources/requests/storage", Sizes.Bytes(Math.Max(1L << 30, (long)Math.Ceiling((double)size.ToDecimal() * environment.StorageScale / (1L << 30)) * (1L << 30)))));
        if (environment.StorageClass is { } storageClass)
            operations.Add((JsonNode)new JsonObject { ["op"] = claim.StorageClassName is null ? "add" : "replace", ["path"] = $"{prefix}/spec/storageClassName", ["value"] = storageClass });
    }

    private static string Scaled(string resource, ResourceQuantity quantity, double factor)
    {
        var value = (double)quantity.ToDecimal() * factor;
        return resource == "cpu" ? Sizes.Cpu(Math.Max(5, (long)Math.Ceiling(value * 1000))) : Sizes.Bytes(Math.Max(16L << 20, (long)Math.Ceiling(value / (1 << 20)) * (1 << 20)));
    }
}
