using Sluis.Core.Planning;

namespace Sluis.Core.Emit.Secrets;

/// <summary>
/// SealedSecrets are made by a script, because only the operator has the values and reaches the cluster whose controller opens
/// them. https://github.com/bitnami-labs/sealed-secrets
/// </summary>
internal static class SealedSecretFiles
{
    public const string ScriptPath = "scripts/seal-secrets.sh";

    public static IEnumerable<RepositoryFile> Emit(MigrationPlan plan, SecretLayout layout) =>
        SecretDeliveries.EmptyFolders(plan, layout).Append(ObjectFiles.Text(ScriptPath, SecretScript.Write(ScriptPath, "Seals", SecretScript.Sealing + "\n" + SecretScript.ListedResources)));
}
