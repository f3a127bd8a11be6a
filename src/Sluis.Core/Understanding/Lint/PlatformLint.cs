using Sluis.Core.Diagnostics;
using Sluis.Core.Platform;
using Sluis.Core.Understanding.Catalogue;

namespace Sluis.Core.Understanding.Lint;

/// <summary>What is wrong with the platform as it is; people are glad to hear it before they move.</summary>
internal static class PlatformLint
{
    public static void Check(PlatformModel model, Findings findings)
    {
        var published = new Dictionary<(int Port, TransportProtocol Protocol, string? Ip), PlatformService>();
        foreach (var service in model.Services)
        {
            if (service.Image is { IsPinned: false } image)
                findings.Add(UnderstandingDiagnostics.Latest(service.At, service.Key, image.ToString()));
            if (service.Security.Privileged)
                findings.Add(UnderstandingDiagnostics.Privileged(service.At, service.Key));
            foreach (var mount in service.Mounts)
                if (mount is Mount.HostPath { Source: "/var/run/docker.sock" or "/run/docker.sock" })
                    findings.Add(UnderstandingDiagnostics.DockerSocket(mount.At, service.Key));
            foreach (var port in service.Published)
                if (port.HostPort is { } host && !published.TryAdd((host, port.Protocol, port.HostIp), service) && published[(host, port.Protocol, port.HostIp)].Key != service.Key)
                    findings.Add(UnderstandingDiagnostics.PortTwice(port.At, published[(host, port.Protocol, port.HostIp)].Key, service.Key, host));
            HealthProgram(service, findings);
        }
        foreach (var store in model.Stores)
        {
            var writers = store.Users.Where(static u => !u.ReadOnly).Select(static u => u.Service.Service).Distinct().ToList();
            if (writers.Count > 1)
                findings.Add(UnderstandingDiagnostics.SharedVolume(store.At, store.Name, string.Join(" and ", writers)));
        }
        Redis(model, findings);
    }

    private static void HealthProgram(PlatformService service, Findings findings)
    {
        if (service.HealthCheck is not { Test: { } test } check || service.Image is null || ImageCatalogue.Find(service.Image.Repository) is not { HasCurl: false })
            return;
        var first = test switch
        {
            HealthTest.Exec(var arguments) when arguments.Count > 0 => arguments[0].ToString(),
            HealthTest.Shell(var command) => command.ToString().TrimStart().Split(' ')[0],
            _ => "",
        };
        if (first == "curl")
            findings.Add(UnderstandingDiagnostics.NoProgram(check.At, service.Key, first));
    }

    private static void Redis(PlatformModel model, Findings findings)
    {
        var guarded = model.Services.Where(static s => s.Role == ServiceRole.Cache && (s.Command ?? []).Any(static a => a.ToString().Contains("requirepass", StringComparison.Ordinal)))
            .Select(static s => s.Key).ToHashSet();
        if (guarded.Count == 0)
            return;
        var services = model.Services.ToDictionary(static s => s.Key);
        foreach (var edge in model.Edges)
            if (edge.To is EdgeTarget.Service(var target) && guarded.Contains(target) && services.TryGetValue(edge.From, out var caller))
                foreach (var variable in caller.Environment)
                    if (variable.Value is { HasSecret: false } value && value.ToString() is var url && url.StartsWith("redis://", StringComparison.Ordinal)
                        && !url.Contains('@') && edge.HostNames.Any(h => url.Contains(h, StringComparison.Ordinal)))
                        findings.Add(UnderstandingDiagnostics.RedisPassword(variable.At, caller.Key, target));
    }
}
