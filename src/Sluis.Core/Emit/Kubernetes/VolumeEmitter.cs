using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using k8s.Models;
using Sluis.Core.Planning;
using Sluis.Core.Platform;
using Sluis.Core.Text;

namespace Sluis.Core.Emit.Kubernetes;

/// <summary>What a pod mounts, and the objects that fill it.</summary>
internal sealed class VolumeEmitter(WorkloadPlan workload, IReadOnlyDictionary<SecretName, SecretPlan> secrets)
{
    public List<V1Volume> Volumes { get; } = [];
    public List<V1VolumeMount> Mounts { get; } = [];
    public List<V1PersistentVolumeClaim> Templates { get; } = [];
    public List<V1PersistentVolumeClaim> Claims { get; } = [];
    public List<V1ConfigMap> ConfigMaps { get; } = [];
    /// <summary>Files with secrets in them: name of the Secret object, and each key's template.</summary>
    public SortedDictionary<string, SecretText> SecretFiles { get; } = new(StringComparer.Ordinal);

    public string SecretFilesObject => LegalNames.Label(workload.Name + "-files");

    private readonly StringBuilder configuration = new();

    /// <summary>Changes when a mounted file changes, so that the pods roll.</summary>
    public string? ConfigurationHash => configuration.Length == 0 ? null
        : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(configuration.ToString())))[..16];

    public VolumeEmitter Emit()
    {
        var index = 0;
        foreach (var mount in workload.Service.Mounts)
        {
            switch (mount)
            {
                case Mount.Volume volume:
                    Store(volume, volume.Store, volume.SubPath, index);
                    break;
                case Mount.HostPath host:
                    Host(host, index);
                    break;
                case Mount.Files files:
                    Files(files, index);
                    break;
                case Mount.Config config:
                    Config(config, index);
                    break;
                case Mount.SecretFile secret:
                    Secret(secret, index);
                    break;
                case Mount.Tmpfs tmpfs:
                    Scratch($"tmpfs-{index}", mount.Target, tmpfs.SizeBytes, memory: true);
                    break;
                case Mount.Anonymous:
                    Scratch($"scratch-{index}", mount.Target, null, memory: false);
                    break;
            }
            index++;
        }
        if (workload.Service.Resources.SharedMemoryBytes is { } shared)
            Scratch("dev-shm", "/dev/shm", shared, memory: true);
        foreach (var path in workload.Security.WritablePaths)
            if (!Mounts.Any(m => m.MountPath == path))
                Scratch(LegalNames.Label("writable" + path.Replace('/', '-')), path, null, memory: false);
        return this;
    }

    private VolumePlan? PlanOf(StoreName store)
    {
        foreach (var volume in workload.Volumes)
            if (volume.Store == store)
                return volume;
        return null;
    }

    private void Place(string volume, Mount mount, string? subPath = null) => Mounts.Add(new()
    {
        Name = volume,
        MountPath = mount.Target,
        SubPath = subPath,
        ReadOnlyProperty = mount.ReadOnly ? true : null,
    });

    private void Store(Mount mount, StoreName store, string? subPath, int index)
    {
        if (PlanOf(store) is not { } plan)
        {
            Scratch($"scratch-{index}", mount.Target, null, memory: false);
            return;
        }
        Place(plan.ClaimName, mount, subPath);
        if (plan.InTemplate)
        {
            if (!Templates.Any(t => t.Metadata.Name == plan.ClaimName))
                Templates.Add(Claim(plan, inTemplate: true));
            return;
        }
        if (!Volumes.Any(v => v.Name == plan.ClaimName))
            Volumes.Add(new() { Name = plan.ClaimName, PersistentVolumeClaim = new() { ClaimName = plan.ClaimName } });
        if (plan.OwnsClaim && !Claims.Any(c => c.Metadata.Name == plan.ClaimName))
            Claims.Add(Claim(plan, inTemplate: false));
    }

    private V1PersistentVolumeClaim Claim(VolumePlan plan, bool inTemplate) => new()
    {
        ApiVersion = inTemplate ? null : "v1",
        Kind = inTemplate ? null : "PersistentVolumeClaim",
        Metadata = inTemplate ? new() { Name = plan.ClaimName } : Labels.Meta(workload, plan.ClaimName),
        Spec = new()
        {
            AccessModes = [plan.Access == VolumeAccess.Shared ? "ReadWriteMany" : "ReadWriteOnce"],
            Resources = new() { Requests = new Dictionary<string, ResourceQuantity> { ["storage"] = new(Sizes.Bytes(plan.SizeBytes)) } },
            StorageClassName = plan.StorageClass,
        },
    };

    private void Host(Mount.HostPath host, int index)
    {
        if (PlanOf(new(host.Source)) is not null)
        {
            Store(host, new(host.Source), null, index);
            return;
        }
        Volumes.Add(new() { Name = $"host-{index}", HostPath = new() { Path = host.Source } });
        Place($"host-{index}", host);
    }

    private void Scratch(string name, string target, long? size, bool memory)
    {
        Volumes.Add(new() { Name = name, EmptyDir = new() { Medium = memory ? "Memory" : null, SizeLimit = size is { } bytes ? new(Sizes.Bytes(bytes)) : null } });
        Mounts.Add(new() { Name = name, MountPath = target });
    }

    /// <summary>Keys of a ConfigMap have no slash: folders become double underscores, and items put them back.</summary>
    private static string Key(string path) => string.Concat(path.Replace("/", "__", StringComparison.Ordinal).Select(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' ? c : '_'));

    private void Files(Mount.Files files, int index)
    {
        var name = LegalNames.Label($"{workload.Name}-config-{index}");
        var (data, binary, items, secretItems) = (new SortedDictionary<string, string>(StringComparer.Ordinal), new SortedDictionary<string, byte[]>(StringComparer.Ordinal), new List<V1KeyToPath>(), new List<V1KeyToPath>());
        var executable = false;
        foreach (var file in files.Content)
        {
            var key = Key(file.RelativePath);
            executable |= file.Executable;
            if (file.Text is { HasSecret: true } secret)
            {
                key = $"{index}-{key}";
                SecretFiles[key] = secret;
                configuration.Append(key).Append('=').Append(secret).Append('\n');
                secretItems.Add(new() { Key = key, Path = file.RelativePath });
                continue;
            }
            items.Add(new() { Key = key, Path = file.RelativePath });
            if (file.Text is { } text)
                data[key] = text.ToString();
            else
                binary[key] = file.Binary.AsSpan().ToArray();
            configuration.Append(key).Append('=').Append(file.Text?.ToString() ?? Convert.ToHexString(SHA256.HashData(file.Binary.AsSpan()))).Append('\n');
        }
        AddConfigMap(name, data, binary);
        Project($"config-{index}", name, items, secretItems, executable ? 493 : null);
        if (files.IsDirectory)
            Place($"config-{index}", files);
        else if (files.Content.Count > 0)
            Place($"config-{index}", files, files.Content[0].RelativePath);
        var mount = Mounts[^1];
        mount.ReadOnlyProperty = true;
    }

    private void Config(Mount.Config config, int index)
    {
        var file = config.Target[(config.Target.LastIndexOf('/') + 1)..];
        var key = Key(file.Length == 0 ? "config" : file);
        var (items, secretItems) = (new List<V1KeyToPath>(), new List<V1KeyToPath>());
        var name = LegalNames.Label($"{workload.Name}-config-{index}");
        if (config.Content.HasSecret)
        {
            SecretFiles[$"{index}-{key}"] = config.Content;
            secretItems.Add(new() { Key = $"{index}-{key}", Path = file });
        }
        else
        {
            items.Add(new() { Key = key, Path = file });
            AddConfigMap(name,
                config.Binary is null ? new(StringComparer.Ordinal) { [key] = config.Content.ToString() } : new(StringComparer.Ordinal),
                config.Binary is null ? new(StringComparer.Ordinal) : new(StringComparer.Ordinal) { [key] = config.Binary });
        }
        configuration.Append(key).Append('=').Append(config.Content).Append('\n');
        Project($"config-{index}", name, items, secretItems, config.Mode);
        Place($"config-{index}", config, file);
    }

    private void AddConfigMap(string name, SortedDictionary<string, string> data, SortedDictionary<string, byte[]> binary)
    {
        if (data.Count == 0 && binary.Count == 0)
            return;
        ConfigMaps.Add(new()
        {
            ApiVersion = "v1",
            Kind = "ConfigMap",
            Metadata = Labels.Meta(workload, name),
            Data = data.Count == 0 ? null : data.ToDictionary(),
            BinaryData = binary.Count == 0 ? null : binary.ToDictionary(),
        });
    }

    private void Project(string volume, string configMap, List<V1KeyToPath> items, List<V1KeyToPath> secretItems, int? mode)
    {
        if (secretItems.Count == 0)
        {
            Volumes.Add(new() { Name = volume, ConfigMap = items.Count == 0 ? null : new() { Name = configMap, Items = items, DefaultMode = mode }, EmptyDir = items.Count == 0 ? new() : null });
            return;
        }
        var sources = new List<V1VolumeProjection>();
        if (items.Count > 0)
            sources.Add(new() { ConfigMap = new() { Name = configMap, Items = items } });
        sources.Add(new() { Secret = new() { Name = SecretFilesObject, Items = secretItems } });
        Volumes.Add(new() { Name = volume, Projected = new() { Sources = sources, DefaultMode = mode } });
    }

    private void Secret(Mount.SecretFile mount, int index)
    {
        if (!secrets.TryGetValue(mount.Secret, out var plan))
            return;
        var file = mount.Target[(mount.Target.LastIndexOf('/') + 1)..];
        Volumes.Add(new() { Name = $"secret-{index}", Secret = new() { SecretName = plan.SecretObject, Items = [new() { Key = plan.SecretKey, Path = file }], DefaultMode = mount.Mode } });
        Place($"secret-{index}", mount, file);
    }
}

/// <summary>Quantities as people write them. https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/</summary>
internal static class Sizes
{
    public static string Bytes(long bytes)
    {
        foreach (var (unit, size) in (ReadOnlySpan<(string, long)>)[("Ti", 1L << 40), ("Gi", 1L << 30), ("Mi", 1L << 20), ("Ki", 1L << 10)])
            if (bytes >= size && bytes % size == 0)
                return (bytes / size).ToString(CultureInfo.InvariantCulture) + unit;
        return bytes >= 1 << 20 ? (bytes >> 20).ToString(CultureInfo.InvariantCulture) + "Mi" : bytes.ToString(CultureInfo.InvariantCulture);
    }

    public static string Cpu(long millis) => millis % 1000 == 0 ? (millis / 1000).ToString(CultureInfo.InvariantCulture) : millis.ToString(CultureInfo.InvariantCulture) + "m";
}
