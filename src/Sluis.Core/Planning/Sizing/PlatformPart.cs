namespace Sluis.Core.Planning.Sizing;

/// <summary>
/// A part of the platform that is no service of the Compose files. <paramref name="Pods"/> 0: one on each node.
/// <paramref name="Source"/>: the page about it, with its figures where it has them.
/// </summary>
public sealed record PlatformPart(string Name, int Pods, long CpuMillis, long MemoryBytes, string Reason, string Source)
{
    public bool OnEveryNode => Pods == 0;
    public Load Load => new(CpuMillis, MemoryBytes, 0);
}

/// <summary>
/// Which parts a plan needs and what they ask. Where the upstream manifests or charts state requests these are theirs; where they
/// state none, the figures are estimates for a small cluster, and the text says so.
/// </summary>
internal static class PlatformParts
{
    private const long Mebi = Quantities.Mebi;

    public static List<PlatformPart> Of(Choices choices, bool routes, bool secrets, bool volumes)
    {
        var parts = new List<PlatformPart>();
        void Add(string name, int pods, long cpu, long mebibytes, string reason, string source) => parts.Add(new(name, pods, cpu, mebibytes * Mebi, reason, source));

        Add("coredns", 2, 100, 70, "resolves the names of Services", "https://github.com/kubernetes/kubernetes/tree/master/cluster/addons/dns/coredns");
        Add("metrics-server", 1, 100, 200, "the autoscalers read it", "https://github.com/kubernetes-sigs/metrics-server");
        if (choices.NetworkPlugin == NetworkPluginChoice.Cilium)
        {
            Add("cilium-agent", 0, 100, 512, "network and policies of each node; its chart states no requests, this is an estimate", "https://docs.cilium.io/en/stable/operations/performance/scalability/report/");
            Add("cilium-operator", 2, 25, 128, "assigns addresses; an estimate", "https://docs.cilium.io/en/stable/network/concepts/ipam/");
        }
        else
        {
            Add("calico-node", 0, 250, 256, "network and policies of each node", "https://docs.tigera.io/calico/latest/getting-started/kubernetes/");
            Add("calico-kube-controllers", 1, 25, 128, "follows the cluster's objects; an estimate", "https://docs.tigera.io/calico/latest/reference/kube-controllers/configuration");
        }
        if (volumes)
        {
            Add("csi-node", 0, 30, 128, "mounts volumes on each node; an estimate", "https://kubernetes-csi.github.io/docs/deploying.html");
            Add("csi-controller", 1, 60, 256, "attaches volumes to nodes; an estimate", "https://kubernetes-csi.github.io/docs/deploying.html");
        }
        if (routes)
        {
            Add("gateway", 2, 100, 128, "answers the routes; two, so that a node may be lost; an estimate", "https://doc.traefik.io/traefik/");
            Add("cert-manager", 3, 10, 64, "certificates of the routes: controller, webhook and CA injector; an estimate", "https://cert-manager.io/docs/installation/best-practice/");
        }
        if (secrets && choices.SecretDelivery == SecretDelivery.ExternalSecrets)
            Add("external-secrets", 3, 10, 64, "fills Secrets from the store: controller, webhook and certificate controller; an estimate", "https://external-secrets.io/latest/introduction/getting-started/");
        if (secrets && choices.SecretDelivery == SecretDelivery.SealedSecrets)
            Add("sealed-secrets", 1, 50, 64, "opens sealed Secrets; an estimate", "https://github.com/bitnami-labs/sealed-secrets");
        switch (choices.GitOps)
        {
            case GitOpsChoice.ArgoCd:
                Add("argocd", 7, 100, 192, "applies the repository: seven Pods, each with the average of them; an estimate", "https://argo-cd.readthedocs.io/en/stable/operator-manual/high_availability/");
                break;
            case GitOpsChoice.Flux:
                Add("flux", 4, 100, 64, "applies the repository: source, kustomize, helm and notification controllers", "https://fluxcd.io/flux/installation/configuration/vertical-scaling/");
                break;
        }
        switch (choices.Mesh)
        {
            case MeshChoice.IstioAmbient:
                Add("istiod", 1, 500, 2048, "the mesh's control plane", "https://istio.io/latest/docs/ops/deployment/performance-and-scalability/");
                Add("ztunnel", 0, 200, 512, "encrypts what Pods of the node send", "https://istio.io/latest/docs/ambient/architecture/data-plane/");
                Add("istio-cni-node", 0, 100, 100, "sends the traffic of Pods through the mesh", "https://istio.io/latest/docs/setup/additional-setup/cni/");
                break;
            case MeshChoice.IstioSidecar:
                Add("istiod", 1, 500, 2048, "the mesh's control plane", "https://istio.io/latest/docs/ops/deployment/performance-and-scalability/");
                break;
            case MeshChoice.Linkerd:
                Add("linkerd", 3, 100, 128, "the mesh's control plane; an estimate", "https://linkerd.io/2/reference/architecture/");
                break;
            case MeshChoice.Cilium:
                Add("cilium-envoy", 0, 100, 128, "proxies of the mesh on each node; an estimate", "https://docs.cilium.io/en/stable/security/network/proxy/envoy/");
                break;
        }
        return parts;
    }

    /// <summary>What the mesh's proxy adds to each Pod of a workload.</summary>
    public static Load Sidecar(MeshChoice mesh) => mesh switch
    {
        MeshChoice.IstioSidecar => new(100, 128 * Mebi, 0),
        // https://linkerd.io/2/tasks/configuring-proxy-resources/: none by default; what a proxy uses at rest.
        MeshChoice.Linkerd => new(20, 32 * Mebi, 0),
        _ => default,
    };
}
