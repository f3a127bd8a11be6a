using Sluis.Core.Platform;
using Sluis.Core.Text;

namespace Sluis.Core.Emit.Kubernetes.Routing.Traefik;

/// <summary>Conditions in Traefik 3's rule language. https://doc.traefik.io/traefik/reference/routing-configuration/http/routing/rules-and-priority/</summary>
internal static class TraefikRule
{
    public static string Of(EquatableArray<string> hosts, EquatableArray<RouteMatch> conditions)
    {
        var alternatives = conditions.Select(Condition).Distinct(StringComparer.Ordinal).ToList();
        var all = new List<string>();
        if (hosts.Count > 0)
            all.Add(Any(hosts.Select(Host)));
        if (alternatives.Count > 0 && !alternatives.Contains(""))
            all.Add(Any(alternatives));
        return all.Count == 0 ? "PathPrefix(`/`)" : string.Join(" && ", all);
    }

    public static string Sni(EquatableArray<string> hosts) =>
        hosts.Count == 0 ? "HostSNI(`*`)" : string.Join(" || ", hosts.Select(static h => h.StartsWith("*.", StringComparison.Ordinal) ? $"HostSNIRegexp(`{Labels(h)}`)" : $"HostSNI(`{h}`)"));

    private static string Any(IEnumerable<string> alternatives)
    {
        var list = alternatives.ToList();
        return list.Count == 1 ? list[0] : $"({string.Join(" || ", list)})";
    }

    private static string Host(string host) => host.StartsWith("*.", StringComparison.Ordinal) ? $"HostRegexp(`{Labels(host)}`)" : $"Host(`{host}`)";

    private static string Labels(string wildcard) => $"^[^.]+\\.{wildcard[2..].Replace(".", "\\.", StringComparison.Ordinal)}$";

    private static string Condition(RouteMatch match)
    {
        var all = new List<string>();
        if (match.Path is { } path && path is not { Kind: PathMatchKind.Prefix, Value: "/" })
            all.Add(path.Kind switch
            {
                PathMatchKind.Exact => $"Path(`{path.Value}`)",
                PathMatchKind.Regex => $"PathRegexp(`{Patterns.Path(path.Value)}`)",
                _ => $"PathPrefix(`{path.Value}`)",
            });
        foreach (var header in match.Headers)
            all.Add($"{(header.IsRegex ? "HeaderRegexp" : "Header")}(`{header.Name}`, `{header.Value}`)");
        foreach (var query in match.Query)
            all.Add($"{(query.IsRegex ? "QueryRegexp" : "Query")}(`{query.Name}`, `{query.Value}`)");
        if (match.Methods.Count > 0)
            all.Add(Any(match.Methods.Select(static m => $"Method(`{m}`)")));
        if (match.ClientIps.Count > 0)
            all.Add(Any(match.ClientIps.Select(static i => $"ClientIP(`{i}`)")));
        return all.Count > 1 ? $"({string.Join(" && ", all)})" : string.Concat(all);
    }
}
