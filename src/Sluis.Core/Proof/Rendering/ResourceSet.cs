namespace Sluis.Core.Proof.Rendering;

/// <summary>The objects of one kustomization in the order they were loaded, found by identity and by name.</summary>
internal sealed class ResourceSet
{
    private readonly List<Resource> items = [];
    private readonly Dictionary<ResourceId, int> byId = [];
    private Dictionary<string, List<int>>? byName;

    public int Count => items.Count;
    public Resource this[int index] => items[index];
    public IReadOnlyList<Resource> Items => items;

    /// <summary>False when an object with this identity is there already.</summary>
    public bool Add(Resource item)
    {
        if (!byId.TryAdd(item.Id, items.Count))
            return false;
        byName = null;
        items.Add(item);
        return true;
    }

    public Resource? Find(ResourceId id) => byId.TryGetValue(id, out var at) ? items[at] : null;

    /// <summary>False when its new identity is that of another; the change is then not made.</summary>
    public bool Replace(int index, Resource item)
    {
        var before = items[index];
        if (before.Id != item.Id)
        {
            if (!byId.TryAdd(item.Id, index))
                return false;
            byId.Remove(before.Id);
        }
        if (before.Id.Name != item.Id.Name)
            byName = null;
        items[index] = item;
        return true;
    }

    public void Remove(IReadOnlyCollection<Resource> gone)
    {
        if (gone.Count > 0)
            Reset([.. items.Where(item => !gone.Contains(item))]);
    }

    /// <summary>Puts other objects, or the same ones in another order, in place of all. Returns those whose identity was taken.</summary>
    public IReadOnlyList<Resource> Reset(IReadOnlyList<Resource> kept)
    {
        items.Clear();
        byId.Clear();
        byName = null;
        return [.. kept.Where(item => !Add(item))];
    }

    /// <summary>Those that have or had this name, in order.</summary>
    public IReadOnlyList<int> Named(string name)
    {
        byName ??= Index();
        return byName.TryGetValue(name, out var found) ? found : [];
    }

    /// <summary>Those that have or had this identity.</summary>
    public List<int> Matching(ResourceId id)
    {
        var found = new List<int>();
        foreach (var at in Named(id.Name))
            if (items[at].Id == id || Had(items[at], id))
                found.Add(at);
        return found;
    }

    // A former identity has the group and version of today.
    private static bool Had(Resource item, ResourceId id)
    {
        foreach (var before in item.Previous)
            if ((before with { Group = item.Id.Group, Version = item.Id.Version }) == id)
                return true;
        return false;
    }

    private Dictionary<string, List<int>> Index()
    {
        var names = new Dictionary<string, List<int>>(items.Count, StringComparer.Ordinal);
        for (var i = 0; i < items.Count; i++)
        {
            Note(items[i].Id.Name, i);
            foreach (var before in items[i].Previous)
                Note(before.Name, i);
        }
        return names;

        void Note(string name, int at)
        {
            if (!names.TryGetValue(name, out var same))
                names.Add(name, same = []);
            if (same.Count == 0 || same[^1] != at)
                same.Add(at);
        }
    }
}
