using System.Text.RegularExpressions;
using k8s.Models;

namespace Sluis.Core.Tests.Corpus.Walk;

/// <summary>A Pod holds together: mounts, volumes, ports, variables, probes, and the objects that it names.</summary>
internal static partial class PodRules
{
    public static void Check(Written written)
    {
        foreach (var obj in written.Objects)
            if (obj.Template is { } template)
                Pod(written, obj, template.Spec);
    }

    private static void Pod(Written written, WrittenObject obj, V1PodSpec pod)
    {
        var ns = obj.Namespace;
        if (written.Find("ServiceAccount", ns, pod.ServiceAccountName) is null)
            written.Fault(obj, $"there is no ServiceAccount {pod.ServiceAccountName}");
        if (pod.PriorityClassName is { } priority && written.Find("PriorityClass", null, priority) is null)
            written.Fault(obj, $"there is no PriorityClass {priority}");
        if (obj.Typed is V1StatefulSet set && written.Find("Service", ns, set.Spec.ServiceName)?.Typed is not V1Service { Spec.ClusterIP: "None" })
            written.Fault(obj, $"there is no headless Service {set.Spec.ServiceName}");

        var templates = (obj.Typed as V1StatefulSet)?.Spec.VolumeClaimTemplates ?? [];
        var volumes = (pod.Volumes ?? []).Select(static v => v.Name).Concat(templates.Select(static t => t.Metadata.Name)).ToList();
        Unique(written, obj, "volume", volumes);
        foreach (var volume in pod.Volumes ?? [])
            Source(written, obj, volume);

        var containers = pod.Containers.Concat(pod.InitContainers ?? []).ToList();
        Unique(written, obj, "container", containers.Select(static c => c.Name));
        Unique(written, obj, "host port", containers.SelectMany(static c => c.Ports ?? []).Where(static p => p.HostPort is not null).Select(static p => $"{p.HostPort}/{p.Protocol} {p.HostIP}"));
        Unique(written, obj, "port", pod.Containers.SelectMany(static c => c.Ports ?? []).Select(static p => $"{p.ContainerPort}/{p.Protocol ?? "TCP"}"));
        Unique(written, obj, "port name", pod.Containers.SelectMany(static c => c.Ports ?? []).Select(static p => p.Name).OfType<string>());
        foreach (var container in containers)
            Container(written, obj, container, volumes);
        var mounted = containers.SelectMany(static c => c.VolumeMounts ?? []).Select(static m => m.Name).Concat(containers.SelectMany(static c => c.VolumeDevices ?? []).Select(static d => d.Name)).ToHashSet();
        foreach (var volume in volumes)
            if (!mounted.Contains(volume))
                written.Fault(obj, $"no container mounts the volume {volume}");
    }

    private static void Container(Written written, WrittenObject obj, V1Container container, List<string> volumes)
    {
        foreach (var mount in container.VolumeMounts ?? [])
        {
            if (!volumes.Contains(mount.Name))
                written.Fault(obj, $"container {container.Name} mounts {mount.Name}, which is no volume");
            if (!mount.MountPath.StartsWith('/') || mount.MountPath.Contains(':'))
                written.Fault(obj, $"container {container.Name} mounts at \"{mount.MountPath}\"");
            if (mount.SubPath is { } sub && (sub.StartsWith('/') || sub.Split('/').Contains("..")))
                written.Fault(obj, $"container {container.Name} mounts the sub-path \"{sub}\"");
        }
        Unique(written, obj, "mount path", (container.VolumeMounts ?? []).Select(static m => m.MountPath));
        foreach (var port in container.Ports ?? [])
            if (port.Name is { } name && (name.Length > 15 || !PortName().IsMatch(name) || !name.Any(char.IsAsciiLetter) || name.Contains("--", StringComparison.Ordinal)))
                written.Fault(obj, $"\"{name}\" is no name for a port");
        foreach (var probe in new[] { container.LivenessProbe, container.ReadinessProbe, container.StartupProbe })
            if (probe is not null)
                Probe(written, obj, container, probe);
        Variables(written, obj, container);
        foreach (var (resource, request) in container.Resources?.Requests ?? new Dictionary<string, ResourceQuantity>())
            if (container.Resources?.Limits is { } limits && limits.TryGetValue(resource, out var limit) && request.ToDecimal() > limit.ToDecimal())
                written.Fault(obj, $"container {container.Name} requests more {resource} than its limit");
    }

    private static void Probe(Written written, WrittenObject obj, V1Container container, V1Probe probe)
    {
        var port = probe.HttpGet?.Port?.Value ?? probe.TcpSocket?.Port?.Value;
        if (port is not null && !int.TryParse(port, out _) && (container.Ports ?? []).All(p => p.Name != port))
            written.Fault(obj, $"a probe of {container.Name} asks the port {port}, which it has not");
        if (new object?[] { probe.Exec, probe.Grpc, probe.HttpGet, probe.TcpSocket }.Count(static p => p is not null) != 1)
            written.Fault(obj, $"a probe of {container.Name} has not one way to ask");
        if (probe.PeriodSeconds is < 1 || probe.TimeoutSeconds is < 1 || probe.FailureThreshold is < 1)
            written.Fault(obj, $"a probe of {container.Name} has a number below 1");
    }

