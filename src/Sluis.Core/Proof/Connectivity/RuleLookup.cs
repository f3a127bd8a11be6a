namespace Sluis.Core.Proof.Connectivity;

/// <summary>The rules of one group by peer: a database that ten thousand services call has a rule for each of them.</summary>
internal sealed class RuleLookup
{
    /// <summary>Up to here a walk over all rules is as fast.</summary>
    public const int WorthIt = 8;

    private const int Few = 64;

    private readonly IReadOnlyList<CompiledRule> rules;
    private readonly Dictionary<int, List<int>> byPeer = [];
    private readonly List<int> broad = [];

    public RuleLookup(IReadOnlyList<CompiledRule> rules)
    {
        this.rules = rules;
        for (var i = 0; i < rules.Count; i++)
        {
            if (rules[i].Peers.Count > Few)
            {
                broad.Add(i);
                continue;
            }
            foreach (var peer in rules[i].Peers.Members())
            {
                if (!byPeer.TryGetValue(peer, out var own))
                    byPeer.Add(peer, own = []);
                own.Add(i);
            }
        }
    }

    /// <summary>The first rule in the order of the files that means the peer and fits.</summary>
    public CompiledRule? First(int peer, Func<CompiledRule, bool> fits)
    {
        var best = rules.Count;
        if (byPeer.TryGetValue(peer, out var own))
            foreach (var i in own)
                if (fits(rules[i]))
                {
                    best = i;
                    break;
                }
        foreach (var i in broad)
        {
            if (i >= best)
                break;
            if (rules[i].Peers.Contains(peer) && fits(rules[i]))
                best = i;
        }
        return best == rules.Count ? null : rules[best];
    }
}
