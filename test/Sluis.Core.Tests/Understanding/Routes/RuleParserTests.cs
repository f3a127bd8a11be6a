using FsCheck.Xunit;
using Sluis.Core.Diagnostics;
using Sluis.Core.Platform;
using Sluis.Core.Text;
using Sluis.Core.Understanding.Routes;

namespace Sluis.Core.Tests.Understanding.Routes;

public class RuleParserTests
{
    private static readonly SourceSpan At = new("compose.yaml", 9, 7);

    private static (EquatableArray<RouteMatch> Matches, string[] Codes) Parse(string rule)
    {
        var findings = new Findings();
        return (RuleParser.Parse(rule, At, findings), [.. findings.Sorted().Select(f => f.Code)]);
    }

    private static string Show(RouteMatch match) => $"{(match.HostIsRegex ? "~" : "")}{match.Host ?? "*"}{match.Path switch
    {
        null => "",
        { Kind: PathMatchKind.Exact } path => "=" + path.Value,
        { Kind: PathMatchKind.Regex } path => "~" + path.Value,
        var path => path.Value,
    }}{string.Concat(match.Methods.Select(m => " " + m))}{string.Concat(match.Headers.Select(h => $" {h.Name}{(h.IsRegex ? "~" : "=")}{h.Value}"))}{string.Concat(match.Query.Select(q => $" ?{q.Name}={q.Value}"))}{string.Concat(match.ClientIps.Select(c => " from " + c))}";

    [Theory]
    [InlineData("Host(`a.nl`)", "a.nl")]
    [InlineData("Host(`A.nl`, `b.nl`)", "a.nl | b.nl")]
    [InlineData("Host(`a.nl`) && PathPrefix(`/api`)", "a.nl/api")]
    [InlineData("Host(`a.nl`) && (PathPrefix(`/api`) || Path(`/health`))", "a.nl/api | a.nl=/health")]
    [InlineData("Host(`a.nl`) || Host(`b.nl`) && PathPrefix(`/x`)", "a.nl | b.nl/x")]
    [InlineData("(Host(`a.nl`) || Host(`b.nl`)) && PathPrefix(`/x`, `/y`)", "a.nl/x | a.nl/y | b.nl/x | b.nl/y")]
    [InlineData("PathPrefix(`/api`) && PathPrefix(`/api/v2`)", "*/api/v2")]
    [InlineData("PathPrefix(`/api`) && Path(`/api/login`)", "*=/api/login")]
    [InlineData("Host(`a.nl`) && Host(`b.nl`)", "")]
    [InlineData("Method(`get`) && Headers(`X-Tenant`, `one`)", "* GET X-Tenant=one")]
    [InlineData("HeadersRegexp(`Content-Type`, `application/(json|yaml)`)", "* Content-Type~application/(json|yaml)")]
    [InlineData("Query(`mobile=true`)", "* ?mobile=true")]
    [InlineData("Query(`mobile`, `true`)", "* ?mobile=true")]
    [InlineData("ClientIP(`10.0.0.0/16`, `::1`)", "* from 10.0.0.0/16 from ::1")]
    [InlineData("HostRegexp(`{sub:[a-z]+}.a.nl`)", @"~^([a-z]+)\.a\.nl$")]
    [InlineData("HostRegexp(`^[a-z]{2}\\.a\\.nl$`)", @"~^[a-z]{2}\.a\.nl$")]
    [InlineData("Path(`/articles/{id:[0-9]{1,3}}`)", "*~^/articles/([0-9]{1,3})$")]
    [InlineData("PathPrefix(`/t/{tenant}`)", "*~^/t/[^/]+")]
    [InlineData("HostSNI(`*`)", "*")]
    [InlineData("HOST(\"a.nl\")", "a.nl")]
    public void Rule_becomes_alternatives(string rule, string expected)
    {
        var (matches, codes) = Parse(rule);
        Assert.Equal(expected, string.Join(" | ", matches.Select(Show)));
        Assert.Empty(codes);
    }

    [Theory]
    [InlineData("Host(`a.nl`) && !PathPrefix(`/admin`)", "")]
    [InlineData("Host(`a.nl`) || !Host(`b.nl`)", "a.nl")]
    [InlineData("!(!Host(`a.nl`))", "a.nl")]
    [InlineData("Host(`a.nl`) && ALPN(`h2`)", "")]
    public void Negation_never_widens_a_route(string rule, string expected)
    {
        var (matches, codes) = Parse(rule);
        Assert.Equal(expected, string.Join(" | ", matches.Select(Show)));
        Assert.Equal(rule.StartsWith("!(!", StringComparison.Ordinal) ? [] : ["SL2303"], codes);
    }

    [Theory]
    [InlineData("Host(`a.nl`")]
    [InlineData("Host(`a.nl`) &&")]
    [InlineData("Host(`a.nl`) Host(`b.nl`)")]
    [InlineData("Host(a.nl)")]
    [InlineData("hello")]
    public void What_is_no_rule_is_a_finding_and_opens_nothing(string rule)
    {
        var (matches, codes) = Parse(rule);
        Assert.Empty(matches);
        Assert.Equal(["SL2301"], codes);
    }

    [Theory]
    [InlineData("Host:a.nl,b.nl;PathPrefix:/x", "a.nl/x | b.nl/x")]
    [InlineData("Host:a.nl;Method:GET", "a.nl GET")]
    public void Rule_of_Traefik_1(string rule, string expected) =>
        Assert.Equal(expected, string.Join(" | ", RuleParser.ParseOld(rule, At, new Findings()).Select(Show)));

    [Fact]
    public void Deep_or_wide_rules_end_in_bounded_time()
    {
        Parse(new string('(', 100_000));
        Parse(new string('!', 100_000));
        var wide = string.Join(" && ", Enumerable.Repeat("(Path(`/a`) || PathPrefix(`/b`) || Method(`GET`) || Host(`a`) || Header(`x`,`1`))", 12));
        Assert.True(Parse(wide).Matches.Count <= 256);
    }

    private static readonly string[] Pieces = ["Host(`a`)", "PathPrefix(`/x`)", "Method(", "`", "(", ")", " && ", " || ", "!", ",", "'", "Query", "{", "}", "é", ";", ":"];

    [Property]
    public void Parser_never_throws(int[] choice)
    {
        var text = string.Concat((choice ?? []).Select(c => Pieces[(int)((uint)c % Pieces.Length)]));
        RuleParser.Parse(text, At, new Findings());
        RuleParser.ParseOld(text, At, new Findings());
    }

    private sealed record Request(string Host, string Path, string Method, string Header);

    private static readonly Rule.Condition[] Conditions =
    [
        new("host", ["a"]), new("host", ["b", "c"]), new("path", ["/x"]), new("pathprefix", ["/x"]), new("pathprefix", ["/x/y", "/z"]),
        new("method", ["GET"]), new("method", ["GET", "POST"]), new("header", ["H", "1"]),
    ];

    private static Rule Grow(Queue<int> choices, bool negations, int depth = 0)
    {
        var choice = choices.Count > 0 ? choices.Dequeue() & 0xffff : 0;
        return depth > 5 || choice % 3 == 0 || choices.Count == 0 ? Conditions[choice / 3 % Conditions.Length]
            : negations && choice % 7 == 1 ? new Rule.Not(Grow(choices, negations, depth + 1))
            : choice % 3 == 1 ? new Rule.And(Grow(choices, negations, depth + 1), Grow(choices, negations, depth + 1))
            : new Rule.Or(Grow(choices, negations, depth + 1), Grow(choices, negations, depth + 1));
    }

    private static bool Holds(Rule rule, Request request) => rule switch
    {
        Rule.And(var a, var b) => Holds(a, request) && Holds(b, request),
        Rule.Or(var a, var b) => Holds(a, request) || Holds(b, request),
        Rule.Not(var a) => !Holds(a, request),
        Rule.Condition("host", var hosts) => hosts.Contains(request.Host),
        Rule.Condition("path", var paths) => paths.Contains(request.Path),
        Rule.Condition("pathprefix", var paths) => paths.Any(p => request.Path.StartsWith(p, StringComparison.Ordinal)),
        Rule.Condition("method", var methods) => methods.Contains(request.Method),
        Rule.Condition("header", [_, var value]) => request.Header == value,
        _ => false,
    };

    private static bool Lets(RouteMatch match, Request request) =>
        (match.Host is null || match.Host == request.Host)
        && match.Path switch { null => true, { Kind: PathMatchKind.Exact } p => p.Value == request.Path, var p => request.Path.StartsWith(p.Value, StringComparison.Ordinal) }
        && (match.Methods.IsEmpty || match.Methods.Contains(request.Method))
        && match.Headers.All(h => h.Value == request.Header);

    private static IEnumerable<Request> Requests() =>
        from host in (string[])["a", "b", "c", "d"]
        from path in (string[])["/", "/x", "/x/y", "/x/y/1", "/z"]
        from method in (string[])["GET", "POST", "PUT"]
        from header in (string[])["", "1"]
        select new Request(host, path, method, header);

    [Property]
    public void Alternatives_let_in_exactly_what_the_rule_lets_in(int[] choices)
    {
        var rule = Grow(new(choices ?? []), negations: false);
        var matches = RuleMatches.Of(rule, out var whole);
        if (whole)
            Assert.All(Requests(), request => Assert.Equal(Holds(rule, request), matches.Any(m => Lets(m, request))));
    }

    [Property]
    public void Alternatives_never_let_in_more_than_the_rule(int[] choices)
    {
        var rule = Grow(new(choices ?? []), negations: true);
        var matches = RuleMatches.Of(rule, out _);
        Assert.All(Requests(), request => Assert.True(Holds(rule, request) || !matches.Any(m => Lets(m, request))));
    }
}
