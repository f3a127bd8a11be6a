using Sluis.Core.Diagnostics;
using Sluis.Core.Text;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Sluis.Core.Yaml;

/// <summary>Parser events to nodes. One per document stream.</summary>
internal sealed class YamlTreeBuilder(string file, string text, YamlLimits limits, bool keysMustBeText, YamlOrigin origin = default)
{
    /// <summary>Duplicate keys do not stop the reading; a file that is full of them is cut short.</summary>
    private const int MaxDuplicates = 20;

    private readonly Parser parser = new(new StringReader(text));
    // Anchors outlive their document, as in the reference. The node is null while its value is being read.
    private readonly Dictionary<string, (Node? Node, int Size)> anchors = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> keys = new(StringComparer.Ordinal);
    private int nodes;
    private int aliased;

    /// <summary>Faults that left the tree readable; with any of them it must not be used.</summary>
    public List<Diagnostic> Faults { get; } = [];

    public IReadOnlyList<Node> Documents()
    {
        var documents = new List<Node>(1);
        Advance(); // stream start
        while (Advance() && parser.Current is DocumentStart)
        {
            Advance();
            documents.Add(Build(0));
            Advance(); // document end
        }
        return documents;
    }

    /// <summary>The library reports a few broken flow collections by other exceptions than its own; they are syntax errors too.</summary>
    private bool Advance()
    {
        try
        {
            return parser.MoveNext();
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException or IndexOutOfRangeException)
        {
            var at = parser.Current is { } last ? origin.Of(file, (int)last.End.Line, (int)last.End.Column) : origin.Of(file, 1, 1);
            throw Fault(YamlDiagnostics.Syntax(at, "a list or mapping in brackets does not end where it should"));
        }
    }

    /// <summary>Builds the node that the current event opens and leaves the parser on its last event.</summary>
    private Node Build(int depth)
    {
        var current = parser.Current ?? throw Fault(YamlDiagnostics.Syntax(origin.Of(file, 1, 1), "the file ends too early"));
        if (++nodes > limits.MaxNodes)
            throw Fault(YamlDiagnostics.TooMuch(At(current), $"has more than {limits.MaxNodes} values"));
        if (depth > limits.MaxDepth)
            throw Fault(YamlDiagnostics.TooMuch(At(current), $"nests deeper than {limits.MaxDepth} levels"));
        if (current is AnchorAlias alias)
            return Expand(alias);

        var before = nodes;
        var anchor = current is NodeEvent { Anchor.IsEmpty: false } anchored ? anchored.Anchor.Value : null;
        if (anchor is not null)
            anchors[anchor] = default;
        Node node = current switch
        {
            Scalar scalar => Resolve(scalar),
            SequenceStart sequence => List(sequence, depth),
            MappingStart mapping => Map(mapping, depth),
            _ => throw Fault(YamlDiagnostics.Syntax(At(current), "a value was expected")),
        };
        if (anchor is not null)
            anchors[anchor] = (node, nodes - before + 1);
        return node;
    }

    private Node Expand(AnchorAlias alias)
    {
        if (!anchors.TryGetValue(alias.Value.Value, out var anchor))
            throw Fault(YamlDiagnostics.UnknownAlias(At(alias), alias.Value.Value));
        if (anchor.Node is null)
            throw Fault(YamlDiagnostics.SelfAlias(At(alias), alias.Value.Value));
        // Subtrees are shared, so memory is safe; whoever walks the tree pays for every copy, so copies count.
        aliased += anchor.Size;
        nodes += anchor.Size;
        if (aliased > limits.MaxAliasedNodes || aliased > 1_000 && aliased > 0.99 * nodes)
            throw Fault(YamlDiagnostics.TooMuch(At(alias), $"repeats {aliased} values through aliases"));
        return anchor.Node;
    }

    private ListNode List(SequenceStart start, int depth)
    {
        var items = new List<Node>();
        while (Advance() && parser.Current is not SequenceEnd)
            items.Add(Build(depth + 1));
        return new(At(start), items) { Tag = LocalTag(start) };
    }

    private MapNode Map(MappingStart start, int depth)
    {
        var entries = new List<Entry>();
        List<(SourceSpan At, Node Value)>? merges = null;
        HashSet<string>? seen = null;
        while (Advance() && parser.Current is not MappingEnd)
        {
            var (name, at, merge) = Key();
            Advance();
            var value = Build(depth + 1);
            if (merge)
            {
                if (merges is null)
                    merges = [(at, value)];
                else
                    Duplicate(at, name, merges[0].At);
                continue;
            }
            if (entries.Count >= 16)
                seen ??= [.. entries.Select(e => e.Key)];
            if (seen is null ? IndexOf(entries, name) >= 0 : !seen.Add(name))
                Duplicate(at, name, entries[IndexOf(entries, name)].KeySpan);
            else
                entries.Add(new(name, at, value));
        }
        if (merges is not null)
        {
            seen ??= [.. entries.Select(e => e.Key)];
            foreach (var (at, value) in merges)
                Merge(entries, seen, at, value);
        }
        return new(At(start), entries) { Tag = LocalTag(start) };
    }

