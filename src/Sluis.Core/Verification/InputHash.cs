using System.Security.Cryptography;
using System.Text;
using Sluis.Core.Compose;
using Sluis.Core.IO;

namespace Sluis.Core.Verification;

/// <summary>One hash for the Compose files that were read, so that evidence can name the input it speaks of.</summary>
internal static class InputHash
{
    public static string Of(IReadOnlyList<ComposeProject> projects, ISourceTree sources)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in projects.SelectMany(static p => p.Files).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
            if (sources.Read(file).Content is { } content)
            {
                hash.AppendData(Encoding.UTF8.GetBytes(Path.GetFileName(file) + "\0"));
                hash.AppendData(SHA256.HashData(content));
            }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
