using System.Security.Cryptography;
using k8s;
using k8s.Models;
using Sluis.Core.Planning;
using Sluis.Core.Platform;
using Sluis.Core.Text;

namespace Sluis.Core.Emit.Kubernetes;

/// <summary>The volumes of a Pod, the mounts of each of its containers, and the objects they come from.</summary>
internal sealed class PodVolumes(EmitContext context, WorkloadPlan pod, bool task = false)
{
    private readonly NameScope names = new();
    private readonly Dictionary<string, string> byIdentity = new(StringComparer.Ordinal);
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private bool hashed;

    public List<V1Volume> Volumes { get; } = [];
    public List<IKubernetesObject<V1ObjectMeta>> Objects { get; } = [];
    /// <summary>Configuration files with secrets in them: filled from the store.</summary>
    public List<SecretFilePlan> SecretFiles { get; } = [];

    /// <summary>Changes with the configuration, so that Pods are replaced when it changes; null when there is none.</summary>
    public string? ConfigHash => hashed ? Convert.ToHexStringLower(hash.GetCurrentHash().AsSpan(0, 8)) : null;

    public List<V1VolumeMount> Mounts(WorkloadPlan workload)
    {
        var mounts = new List<V1VolumeMount>();
        foreach (var mount in workload.Service.Mounts)
            Add(workload, mount, mounts);
        if (workload.Service.Resources.SharedMemoryBytes is { } shared)
            mounts.Add(new() { Name = Scratch(workload, "/dev/shm", true, shared), MountPath = "/dev/shm" });
        foreach (var path in workload.Security.WritablePaths)
            if (!mounts.Exists(m => m.MountPath == path))
                mounts.Add(new() { Name = Scratch(workload, path, false, null), MountPath = path });
        foreach (var device in workload.Service.Security.Devices)
            mounts.Add(new() { Name = Host(device.Source), MountPath = device.Target });
        // Later mounts of the same path win, as in Docker.
        for (var i = mounts.Count - 1; i >= 0; i--)
            if (mounts.FindIndex(i + 1, m => m.MountPath == mounts[i].MountPath) >= 0)
                mounts.RemoveAt(i);
        return mounts;
    }

    private void Add(WorkloadPlan workload, Mount mount, List<V1VolumeMount> mounts)
    {
        bool? readOnly = mount.ReadOnly ? true : null;
        switch (mount)
        {
            case Mount.Volume(var store, var subPath, _):
                mounts.Add(Find(workload, store.Value) is { } volume
                    ? new() { Name = Claim(volume), MountPath = mount.Target, ReadOnlyProperty = readOnly, SubPath = subPath ?? Inner(workload, volume) }
                    : new() { Name = Scratch(workload, store.Value, true, null), MountPath = mount.Target, ReadOnlyProperty = readOnly });
                return;
            case Mount.HostPath when HostPaths.IsLeftOut(mount):
                return;
            case Mount.HostPath(var source, _):
                mounts.Add(Find(workload, source) is { } data
                    ? new() { Name = Claim(data), MountPath = mount.Target, ReadOnlyProperty = readOnly, SubPath = Inner(workload, data) }
                    : new() { Name = Host(source), MountPath = mount.Target, ReadOnlyProperty = readOnly, MountPropagation = Propagation(workload, mount) });
                return;
            case Mount.Anonymous:
                mounts.Add(new() { Name = Scratch(workload, mount.Target, false, null), MountPath = mount.Target });
                return;
            case Mount.Tmpfs(var size, var options):
                mounts.Add(new() { Name = Scratch(workload, mount.Target, true, size), MountPath = mount.Target, ReadOnlyProperty = readOnly });
                if (options.Where(static o => !IsUsual(o)).ToList() is { Count: > 0 } lost)
                    context.Findings.Add(LifecycleDiagnostics.TmpfsOptions(workload, mount, string.Join(", ", lost)));
                return;
            case Mount.Files { Content.IsEmpty: true }:
                mounts.Add(new() { Name = Scratch(workload, mount.Target, false, null), MountPath = mount.Target });
                return;
            case Mount.Files(_, var isDirectory, var content):
                Files(workload, mount, isDirectory, content, null, mounts);
                return;
            case Mount.Config(_, var text, var binary, var mode):
                Files(workload, mount, false, [new(LastPart(mount.Target), binary is null ? text : null, [.. binary ?? []], false)], mode, mounts);
                return;
            case Mount.SecretFile(var secret, var mode):
                Secret(workload, mount, secret, mode, mounts);
                return;
        }
    }

    /// <summary>What an emptyDir is anyway, or the mount says.</summary>
    private static bool IsUsual(string option) => option is "rw" or "ro" or "nosuid" or "nodev" or "mode=1777" or "mode=01777" or "mode=777" or "mode=0777" or "uid=0" or "gid=0";

