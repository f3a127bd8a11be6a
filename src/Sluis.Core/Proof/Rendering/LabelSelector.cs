using Sluis.Core.Proof.Manifests;
using Sluis.Core.Yaml;

namespace Sluis.Core.Proof.Rendering;

/// <summary>
/// A label selector as text: <c>a=b, c!=d, e in (f, g), h notin (i), j, !k</c>.
/// https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#label-selectors
/// </summary>
internal sealed class LabelSelector
{
    private readonly List<(string Key, bool Negated, IReadOnlyList<string>? Values)> requirements = [];
    private readonly string text;

    private LabelSelector(string text) => this.text = text;

    /// <summary>Null when it cannot be read.</summary>
    public static LabelSelector? Parse(string text)
    {
        var selector = new LabelSelector(text);
        var rest = text.AsSpan().Trim();
        while (!rest.IsEmpty)
        {
            if (!selector.Next(ref rest))
                return null;
            rest = rest.TrimStart();
            if (rest.IsEmpty)
                break;
            if (rest[0] != ',')
                return null;
            rest = rest[1..].TrimStart();
            if (rest.IsEmpty)
                return null;
        }
        return selector;
    }

    public bool Matches(MapNode? labels)
    {
        foreach (var (key, negated, values) in requirements)
        {
            var value = labels.Text(key);
            var met = value is not null && (values is null || values.Contains(value, StringComparer.Ordinal));
            if (met == negated)
                return false;
        }
        return true;
    }

    public override string ToString() => text;

    private bool Next(ref ReadOnlySpan<char> rest)
    {
        var negated = rest[0] == '!';
        if (negated)
            rest = rest[1..].TrimStart();
        var key = Word(ref rest);
        if (key.Length == 0)
            return false;
        rest = rest.TrimStart();
        if (negated || rest.IsEmpty || rest[0] == ',')
        {
            requirements.Add((key, negated, null));
            return true;
        }
        if (rest[0] is '=' or '!')
        {
            var differs = rest[0] == '!';
            if (differs && rest is not ['!', '=', ..])
                return false;
            rest = rest[(differs || rest is ['=', '=', ..] ? 2 : 1)..].TrimStart();
            requirements.Add((key, differs, [Word(ref rest)]));
            return true;
        }
        var word = Word(ref rest);
        rest = rest.TrimStart();
        if (word is not ("in" or "notin") || rest.IsEmpty || rest[0] != '(' || rest.IndexOf(')') is not (> 0 and var end))
            return false;
        var values = new List<string>();
        foreach (var range in rest[1..end].Split(','))
            values.Add(rest[1..end][range].Trim().ToString());
        rest = rest[(end + 1)..];
        requirements.Add((key, word == "notin", values));
        return true;
    }

    private static string Word(ref ReadOnlySpan<char> rest)
    {
        var length = rest.IndexOfAny(" ,=!()");
        length = length < 0 ? rest.Length : length;
        var word = rest[..length].ToString();
        rest = rest[length..];
        return word;
    }
}
