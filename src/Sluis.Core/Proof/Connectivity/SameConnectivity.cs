using Sluis.Core.Proof.Manifests;
using Sluis.Core.Yaml;

namespace Sluis.Core.Proof.Connectivity;

/// <summary>
/// Whether two environments give the same answer, so that it is worked out once: overlays mostly change sizes, hosts and images,
/// which no policy looks at. What an overlay leaves alone is the same node, so the comparison is short.
/// </summary>
internal static class SameConnectivity
{
    /// <summary>Kinds that say nothing of who reaches whom.</summary>
    private static readonly HashSet<string> Aside = new(StringComparer.Ordinal)
    {
        "ConfigMap", "Secret", "ExternalSecret", "SecretStore", "ClusterSecretStore", "SealedSecret", "PersistentVolumeClaim", "ResourceQuota", "LimitRange", "HorizontalPodAutoscaler",
        "PodDisruptionBudget", "ServiceAccount", "PriorityClass", "Gateway", "HTTPRoute", "TLSRoute", "TCPRoute", "Ingress", "IngressRoute", "IngressRouteTCP", "Middleware", "Certificate",
    };

    /// <summary>Fields of workloads and containers that say nothing of it either.</summary>
    private static readonly HashSet<string> Fields = new(StringComparer.Ordinal) { "resources", "image", "replicas", "volumeClaimTemplates", "env", "args", "annotations" };

    public static bool Of(RenderedEnvironment one, RenderedEnvironment other)
    {
        var (a, b) = (Telling(one), Telling(other));
        if (a.Count != b.Count)
            return false;
        for (var i = 0; i < a.Count; i++)
            if (!Same(a[i].Root, b[i].Root))
                return false;
        return true;
    }

    private static List<ManifestObject> Telling(RenderedEnvironment environment)
    {
        var telling = new List<ManifestObject>(environment.Objects.Count);
        foreach (var item in environment.Objects)
            if (!Aside.Contains(item.Kind))
                telling.Add(item);
        return telling;
    }

    private static bool Same(Node? one, Node? other)
    {
        if (ReferenceEquals(one, other))
            return true;
        switch (one, other)
        {
            case (ScalarNode a, ScalarNode b):
                return a.Text == b.Text && a.Kind == b.Kind && a.Span == b.Span;
            case (ListNode a, ListNode b) when a.Items.Count == b.Items.Count:
                for (var i = 0; i < a.Items.Count; i++)
                    if (!Same(a.Items[i], b.Items[i]))
                        return false;
                return true;
            case (MapNode a, MapNode b) when a.Entries.Count == b.Entries.Count:
                for (var i = 0; i < a.Entries.Count; i++)
                    if (a.Entries[i].Key != b.Entries[i].Key || !Fields.Contains(a.Entries[i].Key) && !Same(a.Entries[i].Value, b.Entries[i].Value))
                        return false;
                return true;
            default:
                return false;
        }
    }
}
