using System.Globalization;
using System.Text;
using Sluis.Core.Compose;
using Sluis.Core.Diagnostics;
using Sluis.Core.IO;
using Sluis.Core.Platform;
using Sluis.Core.Text;
using Sluis.Core.Understanding.Secrets;
using Sluis.Core.Yaml;

namespace Sluis.Core.Understanding;

/// <summary>What appears in a container's file system: volumes, host paths, configuration read from disk, secrets, configs.</summary>
internal sealed class MountReader(ComposeProject project, SecretFinder secrets, ISourceTree sources, Findings findings)
{
    /// <summary>https://kubernetes.io/docs/concepts/configuration/configmap/: 1 MiB, some of which the object itself takes.</summary>
    private const int MaxFileBytes = 1_000_000;

    /// <summary>A folder is spread over several ConfigMaps; with more it is data rather than configuration.</summary>
    private const int MaxFolderBytes = 8_000_000;

    public EquatableArray<Mount> Read(MapNode service, ServiceKey key)
    {
        var mounts = new List<Mount>();
        foreach (var volume in (service["volumes"] as ListNode)?.Items.OfType<MapNode>() ?? [])
            if (Volume(volume, key) is { } mount)
                mounts.Add(mount);
        foreach (var tmpfs in (service["tmpfs"] as ListNode)?.Items.OfType<ScalarNode>() ?? [])
        {
            var parts = tmpfs.Text.Split(':', 2);
            var options = parts.Length > 1 ? parts[1].Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) : [];
            var size = Array.Find(options, static o => o.StartsWith("size=", StringComparison.Ordinal)) is { } stated ? Compose.Loading.GoFormat.Bytes(stated[5..]) : null;
            mounts.Add(new Mount.Tmpfs(size, options.Where(o => size is null || !o.StartsWith("size=", StringComparison.Ordinal)).ToEquatableArray())
            {
                Target = parts[0],
                ReadOnly = options.Contains("ro"),
                At = tmpfs.Span,
            });
        }
        Others(service, key, mounts, 0);
        foreach (var secret in (service["secrets"] as ListNode)?.Items.OfType<MapNode>() ?? [])
            mounts.Add(Secret(secret, key));
        foreach (var config in (service["configs"] as ListNode)?.Items.OfType<MapNode>() ?? [])
            if (Config(config, key) is { } mount)
                mounts.Add(mount);
        return mounts.ToEquatableArray();
    }

    /// <summary><c>volumes_from</c>: the other's volumes and bind mounts at the same paths; the service's own come first.</summary>
    private void Others(MapNode service, ServiceKey key, List<Mount> mounts, int depth)
    {
        foreach (var reference in (service["volumes_from"] as ListNode)?.Items.OfType<ScalarNode>() ?? [])
        {
            var parts = reference.Text.Split(':');
            var ofContainer = parts[0] == "container" && parts.Length > 1;
            var name = ofContainer ? parts[1] : parts[0];
            var other = ofContainer ? ByContainerName(name) : project.Services.FirstOrDefault(s => s.Name == name).Node;
            if (other is null)
                findings.Add(UnderstandingDiagnostics.VolumesOfStranger(reference.Span, key, name));
            if (other is null || depth > 8)
                continue;
            foreach (var volume in (other["volumes"] as ListNode)?.Items.OfType<MapNode>() ?? [])
                if (Volume(volume, key) is { } mount && !mounts.Exists(m => m.Target == mount.Target))
                    mounts.Add(mount with { ReadOnly = mount.ReadOnly || parts[^1] == "ro" });
            Others(other, key, mounts, depth + 1);
        }
    }

    private MapNode? ByContainerName(string name)
    {
        foreach (var (_, node) in project.Services)
            if (ServiceReader.Text(node["container_name"]) == name)
                return node;
        return null;
    }

    private Mount? Volume(MapNode volume, ServiceKey key)
    {
        var target = ServiceReader.Text(volume["target"]) ?? "";
        var readOnly = ServiceReader.Flag(volume["read_only"]);
        var source = ServiceReader.Text(volume["source"]);
        var type = ServiceReader.Text(volume["type"]);
        if (IsOfWindows(type, target))
        {
            findings.Add(HostDiagnostics.MountOfWindows(volume.Span, key, target));
            return null;
        }
        switch (type)
        {
            case "volume" when source is null:
                return new Mount.Anonymous { Target = target, ReadOnly = readOnly, At = volume.Span };
            case "volume":
                var options = volume["volume"] as MapNode;
                var name = ServiceReader.Text((project.Section("volumes")[source] as MapNode)?["name"]) ?? source;
                return new Mount.Volume(new(name), ServiceReader.Text(options?["subpath"]), !ServiceReader.Flag(options?["nocopy"])) { Target = target, ReadOnly = readOnly, At = volume.Span };
            case "tmpfs":
                var settings = volume["tmpfs"] as MapNode;
                return new Mount.Tmpfs(
                    long.TryParse(ServiceReader.Text(settings?["size"]), CultureInfo.InvariantCulture, out var bytes) ? bytes : null,
                    // Compose reads the number; octal is how people think of it.
                    ServiceReader.Text(settings?["mode"]) is { } mode && int.TryParse(mode, CultureInfo.InvariantCulture, out var bits) ? ["mode=" + Convert.ToString(bits, 8)] : [])
                { Target = target, ReadOnly = readOnly, At = volume.Span };
            case "bind" when source is not null:
                var bind = Bind(source, target, readOnly, volume.Span, key);
                return bind is Mount.HostPath host ? host with { Propagation = ServiceReader.Text((volume["bind"] as MapNode)?["propagation"]) } : bind;
            default:
                return source is null ? null : new Mount.HostPath(source, false) { Target = target, ReadOnly = readOnly, At = volume.Span };
        }
    }

    /// <summary>A named pipe or a drive; the API takes no colon in a mount path either.</summary>
    internal static bool IsOfWindows(string? type, string target) => type == "npipe" || target.Contains(':', StringComparison.Ordinal);

    private static bool IsOfTheHost(string path) =>
        path is "/" || path.StartsWith("/var/run", StringComparison.Ordinal) || path.StartsWith("/run", StringComparison.Ordinal) || path.StartsWith("/proc", StringComparison.Ordinal)
        || path.StartsWith("/sys", StringComparison.Ordinal) || path.StartsWith("/dev", StringComparison.Ordinal) || path.StartsWith("/etc/localtime", StringComparison.Ordinal)
        || path.StartsWith("/etc/timezone", StringComparison.Ordinal) || path.StartsWith("/var/lib", StringComparison.Ordinal) || path.StartsWith("/var/log", StringComparison.Ordinal);

    /// <summary>Only what lies with the project is configuration; a folder elsewhere on this machine is not read.</summary>
    private bool IsOfTheProject(string path)
    {
        var slash = project.Directory.LastIndexOf('/');
        var around = slash > 0 ? project.Directory[..slash] : project.Directory;
        return path.StartsWith(around + "/", StringComparison.Ordinal);
    }

    private Mount Bind(string source, string target, bool readOnly, SourceSpan at, ServiceKey key)
    {
        var kind = IsOfTheHost(source) || !IsOfTheProject(source) ? SourceKind.Other : sources.Kind(source);
        if (kind is SourceKind.Missing)
            findings.Add(UnderstandingDiagnostics.MissingSource(at, key, source, Planning.HostPaths.IsLeftOut(target, readOnly) ? "so nothing is mounted there" : "so it becomes an empty volume"));
        if (kind is not (SourceKind.File or SourceKind.Directory))
            return new Mount.HostPath(source, kind == SourceKind.Other) { Target = target, ReadOnly = readOnly, At = at };
        var files = new List<MountedFile>();
        if (!Collect(source, kind == SourceKind.File ? source[(source.LastIndexOf('/') + 1)..] : "", key, files, MaxFolderBytes, 0))
        {
            findings.Add(kind == SourceKind.File ? UnderstandingDiagnostics.FileTooLarge(at, key, source) : UnderstandingDiagnostics.TooLarge(at, key, source));
            return new Mount.HostPath(source, true) { Target = target, ReadOnly = readOnly, At = at };
        }
        return new Mount.Files(source, kind == SourceKind.Directory, files.ToEquatableArray()) { Target = target, ReadOnly = readOnly, At = at };
    }

    private bool Collect(string path, string relative, ServiceKey key, List<MountedFile> files, int room, int depth)
    {
        if (depth > 8 || files.Count > 500)
            return false;
        if (sources.Kind(path) == SourceKind.Directory)
        {
            foreach (var name in sources.List(path))
                if (name != ".gitkeep" && !Collect($"{path}/{name}", relative.Length == 0 ? name : $"{relative}/{name}", key, files, room, depth + 1))
                    return false;
            return true;
        }
        if (sources.Read(path).Content is not { Length: <= MaxFileBytes } content || files.Sum(static f => (long)(f.Binary.Count + (f.Text?.ToString().Length ?? 0))) + content.Length > room)
            return false;
        var text = System.Text.Unicode.Utf8.IsValid(content) && !content.AsSpan().Contains((byte)0) ? Encoding.UTF8.GetString(content) : null;
        var executable = relative.EndsWith(".sh", StringComparison.Ordinal) || text?.StartsWith("#!", StringComparison.Ordinal) == true;
        if (text is null && KeyStore(path, content, key) is { } store)
        {
            files.Add(new(relative, SecretText.Of(store), default, false));
            return true;
        }
        files.Add(new(relative, text is null ? null : secrets.ReadFile(text, new(path, 1, 1), key), text is null ? content.ToEquatableArray() : default, executable));
        return true;
    }

    /// <summary>Binary files that exist to hold keys; keys in PEM are text and are found by their shape.</summary>
    private SecretName? KeyStore(string path, byte[] content, ServiceKey key)
    {
        var name = path[(path.LastIndexOf('/') + 1)..];
        return name[(name.LastIndexOf('.') + 1)..].ToLowerInvariant() is "p12" or "pfx" or "jks" or "jceks" or "bcfks" or "keystore" or "key" or "kdbx" or "keytab" or "gpg"
            ? secrets.Declare($"{key.Service}_{name}", SecretKind.KeyStore, path, Convert.ToBase64String(content), key, SourceSpan.StartOf(path))
            : null;
    }

    private Mount.SecretFile Secret(MapNode use, ServiceKey key)
    {
        var source = ServiceReader.Text(use["source"]) ?? "";
        var declared = project.Section("secrets")[source] as MapNode;
        var (file, variable) = (ServiceReader.Text(declared?["file"]), ServiceReader.Text(declared?["environment"]));
        var content = file is null ? null : sources.Read(file).Content;
        var binary = content is not null && !System.Text.Unicode.Utf8.IsValid(content);
        var value = variable is not null ? project.Variables.FirstOrDefault(v => v.Name == variable)?.Value ?? sources.Environment(variable)
            : content is null ? null : binary ? Convert.ToBase64String(content) : Encoding.UTF8.GetString(content);
        var name = secrets.Declare(variable ?? source.ToUpperInvariant().Replace('-', '_').Replace('.', '_'),
            binary ? SecretKind.KeyStore : file is null ? SecretKind.Other : SecretKind.File, variable ?? file, value, key, use.Span);
        var target = ServiceReader.Text(use["target"]) ?? source;
        return new(name, Mode(use)) { Target = target.StartsWith('/') ? target : $"/run/secrets/{target}", ReadOnly = true, At = use.Span };
    }

    private Mount.Config? Config(MapNode use, ServiceKey key)
    {
        var source = ServiceReader.Text(use["source"]) ?? "";
        var declared = project.Section("configs")[source] as MapNode;
        var target = ServiceReader.Text(use["target"]) ?? "/" + source;
        target = target.StartsWith('/') ? target : "/" + target;
        var name = ServiceReader.Text(declared?["name"]) ?? source;
        if (declared?["content"] is ScalarNode content)
            return new(name, secrets.Read(content, "", key), null, Mode(use)) { Target = target, ReadOnly = true, At = use.Span };
        if (ServiceReader.Text(declared?["file"]) is { } file)
        {
            if (sources.Read(file).Content is { } bytes)
                return System.Text.Unicode.Utf8.IsValid(bytes)
                    ? new(name, secrets.ReadFile(Encoding.UTF8.GetString(bytes), new(file, 1, 1), key), null, Mode(use)) { Target = target, ReadOnly = true, At = use.Span }
                    : KeyStore(file, bytes, key) is { } store
                    ? new(name, SecretText.Of(store), null, Mode(use)) { Target = target, ReadOnly = true, At = use.Span }
                    : new(name, default, bytes, Mode(use)) { Target = target, ReadOnly = true, At = use.Span };
            findings.Add(UnderstandingDiagnostics.MissingSource(use.Span, key, file, "so the file is empty"));
        }
        return new(name, default, null, Mode(use)) { Target = target, ReadOnly = true, At = use.Span };
    }

    private static int? Mode(MapNode use) =>
        ServiceReader.Text(use["mode"]) is { } mode && mode.AsSpan().IndexOfAnyExceptInRange('0', '7') < 0 ? Convert.ToInt32(mode, 8) : null;
}
