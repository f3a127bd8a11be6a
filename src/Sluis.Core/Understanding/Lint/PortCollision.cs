using Sluis.Core.Diagnostics;
using Sluis.Core.Platform;

namespace Sluis.Core.Understanding.Lint;

/// <summary>Two services on one port of the host, across projects too. Those of different profiles are not meant to run together.</summary>
internal sealed class PortCollision : ILintRule
{
    public void Check(PlatformModel model, Findings findings)
    {
        var taken = new Dictionary<(int, TransportProtocol), List<(PlatformService Service, string? Ip)>>();
        foreach (var service in model.Services)
            foreach (var port in service.Published)
            {
                if (port.HostPort is not { } number)
                    continue;
                if (!taken.TryGetValue((number, port.Protocol), out var holders))
                    taken[(number, port.Protocol)] = holders = [];
                foreach (var (other, ip) in holders)
                    if (other.Key != service.Key && Overlap(ip, port.HostIp) && Together(other, service))
                    {
                        findings.Add(UnderstandingDiagnostics.PortTwice(port.At, other.Key, service.Key, number));
                        break;
                    }
                holders.Add((service, port.HostIp));
            }
    }

    private static bool Overlap(string? a, string? b) => a == b || IsAny(a) || IsAny(b);

    internal static bool IsAny(string? ip) => ip is null or "" or "0.0.0.0" or "::";

    private static bool Together(PlatformService a, PlatformService b)
    {
        if (a.Profiles.IsEmpty || b.Profiles.IsEmpty)
            return true;
        foreach (var profile in a.Profiles)
            if (b.Profiles.Contains(profile))
                return true;
        return false;
    }
}
