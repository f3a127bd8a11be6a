using System.Globalization;
using Sluis.Core.Compose;
using Sluis.Core.Diagnostics;
using Sluis.Core.IO;
using Sluis.Core.Platform;
using Sluis.Core.Text;
using Sluis.Core.Understanding.Catalogue;
using Sluis.Core.Understanding.Secrets;
using Sluis.Core.Yaml;

namespace Sluis.Core.Understanding;

/// <summary>One service of a resolved project in the platform's terms.</summary>
internal sealed class ServiceReader(ComposeProject project, SecretFinder secrets, ISourceTree sources, Findings findings)
{
    private readonly MountReader mounts = new(project, secrets, sources, findings);

    public PlatformService Read(string name, MapNode node)
    {
        var key = new ServiceKey(project.Name, name);
        var image = Text(node["image"]) is { } reference ? Images.Parse(reference) : null;
        var entry = image is null ? null : ImageCatalogue.Find(image.Repository);
        var labels = Pairs(node["labels"]).Concat(Pairs((node["deploy"] as MapNode)?["labels"])).DistinctBy(static l => l.Key).OrderBy(static l => l.Key, StringComparer.Ordinal).ToEquatableArray();
        var published = Published(node);
        var ports = ServicePorts.With([], entry is { Port: > 0 } ? [entry.Port] : [], entry?.AppProtocol, "image " + entry?.Id);
        foreach (var protocol in (ReadOnlySpan<TransportProtocol>)[TransportProtocol.Tcp, TransportProtocol.Udp, TransportProtocol.Sctp])
            ports = ServicePorts.With(ports, published.Where(p => p.Protocol == protocol).Select(static p => p.ContainerPort), null, "published", protocol);
        ports = ServicePorts.With(ports, Texts(node["expose"]).Select(static e => int.TryParse(e.Split('/')[0], CultureInfo.InvariantCulture, out var n) ? n : 0), null, "exposed");

        var service = new PlatformService
        {
            Key = key,
            At = node.Span,
            Role = entry?.Role ?? ServiceRole.Unknown,
            RoleReason = "",
            CatalogueId = entry?.Id,
            Image = image,
            Build = Build(node["build"] as MapNode, key),
            Entrypoint = Arguments(node["entrypoint"], key),
            Command = Arguments(node["command"], key),
            Environment = Environment(node["environment"] as MapNode, key, entry?.Id),
            Ports = ports,
            Published = published,
            Mounts = mounts.Read(node, key),
            HealthCheck = HealthCheck(node["healthcheck"] as MapNode, key),
            DependsOn = Entries(node["depends_on"]).Select(e => new Dependency(
                new(project.Name, e.Key), Text((e.Value as MapNode)?["condition"]) switch
                {
                    "service_healthy" => DependencyCondition.Healthy,
                    "service_completed_successfully" => DependencyCondition.CompletedSuccessfully,
                    _ => DependencyCondition.Started,
                }, Text((e.Value as MapNode)?["required"]) != "false", Flag((e.Value as MapNode)?["restart"]), e.KeySpan)).ToEquatableArray(),
            Networks = Entries(node["networks"]).Select(e => new NetworkAttachment(
                new(RealName("networks", e.Key)), Texts((e.Value as MapNode)?["aliases"]).ToEquatableArray(),
                Text((e.Value as MapNode)?["ipv4_address"]), Text((e.Value as MapNode)?["ipv6_address"]))).ToEquatableArray(),
            NetworkMode = Mode(Text(node["network_mode"])),
            ContainerName = Text(node["container_name"]),
            Hostname = Text(node["hostname"]),
            DomainName = Text(node["domainname"]),
            ExtraHosts = Texts(node["extra_hosts"]).Select(static h => h.Split('=', 2)).Select(static h => new HostAlias(h[0], h.Length > 1 ? h[1] : "")).ToEquatableArray(),
            Links = Texts(node["links"]).Select(l => l.Split(':')).Select(l => new Link(new(project.Name, l[0]), l[^1])).ToEquatableArray(),
            ExternalLinks = ((node["external_links"] as ListNode)?.Items.OfType<ScalarNode>()
                .Select(static l => new ExternalLink(l.Text.Split(':')[0], l.Text.Split(':')[^1], l.Span)) ?? []).ToEquatableArray(),
            Dns = new(Texts(node["dns"]).ToEquatableArray(), Texts(node["dns_search"]).ToEquatableArray(), Texts(node["dns_opt"]).ToEquatableArray()),
            Resources = Resources(node),
            Lifecycle = Lifecycle(node, key),
            Security = Security(node),
            WorkingDirectory = Text(node["working_dir"]),
            Tty = Flag(node["tty"]),
            StdinOpen = Flag(node["stdin_open"]),
            Profiles = Texts(node["profiles"]).ToEquatableArray(),
            PlatformArchitecture = Text(node["platform"]),
            PullPolicy = Text(node["pull_policy"]),
            Labels = labels,
            Annotations = Pairs(node["annotations"]),
            Schedules = Schedules.Of(labels, node.Span),
        };
        return service with { ImageReadiness = ImageReadiness.Of(service) };
    }

