using k8s.Models;
using Sluis.Core.Planning;
using Sluis.Core.Platform;
using Sluis.Core.Yaml;

namespace Sluis.Core.Verification;

/// <summary>Accounts for the leaves of one service.</summary>
internal sealed class ServiceAccount(RepositoryIndex index, ServiceKey key, MapNode? source)
{
    private readonly WorkloadPlan? workload = index.Workloads.GetValueOrDefault(key);
    private readonly WrittenContainer? written = index.Container(key);

    /// <summary>Null: it cannot be found again.</summary>
    public Outcome? Of(List<string> keys, Node leaf)
    {
        if (index.Replaced.TryGetValue(key, out var replaced))
            return replaced.Excluded
                ? Outcome.Dropped(replaced.Reason, "Remove the exclusion from sluis.yaml to move it.")
                : Outcome.Replaced(replaced.By, replaced.Reason);
        if (workload is null || written is null || keys.Count == 0)
            return null;
        var text = (leaf as ScalarNode)?.Text ?? "";
        var isNull = leaf is ScalarNode { Kind: ScalarKind.Null };
        return keys[0] switch
        {
            "image" => written.Container.Image == text ? Exact("image") : Adapted("image", "the registry and tag are chosen in sluis.yaml"),
            "environment" when keys.Count == 2 => Environment(keys[1], text, isNull),
            "command" => Words(keys, text, isNull, "args", written.Container.Args ?? written.Container.Command),
            "entrypoint" => Words(keys, text, isNull, "command", written.Container.Command),
            "ports" => Port(keys, text),
            "expose" => written.Container.Ports?.Any(p => p.ContainerPort.ToString(System.Globalization.CultureInfo.InvariantCulture) == text.Split('/')[0]) == true
                ? Exact("ports") : Adapted("ports", "a job does not listen"),
            "volumes" or "tmpfs" or "secrets" or "configs" => Mount(keys, text),
            "healthcheck" => HealthCheck(keys, text),
            "depends_on" => DependsOn(keys),
            "networks" => Networks(keys, text),
            "container_name" or "hostname" => Name(text),
            "external_links" when index.File(workload.Namespace, "Service", LegalNames.Label(text[(text.LastIndexOf(':') + 1)..])) is null =>
                Outcome.Dropped("no project here starts this container", "Add the project that does, or an ExternalName Service in an overlay."),
            "labels" => Label(keys, text),
            "deploy" => Deploy(keys, text),
            "cpus" or "mem_limit" or "mem_reservation" or "shm_size" => Adapted("resources", "written as a Kubernetes quantity"),
            "working_dir" => written.Container.WorkingDir == text ? Exact("workingDir") : null,
            "tty" => written.Container.Tty == true ? Exact("tty") : null,
            "stdin_open" => written.Container.Stdin == true ? Exact("stdin") : null,
            "stop_grace_period" => PodExact("terminationGracePeriodSeconds", "written in seconds", written.Pod.TerminationGracePeriodSeconds is not null),
            "post_start" or "pre_stop" when keys[^1] is "user" && UserNames.Number(text) is var user && (user is null || user != written.Container.SecurityContext?.RunAsUser) =>
                Outcome.Dropped("kubelet runs a hook as the container's own user", "Move the step to pre_start, or do it in the image."),
            "post_start" or "pre_stop" when keys[^1] is "privileged" && text == "true" && written.Container.SecurityContext?.Privileged != true =>
                Outcome.Dropped("a hook has the rights of its container", "Move the step to pre_start, which has a container of its own."),
            "extra_hosts" => ExtraHost(text),
            "external_links" when !workload.Service.Links.AsSpan().ToArray().Any(l => l.Alias == text.Split(':')[^1]) =>
                Outcome.Dropped("no project of this platform declares the container", "Read its project together with this one, or use an address."),
            "volumes_from" when text.StartsWith("container:", StringComparison.Ordinal) && !index.KnowsContainer(text.Split(':')[1]) =>
                Outcome.Dropped("the container is declared nowhere, so what it mounts is not known", "Declare the volumes in the service."),
            "restart" => Outcome.Adapted(written.File, "kind", workload.Kind is WorkloadKind.Job or WorkloadKind.CronJob
                ? "a Job runs until it ends; failures are retried" : "Kubernetes always starts a workload's pods again"),
            _ => ServiceDispositions.Find(keys) is { } standard ? standard.ToOutcome(written.File, written.PodPath) : null,
        };
    }

