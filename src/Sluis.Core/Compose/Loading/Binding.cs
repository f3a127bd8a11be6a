using System.Globalization;
using System.Text;
using Sluis.Core.Compose.Specification;
using Sluis.Core.Text;
using Sluis.Core.Yaml;

namespace Sluis.Core.Compose.Loading;

/// <summary>
/// The canonical document to the resolved model: each value in the type its attribute has, in the reference's form; what is
/// empty is left out; keys are sorted.
/// </summary>
internal static class Binding
{
    public static MapNode Document(MapNode document)
    {
        var extensions = document.Entries.Where(static e => e.Key.StartsWith("x-", StringComparison.Ordinal)).ToList();
        var bound = (MapNode?)Bind(ComposeSpecification.Root, document, "") ?? new MapNode(document.Span, []);
        return new(document.Span, [.. bound.Entries.Concat(extensions.Select(static e => e with { Value = Canonicalise(e.Value) })).OrderBy(static e => e.Key, StringComparer.Ordinal)]);
    }

    /// <summary>Null: the value is left out.</summary>
    private static Node? Bind(Shape shape, Node node, string path) => shape.Becomes switch
    {
        Becomes.Text => node is ScalarNode { Kind: not ScalarKind.Null } s && Nodes.Plain(s) is var text && (text.Length > 0 || !s.Parts.IsEmpty) ? Nodes.Text(s.Span, text, s.Parts) : null,
        Becomes.Flag => Boolean(node, path) is true ? Nodes.True(node.Span) : null,
        Becomes.KeptFlag => Boolean(node, path) is { } flag ? Nodes.Bool(node.Span, flag) : null,
        Becomes.OptOut => Boolean(node, path) is false ? Nodes.Bool(node.Span, false) : null,
        Becomes.Integer => Whole(node, path) is { } whole && whole != 0 ? Nodes.Integer(node.Span, whole) : null,
        Becomes.KeptInteger => Whole(node, path) is { } kept ? Nodes.Integer(node.Span, kept) : null,
        Becomes.Number => Number(node, path),
        Becomes.DeviceCount => node.AsText() is { } count ? (count.Equals("all", StringComparison.OrdinalIgnoreCase) ? Nodes.Integer(node.Span, -1) : Bind(IntegerOrNothing, node, path)) : null,
        Becomes.Bytes => node.AsText() is { } size ? Bytes(node, size, path) : null,
        Becomes.Duration => Duration(node, path) is { } d && d != 0 ? Nodes.Text(node.Span, GoFormat.Duration(d)) : null,
        Becomes.KeptDuration => Duration(node, path) is { } k ? Nodes.Text(node.Span, GoFormat.Duration(k)) : null,
        Becomes.FileMode => Mode(node, path),
        Becomes.List => List(shape, node, path),
        Becomes.Map => Map(shape, node, path),
        Becomes.Record => node.IsNull() ? null : Record(shape, node, path),
        Becomes.Pairs => Pairs(node, static at => Nodes.Text(at, "")),
        Becomes.Environment => Pairs(NoTrailingSpace(node), Nodes.Null),
        Becomes.Options => Pairs(node, static at => Nodes.Text(at, "")),
        Becomes.MultiOptions => MultiOptions(node),
        Becomes.Hosts => Hosts(node),
        Becomes.Command => Command(node),
        Becomes.HealthTest => HealthTest(node),
        Becomes.Ulimit => node is MapNode ? Record(shape, node, path) : Bind(IntegerOrNothing, node, path) ?? new MapNode(node.Span, []),
        Becomes.SshKeys => Ssh(node),
        _ => Canonicalise(node),
    };

    private static readonly Shape IntegerOrNothing = new(Becomes.Integer, Takes.Integer);

    private static ComposeFault Unreadable(Node node, string path, string expected) => new(ComposeDiagnostics.Unreadable(node.Span, path, expected));

    private static bool? Boolean(Node node, string path) => node.AsText()?.ToLowerInvariant() switch
    {
        null => node is MapNode ? true : null,
        "true" or "y" or "yes" or "on" => true,
        "false" or "n" or "no" or "off" => false,
        _ => throw Unreadable(node, path, "true or false"),
    };

    private static long? Whole(Node node, string path)
    {
        if (node is not ScalarNode { Kind: not ScalarKind.Null } scalar)
            return null;
        if (scalar.Kind == ScalarKind.Float && double.TryParse(scalar.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var real))
            return (long)real;
        return long.TryParse(Nodes.Plain(scalar), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw Unreadable(node, path, "a whole number");
    }

    private static ScalarNode? Number(Node node, string path)
    {
        if (node.AsText() is not { } text)
            return null;
        if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value))
            throw Unreadable(node, path, "a number");
        var single = (float)value;
        return single == 0 ? null : new(node.Span, GoFormat.Float(double.Parse(single.ToString("R", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture)), ScalarKind.Float);
    }

