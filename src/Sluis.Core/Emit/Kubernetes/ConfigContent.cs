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

    private readonly List<(string Key, MountedFile File)> files = [];
    private readonly HashSet<string> keys = new(StringComparer.Ordinal);

    public string Name => name;
    public bool HasSecret { get; private set; }
    public bool HasPlain { get; private set; }
    public long Bytes { get; private set; }
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
        Bytes += key.Length + (file.Text is { } text ? Encoding.UTF8.GetByteCount(text.ToString()) : file.Binary.Count);
    }

    public void AppendTo(IncrementalHash hash)
    {
        foreach (var (key, file) in files)
        {
            hash.AppendData(Encoding.UTF8.GetBytes(key));
            hash.AppendData(file.Text is { } text ? Encoding.UTF8.GetBytes(text.ToString()) : file.Binary.AsSpan());
        }
    }

    /// <summary>The files without secrets.</summary>
    public V1ConfigMap ToConfigMap(WorkloadPlan workload)
    {
        var map = new V1ConfigMap { ApiVersion = "v1", Kind = "ConfigMap", Metadata = Labels.Meta(workload, name) };
        foreach (var (key, file) in files)
            if (IsSecret(file))
                continue;
            else if (file.Text is { } text)
                (map.Data ??= new SortedDictionary<string, string>(StringComparer.Ordinal))[key] = text.Literal ?? "";
            else
                (map.BinaryData ??= new SortedDictionary<string, byte[]>(StringComparer.Ordinal))[key] = file.Binary.AsSpan().ToArray();
        return map;
    }

    /// <summary>One folder, whether its files come from a ConfigMap, a Secret or both.</summary>
    public V1Volume ToVolume(string volume, bool isDirectory, int? mode)
    {
        if (!HasSecret)
            return new() { Name = volume, ConfigMap = new() { Name = name, Items = Items(false, isDirectory, mode), DefaultMode = mode } };
        if (!HasPlain)
            return new() { Name = volume, Secret = new() { SecretName = name, Items = Items(true, isDirectory, mode), DefaultMode = mode } };
        return new()
        {
            Name = volume,
            Projected = new()
            {
                Sources =
                [
                    new() { ConfigMap = new() { Name = name, Items = Items(false, isDirectory, mode) } },
                    new() { Secret = new() { Name = name, Items = Items(true, isDirectory, mode) } },
                ],
                DefaultMode = mode,
            },
        };
    }

    /// <summary>Null when each key is its path and the volume's default mode will do.</summary>
    private List<V1KeyToPath>? Items(bool secret, bool isDirectory, int? mode)
    {
        var needed = false;
        var items = new List<V1KeyToPath>(files.Count);
        foreach (var (key, file) in files)
        {
            if (IsSecret(file) != secret)
                continue;
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
