using Sluis.Core.Text;
using Sluis.Core.Yaml;

namespace Sluis.Core.Compose.Loading;

/// <summary>
/// Lays one document over another by the rules of each attribute: mappings merge, lists append, and what
/// https://docs.docker.com/reference/compose-file/merge/ says differently.
/// </summary>
internal static class Merging
{
    private delegate Node Merge(Node under, Node over, Rules<Merge>? rules);

    private static readonly Rules<Merge> Special = Build();

    private static Rules<Merge> Build()
    {
        var rules = new Rules<Merge>();
        foreach (var path in (ReadOnlySpan<string>)["command", "entrypoint", "healthcheck.test"])
            rules.Add("services.*." + path, static (_, over, _) => over);
        foreach (var path in (ReadOnlySpan<string>)[
            "annotations", "build.args", "build.additional_contexts", "build.labels", "deploy.labels", "dns", "dns_opt", "dns_search",
            "env_file", "label_file", "environment", "labels", "volumes.*.volume.labels", "sysctls", "tmpfs"])
            rules.Add("services.*." + path, Append);
        rules.Add("networks.*.labels", Append);
        rules.Add("volumes.*.labels", Append);
        rules.Add("networks.*.ipam.config", IpamConfig);
        rules.Add("services.*.build", static (under, over, at) => Mappings(BuildMap(under), BuildMap(over), at));
        rules.Add("services.*.build.extra_hosts", ExtraHosts);
        rules.Add("services.*.extra_hosts", ExtraHosts);
        rules.Add("services.*.depends_on", static (under, over, at) => Mappings(ToMap(under, DependsDefault), ToMap(over, DependsDefault), at));
        rules.Add("services.*.models", static (under, over, at) => Mappings(ToMap(under, Nodes.Null), ToMap(over, Nodes.Null), at));
        rules.Add("services.*.networks", static (under, over, at) => Mappings(ToMap(under, Nodes.Null), ToMap(over, Nodes.Null), at));
        rules.Add("services.*.logging", Logging);
        rules.Add("services.*.ulimits.*", static (_, over, _) => over);
        return rules;
    }

    public static Node Documents(Node under, Node over) => Any(under, over, Special);

    /// <summary>A service over the one that it extends.</summary>
    public static Node Services(Node under, Node over) => Any(under, over, Special.At("services")?.At("x"));

    /// <summary>A resource over the one of the same name that an include brought.</summary>
    public static Node Resources(string section, string name, Node under, Node over) => Any(under, over, Special.At(section)?.At(name));

    private static Node Any(Node under, Node over, Rules<Merge>? rules)
    {
        if (rules?.Rule is { } special)
            return special(under, over, rules);
        if (over.IsNull())
            return under;
        return (under, over) switch
        {
            (MapNode a, MapNode b) => Mappings(a, b, rules),
            (ListNode a, ListNode b) => new ListNode(a.Span, [.. a.Items, .. b.Items]),
            (MapNode or ListNode, _) => throw new ComposeFault(ComposeDiagnostics.CannotOverride(over.Span)),
            _ => over,
        };
    }

    private static MapNode Mappings(MapNode under, MapNode over, Rules<Merge>? rules)
    {
        if (over.Entries.Count == 0)
            return under;
        var merged = new MapDraft(under);
        foreach (var (key, keySpan, value) in over.Entries)
            merged.Set(key, merged[key] is { } existing ? Any(existing, value, rules?.At(key)) : value, keySpan);
        return merged.ToNode();
    }

    private static MapNode BuildMap(Node node) => node switch
    {
        MapNode map => map,
        ScalarNode { Kind: ScalarKind.Null } => new(node.Span, []),
        ScalarNode context => new(node.Span, [new("context", context.Span, context)]),
        _ => throw new ComposeFault(ComposeDiagnostics.CannotOverride(node.Span)),
    };

    private static Node DependsDefault(SourceSpan at) => new MapNode(at,
    [
        new("condition", at, Nodes.Text(at, "service_started")),
        new("required", at, Nodes.True(at)),
    ]);

    private static MapNode ToMap(Node node, Func<SourceSpan, Node> value) => node switch
    {
        MapNode map => map,
        ListNode list => new(list.Span, [.. list.Items.OfType<ScalarNode>().DistinctBy(i => i.Text).Select(i => new Entry(i.Text, i.Span, value(i.Span)))]),
        _ => new(node.Span, []),
    };

    private static Node Logging(Node under, Node over, Rules<Merge>? rules)
    {
        if (under is not MapNode a || over is not MapNode b)
            return over.IsNull() ? under : over;
        return a["driver"].AsText() is { } first && b["driver"].AsText() is { } second && first != second ? b : Mappings(a, b, rules);
    }

    private static ListNode Append(Node under, Node over, Rules<Merge>? rules) => new(under.Span, [.. Items(under), .. Items(over)]);

    private static Node ExtraHosts(Node under, Node over, Rules<Merge>? rules)
    {
        var first = Items(under);
        var known = first.Select(i => i.AsText()).ToHashSet();
        return new ListNode(under.Span, [.. first, .. Items(over).Where(i => !known.Contains(i.AsText()))]);
    }

    /// <summary>A list as it is, a text as a list of one, a mapping as sorted <c>key=value</c>.</summary>
    private static IReadOnlyList<Node> Items(Node node)
    {
        switch (node)
        {
            case ListNode list:
                return list.Items;
            case ScalarNode { Kind: ScalarKind.String }:
                return [node];
            case MapNode map:
                var items = new List<ScalarNode>(map.Entries.Count);
                foreach (var (key, _, value) in map.Entries)
                {
                    if (value is ListNode several)
                        items.AddRange(several.Items.Select(i => Nodes.Pair(key, i)));
                    else
                        items.Add(Nodes.Pair(key, value));
                }
                items.Sort(static (a, b) => string.CompareOrdinal(a.Text, b.Text));
                return items;
            default:
                return [];
        }
    }

    /// <summary>Address pools merge by subnet.</summary>
    private static Node IpamConfig(Node under, Node over, Rules<Merge>? rules)
    {
        if (under is not ListNode a || over is not ListNode b)
            throw new ComposeFault(ComposeDiagnostics.CannotOverride(over.Span));
        var pools = new List<MapNode>();
        int Find(MapNode pool) => pools.FindIndex(p => p["subnet"].AsText() == pool["subnet"].AsText());
        foreach (var pool in a.Items.OfType<MapNode>())
        {
            var original = pool;
            foreach (var other in b.Items.OfType<MapNode>())
            {
                if (other["subnet"].AsText() != original["subnet"].AsText() && Find(other) < 0)
                {
                    pools.Add(other);
                    continue;
                }
                original = Mappings(original, other, null);
                var at = Find(original);
                if (at >= 0)
                    pools[at] = original;
                else
                    pools.Add(original);
            }
        }
        return new ListNode(a.Span, pools);
    }
}
