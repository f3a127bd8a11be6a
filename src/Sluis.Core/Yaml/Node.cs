using Sluis.Core.Text;

namespace Sluis.Core.Yaml;

/// <summary>
/// A YAML value with its place. Immutable. Aliases are expanded and merge keys applied by the reader.
/// The resolved Compose model, <c>sluis.yaml</c> and mounted configuration files are all made of these.
/// </summary>
public abstract class Node(SourceSpan span)
{
    /// <summary>A local tag as written, such as <c>!reset</c> or <c>!override</c>; null for the usual ones.</summary>
    public string? Tag { get; init; }

    /// <summary>Where the value begins.</summary>
    public SourceSpan Span { get; } = span;
}

public enum ScalarKind
{
    String,
    Integer,
    Float,
    Boolean,
    Null,
}

/// <summary>
/// A scalar. <see cref="Text"/> is its resolved text (for a number or boolean, as written). <see cref="Parts"/> is empty when
/// the text stood in the file as it is, otherwise the pieces whose <see cref="TextPart.Resolved"/> make up <see cref="Text"/>.
/// </summary>
public sealed class ScalarNode(SourceSpan span, string text, ScalarKind kind, EquatableArray<TextPart> parts = default) : Node(span)
{
    public string Text { get; } = text;
    public ScalarKind Kind { get; } = kind;
    public EquatableArray<TextPart> Parts { get; } = parts;

    public override string ToString() => Text;
}

public sealed class ListNode(SourceSpan span, IReadOnlyList<Node> items) : Node(span)
{
    public IReadOnlyList<Node> Items { get; } = items;

    /// <summary>
    /// Words of a command line that vanished because their variable has no value, each with the position before which it stood.
    /// They are no part of the resolved model; they say where a secret goes once it is known.
    /// </summary>
    public IReadOnlyList<(int Before, ScalarNode Word)> Vanished { get; init; } = [];
}

/// <summary>A key with its own place, and its value.</summary>
public readonly record struct Entry(string Key, SourceSpan KeySpan, Node Value);

/// <summary>A mapping in file order; keys are unique.</summary>
public sealed class MapNode : Node
{
    private readonly Dictionary<string, int>? index;

    public MapNode(SourceSpan span, IReadOnlyList<Entry> entries) : base(span)
    {
        Entries = entries;
        if (entries.Count <= 8)
            return;
        index = new Dictionary<string, int>(entries.Count, StringComparer.Ordinal);
        for (var i = 0; i < entries.Count; i++)
            index[entries[i].Key] = i;
    }

    public IReadOnlyList<Entry> Entries { get; }

    public Node? this[string key]
    {
        get
        {
            if (index is not null)
                return index.TryGetValue(key, out var at) ? Entries[at].Value : null;
            for (var i = 0; i < Entries.Count; i++)
                if (Entries[i].Key == key)
                    return Entries[i].Value;
            return null;
        }
    }
}
