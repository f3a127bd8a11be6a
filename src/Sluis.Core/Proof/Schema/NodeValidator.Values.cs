using System.Globalization;
using Sluis.Core.Proof.Schema.Values;
using Sluis.Core.Text;
using Sluis.Core.Yaml;

namespace Sluis.Core.Proof.Schema;

/// <summary>Types, formats, bounds and alternatives of one value.</summary>
internal sealed partial class NodeValidator
{
    private static bool TypeFits(Node node, ObjectSchema schema) => schema.Type switch
    {
        SchemaType.Any => true,
        SchemaType.Object => node is MapNode,
        SchemaType.List => node is ListNode,
        SchemaType.String => node is ScalarNode { Kind: ScalarKind.String },
        SchemaType.Boolean => node is ScalarNode { Kind: ScalarKind.Boolean },
        SchemaType.Integer => node is ScalarNode { Kind: ScalarKind.Integer } or ScalarNode { Kind: ScalarKind.Float } && NodeText.Number(node) is { } value && double.IsInteger(value),
        SchemaType.Number => node is ScalarNode { Kind: ScalarKind.Integer or ScalarKind.Float },
        SchemaType.IntOrString => node is ScalarNode { Kind: ScalarKind.Integer or ScalarKind.String },
        _ => node is ScalarNode { Kind: ScalarKind.Integer or ScalarKind.Float or ScalarKind.String },
    };

    private static string Describe(Node node) => node switch
    {
        MapNode => "A mapping",
        ListNode => "A list",
        ScalarNode { Kind: ScalarKind.String } => "Text",
        ScalarNode { Kind: ScalarKind.Integer or ScalarKind.Float } => "A number",
        ScalarNode { Kind: ScalarKind.Boolean } => "A boolean",
        _ => "Nothing (null)",
    };

    private static string Describe(ObjectSchema schema) => schema.Type switch
    {
        SchemaType.Object => "a mapping",
        SchemaType.List => "a list",
        SchemaType.String => "text",
        SchemaType.Boolean => "true or false",
        SchemaType.Integer => "a whole number",
        SchemaType.Number => "a number",
        SchemaType.IntOrString => "a whole number or text",
        _ => "a quantity such as 500m or 1Gi",
    };

    private void Scalar(ScalarNode scalar, ObjectSchema schema)
    {
        if (schema.Enum is { } allowed && !Contains(allowed, scalar.Text))
            Report(SchemaDiagnostics.NotAllowed(Here(scalar), scalar.Text, allowed, Spelling.Nearest(scalar.Text, allowed)));
        if (schema.Type == SchemaType.Quantity)
        {
            if (!Quantity.TryParse(scalar.Text, out _))
                Report(SchemaDiagnostics.WrongFormat(Here(scalar), "a quantity such as 500m or 1Gi"));
        }
        else if (schema.Format is { } format)
        {
            if (scalar.Kind == ScalarKind.String && Formats.Refusal(format, scalar.Text) is { } expected)
                Report(SchemaDiagnostics.WrongFormat(Here(scalar), expected));
            else if (scalar.Kind == ScalarKind.Integer && format is "int32" or "int64" && !IsWithin(scalar, format))
                Report(SchemaDiagnostics.OutOfBounds(Here(scalar), $"does not fit into {(format == "int32" ? 32 : 64)} bits"));
        }
    }

    private static bool Contains(IReadOnlyList<string> allowed, string text)
    {
        for (var i = 0; i < allowed.Count; i++)
            if (allowed[i] == text)
                return true;
        return false;
    }

    private static bool IsWithin(ScalarNode scalar, string format) =>
        NodeText.Integer(scalar) is { } value && (format == "int64" || value is >= int.MinValue and <= int.MaxValue);

