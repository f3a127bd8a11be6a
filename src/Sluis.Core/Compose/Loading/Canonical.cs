using Sluis.Core.Text;
using Sluis.Core.Yaml;

namespace Sluis.Core.Compose.Loading;

/// <summary>Short forms to long forms.</summary>
internal static class Canonical
{
    private delegate Node Transform(Node node);

    private static readonly Rules<Transform> Forms = Build();

    private static Rules<Transform> Build()
    {
        var rules = new Rules<Transform>();
        void Service(string path, Transform form) => rules.Add("services.*." + path, form);

        Service("build", static n => n is ScalarNode { Kind: not ScalarKind.Null } s ? Single("context", s) : n);
        Service("extends", static n => n is ScalarNode { Kind: not ScalarKind.Null } s ? Single("service", s) : n);
        Service("build.secrets.*", FileMount);
        Service("secrets.*", FileMount);
        Service("configs.*", FileMount);
        Service("build.provenance", AsText);
        Service("build.sbom", AsText);
        Service("build.additional_contexts", KeyValues);
        Service("build.ssh", Ssh);
        Service("depends_on", DependsOn);
        Service("env_file", EnvFiles);
        Service("label_file", OneOrMany);
        Service("dns", Dns);
        Service("develop.watch.*.ignore", OneOrMany);
        Service("develop.watch.*.include", OneOrMany);
        Service("gpus", Gpus);
        Service("networks", Names);
        Service("models", Names);
        Service("volumes.*", static n => n is ScalarNode s ? ShortForms.Volume(s) ?? throw new ComposeFault(ComposeDiagnostics.BadVolume(s.Span, s.Text)) : n);
        Service("devices.*", static n => n is ScalarNode s ? ShortForms.Device(s) ?? throw new ComposeFault(ComposeDiagnostics.BadDevice(s.Span, s.Text)) : n);
        Service("ports", Ports);
        foreach (var section in (ReadOnlySpan<string>)["volumes.*", "networks.*", "secrets.*", "configs.*"])
            rules.Add(section, External);
        return rules;
    }

    public static Node Apply(Node document) => Apply(document, Forms);

    private static Node Apply(Node node, Rules<Transform>? rules)
    {
        if (rules is null)
            return node;
        if (rules.Rule is { } form)
            node = form(node);
        switch (node)
        {
            case MapNode map:
                Entry[]? entries = null;
                for (var i = 0; i < map.Entries.Count; i++)
                {
                    var entry = map.Entries[i];
                    var value = Apply(entry.Value, rules.At(entry.Key));
                    if (ReferenceEquals(value, entry.Value))
                        continue;
                    entries ??= [.. map.Entries];
                    entries[i] = entry with { Value = value };
                }
                return entries is null ? map : new MapNode(map.Span, entries);
            case ListNode list when rules.Each is { } each:
                Node[]? items = null;
                for (var i = 0; i < list.Items.Count; i++)
                {
                    var value = Apply(list.Items[i], each);
                    if (ReferenceEquals(value, list.Items[i]))
                        continue;
                    items ??= [.. list.Items];
                    items[i] = value;
                }
                return items is null ? list : new ListNode(list.Span, items);
            default:
                return node;
        }
    }

    private static MapNode Single(string key, ScalarNode value) => new(value.Span, [new(key, value.Span, value)]);

    private static Node FileMount(Node node) => node is ScalarNode { Kind: ScalarKind.String } s ? Single("source", s) : node;

    private static Node AsText(Node node) => node is ScalarNode s ? Nodes.Text(s.Span, Nodes.Plain(s), s.Parts) : node;

    private static Node OneOrMany(Node node) => node is ScalarNode { Kind: ScalarKind.String } s ? new ListNode(s.Span, [s]) : node;

    /// <summary>Addresses, without those that came out empty.</summary>
    private static Node Dns(Node node) => OneOrMany(node) is ListNode list && list.Items.Any(IsEmpty)
        ? new ListNode(list.Span, [.. list.Items.Where(static i => !IsEmpty(i))])
        : OneOrMany(node);

    private static bool IsEmpty(Node node) => node is ScalarNode { Kind: ScalarKind.Null } or ScalarNode { Kind: ScalarKind.String, Text.Length: 0 };

