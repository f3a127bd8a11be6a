using Sluis.Core.Diagnostics;
using Sluis.Core.Platform;
using Sluis.Core.Text;

namespace Sluis.Core.Understanding;

/// <summary>
/// Jobs that Ofelia is told of itself, by its own labels or its file, go to the services whose containers they name.
/// https://github.com/mcuadros/ofelia/blob/master/docs/jobs.md
/// </summary>
internal static class Schedulers
{
    private sealed record Job(string Kind, string Name, Dictionary<string, string> Settings, SourceSpan At);

    public static void Assign(List<PlatformService> services, Findings findings)
    {
        for (var i = 0; i < services.Count; i++)
        {
            if (services[i].CatalogueId != "ofelia")
                continue;
            var scheduler = services[i];
            services[i] = scheduler with { Schedules = default };
            foreach (var job in Jobs(scheduler))
                Give(services, scheduler, job, findings);
        }
    }

    private static void Give(List<PlatformService> services, PlatformService scheduler, Job job, Findings findings)
    {
        var container = job.Settings.GetValueOrDefault("container") ?? job.Settings.GetValueOrDefault("service");
        var at = job.Kind is "job-exec" or "job-run" && container is not null && job.Settings.ContainsKey("schedule") ? Find(services, scheduler, container) : -1;
        if (at < 0)
        {
            findings.Add(HostDiagnostics.JobOfScheduler(job.At, scheduler.Key, job.Kind, job.Name, container));
            return;
        }
        // job-run starts the container with its own command, unless one is stated.
        var command = SecretText.Of(job.Settings.GetValueOrDefault("command") ?? "");
        var schedule = new ScheduledCommand(command.Pieces.IsEmpty ? "" : job.Name, Schedules.Cron(job.Settings["schedule"]), command, job.At);
        services[at] = services[at] with { Schedules = [.. services[at].Schedules, schedule] };
    }

    /// <summary>A container is called by its own name, or by the project and service; the scheduler's project first.</summary>
    private static int Find(List<PlatformService> services, PlatformService scheduler, string container)
    {
        var found = -1;
        for (var i = 0; i < services.Count; i++)
        {
            var (project, service) = services[i].Key;
            if (services[i].ContainerName != container && service != container && container != $"{project}-{service}-1" && container != $"{project}_{service}_1")
                continue;
            if (project == scheduler.Key.Project)
                return i;
            found = i;
        }
        return found;
    }

    private static List<Job> Jobs(PlatformService scheduler)
    {
        var jobs = new List<Job>();
        foreach (var (key, value) in scheduler.Labels)
            if (key.StartsWith("ofelia.job-", StringComparison.Ordinal) && key.Split('.') is [_, var kind, var name, var setting])
                Setting(jobs, kind, name, setting, value, scheduler.At);
        foreach (var mount in scheduler.Mounts)
            if (mount is Mount.Files files)
                foreach (var file in files.Content)
                    if (file.Text is { } text && (file.RelativePath.EndsWith(".ini", StringComparison.Ordinal) || file.RelativePath.EndsWith(".conf", StringComparison.Ordinal)))
                        Ini(jobs, text.ToString(), files.IsDirectory ? $"{files.Source}/{file.RelativePath}" : files.Source);
        return jobs;
    }

    /// <summary><c>[job-exec "backup"]</c>, then <c>schedule = @daily</c>.</summary>
    private static void Ini(List<Job> jobs, string text, string path)
    {
        string? kind = null;
        var name = "";
        var number = 0;
        foreach (var raw in text.AsSpan().EnumerateLines())
        {
            number++;
            var line = raw.Trim();
            if (line.StartsWith("["))
            {
                var head = line.Trim("[]").ToString();
                var quote = head.IndexOf('"', StringComparison.Ordinal);
                (kind, name) = head.StartsWith("job-", StringComparison.Ordinal) && quote > 0 ? (head[..quote].Trim(), head[quote..].Trim('"')) : (null, "");
            }
            else if (kind is not null && line.Length > 0 && line[0] is not ('#' or ';') && line.IndexOf('=') is > 0 and var equals)
                Setting(jobs, kind, name, line[..equals].Trim().ToString(), line[(equals + 1)..].Trim().ToString(), new(path, number, 1));
        }
    }

    private static void Setting(List<Job> jobs, string kind, string name, string setting, string value, SourceSpan at)
    {
        var job = jobs.Find(j => j.Kind == kind && j.Name == name);
        if (job is null)
            jobs.Add(job = new(kind, name, new(StringComparer.Ordinal), at));
        job.Settings[setting] = value;
    }
}
