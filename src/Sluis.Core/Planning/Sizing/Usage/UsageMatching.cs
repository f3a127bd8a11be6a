using Sluis.Core.Diagnostics;
using Sluis.Core.Platform;
using Sluis.Core.Text;

namespace Sluis.Core.Planning.Sizing.Usage;

/// <summary>Names of containers to services: project/service, container_name, project-service-1, and the service's name where only one has it.</summary>
internal static class UsageMatching
{
    public static Dictionary<ServiceKey, ObservedUsage> Match(EquatableArray<UsageSeries> series, IEnumerable<PlatformService> services, Findings findings)
    {
        var observed = new Dictionary<ServiceKey, ObservedUsage>();
        if (series.IsEmpty)
            return observed;
        var names = new Dictionary<string, ServiceKey>(StringComparer.OrdinalIgnoreCase);
        var alone = new Dictionary<string, ServiceKey?>(StringComparer.OrdinalIgnoreCase);
        foreach (var service in services.OrderBy(static s => s.Key))
        {
            var key = service.Key;
            foreach (var name in (ReadOnlySpan<string?>)[service.ContainerName, key.ToString(), $"{key.Project}-{key.Service}", $"{key.Project}_{key.Service}"])
                if (!string.IsNullOrEmpty(name))
                    names.TryAdd(name, key);
            alone[key.Service] = alone.ContainsKey(key.Service) ? null : key;
        }
        foreach (var one in series)
        {
            if (Find(one.Name) is not { } key)
                findings.Add(SizingDiagnostics.NoService(one.At, one.Name));
            else
                observed[key] = observed.TryGetValue(key, out var other) ? other.Or(one.Usage) : one.Usage;
        }
        return observed;

        ServiceKey? Find(string name)
        {
            if (names.TryGetValue(name, out var key) || names.TryGetValue(WithoutNumber(name), out key))
                return key;
            return alone.GetValueOrDefault(name) ?? alone.GetValueOrDefault(WithoutNumber(name));
        }
    }

    /// <summary>project-service-1 of Compose, project_service_1 of its first version, stack_service.1.id of Swarm.</summary>
    private static string WithoutNumber(string name)
    {
        var dot = name.IndexOf('.');
        if (dot > 0)
            return name[..dot];
        var end = name.Length;
        while (end > 0 && char.IsAsciiDigit(name[end - 1]))
            end--;
        return end < name.Length && end > 1 && name[end - 1] is '-' or '_' ? name[..(end - 1)] : name;
    }
}
