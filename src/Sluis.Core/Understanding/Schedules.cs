using Sluis.Core.Platform;
using Sluis.Core.Text;

namespace Sluis.Core.Understanding;

/// <summary>Schedules that labels give: Ofelia's jobs, Kompose's cron job, swarm-cronjob.</summary>
internal static class Schedules
{
    public static EquatableArray<ScheduledCommand> Of(EquatableArray<KeyValuePair<string, string>> labels, SourceSpan at)
    {
        List<ScheduledCommand>? found = null;
        foreach (var (key, value) in labels)
        {
            if (key is "kompose.cronjob.schedule" or "swarm.cronjob.schedule")
                (found ??= []).Add(new("", Cron(value), default, at));
            else if (key.StartsWith("ofelia.job-", StringComparison.Ordinal) && key.EndsWith(".schedule", StringComparison.Ordinal) && key.Split('.') is [_, _, var name, _])
            {
                var command = labels.FirstOrDefault(l => l.Key == key[..^"schedule".Length] + "command").Value ?? "";
                (found ??= []).Add(new(name, Cron(value), SecretText.Of(command), at));
            }
        }
        return found is null ? default : found.ToEquatableArray();
    }

    /// <summary>Five fields; Ofelia writes six with seconds first, and words such as @daily.</summary>
    internal static string Cron(string schedule)
    {
        var fields = schedule.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return fields.Length == 6 ? string.Join(' ', fields.Skip(1)) : schedule;
    }
}
