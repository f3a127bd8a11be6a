using System.Buffers;
using System.Text.RegularExpressions;
using Sluis.Core.Diagnostics;
using Sluis.Core.Proof.Manifests;
using Sluis.Core.Text;
using Sluis.Core.Yaml;

namespace Sluis.Core.Proof.Rendering;

/// <summary>
/// The target of a patch. Each field is a regular expression that must match the whole text; an absent one matches anything.
/// https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/patches/
/// </summary>
internal sealed class Selector
{
    private static readonly HashSet<string> Fields = new(StringComparer.Ordinal) { "group", "version", "kind", "name", "namespace", "labelSelector", "annotationSelector" };

    private Pattern group, version, kind, name, ns;
    private LabelSelector? labels, annotations;

    private Selector(SourceSpan at) => At = at;

    public SourceSpan At { get; }

    /// <summary>Null, after a finding, when it cannot be read.</summary>
    public static Selector? Read(MapNode target, Findings findings)
    {
        foreach (var (key, at, value) in target.Entries)
            if (!Fields.Contains(key))
                return Wrong(findings, at, $"\"{key}\" is not a field of a target");
            else if (value is not ScalarNode)
                return Wrong(findings, value.Span, $"{key} is not a text");
        var selector = new Selector(target.Span);
        try
        {
            selector.group = Pattern.Of(target.Text("group"));
            selector.version = Pattern.Of(target.Text("version"));
            selector.kind = Pattern.Of(target.Text("kind"));
            selector.name = Pattern.Of(target.Text("name"));
            selector.ns = Pattern.Of(target.Text("namespace"));
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            return Wrong(findings, target.Span, "a field of the target is no regular expression");
        }
        if (target.Text("labelSelector") is { Length: > 0 } byLabel && (selector.labels = LabelSelector.Parse(byLabel)) is null
            || target.Text("annotationSelector") is { Length: > 0 } byAnnotation && (selector.annotations = LabelSelector.Parse(byAnnotation)) is null)
            return Wrong(findings, target.Span, "a selector of the target cannot be read");
        return selector;
    }

    /// <summary>Positions of what it selects, in order.</summary>
    public List<int> Select(ResourceSet set)
    {
        var found = new List<int>();
        if (name.Literal is { } exact)
        {
            foreach (var i in set.Named(exact))
                if (Matches(set[i]))
                    found.Add(i);
        }
        else
            for (var i = 0; i < set.Count; i++)
                if (Matches(set[i]))
                    found.Add(i);
        return found;
    }

    private bool Matches(Resource item) =>
        kind.Matches(item.Id.Kind)
        && (name.Matches(item.Original.Name) || name.Matches(item.Id.Name))
        && (ns.Matches(item.Original.Namespace) || ns.Matches(item.Id.Namespace))
        && group.Matches(item.Id.Group) && version.Matches(item.Id.Version)
        && (labels is null || labels.Matches(item.Root.Map("metadata").Map("labels")))
        && (annotations is null || annotations.Matches(item.Root.Map("metadata").Map("annotations")));

    public override string ToString()
    {
        var parts = new List<string>();
        if (!kind.IsAny || !version.IsAny || !group.IsAny)
            parts.Add($"{kind.Shown("[noKind]")}.{version.Shown("[noVer]")}.{group.Shown("[noGrp]")}");
        if (!name.IsAny || !ns.IsAny)
            parts.Add($"{name.Shown("[noName]")}.{ns.Shown("[noNs]")}");
        if (labels is not null)
            parts.Add($"labels {labels}");
        if (annotations is not null)
            parts.Add($"annotations {annotations}");
        return parts.Count == 0 ? "(anything)" : string.Join('/', parts);
    }

    private static Selector? Wrong(Findings findings, SourceSpan at, string reason)
    {
        findings.Add(RenderingDiagnostics.BadPatch(at, reason));
        return null;
    }

    private readonly struct Pattern(string? text, Regex? regex)
    {
        private static readonly SearchValues<char> Meta = SearchValues.Create("\\.+*?()|[]{}^$");

        public bool IsAny => text is null;

        /// <summary>The one text that it matches, if it is no more than that.</summary>
        public string? Literal => regex is null ? text : null;

        public static Pattern Of(string? text) => string.IsNullOrEmpty(text) ? default
            : text.AsSpan().ContainsAny(Meta) ? new(text, new Regex($@"\A(?:{text})\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)) : new(text, null);

        public bool Matches(string value) => text is null || (regex is null ? text == value : regex.IsMatch(value));

        public string Shown(string otherwise) => text ?? otherwise;
    }
}