    internal static string? Text(Node? node) => node is ScalarNode { Kind: not ScalarKind.Null } scalar ? scalar.Text : null;

    internal static bool Flag(Node? node) => node is ScalarNode { Text: "true" };

    internal static IEnumerable<string> Texts(Node? node) => (node as ListNode)?.Items.OfType<ScalarNode>().Select(static s => s.Text) ?? [];

    internal static IReadOnlyList<Entry> Entries(Node? node) => (node as MapNode)?.Entries ?? [];

    internal static EquatableArray<KeyValuePair<string, string>> Pairs(Node? node) =>
        Entries(node).Select(static e => KeyValuePair.Create(e.Key, (e.Value as ScalarNode)?.Text ?? "")).ToEquatableArray();

    private static long? Number(Node? node) =>
        Text(node) is { } text && long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? value : null;

    private static TimeSpan? Duration(Node? node) =>
        Text(node) is { } text && Compose.Loading.GoFormat.Duration(text) is { } nanoseconds ? TimeSpan.FromTicks(nanoseconds / 100) : null;

    private static long? Millis(Node? node) =>
        Text(node) is { } text && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var cores) ? (long)Math.Round(cores * 1000) : null;

    private string RealName(string section, string key) => Text((project.Section(section)[key] as MapNode)?["name"]) ?? key;

    /// <summary>Also those that vanished because their variable has no value: <c>--requirepass ${REDIS_PASSWORD}</c>.</summary>
    private static IEnumerable<ScalarNode> Words(ListNode list)
    {
        for (var i = 0; i <= list.Items.Count; i++)
        {
            foreach (var (before, word) in list.Vanished)
                if (before == i && word.Parts is [TextPart.Variable variable] && SecretNames.IsSecret(variable.Name))
                    yield return word;
            if (i < list.Items.Count && list.Items[i] is ScalarNode item)
                yield return item;
        }
    }

    private EquatableArray<SecretText>? Arguments(Node? node, ServiceKey key)
    {
        if (node is not ListNode list)
            return null;
        return secrets.ReadWords([.. Words(list)], key);
    }

    private EquatableArray<EnvironmentVariable> Environment(MapNode? node, ServiceKey key, string? image) =>
        Entries(node).Select(e => new EnvironmentVariable(
            e.Key,
            e.Value is ScalarNode { Kind: not ScalarKind.Null } value ? secrets.Read(value, e.Key, key) : null,
            e.Value.Span)).ToEquatableArray();

    private BuildSpec? Build(MapNode? build, ServiceKey key) => build is null ? null : new BuildSpec
    {
        Context = Text(build["context"]) ?? ".",
        Dockerfile = Text(build["dockerfile"]),
        InlineDockerfile = Text(build["dockerfile_inline"]),
        Target = Text(build["target"]),
        Base = Dockerfiles.Base(sources, Text(build["context"]) ?? ".", Text(build["dockerfile"]), Text(build["dockerfile_inline"]), Text(build["target"])),
        Arguments = Entries(build["args"]).Where(static e => e.Value is ScalarNode { Kind: not ScalarKind.Null })
            .Select(e => KeyValuePair.Create(e.Key, secrets.Read((ScalarNode)e.Value, e.Key, key))).ToEquatableArray(),
        Platforms = Texts(build["platforms"]).ToEquatableArray(),
        Tags = Texts(build["tags"]).ToEquatableArray(),
        CacheFrom = Texts(build["cache_from"]).ToEquatableArray(),
        AdditionalContexts = Pairs(build["additional_contexts"]),
    };

    private static EquatableArray<PublishedPort> Published(MapNode node)
    {
        var ports = new List<PublishedPort>();
        foreach (var port in (node["ports"] as ListNode)?.Items.OfType<MapNode>() ?? [])
            if (Number(port["target"]) is { } target)
                ports.Add(new(
                    int.TryParse(Text(port["published"])?.Split('-')[0], CultureInfo.InvariantCulture, out var host) ? host : null,
                    (int)target, Protocol(Text(port["protocol"])), Text(port["host_ip"]), port.Span));
        return ports.ToEquatableArray();
    }

    private static TransportProtocol Protocol(string? text) => text switch { "udp" => TransportProtocol.Udp, "sctp" => TransportProtocol.Sctp, _ => TransportProtocol.Tcp };

    private HealthCheck? HealthCheck(MapNode? check, ServiceKey key)
    {
        if (check is null)
            return null;
        HealthTest? test = null;
        if (Flag(check["disable"]))
            test = new HealthTest.Disabled();
        else if (check["test"] is ListNode { Items: [ScalarNode first, ..] } list)
            test = first.Text switch
            {
                "NONE" => new HealthTest.Disabled(),
                "CMD-SHELL" => new HealthTest.Shell(list.Items is [_, ScalarNode command, ..] ? secrets.Read(command, "", key) : default),
                _ => new HealthTest.Exec(secrets.ReadWords([.. list.Items.Skip(1).OfType<ScalarNode>()], key)),
            };
        return new(test, Duration(check["interval"]), Duration(check["timeout"]), (int?)Number(check["retries"]),
            Duration(check["start_period"]), Duration(check["start_interval"]), check.Span);
    }

    private NetworkMode Mode(string? mode) => mode switch
    {
        null or "bridge" or "default" => new NetworkMode.Bridge(),
        "host" => new NetworkMode.Host(),
        "none" => new NetworkMode.None(),
        _ when mode.StartsWith("service:", StringComparison.Ordinal) => new NetworkMode.OfService(new(project.Name, mode[8..])),
        _ when mode.StartsWith("container:", StringComparison.Ordinal) => new NetworkMode.OfContainer(mode[10..]),
        _ => new NetworkMode.Bridge(),
    };

    private static ResourceNeeds Resources(MapNode node)
    {
        var resources = (node["deploy"] as MapNode)?["resources"] as MapNode;
        var (limits, reservations) = (resources?["limits"] as MapNode, resources?["reservations"] as MapNode);
        var (gpus, vendor) = Gpus.Of(node, reservations);
        return new ResourceNeeds
        {
            CpuLimitMillis = Millis(limits?["cpus"]) ?? Millis(node["cpus"]),
            CpuRequestMillis = Millis(reservations?["cpus"]),
            MemoryLimitBytes = Number(limits?["memory"]) ?? Number(node["mem_limit"]),
            MemoryRequestBytes = Number(reservations?["memory"]) ?? Number(node["mem_reservation"]),
            PidsLimit = Number(limits?["pids"]) ?? Number(node["pids_limit"]),
            SharedMemoryBytes = Number(node["shm_size"]),
            Gpus = gpus,
            GpuVendor = vendor,
        };
    }

    private Lifecycle Lifecycle(MapNode node, ServiceKey key)
    {
        var deploy = node["deploy"] as MapNode;
        var policy = deploy?["restart_policy"] as MapNode;
        var update = deploy?["update_config"] as MapNode;
        var placement = deploy?["placement"] as MapNode;
        var restart = Text(node["restart"]) ?? Text(policy?["condition"]) switch { "any" => "always", "none" => "no", var other => other };
        return new Lifecycle
        {
            Replicas = (int?)(Number(node["scale"]) ?? Number(deploy?["replicas"])),
            Mode = Text(deploy?["mode"]) switch
            {
                "global" => DeployMode.Global,
                "replicated-job" => DeployMode.ReplicatedJob,
                "global-job" => DeployMode.GlobalJob,
                _ => DeployMode.Replicated,
            },
            Restart = restart?.Split(':')[0] switch
            {
                "always" => RestartPolicy.Always,
                "on-failure" => RestartPolicy.OnFailure,
                "unless-stopped" => RestartPolicy.UnlessStopped,
                _ => RestartPolicy.No,
            },
            MaxAttempts = (int?)Number(policy?["max_attempts"]) ?? (restart?.Split(':') is [_, var tries] && int.TryParse(tries, CultureInfo.InvariantCulture, out var count) ? count : null),
            StopSignal = Text(node["stop_signal"]),
            StopGracePeriod = Duration(node["stop_grace_period"]),
            UpdateOrder = Text(update?["order"]),
            UpdateParallelism = (int?)Number(update?["parallelism"]),
            UpdateDelay = Duration(update?["delay"]),
            Init = Flag(node["init"]),
            PreStart = Hooks(node["pre_start"], key),
            PostStart = Hooks(node["post_start"], key),
            PreStop = Hooks(node["pre_stop"], key),
            PlacementConstraints = Texts(placement?["constraints"]).ToEquatableArray(),
            PlacementPreferences = ((placement?["preferences"] as ListNode)?.Items.OfType<MapNode>().Select(static p => Text(p["spread"]) ?? "") ?? []).ToEquatableArray(),
            MaxReplicasPerNode = (int?)Number(placement?["max_replicas_per_node"]),
        };
    }

    private EquatableArray<Hook> Hooks(Node? node, ServiceKey key) =>
        ((node as ListNode)?.Items.OfType<MapNode>().Select(h => new Hook(Arguments(h["command"], key) ?? [], Text(h["user"]), Text(h["image"]))
        {
            Privileged = Flag(h["privileged"]),
            WorkingDirectory = Text(h["working_dir"]),
            Environment = Environment(h["environment"] as MapNode, key, null),
            PerReplica = Flag(h["per_replica"]),
            At = h.Span,
        }) ?? []).ToEquatableArray();

    private static SecuritySettings Security(MapNode node) => new()
    {
        User = Text(node["user"]),
        GroupAdd = Texts(node["group_add"]).ToEquatableArray(),
        Privileged = Flag(node["privileged"]),
        ReadOnlyRoot = Flag(node["read_only"]),
        CapAdd = Texts(node["cap_add"]).ToEquatableArray(),
        CapDrop = Texts(node["cap_drop"]).ToEquatableArray(),
        SecurityOptions = Texts(node["security_opt"]).ToEquatableArray(),
        Sysctls = Pairs(node["sysctls"]),
        Ulimits = Entries(node["ulimits"]).Select(static e => e.Value is MapNode both
            ? new Ulimit(e.Key, Number(both["soft"]) ?? 0, Number(both["hard"]) ?? 0)
            : new Ulimit(e.Key, Number(e.Value) ?? 0, Number(e.Value) ?? 0)).ToEquatableArray(),
        Devices = ((node["devices"] as ListNode)?.Items.OfType<MapNode>()
            // AMD's device plugin gives these.
            .Where(d => Text(d["source"]) is not ("/dev/kfd" or "/dev/dri") || !Gpus.UsesKfd(node))
            .Select(static d => new Device(Text(d["source"]) ?? "", Text(d["target"]) ?? "", Text(d["permissions"]) ?? "rwm")) ?? []).ToEquatableArray(),
        Pid = Text(node["pid"]),
        Ipc = Text(node["ipc"]),
        Runtime = Text(node["runtime"]),
    };
}
