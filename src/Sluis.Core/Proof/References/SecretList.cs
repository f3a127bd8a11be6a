using System.Text;

namespace Sluis.Core.Proof.References;

/// <summary>
/// <c>platform/secrets/secrets.list</c>: the Secrets whose values only the operator has, and which a script of the repository seals,
/// encrypts or writes. Their files are not there before the first run, or never in Git.
/// </summary>
internal static class SecretList
{
    private const string Path = "platform/secrets/secrets.list";

    /// <summary>A line is: domain, namespace, Secret, key, and how it is filled.</summary>
    public static IReadOnlyList<PromisedKey> Read(RepositorySnapshot repository)
    {
        if (repository.Read(Path) is not { } content)
            return [];
        var keys = new List<PromisedKey>();
        foreach (var line in Encoding.UTF8.GetString(content.Span).Split('\n'))
            if (!line.StartsWith('#') && line.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [_, var ns, var secret, var key, ..])
                keys.Add(new(ns, secret, key));
        return keys;
    }
}

internal readonly record struct PromisedKey(string Namespace, string Secret, string Key);