    private void Files(WorkloadPlan workload, Mount mount, bool isDirectory, EquatableArray<MountedFile> content, int? mode, List<V1VolumeMount> mounts)
    {
        var name = context.ConfigNames[workload, mount];
        var config = new ConfigContent(name);
        foreach (var file in content)
            config.Add(FileNames.Rewritten(context, workload, mount, file));
        config.AppendTo(hash);
        hashed = true;
        if (config.HasPlain)
            Objects.AddRange(config.ToConfigMaps(workload));
        if (config.HasSecret)
            SecretFiles.Add(new(workload, config));
        if (config.TooLarge is { } bytes)
            context.Findings.Add(EmitDiagnostics.ConfigTooLarge(mount.At, workload, mount.Target, bytes));

        var volume = names.Take("config:" + name, name, name + "-config", out _);
        Volumes.Add(config.ToVolume(volume, isDirectory, mode));
        mounts.Add(new() { Name = volume, MountPath = mount.Target, ReadOnlyProperty = true, SubPath = isDirectory ? null : config.FirstKey });
    }

    private void Secret(WorkloadPlan workload, Mount mount, SecretName secret, int? mode, List<V1VolumeMount> mounts)
    {
        if (!context.SecretsOf(workload.Service.Key).TryGetValue(secret, out var plan))
            return;
        var identity = "secret:" + plan.SecretObject + mode;
        if (!byIdentity.TryGetValue(identity, out var volume))
        {
            byIdentity.Add(identity, volume = names.Take(identity, plan.SecretObject, plan.SecretObject + "-files", out _));
            Volumes.Add(new() { Name = volume, Secret = new() { SecretName = plan.SecretObject, DefaultMode = mode, Items = [] } });
        }
        var items = Volumes.Find(v => v.Name == volume)?.Secret.Items;
        if (items is not null && !items.Any(i => i.Key == plan.SecretKey))
            items.Add(new() { Key = plan.SecretKey, Path = plan.SecretKey });
        mounts.Add(new() { Name = volume, MountPath = mount.Target, ReadOnlyProperty = true, SubPath = plan.SecretKey });
    }

    private string Claim(VolumePlan volume)
    {
        var identity = "claim:" + volume.ClaimName;
        if (byIdentity.TryGetValue(identity, out var name))
            return name;
        byIdentity.Add(identity, name = names.Take(identity, volume.ClaimName, volume.ClaimName + "-claim", out _));
        // A StatefulSet's own claims are named in its templates; its Pods find them by that name.
        // https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#stable-storage
        if (!InTemplate(volume))
            Volumes.Add(new() { Name = name, PersistentVolumeClaim = new() { ClaimName = volume.ClaimName } });
        else if (task)
            Volumes.Add(new() { Name = name, PersistentVolumeClaim = new() { ClaimName = $"{name}-{pod.Name}-0" } });
        return name;
    }

    /// <summary>The claims that a StatefulSet carries, under the names that its mounts use.</summary>
    public List<V1PersistentVolumeClaim> Templates()
    {
        var templates = new List<V1PersistentVolumeClaim>();
        foreach (var volume in pod.Volumes)
            if (InTemplate(volume))
                templates.Add(new()
                {
                    ApiVersion = "v1",
                    Kind = "PersistentVolumeClaim",
                    Metadata = new() { Name = Claim(volume) },
                    Spec = Claims.Spec(volume),
                });
        return templates;
    }

    private bool InTemplate(VolumePlan volume) => volume.InTemplate && pod.Kind == WorkloadKind.StatefulSet && pod.Volumes.AsSpan().Contains(volume);

    /// <summary>Only a privileged container may mount into the host. https://kubernetes.io/docs/concepts/storage/volumes/#mount-propagation</summary>
    private static string? Propagation(WorkloadPlan workload, Mount mount) => (mount as Mount.HostPath)?.Propagation switch
    {
        "shared" or "rshared" => workload.Security.Privileged ? "Bidirectional" : "HostToContainer",
        "slave" or "rslave" => "HostToContainer",
        _ => null,
    };

    private string Host(string source)
    {
        var identity = "host:" + source;
        if (byIdentity.TryGetValue(identity, out var name))
            return name;
        byIdentity.Add(identity, name = names.Take(identity, "host-" + LastPart(source), "host-" + source, out _));
        Volumes.Add(new() { Name = name, HostPath = new() { Path = source } });
        return name;
    }

    private string Scratch(WorkloadPlan workload, string path, bool inMemory, long? size)
    {
        var name = names.Take($"scratch:{workload.Name}:{path}", "scratch-" + LastPart(path), "scratch" + path, out _);
        Volumes.Add(new()
        {
            Name = name,
            EmptyDir = new() { Medium = inMemory ? "Memory" : null, SizeLimit = size is { } bytes ? Sizes.BytesOf(bytes) : null },
        });
        return name;
    }

    /// <summary>
    /// A block volume holds lost+found, and a database refuses a folder that is not empty.
    /// https://github.com/docker-library/docs/blob/master/postgres/README.md#pgdata
    /// </summary>
    private static string? Inner(WorkloadPlan workload, VolumePlan volume) =>
        workload.Service.Role == ServiceRole.Database && volume.Access == VolumeAccess.SingleWriter ? "data" : null;

    private static VolumePlan? Find(WorkloadPlan workload, string store)
    {
        foreach (var volume in workload.Volumes)
            if (volume.Store.Value == store)
                return volume;
        return null;
    }

    private static string LastPart(string path)
    {
        var trimmed = path.TrimEnd('/');
        return trimmed[(trimmed.LastIndexOf('/') + 1)..];
    }
}

/// <summary>A mounted file or folder that needs a Secret, and whose it is.</summary>
internal sealed record SecretFilePlan(WorkloadPlan Workload, ConfigContent Content);
