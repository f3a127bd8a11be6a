using Sluis.Core.Platform;

namespace Sluis.Core.Emit.Kubernetes.Routing;

/// <summary>
/// Gateway API and Ingress compare prefixes by whole path elements: <c>/api</c> does not match <c>/apiary</c>, which Traefik's and
/// nginx's did. It is said where another route of the host shows that there are such paths.
/// </summary>
internal static class PathElements
{
    public static void Report(RoutingModel model)
    {
        foreach (var draft in model.Http)
            foreach (var condition in draft.Conditions)
                if (condition.Path is { Kind: PathMatchKind.Prefix, Value: { Length: > 1 } prefix } && !prefix.EndsWith('/') && Sibling(model, draft, prefix) is { } sibling)
                {
                    model.Findings.Add(RoutingDiagnostics.WholeElements(draft.Route, prefix, sibling));
                    break;
                }
    }

    private static string? Sibling(RoutingModel model, RouteDraft draft, string prefix)
    {
        foreach (var other in model.Http)
        {
            if (ReferenceEquals(other.Route, draft.Route) || !ShareHost(draft, other))
                continue;
            foreach (var condition in other.Conditions)
                if (condition.Path is { Kind: not PathMatchKind.Regex, Value: var path } && path.Length > prefix.Length
                    && path.StartsWith(prefix, StringComparison.Ordinal) && path[prefix.Length] != '/')
                    return path;
        }
        return null;
    }

    private static bool ShareHost(RouteDraft one, RouteDraft other)
    {
        if (one.Hosts.IsEmpty || other.Hosts.IsEmpty)
            return true;
        foreach (var host in one.Hosts)
            if (other.Hosts.AsSpan().Contains(host))
                return true;
        return false;
    }
}
