namespace Sluis.Core.IO;

public enum SourceKind
{
    Missing,
    File,
    Directory,
    Other,
}

/// <summary>
/// The world that Core may read: files and the environment. Paths are absolute, with <c>/</c>, already normalised.
/// Implementations refuse a file over <see cref="SourceLimits.MaxFileBytes"/> and never follow a link out of bounded depth.
/// </summary>
public interface ISourceTree
{
    /// <summary>The folder relative paths on the command line start from; absolute.</summary>
    string WorkingDirectory { get; }

    SourceKind Kind(string path);

    /// <summary>The bytes of a file. <see cref="SourceRead.Failure"/> says in a few words why not.</summary>
    SourceRead Read(string path);

    /// <summary>Names directly inside a folder, sorted ordinally; empty when it cannot be listed.</summary>
    IReadOnlyList<string> List(string path);

    /// <summary>A variable of the process environment.</summary>
    string? Environment(string name);
}

public readonly record struct SourceRead(byte[]? Content, string? Failure)
{
    public static SourceRead Of(byte[] content) => new(content, null);
    public static SourceRead Failed(string why) => new(null, why);
}

public static class SourceLimits
{
    /// <summary>A Compose file of 16 MiB would hold some 50 000 services; more is a mistake or an attack.</summary>
    public const int MaxFileBytes = 16 * 1024 * 1024;
}
