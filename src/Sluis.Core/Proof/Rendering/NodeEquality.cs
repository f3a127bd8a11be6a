using System.Globalization;
using Sluis.Core.Yaml;

namespace Sluis.Core.Proof.Rendering;

/// <summary>Whether two nodes are the same JSON value; the order of keys and the spelling of numbers do not matter.</summary>
public static class NodeEquality
{
    public static bool Equal(Node? left, Node? right)
    {
        if (ReferenceEquals(left, right))
            return true;
        switch (left, right)
        {
            case (null or ScalarNode { Kind: ScalarKind.Null }, null or ScalarNode { Kind: ScalarKind.Null }):
                return true;
            case (ScalarNode a, ScalarNode b):
                return Equal(a, b);
            case (ListNode a, ListNode b):
                if (a.Items.Count != b.Items.Count)
                    return false;
                for (var i = 0; i < a.Items.Count; i++)
                    if (!Equal(a.Items[i], b.Items[i]))
                        return false;
                return true;
            case (MapNode a, MapNode b):
                if (a.Entries.Count != b.Entries.Count)
                    return false;
                foreach (var (key, _, value) in a.Entries)
                    if (b[key] is not { } other || !Equal(value, other))
                        return false;
                return true;
            default:
                return false;
        }
    }

    private static bool Equal(ScalarNode left, ScalarNode right)
    {
        var numbers = IsNumber(left.Kind) && IsNumber(right.Kind);
        if (left.Kind != right.Kind && !numbers)
            return false;
        if (left.Kind == ScalarKind.Boolean)
            return string.Equals(left.Text, right.Text, StringComparison.OrdinalIgnoreCase);
        if (left.Text == right.Text)
            return true;
        return numbers && Value(left.Text) is { } a && Value(right.Text) is { } b && a.Equals(b);
    }

    private static bool IsNumber(ScalarKind kind) => kind is ScalarKind.Integer or ScalarKind.Float;

    private static double? Value(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : null;
}
