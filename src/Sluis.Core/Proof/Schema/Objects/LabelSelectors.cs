using Sluis.Core.Proof.Manifests;
using Sluis.Core.Yaml;

namespace Sluis.Core.Proof.Schema.Objects;

/// <summary>Whether labels satisfy a selector. https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#label-selectors</summary>
internal static class LabelSelectors
{
    /// <summary>A selector of <c>matchLabels</c> and <c>matchExpressions</c>; the empty one matches everything.</summary>
    public static bool Matches(MapNode? labels, MapNode selector)
    {
        foreach (var entry in selector.Entries("matchLabels"))
            if (labels.Text(entry.Key) != (entry.Value as ScalarNode)?.Text)
                return false;
        foreach (var requirement in selector.Maps("matchExpressions"))
            if (!Satisfies(labels, requirement))
                return false;
        return true;
    }

    /// <summary>A plain map of labels, as Services have it.</summary>
    public static bool MatchesAll(MapNode? labels, IReadOnlyList<Entry> wanted)
    {
        foreach (var entry in wanted)
            if (labels.Text(entry.Key) != (entry.Value as ScalarNode)?.Text)
                return false;
        return true;
    }

    public static bool Satisfies(MapNode? labels, MapNode requirement)
    {
        var value = requirement.Text("key") is { } key ? labels.Text(key) : null;
        return requirement.Text("operator") switch
        {
            "In" => value is not null && Holds(requirement, value),
            "NotIn" => value is null || !Holds(requirement, value),
            "Exists" => value is not null,
            "DoesNotExist" => value is null,
            _ => true,
        };
    }

    private static bool Holds(MapNode requirement, string value) => requirement.Items("values").Any(v => v is ScalarNode scalar && scalar.Text == value);
}
