using System.Globalization;
using System.Net;
using Sluis.Core.Proof.Manifests;
using Sluis.Core.Yaml;

namespace Sluis.Core.Proof.Names;

/// <summary>
/// What the cluster's DNS answers to a Pod. https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/
/// </summary>
public sealed class ClusterNames
{
    /// <summary>The usual cluster domain; manifests cannot know another one.</summary>
    private const string Domain = "cluster.local";
    private const int LongestChain = 8;

    private readonly RenderedEnvironment environment;
    private readonly Dictionary<string, ManifestObject> byAddress = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Namespace, string Subdomain), List<PodTemplate>> bySubdomain = [];

    public ClusterNames(RenderedEnvironment environment)
    {
        this.environment = environment;
        foreach (var service in environment.OfKind("Service"))
            if (service.Spec.Text("clusterIP") is { } address && address is not ("" or "None"))
                byAddress.TryAdd(address, service);
        foreach (var pod in environment.Pods)
            if ((pod.Workload.Kind == "StatefulSet" ? pod.Workload.Spec.Text("serviceName") : pod.Spec.Text("subdomain")) is { } subdomain)
            {
                if (!bySubdomain.TryGetValue((pod.Namespace, subdomain), out var same))
                    bySubdomain.Add((pod.Namespace, subdomain), same = []);
                same.Add(pod);
            }
    }

    public NameAnswer Resolve(PodTemplate caller, string host)
    {
        var name = host.ToLowerInvariant();
        if (Alias(caller, name) is { } fixedAddress)
            return fixedAddress;
        if (name is "localhost" || IPAddress.TryParse(name, out var literal) && IPAddress.IsLoopback(literal))
            return new NameAnswer.Own();
        if (IPAddress.TryParse(name, out _))
            return Fixed(name);

        // A Pod on the host's network asks the node's DNS unless it says otherwise.
        var policy = caller.Spec.Text("dnsPolicy") ?? "ClusterFirst";
        if (policy == "Default" || policy == "ClusterFirst" && caller.HostNetwork)
            return new NameAnswer.OtherDns(policy);
        foreach (var candidate in Candidates(caller, name, policy))
            if (Lookup(candidate, []) is { } answer)
                return answer;
        return new NameAnswer.Nothing();
    }

    private NameAnswer? Alias(PodTemplate caller, string name)
    {
        foreach (var alias in caller.Spec.Maps("hostAliases"))
            foreach (var stated in alias.Items("hostnames"))
                if (stated is ScalarNode text && string.Equals(text.Text, name, StringComparison.OrdinalIgnoreCase) && alias.Text("ip") is { } ip)
                    return Fixed(ip);
        return null;
    }

    private NameAnswer Fixed(string ip) =>
        IPAddress.TryParse(ip, out var address) && IPAddress.IsLoopback(address) ? new NameAnswer.Own()
        : byAddress.TryGetValue(ip, out var service) ? new NameAnswer.ServiceOf(service)
        : new NameAnswer.Address(ip);

    /// <summary>The names that the Pod's resolver tries, in its order. https://man7.org/linux/man-pages/man5/resolv.conf.5.html</summary>
    private static List<string> Candidates(PodTemplate caller, string name, string policy)
    {
        if (name.EndsWith('.'))
            return [name[..^1]];
        var own = policy != "None";
        List<string> search = own ? [$"{caller.Namespace}.svc.{Domain}", $"svc.{Domain}", Domain] : [];
        var dots = own ? 5 : 1;
        if (caller.Spec.Map("dnsConfig") is { } config)
        {
            foreach (var extra in config.Items("searches"))
                if (extra is ScalarNode text)
                    search.Add(text.Text.TrimEnd('.').ToLowerInvariant());
            foreach (var option in config.Maps("options"))
                if (option.Text("name") is "ndots" && int.TryParse(option.Text("value"), NumberStyles.None, CultureInfo.InvariantCulture, out var stated))
                    dots = stated;
        }
        List<string> searched = search.ConvertAll(s => $"{name}.{s}");
        if (name.AsSpan().Count('.') >= dots)
            return [name, .. searched];
        return [.. searched, name];
    }

    /// <summary>Null: the cluster's own zone has no such name.</summary>
    private NameAnswer? Lookup(string name, List<ManifestObject> via)
    {
        const string suffix = ".svc." + Domain;
        if (!name.EndsWith(suffix, StringComparison.Ordinal))
            return null;
        var parts = name[..^suffix.Length].Split('.');
        return parts.Length switch
        {
            2 when environment.Find("Service", parts[1], parts[0]) is { } service => Follow(service, via),
            3 when OnePod(parts[0], parts[1], parts[2]) is { } workload => new NameAnswer.OnePod(workload) { Via = via },
            _ => null,
        };
    }

    /// <summary>An ExternalName is a CNAME, which is followed. https://kubernetes.io/docs/concepts/services-networking/service/#externalname</summary>
    private NameAnswer Follow(ManifestObject service, List<ManifestObject> via)
    {
        if (service.Spec.Text("type") is not "ExternalName")
            return new NameAnswer.ServiceOf(service) { Via = via };
        if (via.Contains(service) || via.Count == LongestChain)
            return new NameAnswer.Loop { Via = via };
        via = [.. via, service];
        var to = (service.Spec.Text("externalName") ?? "").TrimEnd('.').ToLowerInvariant();
        if (to.EndsWith("." + Domain, StringComparison.Ordinal))
            return Lookup(to, via) ?? new NameAnswer.Nothing { Via = via };
        return new NameAnswer.Elsewhere(to) { Via = via };
    }

    /// <summary>Pods have names of their own behind a headless Service that is their subdomain: <c>db-0.db.namespace.svc</c>.</summary>
    private ManifestObject? OnePod(string host, string subdomain, string ns)
    {
        if (environment.Find("Service", ns, subdomain) is not { } service || service.Spec.Text("clusterIP") is not "None")
            return null;
        foreach (var pod in bySubdomain.GetValueOrDefault((ns, subdomain)) ?? [])
        {
            if (pod.Workload.Kind != "StatefulSet")
            {
                if (pod.Spec.Text("hostname") == host)
                    return pod.Workload;
                continue;
            }
            var start = pod.Workload.Spec.Map("ordinals").Number("start") ?? 0;
            if (host.StartsWith(pod.Workload.Name + "-", StringComparison.Ordinal) && long.TryParse(host.AsSpan(pod.Workload.Name.Length + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var ordinal)
                && ordinal >= start && ordinal < start + (pod.Workload.Spec.Number("replicas") ?? 1))
                return pod.Workload;
        }
        return null;
    }
}
