using static Sluis.Core.Compose.Specification.Shape;

namespace Sluis.Core.Compose.Specification;

/// <summary>
/// The Compose Specification: every attribute, how it may be written and what it resolves to.
/// https://github.com/compose-spec/compose-spec/blob/main/schema/compose-spec.json decides; a test holds this table to it.
/// </summary>
internal static class ComposeSpecification
{
    private static readonly Shape Text = new(Becomes.Text, Takes.Text);
    private static readonly Shape TextOrNull = new(Becomes.Text, Takes.Text | Takes.Null);
    private static readonly Shape TextOrInteger = new(Becomes.Text, Takes.Text | Takes.Integer);
    private static readonly Shape TextOrNumber = new(Becomes.Text, Takes.NumberOrText);
    private static readonly Shape TextOrBoolean = new(Becomes.Text, Takes.BooleanOrText);
    private static readonly Shape Flag = new(Becomes.Flag, Takes.BooleanOrText);
    private static readonly Shape StrictFlag = new(Becomes.Flag, Takes.Boolean);
    private static readonly Shape KeptFlag = new(Becomes.KeptFlag, Takes.BooleanOrText);
    private static readonly Shape Integer = new(Becomes.Integer, Takes.Text | Takes.Integer);
    private static readonly Shape AnyInteger = new(Becomes.Integer, Takes.NumberOrText);
    private static readonly Shape NumberOnly = new(Becomes.Integer, Takes.Number);
    private static readonly Shape IntegerOnly = new(Becomes.Integer, Takes.Integer);
    private static readonly Shape KeptInteger = new(Becomes.KeptInteger, Takes.Text | Takes.Integer);
    private static readonly Shape KeptNumber = new(Becomes.KeptInteger, Takes.NumberOrText);
    private static readonly Shape Number = new(Becomes.Number, Takes.NumberOrText);
    private static readonly Shape Bytes = new(Becomes.Bytes, Takes.NumberOrText);
    private static readonly Shape BytesOrInteger = new(Becomes.Bytes, Takes.Text | Takes.Integer);
    private static readonly Shape TextBytes = new(Becomes.Bytes, Takes.Text);
    private static readonly Shape Duration = new(Becomes.Duration, Takes.Text);
    private static readonly Shape KeptDuration = new(Becomes.KeptDuration, Takes.Text);
    private static readonly Shape Pairs = new(Becomes.Pairs, Takes.Map | Takes.TextList);
    private static readonly Shape Environment = new(Becomes.Environment, Takes.Map | Takes.TextList);
    private static readonly Shape Options = new(Becomes.Options, Takes.Map);
    private static readonly Shape LogOptions = new(Becomes.Options, Takes.Map | Takes.Null);
    private static readonly Shape Hosts = new(Becomes.Hosts, Takes.Map | Takes.TextList);
    private static readonly Shape Texts = ListOf(Text);
    private static readonly Shape UniqueTexts = ListOf(Text, unique: true);
    private static readonly Shape TextOrTexts = new(Becomes.List, Takes.Text | Takes.TextList) { Item = Text, Unique = true };
    private static readonly Shape Command = new(Becomes.Command, Takes.Text | Takes.TextList | Takes.Null);
    private static readonly Shape External = new(Becomes.Flag, Takes.BooleanOrText | Takes.Map);

    private static Shape Choice(params string[] values) => new(Becomes.Text, Takes.Text) { OneOf = values };

    private static Shape Between(Becomes becomes, Takes takes, long minimum, long maximum) =>
        new(becomes, takes) { Minimum = minimum, Maximum = maximum };

    private static Field F(string name, Shape shape) => new(name, shape);

    private static Field Needed(string name, Shape shape) => new(name, shape, Required: true);

    private static readonly Shape UlimitMap = MapOf(new Shape(Becomes.Ulimit, Takes.Text | Takes.Integer | Takes.Map)
    {
        Fields = Record(Takes.None, Needed("soft", Integer), Needed("hard", Integer)).Fields,
        AllowsExtensions = true,
    });

    private static readonly Shape FileMounts = ListOf(Record(Takes.Text,
        F("source", Text), F("target", Text), F("uid", Text), F("gid", Text), F("mode", new(Becomes.FileMode, Takes.NumberOrText))));

