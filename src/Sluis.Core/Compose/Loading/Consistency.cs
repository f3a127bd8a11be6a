using Sluis.Core.Yaml;

namespace Sluis.Core.Compose.Loading;

/// <summary>What must hold between the parts of a resolved project.</summary>
internal static class Consistency
{
    public static void Check(MapNode root, IReadOnlySet<string> disabled)
    {
        var services = root["services"] as MapNode ?? new MapNode(root.Span, []);
        foreach (var (name, _, value) in services.Entries)
            if (value is MapNode service)
                new ServiceCheck(root, services, disabled, name, service).Run();
        foreach (var (name, keySpan, value) in (root["secrets"] as MapNode)?.Entries ?? [])
            if (value is MapNode secret && !secret["external"].IsTrue() && Empty(secret["file"]) && Empty(secret["environment"]))
                throw new ComposeFault(ComposeDiagnostics.MissingKey(keySpan, $"secrets.{name}", "file\" or \"environment"));
        Cycles(services);
    }

    /// <summary>A text that came out empty is kept for its variable; to Compose it is not there.</summary>
    private static bool Empty(Node? node) => node.AsText() is null or "";

    private static void Cycles(MapNode services)
    {
        var done = new HashSet<string>(StringComparer.Ordinal);
        var path = new List<string>();
        foreach (var (name, _, _) in services.Entries)
            Visit(name);

        void Visit(string name)
        {
            var at = path.IndexOf(name);
            if (at >= 0)
                throw new ComposeFault(ComposeDiagnostics.Cycle((services[name] ?? services).Span, string.Join(" -> ", path.Skip(at).Append(name))));
            if (!done.Add(name) || path.Count > 10_000)
                return;
            path.Add(name);
            done.Remove(name);
            foreach (var (next, _, _) in ((services[name] as MapNode)?["depends_on"] as MapNode)?.Entries ?? [])
                if (!done.Contains(next) && services[next] is not null)
                    Visit(next);
            path.RemoveAt(path.Count - 1);
            done.Add(name);
        }
    }

