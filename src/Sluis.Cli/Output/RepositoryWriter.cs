using Sluis.Core.Emit;

namespace Sluis.Cli.Output;

/// <summary>
/// Writes a repository to a folder. What a person changed is never overwritten without force. A new folder appears whole, by one
/// rename. In a folder that exists the files are prepared aside and moved in one by one; a run that is killed leaves each file
/// whole, old or new, and <see cref="Manifest.PendingPath"/> lets the next run know its own files.
/// </summary>
internal static class RepositoryWriter
{
    private const string Staging = ".sluis/staging";

    /// <summary>More threads than two gain nothing: the kernel's directory locks decide the pace.</summary>
    private static readonly ParallelOptions Two = new() { MaxDegreeOfParallelism = 2 };

    public static WriteReport Write(RepositoryTree tree, string folder, bool force, bool dryRun)
    {
        foreach (var file in tree.Files)
            if (!IsInside(file.Path))
                throw new OutputRefused($"the path {file.Path} leads out of it");
        if (File.Exists(folder))
            throw new OutputRefused("it is a file");
        try
        {
            return Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any()
                ? Update(tree, folder, force, dryRun)
                : Create(tree, folder, dryRun);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new OutputRefused(e is UnauthorizedAccessException ? "permission denied" : e.Message);
        }
    }

    private static bool IsInside(string path) =>
        path.Length > 0 && path[0] != '/' && !path.Contains('\\') && !$"/{path}/".Contains("/../", StringComparison.Ordinal) && !path.Contains("//", StringComparison.Ordinal)
        && !path.StartsWith(Staging + "/", StringComparison.Ordinal) && path is not (Manifest.Path or Manifest.PendingPath);

