using Sluis.Core.Platform;
using Sluis.Core.Text;

namespace Sluis.Core.Emit.Kubernetes.Routing;

/// <summary>What a request's path becomes. Null <paramref name="Prefix"/> and <paramref name="Full"/>: it stays.</summary>
internal readonly record struct PathRewrite(string? Prefix, string? Full)
{
    public bool IsNone => Prefix is null && Full is null;
}

internal static class PathRewrites
{
    public static bool Is(Middleware middleware) => middleware is Middleware.StripPrefix or Middleware.AddPrefix or Middleware.ReplacePath;

    /// <summary>
    /// What the path middlewares, in their order, do to requests of one match: a match each with its rewrite, more than one when
    /// a prefix to strip is longer than the match's own. Null when the path is an expression, whose parts nobody knows here.
    /// </summary>
    public static IReadOnlyList<(RouteMatch Match, PathRewrite Rewrite)>? Of(RouteMatch match, EquatableArray<Middleware> middlewares)
    {
        if (!middlewares.Any(Is))
            return [(match, default)];
        if (match.Path?.Kind == PathMatchKind.Regex)
            return middlewares.Where(Is).All(static m => m is Middleware.ReplacePath) && middlewares.Last(Is) is Middleware.ReplacePath(var path) ? [(match, new(null, path))] : null;
        var own = match.Path?.Value ?? "/";
        var result = new List<(RouteMatch, PathRewrite)>();
        if (match.Path?.Kind != PathMatchKind.Exact)
            foreach (var middleware in middlewares)
                if (middleware is Middleware.StripPrefix(var prefixes))
                    foreach (var prefix in prefixes)
                        if (prefix.TrimEnd('/') is { Length: > 1 } longer && longer.Length > own.TrimEnd('/').Length && IsUnder(longer, own))
                            result.Add((match with { Path = new(PathMatchKind.Prefix, longer) }, Apply(longer, false, middlewares)));
        result.Add((match, Apply(own, match.Path?.Kind == PathMatchKind.Exact, middlewares)));
        return result;
    }

    private static bool IsUnder(string path, string prefix) =>
        prefix.TrimEnd('/') is var plain && path.StartsWith(plain, StringComparison.Ordinal) && (path.Length == plain.Length || path[plain.Length] == '/');

    private static PathRewrite Apply(string path, bool exact, EquatableArray<Middleware> middlewares)
    {
        string now = path, full = "";
        foreach (var middleware in middlewares)
            switch (middleware)
            {
                case Middleware.StripPrefix(var prefixes):
                    foreach (var prefix in prefixes)
                        if (IsUnder(now, prefix))
                        {
                            now = now[prefix.TrimEnd('/').Length..];
                            break;
                        }
                    break;
                case Middleware.AddPrefix(var prefix):
                    now = prefix.TrimEnd('/') + (now == "/" && !exact ? "" : now);
                    break;
                case Middleware.ReplacePath(var replacement):
                    (now, full) = (replacement, replacement);
                    break;
            }
        if (now.Length == 0)
            now = "/";
        return now == path && full.Length == 0 ? default : exact || full.Length > 0 ? new(null, now) : new(now, null);
    }
}
