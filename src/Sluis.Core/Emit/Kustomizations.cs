using System.Text.Json;
using System.Text.Json.Nodes;
using k8s;
using k8s.Models;
using Sluis.Core.Emit.Kubernetes;
using Sluis.Core.Emit.Kubernetes.Routing;
using Sluis.Core.Emit.Secrets;
using Sluis.Core.Planning;
using Sluis.Core.Yaml;

namespace Sluis.Core.Emit;

/// <summary>Plain Kustomize: a base that lists its objects, an overlay an environment, a root an environment. https://kubectl.docs.kubernetes.io/references/kustomize/</summary>
internal static class Kustomizations
{
    public static IEnumerable<RepositoryFile> Emit(MigrationPlan plan, IReadOnlyList<RepositoryFile> files, HashSet<string> withSecrets)
    {
        var bases = files.GroupBy(static f => f.Path[..f.Path.LastIndexOf('/')]).OrderBy(static g => g.Key, StringComparer.Ordinal).Select(static g => (g.Key, Files: g.ToList())).ToList();
        foreach (var (folder, placed) in bases)
            yield return Kustomization($"{folder}/kustomization.yaml", placed.Select(static f => f.Path[(f.Path.LastIndexOf('/') + 1)..]));
        var overlays = new RepositoryFile[bases.Count * plan.Environments.Count];
        Parallel.For(0, overlays.Length, i =>
        {
            var (group, environment) = (bases[i / plan.Environments.Count], plan.Environments[i % plan.Environments.Count]);
            overlays[i] = Overlay($"{Above(group.Key)}/overlays/{environment.Name}/kustomization.yaml", plan.Choices.SecretBackend, environment, group.Files, withSecrets.Contains(Above(group.Key)));
        });
        foreach (var overlay in overlays)
            yield return overlay;
        // Kustomize refuses a kustomization that names nothing.
        foreach (var environment in bases.Count == 0 ? [] : plan.Environments)
        {
            var roots = bases.ConvertAll(g => $"../../{Above(g.Key)}/overlays/{environment.Name}");
            roots.Sort(static (a, b) => a.Contains("/platform/", StringComparison.Ordinal) == b.Contains("/platform/", StringComparison.Ordinal)
                ? string.CompareOrdinal(a, b) : a.Contains("/platform/", StringComparison.Ordinal) ? -1 : 1);
            yield return Kustomization($"clusters/{environment.Name}/kustomization.yaml", roots, sort: false);
        }
    }

    private static string Above(string folder) => folder[..folder.LastIndexOf('/')];

    private static JsonObject Head() => new() { ["apiVersion"] = "kustomize.config.k8s.io/v1beta1", ["kind"] = "Kustomization" };

    private static JsonArray Strings(IEnumerable<string> values) => new([.. values.Select(static v => (JsonNode)JsonValue.Create(v))]);

    private static RepositoryFile Kustomization(string path, IEnumerable<string> resources, bool sort = true)
    {
        var content = Head();
        content["resources"] = Strings(sort ? resources.Order(StringComparer.Ordinal) : resources);
        return ObjectFiles.Yaml(path, content);
    }