    private readonly struct ServiceCheck(MapNode root, MapNode services, IReadOnlySet<string> disabled, string name, MapNode service)
    {
        public void Run()
        {
            if (service["build"] is null && Empty(service["image"]) && service["provider"] is null)
                throw new ComposeFault(ComposeDiagnostics.NothingToRun(service.Span, name));
            Build();
            Network();
            Dependencies();
            Defined("configs", "config");
            Defined("secrets", "secret");
            foreach (var (model, keySpan, _) in (service["models"] as MapNode)?.Entries ?? [])
                Needs("models", "model", model, keySpan);
            if (service["healthcheck"] is MapNode health && health["test"] is ListNode { Items: [ScalarNode first, ..] } && first.Text is not ("CMD" or "CMD-SHELL" or "NONE"))
                throw new ComposeFault(ComposeDiagnostics.NotAllowed(first.Span, $"services.{name}.healthcheck.test", "a list that begins with CMD, CMD-SHELL or NONE"));
            Scale();
            Limits();
            foreach (var watch in ((service["develop"] as MapNode)?["watch"] as ListNode)?.Items.OfType<MapNode>() ?? [])
                if (Empty(watch["target"]) && watch["action"].AsText() is not ("rebuild" or "restart"))
                    throw new ComposeFault(ComposeDiagnostics.MissingKey(watch.Span, $"services.{name}.develop.watch", "target"));
            Mounts();
        }

        private void Needs(string section, string kind, string key, Text.SourceSpan at)
        {
            if ((root[section] as MapNode)?[key] is null)
                throw new ComposeFault(ComposeDiagnostics.Undefined(at, name, kind, key));
        }

        private void Defined(string section, string kind)
        {
            foreach (var item in (service[section] as ListNode)?.Items.OfType<MapNode>() ?? [])
                Needs(section, kind, item["source"].AsText() ?? "", item.Span);
        }

        private void Build()
        {
            if (service["build"] is not MapNode build)
                return;
            if (!Empty(build["dockerfile"]) && build["dockerfile_inline"] is { } inline && !Empty(inline))
                throw new ComposeFault(ComposeDiagnostics.Exclusive(inline.Span, $"Service \"{name}\" has both dockerfile and dockerfile_inline."));
            foreach (var (_, _, value) in (build["additional_contexts"] as MapNode)?.Entries ?? [])
                if (value.AsText() is { } context && context.StartsWith("service:", StringComparison.Ordinal) && (services[context[8..]] as MapNode)?["build"] is null)
                    throw new ComposeFault(ComposeDiagnostics.Undefined(value.Span, name, "a service to build", context[8..]));
            foreach (var secret in (build["secrets"] as ListNode)?.Items.OfType<MapNode>() ?? [])
                Needs("secrets", "secret", secret["source"].AsText() ?? "", secret.Span);
            if (service["platform"].AsText() is { Length: > 0 } platform && build["platforms"] is ListNode { Items.Count: > 0 } platforms
                && !platforms.Items.Any(p => p.AsText() == platform))
                throw new ComposeFault(ComposeDiagnostics.NotAllowed(platforms.Span, $"services.{name}.build.platforms", $"a list that has {platform}"));
        }

        private void Network()
        {
            if (service["network_mode"] is ScalarNode { Text.Length: > 0 } mode)
            {
                if (service["networks"] is MapNode { Entries.Count: > 0 })
                    throw new ComposeFault(ComposeDiagnostics.Exclusive(mode.Span, $"Service \"{name}\" has both network_mode and networks."));
                if (mode.Text.StartsWith("service:", StringComparison.Ordinal) && services[mode.Text[8..]] is null)
                    throw new ComposeFault(ComposeDiagnostics.Undefined(mode.Span, name, "service", mode.Text[8..]));
            }
            foreach (var (network, keySpan, _) in (service["networks"] as MapNode)?.Entries ?? [])
                Needs("networks", "network", network, keySpan);
        }

        private void Dependencies()
        {
            foreach (var (target, keySpan, value) in (service["depends_on"] as MapNode)?.Entries ?? [])
                if (services[target] is null && !(disabled.Contains(target) && !(value as MapNode)?["required"].IsTrue() == true))
                    throw new ComposeFault(ComposeDiagnostics.Undefined(keySpan, name, "service", target));
        }

        private void Scale()
        {
            var (scale, replicas) = (service["scale"].AsText(), (service["deploy"] as MapNode)?["replicas"].AsText());
            if (scale is not null && replicas is not null && scale != replicas)
                throw new ComposeFault(ComposeDiagnostics.Exclusive(service.Span, $"Service \"{name}\" has different numbers in scale and deploy.replicas."));
            var count = scale ?? replicas;
            if (count?.StartsWith('-') == true)
                throw new ComposeFault(ComposeDiagnostics.NotAllowed(service.Span, $"services.{name}.scale", "at least 0"));
            if (count is not (null or "0" or "1") && service["container_name"] is { } container && !Empty(container))
                throw new ComposeFault(ComposeDiagnostics.Exclusive(container.Span, $"Service \"{name}\" has a container_name and several replicas, and a container's name is unique."));
        }

        private void Limits()
        {
            if (service["deploy"] is not MapNode deploy || deploy["resources"] is not MapNode resources)
                return;
            Same(resources["limits"], "cpus", "cpus");
            Same(resources["limits"], "mem_limit", "memory");
            Same(resources["reservations"], "mem_reservation", "memory");
            Same(resources["limits"], "pids_limit", "pids");
        }

        private void Same(Node? resource, string key, string inDeploy)
        {
            if (resource is MapNode map && service[key] is { } own && (map[inDeploy].AsText() ?? "0") != own.AsText())
                throw new ComposeFault(ComposeDiagnostics.Exclusive(own.Span, $"Service \"{name}\" has different values in {key} and in deploy.resources."));
        }

        private void Mounts()
        {
            var targets = new HashSet<string>(StringComparer.Ordinal);
            foreach (var tmpfs in (service["tmpfs"] as ListNode)?.Items.OfType<ScalarNode>() ?? [])
                if (!targets.Add(tmpfs.Text.Split(':')[0]))
                    throw new ComposeFault(ComposeDiagnostics.MountedTwice(tmpfs.Span, name, tmpfs.Text.Split(':')[0]));
            foreach (var volume in (service["volumes"] as ListNode)?.Items.OfType<MapNode>() ?? [])
            {
                if (volume["type"].AsText() == "volume" && volume["source"].AsText() is { Length: > 0 } source)
                    Needs("volumes", "volume", source, volume.Span);
                if (!targets.Add(volume["target"].AsText() ?? ""))
                    throw new ComposeFault(ComposeDiagnostics.MountedTwice(volume.Span, name, volume["target"].AsText() ?? ""));
            }
        }
    }
}
