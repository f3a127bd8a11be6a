using System.IO.Enumeration;
using Sluis.Core.Diagnostics;
using Sluis.Core.IO;
using Sluis.Core.Proof;

namespace Sluis.Cli.IO;

/// <summary>
/// A repository's folder to a snapshot of its bytes. <c>.git</c> and what a killed run left behind are no part of it; a link is
/// followed to a file inside the folder only, for what it shows must not depend on the rest of the disk.
/// </summary>
internal static class RepositoryReader
{
    /// <summary>A platform of 5 000 services has some 40 000 files.</summary>
    public const int MaxFiles = 200_000;

    /// <summary>All files together; manifests are a few kilobytes each.</summary>
    public const long MaxBytes = 1L << 30;

    /// <summary>More threads than two gain nothing: the kernel's directory locks decide the pace.</summary>
    private static readonly ParallelOptions Two = new() { MaxDegreeOfParallelism = 2 };

    private readonly record struct Found(string Path, long Length, bool IsLink);

    /// <summary>Null when the folder is not there, refuses, or holds more than a repository may; a finding says which.</summary>
    /// <param name="without">Paths to leave out, because the caller knows their content.</param>
    public static IReadOnlyList<KeyValuePair<string, ReadOnlyMemory<byte>>>? Read(string folder, string shown, Findings findings, Func<string, bool>? without = null)
    {
        if (!Directory.Exists(folder))
        {
            findings.Add(RepositoryDiagnostics.NoFolder(shown, File.Exists(folder) ? "it is a file" : "no such folder"));
            return null;
        }
        try
        {
            var found = List(folder, without);
            if (found.Count > MaxFiles || found.Sum(static f => f.Length) > MaxBytes)
            {
                findings.Add(RepositoryDiagnostics.TooMuch(shown, found.Count > MaxFiles ? $"more than {MaxFiles} files" : $"more than {MaxBytes >> 20} MiB"));
                return null;
            }
            var contents = new byte[]?[found.Count];
            Parallel.For(0, found.Count, Two, i => contents[i] = Content(folder, found[i], findings));
            var files = new List<KeyValuePair<string, ReadOnlyMemory<byte>>>(found.Count);
            for (var i = 0; i < found.Count; i++)
                if (contents[i] is { } content)
                    files.Add(new(found[i].Path, content));
            return files;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            findings.Add(RepositoryDiagnostics.NoFolder(shown, e is UnauthorizedAccessException ? "permission denied" : e.Message));
            return null;
        }
    }

    private static List<Found> List(string folder, Func<string, bool>? without)
    {
        var prefix = folder.EndsWith('/') ? folder.Length : folder.Length + 1;
        var options = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None, IgnoreInaccessible = false, ReturnSpecialDirectories = false };
        var entries = new FileSystemEnumerable<Found>(folder, (ref FileSystemEntry entry) => new(entry.ToFullPath()[prefix..], entry.Length, entry.Attributes.HasFlag(FileAttributes.ReparsePoint)), options)
        {
            ShouldIncludePredicate = static (ref FileSystemEntry entry) => !entry.IsDirectory || entry.Attributes.HasFlag(FileAttributes.ReparsePoint),
            ShouldRecursePredicate = static (ref FileSystemEntry entry) => !entry.Attributes.HasFlag(FileAttributes.ReparsePoint) && !IsOutside(entry),
        };
        var found = new List<Found>();
        foreach (var entry in entries)
        {
            if (entry.Path is ".git" || without?.Invoke(entry.Path) is true)
                continue;
            found.Add(entry);
            if (found.Count > MaxFiles)
                break;
        }
        found.Sort(static (a, b) => string.CompareOrdinal(a.Path, b.Path));
        return found;
    }

    /// <summary>Git's own folder, and the staging area of a run of ours that was killed.</summary>
    private static bool IsOutside(FileSystemEntry entry) =>
        entry.FileName.SequenceEqual(".git")
        || (entry.FileName.SequenceEqual("staging") && Path.GetFileName(entry.Directory).SequenceEqual(".sluis"));

    private static byte[]? Content(string folder, Found file, Findings findings)
    {
        var full = Path.Combine(folder, file.Path);
        if (file.IsLink && !LeadsInside(folder, full))
        {
            findings.Add(RepositoryDiagnostics.LinkOut(file.Path));
            return null;
        }
        if (file.Length > SourceLimits.MaxFileBytes)
        {
            findings.Add(RepositoryDiagnostics.TooLarge(file.Path, file.Length));
            return null;
        }
        try
        {
            using var handle = File.OpenHandle(full);
            var length = RandomAccess.GetLength(handle);
            if (length > SourceLimits.MaxFileBytes)
            {
                findings.Add(RepositoryDiagnostics.TooLarge(file.Path, length));
                return null;
            }
            var content = new byte[length];
            var read = 0;
            while (read < content.Length && RandomAccess.Read(handle, content.AsSpan(read), read) is > 0 and var more)
                read += more;
            return content;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            findings.Add(RepositoryDiagnostics.Unreadable(file.Path, e is UnauthorizedAccessException ? "permission denied" : "it is not a file that can be read"));
            return null;
        }
    }

    /// <summary>A link to a folder is not followed at all: it could lead in a circle.</summary>
    private static bool LeadsInside(string folder, string link)
    {
        try
        {
            return File.ResolveLinkTarget(link, returnFinalTarget: true) is { Exists: true } target and not DirectoryInfo
                && !Directory.Exists(target.FullName)
                && Path.GetFullPath(target.FullName).StartsWith(folder.TrimEnd('/') + "/", StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return false;
        }
    }
}
