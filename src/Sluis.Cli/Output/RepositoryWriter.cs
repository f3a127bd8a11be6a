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

    public static WriteReport Write(RepositoryTree tree, string folder, bool force, bool dryRun) => Commit(Prepare(tree, folder, force), [], dryRun);

    /// <summary>Decides what is to be written and writes nothing yet.</summary>
    /// <exception cref="OutputRefused">The folder cannot be written.</exception>
    public static PreparedWrite Prepare(RepositoryTree tree, string folder, bool force)
    {
        if (File.Exists(folder))
            throw new OutputRefused("it is a file");
        return Guarded(() =>
        {
            var isNew = !Directory.Exists(folder) || !Directory.EnumerateFileSystemEntries(folder).Any();
            var known = isNew ? [] : Manifest.Read(ReadIfThere(Path.Combine(folder, Manifest.Path)));
            var pending = isNew ? [] : Manifest.Read(ReadIfThere(Path.Combine(folder, Manifest.PendingPath)));
            var prepared = new PreparedWrite { Tree = tree, Folder = folder, Force = force, IsNew = isNew, Known = known, Pending = pending, Files = Decided(tree.Files, folder, isNew, known, pending, force) };
            if (!isNew)
                Stale(prepared);
            return prepared;
        });
    }

    /// <summary>Writes it, with more files that belong to it: the evidence about the rest.</summary>
    public static WriteReport Commit(PreparedWrite prepared, IReadOnlyList<RepositoryFile> more, bool dryRun) => Guarded(() =>
    {
        if (more.Count > 0)
        {
            var added = Decided(more, prepared.Folder, prepared.IsNew, prepared.Known, prepared.Pending, prepared.Force);
            prepared = prepared with { Tree = prepared.Tree.With(more), Files = [.. prepared.Files.Concat(added).OrderBy(static f => f.File.Path, StringComparer.Ordinal)] };
            foreach (var file in more)
            {
                prepared.Removed.Remove(file.Path);
                prepared.Orphaned.Remove(file.Path);
            }
        }
        return prepared.IsNew ? Create(prepared, dryRun) : Update(prepared, dryRun);
    });

    private static T Guarded<T>(Func<T> act)
    {
        try
        {
            return act();
        }
        catch (Exception e) when ((e is AggregateException all ? all.InnerException : e) is IOException or UnauthorizedAccessException)
        {
            var cause = e is AggregateException ? e.InnerException : e;
            throw new OutputRefused(cause is UnauthorizedAccessException ? "permission denied" : cause?.Message ?? e.Message);
        }
    }

    private static DecidedFile[] Decided(
        IReadOnlyList<RepositoryFile> files, string folder, bool isNew, Dictionary<string, string> known, Dictionary<string, string> pending, bool force)
    {
        foreach (var file in files)
            if (!IsInside(file.Path))
                throw new OutputRefused($"the path {file.Path} leads out of it");
        var decided = new DecidedFile[files.Count];
        Parallel.For(0, files.Count, Two, i =>
        {
            var hash = Sha256Hex.Of(files[i].Content.Span);
            var there = isNew ? null : ReadIfThere(Path.Combine(folder, files[i].Path));
            var act = Decide(files[i], hash, there, known, pending, force);
            decided[i] = new(files[i], hash, act, act is WriteAct.Write or WriteAct.Same ? files[i].Content : there);
        });
        return decided;
    }

    private static bool IsInside(string path) =>
        path.Length > 0 && path[0] != '/' && !path.Contains('\\') && !$"/{path}/".Contains("/../", StringComparison.Ordinal) && !path.Contains("//", StringComparison.Ordinal)
        && !path.StartsWith(Staging + "/", StringComparison.Ordinal) && path is not (Manifest.Path or Manifest.PendingPath);

    private static WriteReport Create(PreparedWrite prepared, bool dryRun)
    {
        var (files, folder) = (prepared.Files, prepared.Folder);
        var report = new WriteReport { Written = [.. files.Select(static f => f.File.Path)], Removed = [], Unchanged = 0, Changed = [], Foreign = [], Orphaned = [] };
        if (dryRun)
            return report;
        var parent = Path.GetDirectoryName(folder) ?? "/";
        Directory.CreateDirectory(parent);
        // Beside the target, so that the rename stays on one file system. A leftover of a killed run is rubbish.
        var staging = Path.Combine(parent, $".{Path.GetFileName(folder)}.sluis-staging");
        if (Directory.Exists(staging))
            Directory.Delete(staging, recursive: true);
        Directory.CreateDirectory(Path.Combine(staging, Manifest.Folder));
        Folders(staging, report.Written);
        Parallel.For(0, files.Count, Two, i => WriteFile(Path.Combine(staging, files[i].File.Path), files[i].File.Content.Span));
        var manifest = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var file in files)
            manifest[file.File.Path] = file.Hash;
        WriteFile(Path.Combine(staging, Manifest.Path), Manifest.Write(manifest));
        if (Directory.Exists(folder))
            Directory.Delete(folder);
        Directory.Move(staging, folder);
        return report;
    }

    private static WriteReport Update(PreparedWrite prepared, bool dryRun)
    {
        var manifest = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var (written, changed, foreign) = (new List<RepositoryFile>(), new List<string>(), new List<string>());
        var unchanged = 0;
        foreach (var (file, hash, act, _) in prepared.Files)
        {
            if (act is WriteAct.Write or WriteAct.Same)
                manifest[file.Path] = hash;
            else if (prepared.Known.TryGetValue(file.Path, out var last))
                manifest[file.Path] = last;
            switch (act)
            {
                case WriteAct.Write: written.Add(file); break;
                case WriteAct.Changed: changed.Add(file.Path); break;
                case WriteAct.Foreign: foreign.Add(file.Path); break;
                default: unchanged++; break;
            }
        }
        foreach (var path in prepared.Orphaned)
            if (prepared.Known.TryGetValue(path, out var last))
                manifest[path] = last;
        var report = new WriteReport
        {
            Written = [.. written.Select(static f => f.Path)],
            Removed = [.. prepared.Removed],
            Unchanged = unchanged,
            Changed = changed,
            Foreign = foreign,
            Orphaned = [.. prepared.Orphaned],
        };
        if (!dryRun)
            Apply(prepared.Folder, written, report.Removed, manifest);
        return report;
    }

    private static WriteAct Decide(
        RepositoryFile file, string hash, byte[]? there, Dictionary<string, string> known, Dictionary<string, string> pending, bool force)
    {
        if (there is null)
            return WriteAct.Write;
        if (file.Content.Span.SequenceEqual(there))
            return WriteAct.Same;
        if (file.Owner == FileOwner.Evidence)
            return WriteAct.Write;
        var current = Sha256Hex.Of(there);
        if (known.GetValueOrDefault(file.Path) == current || pending.GetValueOrDefault(file.Path) == current)
            return WriteAct.Write;
        if (file.Owner == FileOwner.User)
            return WriteAct.Theirs;
        return force ? WriteAct.Write : known.ContainsKey(file.Path) ? WriteAct.Changed : WriteAct.Foreign;
    }

    /// <summary>Files of an earlier run that this one does not generate.</summary>
    private static void Stale(PreparedWrite prepared)
    {
        var (known, pending) = (prepared.Known, prepared.Pending);
        foreach (var path in known.Keys.Union(pending.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            if (prepared.Tree[path] is not null || !IsInside(path) || ReadIfThere(Path.Combine(prepared.Folder, path)) is not { } there)
                continue;
            var current = Sha256Hex.Of(there);
            if (prepared.Force || known.GetValueOrDefault(path) == current || pending.GetValueOrDefault(path) == current)
                prepared.Removed.Add(path);
            else
                prepared.Orphaned.Add(path);
        }
    }

    private static void Apply(string folder, List<RepositoryFile> written, IReadOnlyList<string> removed, SortedDictionary<string, string> manifest)
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
        Parallel.For(0, written.Count, Two, n => WriteFile(Path.Combine(staging, $"{n}"), written[n].Content.Span));
        WriteFile(Path.Combine(staging, "manifest"), content);
        WriteFile(Path.Combine(staging, "pending"), content);
        File.Move(Path.Combine(staging, "pending"), Path.Combine(folder, Manifest.PendingPath), overwrite: true);

        Folders(folder, written.Select(static f => f.Path));
        Parallel.For(0, written.Count, Two, n => File.Move(Path.Combine(staging, $"{n}"), Path.Combine(folder, written[n].Path), overwrite: true));
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
