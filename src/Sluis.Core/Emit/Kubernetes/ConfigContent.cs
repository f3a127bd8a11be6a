using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using k8s.Models;
using Sluis.Core.Planning;
using Sluis.Core.Platform;

namespace Sluis.Core.Emit.Kubernetes;

/// <summary>
/// Mounted files as keys. A key holds letters, digits, dash, underscore and dot only, so a file in a folder gets a key of its
/// own and its path back in the volume's items. https://kubernetes.io/docs/concepts/configuration/configmap/
/// </summary>
internal sealed class ConfigContent(string name)
{
    /// <summary>The API server refuses a ConfigMap or Secret with more.</summary>
    public const int MaxBytes = 1_048_576;

    /// <summary>Leaves room for the object around the files.</summary>
    private const int MaxPartBytes = 1_000_000;

    /// <summary>A client that applies keeps the object in an annotation of at most 256 KiB; from here on the server applies.</summary>
    private const int MaxClientBytes = 200_000;

    private readonly List<(string Key, MountedFile File)> files = [];
    private readonly HashSet<string> keys = new(StringComparer.Ordinal);

    public string Name => name;
    public bool HasSecret { get; private set; }
    public bool HasPlain { get; private set; }
    public string? FirstKey => files.Count == 0 ? null : files[0].Key;

    /// <summary>The files that need a Secret.</summary>
    public SortedDictionary<string, SecretText> SecretFiles()
    {
        var found = new SortedDictionary<string, SecretText>(StringComparer.Ordinal);
        foreach (var (key, file) in files)
            if (IsSecret(file) && file.Text is { } text)
                found[key] = text;
        return found;
    }

    private static bool IsSecret(MountedFile file) => file.Text?.HasSecret == true;

    public void Add(MountedFile file)
    {
        var key = Key(file.RelativePath);
        while (!keys.Add(key))
            key += "_";
        files.Add((key, file));
        if (IsSecret(file))
            HasSecret = true;
        else
            HasPlain = true;
    }

    public void AppendTo(IncrementalHash hash)
    {
        foreach (var (key, file) in files)
        {
            hash.AppendData(Encoding.UTF8.GetBytes(key));
            hash.AppendData(file.Text is { } text ? Encoding.UTF8.GetBytes(text.ToString()) : file.Binary.AsSpan());
        }
    }

    /// <summary>The size of what no object can hold; null when all fits.</summary>
    public long? TooLarge
    {
        get
        {
            foreach (var (key, file) in files)
                if (Size(key, file) is > MaxBytes and var one)
                    return one;
            // A Secret with files is one object: its template is.
            return files.Where(f => IsSecret(f.File)).Sum(f => Size(f.Key, f.File)) is > MaxBytes and var all ? all : null;
        }
    }

    /// <summary>The files without secrets, in as many objects as it takes.</summary>
    public List<V1ConfigMap> ToConfigMaps(WorkloadPlan workload)
    {
        var maps = new List<V1ConfigMap>(1);
        var parts = Parts();
        for (var i = 0; i < parts.Count; i++)
        {
            var map = new V1ConfigMap { ApiVersion = "v1", Kind = "ConfigMap", Metadata = Labels.Meta(workload, PartName(i)) };
            foreach (var (key, file) in parts[i])
                if (file.Text is { } text)
                    (map.Data ??= new SortedDictionary<string, string>(StringComparer.Ordinal))[key] = text.Literal ?? "";
                else
                    (map.BinaryData ??= new SortedDictionary<string, byte[]>(StringComparer.Ordinal))[key] = file.Binary.AsSpan().ToArray();
            if (parts[i].Sum(static f => Size(f.Key, f.File)) > MaxClientBytes)
                map.Metadata.Annotations[Labels.SyncOptions] = "ServerSideApply=true";
            maps.Add(map);
        }
        return maps;
    }

    /// <summary>In the order of the files, each part as full as it may be.</summary>
    private List<List<(string Key, MountedFile File)>> Parts()
    {
        var parts = new List<List<(string, MountedFile)>>(1);
        long room = 0;
        foreach (var (key, file) in files)
        {
            if (IsSecret(file))
                continue;
            var size = Size(key, file);
            if (parts.Count == 0 || size > room)
            {
                parts.Add([]);
                room = MaxPartBytes;
            }
            parts[^1].Add((key, file));
            room -= size;
        }
        return parts;
    }

    private string PartName(int part) => part == 0 ? name : LegalNames.Label(string.Create(CultureInfo.InvariantCulture, $"{name}-{part + 1}"));

    private static long Size(string key, MountedFile file) => key.Length + (file.Text is { } text ? Encoding.UTF8.GetByteCount(text.ToString()) : file.Binary.Count);

    /// <summary>One folder, whether its files come from a ConfigMap, several, a Secret or both.</summary>
    public V1Volume ToVolume(string volume, bool isDirectory, int? mode)
    {
        var parts = Parts();
        if (!HasSecret && parts.Count == 1)
            return new() { Name = volume, ConfigMap = new() { Name = name, Items = Items(parts[0], isDirectory, mode), DefaultMode = mode } };
        var secret = files.Where(static f => IsSecret(f.File)).ToList();
        if (!HasPlain)
            return new() { Name = volume, Secret = new() { SecretName = name, Items = Items(secret, isDirectory, mode), DefaultMode = mode } };
        var sources = new List<V1VolumeProjection>(parts.Count + 1);
        for (var i = 0; i < parts.Count; i++)
            sources.Add(new() { ConfigMap = new() { Name = PartName(i), Items = Items(parts[i], isDirectory, mode) } });
        if (HasSecret)
            sources.Add(new() { Secret = new() { Name = name, Items = Items(secret, isDirectory, mode) } });
        return new() { Name = volume, Projected = new() { Sources = sources, DefaultMode = mode } };
    }

    /// <summary>Null when each key is its path and the volume's default mode will do.</summary>
    private static List<V1KeyToPath>? Items(List<(string Key, MountedFile File)> part, bool isDirectory, int? mode)
    {
        var needed = false;
        var items = new List<V1KeyToPath>(part.Count);
        foreach (var (key, file) in part)
        {
            // A single file is mounted by its key, so the key is its path.
            var path = isDirectory ? file.RelativePath : key;
            int? own = mode is null && file.Executable ? Executable : null;
            needed |= path != key || own is not null;
            items.Add(new() { Key = key, Path = path, Mode = own });
        }
        return needed ? items : null;
    }

    /// <summary>rwxr-xr-x</summary>
    private const int Executable = 0b111_101_101;

    private static string Key(string path)
    {
        var key = new StringBuilder(path.Length);
        foreach (var c in path)
            key.Append(char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' ? c : '_');
        var text = key.ToString();
        return text is "" or "." or ".." || text.StartsWith("..", StringComparison.Ordinal) ? "file_" + text.Trim('.')
            : text.Length <= 253 ? text : text[^253..];
    }
}
