using System.Text;
using Sluis.Core.Platform;
using Sluis.Core.Text;

namespace Sluis.Core.Understanding.Routes;

/// <summary>
/// A rule to alternatives of conditions that must all hold (disjunctive normal form). An alternative that cannot be expressed
/// is left out, so that the result never lets through what the rule does not.
/// </summary>
internal static class RuleMatches
{
    /// <summary>Beyond this a rule is a mistake or an attack: conjunctions of alternatives multiply.</summary>
    private const int MaxAlternatives = 256;

    public static EquatableArray<RouteMatch> Of(Rule rule, out bool whole)
    {
        whole = true;
        return Alternatives(rule, negated: false, ref whole).Distinct().ToEquatableArray();
    }

    private static List<RouteMatch> Alternatives(Rule rule, bool negated, ref bool whole)
    {
        switch (rule)
        {
            case Rule.Not(var inner):
                return Alternatives(inner, !negated, ref whole);
            case Rule.Or(var left, var right) when !negated:
                return Either(Alternatives(left, false, ref whole), Alternatives(right, false, ref whole), ref whole);
            case Rule.And(var left, var right) when negated:
                return Either(Alternatives(left, true, ref whole), Alternatives(right, true, ref whole), ref whole);
            case Rule.And(var left, var right):
                return Both(Alternatives(left, false, ref whole), Alternatives(right, false, ref whole), ref whole);
            case Rule.Or(var left, var right):
                return Both(Alternatives(left, true, ref whole), Alternatives(right, true, ref whole), ref whole);
            case Rule.Condition condition when !negated && Condition(condition.Name, condition.Values) is { } matches:
                return matches;
            default:
                // No router of the cluster can say "not", nor a condition it does not know.
                whole = false;
                return [];
        }
    }

    private static List<RouteMatch> Either(List<RouteMatch> left, List<RouteMatch> right, ref bool whole)
    {
        whole &= left.Count + right.Count <= MaxAlternatives;
        foreach (var match in right)
            if (left.Count < MaxAlternatives)
                left.Add(match);
        return left;
    }

    private static List<RouteMatch> Both(List<RouteMatch> left, List<RouteMatch> right, ref bool whole)
    {
        var both = new List<RouteMatch>();
        foreach (var a in left)
            foreach (var b in right)
            {
                if (both.Count == MaxAlternatives)
                {
                    whole = false;
                    return both;
                }
                if (Together(a, b, ref whole) is { } match)
                    both.Add(match);
            }
        return both;
    }

    /// <summary>Null when no request satisfies both, or when one match cannot say it.</summary>
    private static RouteMatch? Together(RouteMatch a, RouteMatch b, ref bool whole)
    {
        var (host, regex) = (a.Host ?? b.Host, a.Host is null ? b.HostIsRegex : a.HostIsRegex);
        if (a.Host is not null && b.Host is not null && (a.Host != b.Host || a.HostIsRegex != b.HostIsRegex))
        {
            whole &= !a.HostIsRegex && !b.HostIsRegex;
            return null;
        }
        var path = a.Path ?? b.Path;
        if (a.Path is { } p && b.Path is { } q && p != q)
        {
            if (p.Kind == PathMatchKind.Regex || q.Kind == PathMatchKind.Regex)
            {
                whole = false;
                return null;
            }
            var (narrow, wide) = p.Kind == PathMatchKind.Exact || (q.Kind == PathMatchKind.Prefix && p.Value.Length >= q.Value.Length) ? (p, q) : (q, p);
            if (wide.Kind == PathMatchKind.Exact || !narrow.Value.StartsWith(wide.Value, StringComparison.Ordinal))
                return null;
            path = narrow;
        }
        var methods = a.Methods.IsEmpty ? b.Methods : a.Methods;
        if (!a.Methods.IsEmpty && !b.Methods.IsEmpty)
        {
            methods = a.Methods.Where(m => b.Methods.Contains(m)).ToEquatableArray();
            if (methods.IsEmpty)
                return null;
        }
        if (!a.ClientIps.IsEmpty && !b.ClientIps.IsEmpty && a.ClientIps != b.ClientIps)
        {
            whole = false;
            return null;
        }
        return new RouteMatch
        {
            Host = host,
            HostIsRegex = regex,
            Path = path,
            Headers = a.Headers.Concat(b.Headers).Distinct().ToEquatableArray(),
            Query = a.Query.Concat(b.Query).Distinct().ToEquatableArray(),
            Methods = methods,
            ClientIps = a.ClientIps.IsEmpty ? b.ClientIps : a.ClientIps,
        };
    }

