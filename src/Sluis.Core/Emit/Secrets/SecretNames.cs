using Sluis.Core.Planning;
using Sluis.Core.Platform;

namespace Sluis.Core.Emit.Secrets;

/// <summary>Names of a secret outside the cluster.</summary>
internal static class SecretNames
{
    /// <summary>Of the three stores without folders Key Vault has the shortest names.</summary>
    private const int LongestFlat = 127;

    /// <summary>Its entry in the store.</summary>
    public static string StoreKey(IReadOnlyDictionary<SecretName, string> storeKeys, SecretName name) =>
        storeKeys.TryGetValue(name, out var key) ? key : LegalNames.Label(name.Value);

    /// <summary>Its variable in a file of values: <c>DB_PASSWORD</c> of <c>db-password</c>, so that no two are one.</summary>
    public static string Variable(string storeKey) => storeKey.Replace('-', '_').ToUpperInvariant();

    /// <summary>
    /// Its entry in the store for an environment. Key Vault, Secret Manager and Kubernetes have no folders, and names of
    /// letters, digits and dashes only.
    /// </summary>
    public static string InStore(SecretBackend backend, EnvironmentPlan environment, string storeKey)
    {
        return backend is SecretBackend.AzureKeyVault or SecretBackend.GcpSecretManager or SecretBackend.Kubernetes
            ? LegalNames.Label($"{environment.SecretPath}-{storeKey}", LongestFlat) : $"{environment.SecretPath}/{storeKey}";
    }
}