    private static WriteReport Create(RepositoryTree tree, string folder, bool dryRun)
    {
        var report = new WriteReport { Written = [.. tree.Files.Select(static f => f.Path)], Removed = [], Unchanged = 0, Changed = [], Foreign = [], Orphaned = [] };
        if (dryRun)
            return report;
        var parent = Path.GetDirectoryName(folder) ?? "/";
        Directory.CreateDirectory(parent);
        // Beside the target, so that the rename stays on one file system. A leftover of a killed run is rubbish.
        var staging = Path.Combine(parent, $".{Path.GetFileName(folder)}.sluis-staging");
        if (Directory.Exists(staging))
            Directory.Delete(staging, recursive: true);
        Directory.CreateDirectory(Path.Combine(staging, Manifest.Folder));
        Folders(staging, tree.Files.Select(static f => f.Path));
        var hashes = new string[tree.Files.Count];
        Parallel.For(0, tree.Files.Count, Two, i =>
        {
            var content = tree.Files[i].Content.Span;
            hashes[i] = Sha256Hex.Of(content);
            WriteFile(Path.Combine(staging, tree.Files[i].Path), content);
        });
        var manifest = new SortedDictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < hashes.Length; i++)
            manifest[tree.Files[i].Path] = hashes[i];
        WriteFile(Path.Combine(staging, Manifest.Path), Manifest.Write(manifest));
        if (Directory.Exists(folder))
            Directory.Delete(folder);
        Directory.Move(staging, folder);
        return report;
    }

    private enum Act
    {
        Write,
        Same,
        Changed,
        Foreign,
        /// <summary>The user's own by now.</summary>
        Theirs,
    }

    private static WriteReport Update(RepositoryTree tree, string folder, bool force, bool dryRun)
    {
        var known = Manifest.Read(ReadIfThere(Path.Combine(folder, Manifest.Path)));
        var pending = Manifest.Read(ReadIfThere(Path.Combine(folder, Manifest.PendingPath)));
        var count = tree.Files.Count;
        var (acts, hashes) = (new Act[count], new string[count]);
        Parallel.For(0, count, Two, i =>
        {
            var file = tree.Files[i];
            hashes[i] = Sha256Hex.Of(file.Content.Span);
            acts[i] = Decide(file, hashes[i], ReadIfThere(Path.Combine(folder, file.Path)), known, pending, force);
        });

        var manifest = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var (written, changed, foreign) = (new List<int>(), new List<string>(), new List<string>());
        var unchanged = 0;
        for (var i = 0; i < count; i++)
        {
            var path = tree.Files[i].Path;
            if (acts[i] is Act.Write or Act.Same)
                manifest[path] = hashes[i];
            else if (known.TryGetValue(path, out var last))
                manifest[path] = last;
            switch (acts[i])
            {
                case Act.Write: written.Add(i); break;
                case Act.Changed: changed.Add(path); break;
                case Act.Foreign: foreign.Add(path); break;
                default: unchanged++; break;
            }
        }
        var (removed, orphaned) = Stale(tree, folder, known, pending, force, manifest);
        var report = new WriteReport
        {
            Written = [.. written.Select(i => tree.Files[i].Path)],
            Removed = removed,
            Unchanged = unchanged,
            Changed = changed,
            Foreign = foreign,
            Orphaned = orphaned,
        };
        if (!dryRun)
            Apply(tree, folder, written, removed, manifest);
        return report;
    }

    private static Act Decide(
        RepositoryFile file, string hash, byte[]? there, Dictionary<string, string> known, Dictionary<string, string> pending, bool force)
    {
        if (there is null)
            return Act.Write;
        if (file.Content.Span.SequenceEqual(there))
            return Act.Same;
        var current = Sha256Hex.Of(there);
        if (known.GetValueOrDefault(file.Path) == current || pending.GetValueOrDefault(file.Path) == current)
            return Act.Write;
        if (file.Owner == FileOwner.User)
            return Act.Theirs;
        return force ? Act.Write : known.ContainsKey(file.Path) ? Act.Changed : Act.Foreign;
    }

    /// <summary>Files of an earlier run that this one does not generate.</summary>
    private static (List<string> Removed, List<string> Orphaned) Stale(
        RepositoryTree tree, string folder, Dictionary<string, string> known, Dictionary<string, string> pending, bool force, SortedDictionary<string, string> manifest)
    {
        var (removed, orphaned) = (new List<string>(), new List<string>());
        foreach (var path in known.Keys.Union(pending.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            if (tree[path] is not null || !IsInside(path) || ReadIfThere(Path.Combine(folder, path)) is not { } there)
                continue;
            var current = Sha256Hex.Of(there);
            if (force || known.GetValueOrDefault(path) == current || pending.GetValueOrDefault(path) == current)
                removed.Add(path);
            else
            {
                orphaned.Add(path);
                if (known.TryGetValue(path, out var last))
                    manifest[path] = last;
            }
        }
        return (removed, orphaned);
    }

    private static void Apply(RepositoryTree tree, string folder, List<int> written, List<string> removed, SortedDictionary<string, string> manifest)
    {
        var content = Manifest.Write(manifest);
        if (written.Count == 0 && removed.Count == 0 && ReadIfThere(Path.Combine(folder, Manifest.Path)) is { } last && last.AsSpan().SequenceEqual(content))
        {
            File.Delete(Path.Combine(folder, Manifest.PendingPath));
            return;
        }
        var staging = Path.Combine(folder, Staging);
        if (Directory.Exists(staging))
            Directory.Delete(staging, recursive: true);
        Directory.CreateDirectory(staging);
        Parallel.For(0, written.Count, Two, n => WriteFile(Path.Combine(staging, $"{n}"), tree.Files[written[n]].Content.Span));
        WriteFile(Path.Combine(staging, "manifest"), content);
        WriteFile(Path.Combine(staging, "pending"), content);
        File.Move(Path.Combine(staging, "pending"), Path.Combine(folder, Manifest.PendingPath), overwrite: true);

        Folders(folder, written.Select(i => tree.Files[i].Path));
        Parallel.For(0, written.Count, Two, n => File.Move(Path.Combine(staging, $"{n}"), Path.Combine(folder, tree.Files[written[n]].Path), overwrite: true));
        foreach (var path in removed)
            Remove(folder, path);
        File.Move(Path.Combine(staging, "manifest"), Path.Combine(folder, Manifest.Path), overwrite: true);
        File.Delete(Path.Combine(folder, Manifest.PendingPath));
        Directory.Delete(staging, recursive: true);
    }

    private static void Remove(string folder, string path)
    {
        File.Delete(Path.Combine(folder, path));
        for (var at = Path.GetDirectoryName(path); !string.IsNullOrEmpty(at); at = Path.GetDirectoryName(at))
        {
            var full = Path.Combine(folder, at);
            if (!Directory.Exists(full) || Directory.EnumerateFileSystemEntries(full).Any())
                return;
            Directory.Delete(full);
        }
    }

    private static void Folders(string root, IEnumerable<string> paths)
    {
        var made = new HashSet<string>(StringComparer.Ordinal);
        foreach (var path in paths)
            if (path.LastIndexOf('/') is > 0 and var slash && made.Add(path[..slash]))
                Directory.CreateDirectory(Path.Combine(root, path[..slash]));
    }

    private static void WriteFile(string path, ReadOnlySpan<byte> content)
    {
        using var handle = File.OpenHandle(path, FileMode.Create, FileAccess.Write, FileShare.None);
        RandomAccess.Write(handle, content, 0);
    }

    private static byte[]? ReadIfThere(string path)
    {
        try
        {
            using var handle = File.OpenHandle(path);
            var content = new byte[RandomAccess.GetLength(handle)];
            var read = 0;
            while (read < content.Length && RandomAccess.Read(handle, content.AsSpan(read), read) is > 0 and var more)
                read += more;
            return content;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }
}
