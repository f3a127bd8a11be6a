using Sluis.Core.Diagnostics;
using Sluis.Core.Yaml;

namespace Sluis.Core.Compose.Loading;

/// <summary>After all files are merged: default values, checks that span keys, absolute paths.</summary>
internal static class Finishing
{
    /// <summary>The paths of a file that is extended are relative to that file; its values are not complete yet.</summary>
    public static MapNode Paths(MapNode document, string directory, string? home)
    {
        var draft = new MapDraft(document);
        Each(draft, "services", s => ServicePaths(s, directory, home));
        return draft.ToNode();
    }

    public static MapNode Apply(MapNode document, string directory, string? home)
    {
        var draft = new MapDraft(document);
        Each(draft, "services", s => Service(ServicePaths(s, directory, home), directory, home));
        Each(draft, "volumes", v => Volume(v, directory, home));
        Each(draft, "configs", c => FileObject(c, "configs", ["file", "environment", "content"], directory, home));
        Each(draft, "secrets", c => FileObject(c, "secrets", ["file", "environment"], directory, home));
        return draft.ToNode();
    }

    private static void Each(MapDraft document, string section, Func<MapNode, MapNode> change)
    {
        if (document[section] is not MapNode map)
            return;
        document.Set(section, new MapNode(map.Span, [.. map.Entries.Select(e => e.Value is MapNode item ? e with { Value = change(item) } : e)]));
    }

    private static string Absolute(string path, string directory, string? home)
    {
        if (path.StartsWith('~') && home is not null)
            path = PathText.Join(home, path[1..].TrimStart('/'));
        return path.Length == 0 || path.StartsWith('/') || IsWindows(path) ? path : PathText.Join(directory, path);
    }

    private static bool IsWindows(string path) => path.StartsWith(@"\\", StringComparison.Ordinal) || path.Length > 2 && char.IsAsciiLetter(path[0]) && path[1] == ':' && path[2] is '\\' or '/';

    private static ScalarNode Resolve(ScalarNode path, string directory, string? home) =>
        Absolute(path.Text, directory, home) is var text && text == path.Text ? path : Nodes.Text(path.Span, text, path.Parts.IsEmpty ? default : path.Parts);

    private static MapNode ServicePaths(MapNode service, string directory, string? home)
    {
        var draft = new MapDraft(service);
        if (draft["build"] is MapNode build)
            draft.Set("build", Build(build, directory, home));
        if (draft["env_file"] is ListNode envFiles)
            draft.Set("env_file", new ListNode(envFiles.Span, [.. envFiles.Items.Select(i => Path(i, "path", directory, home))]));
        if (draft["label_file"] is ListNode labelFiles)
            draft.Set("label_file", new ListNode(labelFiles.Span, [.. labelFiles.Items.Select(i => i is ScalarNode s ? Resolve(s, directory, home) : i)]));
        if (draft["volumes"] is ListNode volumes)
            draft.Set("volumes", new ListNode(volumes.Span, [.. volumes.Items.Select(v => MountPath(v, directory, home))]));
        if (draft["extends"] is MapNode extends)
            draft.Set("extends", Path(extends, "file", directory, home));
        if (draft["develop"] is MapNode develop && develop["watch"] is ListNode watch)
        {
            var inner = new MapDraft(develop);
            inner.Set("watch", new ListNode(watch.Span, [.. watch.Items.Select(w => Path(w, "path", directory, home))]));
            draft.Set("develop", inner.ToNode());
        }
        return draft.ToNode();
    }

    private static MapNode Service(MapNode service, string directory, string? home)
    {
        var draft = new MapDraft(service);
        if (draft["build"] is MapNode build && build["context"] is null)
        {
            var completed = new MapDraft(build);
            completed.Set("context", Nodes.Text(build.Span, PathText.Clean(directory)));
            draft.Set("build", completed.ToNode());
        }
        if (draft["secrets"] is ListNode secrets)
            draft.Set("secrets", new ListNode(secrets.Span, [.. secrets.Items.Select(SecretTarget)]));
        if (draft["ports"] is ListNode ports)
            draft.Set("ports", new ListNode(ports.Span, [.. ports.Items.Select(Port)]));
        if (draft["volumes"] is ListNode volumes)
            draft.Set("volumes", new ListNode(volumes.Span, [.. volumes.Items.Select(Mount)]));
        if (draft["develop"] is MapNode develop && develop["watch"] is ListNode watch)
            foreach (var trigger in watch.Items.OfType<MapNode>())
                if (trigger["path"] is ScalarNode { Text: "" } empty)
                    throw new ComposeFault(ComposeDiagnostics.Unreadable(empty.Span, "develop.watch.path", "a path"));
        foreach (var requests in (ReadOnlySpan<Node?>)[draft["gpus"], ((draft["deploy"] as MapNode)?["resources"] as MapNode)?["reservations"] is MapNode r ? r["devices"] : null])
            foreach (var request in (requests as ListNode)?.Items.OfType<MapNode>() ?? [])
                if (request["count"] is not null && request["device_ids"] is not null)
                    throw new ComposeFault(ComposeDiagnostics.Exclusive(request.Span, "A device request has both count and device_ids."));
        Devices(draft);
        return draft.ToNode();
    }

