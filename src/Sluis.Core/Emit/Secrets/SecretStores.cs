using System.Text.Json.Nodes;
using k8s;
using k8s.Models;
using Sluis.Core.Planning;

namespace Sluis.Core.Emit.Secrets;

/// <summary>
/// The store that External Secrets reads, by backend. https://external-secrets.io/latest/provider/hashicorp-vault/ and the pages
/// beside it decide the shapes. A cloud's store is entered as the operator's own identity, so no credential is written anywhere.
/// </summary>
internal static class SecretStores
{
    public const string Folder = "platform/secrets/base";

    /// <summary>Where the operator's chart installs it, and its account.</summary>
    public const string Operator = "external-secrets";

    public static IEnumerable<PlacedObject> Emit(MigrationPlan plan)
    {
        var choices = plan.Choices;
        if (choices.SecretBackend == SecretBackend.Kubernetes)
            foreach (var item in Namespace(LegalNames.Label(choices.SecretMountPath)))
                yield return new(Folder, item);
        yield return new(Folder, new CustomResource
        {
            ApiVersion = ExternalSecrets.Api,
            Kind = "ClusterSecretStore",
            Metadata = new() { Name = choices.SecretStoreName },
            Spec = new() { ["provider"] = Provider(plan) },
        });
    }

    private static JsonObject Provider(MigrationPlan plan) => plan.Choices.SecretBackend switch
    {
        SecretBackend.AwsSecretsManager => new() { ["aws"] = new JsonObject { ["service"] = "SecretsManager", ["region"] = plan.Choices.SecretStoreAddress } },
        SecretBackend.AzureKeyVault => new()
        {
            ["azurekv"] = new JsonObject { ["authType"] = "WorkloadIdentity", ["vaultUrl"] = plan.Choices.SecretStoreAddress, ["serviceAccountRef"] = Account() },
        },
        SecretBackend.GcpSecretManager => new() { ["gcpsm"] = new JsonObject { ["projectID"] = plan.Choices.SecretStoreAddress } },
        SecretBackend.Kubernetes => new()
        {
            ["kubernetes"] = new JsonObject
            {
                ["remoteNamespace"] = LegalNames.Label(plan.Choices.SecretMountPath),
                ["server"] = new JsonObject { ["caProvider"] = new JsonObject { ["type"] = "ConfigMap", ["name"] = "kube-root-ca.crt", ["key"] = "ca.crt", ["namespace"] = Operator } },
                ["auth"] = new JsonObject { ["serviceAccount"] = Account() },
            },
        },
        _ => new()
        {
            ["vault"] = new JsonObject
            {
                ["server"] = plan.Choices.SecretStoreAddress,
                ["path"] = plan.Choices.SecretMountPath,
                ["version"] = "v2",
                ["auth"] = new JsonObject { ["kubernetes"] = new JsonObject { ["mountPath"] = "kubernetes", ["role"] = Operator, ["serviceAccountRef"] = Account() } },
            },
        },
    };

    private static JsonObject Account() => new() { ["name"] = Operator, ["namespace"] = Operator };

    /// <summary>A namespace that serves as the store: only the operator's account is let in by it.</summary>
    private static IEnumerable<IKubernetesObject<V1ObjectMeta>> Namespace(string name)
    {
        var labels = new Dictionary<string, string> { ["app.kubernetes.io/managed-by"] = "sluis" };
        // No Pod belongs here.
        yield return new V1Namespace
        {
            ApiVersion = "v1",
            Kind = "Namespace",
            Metadata = new() { Name = name, Labels = new Dictionary<string, string>(labels) { ["pod-security.kubernetes.io/enforce"] = "restricted" } },
        };
        yield return new V1Role
        {
            ApiVersion = "rbac.authorization.k8s.io/v1",
            Kind = "Role",
            Metadata = new() { Name = "secret-store-reader", NamespaceProperty = name, Labels = labels },
            Rules =
            [
                new() { ApiGroups = [""], Resources = ["secrets"], Verbs = ["get", "list", "watch"] },
                // The operator asks whether it may read before it says that the store is ready.
                new() { ApiGroups = ["authorization.k8s.io"], Resources = ["selfsubjectrulesreviews"], Verbs = ["create"] },
            ],
        };
        yield return new V1RoleBinding
        {
            ApiVersion = "rbac.authorization.k8s.io/v1",
            Kind = "RoleBinding",
            Metadata = new() { Name = "secret-store-reader", NamespaceProperty = name, Labels = labels },
            RoleRef = new() { ApiGroup = "rbac.authorization.k8s.io", Kind = "Role", Name = "secret-store-reader" },
            Subjects = [new() { Kind = "ServiceAccount", Name = Operator, NamespaceProperty = Operator }],
        };
    }
}
