using Sluis.Core.Proof.Manifests;

namespace Sluis.Core.Proof.Connectivity;

public enum Outside
{
    /// <summary>The Pods are made by workloads of the repository.</summary>
    No,
    /// <summary>The ingress controller, whose labels the repository does not state.</summary>
    Ingress,
    /// <summary>The cluster's DNS: <c>k8s-app=kube-dns</c> in <c>kube-system</c>. https://kubernetes.io/docs/tasks/administer-cluster/dns-debugging-resolution/</summary>
    Dns,
}

public sealed record NamedPort(string Name, Transport Protocol, int Number);

/// <summary>
/// Pods that no policy can tell apart: same namespace, same labels as far as selectors ask, same named ports as far as rules ask,
/// and the same Compose networks, so that what is true of one is true of all.
/// </summary>
public sealed class PodGroup
{
    public required int Id { get; init; }
    public required string Namespace { get; init; }
    public required IReadOnlyDictionary<string, string> Labels { get; init; }
    public required IReadOnlyList<NamedPort> NamedPorts { get; init; }
    public required bool HostNetwork { get; init; }
    public required Outside Outside { get; init; }
    /// <summary>In the order of the environment; empty for what is outside the repository.</summary>
    public List<PodTemplate> Pods { get; } = [];
}