    private static readonly Shape Hook = Record(Takes.None,
        new Field("command", Command, Required: true) { Always = true }, F("user", Text), F("privileged", Flag), F("working_dir", Text), F("environment", Environment));

    private static readonly Shape PreStartHook = Record(Takes.None,
        new Field("command", Command) { Always = true }, F("image", Text), F("per_replica", Flag), F("user", Text), F("privileged", Flag),
        F("working_dir", Text), F("environment", Environment));

    private static readonly Shape Build = Record(Takes.Text,
        F("context", Text), F("dockerfile", Text), F("dockerfile_inline", Text), F("entitlements", Texts), F("args", Environment),
        F("ssh", new(Becomes.SshKeys, Takes.Map | Takes.TextList)), F("labels", Pairs), F("cache_from", Texts), F("cache_to", Texts),
        F("no_cache", Flag), F("no_cache_filter", TextOrTexts), F("additional_contexts", Pairs), F("network", Text),
        F("provenance", TextOrBoolean), F("sbom", TextOrBoolean), F("pull", Flag), F("target", Text), F("shm_size", BytesOrInteger),
        F("extra_hosts", Hosts), F("isolation", Text), F("privileged", Flag), F("secrets", FileMounts), F("tags", Texts),
        F("ulimits", UlimitMap), F("platforms", Texts));

    private static readonly Shape Throttles = ListOf(Record(Takes.None,
        new Field("path", Text) { WrittenAs = "Path", Always = true }, new Field("rate", BytesOrInteger) { WrittenAs = "Rate", Always = true }));

    private static readonly Shape Blkio = Record(Takes.None,
        F("device_read_bps", Throttles), F("device_read_iops", Throttles), F("device_write_bps", Throttles), F("device_write_iops", Throttles),
        F("weight", Integer),
        F("weight_device", ListOf(Record(Takes.None,
            new Field("path", Text) { WrittenAs = "Path", Always = true }, new Field("weight", Integer) { WrittenAs = "Weight", Always = true }))));

    private static readonly Shape Devices = ListOf(Record(Takes.None,
        Needed("capabilities", UniqueTexts), F("count", new(Becomes.DeviceCount, Takes.Text | Takes.Integer)), F("device_ids", UniqueTexts),
        F("driver", Text), F("options", Pairs)));

    private static readonly Shape Gpus = new(Becomes.List, Takes.Text | Takes.List)
    {
        OneOf = ["all"],
        Item = Record(Takes.None,
            F("capabilities", UniqueTexts), F("count", new(Becomes.DeviceCount, Takes.Text | Takes.Integer)), F("device_ids", UniqueTexts),
            F("driver", Text), F("options", Pairs)),
    };

    private static readonly Shape UpdateConfig = Record(Takes.None,
        F("parallelism", KeptInteger), F("delay", Duration), F("failure_action", Text), F("monitor", Duration),
        F("max_failure_ratio", Number), F("order", Choice("start-first", "stop-first")));

    private static readonly Shape Deploy = Record(Takes.Null,
        F("mode", Text), F("endpoint_mode", Text), F("replicas", KeptInteger), F("labels", Pairs),
        F("rollback_config", UpdateConfig), F("update_config", UpdateConfig),
        new Field("resources", Record(Takes.None,
            F("limits", Record(Takes.None, F("cpus", Number), F("memory", TextBytes), F("pids", Integer))),
            F("reservations", Record(Takes.None,
                F("cpus", Number), F("memory", TextBytes), F("devices", Devices),
                F("generic_resources", ListOf(Record(Takes.None,
                    F("discrete_resource_spec", Record(Takes.None,
                        new Field("kind", Text) { Always = true }, new Field("value", AnyInteger) { Always = true })))))))))
        { Always = true },
        F("restart_policy", Record(Takes.None,
            F("condition", Text), F("delay", KeptDuration), F("max_attempts", KeptInteger), F("window", KeptDuration))),
        new Field("placement", Record(Takes.None,
            F("constraints", Texts), F("preferences", ListOf(Record(Takes.None, F("spread", Text)))),
            F("max_replicas_per_node", Integer)))
        { Always = true });

    private static readonly Shape HealthCheck = Record(Takes.None,
        F("disable", Flag), F("interval", KeptDuration), F("retries", KeptNumber), F("test", new(Becomes.HealthTest, Takes.Text | Takes.TextList)),
        F("timeout", KeptDuration), F("start_period", KeptDuration), F("start_interval", KeptDuration));