    /// <summary>A key is a scalar, or an alias of one. Only a plain <c>&lt;&lt;</c> merges.</summary>
    private (string Name, SourceSpan At, bool Merge) Key()
    {
        var at = At(parser.Current);
        switch (parser.Current)
        {
            case Scalar key:
                if (!key.Anchor.IsEmpty)
                    anchors[key.Anchor.Value] = (Resolve(key), 1);
                return (Text(key.Value, keysMustBeText ? KindOf(key) : ScalarKind.String, at), at, key.Style == ScalarStyle.Plain && key.Value == "<<");
            case AnchorAlias alias when Expand(alias) is ScalarNode key:
                return (Text(key.Text, key.Kind, at), at, false);
            default:
                throw Fault(YamlDiagnostics.ComplexKey(at));
        }
    }

    private string Text(string key, ScalarKind kind, SourceSpan at) =>
        keysMustBeText && kind != ScalarKind.String ? throw Fault(YamlDiagnostics.KeyIsNotText(at, key)) : Intern(key);

    private void Duplicate(SourceSpan at, string name, SourceSpan first)
    {
        Faults.Add(YamlDiagnostics.DuplicateKey(at, name, first));
        if (Faults.Count > MaxDuplicates)
            throw Fault(YamlDiagnostics.TooMuch(at, $"has more than {MaxDuplicates} keys that stand twice"));
    }

    /// <summary>Keys that stand in the mapping win over merged ones, earlier merged mappings over later.</summary>
    private static void Merge(List<Entry> entries, HashSet<string> seen, SourceSpan at, Node value)
    {
        switch (value)
        {
            case MapNode map:
                foreach (var entry in map.Entries)
                    if (seen.Add(entry.Key))
                        entries.Add(entry);
                break;
            case ListNode list when list.Items.All(i => i is MapNode):
                foreach (var item in list.Items)
                    Merge(entries, seen, at, item);
                break;
            default:
                throw Fault(YamlDiagnostics.BadMerge(at));
        }
    }

    private static int IndexOf(List<Entry> entries, string key)
    {
        for (var i = 0; i < entries.Count; i++)
            if (entries[i].Key == key)
                return i;
        return -1;
    }

    private ScalarNode Resolve(Scalar scalar) => new(At(scalar), scalar.Value, KindOf(scalar)) { Tag = LocalTag(scalar) };

    private ScalarKind KindOf(Scalar scalar) => (scalar.Tag.IsEmpty ? null : scalar.Tag.Value) switch
    {
        "tag:yaml.org,2002:str" or "!" => ScalarKind.String,
        "tag:yaml.org,2002:int" => Tagged(scalar, ScalarKind.Integer),
        "tag:yaml.org,2002:float" => Tagged(scalar, ScalarKind.Float),
        "tag:yaml.org,2002:bool" => Tagged(scalar, ScalarKind.Boolean),
        "tag:yaml.org,2002:null" => Tagged(scalar, ScalarKind.Null),
        _ => scalar.Style == ScalarStyle.Plain ? ScalarResolution.KindOf(scalar.Value) : ScalarKind.String,
    };

    /// <summary>A tag cannot make a number of a text that is none; a whole number can be a float.</summary>
    private ScalarKind Tagged(Scalar scalar, ScalarKind kind)
    {
        var found = ScalarResolution.KindOf(scalar.Value);
        if (found != kind && !(kind == ScalarKind.Float && found == ScalarKind.Integer))
            throw Fault(YamlDiagnostics.WrongTag(At(scalar), kind));
        return kind;
    }

    /// <summary>The same few hundred keys recur in every service; one string each.</summary>
    private string Intern(string key)
    {
        if (key.Length > 40)
            return key;
        if (keys.TryGetValue(key, out var known))
            return known;
        keys[key] = key;
        return key;
    }

    private static string? LocalTag(NodeEvent node) =>
        !node.Tag.IsEmpty && node.Tag.Value is ['!', _, ..] tag ? tag : null;

    private SourceSpan At(ParsingEvent? at) => at is null ? origin.Of(file, 1, 1) : origin.Of(file, (int)at.Start.Line, (int)at.Start.Column);

    private static YamlFault Fault(Diagnostic finding) => new(finding);
}