    private Outcome ExtraHost(string text)
    {
        var split = text.IndexOf('=', StringComparison.Ordinal);
        var host = split < 0 ? text : text[..split];
        foreach (var alias in written?.Pod.HostAliases ?? [])
            if (alias.Hostnames.Contains(host))
                return Outcome.Exact(written?.File, $"{written?.PodPath}.hostAliases");
        return Outcome.Dropped("a Pod has no Docker host, and a host alias needs an address", "Call the service by its own name, or make a Service without a selector.");
    }

    private Outcome Exact(string field) => Outcome.Exact(written?.File, written?.Field(field));

    private Outcome Adapted(string field, string reason) => Outcome.Adapted(written?.File, written?.Field(field), reason);

    private Outcome? PodExact(string field, string reason, bool found) => found ? Outcome.Adapted(written?.File, $"{written?.PodPath}.{field}", reason) : null;

    private Outcome? Environment(string name, string text, bool isNull)
    {
        var list = written?.Container.Env ?? [];
        for (var i = 0; i < list.Count; i++)
        {
            if (list[i].Name != name)
                continue;
            if (list[i].ValueFrom?.SecretKeyRef is { } reference)
                return Adapted($"env[{i}]", $"filled from key {reference.Key} of Secret {reference.Name}");
            if (KubeletText.Read(list[i].Value ?? "") == text)
                return Exact($"env[{i}].value");
            return Adapted($"env[{i}].value", KubeletText.HasReference(list[i].Value)
                ? "the secret in it is filled in from a Secret" : "names in it are written as they resolve in the cluster");
        }
        return isNull || text.Length == 0 && source is not null
            ? Outcome.Dropped("the variable has no value: the host's environment did not set it", "Set it in the overlay if the service needs it.") : null;
    }

    private Outcome? Words(List<string> keys, string text, bool isNull, string field, IList<string>? words)
    {
        if (isNull)
            return Exact(field);
        if (keys.Count < 2 || words is null)
            return keys.Count < 2 ? Adapted(field, "empty: the image's own is used") : null;
        var position = int.Parse(keys[1], System.Globalization.CultureInfo.InvariantCulture);
        if (position >= words.Count)
            return null;
        if (KubeletText.Read(words[position]) == text)
            return Exact($"{field}[{position}]");
        return KubeletText.HasReference(words[position]) ? Adapted($"{field}[{position}]", "the secret in it is filled in from a Secret")
            : Adapted($"{field}[{position}]", "names in it are written as they resolve in the cluster");
    }

    private Outcome? Port(List<string> keys, string text)
    {
        var service = workload is null ? null : index.File(workload.Namespace, "Service", workload.Name);
        return keys[^1] switch
        {
            "target" => written?.Container.Ports?.Any(p => p.ContainerPort.ToString(System.Globalization.CultureInfo.InvariantCulture) == text) == true
                ? service is null ? Exact("ports") : Outcome.Exact(service, "spec.ports") : Adapted("ports", "a job does not listen"),
            "published" => IsRouted(keys) ? Outcome.Replaced("platform/ingress", "traffic from outside comes in through the gateway")
                : Outcome.Dropped("a cluster does not publish ports of a host", "Reach it with kubectl port-forward, or give it a route or a LoadBalancer Service."),
            "protocol" or "name" or "app_protocol" => Outcome.Adapted(service ?? written?.File, "spec.ports", "the Service's port says so"),
            _ => Outcome.Dropped("a property of publishing on a host", "Nothing: traffic comes in through the gateway or the Service."),
        };
    }

