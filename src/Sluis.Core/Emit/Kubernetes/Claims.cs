using k8s.Models;
using Sluis.Core.Planning;

namespace Sluis.Core.Emit.Kubernetes;

/// <summary>PersistentVolumeClaims that stand by themselves, and the specification that templates share with them.</summary>
internal static class Claims
{
    public static V1PersistentVolumeClaim Of(WorkloadPlan workload, VolumePlan volume) => new()
    {
        ApiVersion = "v1",
        Kind = "PersistentVolumeClaim",
        Metadata = Labels.Meta(workload, volume.ClaimName),
        Spec = Spec(volume),
    };

    public static V1PersistentVolumeClaimSpec Spec(VolumePlan volume) => new()
    {
        AccessModes = [volume.Access == VolumeAccess.Shared ? "ReadWriteMany" : "ReadWriteOnce"],
        Resources = new() { Requests = new Dictionary<string, ResourceQuantity>(1) { ["storage"] = Sizes.BytesOf(volume.SizeBytes) } },
        StorageClassName = volume.StorageClass,
    };
}
