using System.Text;
using Sluis.Core.Proof.Manifests;
using Sluis.Core.Yaml;

namespace Sluis.Core.Proof.Connectivity;

/// <summary>
/// Namespaces and groups of Pods of one environment, indexed so that a selector finds its groups without walking all of them.
/// Beside the repository's own there are the cluster's DNS and, where something comes in, the ingress controller.
/// </summary>
public sealed class ClusterWorld
{
    public const string NamespaceLabel = "kubernetes.io/metadata.name", DnsNamespace = "kube-system";

    private readonly Dictionary<string, Dictionary<string, string>> namespaces = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<int>> byNamespace = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Key, string Value), List<int>> byLabel = [];
    private readonly Dictionary<ManifestObject, int> groupOf = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<(string Own, string? Namespaces, string? Pods), GroupSet> selected = [];
    private readonly Dictionary<string, List<string>> namespacesBySelector = new(StringComparer.Ordinal);

    public List<PodGroup> Groups { get; } = [];
    public int? Dns { get; private set; }
    /// <summary>The groups that traffic from outside comes through; empty where nothing comes in.</summary>
    public List<int> Ingress { get; } = [];
    public GroupSet Everyone { get; private set; } = GroupSet.Empty;
    /// <summary>Pods on the host's network: policies know them by the node's address only.</summary>
    public GroupSet OnNodes { get; private set; } = GroupSet.Empty;

    /// <param name="distinction">What else keeps Pods apart, such as the Compose networks of their services; may be "".</param>
    public static ClusterWorld Of(RenderedEnvironment environment, IReadOnlyList<Policy> policies, string? ingressNamespace, Func<PodTemplate, string> distinction)
    {
        var world = new ClusterWorld();
        world.Namespaces(environment, ingressNamespace);
        var (keys, ports) = Asked(policies);
        world.Group(environment, keys, ports, distinction);
        if (ingressNamespace is not null)
        {
            if (world.byNamespace.TryGetValue(ingressNamespace, out var own))
                world.Ingress.AddRange(own);
            else
                world.Ingress.Add(world.Add(ingressNamespace, [], [], false, Outside.Ingress).Id);
        }
        world.Dns = world.Add(DnsNamespace, new(StringComparer.Ordinal) { ["k8s-app"] = "kube-dns" },
            [new("dns", Transport.Udp, 53), new("dns-tcp", Transport.Tcp, 53)], false, Outside.Dns).Id;
        world.Everyone = GroupSet.Of([.. world.Groups.Select(static g => g.Id)], world.Groups.Count);
        world.OnNodes = GroupSet.Of([.. world.Groups.Where(static g => g.HostNetwork).Select(static g => g.Id)], world.Groups.Count);
        return world;
    }

    public int? GroupOf(ManifestObject workload) => groupOf.TryGetValue(workload, out var group) ? group : null;

    /// <summary>Every namespace carries its name as a label. https://kubernetes.io/docs/reference/labels-annotations-taints/#kubernetes-io-metadata-name</summary>
    private void Namespaces(RenderedEnvironment environment, string? ingressNamespace)
    {
        foreach (var item in environment.OfKind("Namespace"))
        {
            var labels = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (var label in item.Metadata.Entries("labels"))
                if (label.Value is ScalarNode value)
                    labels[label.Key] = value.Text;
            labels[NamespaceLabel] = item.Name;
            namespaces[item.Name] = labels;
        }
        foreach (var pod in environment.Pods)
            Named(pod.Namespace);
        Named(DnsNamespace);
        if (ingressNamespace is not null)
            Named(ingressNamespace);

        void Named(string name) => namespaces.TryAdd(name, new(StringComparer.Ordinal) { [NamespaceLabel] = name });
    }

    /// <summary>The label keys that any selector of Pods asks for, and the port names that any rule asks for.</summary>
    private static (HashSet<string> Keys, HashSet<string> Ports) Asked(IReadOnlyList<Policy> policies)
    {
        var keys = new HashSet<string>(StringComparer.Ordinal);
        var ports = new HashSet<string>(StringComparer.Ordinal);
        foreach (var policy in policies)
        {
            Keys(policy.Pods);
            foreach (var rule in policy.Ingress)
                Rule(rule);
            foreach (var rule in policy.Egress)
                Rule(rule);
        }
        return (keys, ports);

        void Rule(PolicyRule rule)
        {
            foreach (var peer in rule.Peers)
                if (peer is PolicyPeer.Selected { Pods: { } pods })
                    Keys(pods);
            foreach (var port in rule.Ports)
                if (port.Name is { } name)
                    ports.Add(name);
        }

        void Keys(LabelSelector selector)
        {
            foreach (var requirement in selector.Requirements)
                keys.Add(requirement.Key);
        }
    }

    private void Group(RenderedEnvironment environment, HashSet<string> keys, HashSet<string> ports, Func<PodTemplate, string> distinction)
    {
        var known = new Dictionary<string, PodGroup>(StringComparer.Ordinal);
        var key = new StringBuilder();
        foreach (var pod in environment.Pods)
        {
            var labels = new SortedDictionary<string, string>(StringComparer.Ordinal);
            foreach (var label in pod.Labels)
                if (keys.Contains(label.Key) && label.Value is ScalarNode value)
                    labels[label.Key] = value.Text;
            Controller(pod, keys, labels);
            var named = Ports(pod, ports);
            key.Clear().Append(pod.Namespace).Append('\0').Append(pod.HostNetwork).Append('\0').Append(distinction(pod));
            foreach (var (name, value) in labels)
                key.Append('\u0001').Append(name).Append('\u0002').Append(value);
            foreach (var port in named)
                key.Append('\u0003').Append(port.Name).Append('\u0002').Append((int)port.Protocol).Append('\u0002').Append(port.Number);
            if (!known.TryGetValue(key.ToString(), out var group))
                known.Add(key.ToString(), group = Add(pod.Namespace, new(labels, StringComparer.Ordinal), named, pod.HostNetwork, Outside.No));
            group.Pods.Add(pod);
            groupOf[pod.Workload] = group.Id;
        }
    }

    /// <summary>Labels that the Job controller adds. https://kubernetes.io/docs/reference/labels-annotations-taints/#batch-kubernetes-io-job-name</summary>
    private static void Controller(PodTemplate pod, HashSet<string> keys, SortedDictionary<string, string> labels)
    {
        if (pod.Workload.Kind != "Job")
            return;
        foreach (var key in (ReadOnlySpan<string>)["batch.kubernetes.io/job-name", "job-name"])
            if (keys.Contains(key))
                labels[key] = pod.Workload.Name;
    }

    private static List<NamedPort> Ports(PodTemplate pod, HashSet<string> asked)
    {
        var named = new List<NamedPort>();
        if (asked.Count > 0)
            foreach (var container in pod.Running)
                foreach (var port in container.Node.Maps("ports"))
                    if (port.Text("name") is { } name && asked.Contains(name) && port.Number("containerPort") is { } number)
                        named.Add(new(name, PolicyReader.Protocol(port.Text("protocol")), (int)number));
        return named;
    }

    private PodGroup Add(string ns, Dictionary<string, string> labels, List<NamedPort> named, bool hostNetwork, Outside outside)
    {
        var group = new PodGroup { Id = Groups.Count, Namespace = ns, Labels = labels, NamedPorts = named, HostNetwork = hostNetwork, Outside = outside };
        Groups.Add(group);
        List(byNamespace, ns).Add(group.Id);
        foreach (var (name, value) in labels)
            List(byLabel, (name, value)).Add(group.Id);
        return group;
    }

    private static List<int> List<TKey>(Dictionary<TKey, List<int>> table, TKey key) where TKey : notnull
    {
        if (!table.TryGetValue(key, out var list))
            table.Add(key, list = []);
        return list;
    }

    /// <summary>The groups that a policy of namespace <paramref name="own"/> governs. The labels of an outside ingress controller are unknown: only "all Pods" is sure to take it.</summary>
    public GroupSet Governed(string own, LabelSelector pods) => Selected(own, null, pods, governs: true);

    /// <summary>The groups that a peer of a policy of namespace <paramref name="own"/> means. An outside ingress controller is taken to be meant by any selector in its namespace.</summary>
    public GroupSet Selected(string own, PolicyPeer.Selected peer) => Selected(own, peer.Namespaces, peer.Pods, governs: false);

    private GroupSet Selected(string own, LabelSelector? spaces, LabelSelector? pods, bool governs)
    {
        var key = ((governs ? "!" : "") + (spaces is null ? own : ""), spaces?.Canonical, pods?.Canonical);
        if (selected.TryGetValue(key, out var known))
            return known;
        var found = new List<int>();
        if (spaces is null)
            Within(own, pods, governs, found);
        else
        {
            var matching = Matching(spaces);
            if (pods is null || pods.IsEverything || matching.Count == 1)
                foreach (var ns in matching)
                    Within(ns, pods, governs, found);
            else
                Across(matching, pods, found);
        }
        found.Sort();
        return selected[key] = GroupSet.Of(found, Groups.Count);
    }

    private List<string> Matching(LabelSelector selector)
    {
        if (namespacesBySelector.TryGetValue(selector.Canonical, out var known))
            return known;
        var matching = new List<string>();
        if (selector.Requirements is [{ Key: NamespaceLabel, Operator: LabelOperator.In, Values: [var only] }])
        {
            if (namespaces.ContainsKey(only))
                matching.Add(only);
        }
        else
            foreach (var (name, labels) in namespaces)
                if (selector.Matches(labels))
                    matching.Add(name);
        return namespacesBySelector[selector.Canonical] = matching;
    }

    private void Within(string ns, LabelSelector? pods, bool governs, List<int> found)
    {
        if (!byNamespace.TryGetValue(ns, out var candidates))
            return;
        // One rare label finds its few groups faster than a walk over a large namespace.
        if (pods is not null && Rarest(pods) is { } rare && rare.Count < candidates.Count)
        {
            foreach (var id in rare)
                if (Groups[id].Namespace == ns)
                    Consider(id, pods, governs, found);
            foreach (var id in Ingress)
                if (Groups[id] is { Outside: Outside.Ingress } group && group.Namespace == ns)
                    Consider(id, pods, governs, found);
        }
        else
            foreach (var id in candidates)
                Consider(id, pods, governs, found);
    }

    private void Across(List<string> matching, LabelSelector pods, List<int> found)
    {
        if (Rarest(pods) is not { } rare)
        {
            foreach (var ns in matching)
                Within(ns, pods, false, found);
            return;
        }
        var within = new HashSet<string>(matching, StringComparer.Ordinal);
        foreach (var id in rare)
            if (within.Contains(Groups[id].Namespace))
                Consider(id, pods, false, found);
        foreach (var id in Ingress)
            if (Groups[id] is { Outside: Outside.Ingress } group && within.Contains(group.Namespace))
                Consider(id, pods, false, found);
    }

    private List<int>? Rarest(LabelSelector pods)
    {
        List<int>? rarest = null;
        foreach (var requirement in pods.Requirements)
            if (requirement is { Operator: LabelOperator.In, Values: [var value] })
            {
                var list = byLabel.GetValueOrDefault((requirement.Key, value)) ?? [];
                if (rarest is null || list.Count < rarest.Count)
                    rarest = list;
            }
        return rarest;
    }

    /// <summary>Selectors do not mean Pods on the host's network. https://kubernetes.io/docs/concepts/services-networking/network-policies/#networkpolicy-and-hostnetwork-pods</summary>
    private void Consider(int id, LabelSelector? pods, bool governs, List<int> found)
    {
        var group = Groups[id];
        if (group.HostNetwork)
            return;
        if (group.Outside == Outside.Ingress ? !governs || pods is null || pods.IsEverything : pods is null || pods.Matches(group.Labels))
            found.Add(id);
    }
}