    /// <summary>A route leads to this very port.</summary>
    private bool IsRouted(List<string> keys)
    {
        if ((source?["ports"] as ListNode)?.Items[int.Parse(keys[1], System.Globalization.CultureInfo.InvariantCulture)] is not MapNode port)
            return false;
        var (target, udp) = ((port["target"] as ScalarNode)?.Text, (port["protocol"] as ScalarNode)?.Text == "udp");
        foreach (var route in index.Routed[key])
            if (udp == (route.Kind == RouteKind.Udp) && (route.Port is not { } number || number.ToString(System.Globalization.CultureInfo.InvariantCulture) == target))
                return true;
        return false;
    }

    private Outcome? Mount(List<string> keys, string text)
    {
        if (source?[keys[0]] is not ListNode list || keys.Count < 2 || list.Items[int.Parse(keys[1], System.Globalization.CultureInfo.InvariantCulture)] is not { } item)
            return null;
        var target = item is MapNode map ? (map["target"] as ScalarNode)?.Text ?? "/" + (map["source"] as ScalarNode)?.Text : text.Split(':')[0];
        if (keys[0] == "volumes" && Understanding.MountReader.IsOfWindows(((item as MapNode)?["type"] as ScalarNode)?.Text, target))
            return Outcome.Dropped("a path of Windows", "Mount it at a path of Linux if it is needed.");
        if (keys[0] == "secrets" && !target.StartsWith('/'))
            target = "/run/secrets/" + target;
        else if (!target.StartsWith('/'))
            target = "/" + target;
        var mounts = written?.Container.VolumeMounts ?? [];
        for (var i = 0; i < mounts.Count; i++)
        {
            if (mounts[i].MountPath != target)
                continue;
            var volume = written?.Pod.Volumes?.FirstOrDefault(v => v.Name == mounts[i].Name);
            var what = volume?.ConfigMap is not null || volume?.Projected is not null ? "a ConfigMap holds the files" : volume?.Secret is not null ? "a Secret holds the file"
                : volume?.HostPath is not null ? "the node's path is mounted" : volume?.EmptyDir is not null ? "an emptyDir that lives with the pod" : "a PersistentVolumeClaim holds the data";
            if (keys is [.., "tmpfs", "mode"])
                return Outcome.Dropped("an emptyDir has no mode of its own", "Set it in a pre_start step if the program checks it.");
            return keys[^1] switch
            {
                "target" => Exact($"volumeMounts[{i}].mountPath"),
                "read_only" => Exact($"volumeMounts[{i}].readOnly"),
                _ => Adapted($"volumeMounts[{i}]", what),
            };
        }
        foreach (var mount in workload?.Service.Mounts ?? [])
            if (mount.Target == target && HostPaths.IsLeftOut(mount))
                return Outcome.Dropped("the file or folder is not beside the Compose file, so it has no content to carry over", "Put it there and generate again.");
        return null;
    }

    private Outcome? HealthCheck(List<string> keys, string text)
    {
        var container = written?.Container;
        if (container?.ReadinessProbe is not { } probe)
            return Outcome.Dropped("the check is disabled, or a job has no probes", "Nothing.");
        return keys[1] switch
        {
            "test" => Adapted("readinessProbe", probe.HttpGet is not null ? "an HTTP check of the same address" : "the same command as a probe"),
            "retries" => probe.FailureThreshold?.ToString(System.Globalization.CultureInfo.InvariantCulture) == text ? Exact("readinessProbe.failureThreshold") : Adapted("readinessProbe.failureThreshold", "at least one"),
            "interval" => Adapted("readinessProbe.periodSeconds", "written in seconds"),
            "timeout" => Adapted("readinessProbe.timeoutSeconds", "written in seconds"),
            _ => Adapted(container.StartupProbe is null ? "readinessProbe" : "startupProbe", "a startup probe gives the service this time"),
        };
    }

    private Outcome DependsOn(List<string> keys)
    {
        var waits = written?.Pod.InitContainers?.Any(c => c.Name == LegalNames.Label("wait-for-" + (index.Workloads.GetValueOrDefault(new(key.Project, keys[1]))?.Name ?? keys[1]))) == true;
        return keys[^1] == "condition" && waits
            ? Outcome.Adapted(written?.File, $"{written?.PodPath}.initContainers", "an init container waits for the port")
            : Outcome.Adapted(written?.File, "metadata.annotations", "the sync wave applies what is awaited first");
    }

