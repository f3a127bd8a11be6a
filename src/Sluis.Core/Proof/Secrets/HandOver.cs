using System.Text;
using Sluis.Core.Diagnostics;
using Sluis.Core.Proof.Manifests;
using Sluis.Core.Text;
using Sluis.Core.Yaml;

namespace Sluis.Core.Proof.Secrets;

/// <summary><c>docs/secrets.md</c>: what people have to put where before anything starts. Every key that is read from a store has to be in it.</summary>
internal sealed class HandOver
{
    public const string Path = "docs/secrets.md";

    private readonly string? text;
    private bool missingReported;

    /// <summary>What the page says stands before a key: <c>shop-dev-</c> of <c>`shop-dev-&lt;store key&gt;`</c>.</summary>
    private readonly List<string> prefixes = [];

    public HandOver(RepositorySnapshot repository)
    {
        if (repository.Read(Path) is not { } content)
            return;
        text = Encoding.UTF8.GetString(content.Span);
        for (var at = text.IndexOf(Key, StringComparison.Ordinal); at >= 0; at = text.IndexOf(Key, at + 1, StringComparison.Ordinal))
        {
            var start = at;
            while (start > 0 && text[start - 1] is not ('`' or ' ' or '\n'))
                start--;
            if (at > start && !prefixes.Contains(text[start..at]))
                prefixes.Add(text[start..at]);
        }
    }

    private const string Key = "<store key>";

    /// <summary>In backticks, by itself or after the environment's path.</summary>
    public bool Names(string word) => text is not null && (text.Contains($"`{word}`", StringComparison.Ordinal) || text.Contains($"/{word}`", StringComparison.Ordinal));

    public void Check(RenderedEnvironment environment, Findings findings)
    {
        foreach (var item in environment.Objects)
            switch (item.Kind)
            {
                case "ExternalSecret":
                    External(item, item.Spec, "spec", findings);
                    break;
                case "ClusterExternalSecret":
                    External(item, item.Spec.Map("externalSecretSpec"), "spec.externalSecretSpec", findings);
                    break;
                case "SealedSecret":
                    foreach (var entry in item.Spec.Entries("encryptedData"))
                        Listed(entry.Key, new(entry.KeySpan, item, $"spec.encryptedData.{entry.Key}"), findings);
                    break;
                case "Secret" when item.Root["sops"] is MapNode:
                    foreach (var list in (ReadOnlySpan<string>)["data", "stringData"])
                        foreach (var entry in item.Root.Entries(list))
                            Listed(entry.Key, new(entry.KeySpan, item, $"{list}.{entry.Key}"), findings);
                    break;
            }
    }

    private void External(ManifestObject item, MapNode? spec, string field, Findings findings)
    {
        var data = spec.Items("data");
        for (var i = 0; i < data.Count; i++)
            if ((data[i] as MapNode).Map("remoteRef")?["key"] is ScalarNode key)
                Listed(key.Text, new(key.Span, item, $"{field}.data[{i}].remoteRef.key"), findings);
        var from = spec.Items("dataFrom");
        for (var i = 0; i < from.Count; i++)
            if ((from[i] as MapNode).Map("extract")?["key"] is ScalarNode key)
                Listed(key.Text, new(key.Span, item, $"{field}.dataFrom[{i}].extract.key"), findings);
    }

    /// <summary>The overlays put the environment's path in front of a key: <c>sevensa/production/db-password</c> is listed as <c>db-password</c>, and so is <c>sevensa-production-db-password</c> where the page says that prefix.</summary>
    private void Listed(string key, Place place, Findings findings)
    {
        if (text is null)
        {
            if (!missingReported)
                findings.Add(SecretsDiagnostics.NoHandOver(SourceSpan.StartOf(Path)));
            missingReported = true;
            return;
        }
        foreach (var prefix in prefixes)
            if (key.StartsWith(prefix, StringComparison.Ordinal) && Names(key[prefix.Length..]))
                return;
        for (var rest = key; ; rest = rest[(rest.IndexOf('/', StringComparison.Ordinal) + 1)..])
        {
            if (Names(rest))
                return;
            if (!rest.Contains('/', StringComparison.Ordinal))
                break;
        }
        findings.Add(SecretsDiagnostics.NotHandedOver(place, key));
    }
}
