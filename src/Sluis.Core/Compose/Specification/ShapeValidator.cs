using System.Globalization;
using Sluis.Core.Compose.Loading;
using Sluis.Core.Diagnostics;
using Sluis.Core.Text;
using Sluis.Core.Yaml;

namespace Sluis.Core.Compose.Specification;

/// <summary>Holds a merged document to the specification, in whatever form it is written.</summary>
internal sealed class ShapeValidator(Findings findings)
{
    /// <summary>False when something was refused.</summary>
    public bool Validate(Node document)
    {
        valid = true;
        Check(ComposeSpecification.Root, document, "");
        return valid;
    }

    private bool valid;

    private void Refuse(Diagnostic finding)
    {
        valid = false;
        findings.Add(finding);
    }

    private void Check(Shape shape, Node node, string path)
    {
        switch (node)
        {
            case MapNode map when shape.Takes.HasFlag(Takes.Map):
                Entries(shape, map, path);
                return;
            case ListNode list when shape.Takes.HasFlag(Takes.List):
                Items(shape, list, path);
                return;
            case ScalarNode scalar when Accepts(shape.Takes, scalar):
                Value(shape, scalar, path);
                return;
            default:
                Refuse(ComposeDiagnostics.WrongType(node.Span, path, Expected(shape.Takes)));
                return;
        }
    }

    private static bool Accepts(Takes takes, ScalarNode scalar) => scalar.Kind switch
    {
        ScalarKind.String => takes.HasFlag(Takes.Text),
        ScalarKind.Integer => takes.HasFlag(Takes.Integer),
        ScalarKind.Float => takes.HasFlag(Takes.Number) || takes.HasFlag(Takes.Integer) && IsWhole(scalar.Text),
        ScalarKind.Boolean => takes.HasFlag(Takes.Boolean),
        _ => takes.HasFlag(Takes.Null),
    };

    private static bool IsWhole(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value == Math.Floor(value);

    private static string Expected(Takes takes)
    {
        var words = new List<string>(5);
        if (takes.HasFlag(Takes.Text))
            words.Add("a string");
        if (takes.HasFlag(Takes.Number))
            words.Add("a number");
        else if (takes.HasFlag(Takes.Integer))
            words.Add("an integer");
        if (takes.HasFlag(Takes.Boolean))
            words.Add("a boolean");
        if (takes.HasFlag(Takes.List))
            words.Add("a list");
        if (takes.HasFlag(Takes.Map))
            words.Add("a mapping");
        return words.Count == 0 ? "empty" : string.Join(" or ", words);
    }

    private void Value(Shape shape, ScalarNode scalar, string path)
    {
        if (shape.OneOf is { } words && scalar.Kind == ScalarKind.String && !words.Contains(scalar.Text))
            Refuse(ComposeDiagnostics.NotAllowed(scalar.Span, path, "one of " + string.Join(", ", words)));
        if (scalar.Kind == ScalarKind.Integer && Nodes.Whole(scalar.Text) is { } number && (number < shape.Minimum || number > shape.Maximum))
            Refuse(ComposeDiagnostics.NotAllowed(scalar.Span, path, shape.Maximum == long.MaxValue
                ? $"at least {shape.Minimum}" : $"between {shape.Minimum} and {shape.Maximum}"));
    }

    private void Items(Shape shape, ListNode list, string path)
    {
        HashSet<string>? seen = null;
        for (var i = 0; i < list.Items.Count; i++)
        {
            var item = list.Items[i];
            if (shape.Item is { } each && shape.Becomes != Becomes.Map)
                Check(each, item, $"{path}.{i}");
            else if (shape.Takes.HasFlag(Takes.TextList) && item is not ScalarNode { Kind: ScalarKind.String })
                Refuse(ComposeDiagnostics.WrongType(item.Span, $"{path}.{i}", "a string"));
            if (shape.Unique && item is ScalarNode { Kind: not ScalarKind.Null } scalar && !(seen ??= new(StringComparer.Ordinal)).Add(scalar.Text))
                Refuse(ComposeDiagnostics.Duplicate(item.Span, path));
        }
    }

    private void Entries(Shape shape, MapNode map, string path)
    {
        foreach (var (key, keySpan, value) in map.Entries)
        {
            var inner = path.Length == 0 ? key : $"{path}.{key}";
            if (shape.Item is { } each && shape.Becomes == Becomes.Map)
            {
                if (shape.NamedKeys && !IsName(key))
                    Refuse(ComposeDiagnostics.BadName(keySpan, path, key));
                Check(each, value, inner);
            }
            else if (shape.Fields.TryGetValue(key, out var field))
                Check(field.Shape, value, inner);
            else if (shape.Fields.Count > 0 && !key.StartsWith("x-", StringComparison.Ordinal))
                Refuse(ComposeDiagnostics.UnknownKey(keySpan, path, key, Spelling.Nearest(key, shape.Fields.Keys)));
            else if (shape.Fields.Count == 0)
                Free(shape.Becomes, value, inner);
        }
        foreach (var field in shape.Fields.Values)
            if (field.Required && map[field.Name] is null)
                Refuse(ComposeDiagnostics.MissingKey(map.Span, path, field.Name));
    }

    /// <summary>Values under keys of the user's choice: environment, labels, options.</summary>
    private void Free(Becomes becomes, Node value, string path)
    {
        var listed = becomes is Becomes.Hosts or Becomes.MultiOptions && value is ListNode;
        if (becomes != Becomes.Flag && value is not ScalarNode && !listed)
            Refuse(ComposeDiagnostics.WrongType(value.Span, path, "a string, a number or a boolean"));
    }

    private static bool IsName(string key)
    {
        foreach (var c in key)
            if (!(char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-'))
                return false;
        return key.Length > 0;
    }
}
