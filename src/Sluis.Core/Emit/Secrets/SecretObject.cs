using k8s;
using k8s.Models;
using Sluis.Core.Platform;

namespace Sluis.Core.Emit.Secrets;

/// <summary>A key of a Secret and the text it holds: one secret, or a text with secrets in it. <paramref name="MayHaveLines"/>: such as a user a line.</summary>
internal sealed record SecretField(string Key, SecretText Value, bool MayHaveLines = false);

/// <summary>A secret that a Secret holds, with a name that is a legal key and unique in it. <paramref name="Encoded"/>: a store holds it in base64.</summary>
internal sealed record SecretPart(SecretName Secret, string Key, bool Encoded);

/// <summary>
/// A Secret that has to exist in the cluster, before it is decided how it gets there: no file of the repository is written
/// from it, but what fills it is. It travels with the objects of its workload, so that it lands in the same folder.
/// </summary>
internal sealed class SecretObject : IKubernetesObject<V1ObjectMeta>
{
    public string ApiVersion { get; set; } = "v1";
    public string Kind { get; set; } = "Secret";
    public required V1ObjectMeta Metadata { get; set; }

    /// <summary>The domain that it belongs to.</summary>
    public required string Domain { get; init; }

    /// <summary>In the order of their keys.</summary>
    public required IReadOnlyList<SecretField> Fields { get; init; }

    /// <summary>In the order of their keys.</summary>
    public required IReadOnlyList<SecretPart> Parts { get; init; }
}

/// <summary>A <see cref="SecretObject"/> and the folder of the objects that read it.</summary>
internal readonly record struct PlacedSecret(string Folder, SecretObject Object)
{
    public string Namespace => Object.Metadata.NamespaceProperty;
    public string Name => Object.Metadata.Name;

    /// <summary><c>apps/shop</c> of <c>apps/shop/base</c>.</summary>
    public string Parent => Folder[..Folder.LastIndexOf('/')];
}
