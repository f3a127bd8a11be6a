using Sluis.Core.Proof.Manifests;
using Sluis.Core.Proof.Schema.Values;
using Sluis.Core.Yaml;

namespace Sluis.Core.Proof.Schema.Objects;

/// <summary>A Pod or the template of one: its containers, volumes, hosts and its place in the kinds that make Pods.</summary>
internal static class PodRules
{
    public static void Check(RuleScope scope, PodTemplate pod)
    {
        var spec = pod.Spec;
        if (pod.Metadata is { } metadata && !ReferenceEquals(metadata, scope.Item.Metadata))
            MetadataRules.Labelled(scope, metadata, pod.Path[..^4] + "metadata");
        if (spec.Items("containers").Count == 0 && spec["containers"] is not null)
            scope.Add(PodDiagnostics.Container(scope.At(spec, pod.Path, "containers"), "The Pod has no container.", "Add one."));
        RestartPolicy(scope, pod);
        var volumes = VolumeRules.Check(scope, pod);
        var names = new HashSet<string>(StringComparer.Ordinal);
        var hostPorts = new HashSet<string>(StringComparer.Ordinal);
        foreach (var container in pod.All)
        {
            // Two of the same in one list are the schema's finding.
            if (container.Name.Length > 0 && !names.Add(container.Name) && spec.Maps("initContainers").Any(c => c.Text("name") == container.Name) && !container.IsInit)
                scope.Add(PodDiagnostics.Twice(scope.At(container.Node, container.Path, "name"), $"The container \"{container.Name}\""));
            ContainerRules.Check(scope, pod, container, volumes, hostPorts);
        }
        ResourceRules.Check(scope, spec.Map("resources"), $"{pod.Path}.resources");
        SecurityRules.Pod(scope, pod);
        SchedulingRules.Check(scope, pod);
        Hosts(scope, pod);
        if (spec.Number("terminationGracePeriodSeconds") < 0)
            scope.Add(PodDiagnostics.Probe(scope.At(spec, pod.Path, "terminationGracePeriodSeconds"), "The grace period is negative.", "Give seconds, or leave it out for 30."));
        if (spec.Number("activeDeadlineSeconds") is { } deadline && (deadline < 1 || scope.Item.Kind is not ("Job" or "CronJob" or "Pod")))
            scope.Add(PodDiagnostics.RestartPolicy(scope.At(spec, pod.Path, "activeDeadlineSeconds"),
                deadline < 1 ? "The deadline is less than a second." : $"Pods of a {scope.Item.Kind} have no deadline.", "Remove it, or make the workload a Job."));
    }

    private static void RestartPolicy(RuleScope scope, PodTemplate pod)
    {
        var policy = pod.Spec.Text("restartPolicy");
        if (scope.Item.Kind is "Job" or "CronJob")
        {
            if (policy is null or "Always")
                scope.Add(PodDiagnostics.RestartPolicy(scope.At(pod.Spec, pod.Path, "restartPolicy"),
                    policy is null ? "Pods of a Job must state a restart policy, because Always is the default and not allowed." : "Pods of a Job cannot restart always.", "Use OnFailure or Never."));
        }
        else if (scope.Item.Kind != "Pod" && policy is "OnFailure" or "Never")
            scope.Add(PodDiagnostics.RestartPolicy(scope.At(pod.Spec, pod.Path, "restartPolicy"), $"Pods of a {scope.Item.Kind} are always restarted, so {policy} is not allowed.", "Use Always, or make the workload a Job."));
    }

    private static void Hosts(RuleScope scope, PodTemplate pod)
    {
        var (spec, path) = (pod.Spec, pod.Path);
        foreach (var field in (ReadOnlySpan<string>)["hostname", "subdomain"])
            if (spec.Text(field) is { Length: > 0 } name && Grammar.Label(name) is { } must)
                scope.Add(ObjectDiagnostics.Name(scope.At(spec, path, field), name, must));
        foreach (var field in (ReadOnlySpan<string>)["serviceAccountName", "priorityClassName", "runtimeClassName"])
            if (spec.Text(field) is { Length: > 0 } name && Grammar.Subdomain(name) is { } must)
                scope.Add(ObjectDiagnostics.Name(scope.At(spec, path, field), name, must));
        var i = 0;
        foreach (var alias in spec.Maps("hostAliases"))
        {
            var here = $"{path}.hostAliases[{i++}]";
            if (alias.Text("ip") is { } ip && !Formats.IsIp(ip))
                scope.Add(PodDiagnostics.Hosts(scope.At(alias, here, "ip"), $"\"{ip}\" is no IP address.", "Give the address; a host name cannot stand for another one here."));
            foreach (var host in alias.Items("hostnames").OfType<ScalarNode>())
                if (Grammar.Subdomain(host.Text) is { } must)
                    scope.Add(PodDiagnostics.Hosts(scope.At(host, $"{here}.hostnames"), $"The host name \"{host.Text}\" must {must}.", "Correct the name."));
        }
        var servers = spec.Map("dnsConfig").Items("nameservers");
        if (spec.Text("dnsPolicy") == "None" && servers.Count == 0)
            scope.Add(PodDiagnostics.Hosts(scope.At(spec, path, "dnsPolicy"), "dnsPolicy None needs name servers.", "Add dnsConfig.nameservers, or leave the policy out."));
        if (servers.Count > 3)
            scope.Add(PodDiagnostics.Hosts(scope.At(servers[3], $"{path}.dnsConfig.nameservers[3]"), "A Pod has at most three name servers.", "Remove some."));
        for (var s = 0; s < servers.Count; s++)
            if (servers[s] is ScalarNode server && !Formats.IsIp(server.Text))
                scope.Add(PodDiagnostics.Hosts(scope.At(server, $"{path}.dnsConfig.nameservers[{s}]"), $"\"{server.Text}\" is no IP address.", "Give the address of the name server."));
    }
}
