using Sluis.Core.Diagnostics;
using Sluis.Core.Platform;
using Sluis.Core.Text;

namespace Sluis.Core.Understanding.Routes;

/// <summary>
/// Traefik's rule language to alternatives of conditions (disjunctive normal form).
/// https://doc.traefik.io/traefik/routing/routers/#rule decides.
/// </summary>
internal sealed class RuleParser
{
    private const int MaxAlternatives = 256;

    private readonly string text;
    private int at;
    private bool failed;

    private RuleParser(string text) => this.text = text;

    public static EquatableArray<RouteMatch> Parse(string rule, SourceSpan place, Findings findings)
    {
        if (rule.Length == 0)
            return [new RouteMatch()];
        var parser = new RuleParser(rule);
        var matches = parser.Or(0);
        if (parser.failed || parser.Peek() != '\0')
            findings.Add(UnderstandingDiagnostics.BadRule(place, rule));
        return matches.ToEquatableArray();
    }

    /// <summary>Traefik 1: <c>Host:a,b;PathPrefix:/x</c>.</summary>
    public static EquatableArray<RouteMatch> ParseOld(string rule)
    {
        List<RouteMatch> matches = [new()];
        foreach (var part in rule.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var colon = part.IndexOf(':');
            if (colon > 0)
                matches = And(matches, Condition(part[..colon], part[(colon + 1)..].Split(',', StringSplitOptions.TrimEntries)) ?? [new()]);
        }
        return matches.ToEquatableArray();
    }

    private char Peek()
    {
        while (at < text.Length && char.IsWhiteSpace(text[at]))
            at++;
        return at < text.Length ? text[at] : '\0';
    }

    private bool Take(string token)
    {
        if (Peek() == '\0' || string.CompareOrdinal(text, at, token, 0, token.Length) != 0)
            return false;
        at += token.Length;
        return true;
    }

    private List<RouteMatch> Or(int depth)
    {
        var left = AndAll(depth);
        while (!failed && Take("||"))
            left.AddRange(AndAll(depth));
        return left;
    }

    private List<RouteMatch> AndAll(int depth)
    {
        var left = Term(depth);
        while (!failed && Take("&&"))
            left = And(left, Term(depth));
        return left;
    }

    private List<RouteMatch> Term(int depth)
    {
        if (depth > 32 || Take("!"))
        {
            // A negation cannot be routed; it is reported, and the rest of the rule stands.
            failed = true;
            return [];
        }
        if (Take("("))
        {
            var inner = Or(depth + 1);
            failed |= !Take(")");
            return inner;
        }
        var start = at;
        while (at < text.Length && char.IsAsciiLetter(text[at]))
            at++;
        var name = text[start..at];
        if (name.Length == 0 || !Take("(") || Arguments() is not { } arguments || Condition(name, arguments) is not { } condition)
        {
            failed = true;
            return [];
        }
        return condition;
    }

    private List<string>? Arguments()
    {
        var arguments = new List<string>();
        while (true)
        {
            var quote = Peek();
            if (quote is not ('`' or '"' or '\''))
                return null;
            var end = text.IndexOf(quote, at + 1);
            if (end < 0)
                return null;
            arguments.Add(text[(at + 1)..end]);
            at = end + 1;
            if (Take(")"))
                return arguments;
            if (!Take(","))
                return null;
        }
    }

    private static List<RouteMatch>? Condition(string name, IReadOnlyList<string> values)
    {
        var (first, second) = (values.Count > 0 ? values[0] : "", values.Count > 1 ? values[1] : "");
        return name.ToLowerInvariant() switch
        {
            "host" => [.. values.Select(static v => new RouteMatch { Host = v.ToLowerInvariant() })],
            "hostregexp" => [.. values.Select(static v => new RouteMatch { Host = v, HostIsRegex = true })],
            "path" => [.. values.Select(static v => new RouteMatch { Path = PathOf(v, PathMatchKind.Exact) })],
            "pathprefix" or "pathprefixstrip" => [.. values.Select(static v => new RouteMatch { Path = PathOf(v, PathMatchKind.Prefix) })],
            "pathregexp" => [.. values.Select(static v => new RouteMatch { Path = new(PathMatchKind.Regex, v) })],
            "header" or "headers" when values.Count == 2 => [new() { Headers = [new(first, second, false)] }],
            "headerregexp" or "headersregexp" when values.Count == 2 => [new() { Headers = [new(first, second, true)] }],
            "query" when values.Count == 2 => [new() { Query = [new(first, second, false)] }],
            "query" when first.Contains('=') => [new() { Query = [new(first[..first.IndexOf('=')], first[(first.IndexOf('=') + 1)..], false)] }],
            "method" => [.. values.Select(static v => new RouteMatch { Methods = [v.ToUpperInvariant()] })],
            "clientip" => [new() { ClientIps = values.ToEquatableArray() }],
            _ => null,
        };
    }

    /// <summary>Traefik 2 writes regular expressions inside paths as <c>{name:expression}</c>.</summary>
    private static PathMatch PathOf(string path, PathMatchKind kind) =>
        path.Contains('{') ? new(PathMatchKind.Regex, path) : new(kind, path.StartsWith('/') ? path : "/" + path);

    private static List<RouteMatch> And(List<RouteMatch> left, List<RouteMatch> right)
    {
        var both = new List<RouteMatch>();
        foreach (var a in left)
            foreach (var b in right)
                if (both.Count < MaxAlternatives)
                    both.Add(new RouteMatch
                    {
                        Host = b.Host ?? a.Host,
                        HostIsRegex = b.Host is null ? a.HostIsRegex : b.HostIsRegex,
                        Path = b.Path ?? a.Path,
                        Headers = a.Headers.Concat(b.Headers).ToEquatableArray(),
                        Query = a.Query.Concat(b.Query).ToEquatableArray(),
                        Methods = a.Methods.Concat(b.Methods).ToEquatableArray(),
                        ClientIps = a.ClientIps.Concat(b.ClientIps).ToEquatableArray(),
                    });
        return both;
    }
}