    private Outcome Networks(List<string> keys, string text)
    {
        var policy = workload is null ? null : index.File(workload.Namespace, "NetworkPolicy", workload.Name) ?? index.File(workload.Namespace, "NetworkPolicy", "default-deny");
        return keys.Count > 2 && keys[2] == "aliases"
            ? Name(text)
            : keys.Count > 2 && keys[2] is "ipv4_address" or "ipv6_address" or "mac_address" or "link_local_ips"
                ? Outcome.Dropped("a pod's address is the cluster's to give", "Use the service's name instead of its address.")
                : Outcome.Adapted(policy, "spec", "NetworkPolicies allow what the network was needed for");
    }

    private Outcome Name(string name)
    {
        if (workload is not null && index.File(workload.Namespace, "Service", name) is { } file)
            return Outcome.Exact(file, "metadata.name");
        return Outcome.Adapted(written?.File, "metadata.name", "nobody calls it by this name; it would resolve by that of the service");
    }

    private Outcome? Label(List<string> keys, string text)
    {
        var name = keys[1];
        if (name.StartsWith("traefik", StringComparison.OrdinalIgnoreCase) || name == "caddy" || name.StartsWith("caddy.", StringComparison.Ordinal) || name.StartsWith("caddy_", StringComparison.Ordinal))
            return RouteFile(name) is { } file ? Outcome.Adapted(file, "spec", "the route says it in the gateway's terms")
                : Outcome.Replaced("platform/ingress", "the gateway does this for all routes");
        if (name.StartsWith("ofelia", StringComparison.Ordinal) || name.StartsWith("kompose.cronjob", StringComparison.Ordinal) || name.StartsWith("swarm.cronjob", StringComparison.Ordinal))
            return Outcome.Adapted(TaskFile(name) ?? written?.File, "spec.schedule", "a CronJob runs it");
        return Outcome.Dropped($"nothing in the cluster reads label {name}", "Add it as an annotation in an overlay if a tool needs it.");
    }

    /// <summary>The file of the route that a label speaks of, else of the service's first.</summary>
    private string? RouteFile(string label)
    {
        string? first = null;
        foreach (var route in index.Routed[key])
            foreach (var kind in (ReadOnlySpan<string>)["HTTPRoute", "IngressRoute", "Ingress", "TCPRoute", "TLSRoute", "UDPRoute", "IngressRouteTCP", "IngressRouteUDP"])
                if (workload is not null && index.File(workload.Namespace, kind, LegalNames.Label(route.Name)) is { } file)
                {
                    if (label.Contains($".{route.Name}.", StringComparison.OrdinalIgnoreCase))
                        return file;
                    first ??= file;
                }
        return first;
    }

    private string? TaskFile(string label)
    {
        foreach (var task in workload?.ScheduledTasks ?? [])
            if (label.Split('.') is not [_, _, var name, _] || task.Name.EndsWith(LegalNames.Label(name), StringComparison.Ordinal))
                return index.File(workload?.Namespace ?? "", "CronJob", task.Name);
        return null;
    }

    private Outcome? Deploy(List<string> keys, string text) => keys[1] switch
    {
        "replicas" => Outcome.Adapted(written?.File, "spec.replicas", "the planned number of replicas"),
        "resources" => Adapted("resources", "written as a Kubernetes quantity"),
        "labels" => Label([.. keys.Skip(1)], text),
        "restart_policy" when keys is [_, _, "max_attempts"] => workload?.Kind is WorkloadKind.Job or WorkloadKind.CronJob
            ? Outcome.Adapted(written?.File, "spec.backoffLimit", "a Job is retried so many times")
            : Outcome.Dropped("the kubelet starts a container again for as long as its Pod lives", "Watch the number of restarts."),
        _ => ServiceDispositions.Find(keys)?.ToOutcome(written?.File, written?.PodPath),
    };
}
