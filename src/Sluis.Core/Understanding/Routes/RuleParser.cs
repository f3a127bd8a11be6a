using Sluis.Core.Diagnostics;
using Sluis.Core.Platform;
using Sluis.Core.Text;

namespace Sluis.Core.Understanding.Routes;

/// <summary>
/// Traefik's rule language. https://doc.traefik.io/traefik/routing/routers/#rule decides:
/// <c>!</c> binds tighter than <c>&amp;&amp;</c>, that tighter than <c>||</c>.
/// </summary>
internal sealed class RuleParser
{
    private const int MaxDepth = 32;

    private readonly string text;
    private int at;

    private RuleParser(string text) => this.text = text;

    /// <summary>The ways in. What cannot be read or expressed is a finding and lets nothing through.</summary>
    public static EquatableArray<RouteMatch> Parse(string rule, SourceSpan place, Findings findings)
    {
        if (rule.Length == 0)
            return [new RouteMatch()];
        if (Read(rule) is not { } read)
        {
            findings.Add(UnderstandingDiagnostics.BadRule(place, rule));
            return [];
        }
        var matches = RuleMatches.Of(read, out var whole);
        if (!whole)
            findings.Add(RouteDiagnostics.NotExpressible(place, rule));
        return matches;
    }

    /// <summary>Null when it is no rule.</summary>
    public static Rule? Read(string rule)
    {
        var parser = new RuleParser(rule);
        return parser.Or(0) is { } read && parser.Peek() == '\0' ? read : null;
    }

    /// <summary>Traefik 1: <c>Host:a,b;PathPrefix:/x</c>.</summary>
    public static EquatableArray<RouteMatch> ParseOld(string rule, SourceSpan place, Findings findings)
    {
        Rule? all = null;
        foreach (var part in rule.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var colon = part.IndexOf(':');
            if (colon <= 0)
            {
                findings.Add(UnderstandingDiagnostics.BadRule(place, rule));
                return [];
            }
            var condition = new Rule.Condition(part[..colon].Trim().ToLowerInvariant(), part[(colon + 1)..].Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
            all = all is null ? condition : new Rule.And(all, condition);
        }
        if (all is null)
            return [new RouteMatch()];
        var matches = RuleMatches.Of(all, out var whole);
        if (!whole)
            findings.Add(RouteDiagnostics.NotExpressible(place, rule));
        return matches;
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

    private Rule? Or(int depth)
    {
        var left = AndAll(depth);
        while (left is not null && Take("||"))
            left = AndAll(depth) is { } right ? new Rule.Or(left, right) : null;
        return left;
    }

    private Rule? AndAll(int depth)
    {
        var left = Term(depth);
        while (left is not null && Take("&&"))
            left = Term(depth) is { } right ? new Rule.And(left, right) : null;
        return left;
    }

    private Rule? Term(int depth)
    {
        if (depth > MaxDepth)
            return null;
        if (Take("!"))
            return Term(depth + 1) is { } inner ? new Rule.Not(inner) : null;
        if (Take("("))
            return Or(depth + 1) is { } inside && Take(")") ? inside : null;
        var start = at;
        while (at < text.Length && char.IsAsciiLetter(text[at]))
            at++;
        var name = text[start..at].ToLowerInvariant();
        return name.Length > 0 && Take("(") && Arguments() is { } values ? new Rule.Condition(name, values) : null;
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
}
