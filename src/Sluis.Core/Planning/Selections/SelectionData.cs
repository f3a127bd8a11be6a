using System.Globalization;
using Sluis.Core.Diagnostics;
using Sluis.Core.Text;
using Sluis.Core.Yaml;

namespace Sluis.Core.Planning.Selections;

internal sealed record Criterion(string Id, string Name, int Weight, EquatableArray<KeyValuePair<string, int>> Raise);

/// <summary><paramref name="Scores"/> follow the order of the topic's criteria. <paramref name="Excluded"/>: sentence by requirement.</summary>
internal sealed record SelectionOption(
    string Id, string Name, string Page, EquatableArray<OptionScore> Scores, EquatableArray<KeyValuePair<string, string>> Excluded);

internal sealed record Topic(string Id, string Title, string Key, EquatableArray<Criterion> Criteria, EquatableArray<SelectionOption> Options);

/// <summary><c>selections.yaml</c>, read when the first plan is made.</summary>
internal sealed record SelectionData(string Dated, EquatableArray<Topic> Topics)
{
    private const string Resource = "selections.yaml";
    private static readonly Lazy<SelectionData> Read = new(Load);

    public static SelectionData Current => Read.Value;

    private static SelectionData Load()
    {
        using var stream = typeof(SelectionData).Assembly.GetManifestResourceStream(Resource) ?? throw new InvalidOperationException("The selections are not in the assembly.");
        var content = new byte[stream.Length];
        stream.ReadExactly(content);
        var findings = new Findings();
        if (YamlReader.Read(Resource, content, findings) is not MapNode root || findings.HasErrors)
            throw new InvalidOperationException($"The selections cannot be read: {string.Join(' ', findings.Sorted())}");
        return new(Text(root, "dated"), [.. Maps(root, "topics").Select(TopicOf)]);
    }

    private static Topic TopicOf(MapNode map)
    {
        EquatableArray<Criterion> criteria = [.. Maps(map, "criteria").Select(static c => new Criterion(
            Text(c, "id"), Text(c, "name"), Number(Text(c, "weight")), [.. Entries(c, "raise").Select(static e => KeyValuePair.Create(e.Key, Number(e.Value.ToString() ?? "")))]))];
        return new(Text(map, "id"), Text(map, "title"), Text(map, "key"), criteria, [.. Maps(map, "options").Select(o => Option(o, criteria))]);
    }

    private static SelectionOption Option(MapNode map, EquatableArray<Criterion> criteria)
    {
        var page = Text(map, "page");
        if (map["scores"] is not MapNode scores || scores.Entries.Count != criteria.Count)
            throw new InvalidOperationException($"An option has to be scored on each criterion once: {map.Span}.");
        return new(Text(map, "id"), Text(map, "name"), page, [.. criteria.Select(c => Score(scores, c.Id, page))],
            [.. Entries(map, "excluded").Select(static e => KeyValuePair.Create(e.Key, e.Value.ToString() ?? ""))]);
    }

    /// <summary>A number, a sentence, and where it is not the option's page the page that says so.</summary>
    private static OptionScore Score(MapNode scores, string criterion, string page) => scores[criterion] is ListNode { Items: { Count: 2 or 3 } items }
        ? new(Number(items[0].ToString() ?? ""), items[1].ToString() ?? "", items.Count == 3 ? items[2].ToString() ?? page : page)
        : throw new InvalidOperationException($"No score for {criterion}: {scores.Span}.");

    private static IEnumerable<MapNode> Maps(MapNode map, string key) => (map[key] as ListNode)?.Items.OfType<MapNode>() ?? [];

    private static IReadOnlyList<Entry> Entries(MapNode map, string key) => (map[key] as MapNode)?.Entries ?? [];

    private static string Text(MapNode map, string key) => (map[key] as ScalarNode)?.Text ?? throw new InvalidOperationException($"No {key}: {map.Span}.");

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
