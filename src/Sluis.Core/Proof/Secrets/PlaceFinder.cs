using System.Globalization;
using Sluis.Core.Diagnostics;
using Sluis.Core.Proof.Manifests;
using Sluis.Core.Text;
using Sluis.Core.Yaml;

namespace Sluis.Core.Proof.Secrets;

/// <summary>Line and column of a position in a file and, in a manifest, the object and field that it is in.</summary>
internal sealed class PlaceFinder(RepositorySnapshot repository, Findings findings)
{
    public Place Find(string path, ReadOnlySpan<char> text, int at)
    {
        var before = text[..at];
        var span = new SourceSpan(path, before.Count('\n') + 1, at - before.LastIndexOf('\n'));
        if (!path.EndsWith(".yaml", StringComparison.Ordinal) && !path.EndsWith(".yml", StringComparison.Ordinal) || repository.Documents(path, findings) is not { } documents)
            return new(span, null, null);
        MapNode? inside = null;
        foreach (var document in documents)
            if (document is MapNode map && map.Span <= span)
                inside = map;
        if (inside is null)
            return new(span, null, null);
        var item = new ManifestObject(inside);
        var known = item.Kind.Length > 0 && item.Name.Length > 0;
        return new(span, known ? item : null, known ? Field(inside, span) : null) { Document = inside };
    }

    /// <summary>The deepest value that begins at or before the place.</summary>
    private static string? Field(MapNode root, SourceSpan at)
    {
        string? path = null;
        Node node = root;
        while (true)
        {
            (string Step, Node Node)? next = null;
            if (node is MapNode map)
                foreach (var entry in map.Entries)
                {
                    if (entry.KeySpan <= at)
                        next = (path is null ? entry.Key : entry.Key.AsSpan().IndexOfAny('.', '/') >= 0 ? $"{path}[{entry.Key}]" : $"{path}.{entry.Key}", entry.Value);
                }
            else if (node is ListNode list)
                for (var i = 0; i < list.Items.Count; i++)
                    if (list.Items[i].Span <= at)
                        next = (string.Create(CultureInfo.InvariantCulture, $"{path}[{i}]"), list.Items[i]);
            if (next is not { } step)
                return path;
            (path, node) = step;
        }
    }
}

internal sealed record Place(SourceSpan At, ManifestObject? Object, string? Field)
{
    public MapNode? Document { get; init; }

    /// <summary>Encrypted for the cluster or by SOPS: random texts under a secret's name are what should stand there.</summary>
    public bool IsEncrypted => Object?.Kind is "SealedSecret" || Document?["sops"] is MapNode;
}
