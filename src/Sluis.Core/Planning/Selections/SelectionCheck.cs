namespace Sluis.Core.Planning.Selections;

/// <summary>A choice that is stated and cannot be is said once, with what excludes it.</summary>
internal static class SelectionCheck
{
    private const int Names = 5;

    public static void Report(PlanningContext context, List<Selection> selections)
    {
        foreach (var selection in selections)
            if (selection.Stated && !SaidElsewhere(context.Intent, selection) && selection.Option(selection.Chosen) is { Excluded: [var exclusion, ..] } option)
                foreach (var need in selection.Requirements)
                    if (need.Id == exclusion.Requirement)
                        context.Findings.Add(SelectionDiagnostics.Excluded(
                            context.Intent.At, selection.Key, option.Name, exclusion.Reason, SelectionText.Need(need, Names), selection.Option(selection.Best)?.Name ?? selection.Best));
    }

    /// <summary>
    /// The routing dialect names each route that it cannot say. Mesh and plugin that exclude each other are one finding. A class for
    /// shared volumes of its own lifts what the other class lacks.
    /// </summary>
    private static bool SaidElsewhere(Intent intent, Selection selection) => selection.Topic switch
    {
        "routes" => true,
        "network-plugin" => intent.Mesh is not null,
        "storage" => selection.Chosen == "local" && intent.Storage.SharedClass is not null,
        _ => false,
    };
}