    private static readonly Shape ServiceNetwork = Record(Takes.Null,
        F("aliases", UniqueTexts), F("interface_name", Text), F("ipv4_address", Text), F("ipv6_address", Text), F("link_local_ips", UniqueTexts),
        F("mac_address", Text), F("driver_opts", Options), F("priority", NumberOnly), F("gw_priority", NumberOnly));

    private static readonly Shape Ports = ListOf(Record(Takes.Text | Takes.Number,
        F("name", Text), F("mode", Text), F("host_ip", Text), F("target", Integer), F("published", TextOrInteger), F("protocol", Text),
        F("app_protocol", Text)), unique: true);

    private static readonly Shape Volumes = ListOf(Record(Takes.Text,
        Needed("type", Choice("bind", "volume", "tmpfs", "cluster", "npipe", "image")), F("source", Text), F("target", Text), F("read_only", Flag),
        F("consistency", Text),
        F("bind", Record(Takes.None,
            F("propagation", Text), F("create_host_path", new(Becomes.OptOut, Takes.BooleanOrText)),
            F("recursive", Choice("enabled", "disabled", "writable", "readonly")), F("selinux", Choice("z", "Z")))),
        F("volume", Record(Takes.None, F("labels", Pairs), F("nocopy", Flag), F("subpath", Text))),
        F("tmpfs", Record(Takes.None, F("size", Between(Becomes.Bytes, Takes.Text | Takes.Integer, 0, long.MaxValue)), F("mode", AnyInteger))),
        F("image", Record(Takes.None, F("subpath", Text)))), unique: true);

    private static readonly Shape DependsOn = MapOf(Record(Takes.None,
        F("restart", Flag), new Field("required", new(Becomes.KeptFlag, Takes.Boolean)) { Always = true },
        Needed("condition", Choice("service_started", "service_healthy", "service_completed_successfully"))), named: true, more: Takes.TextList);

    private static readonly Shape Develop = Record(Takes.Null,
        F("watch", ListOf(Record(Takes.None,
            F("ignore", TextOrTexts), F("include", TextOrTexts), Needed("path", Text),
            Needed("action", Choice("rebuild", "sync", "restart", "sync+restart", "sync+exec")), F("target", Text),
            new Field("exec", Hook) { Always = true }, F("initial_sync", StrictFlag)))));