    private static ScalarNode? Bytes(Node node, string size, string path)
    {
        var value = GoFormat.Bytes(size) ?? (double.TryParse(size, NumberStyles.Float, CultureInfo.InvariantCulture, out var real) ? (long)real : null as long?)
            ?? throw Unreadable(node, path, "a size such as 64m or 1gb");
        return value == 0 ? null : Nodes.Text(node.Span, value.ToString(CultureInfo.InvariantCulture));
    }

    private static long? Duration(Node node, string path) => node.AsText() is { } text
        ? GoFormat.Duration(text) ?? throw Unreadable(node, path, "a duration such as 30s or 1m30s")
        : null;

    private static ScalarNode? Mode(Node node, string path)
    {
        if (node is not ScalarNode { Kind: not ScalarKind.Null } scalar)
            return null;
        var value = scalar.Kind == ScalarKind.String
            ? (scalar.Text.Length > 0 && scalar.Text.AsSpan().IndexOfAnyExceptInRange('0', '7') < 0 ? Convert.ToInt64(scalar.Text, 8) : throw Unreadable(node, path, "an octal mode such as 0440"))
            : Whole(node, path) ?? 0;
        return Nodes.Text(node.Span, "0" + Convert.ToString(value, 8));
    }

    private static ListNode? List(Shape shape, Node node, string path)
    {
        if (node.IsNull())
            return null;
        var items = node is ListNode list ? list.Items : [node];
        var bound = new List<Node>(items.Count);
        for (var i = 0; i < items.Count; i++)
            if (shape.Item is null)
                bound.Add(Canonicalise(items[i]));
            else if (Bind(shape.Item, items[i], $"{path}[{i}]") is { } value)
                bound.Add(value);
            else if (items[i] is ScalarNode empty)
                bound.Add(Nodes.Text(empty.Span, ""));
        return bound.Count == 0 ? null : new(node.Span, bound);
    }

    private static MapNode? Map(Shape shape, Node node, string path)
    {
        if (node is not MapNode map || shape.Item is not { } item)
            return null;
        var entries = new List<Entry>(map.Entries.Count);
        foreach (var (key, keySpan, value) in map.Entries)
            entries.Add(new(key, keySpan, Bind(item, value, $"{path}{(path.Length == 0 ? "" : ".")}{key}") ?? Nodes.Null(value.Span)));
        entries.Sort(static (a, b) => string.CompareOrdinal(a.Key, b.Key));
        return entries.Count == 0 ? null : new(node.Span, entries);
    }

    private static MapNode Record(Shape shape, Node node, string path)
    {
        var entries = new List<Entry>();
        if (node is MapNode map)
            foreach (var (key, keySpan, value) in map.Entries)
                if (shape.Fields.TryGetValue(key, out var field) && !field.Unwritten
                    && Bind(field.Shape, value, path.Length == 0 ? key : $"{path}.{key}") is { } bound)
                    entries.Add(new(field.WrittenAs ?? key, keySpan, bound));
        foreach (var field in shape.Fields.Values)
            if (field.Always && !entries.Any(e => e.Key == (field.WrittenAs ?? field.Name)))
                entries.Add(new(field.WrittenAs ?? field.Name, node.Span, Absent(field, node.Span)));
        entries.Sort(static (a, b) => string.CompareOrdinal(a.Key, b.Key));
        return new(node.Span, entries);
    }

    private static Node Absent(Field field, SourceSpan at) => field.Shape.Becomes switch
    {
        Becomes.Record => Record(field.Shape, new MapNode(at, []), ""),
        Becomes.Text => Nodes.Text(at, ""),
        Becomes.Bytes => Nodes.Text(at, "0"),
        Becomes.Integer => Nodes.Integer(at, 0),
        Becomes.KeptFlag => Nodes.Bool(at, false),
        _ => Nodes.Null(at),
    };

    private static MapNode? Pairs(Node node, Func<SourceSpan, Node> missing)
    {
        var draft = new MapDraft(node.Span);
        switch (node)
        {
            case MapNode map:
                foreach (var (key, keySpan, value) in map.Entries)
                    if (!key.StartsWith("x-", StringComparison.Ordinal) || value is ScalarNode)
                        draft.Set(key, value is ScalarNode { Kind: not ScalarKind.Null } s ? Nodes.Text(s.Span, Nodes.Plain(s), s.Parts) : missing(value.Span), keySpan);
                break;
            case ListNode list:
                foreach (var item in list.Items.OfType<ScalarNode>())
                {
                    var text = Nodes.Plain(item);
                    var equals = text.IndexOf('=');
                    if (equals < 0)
                        draft.Set(text, missing(item.Span), item.Span);
                    else
                        draft.Set(text[..equals], item.Kind == ScalarKind.String
                            ? Nodes.SliceOf(item, equals + 1, text.Length - equals - 1)
                            : Nodes.Text(item.Span, text[(equals + 1)..]), item.Span);
                }
                break;
        }
        return draft.Count == 0 ? null : new(node.Span, [.. draft.Entries.OrderBy(static e => e.Key, StringComparer.Ordinal)]);
    }

