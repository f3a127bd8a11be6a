using Sluis.Core.Diagnostics;
using Sluis.Core.Proof;
using Sluis.Core.Proof.Claims;
using Sluis.Core.Text;

namespace Sluis.Core.Verification;

/// <summary>Calls, networks and ways in: those in the repository against those that the Compose files make now.</summary>
public static class ClaimsDrift
{
    public static void Check(RepositorySnapshot repository, Claims now, Findings findings)
    {
        if (ClaimsReader.Read(repository, findings) is not { } before)
            return;
        var (old, current) = (Facts(before), Facts(now));
        foreach (var (fact, at) in current)
            if (!old.ContainsKey(fact))
                findings.Add(DriftDiagnostics.NewClaim(at, fact));
        foreach (var (fact, at) in old)
            if (!current.ContainsKey(fact))
                findings.Add(DriftDiagnostics.GoneClaim(at, fact));
    }

    private static SortedDictionary<string, SourceSpan> Facts(Claims claims)
    {
        var facts = new SortedDictionary<string, SourceSpan>(StringComparer.Ordinal);
        foreach (var edge in claims.Edges)
        {
            var at = ClaimsReader.Place(edge.Evidence.Count > 0 ? edge.Evidence[0].At : "");
            var to = edge.To ?? edge.ExternalHost;
            facts.TryAdd(edge.Port is { } port ? $"The call of {edge.From} to {to} on port {port}/{edge.Protocol}" : $"The order of {edge.From} after {to}", at);
            foreach (var host in edge.Hosts)
                facts.TryAdd($"The name {host} that {edge.From} uses for {to}", at);
        }
        foreach (var network in claims.Networks)
            foreach (var member in network.Members)
                facts.TryAdd($"{member}'s place on network {network.Name}{(network.Internal ? " (internal)" : "")}", ClaimsReader.Place(claims.Service(member)?.At ?? ""));
        foreach (var entrance in claims.Entrances)
        {
            var at = ClaimsReader.Place(claims.Service(entrance.Service)?.At ?? "");
            facts.TryAdd($"The way in to {entrance.Service} on port {entrance.Port}/{entrance.Protocol} ({entrance.Kind})", at);
            foreach (var host in entrance.Hosts)
                facts.TryAdd($"The host {host} of {entrance.Service}", at);
        }
        return facts;
    }
}
