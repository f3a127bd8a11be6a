using System.Globalization;
using k8s.Models;

namespace Sluis.Core.Emit.Kubernetes;

/// <summary>Quantities as people write them. https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/</summary>
internal static class Sizes
{
    public static string Bytes(long bytes)
    {
        foreach (var (unit, size) in (ReadOnlySpan<(string, long)>)[("Ti", 1L << 40), ("Gi", 1L << 30), ("Mi", 1L << 20), ("Ki", 1L << 10)])
            if (bytes >= size && bytes % size == 0)
                return (bytes / size).ToString(CultureInfo.InvariantCulture) + unit;
        return bytes.ToString(CultureInfo.InvariantCulture);
    }

    public static string Cpu(long millis) => millis % 1000 == 0 ? (millis / 1000).ToString(CultureInfo.InvariantCulture) : millis.ToString(CultureInfo.InvariantCulture) + "m";

    public static ResourceQuantity BytesOf(long bytes) => new(Bytes(bytes));

    public static ResourceQuantity CpuOf(long millis) => new(Cpu(millis));
}