    /// <summary>A device request without a count or ids asks for all.</summary>
    private static void Devices(MapDraft service)
    {
        static Node Default(Node request)
        {
            if (request is not MapNode map || map["count"] is not null || map["device_ids"] is not null)
                return request;
            var draft = new MapDraft(map);
            draft.Set("count", Nodes.Text(map.Span, "all"));
            return draft.ToNode();
        }

        if (service["gpus"] is ListNode gpus)
            service.Set("gpus", new ListNode(gpus.Span, [.. gpus.Items.Select(Default)]));
        if (service["deploy"] is MapNode deploy && deploy["resources"] is MapNode resources
            && resources["reservations"] is MapNode reservations && reservations["devices"] is ListNode devices)
        {
            var (d, r, v) = (new MapDraft(deploy), new MapDraft(resources), new MapDraft(reservations));
            v.Set("devices", new ListNode(devices.Span, [.. devices.Items.Select(Default)]));
            r.Set("reservations", v.ToNode());
            d.Set("resources", r.ToNode());
            service.Set("deploy", d.ToNode());
        }
    }

    private static Node Path(Node node, string key, string directory, string? home)
    {
        if (node is not MapNode map || map[key] is not ScalarNode { Kind: ScalarKind.String } path)
            return node;
        var draft = new MapDraft(map);
        draft.Set(key, Resolve(path, directory, home));
        return draft.ToNode();
    }

    private static MapNode Build(MapNode build, string directory, string? home)
    {
        var draft = new MapDraft(build);
        if (draft["context"] is ScalarNode { Kind: ScalarKind.String } context)
            draft.Set("context", Context(context, directory, home));
        if (draft["additional_contexts"] is MapNode more)
            draft.Set("additional_contexts", new MapNode(more.Span, [.. more.Entries.Select(e => e.Value is ScalarNode s ? e with { Value = Context(s, directory, home) } : e)]));
        if (draft["ssh"] is MapNode ssh)
            draft.Set("ssh", new MapNode(ssh.Span, [.. ssh.Entries.Select(e => e.Value is ScalarNode { Kind: ScalarKind.String } s ? e with { Value = Resolve(s, directory, home) } : e)]));
        return draft.ToNode();
    }

    private static ScalarNode Context(ScalarNode context, string directory, string? home)
    {
        var text = context.Text;
        if (text.Contains("://", StringComparison.Ordinal) || text.StartsWith("service:", StringComparison.Ordinal)
            || text.StartsWith("github.com/", StringComparison.Ordinal) || text.StartsWith("git@", StringComparison.Ordinal))
            return context;
        return Resolve(context, directory, home);
    }

    private static Node SecretTarget(Node node)
    {
        if (node is not MapNode map)
            return node;
        var draft = new MapDraft(map);
        draft.Default("target", Nodes.Text(map.Span, $"/run/secrets/{map["source"].AsText()}"));
        return draft.ToNode();
    }

    private static Node Port(Node node)
    {
        if (node is not MapNode map)
            return node;
        if (map["host_ip"].AsText() is { } ip && !ShortForms.IsAddress(ip))
            throw new ComposeFault(ComposeDiagnostics.Unreadable(map.Span, "ports.host_ip", "an IP address"));
        if (map["protocol"] is not null && map["mode"] is not null)
            return map;
        var draft = new MapDraft(map);
        draft.Default("protocol", Nodes.Text(map.Span, "tcp"));
        draft.Default("mode", Nodes.Text(map.Span, "ingress"));
        return draft.ToNode();
    }

    private static Node MountPath(Node node, string directory, string? home)
    {
        if (node is not MapNode map || map["type"].AsText() != "bind")
            return node;
        if (map["source"] is not ScalarNode source)
            throw new ComposeFault(ComposeDiagnostics.MissingKey(map.Span, "A bind mount", "source"));
        var draft = new MapDraft(map);
        draft.Set("source", Resolve(source, directory, home));
        return draft.ToNode();
    }

    private static Node Mount(Node node)
    {
        if (node is not MapNode map)
            return node;
        var draft = new MapDraft(map);
        if (map["bind"] is MapNode bind)
        {
            var options = new MapDraft(bind);
            options.Default("create_host_path", Nodes.True(bind.Span));
            draft.Set("bind", options.ToNode());
        }
        if (map["target"] is ScalarNode { Kind: ScalarKind.String } target)
            draft.Set("target", Nodes.Text(target.Span, PathText.Clean(target.Text), target.Parts));
        return draft.ToNode();
    }

    private static MapNode Volume(MapNode volume, string directory, string? home)
    {
        if (volume["external"].IsTrue())
            foreach (var entry in volume.Entries)
                if (entry.Key is not ("name" or "external") && !entry.Key.StartsWith("x-", StringComparison.Ordinal))
                    throw new ComposeFault(ComposeDiagnostics.Exclusive(entry.KeySpan, $"An external volume cannot have \"{entry.Key}\"."));
        if (volume["driver"].AsText() != "local" || volume["driver_opts"] is not MapNode options
            || options["o"].AsText() != "bind" || options["device"] is not ScalarNode device)
            return volume;
        var (draft, inner) = (new MapDraft(volume), new MapDraft(options));
        inner.Set("device", Resolve(device, directory, home));
        draft.Set("driver_opts", inner.ToNode());
        return draft.ToNode();
    }

    private static MapNode FileObject(MapNode item, string section, string[] keys, string directory, string? home)
    {
        var given = keys.Count(k => item[k] is not null);
        if (given > 1)
            throw new ComposeFault(ComposeDiagnostics.Exclusive(item.Span, $"Of {string.Join(", ", keys)} only one may be set in {section}."));
        if (given == 0 && item["driver"] is null && item["external"] is null)
            throw new ComposeFault(ComposeDiagnostics.MissingKey(item.Span, section, string.Join("\" or \"", keys)));
        return (MapNode)Path(item, "file", directory, home);
    }
}
