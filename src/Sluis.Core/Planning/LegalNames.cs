using System.Globalization;
using System.Text;

namespace Sluis.Core.Planning;

/// <summary>
/// The one place where a name from outside becomes a legal Kubernetes name. Pure: the same name always maps to the same label.
/// https://kubernetes.io/docs/concepts/overview/working-with-objects/names/ (RFC 1035 labels, which Services need).
/// </summary>
public static class LegalNames
{
    /// <summary>The longest DNS label.</summary>
    public const int MaxLabel = 63;

    /// <summary>
    /// CronJobs append 11 characters to their name, StatefulSets a 10 character revision to a label's value; 52 leaves room.
    /// https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/#cron-job-limitations
    /// </summary>
    public const int MaxWorkload = 52;

    /// <summary>A DNS-1035 label: lower case, other characters become dashes; too long names end in a hash of the whole.</summary>
    public static string Label(string name, int max = MaxLabel)
    {
        if (name.Length <= max && IsLabel(name))
            return name;
        var text = new StringBuilder(Math.Min(name.Length, max) + 4);
        foreach (var c in name)
        {
            if (char.IsAsciiLetterOrDigit(c))
                text.Append(char.ToLowerInvariant(c));
            else if (text.Length > 0 && text[^1] != '-')
                text.Append('-');
        }
        while (text.Length > 0 && text[^1] == '-')
            text.Length--;
        if (text.Length == 0)
            return "x" + Hash(name);
        if (char.IsAsciiDigit(text[0]))
            text.Insert(0, "x-");
        return text.Length <= max ? text.ToString() : Shortened(text.ToString(), name, max);
    }

    /// <summary>Lower-case letters, digits and dashes, beginning with a letter, not ending with a dash, at most 63.</summary>
    public static bool IsLabel(ReadOnlySpan<char> name)
    {
        if (name.IsEmpty || name.Length > MaxLabel || !char.IsAsciiLetterLower(name[0]) || name[^1] == '-')
            return false;
        foreach (var c in name)
            if (!char.IsAsciiLetterLower(c) && !char.IsAsciiDigit(c) && c != '-')
                return false;
        return true;
    }

    /// <summary><paramref name="name"/> with a hash of <paramref name="identity"/>: for the second of two equal names.</summary>
    public static string Distinct(string name, string identity, int max = MaxLabel) =>
        Shortened(name, identity, Math.Min(max, Math.Max(name.Length + 9, 10)));

    private static string Shortened(string label, string identity, int max)
    {
        var keep = Math.Min(label.Length, max - 9);
        while (keep > 0 && label[keep - 1] == '-')
            keep--;
        return $"{label.AsSpan(0, keep)}-{Hash(identity)}";
    }

    /// <summary>FNV-1a, 32 bits: stable across runs and machines, which the runtime's own string hash is not.</summary>
    private static string Hash(string text)
    {
        var hash = 2166136261u;
        foreach (var c in text)
            hash = (hash ^ c) * 16777619u;
        return hash.ToString("x8", CultureInfo.InvariantCulture);
    }
}

/// <summary>Names already given in one scope, such as the workloads of a namespace.</summary>
internal sealed class NameScope(int max = LegalNames.MaxLabel)
{
    private readonly Dictionary<string, string> owners = new(StringComparer.Ordinal);

    /// <summary>
    /// The first of the candidates that is free, else the first with a hash. <paramref name="clashesWith"/> is the owner of the
    /// first candidate when that was not free.
    /// </summary>
    public string Take(string identity, string wanted, string second, out string? clashesWith)
    {
        var label = LegalNames.Label(wanted, max);
        if (owners.TryAdd(label, identity))
        {
            clashesWith = null;
            return label;
        }
        clashesWith = owners[label];
        var other = LegalNames.Label(second, max);
        if (owners.TryAdd(other, identity))
            return other;
        for (var salt = identity; ; salt += "'")
        {
            var distinct = LegalNames.Distinct(other, salt, max);
            if (owners.TryAdd(distinct, identity))
                return distinct;
        }
    }
}
