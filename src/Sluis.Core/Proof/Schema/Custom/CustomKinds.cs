using System.Text;
using Sluis.Core.Diagnostics;
using Sluis.Core.Proof.Manifests;
using Sluis.Core.Proof.Schema.BuiltIn;
using Sluis.Core.Yaml;

namespace Sluis.Core.Proof.Schema.Custom;

/// <summary>
/// CustomResourceDefinitions: those that an environment applies, those in <c>platform/**/crds/</c>, and those given with
/// <c>--crds</c>, in this order. Only documents that name a kind asked for are parsed: a folder of definitions is tens of megabytes.
/// </summary>
internal sealed class CustomKinds
{
    private readonly Dictionary<(string Group, string Kind), CustomKind> kinds = [];
    /// <summary>Those that were not met yet, as they stand in a file.</summary>
    private readonly List<(byte[] Group, byte[] Kind, (string Group, string Kind) Key)> wanted;
    private readonly Findings findings;

    private CustomKinds(IEnumerable<(string Group, string Kind)> needed, Findings findings)
    {
        this.findings = findings;
        wanted = [.. needed.Distinct().Order().Select(static k => (Encoding.UTF8.GetBytes(k.Group), Encoding.UTF8.GetBytes(k.Kind), k))];
    }

    public static CustomKinds Load(ProofContext context, IEnumerable<(string Group, string Kind)> needed)
    {
        var result = new CustomKinds(needed, context.Findings);
        foreach (var environment in context.Environments)
            foreach (var definition in environment.OfKind("CustomResourceDefinition"))
                result.Add(definition.At.File, definition.Root);
        foreach (var path in context.Repository.Paths)
            if (path.StartsWith("platform/", StringComparison.Ordinal) && path.Contains("/crds/", StringComparison.Ordinal) && context.Repository.Read(path) is { } content)
                result.Read(path, content.Span);
        foreach (var (name, content) in context.Options.Definitions)
            result.Read(name, content.Span);
        return result;
    }

    public CustomKind? Find(string group, string kind) => kinds.GetValueOrDefault((group, kind));

    private void Read(string file, ReadOnlySpan<byte> content)
    {
        if (wanted.Count == 0)
            return;
        if (content.TrimStart(" \t\r\n"u8) is [(byte)'{', ..])
        {
            Parse(file, content);
            return;
        }
        while (!content.IsEmpty)
        {
            var end = content.IndexOf("\n---"u8);
            var document = end < 0 ? content : content[..(end + 1)];
            content = end < 0 ? [] : content[(end + 1)..];
            if (IsWanted(document))
                Parse(file, document);
        }
    }

    private bool IsWanted(ReadOnlySpan<byte> document)
    {
        if (document.IndexOf("CustomResourceDefinition"u8) < 0)
            return false;
        foreach (var (group, kind, _) in wanted)
            if (document.IndexOf(group) >= 0 && HoldsKind(document, kind))
                return true;
        return false;
    }

    private static bool HoldsKind(ReadOnlySpan<byte> document, ReadOnlySpan<byte> kind)
    {
        while (document.IndexOf("\n    kind: "u8) is >= 0 and var at)
        {
            document = document[(at + 11)..];
            var name = document.TrimStart("\"'"u8);
            if (name.StartsWith(kind) && (name.Length == kind.Length || name[kind.Length] is (byte)'\n' or (byte)'\r' or (byte)'"' or (byte)'\'' or (byte)' '))
                return true;
        }
        return false;
    }

    private void Parse(string file, ReadOnlySpan<byte> content)
    {
        if (YamlReader.ReadAll(file, content, findings) is not { } documents)
            return;
        foreach (var document in documents)
            if (document is MapNode root && root.Text("kind") == "CustomResourceDefinition")
                Add(file, root);
    }

    private void Add(string file, MapNode definition)
    {
        var spec = definition.Map("spec");
        if (spec.Text("group") is not { } group || spec.Map("names").Text("kind") is not { } kind)
        {
            findings.Add(SchemaDiagnostics.BrokenDefinition(file, "its group or kind is missing"));
            return;
        }
        var versions = new List<CustomVersion>();
        foreach (var version in spec.Maps("versions"))
            if (version.Flag("served") is not false && version.Text("name") is { } name)
                versions.Add(new(name, version.Map("schema").Map("openAPIV3Schema")));
        wanted.RemoveAll(w => w.Key == (group, kind));
        kinds.TryAdd((group, kind), new(file, group, kind, spec.Text("scope") != "Cluster", versions));
    }
}

internal sealed record CustomKind(string File, string Group, string Kind, bool Namespaced, IReadOnlyList<CustomVersion> Versions)
{
    public CustomVersion? Version(string apiVersion) =>
        Versions.FirstOrDefault(v => apiVersion.Length == Group.Length + 1 + v.Name.Length && apiVersion.EndsWith(v.Name, StringComparison.Ordinal));
}

/// <param name="Definition">Null: it has no schema.</param>
internal sealed record CustomVersion(string Name, MapNode? Definition)
{
    private readonly Lock gate = new();
    private ObjectSchema? schema;

    public ObjectSchema? Schema
    {
        get
        {
            lock (gate)
                return Definition is null ? null : schema ??= DefinitionReader.Root(Definition, BuiltInKinds.Instance.Type("ObjectMeta"));
        }
    }
}
