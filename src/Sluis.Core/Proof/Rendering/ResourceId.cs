using System.Collections.Frozen;
using Sluis.Core.Proof.Manifests;
using Sluis.Core.Yaml;

namespace Sluis.Core.Proof.Rendering;

/// <summary>What Kustomize tells objects apart by. <paramref name="Namespace"/> is the effective one.</summary>
internal readonly record struct ResourceId(string Group, string Version, string Kind, string Name, string Namespace)
{
    /// <summary>The namespace of what has none. A selector may even ask for it.</summary>
    public const string NoNamespace = "_non_namespaceable_";

    public const string DefaultNamespace = "default";

    public bool IsClusterScoped => Namespace == NoNamespace;

    public static ResourceId Of(MapNode root)
    {
        var (group, version) = Split(root.Text("apiVersion") ?? "");
        var kind = root.Text("kind") ?? "";
        var metadata = root.Map("metadata");
        return new(group, version, kind, metadata.Text("name") ?? "", Effective(group, kind, metadata.Text("namespace")));
    }

    public static (string Group, string Version) Split(string apiVersion) =>
        apiVersion.IndexOf('/') is >= 0 and var slash ? (apiVersion[..slash], apiVersion[(slash + 1)..]) : ("", apiVersion);

    private static string Effective(string group, string kind, string? stated) =>
        ClusterScoped.Is(group, kind) ? NoNamespace : string.IsNullOrEmpty(stated) ? DefaultNamespace : stated;

    /// <summary>As Kustomize's documentation writes it in messages: <c>Deployment.v1.apps/web.shop</c>.</summary>
    public override string ToString() =>
        $"{Kind}.{(Version.Length == 0 ? "[noVer]" : Version)}.{(Group.Length == 0 ? "[noGrp]" : Group)}/{(Name.Length == 0 ? "[noName]" : Name)}.{(Namespace is NoNamespace or DefaultNamespace ? "[noNs]" : Namespace)}";
}

/// <summary>
/// Kinds that Kustomize knows to have no namespace. A custom resource never counts as one, even where its definition says so.
/// https://kubernetes.io/docs/reference/kubernetes-api/
/// </summary>
internal static class ClusterScoped
{
    private static readonly FrozenSet<string> Kinds = new[]
    {
        "/ComponentStatus", "/Namespace", "/Node", "/PersistentVolume",
        "admissionregistration.k8s.io/MutatingWebhookConfiguration", "admissionregistration.k8s.io/ValidatingWebhookConfiguration",
        "admissionregistration.k8s.io/ValidatingAdmissionPolicy", "admissionregistration.k8s.io/ValidatingAdmissionPolicyBinding",
        "apiextensions.k8s.io/CustomResourceDefinition", "apiregistration.k8s.io/APIService", "certificates.k8s.io/CertificateSigningRequest",
        "flowcontrol.apiserver.k8s.io/FlowSchema", "flowcontrol.apiserver.k8s.io/PriorityLevelConfiguration",
        "networking.k8s.io/IngressClass", "node.k8s.io/RuntimeClass", "policy/PodSecurityPolicy",
        "rbac.authorization.k8s.io/ClusterRole", "rbac.authorization.k8s.io/ClusterRoleBinding", "scheduling.k8s.io/PriorityClass",
        "storage.k8s.io/CSIDriver", "storage.k8s.io/CSINode", "storage.k8s.io/StorageClass", "storage.k8s.io/VolumeAttachment",
    }.ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> ByText = Kinds.GetAlternateLookup<ReadOnlySpan<char>>();

    public static bool Is(string group, string kind)
    {
        Span<char> text = stackalloc char[128];
        if (group.Length + kind.Length + 1 > text.Length)
            return false;
        group.CopyTo(text);
        text[group.Length] = '/';
        kind.CopyTo(text[(group.Length + 1)..]);
        return ByText.Contains(text[..(group.Length + kind.Length + 1)]);
    }
}