    /// <summary><c>- NAME =value</c> in a list is a mistake that the reference refuses; a mapping may have such a key.</summary>
    private static Node NoTrailingSpace(Node node)
    {
        foreach (var item in (node as ListNode)?.Items ?? [])
            if (item is ScalarNode { Text: var text } && text.IndexOf('=') is var equals
                && (equals < 0 ? text : text[..equals]) is { Length: > 0 } name && char.IsWhiteSpace(name[^1]))
                throw new ComposeFault(ComposeDiagnostics.TrailingSpace(item.Span, name));
        return node;
    }

    private static MapNode? MultiOptions(Node node)
    {
        if (node is not MapNode map || map.Entries.Count == 0)
            return null;
        return new(node.Span, [.. map.Entries.OrderBy(static e => e.Key, StringComparer.Ordinal).Select(static e => e with
        {
            Value = new ListNode(e.Value.Span, [.. (e.Value is ListNode l ? l.Items : [e.Value]).OfType<ScalarNode>().Select(static s => Nodes.Text(s.Span, Nodes.Plain(s), s.Parts))]),
        })]);
    }

    /// <summary>Sorted <c>host=address</c>; brackets around an IPv6 address are taken off.</summary>
    private static ListNode? Hosts(Node node)
    {
        var hosts = new List<ScalarNode>();
        void Add(SourceSpan at, string host, string address)
        {
            if (host.Length == 0 || host.AsSpan().ContainsAny(':', '='))
                throw new ComposeFault(ComposeDiagnostics.BadHost(at, host));
            hosts.Add(Nodes.Text(at, $"{host}={(address is ['[', _, .., ']'] ? address[1..^1] : address)}"));
        }

        switch (node)
        {
            case MapNode map:
                foreach (var (key, _, value) in map.Entries)
                    foreach (var address in value is ListNode several ? several.Items : [value])
                        Add(address.Span, key, address.AsText() ?? "");
                break;
            case ListNode list:
                foreach (var item in list.Items.OfType<ScalarNode>())
                {
                    var split = item.Text.IndexOf('=');
                    if (split < 0)
                        split = item.Text.IndexOf(':');
                    if (split < 0)
                        throw new ComposeFault(ComposeDiagnostics.BadHost(item.Span, item.Text));
                    foreach (var address in item.Text[(split + 1)..].Split(','))
                        Add(item.Span, item.Text[..split], address);
                }
                break;
        }
        hosts.Sort(static (a, b) => string.CompareOrdinal(a.Text, b.Text));
        return hosts.Count == 0 ? null : new(node.Span, hosts);
    }

    private static ListNode? Command(Node node) => node switch
    {
        ScalarNode { Kind: ScalarKind.Null } => null,
        ScalarNode scalar => ShellWords.List(scalar) ?? throw new ComposeFault(ComposeDiagnostics.Unreadable(scalar.Span, "command", "a command whose quotes close")),
        ListNode list => new(list.Span, [.. list.Items.OfType<ScalarNode>().Select(static s => Nodes.Text(s.Span, Nodes.Plain(s), s.Parts))]),
        _ => null,
    };

    private static ListNode? HealthTest(Node node) => node switch
    {
        ScalarNode { Kind: not ScalarKind.Null } scalar => new(scalar.Span, [Nodes.Text(scalar.Span, "CMD-SHELL"), scalar]),
        ListNode { Items.Count: > 0 } list => new(list.Span, [.. list.Items.OfType<ScalarNode>().Select(static s => Nodes.Text(s.Span, Nodes.Plain(s), s.Parts))]),
        _ => null,
    };

    private static ListNode? Ssh(Node node) => node is MapNode { Entries.Count: > 0 } map
        ? new(node.Span, [.. map.Entries.OrderBy(static e => e.Key, StringComparer.Ordinal)
            .Select(static e => Nodes.Text(e.Value.Span, e.Value.AsText() is { Length: > 0 } path ? $"{e.Key}={path}" : e.Key))])
        : null;

    /// <summary>Extension values: as written, numbers in decimal, keys sorted.</summary>
    private static Node Canonicalise(Node node) => node switch
    {
        MapNode map => new MapNode(map.Span, [.. map.Entries.OrderBy(static e => e.Key, StringComparer.Ordinal).Select(static e => e with { Value = Canonicalise(e.Value) })]),
        ListNode list => new ListNode(list.Span, [.. list.Items.Select(Canonicalise)]),
        ScalarNode { Kind: ScalarKind.Null } => node,
        ScalarNode scalar => new ScalarNode(scalar.Span, Nodes.Plain(scalar), scalar.Kind, scalar.Parts),
        _ => node,
    };
}
