using Sluis.Cli.IO;
using Sluis.Cli.Output;
using Sluis.Core.Diagnostics;
using Sluis.Core.Proof;

namespace Sluis.Cli.Verifying;

/// <summary>
/// The repository as it will lie on disk once a run has written it: generated files, files that a person changed, and files that
/// a person added. What is generated is taken from memory and not read again.
/// </summary>
internal static class AfterWriting
{
    public static RepositorySnapshot? Of(PreparedWrite prepared, string shown, Findings findings)
    {
        var files = new List<KeyValuePair<string, ReadOnlyMemory<byte>>>(prepared.Files.Count);
        foreach (var file in prepared.Files)
            if (file.After is { } content)
                files.Add(new(file.File.Path, content));
        if (prepared.IsNew)
            return new(files);
        var removed = prepared.Removed.ToHashSet(StringComparer.Ordinal);
        var theirs = RepositoryReader.Read(prepared.Folder, shown, findings, path => prepared.Tree[path] is not null || removed.Contains(path) || EvidenceFiles.IsResult(path) || Manifest.IsNote(path));
        if (theirs is null)
            return null;
        files.AddRange(theirs);
        return new(files);
    }
}
