using System.Globalization;
using System.Text;
using Sluis.Core.Planning;
using Sluis.Core.Planning.Selections;

namespace Sluis.Core.Emit.Documents;

/// <summary>Which products were chosen, what this platform asks of them, and what would change the choice.</summary>
internal static class SelectionsPage
{
    public const string Path = "docs/selections.md";

    /// <summary>Enough names to know what is meant; `sluis plan --format json` has them all.</summary>
    private const int Names = 12;

    public static string Write(MigrationPlan plan)
    {
        var text = new StringBuilder("# Selections\n\n");
        text.Append(CultureInfo.InvariantCulture, $"What {plan.Name} asks of each product, and how the products meet it. Scores are 0 to 5; a total is their mean by weight. Scores and usual weights are of {SelectionData.Current.Dated}; what this platform needs raises weights. A key in `sluis.yaml` overrides each choice.\n\n");
        text.Append("| Topic | Chosen | Score | Because |\n| --- | --- | --- | --- |\n");
        foreach (var selection in plan.Selections)
            text.Append("| ").Append(selection.Title).Append(" | ").Append(Cell(selection.ChosenName)).Append(" | ").Append(SelectionText.Against(selection)).Append(" | ").Append(Cell(Why(selection))).Append(" |\n");
        foreach (var selection in plan.Selections)
            Topic(text, selection);
        return text.ToString();
    }

    private static string Why(Selection selection) => selection.Stated ? $"`{selection.Key}` in `sluis.yaml`" : selection.Note ?? selection.Because;

    private static void Topic(StringBuilder text, Selection selection)
    {
        text.Append("\n## ").Append(selection.Title).Append(": ").Append(selection.ChosenName).Append("\n\n");
        var best = selection.Option(selection.Best)?.Name ?? selection.Best;
        if (selection.Stated)
            text.Append("`sluis.yaml` states it (`").Append(selection.Key).Append(selection.Chosen == selection.Best ? "`), and the scores agree. " : "`); the scores say otherwise. ");
        if (selection.Decisive is { } decisive && selection.Second is { } second)
            text.Append(CultureInfo.InvariantCulture, $"Most of the lead of {best} over {selection.Option(second)?.Name} is in \"{SelectionText.NameOf(selection, decisive)}\": {selection.Because}.");
        else
            text.Append(CultureInfo.InvariantCulture, $"{best}, because {selection.Because}.");
        if (selection.Note is { } note)
            text.Append("\n\nNote: ").Append(note).Append('.');
        text.Append("\n\n");
        if (!selection.Requirements.IsEmpty)
        {
            text.Append("What this platform asks:\n\n");
            foreach (var need in selection.Requirements)
                text.Append("- ").Append(SelectionText.Need(need, Names)).Append(Effect(selection, need)).Append('\n');
            text.Append('\n');
        }
        Scores(text, selection);
        foreach (var option in selection.Options)
            foreach (var exclusion in option.Excluded)
                text.Append("\n**").Append(option.Name).Append("** is excluded: ").Append(exclusion.Reason).Append('\n');
        Reasons(text, selection);
        text.Append("\nWhat would change it, one weight at a time:\n\n");
        foreach (var flip in selection.Sensitivity)
            text.Append("- ").Append(SelectionText.Flip(selection, flip)).Append('\n');
    }

    /// <summary>What the requirement weighs on.</summary>
    private static string Effect(Selection selection, Requirement need)
    {
        var raised = selection.Criteria.Where(c => c.RaisedBy.Contains(need.Id)).Select(static c => $"\"{c.Name}\"").ToList();
        var excluded = selection.Options.Where(o => o.Excluded.Any(e => e.Requirement == need.Id)).Select(static o => o.Name).ToList();
        var effects = new List<string>();
        if (raised.Count > 0)
            effects.Add("raises " + string.Join(" and ", raised));
        if (excluded.Count > 0)
            effects.Add("excludes " + string.Join(" and ", excluded));
        return effects.Count == 0 ? "" : $" ({string.Join("; ", effects)})";
    }

    private static void Scores(StringBuilder text, Selection selection)
    {
        text.Append("| Criterion | Weight |");
        foreach (var option in selection.Options)
            text.Append(' ').Append(Cell(option.Name)).Append(" |");
        text.Append("\n| --- | --- |");
        foreach (var _ in selection.Options)
            text.Append(" --- |");
        text.Append('\n');
        for (var i = 0; i < selection.Criteria.Count; i++)
        {
            var criterion = selection.Criteria[i];
            text.Append("| ").Append(criterion.Name).Append(criterion.Weight == criterion.Usual ? $" | {criterion.Weight} |" : $" | {criterion.Weight} (usual {criterion.Usual}) |");
            foreach (var option in selection.Options)
                text.Append(CultureInfo.InvariantCulture, $" {option.Scores[i].Value} |");
            text.Append('\n');
        }
        text.Append("| **Total** | |");
        foreach (var option in selection.Options)
            text.Append(option.Excluded.IsEmpty ? $" **{SelectionText.Score(selection, option)}** |" : " excluded |");
        text.Append('\n');
    }

    /// <summary>The sentences of the best and the second where they differ, heaviest first as the criteria stand.</summary>
    private static void Reasons(StringBuilder text, Selection selection)
    {
        if (selection.Option(selection.Best) is not { } best || selection.Second is not { } id || selection.Option(id) is not { } second)
            return;
        text.Append("\nWhere ").Append(best.Name).Append(" and ").Append(second.Name).Append(" differ:\n\n");
        for (var i = 0; i < selection.Criteria.Count; i++)
        {
            var (first, other) = (best.Scores[i], second.Scores[i]);
            if (first.Value == other.Value || selection.Criteria[i].Weight == 0)
                continue;
            text.Append("- ").Append(selection.Criteria[i].Name).Append(": ")
                .Append(Linked(best.Name, first)).Append(' ').Append(Linked(second.Name, other)).Append('\n');
        }
    }

    private static string Linked(string name, OptionScore score) => $"[{name}]({score.Page}): {score.Reason}";

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);
}
