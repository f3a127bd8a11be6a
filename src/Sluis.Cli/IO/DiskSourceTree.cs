using Sluis.Core.IO;

namespace Sluis.Cli.IO;

/// <summary>The real disk and the real environment.</summary>
internal sealed class DiskSourceTree(string workingDirectory) : ISourceTree
{
    public string WorkingDirectory { get; } = workingDirectory;

    public SourceKind Kind(string path)
    {
        try
        {
            // A link is followed once by the operating system, which bounds loops (ELOOP) itself.
            if (Directory.Exists(path))
                return SourceKind.Directory;
            if (!File.Exists(path))
                return SourceKind.Missing;
            return new FileInfo(path).Attributes.HasFlag(FileAttributes.Device) ? SourceKind.Other : SourceKind.File;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return SourceKind.Missing;
        }
    }

    public SourceRead Read(string path)
    {
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0);
            if (stream.Length > SourceLimits.MaxFileBytes)
                return SourceRead.Failed($"the file has {stream.Length} bytes, more than {SourceLimits.MaxFileBytes}");
            var content = new byte[stream.Length];
            stream.ReadExactly(content);
            return SourceRead.Of(content);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return SourceRead.Failed(e is FileNotFoundException or DirectoryNotFoundException ? "no such file"
                : e is UnauthorizedAccessException ? "permission denied" : "it cannot be read");
        }
    }

    public IReadOnlyList<string> List(string path)
    {
        try
        {
            return [.. Directory.EnumerateFileSystemEntries(path).Select(e => Path.GetFileName(e)).Order(StringComparer.Ordinal)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return [];
        }
    }

    public string? Environment(string name) => System.Environment.GetEnvironmentVariable(name);
}
