using System.Globalization;
using Sluis.Core.Yaml;

namespace Sluis.Core.Understanding;

/// <summary>
/// How many GPUs of which vendor: <c>gpus</c>, device reservations, generic resources, NVIDIA's runtime, AMD's device files.
/// https://docs.docker.com/compose/how-tos/gpu-support/
/// </summary>
internal static class Gpus
{
    /// <summary>-1: all there are.</summary>
    public static (int Count, string? Vendor) Of(MapNode service, MapNode? reservations)
    {
        foreach (var list in (ReadOnlySpan<ListNode?>)[reservations?["devices"] as ListNode, service["gpus"] as ListNode])
            foreach (var device in list?.Items.OfType<MapNode>() ?? [])
                if (Device(device) is { } found)
                    return found;
        foreach (var item in (reservations?["generic_resources"] as ListNode)?.Items.OfType<MapNode>() ?? [])
            if (item["discrete_resource_spec"] is MapNode spec && ServiceReader.Text(spec["kind"]) is { } kind && kind.Contains("gpu", StringComparison.OrdinalIgnoreCase))
                return (Number(spec["value"]) ?? 1, kind.Contains("amd", StringComparison.OrdinalIgnoreCase) ? "amd" : "nvidia");
        if (ServiceReader.Text(service["runtime"]) == "nvidia")
            return (-1, "nvidia");
        return UsesKfd(service) ? (-1, "amd") : (0, null);
    }

    public static bool UsesKfd(MapNode service)
    {
        foreach (var device in (service["devices"] as ListNode)?.Items.OfType<MapNode>() ?? [])
            if (ServiceReader.Text(device["source"]) == "/dev/kfd")
                return true;
        return false;
    }

    private static (int, string?)? Device(MapNode device)
    {
        var driver = ServiceReader.Text(device["driver"]);
        var ids = ServiceReader.Texts(device["device_ids"]).ToList();
        // cdi names devices as vendor.com/class=id.
        if (driver == "cdi" && ids.Count > 0)
            driver = ids[0].Split(['.', '/'])[0];
        var capabilities = ServiceReader.Texts(device["capabilities"]).ToList();
        if (capabilities.Count > 0 && driver is null && !capabilities.Contains("gpu") && !capabilities.Contains("nvidia"))
            return null;
        var count = Number(device["count"]) ?? (ids.Exists(static i => i.EndsWith("=all", StringComparison.Ordinal)) ? -1 : ids.Count > 0 ? ids.Count : 1);
        return (count, driver is null or "cdi" ? "nvidia" : driver);
    }

    private static int? Number(Node? node) =>
        ServiceReader.Text(node) is { } text && int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? value : null;
}
