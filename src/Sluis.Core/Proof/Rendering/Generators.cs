using System.Text;
using System.Text.Unicode;
using Sluis.Core.Diagnostics;
using Sluis.Core.Proof.Manifests;
using Sluis.Core.Text;
using Sluis.Core.Yaml;

namespace Sluis.Core.Proof.Rendering;

/// <summary><c>configMapGenerator</c> and <c>secretGenerator</c>. https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/configmapgenerator/</summary>
internal sealed class Generators(RepositorySnapshot repository, Kustomization of, Findings findings)
{
    /// <summary>Base64 is broken into lines of this many characters.</summary>
    private const int LineLength = 70;

    private readonly GeneratorSources sources = new(repository, of, findings);

    public void Apply(ResourceSet set)
    {
        foreach (var (field, kind) in ((string, string)[])[("configMapGenerator", "ConfigMap"), ("secretGenerator", "Secret")])
            foreach (var item in of.Root.Items(field))
                if (item is MapNode entry && entry.Text("name") is { Length: > 0 } name)
                    Absorb(set, Generate(entry, kind, name), entry);
                else
                    findings.Add(RenderingDiagnostics.BadGenerator(item.Span, "a generator has no name"));
    }

    private void Absorb(ResourceSet set, Resource made, MapNode entry)
    {
        var behavior = entry.Text("behavior") ?? "";
        var there = set.Matching(made.Id);
        if (behavior is "merge" or "replace")
        {
            if (there is not [var at])
                findings.Add(RenderingDiagnostics.BadGenerator(entry.Span, $"there is no {made.Id} to {behavior}"));
            else
                set.Replace(at, Over(set[at], made, behavior == "merge"));
        }
        else if (there.Count > 0)
            findings.Add(RenderingDiagnostics.Duplicate(entry.Span, made.Shown, set[there[0]].Root.Span));
        else
            set.Add(made);
    }

    /// <summary>The new object in the place of the old, with the old one's name; only when both want a hash it has one.</summary>
    private static Resource Over(Resource old, Resource made, bool merge)
    {
        var root = made.Root;
        if (merge)
            foreach (var data in (string[])["data", "binaryData"])
                root = Joined(root, data, old.Root.Map(data), root.Map(data));
        var (before, now) = (old.Root.Map("metadata"), made.Root.Map("metadata") ?? new MapNode(made.Root.Span, []));
        foreach (var field in (string[])["labels", "annotations"])
            now = Joined(now, field, before.Map(field), now.Map(field));
        foreach (var field in (string[])["name", "namespace"])
            now = before?[field] is { } value ? now.With(field, value, value.Span) : now.Without(field);
        return old.With(root.With("metadata", now, default)).WithHash(old.NeedsHash && made.NeedsHash);
    }

    private static MapNode Joined(MapNode root, string field, MapNode? old, MapNode? made)
    {
        if (old is null)
            return root;
        var all = old;
        foreach (var (key, at, value) in made?.Entries ?? [])
            all = all.With(key, value, at);
        return root.With(field, all, old.Span);
    }

    private Resource Generate(MapNode entry, string kind, string name)
    {
        var at = entry.Span;
        var options = entry.Map("options");
        var shared = of.Root.Map("generatorOptions");
        var metadata = new MapNode(at, [new("name", at, NodeEdit.Text(name, entry["name"]?.Span ?? at))]);
        if (entry.Text("namespace") is { Length: > 0 } ns)
            metadata = metadata.With("namespace", NodeEdit.Text(ns, at), at);
        foreach (var field in (string[])["labels", "annotations"])
            if (Texts(shared.Map(field), options.Map(field)) is { } texts)
                metadata = metadata.With(field, texts, texts.Span);
        List<Entry> entries =
        [
            new("apiVersion", at, NodeEdit.Text("v1", at)),
            new("kind", at, NodeEdit.Text(kind, at)),
            new("metadata", at, metadata),
        ];
        if (kind == "Secret")
            entries.Add(new("type", at, NodeEdit.Text(entry.Text("type") is { Length: > 0 } type ? type : "Opaque", entry["type"]?.Span ?? at)));
        Data(entry, kind, entries);
        if (options.Flag("immutable") is true || shared.Flag("immutable") is true)
            entries.Add(new("immutable", at, new ScalarNode(at, "true", ScalarKind.Boolean)));
        var hashed = options.Flag("disableNameSuffixHash") is not true && shared.Flag("disableNameSuffixHash") is not true;
        return new(new MapNode(at, entries)) { NeedsHash = hashed };
    }

    private void Data(MapNode entry, string kind, List<Entry> entries)
    {
        List<Entry> texts = [], binaries = [];
        foreach (var (key, pair) in sources.Read(entry))
            if (kind == "Secret")
                texts.Add(new(key, pair.At, NodeEdit.Text(Base64(pair.Value), pair.At)));
            else if (Utf8.IsValid(pair.Value.Span))
                texts.Add(new(key, pair.At, NodeEdit.Text(Encoding.UTF8.GetString(pair.Value.Span), pair.At)));
            else
                binaries.Add(new(key, pair.At, NodeEdit.Text(Base64(pair.Value), pair.At)));
        if (texts.Count > 0 || kind == "Secret")
            entries.Add(new("data", entry.Span, new MapNode(entry.Span, texts)));
        if (binaries.Count > 0)
            entries.Add(new("binaryData", entry.Span, new MapNode(entry.Span, binaries)));
    }

    private static string Base64(ReadOnlyMemory<byte> value)
    {
        var text = Convert.ToBase64String(value.Span);
        if (text.Length < LineLength)
            return text;
        var lines = new StringBuilder(text.Length + text.Length / LineLength + 1);
        for (var i = 0; i < text.Length; i += LineLength)
            lines.Append(text, i, Math.Min(LineLength, text.Length - i)).Append('\n');
        return lines.ToString();
    }

    /// <summary>What the generator itself states wins.</summary>
    private static MapNode? Texts(MapNode? shared, MapNode? own)
    {
        var entries = new SortedDictionary<string, Entry>(StringComparer.Ordinal);
        foreach (var from in (ReadOnlySpan<MapNode?>)[shared, own])
            foreach (var item in from?.Entries ?? [])
                if (item.Value is ScalarNode scalar)
                    entries[item.Key] = item with { Value = NodeEdit.Text(scalar.Text, scalar.Span) };
        return entries.Count == 0 ? null : new((own ?? shared)?.Span ?? SourceSpan.None, [.. entries.Values]);
    }
}
