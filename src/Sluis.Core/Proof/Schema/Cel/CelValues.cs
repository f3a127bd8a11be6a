using System.Globalization;
using Sluis.Core.Proof.Schema.Values;
using Sluis.Core.Yaml;

namespace Sluis.Core.Proof.Schema.Cel;

/// <summary>An evaluation went wrong; <c>||</c> and <c>&amp;&amp;</c> may still know the answer without it.</summary>
internal sealed class CelError
{
    public static readonly CelError Instance = new();
}

/// <summary>A mapping with its schema, so that fields have their defaults. https://kubernetes.io/docs/reference/using-api/cel/</summary>
internal sealed record CelObject(MapNode Node, ObjectSchema Schema)
{
    /// <summary>Null when it is absent.</summary>
    public object? Field(string name)
    {
        var schema = Schema.Properties is { } known && known.TryGetValue(name, out var property) ? property : Schema.Additional ?? ObjectSchema.Anything;
        var node = Node[name];
        if (node is null or ScalarNode { Kind: ScalarKind.Null })
            node = schema.Default is ScalarNode { Kind: ScalarKind.Null } ? null : schema.Default;
        return node is null ? null : CelValues.Of(node, schema);
    }
}

internal sealed record CelDuration(double Seconds);

internal sealed record CelUrl(Uri Uri);

/// <summary>
/// Values are long, double, string, bool, <see cref="CelDuration"/>, <see cref="CelUrl"/>, <see cref="CelObject"/>, lists of these,
/// null, and <see cref="CelError"/>.
/// </summary>
internal static class CelValues
{
    public static object? Of(Node node, ObjectSchema schema) => node switch
    {
        MapNode map => new CelObject(map, schema),
        ListNode list => OfItems(list, schema.Items ?? ObjectSchema.Anything),
        ScalarNode { Kind: ScalarKind.String } text => text.Text,
        ScalarNode { Kind: ScalarKind.Boolean } flag => flag.Text is "true" or "True" or "TRUE",
        ScalarNode { Kind: ScalarKind.Integer } when schema.Type != SchemaType.Number => NodeText.Integer(node) is { } whole ? whole : CelError.Instance,
        ScalarNode { Kind: ScalarKind.Integer or ScalarKind.Float } => NodeText.Number(node) is { } number ? number : CelError.Instance,
        _ => null,
    };

    private static object?[] OfItems(ListNode list, ObjectSchema items)
    {
        var values = new object?[list.Items.Count];
        for (var i = 0; i < values.Length; i++)
            values[i] = Of(list.Items[i], items);
        return values;
    }

    public static bool AreEqual(object? a, object? b) => (a, b) switch
    {
        (long x, double y) => x == y,
        (double x, long y) => x == y,
        (object?[] x, object?[] y) => x.Length == y.Length && x.Zip(y).All(static p => AreEqual(p.First, p.Second)),
        (CelObject x, CelObject y) => NodeText.Canonical(x.Node) == NodeText.Canonical(y.Node),
        _ => Equals(a, b),
    };

    /// <summary>Null when the two have no order.</summary>
    public static int? Compare(object? a, object? b) => (a, b) switch
    {
        (long x, long y) => x.CompareTo(y),
        (long or double, long or double) => Convert.ToDouble(a, CultureInfo.InvariantCulture).CompareTo(Convert.ToDouble(b, CultureInfo.InvariantCulture)),
        (string x, string y) => string.CompareOrdinal(x, y),
        (bool x, bool y) => x.CompareTo(y),
        (CelDuration x, CelDuration y) => x.Seconds.CompareTo(y.Seconds),
        _ => null,
    };

    public static object Size(object? value) => value switch
    {
        string text => (long)text.EnumerateRunes().Count(),
        object?[] list => (long)list.Length,
        CelObject map => (long)map.Node.Entries.Count,
        _ => CelError.Instance,
    };
}

/// <summary>The variables of one evaluation, by the slots that the parser gave them; <c>self</c> is the first.</summary>
internal sealed class CelFrame(object? self, Patterns patterns)
{
    /// <summary>Rules are cheap by the API server's own reckoning; one that is not is left to it.</summary>
    private const int MostSteps = 500_000;

    private readonly object?[] slots = [self, null, null, null, null, null, null, null];
    private int steps;

    public const int Slots = 8;

    public Patterns Patterns { get; } = patterns;

    public bool IsSpent => ++steps > MostSteps;

    public object? this[int slot]
    {
        get => slots[slot];
        set => slots[slot] = value;
    }
}
