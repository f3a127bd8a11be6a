using System.Text;
using Sluis.Core.Planning;

namespace Sluis.Core.Emit.Secrets;

/// <summary>
/// Secrets encrypted by SOPS for age keys. Flux decrypts what a kustomization lists; Argo CD needs the KSOPS generator; without
/// either they are decrypted on the way to the cluster. https://getsops.io/docs/
/// </summary>
internal static class SopsFiles
{
    public const string ScriptPath = "scripts/encrypt-secrets.sh";
    public const string ConfigPath = ".sops.yaml";

    public static IEnumerable<RepositoryFile> Emit(MigrationPlan plan, SecretLayout layout)
    {
        var listed = plan.Choices.GitOps switch
        {
            GitOpsChoice.Flux => SecretScript.ListedResources,
            GitOpsChoice.ArgoCd => SecretScript.ListedForKsops,
            _ => SecretScript.NotListed,
        };
        return SecretDeliveries.EmptyFolders(plan, layout)
            .Append(ObjectFiles.Text(ConfigPath, Config(plan), FileOwner.User))
            .Append(ObjectFiles.Text(ScriptPath, SecretScript.Write(ScriptPath, "Encrypts", SecretScript.Encrypting + "\n" + listed)));
    }

    private static string Config(MigrationPlan plan)
    {
        var recipients = plan.Intent.Secrets.Recipients;
        var text = new StringBuilder("# Who can read the Secrets in this repository. After a change: ").Append(ScriptPath).Append(" --force ENVIRONMENT\n");
        text.Append("creation_rules:\n  - path_regex: '/secrets/secret-[^/]+\\.sops\\.yaml$'\n    encrypted_regex: '^(data|stringData)$'\n");
        if (recipients.IsEmpty)
            text.Append("    # age: the public keys of who may decrypt, as age-keygen prints them, with commas between\n");
        else
            text.Append("    age: '").AppendJoin(',', recipients).Append("'\n");
        return text.ToString();
    }
}
