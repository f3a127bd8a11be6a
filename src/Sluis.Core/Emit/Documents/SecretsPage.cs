using System.Text;
using Sluis.Core.Planning;
using Sluis.Core.Platform;

namespace Sluis.Core.Emit.Documents;

/// <summary>Which secrets have to be put where, for whom: names only.</summary>
internal static class SecretsPage
{
    public const string Path = "docs/secrets.md";

    public static string Write(MigrationPlan plan)
    {
        var uses = plan.Secrets.GroupBy(static s => s.Secret).ToDictionary(static g => g.Key, static g => g.ToList());
        var text = new StringBuilder("# Secrets\n\n");
        text.Append("No value is in this repository. Each secret below has to be in the store, once for each environment, before the workloads start.\n\n");
        How(plan, text);
        text.Append("\n| Secret | Kind | Comes from | Store key | Used by |\n| --- | --- | --- | --- | --- |\n");
        foreach (var secret in plan.Platform.Secrets.OrderBy(static s => s.Name.Value, StringComparer.Ordinal))
        {
            if (!uses.TryGetValue(secret.Name, out var found))
                continue;
            text.Append("| `").Append(secret.Name).Append("` | ").Append(Kind(secret.Kind)).Append(" | ")
                .Append(secret.Origin is { } origin ? $"`{Cell(origin)}`" : "a value in the Compose file: change it, it has been in a file").Append(" | `")
                .Append(Cell(found[0].StoreKey)).Append("` (`").Append(Cell(found[0].StoreProperty)).Append("`) | ")
                .AppendJoin(", ", found.Select(static u => u.User.ToString()).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)).Append(" |\n");
        }
        return text.ToString();
    }

    private static void How(MigrationPlan plan, StringBuilder text)
    {
        var choices = plan.Choices;
        text.Append("| Environment | Path in the store |\n| --- | --- |\n");
        foreach (var environment in plan.Environments)
            text.Append("| ").Append(environment.Name).Append(" | `").Append(environment.SecretPath).Append("/<store key>` |\n");
        var path = plan.Environments.Count > 0 ? plan.Environments[0].SecretPath : plan.Name;
        text.Append('\n').Append(choices.SecretDelivery switch
        {
            SecretDelivery.ExternalSecrets => $"The External Secrets operator reads the store through the ClusterSecretStore `{choices.SecretStoreName}`. To put one in:\n\n```sh\n{Command(choices, path)}\n```\n",
            SecretDelivery.SealedSecrets => "Each namespace has SealedSecrets to be made with `kubeseal`; their `encryptedData` is yours and is not overwritten.\n",
            SecretDelivery.Sops => "Each namespace has Secrets to be encrypted with `sops`; the files are yours and are not overwritten.\n",
            _ => "Each overlay has git-ignored `.env` files to be filled in; they are yours and are not overwritten.\n",
        });
    }

    private static string Command(Choices choices, string path) => choices.SecretBackend switch
    {
        SecretBackend.AwsSecretsManager => $"aws secretsmanager create-secret --name {path}/<store key> --secret-string file://value.json   # {{\"value\": \"…\"}}",
        SecretBackend.AzureKeyVault => "az keyvault secret set --vault-name <vault> --name <store key> --file value.json   # {\"value\": \"…\"}",
        SecretBackend.GcpSecretManager => "gcloud secrets create <store key> --data-file=value.json   # {\"value\": \"…\"}",
        SecretBackend.Kubernetes => $"kubectl -n {choices.SecretMountPath} create secret generic <store key> --from-file=value=<file>",
        SecretBackend.Vault => $"vault kv put -mount={choices.SecretMountPath} {path}/<store key> value=@<file>",
        _ => $"bao kv put -mount={choices.SecretMountPath} {path}/<store key> value=@<file>",
    };

    private static string Kind(SecretKind kind) => kind switch
    {
        SecretKind.ApiKey => "API key",
        SecretKind.KeyStore => "binary file: its base64 goes into the store",
        SecretKind.PrivateKey => "private key",
        SecretKind.ConnectionString => "connection string",
        _ => kind.ToString().ToLowerInvariant(),
    };

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal).Replace("`", "'", StringComparison.Ordinal).ReplaceLineEndings(" ");
}