    /// <summary>Null for a condition that does not exist or cannot be routed on, such as ALPN.</summary>
    private static List<RouteMatch>? Condition(string name, IReadOnlyList<string> values)
    {
        if (values.Count == 0)
            return null;
        var (first, second) = (values[0], values.Count > 1 ? values[1] : "");
        return name switch
        {
            "host" => [.. values.Select(Host)],
            "hostsni" => [.. values.Select(static v => v == "*" ? new RouteMatch() : Host(v))],
            "hostregexp" or "hostsniregexp" => [.. values.Select(static v => new RouteMatch { Host = v.Contains('{') && IsTemplate(v) ? Template(v, "[^.]+", true) : v, HostIsRegex = true })],
            "path" => [.. values.Select(static v => new RouteMatch { Path = PathOf(v, PathMatchKind.Exact) })],
            "pathprefix" or "pathprefixstrip" => [.. values.Select(static v => new RouteMatch { Path = PathOf(v, PathMatchKind.Prefix) })],
            "pathstrip" => [.. values.Select(static v => new RouteMatch { Path = PathOf(v, PathMatchKind.Exact) })],
            "pathregexp" => [.. values.Select(static v => new RouteMatch { Path = new(PathMatchKind.Regex, v) })],
            "header" or "headers" when values.Count == 2 => [new() { Headers = [new(first, second, false)] }],
            "headerregexp" or "headersregexp" when values.Count == 2 => [new() { Headers = [new(first, second, true)] }],
            "query" when values.Count == 2 && !first.Contains('=') => [new() { Query = [new(first, second, false)] }],
            "query" when values.All(static v => v.Contains('=')) => [new() { Query = values.Select(static v => Pair(v)).ToEquatableArray() }],
            "queryregexp" when values.Count == 2 => [new() { Query = [new(first, second, true)] }],
            "method" => [.. values.Select(static v => new RouteMatch { Methods = [v.ToUpperInvariant()] })],
            "clientip" => [new() { ClientIps = values.ToEquatableArray() }],
            _ => null,
        };
    }

    private static RouteMatch Host(string name) => new() { Host = name.ToLowerInvariant() };

    private static HeaderMatch Pair(string text) => new(text[..text.IndexOf('=')], text[(text.IndexOf('=') + 1)..], false);

    private static PathMatch PathOf(string path, PathMatchKind kind) =>
        path.Contains('{') ? new(PathMatchKind.Regex, Template(path, "[^/]+", kind == PathMatchKind.Exact)) : new(kind, path.StartsWith('/') ? path : "/" + path);

    /// <summary>Traefik 2's <c>{name:expression}</c> rather than a plain expression with a counted repetition such as <c>a{2}</c>.</summary>
    private static bool IsTemplate(string text)
    {
        var open = text.IndexOf('{');
        return open + 1 < text.Length && char.IsAsciiLetter(text[open + 1]);
    }

    /// <summary>Traefik 2 writes expressions as <c>{name:expression}</c>, or <c>{name}</c> for one segment, between plain text.</summary>
    private static string Template(string text, string segment, bool toEnd)
    {
        var expression = new StringBuilder("^");
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '{')
            {
                if (@"\.+*?()|[]{}^$".Contains(text[i]))
                    expression.Append('\\');
                expression.Append(text[i]);
                continue;
            }
            var (end, depth) = (i + 1, 1);
            for (; end < text.Length && depth > 0; end++)
                depth += text[end] switch { '{' => 1, '}' => -1, _ => 0 };
            var inside = text[(i + 1)..(depth == 0 ? end - 1 : end)];
            var colon = inside.IndexOf(':');
            expression.Append(colon < 0 ? segment : $"({inside[(colon + 1)..]})");
            i = end - 1;
        }
        return expression.Append(toEnd ? "$" : "").ToString();
    }
}
