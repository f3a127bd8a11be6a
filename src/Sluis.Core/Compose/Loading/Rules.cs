namespace Sluis.Core.Compose.Loading;

/// <summary>
/// Rules by path pattern, as a tree: <c>services.*.ports</c>. Walking a document carries the place in the tree along, so no
/// path is ever built or compared. <c>*</c> stands for any key or list position.
/// </summary>
internal sealed class Rules<T> where T : class
{
    private readonly Dictionary<string, Rules<T>> children = new(StringComparer.Ordinal);
    private Rules<T>? any;

    public T? Rule { get; private set; }

    public Rules<T> Add(string pattern, T rule)
    {
        var at = this;
        foreach (var part in pattern.Split('.'))
            at = at.Descend(part);
        at.Rule = rule;
        return this;
    }

    private Rules<T> Descend(string part)
    {
        if (part == "*")
            return any ??= new();
        if (!children.TryGetValue(part, out var child))
            children[part] = child = new();
        return child;
    }

    public Rules<T>? At(string key) => children.TryGetValue(key, out var child) ? child : any;

    public Rules<T>? Each => any;
}