    private void Limits(Node node, ValueLimits limits)
    {
        switch (node)
        {
            case ScalarNode { Kind: ScalarKind.String } text:
                Text(text, limits);
                break;
            case ScalarNode { Kind: ScalarKind.Integer or ScalarKind.Float } when NodeText.Number(node) is { } number:
                Number(node, number, limits);
                break;
            case ListNode list:
                Bound(node, list.Items.Count < limits.MinItems, $"has {list.Items.Count} items, at least {limits.MinItems} are needed");
                Bound(node, list.Items.Count > limits.MaxItems, $"has {list.Items.Count} items, at most {limits.MaxItems} are allowed");
                if (limits.UniqueItems && list.Items.Select(NodeText.Canonical).Distinct(StringComparer.Ordinal).Count() < list.Items.Count)
                    Report(SchemaDiagnostics.Duplicate(Here(node), "An item"));
                break;
            case MapNode map:
                Bound(node, map.Entries.Count < limits.MinProperties, $"has {map.Entries.Count} fields, at least {limits.MinProperties} are needed");
                Bound(node, map.Entries.Count > limits.MaxProperties, $"has {map.Entries.Count} fields, at most {limits.MaxProperties} are allowed");
                break;
        }
        Alternatives(node, limits);
    }

    private void Text(ScalarNode text, ValueLimits limits)
    {
        if (limits.MinLength is not null || limits.MaxLength is not null)
        {
            // Characters, not UTF-16 units.
            var length = 0;
            foreach (var _ in text.Text.EnumerateRunes())
                length++;
            Bound(text, length < limits.MinLength, $"has {length} characters, at least {limits.MinLength} are needed");
            Bound(text, length > limits.MaxLength, $"has {length} characters, at most {limits.MaxLength} are allowed");
        }
        if (limits.Pattern is not { } pattern)
            return;
        if (patterns.IsMatch(pattern, text.Text) is not { } matches)
            counter.Unevaluated();
        else if (!matches)
            Report(SchemaDiagnostics.NoMatch(Here(text), pattern));
    }

    private void Number(Node node, double number, ValueLimits limits)
    {
        Bound(node, limits.ExclusiveMinimum ? number <= limits.Minimum : number < limits.Minimum, $"is {Show(number)}, {(limits.ExclusiveMinimum ? "more than" : "at least")} {Show(limits.Minimum)} is needed");
        Bound(node, limits.ExclusiveMaximum ? number >= limits.Maximum : number > limits.Maximum, $"is {Show(number)}, {(limits.ExclusiveMaximum ? "less than" : "at most")} {Show(limits.Maximum)} is allowed");
        Bound(node, limits.MultipleOf is { } step && step > 0 && !double.IsInteger(number / step), $"is {Show(number)} and no multiple of {Show(limits.MultipleOf)}");
    }

    private static string Show(double? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "";

    private void Bound(Node node, bool broken, string what)
    {
        if (broken)
            Report(SchemaDiagnostics.OutOfBounds(Here(node), what));
    }

    private void Alternatives(Node node, ValueLimits limits)
    {
        foreach (var all in limits.AllOf)
            Walk(node, all);
        if (limits.AnyOf.Count > 0 && !limits.AnyOf.Any(a => Fits(node, a)))
            Report(SchemaDiagnostics.NoAlternative(Here(node), $"none of the alternatives{Choices(limits.AnyOf)}"));
        if (limits.OneOf.Count > 0 && limits.OneOf.Count(a => Fits(node, a)) is not 1 and var fitting)
            Report(SchemaDiagnostics.NoAlternative(Here(node), fitting == 0 ? $"none of the alternatives{Choices(limits.OneOf)}" : $"{fitting} alternatives where one is allowed{Choices(limits.OneOf)}"));
        if (limits.Not is { } not && Fits(node, not))
            Report(SchemaDiagnostics.NoAlternative(Here(node), $"what its definition forbids{Choices([not])}"));
    }

    /// <summary>The fields that the alternatives ask for, when that is all they are about.</summary>
    private static string Choices(IReadOnlyList<ObjectSchema> alternatives)
    {
        var fields = alternatives.SelectMany(static a => a.Required).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        return fields.Count is 0 or > 12 ? "" : $" ({string.Join(", ", fields)})";
    }

    private bool Fits(Node node, ObjectSchema schema)
    {
        var before = tried;
        trying++;
        Walk(node, schema);
        trying--;
        return tried == before;
    }
}
