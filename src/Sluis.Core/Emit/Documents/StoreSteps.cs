using System.Text;
using Sluis.Core.Emit.Secrets;
using Sluis.Core.Planning;

namespace Sluis.Core.Emit.Documents;

/// <summary>What the operator does once when a store holds the secrets, by backend.</summary>
internal static class StoreSteps
{
    private const string Key = "<store key>";

    public static void Write(MigrationPlan plan, StringBuilder text)
    {
        var choices = plan.Choices;
        text.Append("| Environment | In the store |\n| --- | --- |\n");
        foreach (var environment in plan.Environments)
            text.Append("| ").Append(environment.Name).Append(" | `").Append(InStore(choices, environment)).Append("` |\n");
        text.Append("\n## Steps\n\n1. Install the External Secrets operator in namespace `external-secrets`, with its account of the same name.\n2. ")
            .Append(Access(choices)).Append("\n3. Put each secret in:\n\n   ```sh\n   ")
            .Append(Command(choices, plan.Environments.Count > 0 ? InStore(choices, plan.Environments[0]) : Key))
            .Append("\n   ```\n\n4. Apply the environment. The operator reads the store through the ClusterSecretStore `").Append(choices.SecretStoreName)
            .Append("` and fills a Secret for each workload; `kubectl get externalsecrets -A` shows which are ready. A value that changes in the store arrives within an hour; restart the workload to use it.\n");
    }

    private static string InStore(Choices choices, EnvironmentPlan environment)
    {
        const string Mark = "x-key";
        return SecretNames.InStore(choices.SecretBackend, environment, Mark)[..^Mark.Length] + Key;
    }

    private static string Access(Choices choices) => choices.SecretBackend switch
    {
        SecretBackend.AwsSecretsManager => $"Give the operator's account an IAM role (Pod Identity or IRSA) with `secretsmanager:GetSecretValue` and `secretsmanager:DescribeSecret` on these names in {choices.SecretStoreAddress}.",
        SecretBackend.AzureKeyVault => $"Federate the operator's account with an identity that has the role Key Vault Secrets User on {choices.SecretStoreAddress} (workload identity).",
        SecretBackend.GcpSecretManager => $"Bind the operator's account to a principal with the role Secret Manager Secret Accessor in project {choices.SecretStoreAddress} (workload identity).",
        SecretBackend.Kubernetes => $"Apply `platform/secrets`: namespace `{LegalNames.Label(choices.SecretMountPath)}` serves as the store, and a Role lets the operator's account read it. Nobody else should be allowed to.",
        _ => $"At {choices.SecretStoreAddress}, enable Kubernetes authentication at `kubernetes` and make the role `external-secrets` for the operator's account, with a policy that reads `{choices.SecretMountPath}/data/*` of the paths above. The key-value engine at `{choices.SecretMountPath}` is version 2.",
    };

    private static string Command(Choices choices, string name) => choices.SecretBackend switch
    {
        SecretBackend.AwsSecretsManager => $"aws secretsmanager create-secret --region {choices.SecretStoreAddress} --name {name} --secret-string file://value.json   # {{\"value\": \"…\"}}",
        SecretBackend.AzureKeyVault => $"az keyvault secret set --vault-name <vault> --name {name} --file value.json   # {{\"value\": \"…\"}}",
        SecretBackend.GcpSecretManager => $"gcloud secrets create {name} --project {choices.SecretStoreAddress} --data-file=value.json   # {{\"value\": \"…\"}}",
        SecretBackend.Kubernetes => $"kubectl -n {LegalNames.Label(choices.SecretMountPath)} create secret generic {name} --from-file=value=<file>",
        SecretBackend.Vault => $"vault kv put -mount={choices.SecretMountPath} {name} value=@<file>",
        _ => $"bao kv put -mount={choices.SecretMountPath} {name} value=@<file>",
    };
}
