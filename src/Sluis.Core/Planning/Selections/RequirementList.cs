using System.Globalization;

namespace Sluis.Core.Planning.Selections;

/// <summary>Requirements as they are found. Evidence is sorted when the requirement is closed, so the order of finding is free.</summary>
internal sealed class RequirementList
{
    private readonly SortedDictionary<string, Requirement> found = new(StringComparer.Ordinal);

    public bool Has(string id) => found.ContainsKey(id);

    public Requirement? Find(string id) => found.GetValueOrDefault(id);

    public void Add(string id, string text, params IEnumerable<string> evidence) =>
        found[id] = new(id, text, [.. evidence.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)]);

    /// <summary>Adds the requirement when there is evidence for it. <paramref name="text"/> says it for a count.</summary>
    public void AddIfAny(string id, IReadOnlyCollection<string> evidence, Func<int, string> text)
    {
        if (evidence.Count > 0 && evidence.Distinct(StringComparer.Ordinal).Count() is var count)
            Add(id, text(count), evidence);
    }

    public static string Count(int count, string one, string many) => count == 1 ? $"one {one}" : $"{count.ToString(CultureInfo.InvariantCulture)} {many}";
}
