using System.Text;
using System.Text.Json.Nodes;
using Sluis.Core.Planning;
using Sluis.Core.Platform;

namespace Sluis.Core.Emit.Secrets;

/// <summary>
/// Secrets as references into the store. https://external-secrets.io/latest/api/externalsecret/ decides the shapes.
/// The path of an environment is put in front of each key by its overlay.
/// </summary>
internal static class ExternalSecrets
{
    public const string Api = "external-secrets.io/v1";

    public static PlacedObject Of(MigrationPlan plan, IReadOnlyDictionary<SecretName, string> storeKeys, PlacedSecret secret)
    {
        var data = new JsonArray();
        var keys = new Dictionary<SecretName, string>();
        foreach (var part in secret.Object.Parts)
        {
            keys.Add(part.Secret, part.Key);
            var reference = new JsonObject { ["key"] = SecretNames.StoreKey(storeKeys, part.Secret), ["property"] = SecretPlanner.Property };
            if (part.Encoded)
                reference["decodingStrategy"] = "Base64";
            data.Add((JsonNode)new JsonObject { ["secretKey"] = part.Key, ["remoteRef"] = reference });
        }
        var target = new JsonObject { ["name"] = secret.Name, ["creationPolicy"] = "Owner" };
        if (!IsPlain(secret.Object, keys))
        {
            var template = new JsonObject();
            foreach (var field in secret.Object.Fields)
                template[field.Key] = Template(field.Value, keys);
            target["template"] = new JsonObject { ["engineVersion"] = "v2", ["data"] = template };
        }
        return new(secret.Folder, new CustomResource
        {
            ApiVersion = Api,
            Kind = "ExternalSecret",
            Metadata = secret.Object.Metadata,
            Spec = new()
            {
                ["refreshInterval"] = "1h",
                ["secretStoreRef"] = new JsonObject { ["kind"] = "ClusterSecretStore", ["name"] = plan.Choices.SecretStoreName },
                ["target"] = target,
                ["data"] = data,
            },
        });
    }

    /// <summary>Each key is one secret under its own name, so the store's values are the Secret.</summary>
    private static bool IsPlain(SecretObject secret, Dictionary<SecretName, string> keys)
    {
        foreach (var field in secret.Fields)
            if (field.Value.WholeSecret is not { } whole || keys.GetValueOrDefault(whole) != field.Key)
                return false;
        return secret.Fields.Count == keys.Count;
    }

    /// <summary>A file as a Go template: secrets are fields, and braces of the file's own are kept literal.</summary>
    private static string Template(SecretText text, Dictionary<SecretName, string> keys)
    {
        var result = new StringBuilder();
        foreach (var piece in text.Pieces)
            if (piece is TextPiece.Literal(var part))
                result.Append(part.Replace("{{", "{{ \"{{\" }}", StringComparison.Ordinal));
            else if (piece is TextPiece.Secret(var name))
                result.Append("{{ index . \"").Append(keys.GetValueOrDefault(name, name.Value)).Append("\" }}");
        return result.ToString();
    }
}
