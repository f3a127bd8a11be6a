using Sluis.Core.Text;

namespace Sluis.Core.Planning.Selections;

/// <summary>
/// A choice between products, as it was made: what this platform asks for, how each option was scored, and what would change it.
/// <see cref="Chosen"/> is what the plan holds; <see cref="Best"/> is what the scores say. They differ where sluis.yaml states
/// another, or where <see cref="Note"/> says why.
/// </summary>
public sealed record Selection
{
    public required string Topic { get; init; }
    public required string Title { get; init; }
    /// <summary>Path in sluis.yaml.</summary>
    public required string Key { get; init; }
    /// <summary>Id of the option, or the word of sluis.yaml for something that is no option here ("none").</summary>
    public required string Chosen { get; init; }
    public required string ChosenName { get; init; }
    public required bool Stated { get; init; }
    public required string Best { get; init; }
    /// <summary>The best of the others; null when each of them is excluded.</summary>
    public required string? Second { get; init; }
    /// <summary>What sets the best apart from the second, in one sentence.</summary>
    public required string Because { get; init; }
    /// <summary>Id of the criterion that <see cref="Because"/> is about; null when there is no second.</summary>
    public required string? Decisive { get; init; }
    public string? Note { get; init; }
    /// <summary>Those that raised a weight or excluded an option of this topic.</summary>
    public required EquatableArray<Requirement> Requirements { get; init; }
    public required EquatableArray<WeighedCriterion> Criteria { get; init; }
    public required EquatableArray<ScoredOption> Options { get; init; }
    /// <summary>One for each criterion, in their order.</summary>
    public required EquatableArray<WeightFlip> Sensitivity { get; init; }

    public ScoredOption? Option(string id)
    {
        foreach (var option in Options)
            if (option.Id == id)
                return option;
        return null;
    }
}

/// <summary>Something that the platform asks for. <paramref name="Evidence"/> names the services, sorted.</summary>
public sealed record Requirement(string Id, string Text, EquatableArray<string> Evidence);

/// <summary><paramref name="Weight"/> is <paramref name="Usual"/> and what the requirements of <paramref name="RaisedBy"/> (ids) add.</summary>
public sealed record WeighedCriterion(string Id, string Name, int Usual, int Weight, EquatableArray<string> RaisedBy);

/// <summary><paramref name="Total"/> is the sum of weight times score. The scores follow the order of the criteria.</summary>
public sealed record ScoredOption(string Id, string Name, string Page, int Total, EquatableArray<OptionScore> Scores, EquatableArray<Exclusion> Excluded);

public sealed record OptionScore(int Value, string Reason, string Page);

/// <summary>Why an option cannot be, whatever it scores.</summary>
public sealed record Exclusion(string Requirement, string Reason);

/// <summary>
/// The smallest change of one weight that makes another option the best, exact: the weight <paramref name="Numerator"/> /
/// <paramref name="Denominator"/>, or one just beyond it when <paramref name="Inclusive"/> is false. <paramref name="To"/> null:
/// no weight of this criterion changes the choice.
/// </summary>
public sealed record WeightFlip(string Criterion, string? To, long Numerator, long Denominator, bool Rises, bool Inclusive);
