using Sluis.Core.Text;
using Sluis.Core.Yaml;

namespace Sluis.Core.Compose.Loading;

/// <summary>A mapping under change. Positions are kept; new keys go last.</summary>
internal sealed class MapDraft
{
    private readonly SourceSpan span;
    private readonly List<Entry> entries;
    private readonly Dictionary<string, int> index;

    public MapDraft(MapNode from) : this(from.Span, from.Entries) { }

    public MapDraft(SourceSpan span, IReadOnlyList<Entry>? from = null)
    {
        this.span = span;
        entries = from is null ? [] : [.. from];
        index = new(entries.Count, StringComparer.Ordinal);
        for (var i = 0; i < entries.Count; i++)
            index[entries[i].Key] = i;
    }

    public int Count => entries.Count;

    public IReadOnlyList<Entry> Entries => entries;

    public Node? this[string key] => index.TryGetValue(key, out var at) ? entries[at].Value : null;

    public bool Has(string key) => index.ContainsKey(key);

    public void Set(string key, Node value, SourceSpan? keySpan = null)
    {
        if (index.TryGetValue(key, out var at))
        {
            entries[at] = entries[at] with { Value = value };
            return;
        }
        index[key] = entries.Count;
        entries.Add(new(key, keySpan ?? value.Span, value));
    }

    public void Default(string key, Node value)
    {
        if (!Has(key))
            Set(key, value);
    }

    public void Remove(string key)
    {
        if (!index.Remove(key, out var at))
            return;
        entries.RemoveAt(at);
        for (var i = at; i < entries.Count; i++)
            index[entries[i].Key] = i;
    }

    public MapNode ToNode() => new(span, entries);
}
