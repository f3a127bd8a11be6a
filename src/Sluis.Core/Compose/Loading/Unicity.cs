using Sluis.Core.Yaml;

namespace Sluis.Core.Compose.Loading;

/// <summary>An element of a list that says again what an earlier one said takes its place.</summary>
internal static class Unicity
{
    private delegate string? Key(Node item);

    private static readonly Rules<Key> Unique = Build();

    private static Rules<Key> Build()
    {
        var rules = new Rules<Key>();
        foreach (var path in (ReadOnlySpan<string>)[
            "annotations", "build.args", "build.additional_contexts", "build.platform", "build.tags", "build.labels", "cap_add", "cap_drop",
            "deploy.labels", "dns", "dns_opt", "dns_search", "environment", "labels", "links", "networks.*.aliases",
            "networks.*.link_local_ips", "profiles", "sysctls", "tmpfs"])
            rules.Add("services.*." + path, PairKey);
        rules.Add("networks.*.labels", PairKey);
        rules.Add("networks.*.ipam.options", PairKey);
        rules.Add("services.*.configs", static item => Mount(item, ""));
        rules.Add("services.*.secrets", static item => Mount(item, "/run/secrets"));
        rules.Add("services.*.devices", Device);
        rules.Add("services.*.env_file", static item => item is MapNode map ? map["path"].AsText() : item.AsText());
        rules.Add("services.*.expose", static item => item.AsText());
        rules.Add("services.*.ports", Port);
        rules.Add("services.*.volumes", Volume);
        return rules;
    }

    public static Node Enforce(Node document) => Enforce(document, Unique);

    private static Node Enforce(Node node, Rules<Key>? rules)
    {
        if (rules is null)
            return node;
        if (node is MapNode map)
        {
            Entry[]? entries = null;
            for (var i = 0; i < map.Entries.Count; i++)
            {
                var entry = map.Entries[i];
                var value = Enforce(entry.Value, rules.At(entry.Key));
                if (ReferenceEquals(value, entry.Value))
                    continue;
                entries ??= [.. map.Entries];
                entries[i] = entry with { Value = value };
            }
            return entries is null ? map : new MapNode(map.Span, entries);
        }
        return node is ListNode { Items.Count: > 1 } list && rules.Rule is { } key ? Distinct(list, key) : node;
    }

    private static ListNode Distinct(ListNode list, Key key)
    {
        var items = new List<Node>(list.Items.Count);
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var item in list.Items)
        {
            var name = key(item) ?? throw new ComposeFault(ComposeDiagnostics.BadItem(item.Span));
            if (places.TryGetValue(name, out var place))
                items[place] = item;
            else
            {
                places[name] = items.Count;
                items.Add(item);
            }
        }
        return items.Count == list.Items.Count ? list : new(list.Span, items);
    }

    private static string? PairKey(Node item)
    {
        if (item is not ScalarNode { Kind: ScalarKind.String } scalar)
            return null;
        var equals = scalar.Text.IndexOf('=');
        return equals < 0 ? scalar.Text : scalar.Text[..equals];
    }

    private static string? Mount(Node item, string folder) => item switch
    {
        MapNode map => map["target"].AsText() ?? $"{folder}/{map["source"].AsText()}",
        ScalarNode scalar => $"{folder}/{scalar.Text}",
        _ => null,
    };

    private static string? Device(Node item) => item switch
    {
        MapNode map => map["target"].AsText(),
        ScalarNode scalar => scalar.Text.Split(':') is { Length: > 1 } parts ? parts[1] : scalar.Text,
        _ => null,
    };

    private static string? Volume(Node item) => item switch
    {
        MapNode map => map["target"].AsText(),
        ScalarNode scalar => ShortForms.VolumeTarget(scalar),
        _ => null,
    };

    /// <summary>The reference tells a published port written as a number from the same one written as text.</summary>
    private static string Published(Node? port) => port is ScalarNode { Kind: ScalarKind.Integer } number ? $"number {Nodes.Plain(number)}" : port.AsText() ?? "";

    private static string? Port(Node item) => item switch
    {
        MapNode map => map["target"].AsText() is { } target
            ? $"{map["host_ip"].AsText() ?? "0.0.0.0"}:{Published(map["published"])}:{target}/{map["protocol"].AsText() ?? "tcp"}"
            : null,
        ScalarNode scalar => Nodes.Plain(scalar),
        _ => null,
    };
}
