using System.Text.Json.Nodes;
using Sluis.Core.Diagnostics;
using Sluis.Core.Planning;
using Sluis.Core.Platform;

namespace Sluis.Core.Emit.Secrets;

/// <summary>The Secrets that the platform needs, by the delivery that sluis.yaml chose.</summary>
internal sealed class SecretDeliveries
{
    private readonly MigrationPlan plan;
    private readonly Dictionary<SecretName, string> storeKeys;
    private readonly List<PlacedSecret> secrets = [];

    /// <summary>Takes them out of <paramref name="placed"/>, and puts in the objects that fill them where the delivery has such.</summary>
    public SecretDeliveries(MigrationPlan plan, List<PlacedObject> placed, Findings findings)
    {
        this.plan = plan;
        storeKeys = SecretPlanner.StoreKeys(plan.Platform);
        foreach (var item in placed)
            if (item.Object is SecretObject secret)
                secrets.Add(new(item.Folder, secret));
        placed.RemoveAll(static p => p.Object is SecretObject);
        secrets.Sort(static (a, b) => string.CompareOrdinal(a.Folder, b.Folder) is var byFolder and not 0 ? byFolder : string.CompareOrdinal(a.Name, b.Name));
        for (var i = 1; i < secrets.Count; i++)
            if (secrets[i].Folder == secrets[i - 1].Folder && secrets[i].Name == secrets[i - 1].Name)
                findings.Add(EmitDiagnostics.SameFile($"{secrets[i].Folder}/secret-{secrets[i].Name}.yaml"));
        if (secrets.Count == 0)
            return;
        if (plan.Choices.SecretDelivery == SecretDelivery.ExternalSecrets)
        {
            placed.AddRange(SecretStores.Emit(plan));
            foreach (var secret in secrets)
                placed.Add(ExternalSecrets.Of(plan, storeKeys, secret));
        }
        else if (plan.Choices.SecretDelivery == SecretDelivery.Sops && plan.Intent.Secrets.Recipients.IsEmpty)
            findings.Add(EmitDiagnostics.NoRecipient(plan));
        else if (plan.Choices.SecretDelivery == SecretDelivery.PlainFile && plan.Intent.GitOps is { } tool && tool != GitOpsChoice.None)
            findings.Add(EmitDiagnostics.PlainFilesAreNotInGit(plan, IntentWords.Of(tool)));
    }

    public bool Any => secrets.Count > 0;

    public SecretLayout Layout => new(plan, storeKeys, secrets);

    /// <summary>The folders whose overlays have a folder of Secrets beside their patches.</summary>
    public HashSet<string> OverlaysWithSecrets() =>
        plan.Choices.SecretDelivery == SecretDelivery.ExternalSecrets ? [] : new(secrets.Select(static s => s.Parent), StringComparer.Ordinal);

    public IEnumerable<RepositoryFile> Files()
    {
        if (secrets.Count == 0 || plan.Choices.SecretDelivery == SecretDelivery.ExternalSecrets)
            return [];
        var layout = Layout;
        return layout.Files().Concat(plan.Choices.SecretDelivery switch
        {
            SecretDelivery.SealedSecrets => SealedSecretFiles.Emit(plan, layout),
            SecretDelivery.Sops => SopsFiles.Emit(plan, layout),
            _ => PlainSecretFiles.Emit(plan, layout),
        });
    }

    public static string OverlayFolder(string parent, EnvironmentPlan environment) => $"{parent}/overlays/{environment.Name}/secrets";

    public static JsonObject Kustomization() => new() { ["apiVersion"] = "kustomize.config.k8s.io/v1beta1", ["kind"] = "Kustomization" };

    /// <summary>Empty until the script has something to list, so that overlays build before that. From then on it is the script's.</summary>
    public static IEnumerable<RepositoryFile> EmptyFolders(MigrationPlan plan, SecretLayout layout)
    {
        foreach (var parent in layout.Parents)
            foreach (var environment in plan.Environments)
            {
                var content = Kustomization();
                content["resources"] = new JsonArray();
                yield return ObjectFiles.Yaml(OverlayFolder(parent, environment) + "/kustomization.yaml", content, FileOwner.User);
            }
    }
}
