using System.Globalization;
using Sluis.Core.Diagnostics;
using Sluis.Core.Platform;
using Sluis.Core.Text;
using Sluis.Core.Yaml;

namespace Sluis.Core.Planning;

/// <summary>Holds a tree to the table of keys. What is wrong is a finding and is left out of the tree that comes back.</summary>
internal sealed class IntentValidator(Findings findings)
{
    public MapNode Section(MapNode map, string schemaPath, string shownPath)
    {
        var good = new List<Entry>(map.Entries.Count);
        foreach (var entry in map.Entries)
        {
            if (IntentKeys.Find(schemaPath, entry.Key) is not { } key)
                findings.Add(IntentDiagnostics.UnknownKey(entry.KeySpan, entry.Key, shownPath, Spelling.Nearest(entry.Key, IntentKeys.Below(schemaPath).Select(k => k.Name))));
            else if (Value(entry.Value, key, shownPath.Length == 0 ? key.Name : $"{shownPath}.{key.Name}", entry.KeySpan) is { } value)
                good.Add(entry with { Value = value });
        }
        return new MapNode(map.Span, good);
    }

    /// <summary>Null: wrong, or empty, which is the same as absent.</summary>
    private Node? Value(Node node, IntentKey key, string shown, SourceSpan keyAt)
    {
        if (node is ScalarNode { Kind: ScalarKind.Null })
            return null;
        switch (key.Type)
        {
            case IntentKeyType.Section when node is MapNode map:
                return Section(map, key.Path, shown);
            case IntentKeyType.Entries when node is MapNode map:
                return Entries(map, key, shown);
            case IntentKeyType.TextMap when node is MapNode map && map.Entries.All(static e => e.Value is ScalarNode { Kind: not ScalarKind.Null }):
                return map;
            case IntentKeyType.TextList when node is ListNode list && list.Items.All(static i => i is ScalarNode { Kind: not ScalarKind.Null }):
                return list;
            case IntentKeyType.TextList when node is ScalarNode one:
                return new ListNode(one.Span, [one]);
            case IntentKeyType.Word when node is ScalarNode word && key.Words is { } words:
                if (!words.Contains(word.Text))
                {
                    findings.Add(IntentDiagnostics.UnknownWord(word.Span, shown, word.Text, words, Spelling.Nearest(word.Text, words)));
                    return null;
                }
                break;
            default:
                if (node is not ScalarNode scalar || !IsRight(scalar, key.Type))
                {
                    findings.Add(IntentDiagnostics.WrongForm(node.Span, shown, Expected(key.Type)));
                    return null;
                }
                break;
        }
        if (key.Later is { } today && (node as ScalarNode)?.Text != key.Now)
            findings.Add(IntentDiagnostics.Later(keyAt, shown, today));
        return node;
    }

    private MapNode Entries(MapNode map, IntentKey key, string shown)
    {
        var good = new List<Entry>(map.Entries.Count);
        foreach (var entry in map.Entries)
            if (entry.Value is MapNode inner)
                good.Add(entry with { Value = Section(inner, key.Path + ".*", $"{shown}.{entry.Key}") });
            else if (entry.Value is ScalarNode { Kind: ScalarKind.Null })
                good.Add(entry with { Value = new MapNode(entry.Value.Span, []) });
            else
                findings.Add(IntentDiagnostics.WrongForm(entry.Value.Span, $"{shown}.{entry.Key}", Expected(IntentKeyType.Section)));
        return new MapNode(map.Span, good);
    }

    private static bool IsRight(ScalarNode scalar, IntentKeyType type) => type switch
    {
        IntentKeyType.Text => true,
        IntentKeyType.Label => LegalNames.IsLabel(scalar.Text),
        IntentKeyType.Whole => int.TryParse(scalar.Text, NumberStyles.None, CultureInfo.InvariantCulture, out _),
        IntentKeyType.Factor => double.TryParse(scalar.Text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var factor) && factor is > 0 and <= 1000,
        IntentKeyType.Flag => scalar.Kind == ScalarKind.Boolean,
        IntentKeyType.Cpu => Quantities.CpuMillis(scalar.Text) is not null,
        IntentKeyType.Bytes => Quantities.Bytes(scalar.Text) is not null,
        IntentKeyType.Cron => IsCron(scalar.Text),
        _ => false,
    };

    private static bool IsCron(string text)
    {
        if (text is "@hourly" or "@daily" or "@midnight" or "@weekly" or "@monthly" or "@yearly" or "@annually")
            return true;
        var fields = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return fields.Length == 5 && fields.All(static f => f.All(static c => char.IsAsciiLetterOrDigit(c) || c is '*' or '/' or ',' or '-' or '?'));
    }

    public static string Expected(IntentKeyType type) => type switch
    {
        IntentKeyType.Label => "a DNS label: lower-case letters, digits and dashes, at most 63",
        IntentKeyType.Whole => "a whole number from 0",
        IntentKeyType.Factor => "a number above 0, such as 0.5",
        IntentKeyType.Flag => "true or false",
        IntentKeyType.Cpu => "an amount of CPU such as 500m or 0.5",
        IntentKeyType.Bytes => "a size such as 512Mi or 10Gi",
        IntentKeyType.Cron => "five cron fields such as \"0 3 * * *\", or a word such as @daily",
        IntentKeyType.TextList => "a list of texts",
        IntentKeyType.TextMap => "a mapping of texts",
        IntentKeyType.Section => "a mapping",
        IntentKeyType.Entries => "a mapping of names to mappings",
        _ => "a text",
    };
}
