using Sluis.Core.Diagnostics;
using Sluis.Core.Platform;

namespace Sluis.Core.Understanding.Lint;

/// <summary>One name for two: a container name that the engine refuses the second time, a service name that Docker's DNS answers with either.</summary>
internal sealed class DoubleName : ILintRule
{
    public void Check(PlatformModel model, Findings findings)
    {
        var containers = new Dictionary<string, PlatformService>(StringComparer.Ordinal);
        var services = model.Services.ToDictionary(static s => s.Key);
        foreach (var service in model.Services)
            if (service.ContainerName is { } name && !containers.TryAdd(name, service))
                findings.Add(LintDiagnostics.ContainerNameTwice(service.At, containers[name].Key, service.Key, name));
        var reported = new HashSet<(ServiceKey, ServiceKey)>();
        foreach (var network in model.Networks)
        {
            if (network.Projects.Count < 2)
                continue;
            var first = new Dictionary<string, ServiceKey>(StringComparer.Ordinal);
            foreach (var member in network.Members)
                if (!first.TryAdd(member.Service, member) && first[member.Service] is var other && other != member && reported.Add((other, member)))
                    findings.Add(LintDiagnostics.TwoAnswer(services[member].At, other, member, network.Name));
        }
    }
}