    private static Node Names(Node node) => node is ListNode list
        ? new MapNode(list.Span, [.. list.Items.OfType<ScalarNode>().DistinctBy(static i => i.Text).Select(static i => new Entry(i.Text, i.Span, Nodes.Null(i.Span)))])
        : node;

    private static Node KeyValues(Node node)
    {
        if (node is not ListNode list)
            return node;
        var map = new MapDraft(list.Span);
        foreach (var item in list.Items.OfType<ScalarNode>())
        {
            var equals = item.Text.IndexOf('=');
            if (equals < 0)
                throw new ComposeFault(ComposeDiagnostics.NotKeyValue(item.Span, item.Text));
            map.Set(item.Text[..equals], Nodes.SliceOf(item, equals + 1, item.Text.Length - equals - 1), item.Span);
        }
        return map.ToNode();
    }

    private static Node Ssh(Node node)
    {
        if (node is not ListNode list)
            return node;
        var map = new MapDraft(list.Span);
        foreach (var item in list.Items.OfType<ScalarNode>())
        {
            var equals = item.Text.IndexOf('=');
            if (equals < 0 && item.Text != "default")
                throw new ComposeFault(ComposeDiagnostics.NotKeyValue(item.Span, item.Text));
            if (equals < 0)
                map.Set(item.Text, Nodes.Null(item.Span), item.Span);
            else
                map.Set(item.Text[..equals], Nodes.SliceOf(item, equals + 1, item.Text.Length - equals - 1), item.Span);
        }
        return map.ToNode();
    }

    private static Node DependsOn(Node node)
    {
        var result = new MapDraft(node.Span);
        switch (node)
        {
            case ListNode list:
                foreach (var item in list.Items.OfType<ScalarNode>())
                    result.Set(item.Text, Dependency(new MapNode(item.Span, [])), item.Span);
                break;
            case MapNode map:
                foreach (var (key, keySpan, value) in map.Entries)
                    result.Set(key, Dependency(value as MapNode ?? throw new ComposeFault(ComposeDiagnostics.BadItem(value.Span))), keySpan);
                break;
        }
        return result.ToNode();
    }

    private static MapNode Dependency(MapNode map)
    {
        var draft = new MapDraft(map);
        draft.Default("condition", Nodes.Text(map.Span, "service_started"));
        draft.Default("required", Nodes.True(map.Span));
        return draft.ToNode();
    }

    private static ListNode EnvFiles(Node node)
    {
        var items = node is ListNode list ? list.Items : [node];
        return new ListNode(node.Span, [.. items.Select(static Node (item) =>
        {
            var draft = item is MapNode map ? new MapDraft(map) : new MapDraft(Single("path", (ScalarNode)item));
            draft.Default("required", Nodes.True(item.Span));
            return draft.ToNode();
        })]);
    }

    private static Node Gpus(Node node) => node is ScalarNode { Kind: ScalarKind.String } s
        ? new ListNode(s.Span, [new MapNode(s.Span, [new("count", s.Span, Nodes.Text(s.Span, "all"))])])
        : node;

    private static Node Ports(Node node)
    {
        if (node is not ListNode list || list.Items.All(static i => i is MapNode))
            return node;
        var ports = new List<Node>();
        foreach (var item in list.Items)
        {
            if (item is ScalarNode spec)
                ports.AddRange(ShortForms.Ports(spec) ?? throw new ComposeFault(ComposeDiagnostics.BadPort(spec.Span, spec.Text)));
            else
                ports.Add(item);
        }
        return new ListNode(list.Span, ports);
    }

    /// <summary><c>external: {name: x}</c> is the old way to say <c>external: true, name: x</c>.</summary>
    private static Node External(Node node)
    {
        if (node is not MapNode map || map["external"] is not MapNode external)
            return node;
        var draft = new MapDraft(map);
        draft.Set("external", Nodes.True(external.Span));
        if (external["name"] is ScalarNode name)
        {
            if (draft["name"].AsText() is { } other && other != name.Text)
                throw new ComposeFault(ComposeDiagnostics.ExternalNameConflict(name.Span));
            draft.Default("name", name);
        }
        return draft.ToNode();
    }
}
