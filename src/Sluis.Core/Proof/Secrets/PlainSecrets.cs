using Sluis.Core.Diagnostics;
using Sluis.Core.Proof.Manifests;
using Sluis.Core.Yaml;

namespace Sluis.Core.Proof.Secrets;

/// <summary>A Secret in Git is readable by whoever reads Git: Base64 is no encryption. https://kubernetes.io/docs/concepts/security/secrets-good-practices/</summary>
internal static class PlainSecrets
{
    public static void Check(ProofContext context)
    {
        var ignored = new IgnoredFiles(context.Repository);
        foreach (var path in context.Repository.Paths)
        {
            if (!IsYaml(path) || !Mentions(context.Repository, path) || ignored.Has(path) || context.Repository.Documents(path, context.Findings) is not { } documents)
                continue;
            foreach (var document in documents)
                if (document is MapNode map)
                    Document(path, map, ignored, context);
        }
    }

    private static bool IsYaml(string path) => path.EndsWith(".yaml", StringComparison.Ordinal) || path.EndsWith(".yml", StringComparison.Ordinal);

    private static bool Mentions(RepositorySnapshot repository, string path) =>
        repository.Read(path) is { } content && (content.Span.IndexOf("kind: Secret"u8) >= 0 || content.Span.IndexOf("kind: \"Secret\""u8) >= 0 || content.Span.IndexOf("secretGenerator"u8) >= 0);

    private static void Document(string path, MapNode document, IgnoredFiles ignored, ProofContext context)
    {
        if (document.Text("kind") is "Secret" && document.Text("apiVersion") is "v1")
        {
            if (document["sops"] is MapNode)
                return;
            var item = new ManifestObject(document);
            // Where a repository is, not how to get in. https://argo-cd.readthedocs.io/en/stable/operator-manual/declarative-setup/
            var describes = item.Metadata.Map("labels").Text("argocd.argoproj.io/secret-type") is not null;
            foreach (var key in (ReadOnlySpan<string>)["data", "stringData"])
                foreach (var entry in document.Entries(key))
                    if (entry.Value is ScalarNode { Kind: not ScalarKind.Null, Text: { Length: > 0 } text } && entry.Key is not ("ca.crt" or "tls.crt")
                        && !(describes && entry.Key is "type" or "url" or "name" or "project" or "server" or "enableOCI" or "insecure") && !(key == "stringData" && Plausible.IsPlaceholder(text)))
                        context.Findings.Add(SecretsDiagnostics.PlainSecret(new(entry.Value.Span, item, $"{key}.{entry.Key}"), entry.Key));
            return;
        }
        var generators = document.Items("secretGenerator");
        for (var i = 0; i < generators.Count; i++)
        {
            if (generators[i] is not MapNode generator)
                continue;
            var literals = generator.Items("literals");
            for (var j = 0; j < literals.Count; j++)
                if (literals[j] is ScalarNode { Text: var literal } && literal.IndexOf('=', StringComparison.Ordinal) is > 0 and var equals && literal[(equals + 1)..] is { Length: > 0 } value && !Plausible.IsPlaceholder(value.AsSpan().Trim('"')))
                    context.Findings.Add(SecretsDiagnostics.GeneratedFromGit(new(literals[j].Span, null, $"secretGenerator[{i}].literals[{j}]"), literal[..equals]));
            foreach (var list in (ReadOnlySpan<string>)["envs", "files"])
                Files(path, generator, list, $"secretGenerator[{i}].{list}", ignored, context);
        }
    }

    /// <summary>A file that Git ignores is each person's own.</summary>
    private static void Files(string path, MapNode generator, string list, string field, IgnoredFiles ignored, ProofContext context)
    {
        var items = generator.Items(list);
        for (var j = 0; j < items.Count; j++)
        {
            if (items[j] is not ScalarNode { Text: var text })
                continue;
            var file = text[(text.IndexOf('=', StringComparison.Ordinal) + 1)..];
            var full = Resolve(path, file);
            if (context.Repository.Read(full) is { } content && !ignored.Has(full) && content.Span.IndexOf("sops"u8) < 0 && HasValue(content.Span))
                context.Findings.Add(SecretsDiagnostics.GeneratedFromGit(new(items[j].Span, null, $"{field}[{j}]"), file));
        }
    }

    /// <summary>Not only comments and names without a value.</summary>
    private static bool HasValue(ReadOnlySpan<byte> content)
    {
        foreach (var range in content.Split((byte)'\n'))
        {
            var line = content[range].Trim("\r \t"u8);
            if (!line.IsEmpty && line[0] != '#' && line[^1] != '=')
                return true;
        }
        return false;
    }

    private static string Resolve(string kustomization, string file)
    {
        var parts = kustomization.Split('/')[..^1].ToList();
        foreach (var part in file.Split('/'))
            if (part == ".." && parts.Count > 0)
                parts.RemoveAt(parts.Count - 1);
            else if (part is not ("." or ""))
                parts.Add(part);
        return string.Join('/', parts);
    }
}
