using System.Globalization;

namespace Sluis.Core.Proof.Schema.Values;

/// <summary>The grammar of schedules. https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/#schedule-syntax</summary>
internal static class CronSchedule
{
    private static readonly string[] Names = ["minute", "hour", "day of month", "month", "day of week"];
    private static readonly (int Least, int Most)[] Bounds = [(0, 59), (0, 23), (1, 31), (1, 12), (0, 6)];
    private static readonly string[] Months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    private static readonly string[] Days = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

    /// <summary>What is wrong; null when nothing is.</summary>
    public static string? Fault(string schedule)
    {
        if (schedule.Contains("TZ=", StringComparison.Ordinal))
            return "a time zone goes into timeZone";
        if (schedule.StartsWith('@'))
            return schedule switch
            {
                "@yearly" or "@annually" or "@monthly" or "@weekly" or "@daily" or "@midnight" or "@hourly" => null,
                _ when schedule.StartsWith("@every ", StringComparison.Ordinal) && Formats.Seconds(schedule.AsSpan(7)) is >= 1 => null,
                _ => $"there is no macro {schedule}",
            };
        var fields = schedule.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (fields.Length != 5)
            return $"it has {fields.Length} fields where five are needed";
        for (var i = 0; i < 5; i++)
            foreach (var part in fields[i].Split(','))
                if (!IsPart(part, i))
                    return $"\"{part}\" is no {Names[i]}";
        return null;
    }

    private static bool IsPart(string part, int field)
    {
        var slash = part.IndexOf('/');
        if (slash >= 0 && (!int.TryParse(part.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var step) || step < 1))
            return false;
        var range = slash >= 0 ? part[..slash] : part;
        if (range is "*" or "?")
            return true;
        var dash = range.IndexOf('-');
        return dash < 0 ? Value(range, field) is not null : Value(range[..dash], field) is { } first && Value(range[(dash + 1)..], field) is { } last && first <= last;
    }

    private static int? Value(string text, int field)
    {
        var (least, most) = Bounds[field];
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return number >= least && number <= most ? number : null;
        var names = field switch { 3 => Months, 4 => Days, _ => [] };
        var index = Array.IndexOf(names, text.ToLowerInvariant());
        return index < 0 ? null : index + least;
    }
}
