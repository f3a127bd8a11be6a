using Sluis.Core.Planning.Selections;

namespace Sluis.Core.Tests.Planning.Selections;

public class SelectionDataTests
{
    public static IEnumerable<TheoryDataRow<string>> Topics => SelectionData.Current.Topics.Select(t => new TheoryDataRow<string>(t.Id));

    [Fact]
    public void The_data_file_has_a_date_and_each_topic_once()
    {
        Assert.True(DateOnly.TryParseExact(SelectionData.Current.Dated, "yyyy-MM-dd", out _));
        Assert.Equal(
            ["mesh", "gitops", "infrastructure", "network-plugin", "routes", "ingress", "storage", "secrets", "database"],
            SelectionData.Current.Topics.Select(t => t.Id));
    }

    [Theory]
    [MemberData(nameof(Topics))]
    public void Each_option_is_scored_on_each_criterion_with_a_sentence_and_a_page(string id)
    {
        var topic = SelectionData.Current.Topics.Single(t => t.Id == id);
        Assert.True(topic.Options.Count >= 2 && topic.Criteria.Count >= 2);
        Assert.Equal(topic.Options.Count, topic.Options.Select(o => o.Id).Distinct().Count());
        Assert.Equal(topic.Criteria.Count, topic.Criteria.Select(c => c.Id).Distinct().Count());
        Assert.All(topic.Criteria, c => Assert.InRange(c.Weight, 0, 5));
        foreach (var option in topic.Options)
        {
            Assert.Equal(topic.Criteria.Count, option.Scores.Count);
            foreach (var score in option.Scores)
            {
                Assert.InRange(score.Value, 0, 5);
                Assert.EndsWith(".", score.Reason, StringComparison.Ordinal);
                Assert.StartsWith("https://", score.Page, StringComparison.Ordinal);
            }
        }
    }

    /// <summary>Whatever the platform, something can be chosen.</summary>
    [Theory]
    [MemberData(nameof(Topics))]
    public void One_option_of_each_topic_is_never_excluded(string id) =>
        Assert.Contains(SelectionData.Current.Topics.Single(t => t.Id == id).Options, o => o.Excluded.IsEmpty);

    [Fact]
    public void Each_requirement_that_the_file_names_is_one_that_a_platform_can_have()
    {
        var named = SelectionData.Current.Topics.SelectMany(t => t.Criteria.SelectMany(c => c.Raise.Select(r => r.Key)).Concat(t.Options.SelectMany(o => o.Excluded.Select(e => e.Key))));
        Assert.Empty(named.Distinct().Except(RequirementTests.Known));
    }

    /// <summary>The size of the cluster follows from the choices, so a choice that follows from the size would go in circles.</summary>
    [Fact]
    public void No_topic_that_gives_the_plan_a_default_asks_for_nodes()
    {
        string[] nodes = ["one-node", "few-nodes", "several-nodes"];
        var asking = SelectionData.Current.Topics.Where(t => t.Criteria.Any(c => c.Raise.Any(r => nodes.Contains(r.Key))) || t.Options.Any(o => o.Excluded.Any(e => nodes.Contains(e.Key))));
        Assert.Equal(["mesh", "storage"], asking.Select(t => t.Id));
    }

    [Fact]
    public void Each_requirement_weighs_on_something()
    {
        var named = SelectionData.Current.Topics.SelectMany(t => t.Criteria.SelectMany(c => c.Raise.Select(r => r.Key)).Concat(t.Options.SelectMany(o => o.Excluded.Select(e => e.Key)))).ToHashSet();
        Assert.All(RequirementTests.Known, k => Assert.Contains(k, named));
    }
}
