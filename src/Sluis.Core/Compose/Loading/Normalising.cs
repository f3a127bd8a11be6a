using Sluis.Core.Yaml;

namespace Sluis.Core.Compose.Loading;

/// <summary>What a project means beyond what it says: the default network, implied dependencies, names of resources.</summary>
internal static class Normalising
{
    public static MapNode Apply(MapNode document, string project, Func<string, string?> environment)
    {
        var draft = new MapDraft(document);
        draft.Set("name", Nodes.Text(document.Span, project));
        var usesDefault = false;
        if (draft["services"] is MapNode services)
            draft.Set("services", new MapNode(services.Span, [.. services.Entries.Select(e =>
                e.Value is MapNode s ? e with { Value = Service(s, environment, ref usesDefault) } : e)]));
        if (usesDefault)
        {
            var networks = draft["networks"] is MapNode n ? new MapDraft(n) : new MapDraft(document.Span);
            networks.Default("default", Nodes.Null(document.Span));
            draft.Set("networks", networks.ToNode());
        }
        foreach (var section in (ReadOnlySpan<string>)["networks", "volumes", "configs", "secrets"])
            if (draft[section] is MapNode resources)
                draft.Set(section, new MapNode(resources.Span, [.. resources.Entries.Select(e => e with { Value = Named(e, project) })]));
        return draft.ToNode();
    }

    /// <summary>
    /// A name without a value in a list of a service's environment takes the value of the environment that its file is read
    /// with: an include may bring its own. Mappings take the project's, later.
    /// </summary>
    public static MapNode Inherit(MapNode document, Func<string, string?> environment)
    {
        if (document["services"] is not MapNode services || !services.Entries.Any(static e => (e.Value as MapNode)?["environment"] is ListNode))
            return document;
        var draft = new MapDraft(document);
        draft.Set("services", new MapNode(services.Span, [.. services.Entries.Select(e =>
        {
            if (e.Value is not MapNode service || service["environment"] is not ListNode list)
                return e;
            var inner = new MapDraft(service);
            inner.Set("environment", Inherited(list, environment, keep: true));
            return e with { Value = inner.ToNode() };
        })]));
        return draft.ToNode();
    }

    private static MapNode Named(Entry entry, string project)
    {
        var draft = entry.Value is MapNode map ? new MapDraft(map) : new MapDraft(entry.KeySpan);
        if (draft["name"].IsNull())
            draft.Set("name", Nodes.Text(entry.KeySpan, draft["external"].IsTrue() ? entry.Key : $"{project}_{entry.Key}"));
        return draft.ToNode();
    }

    private static MapNode Service(MapNode service, Func<string, string?> environment, ref bool usesDefault)
    {
        var draft = new MapDraft(service);
        if (!draft.Has("provider") && !draft.Has("network_mode"))
        {
            if (draft["networks"] is not MapNode { Entries.Count: > 0 } networks)
            {
                draft.Set("networks", new MapNode(service.Span, [new("default", service.Span, Nodes.Null(service.Span))]));
                usesDefault = true;
            }
            else
                usesDefault |= networks["default"] is not null;
        }
        if (draft["pull_policy"] is ScalarNode { Text: "if_not_present" } policy)
            draft.Set("pull_policy", Nodes.Text(policy.Span, "missing"));
        if (draft["build"] is MapNode build)
            draft.Set("build", Build(build, environment));
        if (draft["environment"] is { } variables)
            draft.Set("environment", Inherited(variables, environment, keep: true));
        if (draft["pre_start"] is ListNode hooks && draft["image"] is ScalarNode image)
            draft.Set("pre_start", new ListNode(hooks.Span, [.. hooks.Items.Select(h => WithImage(h, image))]));
        DependsOn(draft);
        return draft.ToNode();
    }

    private static Node WithImage(Node hook, ScalarNode image)
    {
        if (hook is not MapNode map || map["image"] is not null)
            return hook;
        var draft = new MapDraft(map);
        draft.Set("image", image);
        return draft.ToNode();
    }

    private static MapNode Build(MapNode build, Func<string, string?> environment)
    {
        var draft = new MapDraft(build);
        draft.Default("context", Nodes.Text(build.Span, "."));
        if (draft["dockerfile"].IsNull() && draft["dockerfile_inline"].IsNull())
            draft.Set("dockerfile", Nodes.Text(build.Span, "Dockerfile"));
        if (draft["args"] is { } args)
            draft.Set("args", Inherited(args, environment, keep: false));
        return draft.ToNode();
    }

    /// <summary>A name without a value takes the environment's.</summary>
    private static Node Inherited(Node node, Func<string, string?> environment, bool keep)
    {
        switch (node)
        {
            case MapNode map:
                var draft = new MapDraft(map.Span);
                foreach (var (key, keySpan, value) in map.Entries)
                    if (!value.IsNull())
                        draft.Set(key, value, keySpan);
                    else if (environment(key) is { } inherited)
                        draft.Set(key, FromEnvironment(value, key, inherited), keySpan);
                    else if (keep)
                        draft.Set(key, value, keySpan);
                return draft.ToNode();
            case ListNode list:
                var items = new List<Node>(list.Items.Count);
                foreach (var item in list.Items)
                    if (item is not ScalarNode { Kind: ScalarKind.String } s || s.Text.Contains('='))
                        items.Add(item);
                    else if (environment(s.Text) is { } inherited)
                        items.Add(Nodes.Pair(s.Text, FromEnvironment(s, s.Text, inherited)));
                    else if (keep)
                        items.Add(item);
                return new ListNode(list.Span, items);
            default:
                return node;
        }
    }

    private static ScalarNode FromEnvironment(Node at, string name, string value) =>
        Nodes.Text(at.Span, value, [new Text.TextPart.Variable(name, "", default, value, true)]);

    private static void DependsOn(MapDraft service)
    {
        var dependencies = service["depends_on"] is MapNode map ? new MapDraft(map) : null;
        void Imply(ScalarNode at, string name, bool restart)
        {
            dependencies ??= new(at.Span);
            if (!dependencies.Has(name))
                dependencies.Set(name, new MapNode(at.Span,
                [
                    new("condition", at.Span, Nodes.Text(at.Span, "service_started")),
                    new("restart", at.Span, Nodes.Bool(at.Span, restart)),
                    new("required", at.Span, Nodes.True(at.Span)),
                ]));
        }

        foreach (var link in (service["links"] as ListNode)?.Items.OfType<ScalarNode>() ?? [])
            Imply(link, link.Text.Split(':') is { Length: 2 } parts ? parts[0] : link.Text, true);
        foreach (var key in (ReadOnlySpan<string>)["network_mode", "ipc", "pid", "uts", "cgroup"])
            if (service[key] is ScalarNode mode && mode.Text.StartsWith("service:", StringComparison.Ordinal))
                Imply(mode, mode.Text[8..], true);
        foreach (var from in (service["volumes_from"] as ListNode)?.Items.OfType<ScalarNode>() ?? [])
            if (!from.Text.StartsWith("container:", StringComparison.Ordinal))
                Imply(from, from.Text.Split(':')[0], false);
        if (dependencies is { Count: > 0 })
            service.Set("depends_on", dependencies.ToNode());
    }
}
