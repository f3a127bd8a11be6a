using Sluis.Core.Proof.Manifests;
using Sluis.Core.Yaml;

namespace Sluis.Core.Proof.Connectivity;

public enum LabelOperator
{
    In,
    NotIn,
    Exists,
    DoesNotExist,
}

/// <summary>One condition on labels. An equality of <c>matchLabels</c> is <c>In</c> with one value.</summary>
public sealed record LabelRequirement(string Key, LabelOperator Operator, IReadOnlyList<string> Values)
{
    /// <summary><c>NotIn</c> holds where the label is absent. https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#set-based-requirement</summary>
    public bool Holds(IReadOnlyDictionary<string, string> labels)
    {
        var present = labels.TryGetValue(Key, out var value);
        return Operator switch
        {
            LabelOperator.In => present && Has(value),
            LabelOperator.NotIn => !present || !Has(value),
            LabelOperator.Exists => present,
            _ => !present,
        };
    }

    private bool Has(string? value)
    {
        foreach (var one in Values)
            if (one == value)
                return true;
        return false;
    }
}

/// <summary>
/// A label selector: every requirement must hold, and none is all. <see cref="Canonical"/> is the same for selectors that say the same.
/// https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#resources-that-support-set-based-requirements
/// </summary>
public sealed class LabelSelector
{
    public static readonly LabelSelector Everything = new([]);

    public LabelSelector(IEnumerable<LabelRequirement> requirements)
    {
        Requirements = [.. requirements.Select(static r => r with { Values = [.. r.Values.Order(StringComparer.Ordinal)] })
            .OrderBy(static r => r.Key, StringComparer.Ordinal).ThenBy(static r => r.Operator).ThenBy(static r => string.Join('\u0001', r.Values), StringComparer.Ordinal)];
        Canonical = string.Join('\u0003', Requirements.Select(static r => $"{r.Key}\u0002{(int)r.Operator}\u0002{string.Join('\u0001', r.Values)}"));
    }

    public IReadOnlyList<LabelRequirement> Requirements { get; }
    public string Canonical { get; }
    public bool IsEverything => Requirements.Count == 0;

    public bool Matches(IReadOnlyDictionary<string, string> labels)
    {
        foreach (var requirement in Requirements)
            if (!requirement.Holds(labels))
                return false;
        return true;
    }

    /// <summary>Null when the node is absent or null, which is not the same as an empty selector.</summary>
    public static LabelSelector? Read(Node? node)
    {
        if (node is not MapNode map)
            return null;
        var all = new List<LabelRequirement>();
        foreach (var entry in map.Entries("matchLabels"))
            if (entry.Value is ScalarNode value)
                all.Add(new(entry.Key, LabelOperator.In, [value.Text]));
        foreach (var expression in map.Maps("matchExpressions"))
            all.Add(Expression(expression));
        return all.Count == 0 ? Everything : new(all);
    }

    /// <summary>An operator that is no operator holds nowhere: the API refuses it, and the schema proof says so.</summary>
    private static LabelRequirement Expression(MapNode expression)
    {
        var key = expression.Text("key") ?? "";
        string[] values = [.. expression.Items("values").OfType<ScalarNode>().Select(static v => v.Text)];
        return expression.Text("operator") switch
        {
            "In" => new(key, LabelOperator.In, values),
            "NotIn" => new(key, LabelOperator.NotIn, values),
            "Exists" => new(key, LabelOperator.Exists, []),
            "DoesNotExist" => new(key, LabelOperator.DoesNotExist, []),
            _ => new(key, LabelOperator.In, []),
        };
    }
}
