using System.Buffers;
using System.Text.RegularExpressions;
using Sluis.Core.Diagnostics;
using Sluis.Core.Proof.Manifests;
using Sluis.Core.Yaml;

namespace Sluis.Core.Proof.Rendering;

/// <summary>The <c>images</c> of a kustomization, each applied to what the ones before it left. https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/images/</summary>
internal sealed class ImageRules
{
    // A dot in a name is itself here, though it may stand for anything there: no registry differs in that alone.
    private static readonly SearchValues<char> Meta = SearchValues.Create("\\+*?()|[]{}^$");

    private readonly List<Rule> rules = [];
    private readonly Dictionary<string, List<int>> byName = new(StringComparer.Ordinal);
    private readonly List<int> patterns = [];

    public static ImageRules? Read(MapNode kustomization, Findings findings)
    {
        var all = new ImageRules();
        foreach (var item in kustomization.Items("images"))
            if (item is not MapNode entry || entry.Text("name") is not { Length: > 0 } name)
                findings.Add(RenderingDiagnostics.BadField(item.Span, "an entry of images has no name"));
            else
                all.Add(name, entry, findings);
        return all.rules.Count == 0 ? null : all;
    }

    public Resource Apply(Resource item) => item.Id.Kind == "CustomResourceDefinition" ? item : item.With((MapNode)Walk(item.Root));

    private void Add(string name, MapNode entry, Findings findings)
    {
        Regex? pattern = null;
        try
        {
            if (name.AsSpan().ContainsAny(Meta))
                pattern = new Regex($@"\A{name}(:[a-zA-Z0-9_.{{}}-]*)?(@sha256:[a-zA-Z0-9_.{{}}-]*)?\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            findings.Add(RenderingDiagnostics.BadField(entry["name"]?.Span ?? entry.Span, "the name of an image is no regular expression"));
            return;
        }
        if (pattern is not null)
            patterns.Add(rules.Count);
        else if (byName.TryGetValue(name, out var same))
            same.Add(rules.Count);
        else
            byName.Add(name, [rules.Count]);
        rules.Add(new(entry, pattern, entry.Text("newName"), entry.Text("newTag"), entry.Text("digest")));
    }

    /// <summary>Every list under <c>containers</c> or <c>initContainers</c>, wherever it stands.</summary>
    private Node Walk(Node node)
    {
        if (node is ListNode list)
        {
            var result = list;
            for (var i = 0; i < list.Items.Count; i++)
                if (list.Items[i] is not ScalarNode)
                    result = result.With(i, Walk(list.Items[i]));
            return result;
        }
        if (node is not MapNode map)
            return node;
        var changed = map;
        foreach (var (key, at, value) in map.Entries)
            if (value is not ScalarNode)
            {
                var inner = Walk(value);
                if (inner is ListNode items && key is "containers" or "initContainers")
                    inner = Containers((ListNode)inner);
                changed = changed.With(key, inner, at);
            }
        return changed;
    }

    private ListNode Containers(ListNode list)
    {
        for (var i = 0; i < list.Items.Count; i++)
            if (list.Items[i] is MapNode container && container["image"] is ScalarNode { Kind: not ScalarKind.Null } image)
                list = list.With(i, container.With("image", Rename(image), default));
        return list;
    }

    private ScalarNode Rename(ScalarNode image)
    {
        var text = image.Text;
        MapNode? by = null;
        for (var next = Match(text, 0); next >= 0; next = Match(text, next + 1))
        {
            var changed = rules[next].Apply(text);
            if (changed == text)
                continue;
            text = changed;
            by = rules[next].Entry;
        }
        return by is null ? image : new(by.Span, text, ScalarKind.String);
    }

    /// <summary>The first rule at or after a position that names this image; -1 when there is none.</summary>
    private int Match(string image, int from)
    {
        var first = int.MaxValue;
        if (byName.TryGetValue(ImageName.Split(image).Name, out var exact))
            foreach (var at in exact)
                if (at >= from)
                {
                    first = at;
                    break;
                }
        foreach (var at in patterns)
            if (at >= from && at < first && rules[at].Pattern?.IsMatch(image) is true)
                first = at;
        return first == int.MaxValue ? -1 : first;
    }

    private sealed record Rule(MapNode Entry, Regex? Pattern, string? NewName, string? NewTag, string? Digest)
    {
        public string Apply(string image)
        {
            var (name, tag, digest) = ImageName.Split(image);
            if (!string.IsNullOrEmpty(NewName))
                name = NewName;
            if (!string.IsNullOrEmpty(NewTag) || !string.IsNullOrEmpty(Digest))
                (tag, digest) = (NewTag ?? "", Digest ?? "");
            return $"{name}{(tag.Length > 0 ? ":" : "")}{tag}{(digest.Length > 0 ? "@" : "")}{digest}";
        }
    }
}

/// <summary><c>host:port/path/name:tag@digest</c>.</summary>
internal static class ImageName
{
    public static (string Name, string Tag, string Digest) Split(string image)
    {
        var start = Math.Max(0, image.IndexOf('/'));
        var at = image.IndexOf('@', start);
        var digest = at < 0 ? "" : image[(at + 1)..];
        var rest = at < 0 ? image : image[..at];
        var colon = rest.IndexOf(':', start);
        return colon < 0 ? (rest, "", digest) : (rest[..colon], rest[(colon + 1)..], digest);
    }
}
