using System.Text;
using Sluis.Core.Emit.Secrets;
using Sluis.Core.Planning;

namespace Sluis.Core.Emit.Documents;

/// <summary>What the operator does when secrets go by way of a file of values: sealed, encrypted, or plain.</summary>
internal static class FileSteps
{
    public static void Write(MigrationPlan plan, SecretLayout layout, StringBuilder text)
    {
        var first = plan.Environments.Count > 0 ? plan.Environments[0].Name : "dev";
        text.Append("| Environment | File of values |\n| --- | --- |\n");
        foreach (var environment in plan.Environments)
            text.Append("| ").Append(environment.Name).Append(" | `").Append(SecretsPage.Where(plan, environment)).Append("` |\n");
        text.Append("\n## Steps\n\n");
        switch (plan.Choices.SecretDelivery)
        {
            case SecretDelivery.SealedSecrets:
                Sealed(text, first);
                break;
            case SecretDelivery.Sops:
                Sops(plan, text, first);
                break;
            default:
                Plain(text, first, layout);
                break;
        }
    }

    private static void Fill(StringBuilder text, int step, string environment) =>
        text.Append(step).Append(". Copy `").Append(SecretLayout.ExamplePath).Append("` to `").Append(SecretLayout.Folder).Append('/').Append(environment)
            .Append(".env` and fill it in. Git leaves the file out. What follows the first `=` is the value, as it is; quotes around all of it are taken off. A value of several lines goes into a file of its own, `")
            .Append(SecretLayout.Folder).Append('/').Append(environment).Append(".files/<VARIABLE>`.\n");

    private static void Run(StringBuilder text, int step, string script, string environment, string what) =>
        text.Append(step).Append(". ").Append(what).Append("\n\n   ```sh\n   bash ").Append(script).Append(' ').Append(environment)
            .Append("\n   ```\n\n   It may be run again at any time: a Secret that has not changed keeps its file, and one whose values are not all there yet is named and left out. `--force` writes all of them again.\n");

    private static void Sealed(StringBuilder text, string environment)
    {
        text.Append("1. Install the Sealed Secrets controller in the cluster, and `kubeseal` where you work. The script asks the controller of your current context for its certificate; where that runs is said by `SEALED_SECRETS_CONTROLLER_NAMESPACE` and `SEALED_SECRETS_CONTROLLER_NAME` in the environment. To seal without a cluster, save the certificate, which is public, as `")
            .Append(SecretLayout.Folder).Append('/').Append(environment).Append(".cert.pem` with `kubeseal --fetch-cert`.\n");
        Fill(text, 2, environment);
        Run(text, 3, SealedSecretFiles.ScriptPath, environment, "Seal the Secrets:");
        text.Append("4. Commit `apps/*/overlays/").Append(environment).Append("/secrets`, and apply. The overlays build before that too, but their workloads wait for their Secrets.\n\n")
            .Append("A sealed Secret opens only in the cluster whose controller has the key, under its own name and namespace. Keep a copy of the controller's keys: without them nothing opens any more.\n");
    }

    private static void Sops(MigrationPlan plan, StringBuilder text, string environment)
    {
        text.Append("1. Install `sops` and `age` where you work. ").Append(plan.Intent.Secrets.Recipients.IsEmpty
            ? "No recipient is stated yet: make a key with `age-keygen -o key.txt`, keep that file out of Git, put its public key under `secrets.recipients` in `sluis.yaml`, and generate again.\n"
            : "`.sops.yaml` names the recipients that `sluis.yaml` states under `secrets.recipients`.\n");
        Fill(text, 2, environment);
        Run(text, 3, SopsFiles.ScriptPath, environment, "Encrypt the Secrets:");
        text.Append("4. Commit `apps/*/overlays/").Append(environment).Append("/secrets`.\n5. ").Append(plan.Choices.GitOps switch
        {
            GitOpsChoice.Flux => $"Give Flux the private key, and tell each of its Kustomizations to decrypt:\n\n   ```sh\n   kubectl -n flux-system create secret generic sops-age --from-file=age.agekey=key.txt\n   ```\n\n   ```yaml\n   spec:\n     decryption:\n       provider: sops\n       secretRef:\n         name: sops-age\n   ```\n\nApplied by `kubectl` the ciphertext would be taken for the values: let Flux apply.\n",
            GitOpsChoice.ArgoCd => $"Give Argo CD's repository server the KSOPS plugin and the private key (as `SOPS_AGE_KEY_FILE`), and set `kustomize.buildOptions: --enable-alpha-plugins --enable-exec` in ConfigMap `argocd-cm`; https://github.com/viaduct-ai/kustomize-sops shows how. To build by hand: `kustomize build --enable-alpha-plugins --enable-exec clusters/{environment}` with `ksops` on the path. The overlays build without it until the first Secret is encrypted.\n",
            _ => $"Decrypt them on their way to the cluster, after the namespaces are there; the overlays do not list them, because `kubectl` would take the ciphertext for the values:\n\n   ```sh\n   for file in apps/*/overlays/{environment}/secrets/secret-*.sops.yaml; do sops --decrypt \"$file\" | kubectl apply -f -; done\n   ```\n",
        });
        text.Append("\nAfter a change of recipients, encrypt again with `--force`, and change the secrets themselves when somebody has left: the history of Git still opens with the old key.\n");
    }

    private static void Plain(StringBuilder text, string environment, SecretLayout layout)
    {
        Fill(text, 1, environment);
        Run(text, 2, PlainSecretFiles.ScriptPath, environment, "Write the files that Kustomize makes the Secrets from:");
        text.Append("3. Apply: `kubectl apply -k clusters/").Append(environment).Append("`. After a change of a value restart the workloads that use it: `kubectl rollout restart`.\n\n")
            .Append("Until step 2 the overlays do not build, in a new clone neither: `kubectl` says `no such file or directory` for a file such as `");
        var secret = layout.Secrets[0];
        text.Append(secret.Parent).Append("/overlays/").Append(environment).Append("/secrets/").Append(secret.Name)
            .Append(".env`. That is meant: the values are on this machine only, in files that Git leaves out (`apps/.gitignore`, `platform/secrets/.gitignore`), so this delivery is for a laptop and not for a GitOps tool.\n");
    }
}
