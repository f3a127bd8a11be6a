using System.Globalization;
using Sluis.Core.Proof.Manifests;

namespace Sluis.Core.Proof.Connectivity;

/// <summary>
/// Everybody reaches whom they reached, nobody else: the policies as they are, held to what Compose networks allowed and to what
/// the edges need.
/// </summary>
public static class ConnectivityProof
{
    private const string Word = "connectivity", Path = "evidence/connectivity.json";

    public static ProofResult Check(ProofContext context)
    {
        if (context.Claims is not { } claims)
        {
            foreach (var environment in context.Environments)
                NotEvaluated(context, environment);
            return new(Word, 0, "not known who reached whom", []);
        }
        if (context.Environments.Count == 0)
            return new(Word, 0, "no environment to look at", []);
        var judged = new (string Environment, JudgedConnectivity Found)[context.Environments.Count];
        var first = new int[judged.Length];
        for (var i = 0; i < judged.Length; i++)
            first[i] = Enumerable.Range(0, i).FirstOrDefault(j => first[j] == j && SameConnectivity.Of(context.Environments[j], context.Environments[i]), i);
        Parallel.For(0, judged.Length, i =>
        {
            var environment = context.Environments[i];
            if (first[i] == i)
                judged[i] = (environment.Name, new EnvironmentJudge(environment, claims, NotEvaluated(context, environment), context.Findings).Judge());
        });
        for (var i = 0; i < judged.Length; i++)
            judged[i] = (context.Environments[i].Name, judged[first[i]].Found);
        var worst = judged.Select(static j => j.Found.Counts).Aggregate(static (a, b) => a.Worst(b));
        return new(Word, worst.Needed + worst.Refused, Sentence(worst), [new(Path, ConnectivityEvidence.Write(claims, judged))]);
    }

    private static List<Policy> NotEvaluated(ProofContext context, RenderedEnvironment environment)
    {
        var left = new List<PolicyReader.NotEvaluated>();
        var policies = PolicyReader.Read(environment, left);
        foreach (var one in left)
            context.Findings.Add(ConnectivityDiagnostics.NotEvaluated(one));
        return policies;
    }

    private static string Sentence(ConnectivityCounts counts) => string.Create(CultureInfo.InvariantCulture,
        $"{counts.Needed} needed connections are allowed, {counts.Refused} refused, {counts.Wider} wider than Compose, {counts.WithoutNeed} allowed without need");
}

/// <summary>Connections are workload to workload on one port; pairs are workload to workload on any.</summary>
public sealed record ConnectivityCounts(int Needed, int Refused, long Wider, long WithoutNeed)
{
    public ConnectivityCounts Worst(ConnectivityCounts other) =>
        new(Math.Max(Needed, other.Needed), Math.Max(Refused, other.Refused), Math.Max(Wider, other.Wider), Math.Max(WithoutNeed, other.WithoutNeed));
}

/// <summary>A needed connection and who decides it on each side.</summary>
public sealed record JudgedNeed(string From, string To, int Port, Transport Protocol, bool Allowed, string Leaving, string Entering, string Evidence);

/// <summary>What reaches a target beside its needs.</summary>
public sealed record JudgedExtra(string To, IReadOnlyList<string> From, int FromCount, string Ports, bool Wider, string Decider);

public sealed record JudgedInternet(string From, bool Before, bool After, string Decider);

/// <summary>One environment's answer.</summary>
public sealed class JudgedConnectivity
{
    public required int Workloads { get; init; }
    public required int Groups { get; init; }
    public required int Policies { get; init; }
    public List<JudgedNeed> Needs { get; } = [];
    public List<JudgedExtra> Extras { get; } = [];
    public List<JudgedInternet> Internet { get; } = [];
    public List<string> DnsRefused { get; } = [];
    public long WiderPairs { get; set; }
    public long ExtraPairs { get; set; }

    public ConnectivityCounts Counts => new(Needs.Count(static n => n.Allowed), Needs.Count(static n => !n.Allowed) + DnsRefused.Count, WiderPairs, ExtraPairs);
}
