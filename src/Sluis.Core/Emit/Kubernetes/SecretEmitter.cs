using System.Text.Json.Nodes;
using k8s;
using k8s.Models;
using Sluis.Core.Emit.Kubernetes.Routing;
using Sluis.Core.Planning;
using Sluis.Core.Platform;
using Sluis.Core.Text;

namespace Sluis.Core.Emit.Kubernetes;

/// <summary>
/// Secrets as references into the store. https://external-secrets.io/latest/api/externalsecret/ decides the shapes.
/// The path of an environment is put in front of each key by its overlay.
/// </summary>
internal static class SecretEmitter
{
    private const string Api = "external-secrets.io/v1";

    public static IEnumerable<IKubernetesObject<V1ObjectMeta>> Emit(EmitContext context, WorkloadPlan workload)
    {
        var secrets = context.SecretsOf(workload.Service.Key);
        if (secrets.Count == 0)
            yield break;
        var plans = Sorted(secrets.Values);
        yield return External(context, workload, plans[0].SecretObject, plans, null);
    }

    /// <summary>Configuration files with secrets in them: the operator puts them in where the file has them.</summary>
    public static IKubernetesObject<V1ObjectMeta> File(EmitContext context, SecretFilePlan file)
    {
        var secrets = context.SecretsOf(file.Workload.Service.Key);
        var files = file.Content.SecretFiles();
        var needed = new Dictionary<SecretName, SecretPlan>();
        foreach (var text in files.Values)
            foreach (var piece in text.Pieces)
                if (piece is TextPiece.Secret(var name) && secrets.TryGetValue(name, out var plan))
                    needed[name] = plan;
        return External(context, file.Workload, file.Content.Name, Sorted(needed.Values), files);
    }

    private static List<SecretPlan> Sorted(IEnumerable<SecretPlan> plans) => [.. plans.OrderBy(static s => s.SecretKey, StringComparer.Ordinal)];

    private static CustomResource External(EmitContext context, WorkloadPlan workload, string name, List<SecretPlan> plans, SortedDictionary<string, SecretText>? files)
    {
        var data = new JsonArray();
        foreach (var plan in plans)
        {
            var reference = new JsonObject { ["key"] = plan.StoreKey, ["property"] = plan.StoreProperty };
            if (plan.Encoded)
                reference["decodingStrategy"] = "Base64";
            data.Add((JsonNode)new JsonObject { ["secretKey"] = plan.SecretKey, ["remoteRef"] = reference });
        }
        var target = new JsonObject { ["name"] = name, ["creationPolicy"] = "Owner" };
        if (files is not null)
        {
            var keys = plans.ToDictionary(static p => p.Secret, static p => p.SecretKey);
            var template = new JsonObject();
            foreach (var (key, text) in files)
                template[key] = Template(text, keys);
            target["template"] = new JsonObject { ["engineVersion"] = "v2", ["data"] = template };
        }
        return new()
        {
            ApiVersion = Api,
            Kind = "ExternalSecret",
            Metadata = Labels.Meta(workload, name),
            Spec = new()
            {
                ["refreshInterval"] = "1h",
                ["secretStoreRef"] = new JsonObject { ["kind"] = "ClusterSecretStore", ["name"] = context.Plan.Choices.SecretStoreName },
                ["target"] = target,
                ["data"] = data,
            },
        };
    }