    private static RepositoryFile Overlay(string path, SecretBackend backend, EnvironmentPlan environment, IReadOnlyList<RepositoryFile> files, bool withSecrets)
    {
        using var buffer = new PooledBuffer();
        using var patch = new PatchText();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("apiVersion"u8, "kustomize.config.k8s.io/v1beta1"u8);
            json.WriteString("kind"u8, "Kustomization"u8);
            json.WriteStartArray("resources"u8);
            json.WriteStringValue("../../base"u8);
            if (withSecrets)
                json.WriteStringValue("secrets"u8);
            json.WriteEndArray();
            Images(json, environment, files);
            Patches(json, backend, environment, files, patch);
            json.WriteEndObject();
        }
        return new(path, ObjectFiles.Written(buffer.Written), FileOwner.Tool);
    }

    private static void Images(Utf8JsonWriter json, EnvironmentPlan environment, IReadOnlyList<RepositoryFile> files)
    {
        if (environment.ImageTags.Count == 0)
            return;
        var open = false;
        foreach (var image in files.Select(ImageOf).OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
            foreach (var (name, tag) in environment.ImageTags)
                if (image == name || image.EndsWith("/" + name, StringComparison.Ordinal))
                {
                    Open(json, "images"u8, ref open);
                    json.WriteStartObject();
                    json.WriteString("name"u8, image);
                    json.WriteString("newTag"u8, tag);
                    json.WriteEndObject();
                }
        if (open)
            json.WriteEndArray();
    }

    private static void Patches(Utf8JsonWriter json, SecretBackend backend, EnvironmentPlan environment, IReadOnlyList<RepositoryFile> files, PatchText patch)
    {
        var open = false;
        foreach (var file in files)
        {
            if (file.Object is not IKubernetesObject<V1ObjectMeta> target)
                continue;
            patch.Clear();
            Operations(patch, backend, file, environment);
            if (patch.IsEmpty)
                continue;
            Open(json, "patches"u8, ref open);
            json.WriteStartObject();
            json.WriteStartObject("target"u8);
            if (target.ApiVersion.IndexOf('/') is >= 0 and var slash)
                json.WriteString("group"u8, target.ApiVersion.AsSpan(0, slash));
            json.WriteString("kind"u8, target.Kind);
            json.WriteString("name"u8, target.Metadata.Name);
            json.WriteEndObject();
            json.WriteString("patch"u8, patch.Written);
            json.WriteEndObject();
        }
        if (open)
            json.WriteEndArray();
    }

    private static void Open(Utf8JsonWriter json, ReadOnlySpan<byte> name, ref bool open)
    {
        if (!open)
            json.WriteStartArray(name);
        open = true;
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

    private static void Operations(PatchText patch, SecretBackend backend, RepositoryFile file, EnvironmentPlan environment)
    {
        if (Pod(file) is { } pod && environment.Scale != 1)
        {
            var prefix = file.Object is V1CronJob ? "/spec/jobTemplate/spec/template/spec" : "/spec/template/spec";
            for (var i = 0; i < pod.Containers.Count; i++)
            {
                Resources(patch, $"{prefix}/containers/{i}/resources/requests", pod.Containers[i].Resources?.Requests, environment.Scale);
                Resources(patch, $"{prefix}/containers/{i}/resources/limits", pod.Containers[i].Resources?.Limits, environment.Scale);
            }
        }
        switch (file.Object)
        {
            case V1Deployment { Spec.Replicas: > 1 } when environment.Replicas is { } replicas:
                patch.Replace("/spec/replicas", replicas);
                break;
            case V2HorizontalPodAutoscaler scaler when environment.Replicas is { } fixedCount:
                patch.Replace("/spec/minReplicas", fixedCount);
                patch.Replace("/spec/maxReplicas", Math.Max(fixedCount, Math.Min(scaler.Spec.MaxReplicas, fixedCount + 1)));
                break;
            case V1PersistentVolumeClaim claim:
                Claim(patch, "", claim.Spec, environment);
                break;
            case V1StatefulSet { Spec.VolumeClaimTemplates: { } templates }:
                for (var i = 0; i < templates.Count; i++)
                    Claim(patch, $"/spec/volumeClaimTemplates/{i}", templates[i].Spec, environment);
                break;
            case CustomResource { Kind: "ExternalSecret" } external:
                var data = (JsonArray?)external.Spec["data"];
                for (var i = 0; i < (data?.Count ?? 0); i++)
                    patch.Replace($"/spec/data/{i}/remoteRef/key", SecretNames.InStore(backend, environment, (string?)data?[i]?["remoteRef"]?["key"] ?? ""));
                break;
            case V1Ingress ingress:
                patch.Append(RoutingOverlays.Patches(ingress, environment));
                break;
            case CustomResource route:
                patch.Append(RoutingOverlays.Patches(route, environment));
                break;
        }
    }

    private static void Resources(PatchText patch, string prefix, IDictionary<string, ResourceQuantity>? values, double factor)
    {
        foreach (var resource in (ReadOnlySpan<string>)["cpu", "memory"])
            if (values?.TryGetValue(resource, out var quantity) is true)
                patch.Replace($"{prefix}/{resource}", Scaled(resource, quantity, factor));
    }

    private static void Claim(PatchText patch, string prefix, V1PersistentVolumeClaimSpec claim, EnvironmentPlan environment)
    {
        if (environment.StorageScale != 1 && claim.Resources?.Requests?["storage"] is { } size)
            patch.Replace($"{prefix}/spec/resources/requests/storage", Sizes.Bytes(Math.Max(1L << 30, (long)Math.Ceiling((double)size.ToDecimal() * environment.StorageScale / (1L << 30)) * (1L << 30))));
        if (environment.StorageClass is not { } storageClass)
            return;
        if (claim.StorageClassName is null)
            patch.Add($"{prefix}/spec/storageClassName", storageClass);
        else
            patch.Replace($"{prefix}/spec/storageClassName", storageClass);
    }

    private static string Scaled(string resource, ResourceQuantity quantity, double factor)
    {
        var value = (double)quantity.ToDecimal() * factor;
        return resource == "cpu" ? Sizes.Cpu(Math.Max(5, (long)Math.Ceiling(value * 1000))) : Sizes.Bytes(Math.Max(16L << 20, (long)Math.Ceiling(value / (1 << 20)) * (1 << 20)));
    }
}