    public static readonly Shape Service = Record(Takes.None,
        F("develop", Develop), F("deploy", Deploy), F("annotations", Pairs), F("attach", KeptFlag), F("build", Build), F("blkio_config", Blkio),
        F("cap_add", UniqueTexts), F("cap_drop", UniqueTexts), F("cgroup", Choice("host", "private")), F("cgroup_parent", Text),
        new Field("command", Command) { Always = true }, F("configs", FileMounts), F("container_name", Text),
        F("cpu_count", Between(Becomes.Integer, Takes.Text | Takes.Integer, 0, long.MaxValue)),
        F("cpu_percent", Between(Becomes.Number, Takes.Text | Takes.Integer, 0, 100)),
        F("cpu_shares", AnyInteger), F("cpu_quota", AnyInteger), F("cpu_period", AnyInteger), F("cpu_rt_period", AnyInteger),
        F("cpu_rt_runtime", AnyInteger), F("cpus", Number), F("cpuset", Text),
        F("credential_spec", Record(Takes.None, F("config", Text), F("file", Text), F("registry", Text))),
        F("depends_on", DependsOn), F("device_cgroup_rules", UniqueTexts),
        F("devices", ListOf(Record(Takes.Text, Needed("source", Text), F("target", Text), F("permissions", Text)))),
        F("dns", TextOrTexts), F("dns_opt", UniqueTexts), F("dns_search", TextOrTexts), F("domainname", Text),
        new Field("entrypoint", Command) { Always = true },
        F("env_file", new(Becomes.List, Takes.Text | Takes.List)
        {
            Item = Record(Takes.Text, Needed("path", Text), F("format", Text), F("required", new(Becomes.OptOut, Takes.BooleanOrText))),
        }),
        F("label_file", new(Becomes.List, Takes.Text | Takes.TextList) { Item = Text }), F("environment", Environment),
        F("expose", ListOf(TextOrNumber, unique: true)), F("extends", Record(Takes.Text, Needed("service", Text), F("file", Text))),
        F("provider", Record(Takes.None, Needed("type", Text), F("options", new(Becomes.MultiOptions, Takes.Map)))),
        F("external_links", UniqueTexts), F("extra_hosts", Hosts), F("gpus", Gpus), F("group_add", ListOf(TextOrNumber, unique: true)),
        F("healthcheck", HealthCheck), F("hostname", Text), F("image", Text), F("init", KeptFlag), F("ipc", Text), F("isolation", Text),
        F("labels", Pairs), F("links", UniqueTexts), F("logging", Record(Takes.None, F("driver", Text), F("options", LogOptions))),
        F("mac_address", Text), F("mem_limit", Bytes), F("mem_reservation", BytesOrInteger), F("mem_swappiness", BytesOrInteger),
        F("memswap_limit", Bytes), F("network_mode", Text),
        F("models", MapOf(Record(Takes.Null, F("endpoint_var", Text), F("model_var", Text)), named: true, more: Takes.TextList)),
        F("networks", MapOf(ServiceNetwork, named: true, more: Takes.TextList | Takes.Null)), F("oom_kill_disable", Flag),
        F("oom_score_adj", Between(Becomes.Integer, Takes.Text | Takes.Integer, -1000, 1000)), F("pid", TextOrNull), F("pids_limit", AnyInteger),
        F("platform", Text), F("ports", Ports), F("pre_start", ListOf(PreStartHook)), F("post_start", ListOf(Hook)), F("pre_stop", ListOf(Hook)),
        F("privileged", Flag), F("profiles", UniqueTexts), F("pull_policy", Text),
        new Field("pull_refresh_after", Text) { Unwritten = true }, F("read_only", Flag), F("restart", Text), F("runtime", Text),
        F("scale", KeptInteger), F("security_opt", UniqueTexts), F("shm_size", Bytes), F("secrets", FileMounts), F("sysctls", Pairs),
        F("stdin_open", Flag), F("stop_grace_period", KeptDuration), F("stop_signal", Text), F("storage_opt", Options), F("tmpfs", TextOrTexts),
        F("tty", Flag), F("ulimits", UlimitMap), F("use_api_socket", StrictFlag), F("user", Text), F("uts", Text), F("userns_mode", Text),
        F("volumes", Volumes), F("volumes_from", UniqueTexts), F("working_dir", Text));

    private static readonly Shape Network = Record(Takes.Null,
        F("name", Text), F("driver", Text), F("driver_opts", Options),
        new Field("ipam", Record(Takes.None,
            F("driver", Text),
            F("config", ListOf(Record(Takes.None,
                F("subnet", Text), F("ip_range", Text), F("gateway", Text), F("aux_addresses", Options)))),
            F("options", Options)))
        { Always = true },
        F("external", External), F("internal", Flag), F("enable_ipv4", KeptFlag), F("enable_ipv6", KeptFlag), F("attachable", Flag),
        F("labels", Pairs));

    private static readonly Shape Volume = Record(Takes.Null,
        F("name", Text), F("driver", Text), F("driver_opts", Options), F("external", External), F("labels", Pairs));

    private static readonly Shape Secret = Record(Takes.None,
        F("name", Text), F("environment", Text), F("file", Text), F("external", External), F("labels", Pairs), F("driver", Text),
        F("driver_opts", Options), F("template_driver", Text));

    private static readonly Shape Config = Record(Takes.None,
        F("name", Text), F("content", Text), F("environment", Text), F("file", Text), F("external", External), F("labels", Pairs),
        F("template_driver", Text));

    private static readonly Shape Model = Record(Takes.None,
        F("name", Text), Needed("model", Text), F("context_size", IntegerOnly), F("runtime_flags", Texts));

    private static readonly Shape Include = ListOf(Record(Takes.Text, F("path", TextOrTexts), F("env_file", TextOrTexts), F("project_directory", Text)));

    public static readonly Shape Root = Record(Takes.None,
        F("version", Text), F("name", Text), F("include", Include),
        new Field("services", MapOf(Service, named: true)) { Always = true },
        F("models", MapOf(Model, named: true)), F("networks", MapOf(Network, named: true)), F("volumes", MapOf(Volume, named: true)),
        F("secrets", MapOf(Secret, named: true)), F("configs", MapOf(Config, named: true)));
}
