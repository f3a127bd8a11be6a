using Sluis.Core.Proof.Manifests;
using Sluis.Core.Yaml;

namespace Sluis.Core.Proof.Resilience;

/// <summary>https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#label-selectors</summary>
internal static class Selectors
{
    /// <summary>An absent selector matches nothing; an empty one everything.</summary>
    public static bool Matches(MapNode? selector, IReadOnlyList<Entry> labels)
    {
        if (selector is null)
            return false;
        foreach (var wanted in selector.Entries("matchLabels"))
            if (Value(labels, wanted.Key) is not { } value || wanted.Value is not ScalarNode { Text: var text } || value != text)
                return false;
        foreach (var expression in selector.Maps("matchExpressions"))
        {
            var value = Value(labels, expression.Text("key") ?? "");
            var listed = value is not null && expression.Items("values").Any(v => v is ScalarNode scalar && scalar.Text == value);
            var holds = expression.Text("operator") switch
            {
                "In" => listed,
                "NotIn" => !listed,
                "Exists" => value is not null,
                "DoesNotExist" => value is null,
                _ => false,
            };
            if (!holds)
                return false;
        }
        return true;
    }

    private static string? Value(IReadOnlyList<Entry> labels, string key)
    {
        foreach (var label in labels)
            if (label.Key == key)
                return (label.Value as ScalarNode)?.Text;
        return null;
    }
}
