using System.Security.Cryptography;
using System.Text;
using Sluis.Cli.Output;
using Sluis.Core.Proof;

namespace Sluis.Cli.Verifying;

/// <summary>
/// One hash for a repository: SHA-256 of what <c>sha256sum</c> prints for its files, sorted by path in the C locale. The tool's own
/// notes and what the proofs write themselves are no part of it, so that evidence can name the tree it lies in.
/// </summary>
internal static class TreeHash
{
    public static string Of(RepositorySnapshot repository)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var path in repository.Paths)
            if (Counts(path) && repository.Read(path) is { } content)
                hash.AppendData(Encoding.UTF8.GetBytes($"{Sha256Hex.Of(content.Span)}  {path}\n"));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static bool Counts(string path) => !Manifest.IsNote(path) && !EvidenceFiles.IsResult(path);
}
