namespace Sluis.Core.Verification;

/// <summary>What becomes of an attribute that needs no look at the value.</summary>
internal sealed record StandardDisposition(Disposition Disposition, string Text, string? Field, string? Action)
{
    public Outcome ToOutcome(string? file, string? podPath) => Disposition == Disposition.Dropped
        ? Outcome.Dropped(Text, Action ?? "Nothing.")
        : Outcome.Adapted(file, Field is null ? null : $"{podPath}.{Field}", Text);
}

/// <summary>
/// A disposition for every attribute of a service in the Compose Specification. Those that <see cref="ServiceAccount"/> looks up by
/// value are here with what is said when the value is of no consequence. A test holds this table to the specification's schema.
/// </summary>
internal static class ServiceDispositions
{
    private static readonly Dictionary<string, StandardDisposition> Table = Build();

    public static IReadOnlyCollection<string> Keys => Table.Keys;

    public static StandardDisposition? Find(List<string> keys)
    {
        if (keys.Count > 2 && Table.TryGetValue($"{keys[0]}.{keys[1]}.{keys[2]}", out var third))
            return third;
        if (keys.Count > 1 && Table.TryGetValue($"{keys[0]}.{keys[1]}", out var nested))
            return nested;
        return Table.GetValueOrDefault(keys[0]);
    }

    private static Dictionary<string, StandardDisposition> Build()
    {
        var table = new Dictionary<string, StandardDisposition>(StringComparer.Ordinal);
        void Adapted(string keys, string field, string reason)
        {
            foreach (var key in keys.Split(' '))
                table[key] = new(Disposition.Adapted, reason, field, null);
        }

        void Dropped(string keys, string reason, string action)
        {
            foreach (var key in keys.Split(' '))
                table[key] = new(Disposition.Dropped, reason, null, action);
        }

        // Looked up by value.
        Adapted("image command entrypoint environment ports expose volumes tmpfs secrets configs healthcheck container_name hostname labels tty stdin_open working_dir",
            "containers", "looked up by its value");
        Adapted("cpus mem_limit mem_reservation shm_size", "containers", "written as a Kubernetes quantity");
        Adapted("depends_on restart stop_grace_period networks deploy", "", "looked up by its value");
        // Adapted as a whole.
        Adapted("build", "containers", "docker-bake.hcl builds the image and the pipeline pushes it");
        Adapted("annotations", "", "metadata.annotations");
        Adapted("cap_add cap_drop privileged read_only security_opt user group_add sysctls", "securityContext", "the security context says it");
        Adapted("env_file", "containers", "its variables are in the environment");
        Adapted("label_file", "", "its labels are among the labels");
        Adapted("extends", "", "already merged");
        Adapted("extra_hosts", "hostAliases", "host aliases");
        Adapted("dns dns_search dns_opt", "dnsConfig", "the pod's DNS configuration");
        Adapted("gpus", "containers", "a limit of the device plugin's resource");
        Adapted("init", "shareProcessNamespace", "the pod's own first process reaps");
        Adapted("ipc", "hostIPC", "only the host's is kept; containers of a pod share theirs");
        Adapted("pid", "hostPID", "only the host's is kept");
        Adapted("links external_links", "", "the name is a Service");
        Adapted("network_mode", "hostNetwork", "host network, or a pod shared with the other service");
        Adapted("platform", "nodeSelector", "the node's architecture");
        Adapted("post_start pre_stop", "containers", "lifecycle hooks");
        Adapted("pre_start", "initContainers", "an init container");
        Adapted("profiles", "", "every profile is moved");
        Adapted("provider", "", "a managed service outside the cluster");
        Adapted("pull_policy pull_refresh_after", "containers", "the image pull policy");
        Adapted("runtime", "runtimeClassName", "a runtime class");
        Adapted("scale", "", "the number of replicas");
        Adapted("stop_signal", "containers", "the lifecycle's stop signal");
        Adapted("volumes_from", "volumes", "the volumes are mounted here too");
        Adapted("deploy.mode", "", "the kind of the workload");
        Adapted("deploy.placement", "nodeSelector", "node selectors and spread");
        Adapted("deploy.update_config", "", "the update strategy");
        Adapted("deploy.update_config.delay", "", "minReadySeconds: the next Pod follows when one has been ready for so long");
        Adapted("deploy.restart_policy", "", "pods are always started again; jobs are retried");
        Adapted("deploy.replicas deploy.resources deploy.labels", "containers", "looked up by its value");
        // No place in Kubernetes.
        Dropped("deploy.restart_policy.delay deploy.restart_policy.window", "the kubelet waits longer after each failure, from ten seconds to five minutes", "Nothing.");
        Dropped("deploy.update_config.failure_action deploy.update_config.max_failure_ratio deploy.update_config.monitor", "a rollout stops at the first Pod that does not become ready, and the old ones stay", "Revert the commit to go back.");
        Dropped("deploy.endpoint_mode", "a Service balances by virtual address; headless Services give each address", "Use the headless Service for DNS round robin.");
        Dropped("deploy.rollback_config", "the GitOps tool rolls back by reverting a commit", "Use the runbook's rollback.");
        Dropped("attach", "only docker compose up follows output", "Use kubectl logs --follow.");
        Dropped("blkio_config", "Kubernetes has no block I/O weights", "Choose a storage class with the throughput that is needed.");
        Dropped("cgroup cgroup_parent", "the kubelet owns the control groups", "Nothing.");
        Dropped("cpu_count cpu_percent cpu_period cpu_quota cpu_rt_period cpu_rt_runtime cpu_shares cpuset", "CPU is requested and limited, not weighed or pinned", "Set requests and limits in sluis.yaml; use the static CPU manager for pinning.");
        Dropped("credential_spec", "only for Windows containers", "Use a GMSACredentialSpec.");
        Dropped("develop", "only for docker compose watch", "Use Skaffold or Tilt against a development cluster.");
        Dropped("device_cgroup_rules devices", "a device plugin or a privileged container gives devices", "Install a device plugin for the device.");
        Dropped("domainname", "a pod's domain is its Service's", "Use the Service's name.");
        Dropped("isolation", "only for Windows containers", "Nothing.");
        Dropped("logging", "containers write to standard output and the node's agent collects it", "Set retention where the logs are kept.");
        Dropped("mac_address", "the network plugin gives addresses", "Nothing.");
        Dropped("memswap_limit mem_swappiness", "swap is the node's", "Nothing, unless the nodes have swap.");
        Dropped("models", "a model runner is a service of its own", "Deploy the model as a workload and set its address.");
        Dropped("oom_kill_disable oom_score_adj", "the kubelet sets the score from requests and limits", "Raise the memory request.");
        Dropped("pids_limit", "the kubelet limits processes for all pods of a node", "Set podPidsLimit in the kubelet's configuration.");
        Dropped("storage_opt", "ephemeral storage is limited by resources", "Set an ephemeral-storage limit.");
        Dropped("ulimits", "the container runtime sets them for a node", "Set them in the runtime's configuration, or in the image's entry point.");
        Dropped("use_api_socket", "there is no Docker engine", "Use the Kubernetes API.");
        Dropped("userns_mode", "user namespaces are the pod's", "Set hostUsers: false where the nodes support it.");
        Dropped("uts", "a pod has its own host name", "Nothing.");
        return table;
    }
}