    /// <summary>An unescaped <c>$(NAME)</c> stays as it is when NAME is not defined: in a value only what stands before it counts.</summary>
    private static void Variables(Written written, WrittenObject obj, V1Container container)
    {
        var known = new HashSet<string>(StringComparer.Ordinal);
        foreach (var variable in container.Env ?? [])
        {
            Expansions(written, obj, $"{variable.Name} of {container.Name}", variable.Value, known);
            if (!known.Add(variable.Name))
                written.Fault(obj, $"{container.Name} has {variable.Name} twice");
            if (variable.Name.Length == 0 || variable.Name.Contains('='))
                written.Fault(obj, $"\"{variable.Name}\" is no name for a variable");
            if (variable.ValueFrom?.SecretKeyRef is { } secret && !SecretKeys(written, obj.Namespace, secret.Name).Contains(secret.Key))
                written.Fault(obj, $"nothing fills {secret.Key} of the Secret {secret.Name}");
            if (variable.ValueFrom?.ConfigMapKeyRef is { } map && !(written.Find("ConfigMap", obj.Namespace, map.Name)?.Typed is V1ConfigMap { Data: { } data } && data.ContainsKey(map.Key)))
                written.Fault(obj, $"there is no {map.Key} in the ConfigMap {map.Name}");
        }
        foreach (var word in (container.Command ?? []).Concat(container.Args ?? []))
            Expansions(written, obj, $"command of {container.Name}", word, known);
    }

    private static void Expansions(Written written, WrittenObject obj, string where, string? text, HashSet<string> known)
    {
        if (text is null)
            return;
        for (var i = 0; i + 1 < text.Length; i++)
        {
            if (text[i] != '$')
                continue;
            if (text[i + 1] == '$')
                i++;
            else if (text[i + 1] == '(' && text.IndexOf(')', i) is var end and > 0 && !known.Contains(text[(i + 2)..end]))
                written.Fault(obj, $"{where} refers to {text[i..(end + 1)]}, which is not defined before it");
        }
    }

    /// <summary>The keys that an ExternalSecret writes into a Secret.</summary>
    public static IReadOnlyCollection<string> SecretKeys(Written written, string? ns, string name)
    {
        var keys = new HashSet<string>(StringComparer.Ordinal);
        foreach (var external in written.Objects)
        {
            if (external.Kind != "ExternalSecret" || external.Namespace != ns || ((string?)external.Json["spec"]?["target"]?["name"] ?? external.Name) != name)
                continue;
            var template = external.Json["spec"]?["target"]?["template"]?["data"]?.AsObject();
            if (template is not null)
                keys.UnionWith(template.Select(static t => t.Key));
            else
                keys.UnionWith((external.Json["spec"]?["data"]?.AsArray() ?? []).Select(static d => (string?)d?["secretKey"] ?? ""));
        }
        // A delivery without a store: the list that its script works from.
        foreach (var line in written.Tree["platform/secrets/secrets.list"] is { } list ? System.Text.Encoding.UTF8.GetString(list.Content.Span).Split('\n') : [])
            if (line.Split(' ') is [_, var of, var secret, var key, ..] && of == ns && secret == name)
                keys.Add(key);
        return keys;
    }

    private static void Source(Written written, WrittenObject obj, V1Volume volume)
    {
        if (volume.PersistentVolumeClaim is { } claim && written.Find("PersistentVolumeClaim", obj.Namespace, claim.ClaimName) is null && !OfTemplate(written, obj.Namespace, claim.ClaimName))
            written.Fault(obj, $"there is no claim {claim.ClaimName}");
        foreach (var source in volume.Projected?.Sources ?? [])
        {
            ConfigMap(written, obj, source.ConfigMap?.Name, source.ConfigMap?.Items);
            Secret(written, obj, source.Secret?.Name, source.Secret?.Items);
        }
        ConfigMap(written, obj, volume.ConfigMap?.Name, volume.ConfigMap?.Items);
        Secret(written, obj, volume.Secret?.SecretName, volume.Secret?.Items);
    }

    /// <summary>A StatefulSet's first Pod has claims that no file holds: template, set and number.</summary>
    private static bool OfTemplate(Written written, string? ns, string claim) =>
        written.Objects.Exists(o => o.Namespace == ns && o.Typed is V1StatefulSet { Spec.VolumeClaimTemplates: { } templates } && templates.Any(t => claim == $"{t.Metadata.Name}-{o.Name}-0"));

    private static void ConfigMap(Written written, WrittenObject obj, string? name, IList<V1KeyToPath>? items)
    {
        if (name is null)
            return;
        if (written.Find("ConfigMap", obj.Namespace, name)?.Typed is not V1ConfigMap map)
            written.Fault(obj, $"there is no ConfigMap {name}");
        else
            foreach (var item in items ?? [])
                if (map.Data?.ContainsKey(item.Key) is not true && map.BinaryData?.ContainsKey(item.Key) is not true)
                    written.Fault(obj, $"there is no {item.Key} in the ConfigMap {name}");
    }

    private static void Secret(Written written, WrittenObject obj, string? name, IList<V1KeyToPath>? items)
    {
        if (name is null)
            return;
        var keys = SecretKeys(written, obj.Namespace, name);
        if (keys.Count == 0)
            written.Fault(obj, $"nothing fills the Secret {name}");
        foreach (var item in items ?? [])
            if (!keys.Contains(item.Key))
                written.Fault(obj, $"nothing fills {item.Key} of the Secret {name}");
    }

    private static void Unique(Written written, WrittenObject obj, string what, IEnumerable<string> names)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var name in names)
            if (!seen.Add(name))
                written.Fault(obj, $"{what} {name} is there twice");
    }

    [GeneratedRegex("^[a-z0-9]([-a-z0-9]*[a-z0-9])?$")]
    private static partial Regex PortName();
}
