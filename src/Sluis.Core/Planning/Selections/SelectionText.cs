using System.Globalization;
using System.Text;

namespace Sluis.Core.Planning.Selections;

/// <summary>The sentences of a selection, for the terminal and for the page.</summary>
public static class SelectionText
{
    /// <summary>Weights stay below this in the data file; a larger one means that nothing else counts.</summary>
    private const int HighestWeight = 10;

    /// <summary>The day of the scores and usual weights.</summary>
    public static string Dated => SelectionData.Current.Dated;

    /// <summary>The weighted mean, 0 to 5.</summary>
    public static string Score(Selection selection, ScoredOption option)
    {
        var weights = 0;
        foreach (var criterion in selection.Criteria)
            weights += criterion.Weight;
        return (weights == 0 ? 0 : (decimal)option.Total / weights).ToString("0.00", CultureInfo.InvariantCulture);
    }

    /// <summary>"4.43, Flux 3.10": the best against the second.</summary>
    public static string Against(Selection selection)
    {
        if (selection.Option(selection.Best) is not { } best)
            return "";
        var text = selection.Chosen == selection.Best ? Score(selection, best) : $"{best.Name} {Score(selection, best)}";
        return selection.Second is { } id && selection.Option(id) is { } second ? $"{text}, {second.Name} {Score(selection, second)}" : $"{text}, no other";
    }

    /// <summary>What it takes for this criterion to change the choice.</summary>
    public static string Flip(Selection selection, WeightFlip flip)
    {
        var today = 0;
        foreach (var criterion in selection.Criteria)
            if (criterion.Id == flip.Criterion)
                today = criterion.Weight;
        var subject = $"\"{NameOf(selection, flip.Criterion)}\" weighs {today}";
        if (flip.To is not { } id || selection.Option(id) is not { } other)
            return $"{subject}: no other weight of it changes the choice";
        var weight = ((decimal)flip.Numerator / flip.Denominator).ToString("0.##", CultureInfo.InvariantCulture);
        var bound = (flip.Rises, flip.Inclusive) switch
        {
            (true, true) => $"{weight} or more",
            (true, false) => $"more than {weight}",
            (false, true) => flip.Numerator == 0 ? "0" : $"{weight} or less",
            (false, false) => $"less than {weight}",
        };
        return flip.Rises && flip.Numerator > HighestWeight * flip.Denominator
            ? $"{subject}: nothing short of {bound} would bring {other.Name}"
            : $"{subject}: {bound} would bring {other.Name}";
    }

    public static string NameOf(Selection selection, string criterion)
    {
        foreach (var candidate in selection.Criteria)
            if (candidate.Id == criterion)
                return candidate.Name;
        return criterion;
    }

    /// <summary>A requirement with the services that show it, the first few by name.</summary>
    public static string Need(Requirement need, int most)
    {
        var text = new StringBuilder(need.Text);
        if (need.Evidence.IsEmpty)
            return text.ToString();
        text.Append(": ").AppendJoin(", ", need.Evidence.Take(most));
        if (need.Evidence.Count > most)
            text.Append(CultureInfo.InvariantCulture, $" and {need.Evidence.Count - most} more");
        return text.ToString();
    }
}
