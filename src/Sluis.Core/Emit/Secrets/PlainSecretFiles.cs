using System.Text.Json.Nodes;
using Sluis.Core.Planning;

namespace Sluis.Core.Emit.Secrets;

/// <summary>
/// For a laptop: Kustomize makes the Secrets from files that Git leaves out. An overlay does not build until they are there,
/// which is better than workloads that wait for Secrets without a word.
/// https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/secretgenerator/
/// </summary>
internal static class PlainSecretFiles
{
    public const string ScriptPath = "scripts/write-secrets.sh";

    public static IEnumerable<RepositoryFile> Emit(MigrationPlan plan, SecretLayout layout)
    {
        yield return ObjectFiles.Text("apps/.gitignore", "*/overlays/*/secrets/*.env\n*/overlays/*/secrets/*.files/\n");
        yield return ObjectFiles.Text(ScriptPath, SecretScript.Write(ScriptPath, "Writes", SecretScript.Plain));
        foreach (var parent in layout.Parents)
            foreach (var environment in plan.Environments)
                yield return Generators(SecretDeliveries.OverlayFolder(parent, environment), layout, parent);
    }

    private static RepositoryFile Generators(string folder, SecretLayout layout, string parent)
    {
        var generators = new JsonArray();
        foreach (var secret in layout.Secrets)
        {
            if (secret.Parent != parent)
                continue;
            var generator = new JsonObject { ["name"] = secret.Name, ["namespace"] = secret.Namespace };
            if (secret.Object.Fields.Any(layout.IsLine))
                generator["envs"] = new JsonArray((JsonNode)$"{secret.Name}.env");
            var files = new JsonArray();
            foreach (var field in secret.Object.Fields)
                if (!layout.IsLine(field))
                    files.Add((JsonNode)$"{field.Key}={secret.Name}.files/{field.Key}");
            if (files.Count > 0)
                generator["files"] = files;
            generators.Add((JsonNode)generator);
        }
        var content = SecretDeliveries.Kustomization();
        // Routes name their Secret in fields that Kustomize does not follow, so no Secret gets a hash in its name.
        content["generatorOptions"] = new JsonObject { ["disableNameSuffixHash"] = true, ["labels"] = new JsonObject { ["app.kubernetes.io/managed-by"] = "sluis" } };
        content["secretGenerator"] = generators;
        return ObjectFiles.Yaml(folder + "/kustomization.yaml", content);
    }
}
