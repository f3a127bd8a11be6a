using System.Text;
using Sluis.Core.Diagnostics;
using Sluis.Core.Text;
using Sluis.Core.Yaml;

namespace Sluis.Core.Planning;

/// <summary>
/// <c>--set key=value</c>: one key of sluis.yaml for one run. The key is a dotted path; the name of an entry may itself hold
/// dots and slashes (<c>services.shop/api.v2.replicas</c>). The value is YAML, and a list may be written with commas.
/// </summary>
public static class IntentOverrides
{
    public static MapNode Apply(MapNode root, IReadOnlyList<string> sets, Findings findings)
    {
        for (var i = 0; i < sets.Count; i++)
        {
            var at = new SourceSpan("--set", i + 1, 1);
            var equals = sets[i].IndexOf('=');
            if (equals <= 0)
            {
                findings.Add(IntentDiagnostics.BadOverride(at, sets[i]));
                continue;
            }
            var text = sets[i][(equals + 1)..];
            if (Path(sets[i][..equals], at, findings) is var (path, key) && Value(text, key, at, findings) is { } value)
                root = With(root, path, 0, value, at);
        }
        return root;
    }

    /// <summary>The parts of the path with the key they lead to; null after a finding.</summary>
    private static (List<string> Parts, IntentKey Key)? Path(string text, SourceSpan at, Findings findings)
    {
        var (parts, schema, rest) = (new List<string>(), "", text);
        while (true)
        {
            var dot = rest.IndexOf('.');
            var name = dot < 0 ? rest : rest[..dot];
            if (IntentKeys.Find(schema, name) is not { } key)
            {
                findings.Add(IntentDiagnostics.UnknownKey(at, name, string.Join('.', parts), Spelling.Nearest(name, IntentKeys.Below(schema).Select(k => k.Name))));
                return null;
            }
            parts.Add(name);
            if (dot < 0)
                return (parts, key);
            (schema, rest) = (key.Path, rest[(dot + 1)..]);
            switch (key.Type)
            {
                case IntentKeyType.Section:
                    continue;
                case IntentKeyType.TextMap:
                    parts.Add(rest);
                    return (parts, new(key.Path, IntentKeyType.Text, key.Meaning));
                case IntentKeyType.Entries when NameLength(rest, key.Path + ".*") is var length and > 0:
                    parts.Add(rest[..length]);
                    (schema, rest) = (key.Path + ".*", rest[(length + 1)..]);
                    continue;
                default:
                    var wrong = rest[(rest.LastIndexOf('.') + 1)..];
                    findings.Add(IntentDiagnostics.UnknownKey(at, wrong, string.Join('.', parts), Spelling.Nearest(wrong, IntentKeys.Below(key.Path + ".*").Select(k => k.Name))));
                    return null;
            }
        }
    }

    /// <summary>How much of the rest is the entry's name: up to the first dot after which a key of the entry stands.</summary>
    private static int NameLength(string rest, string schema)
    {
        for (var dot = rest.IndexOf('.'); dot >= 0; dot = rest.IndexOf('.', dot + 1))
        {
            var next = rest.IndexOf('.', dot + 1);
            if (dot > 0 && IntentKeys.Find(schema, next < 0 ? rest[(dot + 1)..] : rest[(dot + 1)..next]) is not null)
                return dot;
        }
        return -1;
    }

    private static Node? Value(string text, IntentKey key, SourceSpan at, Findings findings)
    {
        switch (key.Type)
        {
            case IntentKeyType.TextList when !text.StartsWith('['):
                return new ListNode(at, [.. text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(t => new ScalarNode(at, t, ScalarKind.String))]);
            case IntentKeyType.TextList or IntentKeyType.TextMap or IntentKeyType.Section or IntentKeyType.Entries:
                return YamlReader.Read(at.File, Encoding.UTF8.GetBytes(text), findings);
            default:
                return new ScalarNode(at, text, ScalarResolution.KindOf(text));
        }
    }

    private static MapNode With(MapNode map, List<string> path, int depth, Node value, SourceSpan at)
    {
        var entries = new List<Entry>(map.Entries);
        var index = entries.FindIndex(e => e.Key == path[depth]);
        var inner = depth == path.Count - 1
            ? value
            : With((index < 0 ? null : entries[index].Value as MapNode) ?? new MapNode(at, []), path, depth + 1, value, at);
        if (index < 0)
            entries.Add(new(path[depth], at, inner));
        else
            entries[index] = entries[index] with { Value = inner };
        return new MapNode(map.Span, entries);
    }
}