    /// <summary>Users for a route's sign-in: one key, composed of the secrets in it.</summary>
    public static CustomResource Routing(MigrationPlan plan, RoutingSecret secret, Dictionary<SecretName, (string StoreKey, string StoreProperty)> storeKeys)
    {
        var data = new JsonArray();
        var keys = new Dictionary<SecretName, string>();
        foreach (var piece in secret.Value.Pieces)
            if (piece is TextPiece.Secret(var name) && keys.TryAdd(name, $"part{keys.Count}"))
            {
                var (key, property) = storeKeys.GetValueOrDefault(name, (name.Value, SecretPlanner.Property));
                data.Add((JsonNode)new JsonObject { ["secretKey"] = keys[name], ["remoteRef"] = new JsonObject { ["key"] = key, ["property"] = property } });
            }
        return new()
        {
            ApiVersion = Api,
            Kind = "ExternalSecret",
            Metadata = new() { Name = secret.Name, NamespaceProperty = secret.Namespace, Labels = new Dictionary<string, string> { ["app.kubernetes.io/managed-by"] = "sluis", ["app.kubernetes.io/part-of"] = secret.Domain } },
            Spec = new()
            {
                ["refreshInterval"] = "1h",
                ["secretStoreRef"] = new JsonObject { ["kind"] = "ClusterSecretStore", ["name"] = plan.Choices.SecretStoreName },
                ["target"] = new JsonObject
                {
                    ["name"] = secret.Name,
                    ["creationPolicy"] = "Owner",
                    ["template"] = new JsonObject { ["engineVersion"] = "v2", ["data"] = new JsonObject { [secret.Key] = Template(secret.Value, keys) } },
                },
                ["data"] = data,
            },
        };
    }

    /// <summary>A file as a Go template: secrets are fields, and braces of the file's own are kept literal.</summary>
    private static string Template(SecretText text, Dictionary<SecretName, string> keys)
    {
        var result = new System.Text.StringBuilder();
        foreach (var piece in text.Pieces)
            if (piece is TextPiece.Literal(var part))
                result.Append(part.Replace("{{", "{{ \"{{\" }}", StringComparison.Ordinal));
            else if (piece is TextPiece.Secret(var name))
                result.Append("{{ index . \"").Append(keys.GetValueOrDefault(name, name.Value)).Append("\" }}");
        return result.ToString();
    }

    public static CustomResource Store(MigrationPlan plan)
    {
        var choices = plan.Choices;
        JsonObject provider = choices.SecretBackend switch
        {
            SecretBackend.AwsSecretsManager => new() { ["aws"] = new JsonObject { ["service"] = "SecretsManager", ["region"] = plan.Intent.Region ?? "eu-west-1" } },
            SecretBackend.AzureKeyVault => new() { ["azurekv"] = new JsonObject { ["authType"] = "WorkloadIdentity", ["vaultUrl"] = choices.SecretStoreAddress } },
            SecretBackend.GcpSecretManager => new() { ["gcpsm"] = new JsonObject { ["projectID"] = choices.SecretStoreAddress } },
            SecretBackend.Kubernetes => new()
            {
                ["kubernetes"] = new JsonObject
                {
                    ["remoteNamespace"] = choices.SecretMountPath,
                    ["server"] = new JsonObject { ["caProvider"] = new JsonObject { ["type"] = "ConfigMap", ["name"] = "kube-root-ca.crt", ["key"] = "ca.crt", ["namespace"] = "external-secrets" } },
                    ["auth"] = new JsonObject { ["serviceAccount"] = new JsonObject { ["name"] = "external-secrets", ["namespace"] = "external-secrets" } },
                },
            },
            _ => new()
            {
                ["vault"] = new JsonObject
                {
                    ["server"] = choices.SecretStoreAddress,
                    ["path"] = choices.SecretMountPath,
                    ["version"] = "v2",
                    ["auth"] = new JsonObject
                    {
                        ["kubernetes"] = new JsonObject
                        {
                            ["mountPath"] = "kubernetes",
                            ["role"] = "external-secrets",
                            ["serviceAccountRef"] = new JsonObject { ["name"] = "external-secrets", ["namespace"] = "external-secrets" },
                        },
                    },
                },
            },
        };
        return new()
        {
            ApiVersion = Api,
            Kind = "ClusterSecretStore",
            Metadata = new() { Name = choices.SecretStoreName },
            Spec = new() { ["provider"] = provider },
        };
    }
}
