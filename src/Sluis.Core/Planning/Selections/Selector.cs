using Sluis.Core.Planning.Sizing;
using Sluis.Core.Text;

namespace Sluis.Core.Planning.Selections;

/// <summary>Scores every topic for one platform; the plan's defaults come from it, and its answers agree with what the plan then holds.</summary>
internal sealed class Selector
{
    private sealed record Scored(
        Topic Topic, EquatableArray<WeighedCriterion> Criteria, long[] Weights, EquatableArray<ScoredOption> Options, int Best, int Second, EquatableArray<Requirement> Requirements);

    private readonly RequirementList needs = new();
    private readonly Dictionary<string, Scored> topics = new(StringComparer.Ordinal);

    public Selector(PlanningContext context, IReadOnlyCollection<WorkloadDraft> drafts)
    {
        IntentNeeds.Read(context.Intent, needs);
        TrafficNeeds.Read(context, drafts, needs);
        WorkloadNeeds.Read(context, drafts, needs);
        Score();
    }

    /// <summary>The id of the option that scores best.</summary>
    public string Best(string topic) => topics[topic] is var scored && scored.Best >= 0 ? scored.Options[scored.Best].Id : "";

    /// <summary>The second, and what sets the best apart from it: the reason of a choice that nobody stated.</summary>
    public string Because(string topic) => topics[topic] is var scored && scored.Second >= 0
        ? $"ahead of {scored.Options[scored.Second].Name}: {Because(scored)}"
        : Because(scored);

    /// <summary>
    /// The table of the plan, once the size of the cluster is known. A topic of which the platform has nothing (no database, no
    /// route) is left out. No topic that gives the plan a default asks for nodes (a test holds the data file to that), so what was
    /// chosen before stays.
    /// </summary>
    public EquatableArray<Selection> Finish(PlanningContext context, Choices choices, ClusterSize size)
    {
        NodeNeeds.Read(context.Intent, size, needs);
        Score();
        var selections = new List<Selection>();
        foreach (var topic in SelectionData.Current.Topics)
            if (Applies(topic.Id, context))
                selections.Add(Select(topics[topic.Id], context.Intent, choices));
        SelectionCheck.Report(context, selections);
        return [.. selections];
    }

    private void Score()
    {
        foreach (var topic in SelectionData.Current.Topics)
            topics[topic.Id] = Score(topic);
    }

    private bool Applies(string topic, PlanningContext context) => topic switch
    {
        "database" => needs.Has("databases"),
        "routes" or "ingress" => !context.Platform.Routes.IsEmpty,
        "secrets" => !context.Platform.Secrets.IsEmpty,
        "storage" => !context.Platform.Stores.IsEmpty,
        _ => true,
    };

    private Scored Score(Topic topic)
    {
        var used = new SortedDictionary<string, Requirement>(StringComparer.Ordinal);
        var criteria = new WeighedCriterion[topic.Criteria.Count];
        var weights = new long[criteria.Length];
        for (var i = 0; i < criteria.Length; i++)
        {
            var criterion = topic.Criteria[i];
            var weight = criterion.Weight;
            var raisedBy = new List<string>();
            foreach (var (id, by) in criterion.Raise)
                if (needs.Find(id) is { } need)
                {
                    weight += by;
                    raisedBy.Add(id);
                    used[id] = need;
                }
            weights[i] = weight;
            criteria[i] = new(criterion.Id, criterion.Name, criterion.Weight, weight, [.. raisedBy]);
        }
        var options = new ScoredOption[topic.Options.Count];
        for (var i = 0; i < options.Length; i++)
        {
            var option = topic.Options[i];
            var excluded = new List<Exclusion>();
            foreach (var (id, reason) in option.Excluded)
                if (needs.Find(id) is { } need)
                {
                    excluded.Add(new(id, reason));
                    used[id] = need;
                }
            var scored = new ScoredOption(option.Id, option.Name, option.Page, 0, option.Scores, [.. excluded]);
            options[i] = scored with { Total = (int)Scoring.Sum(scored, weights) };
        }
        var best = Scoring.Best([.. options], weights);
        return new(topic, [.. criteria], weights, [.. options], best, Scoring.Best([.. options], weights, best), [.. used.Values]);
    }

    private static string Because(Scored scored) => scored.Second < 0
        ? "every other option is excluded"
        : scored.Options[scored.Best].Scores[Decisive(scored)].Reason.TrimEnd('.');

    private static int Decisive(Scored scored) => Scoring.Decisive(scored.Options[scored.Best], scored.Options[scored.Second], scored.Weights);

    private static Selection Select(Scored scored, Intent intent, Choices choices)
    {
        var topic = scored.Topic;
        var best = scored.Options[scored.Best];
        var (chosen, stated) = SelectionChoice.Of(topic.Id, best.Id, intent, choices);
        var name = chosen;
        foreach (var option in scored.Options)
            if (option.Id == chosen)
                name = option.Name;
        var flips = new WeightFlip[scored.Criteria.Count];
        for (var i = 0; i < flips.Length; i++)
            flips[i] = Scoring.Flip(scored.Options, scored.Weights, scored.Best, i, scored.Criteria[i].Id);
        return new()
        {
            Topic = topic.Id,
            Title = topic.Title,
            Key = topic.Key,
            Chosen = chosen,
            ChosenName = name,
            Stated = stated,
            Best = best.Id,
            Second = scored.Second < 0 ? null : scored.Options[scored.Second].Id,
            Because = Because(scored),
            Decisive = scored.Second < 0 ? null : scored.Criteria[Decisive(scored)].Id,
            Note = SelectionChoice.Note(topic.Id, chosen, name, best, stated, choices),
            Requirements = scored.Requirements,
            Criteria = scored.Criteria,
            Options = scored.Options,
            Sensitivity = [.. flips],
        };
    }
}
